/** AES-256-GCM of node:crypto for encrypted objects. */
import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { Aes256Gcm } from '../segments.ts';
import { TAG_BYTES } from '../segments.ts';

export const nodeAes: Aes256Gcm = {
  seal(key, nonce, plain) {
    const cipher = createCipheriv('aes-256-gcm', key, nonce);
    const out = new Uint8Array(plain.length + TAG_BYTES);
    out.set(cipher.update(plain));
    cipher.final();
    out.set(cipher.getAuthTag(), plain.length);
    return out;
  },
  open(key, nonce, sealed) {
    if (sealed.length < TAG_BYTES) return null;
    const body = sealed.length - TAG_BYTES;
    const cipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
    cipher.setAuthTag(sealed.subarray(body));
    const plain = cipher.update(sealed.subarray(0, body));
    try {
      cipher.final();
    } catch {
      return null;
    }
    return new Uint8Array(plain.buffer, plain.byteOffset, plain.byteLength);
  },
};
