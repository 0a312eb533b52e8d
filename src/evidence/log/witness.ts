/**
 * What a witness answers to add-checkpoint (C2SP tlog-witness). Pure: the caller stores `next` by compare-and-set on the old
 * size and only then lets the answer go; who lost the race asks again.
 *   400 not in its form, or old size above the new one     404 origin unknown     403 not signed by a key trusted for it
 *   409 old size is not the one known (body: that size, text/x.tlog.size), or same size with another root
 *   422 the proof does not hold                            200 cosignature line
 */
import { equalBytes, utf8 } from '../../base/bytes.ts';
import type { Primitives } from '../../ledger/model.ts';
import type { Checkpoint } from './checkpoint.ts';
import { verifyConsistency } from './merkle-verify.ts';
import { KEY_TYPE, type NoteKey, verifyNote } from './note.ts';
import { cosignText, type NoteSigner } from './note-sign.ts';
import { parseRequest, PLAIN_TYPE, SIZE_TYPE, type WitnessAnswer } from './witness-request.ts';

/** The newest checkpoint of a log that this witness cosigned. */
export type WitnessState = Checkpoint;

export interface WitnessKeys {
  readonly primitives: Primitives;
  readonly witness: NoteSigner;
  /** Log keys that are trusted; a key's name is the origin it may sign. */
  readonly logs: readonly NoteKey[];
}

export interface WitnessReply extends WitnessAnswer {
  readonly status: 200 | 400 | 403 | 404 | 409 | 422;
  /** Set with 200 only. */
  readonly next?: WitnessState;
}

/** Origin that a request speaks of, so that its state can be looked up; null when it is not in its form. */
export function originOf(body: Uint8Array): string | null {
  const request = parseRequest(body);
  return request.ok ? request.value.signed.checkpoint.origin : null;
}

const refusal = (status: WitnessReply['status'], text: string): WitnessReply => ({
  status,
  type: PLAIN_TYPE,
  body: utf8(`${text}\n`),
});

/** `state` is that of the request's origin, null before its first cosignature. `now` in UTC milliseconds. Never throws. */
export function witness(state: WitnessState | null, body: Uint8Array, now: number, keys: WitnessKeys): WitnessReply {
  const p = keys.primitives;
  const request = parseRequest(body);
  if (!request.ok) {
    const { line, reason } = request.error.params ?? {};
    return refusal(400, `line ${String(line)}: ${String(reason)}`);
  }
  const { old, proof, signed } = request.value;
  const { checkpoint, note } = signed;
  const trusted = keys.logs.filter((k) => k.name === checkpoint.origin && k.type === KEY_TYPE.log);
  if (trusted.length === 0) return refusal(404, 'unknown origin');
  const verified = verifyNote(p, note, trusted);
  if (!verified.ok || verified.value.length === 0) return refusal(403, 'no signature by a trusted key');
  if (old > checkpoint.size) return refusal(400, 'old size is above the size of the checkpoint');
  if (state !== null && state.origin !== checkpoint.origin) throw new Error('the state is that of another log');
  const known = state?.size ?? 0;
  if (old !== known) return { status: 409, type: SIZE_TYPE, body: utf8(`${known}\n`) };
  if (old === checkpoint.size && state && !equalBytes(state.root, checkpoint.root))
    return refusal(409, 'another root is known for this size');
  if (!extendsKnown(p, state, checkpoint, proof)) return refusal(422, 'the consistency proof does not hold');
  const line = cosignText(p, keys.witness, note.text, Math.floor(now / 1000));
  return { status: 200, type: PLAIN_TYPE, body: utf8(line), next: checkpoint };
}

function extendsKnown(
  p: Primitives,
  state: WitnessState | null,
  next: Checkpoint,
  proof: readonly Uint8Array[],
): boolean {
  const sha256 = (b: Uint8Array): Uint8Array => p.sha256(b);
  // From nothing everything follows; an empty tree has one root only.
  if (!state || state.size === 0)
    return proof.length === 0 && (next.size > 0 || equalBytes(next.root, sha256(new Uint8Array(0))));
  return verifyConsistency(sha256, state.size, state.root, next.size, next.root, proof).ok;
}
