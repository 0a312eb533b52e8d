/** Values, kinds and fields in words, in Kazakh, Russian and English. */
import { formatEdtf } from '../base/dates.ts';
import type { Value } from '../ledger/model.ts';
import type { Lang } from '../messages/translate.ts';
import { readCount } from './counts.ts';
import { countInWords, WORDS } from './display-words.ts';
import { type FieldDef, isList } from './field.ts';
import { isTranslation } from './fold.ts';
import { nameText } from './names.ts';
import { decisionTarget, fieldOf, isCustomField, kindOf } from './registry.ts';
import { ANY_ID } from './value-schema.ts';
import { unitLabel } from './units.ts';
import { termLabel } from './vocabulary.ts';

export { groupLabel } from './display-words.ts';

export type ResolveTitle = (id: string) => string | null;
type Map = { readonly [key: string]: Value };

/** Name of a kind; a kind of a newer node by its own word. */
export const kindLabel = (kind: string, lang: Lang): string => kindOf(kind)?.label[lang] ?? kind;
export const kindPlural = (kind: string, lang: Lang): string => kindOf(kind)?.plural[lang] ?? kind;

/** Name of a field; `x.NAME` by its name; a field of a newer node as "unknown field NAME". */
export function fieldLabel(kind: string, field: string, lang: Lang): string {
  const def = fieldOf(kind, field);
  if (def) return def.label[lang];
  return isCustomField(field) ? field.slice(2) : `${WORDS.unknownField[lang]} ${decisionTarget(field) ?? field}`;
}

/** A value in words. A list (what a list field displays) is joined with semicolons; an unknown form is shown raw. */
export function displayValue(
  kind: string,
  field: string,
  value: Value,
  lang: Lang,
  resolveTitle: ResolveTitle = () => null,
): string {
  if (decisionTarget(field) !== null) return decisionInWords(value, lang);
  const def = fieldOf(kind, field);
  return def ? shownAs(def, value, lang, resolveTitle) : raw(value, lang, resolveTitle);
}

function shownAs(def: FieldDef, value: Value, lang: Lang, resolve: ResolveTitle): string {
  if (def.type === 'opaque') return WORDS.stored[lang];
  if (Array.isArray(value) && isList(def))
    return (value as readonly Value[]).map((v) => one(def, v, lang, resolve)).join('; ');
  return one(def, value, lang, resolve);
}

function one(def: FieldDef, value: Value, lang: Lang, resolve: ResolveTitle): string {
  switch (def.type) {
    case 'term':
      return typeof value === 'string' ? termLabel(def.vocab ?? '', value, lang) : raw(value, lang, resolve);
    case 'choice':
      return def.choices.find((c) => c.id === value)?.label[lang] ?? raw(value, lang, resolve);
    case 'date':
      return typeof value === 'string' ? formatEdtf(value, lang) : raw(value, lang, resolve);
    case 'count': {
      const count = readCount(value);
      return count ? countInWords(count, lang) : raw(value, lang, resolve);
    }
    case 'names':
      return nameText(value) ?? raw(value, lang, resolve);
    case 'place':
      return placeInWords(value, lang, resolve);
    case 'unit':
      return typeof value === 'string' ? unitLabel(value, lang) : raw(value, lang, resolve);
    case 'geometry':
      return geometryInWords(value) ?? raw(value, lang, resolve);
    case 'struct':
      return structInWords(def, value, lang, resolve);
    default:
      return raw(value, lang, resolve);
  }
}

const isMap = (value: Value): value is Map =>
  value !== null && typeof value === 'object' && !Array.isArray(value) && !(value instanceof Uint8Array);

/** A value whose type is not known, or one that its type leaves as it is: text, a title in place of an id, yes or no. */
function raw(value: Value, lang: Lang, resolve: ResolveTitle): string {
  if (typeof value === 'string') return ANY_ID.test(value) ? (resolve(value) ?? value) : value;
  if (typeof value === 'boolean') return WORDS[value ? 'yes' : 'no'][lang];
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  if (value instanceof Uint8Array) return WORDS.stored[lang];
  if (Array.isArray(value)) return (value as readonly Value[]).map((v) => raw(v, lang, resolve)).join('; ');
  if (isTranslation(value)) {
    const { text, lang: language } = value as Map;
    return `${String(text)} (${WORDS.translation[lang]}, ${String(language)})`;
  }
  return Object.entries(value as Map)
    .map(([key, part]) => `${key}: ${raw(part, lang, resolve)}`)
    .join('; ');
}

function placeInWords(value: Value, lang: Lang, resolve: ResolveTitle): string {
  if (!isMap(value)) return raw(value, lang, resolve);
  const { lat, lon, precision, as_given: given } = value;
  const words = typeof given === 'string' ? given : `${String(lat)}, ${String(lon)}`;
  const known = typeof precision === 'string' && precision !== 'unknown';
  return known ? `${words} (${termLabel('place_precision', precision, lang).toLowerCase()})` : words;
}

function geometryInWords(value: Value): string | null {
  if (!isMap(value) || typeof value['type'] !== 'string') return null;
  const at = value['coordinates'];
  if (value['type'] !== 'Point' || !Array.isArray(at)) return value['type'];
  const [lon, lat] = at as readonly Value[];
  return `${String(lat)}, ${String(lon)}`;
}

function structInWords(def: FieldDef, value: Value, lang: Lang, resolve: ResolveTitle): string {
  if (!isMap(value)) return raw(value, lang, resolve);
  const known = def.members.flatMap((m) => {
    const part = value[m.name];
    return part === undefined || part === null ? [] : [`${m.label[lang]}: ${shownAs(m, part, lang, resolve)}`];
  });
  const unknown = Object.keys(value)
    .filter((key) => !def.members.some((m) => m.name === key))
    .map((key) => `${key}: ${raw(value[key] ?? null, lang, resolve)}`);
  return [...known, ...unknown].join('; ');
}

function decisionInWords(value: Value, lang: Lang): string {
  if (!Array.isArray(value)) return raw(value, lang, () => null);
  const [verb, , reason] = value as readonly Value[];
  const words = verb === 'prefer' || verb === 'exclude' ? WORDS[verb][lang] : String(verb);
  return typeof reason === 'string' && reason !== '' ? `${words}: ${reason}` : words;
}
