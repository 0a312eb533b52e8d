/** A second Ed25519 for tests: libsodium, which the browser uses. Everything but its verification is node's. */
import sodium from 'libsodium-wrappers';
import type { Primitives } from '../../src/ledger/model.ts';
import { nodePrimitives } from '../../src/store/node-primitives.ts';

await sodium.ready;

/** libsodium's verdict alone; a key or signature of another length is no signature. */
export function sodiumVerify(key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (key.length !== 32 || signature.length !== 64) return false;
  return sodium.crypto_sign_verify_detached(signature, message, key);
}

export const sodiumPrimitives = (): Primitives => ({ ...nodePrimitives(), verifyRaw: sodiumVerify });
