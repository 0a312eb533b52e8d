/** When an indicator is to be measured again. Computed, never stored: a to-do that no person writes (DESIGN section 11, point 16). */
import type { DateSpan } from '../records/field-values.ts';
import type { DemandIndicator, DemandReading } from './reading.ts';

const PERIOD = /^P(\d{1,3})([DWMY])$/;

/** `P1D`, `P2W`, `P3M`, `P1Y`: how often an indicator is checked. */
export const isPeriod = (text: string): boolean => PERIOD.test(text) && Number(PERIOD.exec(text)?.[1]) > 0;

/** UTC midnight that many periods after a day; null for a text of another form. */
export function periodAfter(ms: number, period: string): number | null {
  const found = PERIOD.exec(period);
  if (!found || !isPeriod(period)) return null;
  const n = Number(found[1]);
  const date = new Date(ms);
  const [y, m, d] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  switch (found[2]) {
    case 'D':
      return Date.UTC(y, m, d + n);
    case 'W':
      return Date.UTC(y, m, d + 7 * n);
    case 'M':
      return clamped(y, m + n, d);
    default:
      return clamped(y + n, m, d);
  }
}

/** The 31st of a shorter month is its last day. */
const clamped = (y: number, m: number, d: number): number =>
  Date.UTC(y, m, Math.min(d, new Date(Date.UTC(y, m + 1, 0)).getUTCDate()));

/** Day on which the indicator is due, counted from its latest measurement, else from the demand; null when nothing says how often. */
export function nextCheck(indicator: DemandIndicator, demandDate: DateSpan | null): string | null {
  const from = indicator.latest?.at.lo ?? demandDate?.lo;
  if (indicator.checkEvery === null || from === undefined || !Number.isFinite(from)) return null;
  const ms = periodAfter(from, indicator.checkEvery);
  return ms === null ? null : new Date(ms).toISOString().slice(0, 10);
}

/** States in which a demand is still followed by measuring. */
const FOLLOWED: readonly (string | null)[] = ['open', 'met', 'reversed', 'refused', 'no_response'];

/** The earliest check of a demand; null when none is due at any time. */
export function earliestCheck(reading: DemandReading): string | null {
  if (!FOLLOWED.includes(reading.state)) return null;
  const days = reading.indicators.map((i) => nextCheck(i, reading.date)).filter((d) => d !== null);
  return days.toSorted()[0] ?? null;
}

/** Whether a day has come at an instant (UTC ms). */
export const isDue = (day: string | null, asOfMs: number): boolean =>
  day !== null && Date.parse(`${day}T00:00Z`) <= asOfMs;
