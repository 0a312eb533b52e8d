/**
 * Merkle tree of RFC 6962 section 2.1 over entry ids: leaf = SHA-256(00 || id), node = SHA-256(01 || left || right), empty tree
 * = SHA-256(""). Roots and proofs are made from hashes of whole subtrees, wherever those are kept.
 */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;

/**
 * Hash of the whole subtree over leaves [index * 2^level, (index + 1) * 2^level). Called only for subtrees inside the tree.
 * Numbers up to 2^53 - 1, so that no shift operator (32 bits) touches them.
 */
export type SubtreeHash = (level: number, index: number) => Uint8Array;

export const emptyRoot = (sha256: Sha256): Uint8Array => sha256(new Uint8Array(0));

export function leafHash(sha256: Sha256, id: Uint8Array): Uint8Array {
  const input = new Uint8Array(1 + id.length);
  input.set(id, 1);
  return sha256(input);
}

export function nodeHash(sha256: Sha256, left: Uint8Array, right: Uint8Array): Uint8Array {
  const input = new Uint8Array(65);
  input[0] = 1;
  input.set(left, 1);
  input.set(right, 33);
  return sha256(input);
}

/** Largest power of two below n, for n >= 2. */
function splitPoint(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

/** Level of a power of two, null for any other number. */
function levelOf(n: number): number | null {
  let level = 0;
  let k = 1;
  while (k < n) {
    k *= 2;
    level += 1;
  }
  return k === n ? level : null;
}

/** Hash over leaves [from, to); `from` is a multiple of the largest power of two below its length, as in every split of the tree. */
function rangeHash(sha256: Sha256, at: SubtreeHash, from: number, to: number): Uint8Array {
  const size = to - from;
  const level = levelOf(size);
  if (level !== null) return at(level, from / size);
  const k = splitPoint(size);
  return nodeHash(sha256, rangeHash(sha256, at, from, from + k), rangeHash(sha256, at, from + k, to));
}

export const rootHash = (sha256: Sha256, at: SubtreeHash, size: number): Uint8Array =>
  size === 0 ? emptyRoot(sha256) : rangeHash(sha256, at, 0, size);

/** PATH(index, D[size]), from the leaf's sibling up to the root's child. The index must lie below the size. */
export function inclusionProof(sha256: Sha256, at: SubtreeHash, index: number, size: number): readonly Uint8Array[] {
  if (index < 0 || index >= size) throw new Error('a leaf outside the tree has no inclusion proof');
  const path: Uint8Array[] = [];
  for (let from = 0, to = size; to - from > 1; ) {
    const middle = from + splitPoint(to - from);
    if (index < middle) {
      path.push(rangeHash(sha256, at, middle, to));
      to = middle;
    } else {
      path.push(rangeHash(sha256, at, from, middle));
      from = middle;
    }
  }
  return path.reverse();
}

/** PROOF(first, D[second]) of section 2.1.2; empty for equal sizes and for first = 0. */
export function consistencyProof(
  sha256: Sha256,
  at: SubtreeHash,
  first: number,
  second: number,
): readonly Uint8Array[] {
  if (first < 0 || first > second) throw new Error('a tree is consistent with smaller trees only');
  if (first === 0 || first === second) return [];
  const path: Uint8Array[] = [];
  let [from, to, whole] = [0, second, true];
  while (first !== to) {
    const middle = from + splitPoint(to - from);
    if (first <= middle) {
      path.push(rangeHash(sha256, at, middle, to));
      to = middle;
    } else {
      path.push(rangeHash(sha256, at, from, middle));
      from = middle;
      whole = false;
    }
  }
  // The verifier knows the smaller root; it needs the last subtree only when that is not the whole smaller tree.
  if (!whole) path.push(rangeHash(sha256, at, from, to));
  return path.reverse();
}
