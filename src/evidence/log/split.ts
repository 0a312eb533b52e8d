/**
 * Two checkpoints of one log, both signed by it: do they tell one story? A log that signed two that no single tree can have is
 * split, and the two notes (with a proof, when their sizes differ) show it to anybody.
 *   size equal, roots differ: the notes alone.
 *   sizes differ: a consistency proof from (size of the smaller, `prefix`) to the larger that holds while `prefix` is not the
 *   root which the smaller one signed.
 */
import { equalBytes } from '../../base/bytes.ts';
import { fail, ok } from '../../base/result.ts';
import type { Primitives } from '../../ledger/model.ts';
import type { SignedCheckpoint } from './checkpoint.ts';
import type { LogResult } from './faults.ts';
import { emptyRoot } from './merkle.ts';
import { verifyConsistency } from './merkle-verify.ts';
import { type NoteKey, verifyNote } from './note.ts';

/** Root of the larger tree at the smaller one's size, and the proof from there. */
export interface PrefixProof {
  readonly prefix: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/** `open`: neither shown yet; a proof between the two sizes decides. */
export type Comparison = 'same' | 'consistent' | 'split' | 'open';

/** Both notes must be signed by a key of the log (E_LOG_SIGNATURE) and name one origin (E_LOG_PROOF otherwise). */
export function compareCheckpoints(
  p: Primitives,
  a: SignedCheckpoint,
  b: SignedCheckpoint,
  log: readonly NoteKey[],
  between: PrefixProof | null = null,
): LogResult<Comparison> {
  const sha256 = (bytes: Uint8Array): Uint8Array => p.sha256(bytes);
  const { origin } = a.checkpoint;
  if (b.checkpoint.origin !== origin) return fail('E_LOG_PROOF', { reason: 'origin' });
  const keys = log.filter((k) => k.name === origin);
  for (const { note } of [a, b]) {
    const verified = verifyNote(p, note, keys);
    if (!verified.ok) return verified;
    if (verified.value.length === 0) return fail('E_LOG_SIGNATURE', { name: origin });
  }
  const [small, large] =
    a.checkpoint.size <= b.checkpoint.size ? [a.checkpoint, b.checkpoint] : [b.checkpoint, a.checkpoint];
  // An empty tree has one root: signing another is a split with itself.
  if (small.size === 0 && !equalBytes(small.root, emptyRoot(sha256))) return ok('split');
  if (small.size === large.size) return ok(equalBytes(small.root, large.root) ? 'same' : 'split');
  if (small.size === 0) return ok('consistent');
  if (!between) return ok('open');
  const held = verifyConsistency(sha256, small.size, between.prefix, large.size, large.root, between.proof);
  if (!held.ok) return held;
  return ok(equalBytes(between.prefix, small.root) ? 'consistent' : 'split');
}
