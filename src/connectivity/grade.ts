/**
 * How well the start of an outage is evidenced. Said of the start alone: a disputed end does not lower it.
 *
 *   A  two or more measured origins give a time of day, and all timed accounts lie within one hour
 *   B  one measured origin gives a time of day and another origin has the same day; or measured times lie further apart
 *   C  a time of day from one origin alone or without measurement; or two origins that agree on the day
 *   D  one origin, known to the day or coarser; or no start at all
 *
 * Origins are counted by origin key: one origin quoted by five papers is one.
 */
import type { Observation } from './observation.ts';

export type GradeReason =
  | 'measured_within_hour'
  | 'measured_apart'
  | 'measured_and_reported'
  | 'time_unmeasured'
  | 'time_alone'
  | 'days_agree'
  | 'one_origin_days'
  | 'days_differ'
  | 'no_start';

export interface Grade {
  readonly grade: 'A' | 'B' | 'C' | 'D';
  readonly reason: GradeReason;
  readonly measuredOrigins: number;
  readonly origins: number;
  /** Minutes between the first and the last timed start; null with fewer than two. */
  readonly spreadMinutes: number | null;
}

const HOUR_MINUTES = 60;

/** Grades the first starts of an outage (renewed cuts left out). */
export function gradeOf(starts: readonly Observation[]): Grade {
  const timed = starts.filter((o) => o.from.timed);
  const measured = timed.filter((o) => o.basis === 'measurement');
  const origins = new Set(starts.map((o) => o.origin)).size;
  const measuredOrigins = new Set(measured.map((o) => o.origin)).size;
  const times = timed.map((o) => o.from.lo);
  const spreadMinutes = times.length < 2 ? null : (Math.max(...times) - Math.min(...times)) / 60_000;
  const make = (grade: Grade['grade'], reason: GradeReason): Grade => ({
    grade,
    reason,
    measuredOrigins,
    origins,
    spreadMinutes,
  });
  if (starts.length === 0) return make('D', 'no_start');
  if (measuredOrigins >= 2)
    return (spreadMinutes ?? 0) <= HOUR_MINUTES ? make('A', 'measured_within_hour') : make('B', 'measured_apart');
  if (measuredOrigins === 1)
    return supported(starts, measured) ? make('B', 'measured_and_reported') : make('C', 'time_alone');
  if (timed.length > 0) return make('C', 'time_unmeasured');
  if (origins < 2) return make('D', 'one_origin_days');
  return daysAgree(starts) ? make('C', 'days_agree') : make('D', 'days_differ');
}

const DAY_MS = 86_400_000;

/** Another origin whose start may lie on the day of the measured one. */
const supported = (starts: readonly Observation[], measured: readonly Observation[]): boolean =>
  measured.some((m) =>
    starts.some((o) => {
      const day = Math.floor(m.from.lo / DAY_MS) * DAY_MS;
      return o.origin !== m.origin && o.from.lo < day + DAY_MS && o.from.hi > day;
    }),
  );

const daysAgree = (starts: readonly Observation[]): boolean =>
  starts.some((a) => starts.some((b) => a.origin !== b.origin && a.from.lo < b.from.hi && b.from.lo < a.from.hi));
