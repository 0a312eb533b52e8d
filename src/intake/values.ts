/** Cells to claim values, per field type of a profile: dates, counts, terms, names, texts. References are made in compile.ts. */
import { parseEdtf, withOffset } from '../base/dates.ts';
import { type Count, parseCount } from '../base/numbers.ts';
import { type Failure, fail, type Json, ok, type Result } from '../base/result.ts';
import type { Value } from '../ledger/model.ts';
import { checkTerm, isScheme } from '../records/vocabulary.ts';
import type { FieldSpec } from './profile.ts';

export const TEXT_MAX_BYTES = 65_536;

/** A value and what its claim says beside it. */
export interface Made {
  readonly value: Value;
  readonly extra?: { readonly [key: string]: Value };
}
export type Making = Result<Made | null, Failure>;

export function makeText(text: string, field: string): Making {
  const value = text.normalize('NFC').trim();
  if (value === '') return ok(null);
  if (value.length * 3 > TEXT_MAX_BYTES && Buffer.byteLength(value) > TEXT_MAX_BYTES)
    return fail('E_LIMIT', { field, max: TEXT_MAX_BYTES });
  return ok({ value });
}

/** Looked up once per distinct text. */
export function termMaker(scheme: string): (text: string) => Making {
  const known = new Map<string, Making>();
  return (text) => {
    const found = known.get(text);
    if (found) return found;
    const term = isScheme(scheme)
      ? checkTerm(scheme, text)
      : fail('E_TERM', { scheme, value: text.slice(0, 80), nearest: [] as string[] });
    const made: Making = term.ok ? ok({ value: term.value }) : term;
    if (known.size < 10_000) known.set(text, made);
    return made;
  };
}

/** Minutes east of UTC that clocks of an IANA zone showed at a local time. */
export function zoneOffset(zone: string, local: string): number {
  const asUtc = Date.parse(`${local}Z`);
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  const shown = (ms: number): number => {
    const part = Object.fromEntries(format.formatToParts(ms).map((p) => [p.type, Number(p.value)]));
    const at = (name: string): number => part[name] ?? 0;
    return Date.UTC(at('year'), at('month') - 1, at('day'), at('hour'), at('minute'));
  };
  // Two steps: the offset at the local time read as UTC, then at the instant that this gives.
  const guess = Math.round((shown(asUtc) - asUtc) / 60_000);
  return Math.round((shown(asUtc - guess * 60_000) - (asUtc - guess * 60_000)) / 60_000);
}

const LOCAL_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?$/;

/** `zone`: of the place, null when not asked for. The offset then stands in the value, marked as inferred. */
export function makeDate(text: string, zone: string | null): Making {
  const given = text.trim();
  if (given === '') return ok(null);
  if (zone !== null && LOCAL_TIME.test(given) && parseEdtf(given).ok) {
    const value = withOffset(given, zoneOffset(zone, given));
    return ok({ value, extra: { zone: 'inferred', as_given: given } });
  }
  const parsed = parseEdtf(given);
  return parsed.ok ? ok({ value: parsed.value.text }) : parsed;
}

/** Fractions travel as decimal text. */
const plain = (n: number): number | string => (Number.isSafeInteger(n) ? n : String(n));

export function countValue(count: Count): Value {
  return {
    low: plain(count.low),
    ...(count.best === undefined ? {} : { best: plain(count.best) }),
    ...(count.high === undefined ? {} : { high: plain(count.high) }),
    as_given: count.as_given,
    ...(count.unit === undefined ? {} : { unit: count.unit }),
    exact: count.exact,
  };
}

const AT_LEAST = /^(?:at least|more than|over|not less than)\b/i;

/** The source's own words for a number, quoted in another column: "at least 8" takes the upper bound away. */
function worded(min: string, max: string, note: string, decimal: boolean): Count | null {
  const phrase = /["“]([^"”]{3,60})["”]/.exec(note)?.[1];
  if (!phrase || min !== max) return null;
  const number = Number(min);
  const read = parseCount(phrase, decimal);
  if (read.ok && [read.value.low, read.value.best, read.value.high].includes(number)) {
    const { unit: _, ...count } = read.value;
    return count;
  }
  if (!read.ok && AT_LEAST.test(phrase) && !/\d/.test(phrase)) return { low: number, as_given: phrase, exact: false };
  return !read.ok && /^(?:as much as|up to)$/i.test(phrase)
    ? { low: 0, high: number, as_given: `${phrase} ${min}`, exact: false }
    : null;
}

const INTEGER = /^\d{1,15}$/;
/** Digits alone need no reading of words. */
const readCount = (text: string, decimal: boolean): ReturnType<typeof parseCount> => {
  if (!INTEGER.test(text)) return parseCount(text, decimal);
  const n = Number(text);
  return { ok: true, value: { low: n, best: n, high: n, as_given: text, exact: true } };
};

/** One cell as a source writes counts, or the two cells of a lowest and a highest number. */
export function makeCount(cells: readonly string[], note: string, spec: FieldSpec): Making {
  const [min = '', max] = cells.map((c) => c.trim());
  if (min === '' && (max ?? '') === '') return ok(null);
  const decimal = spec.decimal ?? false;
  const unit = spec.unit === undefined ? {} : { unit: spec.unit };
  if (max === undefined || cells.length === 3 || min === max) {
    const said = note === '' ? null : worded(min, max ?? min, note, decimal);
    if (said) return ok({ value: countValue({ ...said, ...unit }) });
  }
  if (cells.length === 3) return makeBounds(cells, decimal, unit);
  const text = max === undefined || max === min || max === '' ? min : `${min}-${max}`;
  const read = readCount(text, decimal);
  return read.ok ? ok({ value: countValue({ ...read.value, ...unit }) }) : read;
}

/** Lowest, best and highest number, as datasets give them. */
function makeBounds(cells: readonly string[], decimal: boolean, unit: { unit?: string }): Making {
  const [low = '', best = '', high = ''] = cells.map((c) => c.trim());
  const numbers = [low || best, best, high || best].map((c) => (c === '' ? null : readCount(c, decimal)));
  const bad = numbers.find((n) => n && !n.ok);
  if (bad && !bad.ok) return bad;
  const of = (i: number): number | undefined => {
    const n = numbers[i];
    return n?.ok ? n.value.low : undefined;
  };
  const [l, b, h] = [of(0), of(1), of(2)];
  if (l === undefined) return ok(null);
  if ((h !== undefined && l > h) || (b !== undefined && (b < l || (h !== undefined && b > h))))
    return fail('E_COUNT_ORDER', { value: `${low}/${best}/${high}`, low: l, best: b, high: h });
  const given = low === best && best === high ? best : `${low}-${best}-${high}`;
  const count: Count = {
    low: l,
    ...(b === undefined ? {} : { best: b }),
    ...(h === undefined ? {} : { high: h }),
    as_given: given,
    exact: l === b && b === h,
    ...unit,
  };
  return ok({ value: countValue(count) });
}

function scriptOf(text: string): string {
  if (/\p{Script=Cyrillic}/u.test(text)) return 'Cyrl';
  if (/\p{Script=Arabic}/u.test(text)) return 'Arab';
  return 'Latn';
}

export const nameValue = (text: string, lang: string, kind: string): Value => ({
  text: text.normalize('NFC').trim(),
  lang,
  script: scriptOf(text),
  kind,
});

const TRUE = ['true', '1', 'yes', 'иә', 'да'];
const FALSE = ['false', '0', 'no', 'жоқ', 'нет'];
export function makeBool(text: string): Making {
  const t = text.trim().toLowerCase();
  if (t === '') return ok(null);
  if (TRUE.includes(t)) return ok({ value: true });
  return FALSE.includes(t) ? ok({ value: false }) : fail('E_VALUE', { value: text.slice(0, 80) });
}

export function makeUrl(text: string): Making {
  const t = text.trim();
  if (t === '') return ok(null);
  return /^https?:\/\/[^\s]+$/i.test(t) ? ok({ value: t }) : fail('E_VALUE', { value: t.slice(0, 80) });
}

/** JSON to a claim's value: fractions become decimal text. */
export function toValue(json: Json | undefined): Value {
  if (json === null || json === undefined) return null;
  if (typeof json === 'number') return plain(json);
  if (typeof json !== 'object') return json;
  if (Array.isArray(json)) return (json as readonly Json[]).map(toValue);
  return Object.fromEntries(Object.entries(json).flatMap(([k, v]) => (v === undefined ? [] : [[k, toValue(v)]])));
}
