/** RFC 4648 section 4 base64 with padding, one spelling per value: what notes, keys and proofs are written in. */
import { fromBase64Url, toBase64Url } from '../../base/bytes.ts';

export function toBase64(bytes: Uint8Array): string {
  const text = toBase64Url(bytes).replaceAll('-', '+').replaceAll('_', '/');
  return text.padEnd(Math.ceil(text.length / 4) * 4, '=');
}

/** Bytes, or null for anything that `toBase64` would not have written: other letters, missing padding, stray bits at the end. */
export function fromBase64(text: string): Uint8Array | null {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return null;
  const bytes = fromBase64Url(text.replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_'));
  return bytes && toBase64(bytes) === text ? bytes : null;
}
