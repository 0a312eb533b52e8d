/** The spike alarm: exact tails, origins instead of posts, nothing from the future, no alarm on a steady past. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { propertyRuns } from '../../test/property-runs.ts';
import { BASELINE_DAYS, HISTORY_MS, MIN_ORIGINS, readSpikes, type Report } from './spike.ts';
import { logGamma, upperTail } from './tail.ts';

const NOW = Date.UTC(2022, 0, 31);
const HOUR = 3_600_000;
const reports = (n: number, more: Partial<Report> = {}): Report[] =>
  Array.from({ length: n }, (_, i) => ({
    id: `r${i}`,
    at: NOW - HOUR,
    place: 'plc_a',
    theme: 'clash',
    origin: `channel ${i}`,
    ...more,
  }));

describe('tails', () => {
  test('known values', () => {
    expect(upperTail(3, 1, 1)).toBeCloseTo(1 - Math.exp(-1) * 2.5, 12);
    expect(upperTail(0, 5, 1)).toBe(1);
    // Geometric: mean 1, variance 2, P(X >= k) = 2^-k.
    expect(upperTail(5, 1, 2)).toBeCloseTo(1 / 32, 12);
    expect(logGamma(10)).toBeCloseTo(Math.log(362_880), 10);
    expect(upperTail(2_000, 1_000, 1)).toBeLessThan(1e-150);
    expect(upperTail(900, 1_000, 1)).toBeGreaterThan(0.99);
  });
  test('fall with the count, rise with mean and spread, and are probabilities', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        fc.double({ min: 1, max: 5, noNaN: true }),
        (x, mean, dispersion) => {
          const p = upperTail(x, mean, dispersion);
          expect(p).toBeGreaterThanOrEqual(0);
          expect(p).toBeLessThanOrEqual(1);
          expect(upperTail(x + 1, mean, dispersion)).toBeLessThanOrEqual(p + 1e-9);
          expect(upperTail(x, mean * 1.1, dispersion)).toBeGreaterThanOrEqual(p - 1e-9);
        },
      ),
      propertyRuns(100),
    );
  });
});

describe('the alarm', () => {
  test('sounds for several origins after quiet weeks, with what it expected', () => {
    const [alarm] = readSpikes(reports(5), NOW).alarms;
    expect(alarm).toMatchObject({ place: 'plc_a', theme: 'clash', observed: 5, posts: 5, to: NOW });
    expect(alarm?.expected).toBeCloseTo(0.5 / BASELINE_DAYS, 12);
    expect(alarm?.p).toBeLessThan(1e-6);
  });
  test('counts origins, not posts', () => {
    expect(readSpikes(reports(40, { origin: 'one channel' }), NOW).alarms).toEqual([]);
    expect(readSpikes(reports(40, { origin: null }), NOW).alarms).toHaveLength(1);
    expect(readSpikes(reports(MIN_ORIGINS - 1), NOW).alarms).toEqual([]);
  });
  test('is silent when every day says as much', () => {
    const steady = Array.from({ length: 31 }, (_, day) =>
      reports(6).map((r, i) => ({ ...r, id: `${day} ${i}`, at: NOW - HOUR - day * 24 * HOUR })),
    ).flat();
    expect(readSpikes(steady, NOW).alarms).toEqual([]);
  });
  test('nothing after the reading date, or before the past it reads, changes the answer; order does not matter', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            id: fc.uuid(),
            at: fc.integer({ min: NOW - HISTORY_MS - HOUR, max: NOW + HOUR }),
            place: fc.constantFrom('a', 'b'),
            theme: fc.constantFrom('x', 'y'),
            origin: fc.option(fc.constantFrom('1', '2', '3', '4', '5')),
          }),
          { maxLength: 60 },
        ),
        (list) => {
          const inside = list.filter((r) => r.at < NOW && r.at >= NOW - HISTORY_MS);
          expect(readSpikes(list.toReversed(), NOW)).toEqual(readSpikes(inside, NOW));
        },
      ),
      propertyRuns(100),
    );
  });
});
