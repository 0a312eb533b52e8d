/** A diff gives both texts back: what stays and what was added is the second, what stays and what was removed the first. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { propertyRuns } from '../../test/property-runs.ts';
import { wordDiff } from './word-diff.ts';

test('words added and removed are told, neighbours as one run', () => {
  expect(wordDiff('Three people were injured', 'Eight people were badly injured')).toEqual([
    { text: 'Three ', kind: 'removed' },
    { text: 'Eight ', kind: 'added' },
    { text: 'people were ', kind: 'same' },
    { text: 'badly ', kind: 'added' },
    { text: 'injured', kind: 'same' },
  ]);
  expect(wordDiff('', 'бір екі')).toEqual([{ text: 'бір екі', kind: 'added' }]);
  expect(wordDiff('same', 'same')).toEqual([{ text: 'same', kind: 'same' }]);
  expect(wordDiff('a '.repeat(2000), 'b').map((r) => r.kind)).toEqual(['removed', 'added']);
});

test('any two texts come back from their diff, blanks apart', () => {
  const words = fc.array(fc.constantFrom('a', 'b', 'c', 'д', 'ә'), { maxLength: 12 }).map((list) => list.join(' '));
  const plain = (text: string): string => text.replace(/\s+/gu, ' ').trim();
  fc.assert(
    fc.property(words, words, (before, after) => {
      const diff = wordDiff(before, after);
      const side = (kind: string): string =>
        plain(
          diff
            .filter((r) => r.kind === 'same' || r.kind === kind)
            .map((r) => `${r.text} `)
            .join(''),
        );
      expect([side('removed'), side('added')]).toEqual([plain(before), plain(after)]);
    }),
    propertyRuns(1000),
  );
});
