/** Words to compare: the published proquint examples, both scripts one to one, and a change of one bit heard at once. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { propertyRuns } from '../../../test/property-runs.ts';
import type { Primitives } from '../../ledger/model.ts';
import { nodePrimitives } from '../../store/node-primitives.ts';
import { wordsOf } from './words.ts';

const p = nodePrimitives();
/** The hash handed in: the words of known bytes. */
const ofHash = (bytes: readonly number[]): Primitives => ({
  ...p,
  sha256: () => new Uint8Array([...bytes, ...Array.from({ length: 32 - bytes.length }, () => 0)]),
});

test('the words are those of the published examples of proquints', () => {
  // 127.0.0.1, 63.84.220.193, 140.98.193.141 in arXiv:0901.4016.
  const bytes = [127, 0, 0, 1, 63, 84, 220, 193, 140, 98, 193, 141, 0, 0];
  expect(wordsOf(ofHash(bytes), new Uint8Array(32)).latin).toEqual([
    'lusab',
    'babad',
    'gutih',
    'tugad',
    'mudof',
    'sakat',
    'babab',
  ]);
});

test('the Cyrillic words are the same letters, one for one', () => {
  expect(wordsOf(ofHash([127, 0, 0, 1, 63, 84]), new Uint8Array(32)).cyrillic.slice(0, 3)).toEqual([
    'лусаб',
    'бабад',
    'гутих',
  ]);
  const seen = new Map<string, string>();
  for (let i = 0; i < 200; i++) {
    const { latin, cyrillic } = wordsOf(p, p.random(32));
    for (const [n, word] of latin.entries())
      for (const [at, letter] of [...word].entries()) {
        const other = cyrillic[n]?.[at] ?? '';
        expect(seen.get(letter) ?? other).toBe(other);
        seen.set(letter, other);
      }
  }
  expect(seen.size).toBe(20);
  expect(new Set(seen.values()).size).toBe(20);
});

test('seven words of five letters; another id, other words', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.nat(255), (id, bit) => {
      const { latin } = wordsOf(p, id);
      expect(latin).toHaveLength(7);
      for (const word of latin)
        expect(word).toMatch(/^[bdfghjklmnprstvz][aiou][bdfghjklmnprstvz][aiou][bdfghjklmnprstvz]$/);
      const other = id.slice();
      other[bit >> 3] = (other[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(wordsOf(p, other).latin).not.toEqual(latin);
    }),
    propertyRuns(1000),
  );
});
