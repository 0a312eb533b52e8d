/** When an indicator is due: counted from its latest measurement, else from the demand; computed and never stored. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { propertyRuns } from '../../test/property-runs.ts';
import { demand, measurement, moves, PAST, readOne } from './example-fixture.ts';
import { earliestCheck, isDue, isPeriod, nextCheck, periodAfter } from './next-check.ts';

const indicators = { id: 'i1', question: 'Is it so?', source: 'manual', proves: 'necessary', check_every: 'P1M' };
const read = (...days: readonly string[]) =>
  readOne({
    demands: [demand('D4', { indicators })],
    measurements: days.map((day, n) => measurement(`m${n}`, 'D4', day, 'yes')),
  });

test('without a measurement it is counted from the demand, then from the latest measurement', () => {
  expect(earliestCheck(read())).toBe('2022-02-05');
  expect(earliestCheck(read('2022-03-01'))).toBe('2022-04-01');
  expect(earliestCheck(read('2022-03-31', '2022-01-31'))).toBe('2022-04-30');
});

test('nothing is due where nothing says how often, after a breach, or for a quotation', () => {
  expect(earliestCheck(readOne({ demands: [demand('D4')] }))).toBeNull();
  expect(earliestCheck(readOne({ demands: [demand('D4', { indicators, move: moves(...PAST.breached) })] }))).toBeNull();
  expect(earliestCheck(readOne({ demands: [demand('D4', { indicators, kind: 'reported' })] }))).toBeNull();
});

test('a check is due from the beginning of its day', () => {
  expect(isDue('2022-02-05', Date.UTC(2022, 1, 4, 23, 59))).toBe(false);
  expect(isDue('2022-02-05', Date.UTC(2022, 1, 5))).toBe(true);
  expect(isDue(null, Date.UTC(2022, 1, 5))).toBe(false);
});

test('a period is a whole number of days, weeks, months or years', () => {
  for (const good of ['P1D', 'P2W', 'P3M', 'P1Y', 'P120D']) expect(isPeriod(good), good).toBe(true);
  for (const bad of ['', 'monthly', 'P0D', 'P1', '1M', 'PT1H', 'P1M ', 'P-1D', 'P1000D'])
    expect(isPeriod(bad), bad).toBe(false);
});

test('the next check lies after the measurement, and the order of measurements changes nothing', () => {
  const day = fc.integer({ min: 0, max: 3000 }).map((n) => new Date(Date.UTC(2022, 0, 6) + n * 86_400_000));
  const period = fc
    .tuple(fc.integer({ min: 1, max: 99 }), fc.constantFrom('D', 'W', 'M', 'Y'))
    .map(([n, u]) => `P${n}${u}`);
  fc.assert(
    fc.property(day, period, (from, every) => {
      const next = periodAfter(from.getTime(), every);
      expect(next).toBeGreaterThan(from.getTime());
      expect(new Date(next ?? 0).toISOString()).toMatch(/T00:00:00\.000Z$/);
    }),
    propertyRuns(1000),
  );
  const one = read('2022-02-01', '2022-03-01').indicators[0];
  const other = read('2022-03-01', '2022-02-01').indicators[0];
  expect(one && nextCheck(one, null)).toBe(other && nextCheck(other, null));
});
