/** Which buckets a timeline draws, and where: pure, in pixels. */
import type { TimeBucket, TimelineJson } from '../../../contract/areas/lists.ts';
import { dayNumber, dayText, nextBucket } from '../../../records/time-buckets.ts';

/** More bars than these are too thin to be told apart: the fullest stretch is drawn, the rest is counted beside it. */
export const MOST_BARS = 160;

export interface Slot {
  /** First and last day. */
  readonly from: string;
  readonly to: string;
  readonly count: number;
}

export interface TimeView {
  readonly slots: readonly Slot[];
  /** Records before and after what is drawn. */
  readonly before: number;
  readonly after: number;
  readonly highest: number;
}

/** Every bucket from the first to the last record, empty ones included; a period that is set is within what is drawn. */
export function timeView(
  { bars, bucket }: Pick<TimelineJson, 'bars' | 'bucket'>,
  from?: string,
  to?: string,
): TimeView {
  const first = bars[0];
  if (!first) return { slots: [], before: 0, after: 0, highest: 0 };
  const inside = bars.filter((b) => (from === undefined || b.to >= from) && (to === undefined || b.from <= `${to}~`));
  const must = from === undefined && to === undefined ? undefined : (inside.at(-1) ?? undefined);
  const stretch = fullest(bars, bucket, must && bars.indexOf(must));
  const drawn = bars.slice(stretch.from, stretch.to + 1);
  const counts = new Map(drawn.map((b) => [b.from, b.count] as const));
  const slots: Slot[] = [];
  const end = dayNumber(drawn.at(-1)?.from ?? first.from);
  for (let day = dayNumber(drawn[0]?.from ?? first.from); day <= end; day = nextBucket(day, bucket)) {
    const from = dayText(day);
    slots.push({ from, to: dayText(nextBucket(day, bucket) - 1), count: counts.get(from) ?? 0 });
  }
  const sum = (list: readonly { readonly count: number }[]): number => list.reduce((n, b) => n + b.count, 0);
  return {
    slots,
    before: sum(bars.slice(0, stretch.from)),
    after: sum(bars.slice(stretch.to + 1)),
    highest: Math.max(...slots.map((s) => s.count)),
  };
}

const LENGTH: { readonly [B in TimeBucket]: number } = { day: 1, week: 7, month: 30.44, year: 365.25 };

/** Indexes of the stretch of at most MOST_BARS buckets that holds the most records, and the bar that must be in it. */
function fullest(
  bars: TimelineJson['bars'],
  bucket: TimeBucket,
  must: number | undefined,
): { readonly from: number; readonly to: number } {
  const at = bars.map((b) => dayNumber(b.from) / LENGTH[bucket]);
  let best = { from: 0, to: 0, sum: -1 };
  let [from, sum] = [0, 0];
  for (let to = 0; to < bars.length; to++) {
    sum += bars[to]?.count ?? 0;
    while ((at[to] ?? 0) - (at[from] ?? 0) > MOST_BARS - 2) {
      sum -= bars[from]?.count ?? 0;
      from++;
    }
    if (must !== undefined && (must < from || must > to)) continue;
    if (sum > best.sum) best = { from, to, sum };
  }
  return best;
}

/** Indexes of first and last slot of a period; null when none is drawn inside it. */
export interface Brush {
  readonly start: number;
  readonly end: number;
}

/** The slots a period of the address covers; open ends reach to the edge. Null: no period is set. */
export function brushOf(slots: readonly Slot[], from: string | undefined, to: string | undefined): Brush | null {
  if (slots.length === 0 || (from === undefined && to === undefined)) return null;
  const lo = from === undefined ? '' : `${from}-01-01`.slice(0, 10);
  // A year or a month given as the end reaches to its last day: any later text sorts after it.
  const hi = to === undefined ? '9999' : to.length < 10 ? `${to}~` : to.slice(0, 10);
  const start = slots.findIndex((s) => s.to >= lo);
  const last = slots.findLastIndex((s) => s.from <= hi);
  const whole = slots.length - 1;
  return { start: start === -1 ? whole : start, end: Math.max(start === -1 ? whole : start, last === -1 ? 0 : last) };
}

/** The bucket that draws a period as more than a few bars; null when no whole period is set. */
export function bucketOf(from: string | undefined, to: string | undefined): TimeBucket | null {
  if (from === undefined || to === undefined || from.length < 10 || to.length < 10) return null;
  const days = dayNumber(to.slice(0, 10)) - dayNumber(from.slice(0, 10)) + 1;
  return days <= 60 ? 'day' : days <= 420 ? 'week' : days <= 1800 ? 'month' : 'year';
}

/** The period of the address for a brush. */
export const periodOf = (slots: readonly Slot[], brush: Brush): { from?: string; to?: string } => {
  const from = slots[brush.start]?.from;
  const to = slots[brush.end]?.to;
  return { ...(from ? { from } : {}), ...(to ? { to } : {}) };
};

/** A brush moved as a whole, kept among the slots. */
export function shifted(brush: Brush, by: number, slots: number): Brush {
  const wide = brush.end - brush.start;
  const start = Math.min(slots - 1 - wide, Math.max(0, brush.start + by));
  return { start, end: start + wide };
}

/** Labels of the axis: every first of a month or year, or every few slots, as many as there is room for. */
export function ticks(slots: readonly Slot[], bucket: TimeBucket, most: number): readonly number[] {
  const natural = slots.flatMap((s, i) => {
    const first =
      bucket === 'day'
        ? s.from.endsWith('-01')
        : bucket === 'week'
          ? Number(s.from.slice(8)) <= 7
          : bucket === 'month'
            ? s.from.slice(5, 7) === '01'
            : true;
    return first ? [i] : [];
  });
  const few = bucket !== 'year' && natural.length < 2;
  const all = few ? slots.map((_, i) => i) : natural;
  const step = Math.max(1, Math.ceil(all.length / Math.max(1, most)));
  return all.filter((_, n) => n % step === 0);
}
