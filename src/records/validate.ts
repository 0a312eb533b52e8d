/**
 * Input from the API, the command line and imports to claim values. A string is accepted for every type: dates, counts
 * ("at least 8"), terms by id or label, references by id, names as plain text, structures as JSON.
 */
import { utf8 } from '../base/bytes.ts';
import { fail, type Failure, type Json, ok, type Result } from '../base/result.ts';
import type { Value } from '../ledger/model.ts';
import { type FieldDef, isList, isRequired } from './field.ts';
import type { KindName } from './kind-names.ts';
import type { RecordView } from './model.ts';
import { badValue, type Parsed, type ValueCode } from './parsed.ts';
import { parseSimple } from './parse-simple.ts';
import { parseCountValue, parseName, parsePlace, parseStructured } from './parse-structured.ts';
import { decisionTarget, fieldOf, KINDS } from './registry.ts';
import { LIMITS } from './value-schema.ts';

/** One value of a field definition. */
function parseValue(field: FieldDef, json: Json): Parsed {
  if (json === null || json === undefined) return fail('E_EMPTY', { field: field.name });
  if (typeof json === 'string') {
    if (json.trim() === '') return fail('E_EMPTY', { field: field.name });
    if (utf8(json).length > LIMITS.textBytes) return fail('E_LIMIT', { field: field.name, max: LIMITS.textBytes });
    // The exchange format holds no NUL; a text with one is broken, and is not mended silently.
    if (json.includes('\0')) return badValue(field, json);
  }
  switch (field.type) {
    case 'count':
      return parseCountValue(field, json);
    case 'place':
      return parsePlace(field, json);
    case 'names':
      return parseName(field, json);
    case 'struct':
      return parseStruct(field, json);
    case 'geometry':
      return parseStructured(field, json);
    default:
      return parseSimple(field, json);
  }
}

function parseStruct(field: FieldDef, json: Json): Parsed {
  const given = typeof json === 'string' ? fromText(json) : json;
  if (given === null || typeof given !== 'object' || Array.isArray(given)) {
    // A public office is a reviewer's decision with a source; words alone are no such field (records design, section 2).
    return field.name === 'public_office'
      ? fail('E_FIELD', { kind: 'Person', field: 'public_office' })
      : badValue(field, json);
  }
  const struct = given as { readonly [key: string]: Json | undefined };
  const out: { [key: string]: Value } = {};
  for (const key of Object.keys(struct))
    if (!field.members.some((m) => m.name === key))
      return fail('E_FIELD', { kind: field.name, field: `${field.name}.${key}` });
  for (const member of field.members) {
    const part = struct[member.name];
    const named = { ...member, name: `${field.name}.${member.name}` };
    if (part === undefined || part === null) {
      if (isRequired(member, null)) return fail('E_EMPTY', { field: named.name });
      continue;
    }
    const parsed = isList(member) ? parseList(named, part) : parseValue(named, part);
    if (!parsed.ok) return parsed;
    out[member.name] = parsed.value as Value;
  }
  return ok(out);
}

function fromText(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}

function parseList(field: FieldDef, json: Json): Result<readonly Value[], Failure<ValueCode>> {
  const given: readonly Json[] = Array.isArray(json) ? (json as readonly Json[]) : [json];
  const max = field.type === 'names' ? LIMITS.names : LIMITS.listValues;
  if (given.length > max) return fail('E_LIMIT', { field: field.name, max });
  const values: Value[] = [];
  for (const one of given) {
    const parsed = parseValue(field, one);
    if (!parsed.ok) return parsed;
    values.push(parsed.value);
  }
  if (values.length === 0 && field.card === '+') return fail('E_EMPTY', { field: field.name });
  return ok(values);
}

function definitionOf(kind: KindName, field: string): Result<FieldDef, Failure<'E_FIELD'>> {
  const def = fieldOf(kind, field);
  // Bytes are written by the room that owns them; a decision is written through its own use case.
  if (!def || (def.type === 'opaque' && decisionTarget(field) === null)) return fail('E_FIELD', { kind, field });
  return ok(def);
}

/** One value of one field: what one claim will say. */
export function parseFieldValue(kind: KindName, field: string, json: Json): Parsed {
  const def = definitionOf(kind, field);
  if (!def.ok) return def;
  return parseValue(def.value, json);
}

/** The values of a field, one claim each: a list field takes a list or one value, other fields one. */
export function parseFieldValues(
  kind: KindName,
  field: string,
  json: Json,
): Result<readonly Value[], Failure<ValueCode>> {
  const def = definitionOf(kind, field);
  if (!def.ok) return def;
  if (isList(def.value)) return parseList(def.value, json);
  const one = parseValue(def.value, json);
  return one.ok ? ok([one.value]) : one;
}

/** Names of the fields that entering the state needs and the view lacks; `state` null: those needed to create the record. */
export function requiredFor(kind: KindName, state: string | null, view: RecordView): readonly string[] {
  return Object.values(KINDS[kind].fields)
    .filter((f) => f.type !== 'opaque' && isRequired(f, state) && !hasValue(view, f.name))
    .map((f) => f.name);
}

const hasValue = (view: RecordView, field: string): boolean => (view.fields[field]?.claims.length ?? 0) > 0;

/** Refuses a change of state that lacks a field; a draft is never refused. */
export function checkRequired(kind: KindName, state: string, view: RecordView): Result<void, Failure<'E_REQUIRED'>> {
  const [first] = requiredFor(kind, state, view);
  return first === undefined ? ok(undefined) : fail('E_REQUIRED', { field: first, state });
}
