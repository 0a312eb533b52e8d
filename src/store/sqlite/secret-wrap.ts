/** Wraps keys kept in a database: ChaCha20-Poly1305 under the vault's wrap key, bound to the row it stands in. */
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { concatBytes, utf8 } from '../../base/bytes.ts';
import type { Random } from '../../base/clock.ts';
import type { SecretType } from '../port.ts';

const NONCE = 12;
const TAG = 16;
const NODE_WIDE = new Uint8Array(32);

export interface SecretWrap {
  wrap(type: SecretType, space: Uint8Array | null, id: Uint8Array, secret: Uint8Array): Uint8Array;
  /** Null when the row was wrapped under another key or moved to another place. */
  unwrap(type: SecretType, space: Uint8Array | null, id: Uint8Array, wrapped: Uint8Array): Uint8Array | null;
}

/** nonce(12) || ciphertext || tag(16); aad = "kua/secret/1" || space (32 zeros: node-wide) || type || 00 || id. */
export function secretWrap(wrapKey: Uint8Array, random: Random): SecretWrap {
  const aadOf = (type: SecretType, space: Uint8Array | null, id: Uint8Array): Uint8Array =>
    concatBytes(utf8('kua/secret/1'), space ?? NODE_WIDE, utf8(type), new Uint8Array(1), id);
  return {
    wrap(type, space, id, secret) {
      const nonce = random(NONCE);
      const cipher = createCipheriv('chacha20-poly1305', wrapKey, nonce, { authTagLength: TAG });
      cipher.setAAD(aadOf(type, space, id), { plaintextLength: secret.length });
      return concatBytes(nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag());
    },
    unwrap(type, space, id, wrapped) {
      if (wrapped.length < NONCE + TAG) return null;
      const body = wrapped.subarray(NONCE, wrapped.length - TAG);
      const cipher = createDecipheriv('chacha20-poly1305', wrapKey, wrapped.subarray(0, NONCE), { authTagLength: TAG });
      cipher.setAAD(aadOf(type, space, id), { plaintextLength: body.length });
      cipher.setAuthTag(wrapped.subarray(wrapped.length - TAG));
      try {
        return concatBytes(cipher.update(body), cipher.final());
      } catch {
        return null;
      }
    },
  };
}
