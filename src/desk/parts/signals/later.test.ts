/** Days counted from the reading date, over ends of months and years. */
import { expect, test } from 'vitest';
import { daysLater } from './later.ts';

test('days are counted on the calendar, from the day of an instant', () => {
  expect(daysLater('2022-01-12T04:00:00.000Z', 1)).toBe('2022-01-13');
  expect(daysLater('2021-12-31', 1)).toBe('2022-01-01');
  expect(daysLater('2024-02-28', 3)).toBe('2024-03-02');
});
