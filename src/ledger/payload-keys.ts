/**
 * Keys of one sealed payload: a fresh salt gives a fresh key, so the zero nonce never repeats, and `kc` commits to the
 * key, so that two members cannot be shown different plaintexts of one entry.
 *   bind = SHA-256(CBOR of the first ten header members)
 *   mk   = HKDF-SHA256(epoch secret, salt, 'kua/entry/1' || bind, 32)
 *   k_e  = HMAC-SHA-256(mk, 'kua/1 enc' || 01)        kc = HMAC-SHA-256(mk, 'kua/1 commit' || 01)
 */
import { concatBytes, utf8 } from '../base/bytes.ts';
import { encodeHeaderStart, type HeaderStart } from './header.ts';
import type { Primitives } from './model.ts';

export const SALT_BYTES = 24;
export const NONCE = new Uint8Array(12);
const INFO = utf8('kua/entry/1');
const ENC = concatBytes(utf8('kua/1 enc'), new Uint8Array([1]));
const COMMIT = concatBytes(utf8('kua/1 commit'), new Uint8Array([1]));

export interface PayloadKeys {
  readonly mk: Uint8Array;
  readonly enc: Uint8Array;
  readonly kc: Uint8Array;
}

export function payloadKeys(p: Primitives, header: HeaderStart, secret: Uint8Array, salt: Uint8Array): PayloadKeys {
  const mk = p.hkdfSha256(secret, salt, concatBytes(INFO, p.sha256(encodeHeaderStart(header))), 32);
  return { mk, enc: p.hmacSha256(mk, ENC), kc: p.hmacSha256(mk, COMMIT) };
}
