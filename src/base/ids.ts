/**
 * Record ids: 16 bytes; in text a 3-letter kind prefix, `_`, and 26 characters of lower-case Crockford base32
 * (https://www.crockford.com/base32.html; 130 bits, the two highest are zero). UUID versions 4 and 8 of RFC 9562.
 * Ids order nothing and prove no time.
 */
import { type Failure, fail, ok, type Result } from './result.ts';

declare const brand: unique symbol;
/** Text form of a record id, such as `det_01jz…`. */
export type RecordId = string & { readonly [brand]: 'RecordId' };

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const VALUES = new Map([...ALPHABET].map((c, i) => [c, i] as const));

/** Text form of a 16-byte id under a 3-letter prefix. */
export function encodeId(prefix: string, id: Uint8Array): RecordId {
  // 128 bits as 26 digits of 5: two zero bits stand before the first byte.
  let out = '';
  let bits = 0;
  let n = 2;
  for (const byte of id) {
    bits = ((bits << 8) | byte) & 0x1fff;
    n += 8;
    while (n >= 5) {
      n -= 5;
      out += ALPHABET.charAt((bits >> n) & 31);
    }
  }
  return `${prefix}_${out}` as RecordId;
}

/** Prefix and bytes of a text id. Fails with E_ID when it has another form. */
export function decodeId(text: string): Result<{ readonly prefix: string; readonly id: Uint8Array }, Failure<'E_ID'>> {
  const m = /^([a-z]{3})_([0-9a-hjkmnp-tv-z]{26})$/.exec(text);
  if (!m || !m[1] || !m[2]) return fail('E_ID', { id: text.slice(0, 80) });
  let n = 0n;
  for (const c of m[2]) n = (n << 5n) | BigInt(VALUES.get(c) ?? 0);
  if (n >> 128n) return fail('E_ID', { id: text });
  const id = new Uint8Array(16);
  for (let i = 15; i >= 0; i--) {
    id[i] = Number(n & 255n);
    n >>= 8n;
  }
  return ok({ prefix: m[1], id });
}

/** The first 16 bytes with UUID version and variant bits set. */
function uuid(bytes: Uint8Array, version: number): Uint8Array {
  const out = bytes.slice(0, 16);
  out[6] = ((out[6] as number) & 0x0f) | (version << 4);
  out[8] = ((out[8] as number) & 0x3f) | 0x80;
  return out;
}

/** Random id of a record made by hand, from 16 random bytes. */
export const uuid4 = (random: Uint8Array): Uint8Array => uuid(random, 4);
/** Derived id, from the first 16 bytes of a keyed hash. */
export const uuid8 = (mac: Uint8Array): Uint8Array => uuid(mac, 8);
