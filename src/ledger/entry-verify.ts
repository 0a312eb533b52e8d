/** Checks 1 to 3 of an entry. Pure: bytes in, verdict out. Nothing here can sign. */
import { type Failure, fail, ok, type Result } from '../base/result.ts';
import { signedBytes } from './cose.ts';
import { isAcceptableKey, isAcceptableR, verifySignature } from './ed25519.ts';
import { type DecodeCode, decodeEntry } from './entry-decode.ts';
import type { Primitives, VerifiedEntry } from './model.ts';

export type VerifyCode = DecodeCode | 'E_KEY' | 'E_SIG';

/** What checks 1 to 3 need: little enough for a thread that does nothing else. */
export type VerifyPrimitives = Pick<Primitives, 'sha256' | 'verifyRaw'>;

const EMPTY = new Uint8Array(0);

export function verifyEntry(p: VerifyPrimitives, bytes: Uint8Array): Result<VerifiedEntry, Failure<VerifyCode>> {
  const decoded = decodeEntry(bytes);
  if (!decoded.ok) return decoded;
  const { header, headerBytes, sig } = decoded.value;
  if (!isAcceptableKey(header.writer) || !isAcceptableR(sig)) return fail('E_KEY', { seq: header.seq });
  const holds = verifySignature(p, header.writer, signedBytes(EMPTY, headerBytes), sig);
  if (!holds) return fail('E_SIG', { seq: header.seq });
  return ok({ ...decoded.value, id: p.sha256(headerBytes) } as VerifiedEntry);
}

/**
 * The entry of bytes that `verifyEntry` took in another thread of this process, with the id that it found. Null when the bytes
 * cannot be such: the caller verifies them itself then.
 */
export function verifiedElsewhere(bytes: Uint8Array, id: Uint8Array): VerifiedEntry | null {
  const decoded = decodeEntry(bytes);
  return decoded.ok ? ({ ...decoded.value, id } as VerifiedEntry) : null;
}
