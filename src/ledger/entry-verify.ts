/** Checks 1 to 3 of an entry. Pure: bytes in, verdict out. Nothing here can sign. */
import { type Failure, fail, ok, type Result } from '../base/result.ts';
import { signedBytes } from './cose.ts';
import { isAcceptableKey, isAcceptableR, verifySignature } from './ed25519.ts';
import { type DecodeCode, decodeEntry } from './entry-decode.ts';
import type { Primitives, VerifiedEntry } from './model.ts';

export type VerifyCode = DecodeCode | 'E_KEY' | 'E_SIG';

const EMPTY = new Uint8Array(0);

export function verifyEntry(p: Primitives, bytes: Uint8Array): Result<VerifiedEntry, Failure<VerifyCode>> {
  const decoded = decodeEntry(bytes);
  if (!decoded.ok) return decoded;
  const { header, headerBytes, sig } = decoded.value;
  if (!isAcceptableKey(header.writer) || !isAcceptableR(sig)) return fail('E_KEY', { seq: header.seq });
  if (!verifySignature(p, header.writer, signedBytes(EMPTY, headerBytes), sig))
    return fail('E_SIG', { seq: header.seq });
  return ok({ ...decoded.value, id: p.sha256(headerBytes) } as VerifiedEntry);
}
