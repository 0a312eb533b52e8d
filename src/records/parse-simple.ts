/** Parsers of values that are one text, number or truth value. */
import { fromHex, utf8 } from '../base/bytes.ts';
import { parseEdtf } from '../base/dates.ts';
import { fail, type Json, ok } from '../base/result.ts';
import { foldCase } from '../base/text.ts';
import type { Value } from '../ledger/model.ts';
import type { FieldDef } from './field.ts';
import { KIND_PREFIX, kindOfPrefix, parseRecordId } from './kind-names.ts';
import { badValue as bad, type Parsed } from './parsed.ts';
import { ANY_ID, LIMITS, UNIT } from './value-schema.ts';
import { checkTerm } from './vocabulary.ts';

const TRUE = ['true', 'yes', '1', 'да', 'иә', 'ия'];
const FALSE = ['false', 'no', '0', 'нет', 'жоқ'];

/** A text, choice, term, date, reference, truth value, address, hash, unit or opaque value. */
export function parseSimple(field: FieldDef, json: Json): Parsed {
  if (field.type === 'bool') return parseBool(field, json);
  if (field.type === 'opaque') return ok(jsonToValue(json));
  if (field.type === 'text') return parseText(field, json);
  if (typeof json !== 'string') return bad(field, json);
  const text = json.normalize('NFC').trim();
  switch (field.type) {
    case 'choice':
      return parseChoice(field, text);
    case 'term': {
      const found = checkTerm(field.vocab ?? '', text);
      return found.ok ? found : fail('E_TERM', { ...found.error.params, field: field.name });
    }
    case 'date': {
      const parsed = parseEdtf(text);
      return parsed.ok ? ok(text) : fail('E_DATE', { field: field.name, value: text.slice(0, 80) });
    }
    case 'ref':
      return parseRef(field, text);
    case 'ref_or_text':
      return ANY_ID.test(text) ? parseRef(field, text) : ok(text);
    case 'url':
      return /^(?:https?|ftp):\/\/[^\s/]+/i.test(text) && isUrl(text) ? ok(text) : bad(field, json);
    case 'hash':
      return fromHex(text)?.length === 32 ? ok(text.toLowerCase()) : bad(field, json);
    case 'unit':
      return UNIT.test(text) ? ok(text) : bad(field, json);
    default:
      return bad(field, json);
  }
}

function isUrl(text: string): boolean {
  try {
    return new URL(text).hostname !== '';
  } catch {
    return false;
  }
}

function parseBool(field: FieldDef, json: Json): Parsed {
  if (typeof json === 'boolean') return ok(json);
  const word = typeof json === 'string' ? foldCase(json).trim() : '';
  return TRUE.includes(word) ? ok(true) : FALSE.includes(word) ? ok(false) : bad(field, json);
}

/** A number is taken as its digits; `{text, lang, of}` is a translation of prose. */
function parseText(field: FieldDef, json: Json): Parsed {
  if (typeof json === 'number' || typeof json === 'boolean') return ok(String(json));
  if (typeof json === 'string') return ok(json.normalize('NFC').replace(/\r\n?/g, '\n').trim());
  if (!field.prose || json === null || Array.isArray(json)) return bad(field, json);
  const { text, lang, of, ...rest } = json as { readonly [key: string]: Json | undefined };
  if (typeof text !== 'string' || typeof lang !== 'string' || typeof of !== 'string' || Object.keys(rest).length > 0)
    return bad(field, json);
  if (text.trim() === '') return fail('E_EMPTY', { field: field.name });
  if (utf8(text).length > LIMITS.textBytes) return fail('E_LIMIT', { field: field.name, max: LIMITS.textBytes });
  return ok({ text: text.normalize('NFC'), lang, of });
}

function parseChoice(field: FieldDef, text: string): Parsed {
  const wanted = foldCase(text);
  const found = field.choices.find(
    (c) => c.id === text || [c.label.en, c.label.ru, c.label.kk].some((label) => foldCase(label) === wanted),
  );
  if (found) return ok(found.id);
  return fail('E_TERM', {
    field: field.name,
    scheme: field.name,
    value: text.slice(0, 80),
    nearest: field.choices.slice(0, 6).map((c) => c.id),
  });
}

function parseRef(field: FieldDef, text: string): Parsed {
  if (field.widget === 'ref_or_hash' && fromHex(text)?.length === 32) return ok(text.toLowerCase());
  const parsed = parseRecordId(text);
  if (!parsed.ok) return fail(parsed.error.code, { field: field.name, ...parsed.error.params });
  const prefix = text.slice(0, 3);
  const kind = kindOfPrefix(prefix);
  if (field.refs.length > 0 && (kind === null || !field.refs.includes(kind)))
    return fail('E_ID_KIND', {
      field: field.name,
      id: text,
      expected: field.refs.map((k) => KIND_PREFIX[k]).join(', '),
      found: prefix,
    });
  return ok(text);
}

/** JSON as a claim value: fractions become decimal text, absent members vanish. */
export function jsonToValue(json: Json): Value {
  if (typeof json === 'number') return Number.isSafeInteger(json) ? json : String(json);
  if (json === null || typeof json === 'string' || typeof json === 'boolean') return json;
  if (Array.isArray(json)) return (json as readonly Json[]).map(jsonToValue);
  return Object.fromEntries(
    Object.entries(json as { readonly [key: string]: Json | undefined }).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, jsonToValue(value)] as const],
    ),
  );
}
