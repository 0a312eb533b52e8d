/**
 * COSE_Sign1 with EdDSA (RFC 9052, RFC 9053), in the one form that we write and accept:
 *   d2 84 43 a10127 a0 <bstr payload> 58 40 <64-byte signature>
 * Signed bytes: CBOR ["Signature1", h'a10127', external_aad, payload]. Entries have an empty external_aad; every other
 * object of ours has its own, so that none passes for another.
 */
import { concatBytes, equalBytes } from '../base/bytes.ts';
import { encodeCbor } from './cbor.ts';

const PROTECTED = new Uint8Array([0xa1, 0x01, 0x27]);
/** The array of four, "Signature1" and the protected header: the same before every payload. */
const SIGNED_PREFIX = encodeCbor(['Signature1', PROTECTED, null, null]).slice(0, -2);
const NO_AAD = new Uint8Array([0x40]);
const PREFIX = new Uint8Array([0xd2, 0x84, 0x43, 0xa1, 0x01, 0x27, 0xa0]);

/** Head of a byte string of this length, as short as it can be. */
function bstrHead(n: number): Uint8Array {
  if (n < 24) return new Uint8Array([0x40 | n]);
  if (n < 0x100) return new Uint8Array([0x58, n]);
  if (n < 0x1_0000) return new Uint8Array([0x59, n >> 8, n & 255]);
  return new Uint8Array([0x5a, n >>> 24, (n >> 16) & 255, (n >> 8) & 255, n & 255]);
}

/** Bytes that the signature covers. */
export const signedBytes = (aad: Uint8Array, payload: Uint8Array): Uint8Array => {
  const payloadHead = bstrHead(payload.length);
  if (aad.length === 0) return concatBytes(SIGNED_PREFIX, NO_AAD, payloadHead, payload);
  return concatBytes(SIGNED_PREFIX, bstrHead(aad.length), aad, payloadHead, payload);
};

export const sign1Bytes = (payload: Uint8Array, signature: Uint8Array): Uint8Array =>
  concatBytes(PREFIX, bstrHead(payload.length), payload, bstrHead(signature.length), signature);

export interface Sign1 {
  readonly payload: Uint8Array;
  readonly signature: Uint8Array;
}

/** Splits the outer form, compared byte by byte; null when it is another. */
export function splitSign1(bytes: Uint8Array, maxPayload: number): Sign1 | null {
  if (bytes.length < PREFIX.length + 2 + 66 || !equalBytes(bytes.subarray(0, PREFIX.length), PREFIX)) return null;
  let at = PREFIX.length;
  const head = bytes[at++] as number;
  let length: number;
  if (head === 0x58) {
    length = bytes[at++] as number;
    if (length < 24) return null;
  } else if (head === 0x59) {
    length = ((bytes[at++] as number) << 8) | (bytes[at++] as number);
    if (length < 256) return null;
  } else if (head === 0x5a) {
    length = new DataView(bytes.buffer, bytes.byteOffset + at).getUint32(0);
    at += 4;
    if (length < 65_536) return null;
  } else if (head >= 0x40 && head < 0x58) length = head - 0x40;
  else return null;
  if (length > maxPayload || bytes.length !== at + length + 66) return null;
  const payload = bytes.slice(at, at + length);
  at += length;
  if (bytes[at] !== 0x58 || bytes[at + 1] !== 0x40) return null;
  return { payload, signature: bytes.slice(at + 2) };
}
