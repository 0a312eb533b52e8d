/** Hexadecimal text of byte strings that come again and again as the same object: spaces, writers, parties. */
import { toHex } from '../../base/bytes.ts';

const known = new WeakMap<Uint8Array, string>();

/** For byte strings that nobody changes. */
export function hexOf(bytes: Uint8Array): string {
  let hex = known.get(bytes);
  if (hex === undefined) {
    hex = toHex(bytes);
    known.set(bytes, hex);
  }
  return hex;
}
