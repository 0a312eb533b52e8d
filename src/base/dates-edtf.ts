/**
 * Dates as text: the EDTF level 0 and 1 subset of the records design (Library of Congress EDTF, 2019).
 *
 *   2022   2022-01   2022-01-05   2022-01-05T10:30[:15[.250]][Z|+06:00]      level 0
 *   2022-01-05~ about   2022-01? uncertain   2022% both                       level 1
 *   2022-01-XX   2022-XX-XX   2022-XX   201X   20XX                           level 1
 *   a/b   a/..   ../b                                                         level 0 and 1
 *
 * Refused: anything else, a day that does not exist, an interval that ends before it begins. The bounds come from the
 * text alone: a time without an offset counts as UTC, no zone table is read.
 */
import { type Failure, fail, ok, type Result } from './result.ts';

export type EdtfPrecision = 'instant' | 'day' | 'month' | 'year' | 'decade' | 'century';

/** One date, not an interval. */
export interface EdtfPoint {
  readonly text: string;
  readonly year: number;
  /** 1 to 12, or null when not given or `XX`. */
  readonly month: number | null;
  readonly day: number | null;
  /** `10:30` or `10:30:15`, or null. */
  readonly time: string | null;
  /** Minutes east of UTC; null without an offset. */
  readonly offset: number | null;
  readonly precision: EdtfPrecision;
  /** Parts written as `X`. */
  readonly unspecified: 'none' | 'day' | 'month' | 'month_day' | 'year';
  readonly approximate: boolean;
  readonly uncertain: boolean;
  /** First millisecond (UTC), inclusive, and the one after the last. */
  readonly lo: number;
  readonly hi: number;
}

export interface Edtf {
  readonly text: string;
  /** UTC ms, inclusive; null when the start is open. */
  readonly lo: number | null;
  /** UTC ms, exclusive; null when the end is open. */
  readonly hi: number | null;
  /** Precision of a date; of an interval the coarser end. */
  readonly precision: EdtfPrecision;
  readonly interval: boolean;
  readonly approximate: boolean;
  readonly uncertain: boolean;
  /** First end; null = open. Equal to `to` when not an interval. */
  readonly from: EdtfPoint | null;
  readonly to: EdtfPoint | null;
}

const DAY_MS = 86_400_000;
const COARSENESS: readonly EdtfPrecision[] = ['instant', 'day', 'month', 'year', 'decade', 'century'];

/** UTC ms of midnight of a civil date (Howard Hinnant, days_from_civil); month 1 to 12, year 0 to 9999. */
export function midnightUtc(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yoe = y - era * 400;
  const doy = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const doe = yoe * 365 + Math.floor(yoe / 4) - Math.floor(yoe / 100) + doy;
  return (era * 146_097 + doe - 719_468) * DAY_MS;
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

const POINT =
  /^(\d{4}|\d{3}X|\d{2}XX)(?:-(\d{2}|XX)(?:-(\d{2}|XX)(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{3}))?)?(Z|[+-]\d{2}:\d{2})?)?)?)?([?~%])?$/;

type Bounds = Pick<EdtfPoint, 'lo' | 'hi' | 'precision' | 'unspecified' | 'month' | 'day' | 'time' | 'offset'>;

function offsetMinutes(text: string | undefined): number | null | undefined {
  if (text === undefined) return null;
  if (text === 'Z') return 0;
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(4, 6));
  if (Number(text.slice(4, 6)) > 59 || minutes > 14 * 60) return undefined;
  return text.startsWith('-') ? -minutes : minutes;
}

function timeBounds(base: number, m: RegExpExecArray): Pick<Bounds, 'lo' | 'hi' | 'time' | 'offset'> | null {
  const [hour, minute, second, milli] = [m[4], m[5], m[6], m[7]];
  const offset = offsetMinutes(m[8]);
  if (offset === undefined || Number(hour) > 23 || Number(minute) > 59 || Number(second ?? 0) > 59) return null;
  const local = base + Number(hour) * 3_600_000 + Number(minute) * 60_000 + Number(second ?? 0) * 1000;
  const lo = local + Number(milli ?? 0) - (offset ?? 0) * 60_000;
  const width = milli !== undefined ? 1 : second !== undefined ? 1000 : 60_000;
  return { lo, hi: lo + width, time: `${hour}:${minute}${second === undefined ? '' : `:${second}`}`, offset };
}

function bounds(m: RegExpExecArray): Bounds | null {
  const [yearText, monthText, dayText] = [m[1] ?? '', m[2], m[3]];
  const none = { month: null, day: null, time: null, offset: null } as const;
  const unknownYears = yearText.split('X').length - 1;
  const first = Number(yearText.replaceAll('X', '0'));
  const years = 10 ** unknownYears;
  const wholeYear = { lo: midnightUtc(first, 1, 1), hi: midnightUtc(first + years, 1, 1) };
  if (unknownYears > 0) {
    if (monthText !== undefined) return null;
    return { ...none, ...wholeYear, precision: unknownYears === 1 ? 'decade' : 'century', unspecified: 'year' };
  }
  if (monthText === undefined) return { ...none, ...wholeYear, precision: 'year', unspecified: 'none' };
  if (monthText === 'XX') {
    if (dayText !== undefined && dayText !== 'XX') return null;
    if (m[4] !== undefined) return null;
    return { ...none, ...wholeYear, precision: 'year', unspecified: dayText === undefined ? 'month' : 'month_day' };
  }
  const month = Number(monthText);
  if (month < 1 || month > 12) return null;
  if (dayText === undefined || dayText === 'XX') {
    if (m[4] !== undefined) return null;
    const lo = midnightUtc(first, month, 1);
    const hi = lo + daysInMonth(first, month) * DAY_MS;
    return { ...none, month, lo, hi, precision: 'month', unspecified: dayText === undefined ? 'none' : 'day' };
  }
  const day = Number(dayText);
  if (day < 1 || day > daysInMonth(first, month)) return null;
  const lo = midnightUtc(first, month, day);
  if (m[4] === undefined) return { ...none, month, day, lo, hi: lo + DAY_MS, precision: 'day', unspecified: 'none' };
  // A time with `~` is not EDTF level 1: an approximate time is written as an interval.
  if (m[9] !== undefined) return null;
  const time = timeBounds(lo, m);
  return time && { ...none, month, day, ...time, precision: 'instant', unspecified: 'none' };
}

function parsePoint(text: string): EdtfPoint | null {
  const m = POINT.exec(text);
  const found = m && bounds(m);
  if (!m || !found) return null;
  const mark = m[9];
  return {
    text,
    year: Number((m[1] ?? '').replaceAll('X', '0')),
    ...found,
    approximate: mark === '~' || mark === '%',
    uncertain: mark === '?' || mark === '%',
  };
}

/** Reads an EDTF text of the subset above. Surrounding blanks are not accepted: they would be another text. */
export function parseEdtf(text: string): Result<Edtf, Failure<'E_DATE'>> {
  const refused = fail('E_DATE', { value: text.slice(0, 80) });
  const slash = text.indexOf('/');
  if (slash < 0) {
    const point = parsePoint(text);
    if (!point) return refused;
    const { lo, hi, precision, approximate, uncertain } = point;
    return ok({ text, lo, hi, precision, interval: false, approximate, uncertain, from: point, to: point });
  }
  const [a, b] = [text.slice(0, slash), text.slice(slash + 1)];
  const from = a === '..' ? null : parsePoint(a);
  const to = b === '..' ? null : parsePoint(b);
  if ((a !== '..' && !from) || (b !== '..' && !to)) return refused;
  // `2022-01-07T12:00+06:00/2022-01-07` is a known start and an end known to the day: refused only when wholly reversed.
  if (from && to && from.lo >= to.hi) return refused;
  const ends = [from, to].filter((p) => p !== null);
  if (ends.length === 0) return refused;
  const coarsest = Math.max(...ends.map((p) => COARSENESS.indexOf(p.precision)));
  return ok({
    text,
    lo: from?.lo ?? null,
    hi: to?.hi ?? null,
    precision: COARSENESS[coarsest] ?? 'day',
    interval: true,
    approximate: ends.some((p) => p.approximate),
    uncertain: ends.some((p) => p.uncertain),
    from,
    to,
  });
}

/**
 * A local time (or interval of local times) with the offset that held at its place: `2022-01-05T10:30` and 360 give
 * `2022-01-05T10:30+06:00`. Dates without a time, and times that have an offset, come back unchanged.
 */
export function withOffset(local: string, minutes: number): string {
  const abs = Math.abs(minutes);
  const hh = String(Math.floor(abs / 60)).padStart(2, '0');
  const mm = String(abs % 60).padStart(2, '0');
  const suffix = minutes === 0 ? 'Z' : `${minutes < 0 ? '-' : '+'}${hh}:${mm}`;
  const one = (part: string): string => (/T\d{2}:\d{2}(?::\d{2}(?:\.\d{3})?)?$/.test(part) ? part + suffix : part);
  return local.split('/').map(one).join('/');
}
