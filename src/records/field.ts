/**
 * How a field is declared: one definition from which schema, form, API check, import target, column and documentation
 * derive. Card: `1` one, `+` one or more, `?` optional, `*` any. A field of card 1 or + without `requiredFor` is required
 * to create the record; with it, to enter those states.
 */
import type { Lang } from '../messages/translate.ts';
import type { KindName } from './kind-names.ts';
import type { Visibility } from './model.ts';
import type { Scheme } from './vocabulary.ts';

export type Labels = { readonly [L in Lang]: string };
export type Card = '1' | '+' | '?' | '*';
/**
 * `names` = one name per claim; `ref` = id of a record; `ref_or_text` = id or words; `place` = id of a Place or a point;
 * `unit` = administrative unit id such as `kz.zhetysu`; `opaque` = bytes written by the room that owns them, not by people.
 */
export type FieldType =
  | 'text'
  | 'choice'
  | 'term'
  | 'date'
  | 'count'
  | 'place'
  | 'names'
  | 'ref'
  | 'ref_or_text'
  | 'bool'
  | 'url'
  | 'hash'
  | 'unit'
  | 'geometry'
  | 'struct'
  | 'opaque';

export interface Choice {
  readonly id: string;
  readonly label: Labels;
}

export interface FieldDef {
  readonly name: string;
  readonly type: FieldType;
  readonly card: Card;
  /** Vocabulary of a term. */
  readonly vocab: Scheme | null;
  /** Words of a choice. */
  readonly choices: readonly Choice[];
  /** Kinds a reference may name; empty = any. */
  readonly refs: readonly KindName[];
  /** Parts of a struct. */
  readonly members: readonly FieldDef[];
  /** Widest audience without a reviewer raising it. */
  readonly vis: Visibility;
  /** States that cannot be entered without it. */
  readonly requiredFor: readonly string[];
  readonly label: Labels;
  readonly help: Labels | null;
  readonly group: string;
  readonly widget: string | null;
  /** Counted and filtered by. Terms, choices, truth values and references always are. */
  readonly facet: boolean;
  /** Counts: fractions allowed. */
  readonly decimal: boolean;
  /** Text: words in a language, whose translations are further values with `of`. */
  readonly prose: boolean;
}

export interface FieldOptions {
  /** States that need the field. */
  readonly at?: readonly string[];
  readonly help?: Labels;
  readonly group?: string;
  readonly widget?: string;
  readonly facet?: boolean;
  readonly decimal?: boolean;
  readonly prose?: boolean;
}

/** What a file in kinds/ declares. */
export interface KindSpec {
  readonly kind: KindName;
  readonly label: Labels;
  /** Plural, for lists and menus. */
  readonly plural: Labels;
  readonly fields: readonly FieldDef[];
  /** Field with the record's own date; null = it has none. */
  readonly date: string | null;
  /** Field with the record's own place. */
  readonly place: string | null;
  /** Field with the state, null when it is computed from moves or absent. */
  readonly state: string | null;
}

/** A kind with its fields by name, in the order of the form. */
export type KindDef = Omit<KindSpec, 'fields'> & { readonly fields: { readonly [name: string]: FieldDef } };

const VIS = { P: 'public', C: 'coalition', O: 'organisation', V: 'vault' } as const;
export type VisLetter = keyof typeof VIS;

export const L = (en: string, ru: string, kk: string): Labels => ({ en, ru, kk });

type Special = Partial<Pick<FieldDef, 'vocab' | 'choices' | 'refs' | 'members'>>;
function make(
  name: string,
  type: FieldType,
  card: Card,
  vis: VisLetter,
  label: Labels,
  options: FieldOptions = {},
  special: Special = {},
): FieldDef {
  return {
    name,
    type,
    card,
    vocab: special.vocab ?? null,
    choices: special.choices ?? [],
    refs: special.refs ?? [],
    members: special.members ?? [],
    vis: VIS[vis],
    requiredFor: options.at ?? [],
    label,
    help: options.help ?? null,
    group: options.group ?? 'main',
    widget: options.widget ?? null,
    facet: options.facet ?? FACETED.includes(type),
    decimal: options.decimal ?? false,
    prose: options.prose ?? false,
  };
}
const FACETED: readonly FieldType[] = ['term', 'choice', 'bool', 'ref', 'ref_or_text', 'place', 'unit'];

type Simple = (name: string, card: Card, vis: VisLetter, label: Labels, options?: FieldOptions) => FieldDef;
const simple =
  (type: FieldType, widget?: string): Simple =>
  (name, card, vis, label, options) =>
    make(name, type, card, vis, label, widget ? { widget, ...options } : options);

export const text = simple('text');
/** Words that are read as prose: shown over several lines, translated by further values. */
export const prose: Simple = (name, card, vis, label, options) =>
  make(name, 'text', card, vis, label, { widget: 'textarea', prose: true, ...options });
export const date = simple('date');
export const count = simple('count');
export const place = simple('place');
export const names = simple('names');
export const bool = simple('bool');
export const url = simple('url');
export const hash = simple('hash');
export const unit = simple('unit');
export const geometry = simple('geometry');
export const opaque = simple('opaque');

export const term = (
  name: string,
  vocab: Scheme,
  card: Card,
  vis: VisLetter,
  label: Labels,
  options?: FieldOptions,
): FieldDef => make(name, 'term', card, vis, label, options, { vocab });

export const choice = (
  name: string,
  choices: { readonly [id: string]: Labels },
  card: Card,
  vis: VisLetter,
  label: Labels,
  options?: FieldOptions,
): FieldDef =>
  make(name, 'choice', card, vis, label, options, {
    choices: Object.entries(choices).map(([id, words]) => ({ id, label: words })),
  });

/** Reference to a record of one of the kinds; no kinds = any. */
export const ref = (
  name: string,
  refs: readonly KindName[],
  card: Card,
  vis: VisLetter,
  label: Labels,
  options?: FieldOptions,
): FieldDef => make(name, 'ref', card, vis, label, options, { refs });

export const refOrText = (
  name: string,
  refs: readonly KindName[],
  card: Card,
  vis: VisLetter,
  label: Labels,
  options?: FieldOptions,
): FieldDef => make(name, 'ref_or_text', card, vis, label, options, { refs });

export const struct = (
  name: string,
  card: Card,
  vis: VisLetter,
  label: Labels,
  members: readonly FieldDef[],
  options?: FieldOptions,
): FieldDef => make(name, 'struct', card, vis, label, options, { members });

/** Several values may stand side by side without competing. */
export const isList = (field: FieldDef): boolean => field.card === '+' || field.card === '*';

/** Required to create (`state` null) or to enter the state. */
export function isRequired(field: FieldDef, state: string | null): boolean {
  if (field.requiredFor.length > 0)
    return (
      state !== null &&
      field.requiredFor.some((s) => s === state || (s.endsWith('*') && state.startsWith(s.slice(0, -1))))
    );
  return field.card === '1' || field.card === '+';
}
