/** Sort key of a record without a date: older than any. */
export const NO_DAY = -9_000_000_000_000_000;
