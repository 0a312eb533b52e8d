/** Small cells: no count of 1 to 4 is printed, and none can be computed from what is. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { propertyRuns } from '../../test/property-runs.ts';
import { type Cell, PUBLIC_K, suppress } from './small-cells.ts';

const show = (c: Cell): string => (c.shown ? String(c.count) : c.small ? '<' : '?');

test('a column of counts without totals hides the small ones only', () => {
  const out = suppress({ cells: [[0], [1], [4], [5], [12]], rowTotals: false, columnTotals: false });
  expect(out.cells.map((r) => r.map(show).join())).toEqual(['0', '<', '<', '5', '12']);
});

test('with a total, a single small cell takes another with it', () => {
  const out = suppress({ cells: [[3, 7, 20]], rowTotals: true, columnTotals: false });
  expect(out.cells[0]?.map(show)).toEqual(['<', '?', '20']);
  expect(out.rowTotals?.map(show)).toEqual(['30']);
});

test('two hidden fours of a printed eight would be known: a third cell goes', () => {
  const out = suppress({ cells: [[4, 4, 9]], rowTotals: true, columnTotals: false });
  expect(out.cells[0]?.map(show)).toEqual(['<', '<', '?']);
});

test('when every cell of a small sum is small, the sum is not called small', () => {
  const out = suppress({ cells: [[1, 1, 1, 1]], rowTotals: true, columnTotals: false });
  expect(out.cells[0]?.map(show)).toEqual(['<', '<', '<', '<']);
  expect(out.rowTotals?.map(show)).toEqual(['?']);
});

test('k below 5 is not taken', () => {
  expect(suppress({ cells: [[3]], rowTotals: false, columnTotals: false }, 2).cells[0]?.map(show)).toEqual(['<']);
  expect(PUBLIC_K).toBe(5);
});

/** What a reader can bring out: bounds narrowed over rows and columns until nothing moves. */
function readerKnows(cells: readonly (readonly number[])[], shown: ReturnType<typeof suppress>): boolean {
  const width = cells[0]?.length ?? 0;
  type Range = { lo: number; hi: number };
  const range = (c: Cell): Range =>
    c.shown
      ? { lo: c.count, hi: c.count }
      : c.small
        ? { lo: 1, hi: PUBLIC_K - 1 }
        : { lo: 0, hi: Number.POSITIVE_INFINITY };
  const grid = shown.cells.map((r) => r.map(range));
  const rows = (shown.rowTotals ?? []).map(range);
  const columns = (shown.columnTotals ?? []).map(range);
  const lines = [
    ...rows.map((total, i) => ({ total, parts: grid[i] ?? [] })),
    ...columns.map((total, j) => ({ total, parts: grid.flatMap((r) => (r[j] ? [r[j]] : [])) })),
  ];
  for (let round = 0; round < 200; round++)
    for (const { total, parts } of lines) {
      total.lo = Math.max(
        total.lo,
        parts.reduce((n, p) => n + p.lo, 0),
      );
      total.hi = Math.min(
        total.hi,
        parts.reduce((n, p) => n + p.hi, 0),
      );
      for (const part of parts) {
        const rest = parts.filter((p) => p !== part);
        part.lo = Math.max(part.lo, total.lo - rest.reduce((n, p) => n + p.hi, 0));
        part.hi = Math.min(part.hi, total.hi - rest.reduce((n, p) => n + p.lo, 0));
      }
    }
  return grid.some((r, i) => r.some((g, j) => j < width && !shown.cells[i]?.[j]?.shown && g.lo === g.hi));
}

test('in random tables no hidden cell can be derived', () => {
  const table = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 })).chain(([h, w]) =>
    fc.array(
      fc.array(fc.oneof(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 60 })), {
        minLength: w,
        maxLength: w,
      }),
      {
        minLength: h,
        maxLength: h,
      },
    ),
  );
  fc.assert(
    fc.property(table, fc.boolean(), fc.boolean(), (cells, rowTotals, columnTotals) => {
      const out = suppress({ cells, rowTotals, columnTotals });
      for (const [i, row] of cells.entries())
        for (const [j, count] of row.entries())
          if (count > 0 && count < PUBLIC_K) expect(out.cells[i]?.[j]?.shown).toBe(false);
      expect(readerKnows(cells, out)).toBe(false);
    }),
    propertyRuns(1000),
  );
});
