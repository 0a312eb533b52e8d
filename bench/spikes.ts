/**
 * Spike alarm measured on invented data: false alarms a week on quiet data (steady, overdispersed, with days of the week),
 * and how long a burst stays unseen. The rate shown in the product (src/node/signals/false-alarms.ts) is written from this.
 */
import { BASELINE_DAYS, GUARD_DAYS, testCells } from '../src/estimation/spike.ts';
import { note, percentile, print } from './figure.ts';

const STEP_HOURS = 6;
const PER_DAY = 24 / STEP_HOURS;
const WEEKS = 104;

/** Fixed generator (mulberry32): the same figures at every run. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function poisson(mean: number, next: () => number): number {
  if (mean <= 0) return 0;
  const limit = Math.exp(-mean);
  let [k, product] = [0, next()];
  while (product > limit) {
    k++;
    product *= next();
  }
  return k;
}

const normal = (next: () => number): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());

/** Gamma of this shape and mean 1 (Marsaglia and Tsang). */
function gamma(shape: number, next: () => number): number {
  if (shape < 1) return (gamma(shape + 1, next) * (shape + 1) * next() ** (1 / shape)) / shape;
  const d = shape - 1 / 3;
  for (;;) {
    const x = normal(next);
    const v = (1 + x / Math.sqrt(9 * d)) ** 3;
    if (v > 0 && Math.log(1 - next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return (d * v) / shape;
  }
}

type Quiet = 'poisson' | 'overdispersed' | 'weekdays';

/** Counts of steps for one cell. Overdispersed: the rate of each day is drawn anew, so that variance is about 2.5 means. */
function steps(mean: number, days: number, quiet: Quiet, next: () => number): Int32Array {
  const out = new Int32Array(days * PER_DAY);
  for (let day = 0; day < days; day++) {
    const week = quiet === 'weekdays' ? (day % 7 >= 5 ? 0.5 : 1.2) : 1;
    const noise = quiet === 'overdispersed' ? gamma(mean / 1.5, next) : 1;
    for (let i = 0; i < PER_DAY; i++) out[day * PER_DAY + i] = poisson((mean * week * noise) / PER_DAY, next);
  }
  return out;
}

/** Sum of the 24 hours that end before a step. */
function daySum(sums: Float64Array, end: number): number {
  return (sums[end] ?? 0) - (sums[end - PER_DAY] ?? 0);
}
const sumsOf = (counts: Int32Array): Float64Array => {
  const out = new Float64Array(counts.length + 1);
  for (let i = 0; i < counts.length; i++) out[i + 1] = (out[i] ?? 0) + (counts[i] ?? 0);
  return out;
};
const HISTORY = (1 + GUARD_DAYS + BASELINE_DAYS) * PER_DAY;
const cellAt = (sums: Float64Array, end: number) => ({
  observed: daySum(sums, end),
  past: Array.from({ length: BASELINE_DAYS }, (_, i) => daySum(sums, end - (GUARD_DAYS + BASELINE_DAYS - i) * PER_DAY)),
});
/** Few cells say much, most say little: rates a day from 0.01 to about 8. */
const rates = (cells: number, next: () => number): number[] =>
  Array.from({ length: cells }, () => Math.min(8, Math.exp(-2.5 + 1.4 * normal(next))));

/** An alarm that goes on from step to step is one. */
function falseAlarms(cells: number, quiet: Quiet): number {
  const next = random(cells * 31 + quiet.length);
  const days = 1 + GUARD_DAYS + BASELINE_DAYS + WEEKS * 7;
  const all = rates(cells, next).map((mean) => sumsOf(steps(mean, days, quiet, next)));
  let alarms = 0;
  let standing = new Set<number>();
  for (let end = HISTORY; end <= days * PER_DAY; end++) {
    const at = all.map((sums) => cellAt(sums, end));
    // As in the product: cells in which nothing at all was said are not cells.
    const said = at.flatMap((cell, i) => (cell.observed > 0 || cell.past.some((n) => n > 0) ? [i] : []));
    const now = new Set<number>();
    testCells(said.map((i) => at[i] ?? { observed: 0, past: [] })).forEach((tested, k) => {
      const cell = said[k] ?? 0;
      if (!tested.alarm) return;
      now.add(cell);
      if (!standing.has(cell)) alarms++;
    });
    standing = now;
  }
  return alarms / WEEKS;
}

/** Hours from the first report of a burst to the alarm, of those bursts that raise one within two days. */
function delays(base: number, burst: number): { readonly hours: readonly number[]; readonly seen: number } {
  const next = random(base * 1000 + burst);
  const hours: number[] = [];
  const runs = 200;
  for (let run = 0; run < runs; run++) {
    const quiet = rates(100, next).map((mean) => steps(mean, 33, 'poisson', next));
    const start = HISTORY;
    const counts = steps(base, 33, 'poisson', next);
    for (let i = start; i < counts.length; i++) counts[i] = (counts[i] ?? 0) + poisson(burst / PER_DAY, next);
    const sums = [sumsOf(counts), ...quiet.map(sumsOf)];
    for (let end = start + 1; end <= counts.length; end++) {
      if (!testCells(sums.map((s) => cellAt(s, end)))[0]?.alarm) continue;
      hours.push((end - start) * STEP_HOURS);
      break;
    }
  }
  return { hours, seen: hours.length / runs };
}

for (const cells of [50, 200, 500])
  for (const quiet of ['poisson', 'overdispersed', 'weekdays'] as const) {
    note(`false alarms: ${cells} cells, ${quiet}`);
    print({
      name: `spike_false_alarms_${quiet}`,
      n: cells,
      value: falseAlarms(cells, quiet),
      unit: 'alarms a week',
      budget: '< 1',
    });
  }
for (const base of [0.05, 1])
  for (const burst of [4, 8, 16]) {
    const { hours, seen } = delays(base, burst);
    const about = `base_${base}_burst_${burst}`;
    print({ name: `spike_seen_within_2_days_${about}`, n: 200, value: seen, unit: 'share', budget: null });
    if (hours.length > 0)
      print({
        name: `spike_delay_p50_${about}`,
        n: hours.length,
        value: percentile(hours, 0.5),
        unit: 'h',
        budget: null,
      });
  }
