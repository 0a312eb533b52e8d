/** Days put together into weeks (from Monday), months and years, UTC; a date wider than its bucket is told apart, never spread. */
import type { TimeBucket, TimelineJson } from '../contract/areas/lists.ts';

const DAY = 86_400_000;
const SPANS = 60;
/** No more bars than a person can tell apart. */
const BARS = 120;

export const dayText = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);
export const dayNumber = (text: string): number => Math.floor(Date.parse(`${text}T00:00Z`) / DAY);

/** First day of the bucket a day stands in. 1970-01-01, day 0, was a Thursday. */
export function bucketStart(day: number, bucket: TimeBucket): number {
  if (bucket === 'day') return day;
  if (bucket === 'week') return day - ((((day + 3) % 7) + 7) % 7);
  const date = new Date(day * DAY);
  return Date.UTC(date.getUTCFullYear(), bucket === 'month' ? date.getUTCMonth() : 0, 1) / DAY;
}

/** First day of the bucket after the one that begins on this day. */
export function nextBucket(start: number, bucket: TimeBucket): number {
  if (bucket === 'day') return start + 1;
  if (bucket === 'week') return start + 7;
  const date = new Date(start * DAY);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  return (bucket === 'month' ? Date.UTC(year, month + 1, 1) : Date.UTC(year + 1, 0, 1)) / DAY;
}

/** The finest bucket with which four records in five fit into few enough bars: a few old ones decide nothing. */
export function chosenBucket(days: readonly { readonly day: number; readonly count: number }[]): TimeBucket {
  const total = days.reduce((n, d) => n + d.count, 0);
  /** Day until which this share of the records stands. */
  const until = (share: number): number | undefined => {
    let seen = 0;
    return days.find((d) => (seen += d.count) > total * share)?.day;
  };
  const first = until(0.1);
  const last = until(0.9) ?? days.at(-1)?.day;
  if (first === undefined || last === undefined) return 'day';
  const span = last - first + 1;
  return span <= BARS ? 'day' : span <= BARS * 7 ? 'week' : span <= BARS * 30 ? 'month' : 'year';
}

interface Counts {
  readonly days: readonly { readonly day: number; readonly count: number }[];
  /** First instant and the one after the last, UTC ms. */
  readonly spans: readonly { readonly from: number; readonly to: number; readonly count: number }[];
  readonly undated: number;
  readonly total: number;
}

/** Years beyond what a calendar of four digits writes are the ends of open intervals. */
const FIRST_DAY = Date.UTC(0, 0, 1) / DAY;
const LAST_DAY = Date.UTC(9999, 11, 31) / DAY;
const within = (day: number): number => Math.min(LAST_DAY, Math.max(FIRST_DAY, day));

export function bucketed(counts: Counts, bucket: TimeBucket): Omit<TimelineJson, 'bucket'> {
  const bars = new Map<number, number>();
  const add = (day: number, count: number): void => {
    const start = bucketStart(day, bucket);
    bars.set(start, (bars.get(start) ?? 0) + count);
  };
  for (const { day, count } of counts.days) add(day, count);
  const wide = new Map<string, { from: number; to: number; count: number }>();
  for (const { from, to, count } of counts.spans) {
    const first = within(Math.floor(from / DAY));
    const last = within(Math.ceil(to / DAY) - 1);
    if (bucketStart(first, bucket) === bucketStart(last, bucket)) add(first, count);
    else {
      const known = wide.get(`${first} ${last}`);
      wide.set(`${first} ${last}`, { from: first, to: last, count: count + (known?.count ?? 0) });
    }
  }
  const spans = [...wide.values()].sort((a, b) => b.count - a.count || a.from - b.from || a.to - b.to);
  return {
    bars: [...bars]
      .sort((a, b) => a[0] - b[0])
      .map(([start, count]) => ({ from: dayText(start), to: dayText(nextBucket(start, bucket) - 1), count })),
    spans: spans.slice(0, SPANS).map((s) => ({ from: dayText(s.from), to: dayText(s.to), count: s.count })),
    spans_more: spans.slice(SPANS).reduce((n, s) => n + s.count, 0),
    undated: counts.undated,
    total: counts.total,
  };
}
