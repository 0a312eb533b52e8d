/** Bytes that a seed fixes and nothing compresses or repeats. */
import { createCipheriv } from 'node:crypto';

export function sampleBytes(seed: number, size: number): Uint8Array {
  const nonce = new Uint8Array(16);
  new DataView(nonce.buffer).setUint32(0, seed);
  return new Uint8Array(createCipheriv('aes-128-ctr', new Uint8Array(16), nonce).update(new Uint8Array(size)));
}
