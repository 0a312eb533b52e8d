/** A256GCM-STREAM-1M against vectors made by another implementation, and against every way to change a stored object. */
import { padme } from '../base/padme.ts';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { propertyRuns } from '../../test/property-runs.ts';
import { concatBytes, fromHex, toHex } from '../base/bytes.ts';
import { nodeAes } from './node/aes.ts';
import {
  createSealer,
  openObject,
  openSegment,
  SEGMENT_BYTES,
  segmentCount,
  segmentRange,
  storedSize,
} from './segments.ts';

interface Vector {
  readonly size: number;
  readonly sha256: string;
  readonly key: string;
  readonly padded: number;
  readonly stored: number;
  readonly address: string;
  readonly segments: readonly { readonly bytes: number; readonly tag: string; readonly sha256: string }[];
}
interface Change {
  readonly of: string;
  readonly order: readonly number[];
  readonly cut?: number;
  readonly flip?: number;
  readonly append?: string;
  readonly size?: number;
  readonly expect: string;
}

const folder = new URL('../../test/fixtures/blob/', import.meta.url);
const read = <T>(name: string): T => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as T;
const namesIn = (sub: string): string[] => readdirSync(new URL(`${sub}/`, folder)).sort();
const sha256 = (b: Uint8Array): string => createHash('sha256').update(b).digest('hex');
const bytesOf = (hex: string): Uint8Array => fromHex(hex) ?? new Uint8Array(0);

function originalOf(size: number): Uint8Array {
  const out = new Uint8Array(size);
  for (let i = 0; i < size; i++) out[i] = (7 * i + 13 * (i >> 8) + (i >> 16)) & 255;
  return out;
}

function seal(key: Uint8Array, original: Uint8Array, chunk: number): Uint8Array[] {
  const sealer = createSealer(nodeAes, key);
  const out: Uint8Array[] = [];
  for (let at = 0; at < original.length; at += chunk) out.push(...sealer.push(original.subarray(at, at + chunk)));
  return [...out, ...sealer.end()];
}

describe('vectors', () => {
  for (const name of namesIn('valid')) {
    test(`${name} is sealed and opened to the byte, however the bytes arrive`, () => {
      const v = read<Vector>(`valid/${name}`);
      const original = originalOf(v.size);
      expect(sha256(original)).toBe(v.sha256);
      expect([padme(v.size), storedSize(v.size), segmentCount(v.size)]).toEqual([
        v.padded,
        v.stored,
        v.segments.length,
      ]);
      for (const chunk of [65_536, 999_983, 4 * SEGMENT_BYTES]) {
        const segments = seal(bytesOf(v.key), original, chunk);
        expect(segments.map((s) => ({ bytes: s.length, tag: toHex(s.subarray(-16)), sha256: sha256(s) }))).toEqual(
          v.segments.map(({ bytes, tag, sha256: hash }) => ({ bytes, tag, sha256: hash })),
        );
        const stored = concatBytes(...segments);
        expect(sha256(stored)).toBe(v.address);
        const opened = openObject(nodeAes, bytesOf(v.key), v.size, stored);
        expect(opened.ok && Buffer.from(opened.value).equals(original)).toBe(true);
      }
    });
  }

  for (const name of namesIn('invalid')) {
    test(`${name} does not open`, () => {
      const change = read<Change>(`invalid/${name}`);
      const v = read<Vector>(`valid/${change.of}.json`);
      const segments = seal(bytesOf(v.key), originalOf(v.size), SEGMENT_BYTES);
      let stored = concatBytes(
        ...change.order.map((i) => segments[i] ?? new Uint8Array(0)),
        bytesOf(change.append ?? ''),
      );
      stored = stored.subarray(0, stored.length - (change.cut ?? 0));
      if (change.flip !== undefined) stored[change.flip] = (stored[change.flip] ?? 0) ^ 1;
      const opened = openObject(nodeAes, bytesOf(v.key), change.size ?? v.size, stored);
      expect(opened).toMatchObject({ ok: false, error: { code: change.expect } });
    });
  }
});

test('a segment opens under its own key, number and place in the object only', () => {
  const key = new Uint8Array(32).fill(3);
  const size = 2 * SEGMENT_BYTES + 5;
  const [first, second] = seal(key, originalOf(size), SEGMENT_BYTES);
  if (!first || !second) throw new Error('two segments were expected');
  expect(openSegment(nodeAes, key, size, 0, first).ok).toBe(true);
  expect(openSegment(nodeAes, key, size, 1, second).ok).toBe(true);
  expect(openSegment(nodeAes, key, size, 1, first).ok).toBe(false);
  expect(openSegment(nodeAes, key, size, 0, second).ok).toBe(false);
  expect(openSegment(nodeAes, key, SEGMENT_BYTES, 0, first).ok).toBe(false);
  expect(openSegment(nodeAes, new Uint8Array(32), size, 0, first).ok).toBe(false);
  expect(openSegment(nodeAes, key, size, 0, first.subarray(0, 15)).ok).toBe(false);
});

test('padding that is not zero is refused', () => {
  const key = new Uint8Array(32).fill(3);
  const nonce = new Uint8Array(12);
  nonce[11] = 1;
  const plain = new Uint8Array(padme(9)).fill(1);
  expect(openObject(nodeAes, key, 9, nodeAes.seal(key, nonce, plain))).toMatchObject({
    error: { code: 'E_BLOB_AUTH' },
  });
});

describe('PADME', () => {
  test('adds at most 12 %, never shortens, and keeps the order of lengths', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 45 }), (n) => {
        const padded = padme(n);
        return padded >= n && padded <= n * 1.12 && padme(padded) === padded && padme(n + 1) >= padded;
      }),
      propertyRuns(100),
    );
  });
  test('of known lengths', () => {
    expect([0, 1, 2, 8, 9, 100, 1000, 2 ** 30 + 1, 20 * 2 ** 30].map(padme)).toEqual([
      0,
      1,
      2,
      8,
      10,
      104,
      1024,
      2 ** 30 + 2 ** 25,
      20 * 2 ** 30,
    ]);
  });
});

test('segments cover the stored form without a gap', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 36 }), (size) => {
      const n = segmentCount(size);
      const last = segmentRange(size, n - 1);
      return last.end === storedSize(size) && last.end - last.start >= 16 && (n === 1 || last.end - last.start > 16);
    }),
    propertyRuns(100),
  );
});
