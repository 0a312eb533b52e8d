/** SHA-256 and Ed25519 verification over node:crypto, alone: all that a thread which only verifies has to load. */
import { createPublicKey, hash, type KeyObject, verify as edVerify } from 'node:crypto';
import { concatBytes, fromHex, toHex } from '../base/bytes.ts';
import type { VerifyPrimitives } from '../ledger/entry-verify.ts';

const ED25519_PUBLIC = fromHex('302a300506032b6570032100') ?? new Uint8Array(0);

/** Key objects are dear to make (9k against 15k verifies/s), so the newest are kept. */
export function keyCache(make: (raw: Uint8Array) => KeyObject): (raw: Uint8Array) => KeyObject {
  const cache = new Map<string, KeyObject>();
  return (raw) => {
    const name = toHex(raw);
    const held = cache.get(name);
    if (held) return held;
    const key = make(raw);
    if (cache.size >= 256) for (const oldest of [...cache.keys()].slice(0, 64)) cache.delete(oldest);
    cache.set(name, key);
    return key;
  };
}

export const sha256 = (b: Uint8Array): Uint8Array => {
  const digest = hash('sha256', b, 'buffer');
  return new Uint8Array(digest.buffer, digest.byteOffset, digest.byteLength);
};

export function nodeVerify(): VerifyPrimitives {
  const publicKeyObject = keyCache((raw) =>
    createPublicKey({ key: Buffer.from(concatBytes(ED25519_PUBLIC, raw)), format: 'der', type: 'spki' }),
  );
  return {
    sha256,
    verifyRaw(key, message, signature) {
      try {
        return edVerify(null, message, publicKeyObject(key), signature);
      } catch {
        // OpenSSL refuses some encodings when it reads the key: the signature does not hold.
        return false;
      }
    },
  };
}
