/** Signs and opens the COSE_Sign1 objects that are not entries: each has its own external_aad. */
import type { Primitives } from './model.ts';
import { signedBytes, sign1Bytes, splitSign1 } from './cose.ts';
import { verifySignature } from './ed25519.ts';

const MAX_PAYLOAD = 65_535;

export const signObject = (p: Primitives, seed: Uint8Array, aad: Uint8Array, payload: Uint8Array): Uint8Array =>
  sign1Bytes(payload, p.sign(seed, signedBytes(aad, payload)));

/** Payload when the signature holds under the key; null otherwise. */
export function openObject(
  p: Primitives,
  key: Uint8Array,
  aad: Uint8Array,
  bytes: Uint8Array,
  maxPayload = MAX_PAYLOAD,
): Uint8Array | null {
  const outer = splitSign1(bytes, maxPayload);
  return outer && verifySignature(p, key, signedBytes(aad, outer.payload), outer.signature) ? outer.payload : null;
}

/** Payload as it stands, unverified: to read which key should have signed. */
export const peekObject = (bytes: Uint8Array, maxPayload = MAX_PAYLOAD): Uint8Array | null =>
  splitSign1(bytes, maxPayload)?.payload ?? null;
