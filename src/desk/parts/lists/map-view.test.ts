/** The view of the map: kept on the sheet, names that never overlap, coarse places as rings, every mark within reach of the arrows. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { propertyRuns } from '../../../../test/property-runs.ts';
import { boundsOf, isDrawn, isRing, kept, moved, nextMark, type PlaceMark, placed, WHOLE, zoomed } from './map-view.ts';

const mark = (id: string, lon: number, lat: number, more: Partial<PlaceMark> = {}): PlaceMark => ({
  ...{ id, title: id, lon, lat, precision: 'settlement', count: 3 },
  ...more,
});
const ALMATY = mark('Almaty', 76.95, 43.25, { count: 40 });
const AKTAU = mark('Aktau', 51.16, 43.65);
const anyMark = fc.record({
  id: fc.uuid(),
  title: fc.string({ minLength: 1, maxLength: 24 }),
  lon: fc.double({ min: 40, max: 92, noNaN: true }),
  lat: fc.double({ min: 38, max: 58, noNaN: true }),
  precision: fc.constantFrom('point', 'settlement', 'district', 'region', 'country', 'unknown'),
  count: fc.integer({ min: 1, max: 90_000 }),
});

test('a place known only as a region is a ring, one known only as a country is not drawn', () => {
  expect(isRing(mark('r', 70, 48, { precision: 'region' }))).toBe(true);
  expect(isRing(ALMATY)).toBe(false);
  expect(isDrawn(mark('c', 70, 48, { precision: 'country' }))).toBe(false);
  expect(isDrawn(mark('London', -0.1, 51.5))).toBe(false);
});

test('the area grows with the number of records', () => {
  const [first, second] = placed([AKTAU, ALMATY], WHOLE, 640, (m) => m.title);
  expect(first?.mark.id).toBe('Almaty');
  expect(first?.r).toBeGreaterThan(second?.r ?? 99);
});

test('enlarging and moving never leave the sheet', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(
          fc.double({ min: -2, max: 2, noNaN: true }),
          fc.double({ min: -2, max: 2, noNaN: true }),
          fc.double({ min: 0.1, max: 4, noNaN: true }),
        ),
      ),
      (steps) => {
        let view = WHOLE;
        for (const [dx, dy, by] of steps) view = moved(zoomed(view, by), dx, dy);
        expect(kept(view)).toEqual(view);
        const { west, east, north, south } = boundsOf(view);
        expect(west).toBeLessThan(east);
        expect(south).toBeLessThan(north);
      },
    ),
    propertyRuns(100),
  );
});

test('names stand beside one another, never over one another or beyond the edge', () => {
  fc.assert(
    fc.property(fc.array(anyMark, { maxLength: 60 }), fc.constantFrom(300, 640, 1200), (marks, width) => {
      const spots = placed(marks, WHOLE, width, (m) => `${m.title} ${m.count}`);
      const boxes = spots.flatMap((s) => {
        if (!s.label) return [];
        const wide = `${s.mark.title} ${s.mark.count}`.length * 7.1;
        const x0 =
          s.label.anchor === 'start' ? s.label.x : s.label.anchor === 'end' ? s.label.x - wide : s.label.x - wide / 2;
        return [{ x0, x1: x0 + wide, y0: s.label.y - 12, y1: s.label.y + 4 }];
      });
      for (const [i, a] of boxes.entries()) {
        expect(a.x0).toBeGreaterThanOrEqual(0);
        expect(a.x1).toBeLessThanOrEqual(width + 0.001);
        for (const b of boxes.slice(i + 1))
          expect(a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1).toBe(false);
      }
    }),
    propertyRuns(200),
  );
});

test('arrows lead from one mark to the nearest in their direction and stay where there is none', () => {
  const spots = placed([ALMATY, AKTAU], WHOLE, 640, (m) => m.title);
  const [almaty, aktau] = spots;
  if (!almaty || !aktau) throw new Error('both are drawn');
  expect(nextMark(spots, almaty, -1, 0)).toBe(aktau);
  expect(nextMark(spots, almaty, 1, 0)).toBe(almaty);
});
