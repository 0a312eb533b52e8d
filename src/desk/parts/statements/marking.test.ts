/** Clauses in an editor: found whatever the spaces, followed through typing, never moved by an edit elsewhere. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { propertyRuns } from '../../../../test/property-runs.ts';
import { bytesOf, findClause, followClause, nextKey, paragraphStarts, piecesOf } from './marking.ts';

const TEXT = 'We demand:\n\n- to open an\u00a0inquiry (now);\n\n- to free everybody.';

test('a clause is found with its real place in the text', () => {
  const place = findClause(TEXT, 'open an inquiry (now)');
  expect(place && TEXT.slice(...place)).toBe('open an\u00a0inquiry (now)');
  expect(findClause(TEXT, 'open the inquiry')).toBe(null);
  expect(findClause(TEXT, ' ')).toBe(null);
});

test('typing inside a clause changes the clause; typing elsewhere does not', () => {
  const inside = TEXT.replace('everybody', 'every body and soul');
  expect(followClause(TEXT, inside, 'to free everybody')).toBe('to free every body and soul');
  const before = TEXT.replace('We demand', 'We all demand');
  expect(followClause(TEXT, before, 'to free everybody')).toBe('to free everybody');
  expect(followClause(TEXT, '', 'to free everybody')).toBe('to free everybody');
});

test('what follows stands in the text again, or is what it was', () => {
  fc.assert(
    fc.property(fc.nat(TEXT.length), fc.nat(10), fc.string(), (at, cut, words) => {
      const after = TEXT.slice(0, at) + words + TEXT.slice(at + cut);
      const clause = followClause(TEXT, after, 'to open an inquiry');
      expect(clause === 'to open an inquiry' || findClause(after, clause) !== null).toBe(true);
    }),
    propertyRuns(100),
  );
});

test('the pieces are the text; paragraphs begin where words begin', () => {
  const pieces = piecesOf(TEXT, [
    { key: 'D1', text: 'to open an inquiry' },
    { key: 'D2', text: 'to free everybody' },
  ]);
  expect(pieces.map((x) => x.text).join('')).toBe(TEXT);
  expect(pieces.filter((x) => x.demand !== null).map((x) => x.demand)).toEqual(['D1', 'D2']);
  expect(paragraphStarts(TEXT).map((n) => TEXT.slice(n, n + 4))).toEqual(['We d', '- to', '- to']);
});

test('numbers go on, and lengths are told in bytes', () => {
  expect([nextKey([]), nextKey(['D1', 'D7', 'P3'])]).toEqual(['D1', 'D8']);
  expect(bytesOf('яя')).toBe(4);
});
