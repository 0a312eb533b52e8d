/** Does a published number of hours fit what the accounts say? A remark beside the number, never a correction of it. */
import type { OutageReading } from './outage.ts';

export interface HoursFit {
  readonly hours: number;
  /** `gross`: a start and an end lie that far apart. `net`: only after taking brief returns off. `none`: no pair does. */
  readonly fits: 'gross' | 'net' | 'none';
  /** Observations of the pairs that fit, the closest first. */
  readonly pairs: readonly { readonly start: string; readonly end: string }[];
}

const HOUR_MS = 3_600_000;
/** Sources round to whole hours. */
const HALF_HOUR_MS = HOUR_MS / 2;

/**
 * Compares published hours with every pair of a start and an end. `returnHours`: how long access came back in between,
 * when a source says so. Only timed pairs are compared: a day leaves room for any number.
 */
export function fitHours(reading: OutageReading, hours: number, returnHours = 0): HoursFit {
  const pairs = reading.starts.flatMap((s) =>
    reading.ends.flatMap((e) =>
      s.at.timed && e.at.timed && e.at.lo > s.at.lo ? [{ s, e, ms: e.at.lo - s.at.lo }] : [],
    ),
  );
  const off = (ms: number): number => Math.abs(ms - hours * HOUR_MS);
  const closest = (list: typeof pairs, less: number): HoursFit['pairs'] =>
    list
      .filter((p) => off(p.ms - less) <= HALF_HOUR_MS)
      .sort((a, b) => off(a.ms - less) - off(b.ms - less))
      .map(({ s, e }) => ({ start: s.observation, end: e.observation }));
  const gross = closest(pairs, 0);
  if (gross.length > 0) return { hours, fits: 'gross', pairs: gross };
  const net = returnHours > 0 ? closest(pairs, returnHours * HOUR_MS) : [];
  return { hours, fits: net.length > 0 ? 'net' : 'none', pairs: net };
}
