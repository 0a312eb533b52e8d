/** Verification of inclusion and consistency proofs (RFC 9162 sections 2.1.3.2 and 2.1.4.2, the same trees as RFC 6962). Pure. */
import { equalBytes } from '../../base/bytes.ts';
import { fail, ok } from '../../base/result.ts';
import type { LogResult } from './faults.ts';
import { nodeHash, type Sha256 } from './merkle.ts';

/** More hashes than a tree of 2^63 leaves needs. */
export const PROOF_MAX = 63;

const isSize = (n: number): boolean => Number.isSafeInteger(n) && n >= 0;
const half = (n: number): number => Math.floor(n / 2);
const isOdd = (n: number): boolean => n % 2 === 1;
const bad = (reason: string) => fail('E_LOG_PROOF', { reason });

const areHashes = (hashes: readonly Uint8Array[]): boolean =>
  hashes.length <= PROOF_MAX && hashes.every((h) => h.length === 32);

/** Root that a leaf at this place and its path give; null when the path does not fit the place. Sizes of 0 have no leaf. */
export function rootFromInclusion(
  sha256: Sha256,
  leaf: Uint8Array,
  index: number,
  size: number,
  path: readonly Uint8Array[],
): Uint8Array | null {
  if (!isSize(index) || !isSize(size) || index >= size || !areHashes(path)) return null;
  let [at, last, root] = [index, size - 1, leaf];
  for (const hash of path) {
    if (last === 0) return null;
    if (isOdd(at) || at === last) {
      root = nodeHash(sha256, hash, root);
      while (!isOdd(at) && at !== 0) [at, last] = [half(at), half(last)];
    } else root = nodeHash(sha256, root, hash);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 ? root : null;
}

/** Whether `leaf` (a leaf hash) stands at `index` in the tree of `size` and `root`. */
export function verifyInclusion(
  sha256: Sha256,
  leaf: Uint8Array,
  index: number,
  size: number,
  path: readonly Uint8Array[],
  root: Uint8Array,
): LogResult<null> {
  const found = leaf.length === 32 ? rootFromInclusion(sha256, leaf, index, size, path) : null;
  if (!found) return bad('shape');
  return equalBytes(found, root) ? ok(null) : bad('root');
}

/** Whether the tree (first, firstRoot) is the beginning of (second, secondRoot). A first tree of 0 leaves proves nothing: refused. */
export function verifyConsistency(
  sha256: Sha256,
  first: number,
  firstRoot: Uint8Array,
  second: number,
  secondRoot: Uint8Array,
  path: readonly Uint8Array[],
): LogResult<null> {
  if (!isSize(first) || !isSize(second) || first === 0 || first > second || !areHashes(path)) return bad('shape');
  if (first === second) {
    if (path.length > 0) return bad('shape');
    return equalBytes(firstRoot, secondRoot) ? ok(null) : bad('root');
  }
  const roots = path.length === 0 ? null : walk(sha256, first, second, firstRoot, path);
  if (!roots) return bad('shape');
  return equalBytes(roots.older, firstRoot) && equalBytes(roots.newer, secondRoot) ? ok(null) : bad('root');
}

/** Roots of the smaller and the larger tree that a path gives, for 0 < first < second; null when it does not fit the sizes. */
function walk(
  sha256: Sha256,
  first: number,
  second: number,
  firstRoot: Uint8Array,
  path: readonly Uint8Array[],
): { readonly older: Uint8Array; readonly newer: Uint8Array } | null {
  let [at, last] = [first - 1, second - 1];
  while (isOdd(at)) [at, last] = [half(at), half(last)];
  // at = 0: the smaller tree is one whole subtree, and its root opens the path.
  const [start, ...rest] = at === 0 ? [firstRoot, ...path] : path;
  if (!start || start.length !== 32) return null;
  let [older, newer] = [start, start];
  for (const hash of rest) {
    if (last === 0) return null;
    if (isOdd(at) || at === last) {
      older = nodeHash(sha256, hash, older);
      newer = nodeHash(sha256, hash, newer);
      while (!isOdd(at) && at !== 0) [at, last] = [half(at), half(last)];
    } else newer = nodeHash(sha256, newer, hash);
    [at, last] = [half(at), half(last)];
  }
  return last === 0 ? { older, newer } : null;
}

/**
 * Root of the larger tree at the smaller size, as a path shows that leads to the larger root: the proof against a log that
 * signed another root for that size. Null when the path shows nothing (a power of two: its path begins with the root itself).
 */
export function prefixShown(
  sha256: Sha256,
  first: number,
  second: number,
  secondRoot: Uint8Array,
  path: readonly Uint8Array[],
): Uint8Array | null {
  if (!isSize(first) || !isSize(second) || first === 0 || first >= second || !areHashes(path)) return null;
  const [start] = path;
  const roots = start && !Number.isInteger(Math.log2(first)) ? walk(sha256, first, second, start, path) : null;
  return roots && equalBytes(roots.newer, secondRoot) ? roots.older : null;
}
