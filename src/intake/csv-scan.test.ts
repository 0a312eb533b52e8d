/** The CSV scanner reads what csv-parse reads, and goes on where csv-parse gives up. */
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { propertyRuns } from '../../test/property-runs.ts';
import { createCsvScanner } from './csv-scan.ts';

function scan(text: string, chunk = text.length || 1, max?: number) {
  const scanner = createCsvScanner(',', max);
  const out = [];
  for (let i = 0; i < text.length; i += chunk) out.push(...scanner.push(text.slice(i, i + chunk)));
  return [...out, ...scanner.end()];
}
const lines = (text: string, max?: number) => scan(text, 3, max).map((r) => [r.line, r.error ?? r.cells.join('|')]);

test('any table comes back as it was, in any chunks', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', 'қ', "'"), maxLength: 6 });
  const row = fc.array(cell, { minLength: 2, maxLength: 4 });
  fc.assert(
    fc.property(
      fc.array(row, { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 1, max: 9 }),
      fc.constantFrom('\n', '\r\n'),
      (rows, chunk, eol) => {
        const text = rows.map((r) => r.map((c) => `"${c.replaceAll('"', '""')}"`).join(',')).join(eol);
        const read = scan(text, chunk);
        expect(read.map((r) => r.cells)).toEqual(rows);
        expect(read.map((r) => r.cells)).toEqual(parse(text, { relax_column_count: true, record_delimiter: eol }));
      },
    ),
    propertyRuns(200),
  );
});

test('a record is named by the line on which it begins', () => {
  expect(lines('a,b\r\n"x\r\ny",2\r\n\r\n3,4')).toEqual([
    [1, 'a|b'],
    [2, 'x\r\ny|2'],
    [5, '3|4'],
  ]);
});

test('a letter after a closing quote breaks that line and no other', () => {
  expect(lines('a,b\n1,2\n"x"y,3\n4,5\n6,7\n')).toEqual([
    [1, 'a|b'],
    [2, '1|2'],
    [3, 'E_CSV_QUOTE'],
    [4, '4|5'],
    [5, '6|7'],
  ]);
});

test('a quote inside an unquoted cell breaks its line', () => {
  expect(lines('1,2\nx"y,3\n4,5')).toEqual([
    [1, '1|2'],
    [2, 'E_CSV_QUOTE'],
    [3, '4|5'],
  ]);
});

test('a quote never closed costs its own line only', () => {
  expect(lines('1,2\n"xy,3\n4,5\n6,7')).toEqual([
    [1, '1|2'],
    [2, 'E_CSV_QUOTE'],
    [3, '4|5'],
    [4, '6|7'],
  ]);
  expect(lines(`1,2\n"xy,3\n${'4,5\n'.repeat(20)}`, 30)[1]).toEqual([2, 'E_CSV_RECORD']);
  expect(lines(`1,2\n"xy,3\n${'4,5\n'.repeat(20)}`, 30)).toHaveLength(22);
});
