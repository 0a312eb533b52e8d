/** The key set answers as a Set of texts does. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { propertyRuns } from '../../test/property-runs.ts';
import { toHex } from '../base/bytes.ts';
import { createKeySet } from './key-set.ts';

test('a key is new exactly once', () => {
  const key = fc.uint8Array({ minLength: 16, maxLength: 16 }).filter((k) => k.some((b) => b !== 0));
  fc.assert(
    fc.property(fc.array(key, { maxLength: 60 }), (keys) => {
      const set = createKeySet();
      const reference = new Set<string>();
      for (const k of [...keys, ...keys]) {
        expect(set.add(k)).toBe(!reference.has(toHex(k)));
        reference.add(toHex(k));
      }
      expect(set.size).toBe(reference.size);
    }),
    propertyRuns(200),
  );
});

test('it grows', () => {
  const set = createKeySet();
  const key = (i: number) => Uint8Array.from({ length: 16 }, (_, n) => (n < 4 ? (i >>> (8 * n)) & 255 : n));
  for (let i = 0; i < 20_000; i++) expect(set.add(key(i))).toBe(true);
  for (let i = 0; i < 20_000; i++) expect(set.add(key(i))).toBe(false);
});
