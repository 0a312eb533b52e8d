/** The reading date: what "now" means for a read (DESIGN section 11.7). */
import { refuse } from '../base/failures.ts';
import { parseEdtf } from '../base/dates.ts';

/** UTC ms of a reading date: an instant as it stands, a day or longer period at its end. Absent: the clock. Throws E_DATE. */
export function asOfMs(text: string | undefined, now: number): number {
  if (text === undefined || text === '') return now;
  const parsed = parseEdtf(text);
  if (!parsed.ok) return refuse(parsed.error.code, parsed.error.params);
  const { lo, hi } = parsed.value;
  if (text.includes('T')) return lo ?? now;
  return hi === null || hi === undefined ? now : hi - 1;
}
