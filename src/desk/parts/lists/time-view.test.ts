/** What the timeline draws: every record once, no more bars than can be told apart, the chosen period always among them. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { propertyRuns } from '../../../../test/property-runs.ts';
import { bucketStart, dayText, nextBucket } from '../../../records/time-buckets.ts';
import { brushOf, bucketOf, MOST_BARS, periodOf, shifted, ticks, timeView } from './time-view.ts';

const bucketed = fc
  .tuple(
    fc.constantFrom('day' as const, 'week' as const, 'month' as const, 'year' as const),
    fc.array(fc.record({ day: fc.integer({ min: 8_000, max: 22_000 }), count: fc.integer({ min: 1, max: 50 }) }), {
      minLength: 1,
      maxLength: 80,
    }),
  )
  .map(([bucket, days]) => {
    const counts = new Map<number, number>();
    for (const { day, count } of days) {
      const start = bucketStart(day, bucket);
      counts.set(start, (counts.get(start) ?? 0) + count);
    }
    const bars = [...counts]
      .sort((a, b) => a[0] - b[0])
      .map(([start, count]) => ({ from: dayText(start), to: dayText(nextBucket(start, bucket) - 1), count }));
    return { bucket, bars };
  });

test('every record is drawn, or counted before or after what is drawn', () => {
  fc.assert(
    fc.property(bucketed, (data) => {
      const view = timeView(data);
      const sum = view.slots.reduce((n, s) => n + s.count, 0);
      expect(sum + view.before + view.after).toBe(data.bars.reduce((n, b) => n + b.count, 0));
      expect(view.slots.length).toBeLessThanOrEqual(MOST_BARS + 1);
      expect(ticks(view.slots, data.bucket, 8).length).toBeLessThanOrEqual(8);
    }),
    propertyRuns(100),
  );
});

test('the last bar of a period is drawn, and a brush and its period name each other', () => {
  fc.assert(
    fc.property(bucketed, fc.nat(), (data, n) => {
      const bar = data.bars[n % data.bars.length];
      if (!bar) return;
      const { slots } = timeView(data, bar.from, bar.to);
      expect(slots.some((s) => s.from === bar.from)).toBe(true);
      const brush = brushOf(slots, bar.from, bar.to);
      expect(brush && periodOf(slots, brush)).toEqual({ from: bar.from, to: bar.to });
      const moved = brush && shifted(brush, -500, slots.length);
      expect(moved?.start).toBe(0);
    }),
    propertyRuns(100),
  );
});

test('a short period is drawn by days, a long one by years; half a period chooses nothing', () => {
  expect(bucketOf('2022-01-04', '2022-01-08')).toBe('day');
  expect(bucketOf('2010-01-01', '2022-01-08')).toBe('year');
  expect(bucketOf('2022-01-04', undefined)).toBeNull();
  expect(brushOf([], '2022', '2022')).toBeNull();
});
