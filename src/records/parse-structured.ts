/** Parsers of values that have parts: counts, places, names, geometries. */
import { type Count, checkCount, decimalText, parseCount } from '../base/numbers.ts';
import { type Failure, fail, type Json, ok, type Result } from '../base/result.ts';
import type { Value } from '../ledger/model.ts';
import { countToValue } from './counts.ts';
import type { FieldDef } from './field.ts';
import { parseRecordId } from './kind-names.ts';
import { nameOf } from './names.ts';
import { jsonToValue } from './parse-simple.ts';
import { badValue as bad, type Parsed } from './parsed.ts';
import { ANY_ID, DECIMAL, GEOMETRY_TYPES, NAME_KINDS, UNIT, valueSchema } from './value-schema.ts';
import { checkTerm } from './vocabulary.ts';

type Members = { readonly [key: string]: Json | undefined };

/** The members of an object, a JSON text included; null when it is none or has a member that is not allowed. */
function members(json: Json, allowed: readonly string[]): Members | null {
  let given = json;
  if (typeof json === 'string') {
    if (!json.trim().startsWith('{')) return null;
    try {
      given = JSON.parse(json) as Json;
    } catch {
      return null;
    }
  }
  if (given === null || typeof given !== 'object' || Array.isArray(given)) return null;
  const found = given as Members;
  return Object.keys(found).every((key) => allowed.includes(key)) ? found : null;
}

/** A number or decimal text; null when it is neither, undefined when absent. */
function numeric(json: Json | undefined): number | null | undefined {
  if (json === undefined || json === null) return undefined;
  if (typeof json === 'number') return Number.isFinite(json) ? json : null;
  return typeof json === 'string' && DECIMAL.test(json) ? Number(json) : null;
}

export function parseCountValue(field: FieldDef, json: Json): Parsed {
  if (typeof json === 'number') return written(field, checkCount(exactly(json, String(json)), field.decimal));
  const struct = members(json, ['low', 'best', 'high', 'as_given', 'unit', 'exact']);
  if (!struct) return typeof json === 'string' ? written(field, parseCount(json, field.decimal)) : bad(field, json);
  const [low, best, high] = [numeric(struct['low']), numeric(struct['best']), numeric(struct['high'])];
  const { as_given: given, unit, exact } = struct;
  if (low === undefined || low === null || best === null || high === null) return bad(field, json);
  if (unit !== undefined && typeof unit !== 'string') return bad(field, json);
  // What was said of a count is never replaced by something of ours.
  if (given !== undefined && typeof given !== 'string') return bad(field, json);
  if (exact !== undefined && typeof exact !== 'boolean') return bad(field, json);
  const count: Count = {
    low,
    ...(best === undefined ? {} : { best }),
    ...(high === undefined ? {} : { high }),
    as_given: given ?? range(low, high),
    ...(unit === undefined ? {} : { unit }),
    exact: exact ?? low === high,
  };
  return written(field, checkCount(count, field.decimal));
}

const exactly = (n: number, given: string): Count => ({ low: n, best: n, high: n, as_given: given, exact: true });
const range = (low: number, high: number | undefined): string =>
  high === undefined ? `>=${low}` : low === high ? String(low) : `${low}-${high}`;

function written(field: FieldDef, count: Result<Count, Failure<'E_VALUE' | 'E_COUNT_ORDER'>>): Parsed {
  if (count.ok) return ok(countToValue(count.value));
  return fail(count.error.code, { field: field.name, type: field.type, ...count.error.params });
}

/** A Place id, a point, or words that name no record yet. */
export function parsePlace(field: FieldDef, json: Json): Parsed {
  const struct = members(json, ['lat', 'lon', 'precision', 'admin', 'as_given']);
  if (!struct) return typeof json === 'string' ? placeOfText(field, json.normalize('NFC').trim()) : bad(field, json);
  const [lat, lon] = [numeric(struct['lat']), numeric(struct['lon'])];
  if (lat === null || lon === null || (lat === undefined) !== (lon === undefined)) return bad(field, json);
  if (Math.abs(lat ?? 0) > 90 || Math.abs(lon ?? 0) > 180) return bad(field, json);
  const { admin, as_given: given } = struct;
  if (admin !== undefined && (typeof admin !== 'string' || !UNIT.test(admin))) return bad(field, json);
  if (lat === undefined && (typeof given !== 'string' || given.trim() === '')) return bad(field, json);
  const precision = checkTerm('place_precision', String(struct['precision'] ?? 'unknown'));
  if (!precision.ok) return fail('E_TERM', { ...precision.error.params, field: field.name });
  return ok({
    ...(lat === undefined || lon === undefined ? {} : { lat: decimalText(lat), lon: decimalText(lon) }),
    precision: precision.value,
    ...(typeof admin === 'string' ? { admin } : {}),
    ...(typeof given === 'string' ? { as_given: given.normalize('NFC').trim() } : {}),
  });
}

function placeOfText(field: FieldDef, text: string): Parsed {
  if (ANY_ID.test(text)) {
    const parsed = parseRecordId(text, 'Place');
    return parsed.ok ? ok(text) : fail(parsed.error.code, { field: field.name, ...parsed.error.params });
  }
  const point = /^(-?\d{1,2}(?:\.\d{1,12})?)\s*[,;]\s*(-?\d{1,3}(?:\.\d{1,12})?)$/.exec(text);
  if (!point) return ok({ precision: 'unknown', as_given: text });
  return parsePlace(field, { lat: point[1], lon: point[2], precision: 'unknown', as_given: text });
}

export function parseName(field: FieldDef, json: Json): Parsed {
  const struct = members(json, ['text', 'lang', 'script', 'kind', 'of']);
  if (!struct && typeof json !== 'string') return bad(field, json);
  const text = struct ? struct['text'] : json;
  const lang = struct?.['lang'] ?? 'und';
  const kind = struct?.['kind'] ?? 'full';
  const of = struct?.['of'];
  if (typeof text !== 'string' || typeof lang !== 'string' || typeof kind !== 'string') return bad(field, json);
  if (!NAME_KINDS.some((k) => k === kind))
    return fail('E_TERM', {
      field: field.name,
      scheme: 'name_kind',
      value: kind.slice(0, 80),
      nearest: [...NAME_KINDS],
    });
  const name = nameOf(text, lang, kind);
  if (!name) return fail('E_EMPTY', { field: field.name });
  const value: Value = { ...name, ...(typeof of === 'string' ? { of } : {}) };
  return valueSchema(field).safeParse(value).success ? ok(value) : bad(field, json);
}

/** GeoJSON geometry; coordinates become decimal text. */
export function parseStructured(field: FieldDef, json: Json): Parsed {
  const struct = members(json, ['type', 'coordinates']);
  if (!struct || !GEOMETRY_TYPES.some((t) => t === struct['type'])) return bad(field, json);
  const value: Value = { type: String(struct['type']), coordinates: decimals(struct['coordinates'] ?? []) };
  return valueSchema(field).safeParse(value).success ? ok(value) : bad(field, json);
}

const decimals = (json: Json): Value =>
  Array.isArray(json)
    ? (json as readonly Json[]).map(decimals)
    : typeof json === 'number'
      ? Math.abs(json) < 1e6
        ? decimalText(json)
        : null
      : jsonToValue(json);
