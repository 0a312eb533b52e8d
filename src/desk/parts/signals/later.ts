/** Days to come back after, counted from the reading date. */
export const LATER_DAYS = [1, 3, 7, 30] as const;

/** The day that many days after an instant or day, as a date. */
export function daysLater(from: string, days: number): string {
  const at = new Date(`${from.slice(0, 10)}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}
