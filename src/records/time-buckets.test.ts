/** Buckets of time: every record counted once, whole buckets, wide dates apart, one old record deciding nothing. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { propertyRuns } from '../../test/property-runs.ts';
import { bucketed, bucketStart, chosenBucket, dayNumber, dayText, nextBucket } from './time-buckets.ts';

const DAY = 86_400_000;
const BUCKETS = ['day', 'week', 'month', 'year'] as const;
const aDay = fc.integer({ min: -20_000, max: 40_000 });

test('a bucket begins on or before its days, and the next one begins after them', () => {
  fc.assert(
    fc.property(aDay, fc.constantFrom(...BUCKETS), (day, bucket) => {
      const start = bucketStart(day, bucket);
      const next = nextBucket(start, bucket);
      expect(start <= day && day < next).toBe(true);
      expect(bucketStart(start, bucket)).toBe(start);
      expect(bucketStart(next - 1, bucket)).toBe(start);
      expect(bucketStart(next, bucket)).toBe(next);
    }),
    propertyRuns(100),
  );
});

test('weeks begin on Monday', () => {
  expect(dayText(bucketStart(dayNumber('2022-01-05'), 'week'))).toBe('2022-01-03');
  expect(dayText(bucketStart(dayNumber('2022-01-03'), 'week'))).toBe('2022-01-03');
  expect(dayText(bucketStart(dayNumber('2022-01-02'), 'week'))).toBe('2021-12-27');
});

test('a date of month precision is a bar of its month and never one of its days', () => {
  const month = { from: Date.UTC(2022, 0, 1), to: Date.UTC(2022, 1, 1), count: 3 };
  const counts = { days: [], spans: [month], undated: 0, total: 3 };
  expect(bucketed(counts, 'month').bars).toEqual([{ from: '2022-01-01', to: '2022-01-31', count: 3 }]);
  expect(bucketed(counts, 'day')).toMatchObject({
    bars: [],
    spans: [{ from: '2022-01-01', to: '2022-01-31', count: 3 }],
  });
});

test('every record is counted exactly once, whatever the bucket', () => {
  const day = fc.record({ day: aDay, count: fc.integer({ min: 1, max: 9 }) });
  const span = fc
    .record({ from: aDay, wide: fc.integer({ min: 1, max: 800 }), count: fc.integer({ min: 1, max: 9 }) })
    .map(({ from, wide, count }) => ({ from: from * DAY, to: (from + wide) * DAY, count }));
  fc.assert(
    fc.property(
      fc.array(day),
      fc.array(span, { maxLength: 100 }),
      fc.constantFrom(...BUCKETS),
      (days, spans, bucket) => {
        const sum = (list: readonly { readonly count: number }[]): number => list.reduce((n, x) => n + x.count, 0);
        const total = sum(days) + sum(spans) + 4;
        const out = bucketed({ days, spans, undated: 4, total }, bucket);
        expect(sum(out.bars) + sum(out.spans) + out.spans_more + out.undated).toBe(total);
        expect(out.spans.length).toBeLessThanOrEqual(60);
        for (const bar of out.bars) expect(dayText(bucketStart(dayNumber(bar.from), bucket))).toBe(bar.from);
      },
    ),
    propertyRuns(100),
  );
});

test('the bucket follows where most records are', () => {
  const at = (text: string, count: number) => ({ day: dayNumber(text), count });
  expect(chosenBucket([at('1998-05-01', 4), at('2022-01-01', 20), at('2022-01-30', 20)])).toBe('day');
  expect(chosenBucket([])).toBe('day');
  expect(chosenBucket([at('2000-01-01', 1), at('2005-01-01', 1)])).toBe('month');
});
