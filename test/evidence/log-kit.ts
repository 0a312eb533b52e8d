/** Trees in memory for tests of the log: whole-subtree hashes by the definition of RFC 6962, and invented logs and witnesses. */
import { concatBytes, utf8 } from '../../src/base/bytes.ts';
import { nodePrimitives } from '../../src/store/node-primitives.ts';
import { checkpointText } from '../../src/evidence/log/checkpoint.ts';
import { emptyRoot, leafHash, nodeHash, rootHash, type SubtreeHash } from '../../src/evidence/log/merkle.ts';
import { KEY_TYPE, parseVkey } from '../../src/evidence/log/note.ts';
import { type NoteSigner, signText, vkeyOf } from '../../src/evidence/log/note-sign.ts';
import type { NoteKey } from '../../src/evidence/log/note.ts';

export const p = nodePrimitives();
export const sha256 = (b: Uint8Array): Uint8Array => p.sha256(b);
export const idOf = (i: number): Uint8Array => sha256(utf8(`entry ${i}`));
export const leavesOf = (n: number): readonly Uint8Array[] =>
  Array.from({ length: n }, (_, i) => leafHash(sha256, idOf(i)));

/** MTH of RFC 6962 section 2.1, word for word: slow and obvious. */
export function treeHash(leaves: readonly Uint8Array[]): Uint8Array {
  const [only] = leaves;
  if (!only) return emptyRoot(sha256);
  if (leaves.length === 1) return only;
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return nodeHash(sha256, treeHash(leaves.slice(0, k)), treeHash(leaves.slice(k)));
}

const trees = new WeakMap<readonly Uint8Array[], Map<string, Uint8Array>>();
/** Subtree hashes of these leaves, each computed once by the definition. */
export function subtreesOf(leaves: readonly Uint8Array[]): SubtreeHash {
  const known = trees.get(leaves) ?? new Map<string, Uint8Array>();
  trees.set(leaves, known);
  const at: SubtreeHash = (level, index) => {
    const size = 2 ** level;
    if ((index + 1) * size > leaves.length) throw new Error('a subtree outside the tree was asked for');
    if (level === 0) return treeHash(leaves.slice(index, index + 1));
    const name = `${level} ${index}`;
    const hash = known.get(name) ?? nodeHash(sha256, at(level - 1, 2 * index), at(level - 1, 2 * index + 1));
    known.set(name, hash);
    return hash;
  };
  return at;
}

const seedOf = (name: string): Uint8Array => sha256(concatBytes(utf8('practice seed '), utf8(name)));
export const signerOf = (name: string): NoteSigner => ({ name, seed: seedOf(name) });

export function keyOf(signer: NoteSigner, type: 'log' | 'cosignature'): NoteKey {
  const key = parseVkey(sha256, vkeyOf(p, signer, KEY_TYPE[type]));
  if (!key.ok) throw new Error(JSON.stringify(key.error));
  return key.value;
}

export const LOG = signerOf('practice.kua/log/1');

/** A signed note over the first `size` of these leaves. */
export function noteOver(leaves: readonly Uint8Array[], size: number, log: NoteSigner = LOG): string {
  const root = rootHash(sha256, subtreesOf(leaves.slice(0, size)), size);
  const text = checkpointText({ origin: log.name, size, root });
  return `${text}\n${signText(p, log, text)}`;
}
