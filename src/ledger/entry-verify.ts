/** Checks 1 to 3 of an entry. Pure: bytes in, verdict out. Nothing here can sign. */
import { type Failure, fail, ok, type Result } from '../base/result.ts';
import { signedBytes } from './cose.ts';
import { isAcceptableKey, isAcceptableR, verifySignature, verifySignatureLater } from './ed25519.ts';
import { type DecodeCode, type DecodedEntry, decodeEntry } from './entry-decode.ts';
import type { Primitives, VerifiedEntry } from './model.ts';

export type VerifyCode = DecodeCode | 'E_KEY' | 'E_SIG';

const EMPTY = new Uint8Array(0);

type Verified = Result<VerifiedEntry, Failure<VerifyCode>>;

/** Checks 1 and 2, and of check 3 the key and R. */
function decodeChecked(bytes: Uint8Array): Result<DecodedEntry, Failure<VerifyCode>> {
  const decoded = decodeEntry(bytes);
  if (!decoded.ok) return decoded;
  const { header, sig } = decoded.value;
  if (!isAcceptableKey(header.writer) || !isAcceptableR(sig)) return fail('E_KEY', { seq: header.seq });
  return decoded;
}

const verdictOf = (p: Primitives, entry: DecodedEntry, holds: boolean): Verified =>
  holds ? ok({ ...entry, id: p.sha256(entry.headerBytes) } as VerifiedEntry) : fail('E_SIG', { seq: entry.header.seq });

export function verifyEntry(p: Primitives, bytes: Uint8Array): Verified {
  const decoded = decodeChecked(bytes);
  if (!decoded.ok) return decoded;
  const { header, headerBytes, sig } = decoded.value;
  return verdictOf(p, decoded.value, verifySignature(p, header.writer, signedBytes(EMPTY, headerBytes), sig));
}

/** The same, its signature in another thread where the primitives have one: for many entries at once. */
export async function verifyEntryLater(p: Primitives, bytes: Uint8Array): Promise<Verified> {
  const decoded = decodeChecked(bytes);
  if (!decoded.ok) return decoded;
  const { header, headerBytes, sig } = decoded.value;
  const holds = await verifySignatureLater(p, header.writer, signedBytes(EMPTY, headerBytes), sig);
  return verdictOf(p, decoded.value, holds);
}
