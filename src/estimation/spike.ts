/**
 * Spike alarm: more distinct origins say the same of one place and theme in 24 hours than the four weeks before let expect.
 * Rule nb_trailing/1 (docs/formats/spikes.md). After Farrington et al. 1996 (quasi-Poisson tail over a trailing baseline)
 * with the guard band of EARS C2 (Hutwagner et al. 2003). A spike is a reason to look, never a finding. Pure.
 */
import { upperTail } from './tail.ts';

const HOUR = 3_600_000;
export const WINDOW_HOURS = 24;
export const BASELINE_DAYS = 28;
/** Days before the window that are left out, so that a spike under way does not raise its own expectation. */
export const GUARD_DAYS = 2;
/** Fewer origins are no spike, whatever the past. */
export const MIN_ORIGINS = 3;
/** Chances of a false alarm that all cells of a week share. */
export const WEEKLY_BUDGET = 0.25;
/** A past in which nothing was said is expected to say this much in all its days: half a report. */
const FLOOR = 0.5;
/** Below it the spread of days is that of rare events and says nothing of its own. */
const MIN_MEAN = 0.2;
const MAX_DISPERSION = 10;

const WINDOW = WINDOW_HOURS * HOUR;
/** How much of the past the rule reads, ms. */
export const HISTORY_MS = (1 + GUARD_DAYS + BASELINE_DAYS) * WINDOW;

export interface Report {
  readonly id: string;
  /** UTC ms. */
  readonly at: number;
  readonly place: string;
  readonly theme: string;
  /** Null = not known: then the report counts by itself. */
  readonly origin: string | null;
}

export interface Spike {
  readonly place: string;
  readonly theme: string;
  readonly from: number;
  readonly to: number;
  readonly observed: number;
  readonly posts: number;
  readonly expected: number;
  readonly dispersion: number;
  readonly p: number;
  /** Newest first. */
  readonly reports: readonly string[];
}

export interface SpikeReading {
  readonly alarms: readonly Spike[];
  /** Cells with any report in window or past: those that were tested. */
  readonly tested: number;
  readonly pMax: number;
}

/** Mean and dispersion of a past of daily counts. */
export function expectation(
  past: readonly number[],
  pooled: number,
): { readonly mean: number; readonly dispersion: number } {
  const n = past.length;
  const sum = past.reduce((a, b) => a + b, 0);
  const plain = sum / n;
  const mean = Math.max(FLOOR, sum + FLOOR) / n;
  const variance = n > 1 ? past.reduce((a, x) => a + (x - plain) ** 2, 0) / (n - 1) : plain;
  const own = plain >= MIN_MEAN ? variance / plain : 1;
  // The mean of 28 days is itself uncertain; of the cell's spread and that of all cells the larger is taken.
  const dispersion = Math.min(MAX_DISPERSION, Math.max(1, own, pooled)) * (1 + 1 / n);
  return { mean, dispersion };
}

/** Dispersion of all cells together: one cell's four weeks say little of it. */
export function pooledDispersion(pasts: readonly (readonly number[])[]): number {
  let squares = 0;
  let freedom = 0;
  for (const past of pasts) {
    const mean = past.reduce((a, b) => a + b, 0) / past.length;
    if (mean < MIN_MEAN) continue;
    squares += past.reduce((a, x) => a + (x - mean) ** 2, 0) / mean;
    freedom += past.length - 1;
  }
  return freedom === 0 ? 1 : Math.max(1, squares / freedom);
}

export interface DailyCell {
  readonly observed: number;
  /** Oldest first. */
  readonly past: readonly number[];
}

export const pMaxFor = (cells: number): number => Math.min(0.01, WEEKLY_BUDGET / (7 * Math.max(1, cells)));

/** Tests cells of counts; the benchmark that measures false alarms runs exactly this. */
export function testCells(
  cells: readonly DailyCell[],
): readonly { readonly p: number; readonly mean: number; readonly dispersion: number; readonly alarm: boolean }[] {
  const pooled = pooledDispersion(cells.map((c) => c.past));
  const pMax = pMaxFor(cells.length);
  return cells.map((cell) => {
    const { mean, dispersion } = expectation(cell.past, pooled);
    const p = cell.observed < MIN_ORIGINS ? 1 : upperTail(cell.observed, mean, dispersion);
    return { p, mean, dispersion, alarm: cell.observed >= MIN_ORIGINS && p <= pMax };
  });
}

interface Cell {
  readonly place: string;
  readonly theme: string;
  /** Days back from the reading date: 0 = the window. */
  readonly days: Map<number, Set<string>>;
  readonly reports: { readonly id: string; readonly at: number }[];
}

/** Reads the window that ends at `now`. Reports later than it, or older than the past, are not looked at. */
export function readSpikes(reports: readonly Report[], now: number): SpikeReading {
  const cells = new Map<string, Cell>();
  for (const report of reports) {
    if (report.at >= now || report.at < now - HISTORY_MS) continue;
    const back = Math.floor((now - 1 - report.at) / WINDOW);
    const key = JSON.stringify([report.place, report.theme]);
    const cell: Cell = cells.get(key) ?? { place: report.place, theme: report.theme, days: new Map(), reports: [] };
    cells.set(key, cell);
    const origins = cell.days.get(back) ?? new Set<string>();
    origins.add(report.origin === null ? `report ${report.id}` : `origin ${report.origin}`);
    cell.days.set(back, origins);
    if (back === 0) cell.reports.push({ id: report.id, at: report.at });
  }
  const list = [...cells.values()];
  const counts = list.map((cell) => ({
    observed: cell.days.get(0)?.size ?? 0,
    past: Array.from({ length: BASELINE_DAYS }, (_, i) => cell.days.get(GUARD_DAYS + BASELINE_DAYS - i)?.size ?? 0),
  }));
  const alarms = testCells(counts).flatMap((tested, i): Spike[] => {
    const cell = list[i];
    if (!cell || !tested.alarm) return [];
    return [
      {
        place: cell.place,
        theme: cell.theme,
        from: now - WINDOW,
        to: now,
        observed: counts[i]?.observed ?? 0,
        posts: cell.reports.length,
        expected: tested.mean,
        dispersion: tested.dispersion,
        p: tested.p,
        reports: cell.reports.toSorted((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1)).map((r) => r.id),
      },
    ];
  });
  const order = (a: Spike, b: Spike): number =>
    a.p - b.p || b.observed - a.observed || (a.place + a.theme < b.place + b.theme ? -1 : 1);
  return { alarms: alarms.toSorted(order), tested: list.length, pMax: pMaxFor(list.length) };
}
