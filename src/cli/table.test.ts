/** Tables: aligned, cut only for a terminal, one line per row whatever the cells hold. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { propertyRuns } from '../../test/property-runs.ts';
import { pairs, table } from './table.ts';

test('columns are as wide as their widest cell, letters of any script counted once', () => {
  expect(
    table(
      ['a', 'b'],
      [
        ['қазақша', 'x'],
        ['é', 'yy'],
      ],
      null,
    ),
  ).toBe(['a        b', '-------  --', 'қазақша  x', 'é        yy'].join('\n'));
});

test('without a terminal nothing is cut', () => {
  const long = 'word '.repeat(100).trim();
  expect(table(['title'], [[long]], null)).toContain(long);
});

test('on a terminal the widest column gives way and no line is longer than the terminal', () => {
  const row = ['evt_1fv6etsecah4mr7j6931yty9mb', 'Event', 'a long title that goes on and on and on and on'];
  const lines = table(['id', 'kind', 'title'], [row], 60).split('\n');
  expect(Math.max(...lines.map((l) => l.length))).toBeLessThanOrEqual(60);
  expect(lines[2]).toContain('…');
  expect(lines[2]).toContain('Event');
});

test('any cells give one line per row and keep their order', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.string(), fc.string(), fc.string()), { maxLength: 8 }),
      fc.option(fc.integer({ min: 20, max: 200 })),
      (rows, columns) => {
        const lines = table(['a', 'b', 'c'], rows, columns).split('\n');
        expect(lines).toHaveLength(rows.length + 2);
      },
    ),
    propertyRuns(200),
  );
});

test('pairs are aligned', () => {
  expect(
    pairs([
      ['id', 'x'],
      ['state', 'open'],
    ]),
  ).toBe('id     x\nstate  open');
});
