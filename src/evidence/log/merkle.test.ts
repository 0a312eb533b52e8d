/** Merkle trees: the outside vectors, the definition, and any proof with one thing changed. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { propertyRuns } from '../../../test/property-runs.ts';
import { fromHex } from '../../base/bytes.ts';
import { fromBase64 } from './base64.ts';
import { idOf, leavesOf, sha256, subtreesOf, treeHash } from '../../../test/evidence/log-kit.ts';
import { consistencyProof, emptyRoot, inclusionProof, leafHash, rootHash } from './merkle.ts';
import { PROOF_MAX, verifyConsistency, verifyInclusion } from './merkle-verify.ts';

const VECTORS = new URL('../../../test/vectors/merkle/', import.meta.url).pathname;

function vectorFiles(kind: string): readonly string[] {
  const below = (dir: string): readonly string[] =>
    readdirSync(dir, { withFileTypes: true }).flatMap((e) =>
      e.isDirectory() ? below(join(dir, e.name)) : e.name.endsWith('.json') ? [join(dir, e.name)] : [],
    );
  return [...below(join(VECTORS, kind))].sort();
}
interface Vector {
  readonly leafIdx: number;
  readonly treeSize: number;
  readonly root: string;
  readonly leafHash: string;
  readonly size1: number;
  readonly size2: number;
  readonly root1: string;
  readonly root2: string;
  readonly proof: readonly string[] | null;
  readonly wantErr: boolean;
}
/** Numbers beyond 2^53 - 1 come as the nearest float and are refused for their size. */
const read = (file: string): Vector => JSON.parse(readFileSync(file, 'utf8')) as Vector;
const bytes = (text: string): Uint8Array => fromBase64(text) ?? new Uint8Array(0);
const proofOf = (v: Vector): readonly Uint8Array[] => (v.proof ?? []).map(bytes);

/** Where libraries differ: a first tree of no leaves. We refuse it as a proof; a witness's first checkpoint is another operation. */
const SIZE_ZERO = [
  'consistency/additional/size1-is-zero-and-does-not-equal-size2.json',
  'consistency/additional/size1-is-zero-and-size2-is-not-zero.json',
  'consistency/additional/sizes-are-equal-zero-and-proof-is-empty.json',
];

describe('transparency-dev/merkle', () => {
  test('49 inclusion vectors give the expected answer', () => {
    const files = vectorFiles('inclusion');
    expect(files).toHaveLength(49);
    for (const file of files) {
      const v = read(file);
      const held = verifyInclusion(sha256, bytes(v.leafHash), v.leafIdx, v.treeSize, proofOf(v), bytes(v.root));
      expect(held.ok, file).toBe(!v.wantErr);
    }
  });

  test('50 consistency vectors give the expected answer, those of size 0 among them', () => {
    const files = vectorFiles('consistency');
    expect(files).toHaveLength(50);
    for (const file of files) {
      const v = read(file);
      const held = verifyConsistency(sha256, v.size1, bytes(v.root1), v.size2, bytes(v.root2), proofOf(v));
      expect(held.ok, file).toBe(!v.wantErr);
    }
  });

  test('the three cases of size 0 where libraries differ are refused by name', () => {
    for (const name of SIZE_ZERO) {
      const v = read(join(VECTORS, name));
      const held = verifyConsistency(sha256, v.size1, bytes(v.root1), v.size2, bytes(v.root2), proofOf(v));
      expect(held, name).toEqual({ ok: false, error: { code: 'E_LOG_PROOF', params: { reason: 'shape' } } });
    }
  });
});

test('the empty tree and a single leaf hash as RFC 6962 says', () => {
  expect(emptyRoot(sha256)).toEqual(fromHex('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'));
  expect(leafHash(sha256, new Uint8Array(0))).toEqual(
    fromHex('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'),
  );
});

const leaves = leavesOf(300);
const size = fc.integer({ min: 1, max: 300 });

test('a root from subtrees equals the definition', () => {
  for (let n = 0; n <= 70; n++) expect(rootHash(sha256, subtreesOf(leaves), n)).toEqual(treeHash(leaves.slice(0, n)));
});

test('every leaf of every small tree is proven, and only at its place', () => {
  for (let n = 1; n <= 20; n++) {
    const root = treeHash(leaves.slice(0, n));
    for (let i = 0; i < n; i++) {
      const path = inclusionProof(sha256, subtreesOf(leaves), i, n);
      for (let j = 0; j < n; j++)
        expect(verifyInclusion(sha256, leafHash(sha256, idOf(i)), j, n, path, root).ok).toBe(i === j);
    }
  }
});

test('every small tree is proven to be the beginning of every larger one', () => {
  for (let n = 1; n <= 24; n++)
    for (let m = 1; m <= n; m++) {
      const path = consistencyProof(sha256, subtreesOf(leaves), m, n);
      const [older, newer] = [treeHash(leaves.slice(0, m)), treeHash(leaves.slice(0, n))];
      expect(verifyConsistency(sha256, m, older, n, newer, path).ok).toBe(true);
    }
});

test('a proof with one changed bit, hash or number does not hold', () => {
  const change = fc.record({ n: size, at: fc.nat(), bit: fc.nat(255), how: fc.nat(4) });
  fc.assert(
    fc.property(change, ({ n, at, bit, how }) => {
      const index = at % n;
      const tree = subtreesOf(leaves);
      const root = rootHash(sha256, tree, n).slice();
      const path: Uint8Array[] = inclusionProof(sha256, tree, index, n).map((h) => h.slice());
      const leaf = leafHash(sha256, idOf(index));
      expect(verifyInclusion(sha256, leaf, index, n, path, root).ok).toBe(true);
      const flip = (h: Uint8Array): void => {
        h[bit >> 3] = (h[bit >> 3] as number) ^ (1 << (bit & 7));
      };
      if (how === 0) flip(leaf);
      else if (how === 1) flip(root);
      else if (how === 2) path.push(leaf);
      else if (how === 3 && path.length > 0) path.splice(at % path.length, 1);
      else {
        const hash = path[at % Math.max(1, path.length)];
        flip(hash ?? leaf);
      }
      expect(verifyInclusion(sha256, leaf, index, n, path, root).ok).toBe(false);
    }),
    propertyRuns(1000),
  );
});

test('a changed beginning is never consistent', () => {
  fc.assert(
    fc.property(size, size, fc.nat(255), fc.boolean(), (a, b, bit, older) => {
      const [m, n] = [Math.min(a, b), Math.max(a, b)];
      const tree = subtreesOf(leaves);
      const path = consistencyProof(sha256, tree, m, n);
      const roots = [rootHash(sha256, tree, m).slice(), rootHash(sha256, tree, n).slice()] as const;
      expect(verifyConsistency(sha256, m, roots[0], n, roots[1], path).ok).toBe(true);
      const changed = roots[older ? 0 : 1];
      changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7));
      expect(verifyConsistency(sha256, m, roots[0], n, roots[1], path).ok).toBe(false);
    }),
    propertyRuns(1000),
  );
});

test('numbers that are no sizes, and paths that are no paths, are refused and never throw', () => {
  const hash = leaves[0] as Uint8Array;
  const many = Array.from({ length: PROOF_MAX + 1 }, () => hash);
  for (const n of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, Number.MAX_SAFE_INTEGER]) {
    expect(verifyInclusion(sha256, hash, n, n, [hash], hash).ok).toBe(false);
    expect(verifyInclusion(sha256, hash, 0, n, many, hash).ok).toBe(false);
    expect(verifyConsistency(sha256, n, hash, 5, hash, [hash]).ok).toBe(false);
    expect(verifyConsistency(sha256, 5, hash, n, hash, many).ok).toBe(false);
  }
  expect(verifyInclusion(sha256, hash.subarray(1), 0, 1, [], hash).ok).toBe(false);
  expect(verifyConsistency(sha256, 3, hash, 5, hash, [hash.subarray(1)]).ok).toBe(false);
  expect(() => inclusionProof(sha256, subtreesOf(leaves), 5, 5)).toThrow(/outside/);
  expect(() => consistencyProof(sha256, subtreesOf(leaves), 6, 5)).toThrow(/smaller/);
});
