/** Checks 1 and 2 of an entry: sizes, outer COSE bytes, header. Verification keeps the bytes and never encodes again. */
import { type Failure, fail, ok, type Result } from '../base/result.ts';
import { sign1Bytes, splitSign1 } from './cose.ts';
import { decodeHeader, HEADER_MAX } from './header.ts';
import type { Header } from './model.ts';

export type DecodeCode = 'E_SIZE' | 'E_COSE' | 'E_CBOR' | 'E_HEADER' | 'P_VERSION';

/** Largest outer form: prefix, header head, header, signature. */
export const ENTRY_MAX = 7 + 3 + HEADER_MAX + 66;

export interface DecodedEntry {
  readonly bytes: Uint8Array;
  readonly headerBytes: Uint8Array;
  readonly header: Header;
  readonly sig: Uint8Array;
}

/** Outer form of a stored header and signature: the bytes that were made or received. */
export const entryBytes = (headerBytes: Uint8Array, sig: Uint8Array): Uint8Array => sign1Bytes(headerBytes, sig);

export function decodeEntry(bytes: Uint8Array): Result<DecodedEntry, Failure<DecodeCode>> {
  if (bytes.length > ENTRY_MAX) return fail('E_SIZE', { bytes: bytes.length, max: ENTRY_MAX });
  const outer = splitSign1(bytes, HEADER_MAX);
  if (!outer) return fail('E_COSE', { bytes: bytes.length });
  const header = decodeHeader(outer.payload);
  if (!header.ok) return header;
  return ok({ bytes, headerBytes: outer.payload, header: header.value, sig: outer.signature });
}
