/**
 * Proof that an entry stands in a log (C2SP tlog-proof v1), `.tlog-proof`:
 *   c2sp.org/tlog-proof@v1 LF
 *   extra <base64> LF        optional; we write none
 *   index <n> LF
 *   base64(hash) LF          up to 63, from the leaf's sibling to the root's child
 *   LF
 *   the checkpoint with its signatures, byte for byte
 */
import { fromUtf8, utf8 } from '../../base/bytes.ts';
import { fail, ok } from '../../base/result.ts';
import type { Primitives } from '../../ledger/model.ts';
import { fromBase64, toBase64 } from './base64.ts';
import { parseCheckpoint, parseHash, parseSize, type SignedCheckpoint } from './checkpoint.ts';
import { type LogResult, malformed } from './faults.ts';
import { leafHash } from './merkle.ts';
import { PROOF_MAX, verifyInclusion } from './merkle-verify.ts';
import { NOTE_MAX_BYTES } from './note.ts';
import { type Policy, type PolicyVerdict, judge } from './policy.ts';

const HEAD = 'c2sp.org/tlog-proof@v1';
/** Head, extra data of 4 KiB, index, hashes, note. */
export const PROOF_MAX_BYTES = 8 * 1024 + NOTE_MAX_BYTES;

export interface LogProof {
  readonly extra: Uint8Array | null;
  readonly index: number;
  readonly hashes: readonly Uint8Array[];
  readonly signed: SignedCheckpoint;
}

export const isLogProof = (bytes: Uint8Array): boolean => fromUtf8(bytes.subarray(0, HEAD.length + 1)) === `${HEAD}\n`;

/** `note` is the checkpoint with its signatures, as it was kept. */
export const formatProof = (index: number, hashes: readonly Uint8Array[], note: string): string =>
  `${HEAD}\nindex ${index}\n${hashes.map((h) => `${toBase64(h)}\n`).join('')}\n${note}`;

export function parseProof(bytes: Uint8Array): LogResult<LogProof> {
  const bad = (line: number, reason: string) => malformed('proof', line, reason);
  if (bytes.length > PROOF_MAX_BYTES) return bad(1, 'size');
  const text = fromUtf8(bytes);
  if (text === null) return bad(1, 'text');
  const gap = text.indexOf('\n\n');
  if (gap < 0) return bad(1, 'no checkpoint');
  const lines = text.slice(0, gap).split('\n');
  if (lines[0] !== HEAD) return bad(1, 'version');
  const hasExtra = lines[1]?.startsWith('extra ') ?? false;
  const extra = hasExtra ? fromBase64((lines[1] ?? '').slice('extra '.length)) : null;
  if (hasExtra && !extra) return bad(2, 'extra');
  const at = hasExtra ? 2 : 1;
  const number = /^index (.*)$/.exec(lines[at] ?? '')?.[1];
  const index = number === undefined ? null : parseSize(number);
  if (index === null) return bad(at + 1, 'index');
  const given = lines.slice(at + 1);
  if (given.length > PROOF_MAX) return bad(at + 2 + PROOF_MAX, 'too many hashes');
  const hashes: Uint8Array[] = [];
  for (const [i, line] of given.entries()) {
    const hash = parseHash(line);
    if (!hash) return bad(at + 2 + i, 'hash');
    hashes.push(hash);
  }
  const signed = parseCheckpoint(utf8(text.slice(gap + 2)), lines.length + 2);
  return signed.ok ? ok({ extra, index, hashes, signed: signed.value }) : signed;
}

export interface ProofVerdict extends PolicyVerdict {
  readonly origin: string;
  readonly index: number;
  readonly size: number;
}

/** Whether the entry of this id stands in the log, by a checkpoint that the policy takes. The quorum is told, not demanded. */
export function verifyProof(p: Primitives, proof: LogProof, id: Uint8Array, policy: Policy): LogResult<ProofVerdict> {
  const { checkpoint } = proof.signed;
  const verdict = judge(p, proof.signed, policy);
  if (!verdict.ok) return verdict;
  const sha256 = (b: Uint8Array): Uint8Array => p.sha256(b);
  if (id.length !== 32) return fail('E_LOG_PROOF', { reason: 'shape' });
  const leaf = leafHash(sha256, id);
  const included = verifyInclusion(sha256, leaf, proof.index, checkpoint.size, proof.hashes, checkpoint.root);
  if (!included.ok) return included;
  return ok({ ...verdict.value, origin: checkpoint.origin, index: proof.index, size: checkpoint.size });
}
