/** The ledger's cryptography over node:crypto, zlib and @hpke/core. */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  scrypt,
  sign as edSign,
} from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import { concatBytes, fromHex } from '../base/bytes.ts';
import type { Primitives } from '../ledger/model.ts';
import { keyCache, nodeVerify } from './node-verify.ts';

const der = (hex: string): Uint8Array => fromHex(hex) ?? new Uint8Array(0);
const ED25519_PRIVATE = der('302e020100300506032b657004220420');
const ONE = new Uint8Array([1]);
const X25519_PRIVATE = der('302e020100300506032b656e04220420');

const bytes = (buffer: Buffer | ArrayBuffer): Uint8Array => {
  if (buffer instanceof ArrayBuffer) return new Uint8Array(buffer);
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
};

const privateOf = (prefix: Uint8Array) => (raw: Uint8Array) =>
  createPrivateKey({ key: Buffer.from(concatBytes(prefix, raw)), format: 'der', type: 'pkcs8' });

/** zlib takes so much memory at once unless told; most payloads are some hundred bytes. */
const INFLATE_CHUNK = 16_384;

/** What zlib returns under `info`; @types/node knows only the buffer. */
interface Inflated {
  readonly buffer: Buffer;
  readonly engine: { readonly bytesWritten: number };
}

export function nodePrimitives(): Primitives {
  const privateKeyObject = keyCache(privateOf(ED25519_PRIVATE));
  const rawPublic = (key: KeyObject): Uint8Array =>
    bytes(createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32)).slice();
  const suite = new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });
  const exact = (b: Uint8Array): ArrayBuffer => b.slice().buffer as ArrayBuffer;
  return {
    ...nodeVerify(),
    hmacSha256: (key, b) => bytes(createHmac('sha256', key).update(b).digest()),
    hkdfSha256(ikm, salt, info, length) {
      if (length > 32) return bytes(hkdfSync('sha256', ikm, salt, info, length));
      // One block of RFC 5869 is two HMACs; node's own HKDF costs five times as much per call.
      const prk = createHmac('sha256', salt).update(ikm).digest();
      return bytes(createHmac('sha256', prk).update(info).update(ONE).digest()).subarray(0, length);
    },
    random: (n) => bytes(randomBytes(n)).slice(),
    publicKey: (seed) => rawPublic(privateKeyObject(seed)),
    sign: (seed, message) => bytes(edSign(null, message, privateKeyObject(seed))),
    aeadSeal(key, nonce, plain, aad) {
      const cipher = createCipheriv('chacha20-poly1305', key, nonce, { authTagLength: 16 });
      if (aad) cipher.setAAD(aad, { plaintextLength: plain.length });
      return concatBytes(bytes(cipher.update(plain)), bytes(cipher.final()), bytes(cipher.getAuthTag()));
    },
    aeadOpen(key, nonce, sealed, aad) {
      if (sealed.length < 16) return null;
      const decipher = createDecipheriv('chacha20-poly1305', key, nonce, { authTagLength: 16 });
      if (aad) decipher.setAAD(aad, { plaintextLength: sealed.length - 16 });
      decipher.setAuthTag(sealed.subarray(sealed.length - 16));
      const plain = decipher.update(sealed.subarray(0, sealed.length - 16));
      try {
        decipher.final();
      } catch {
        return null;
      }
      return bytes(plain);
    },
    deflate: (b) => bytes(deflateRawSync(b)),
    inflate(b, max) {
      try {
        // zlib stops at the end of the stream and says nothing of bytes after it; browsers refuse them, and so do we.
        const chunkSize = Math.min(INFLATE_CHUNK, Math.max(256, b.length * 4));
        const { buffer, engine } = inflateRawSync(b, {
          maxOutputLength: max,
          info: true,
          chunkSize,
        }) as unknown as Inflated;
        return engine.bytesWritten === b.length ? bytes(buffer) : null;
      } catch {
        return null;
      }
    },
    kemPublicKey: async (secret) => rawPublic(privateOf(X25519_PRIVATE)(secret)),
    async hpkeSeal(publicKey, info, plain) {
      const recipientPublicKey = await suite.kem.importKey('raw', exact(publicKey), true);
      const { enc, ct } = await suite.seal({ recipientPublicKey, info: exact(info) }, exact(plain));
      return { enc: bytes(enc), ct: bytes(ct) };
    },
    async hpkeOpen(secret, info, enc, ct) {
      try {
        const recipientKey = await suite.kem.importKey('raw', exact(secret), false);
        return bytes(await suite.open({ recipientKey, enc: exact(enc), info: exact(info) }, exact(ct)));
      } catch {
        return null;
      }
    },
  };
}

/** scrypt N=2^17, r=8, p=1, 32 bytes: about a quarter of a second and 128 MiB. */
export function nodeScrypt(passphrase: Uint8Array, salt: Uint8Array): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    scrypt(passphrase, salt, 32, { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 }, (error, key) =>
      error ? reject(error) : resolve(bytes(key)),
    );
  });
}
