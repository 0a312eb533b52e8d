/**
 * A secret key on paper: 'kua-paper-1' and 15 groups of four characters in Crockford base32 (58 characters and two `-`),
 *   32 bytes  seed of the next organisation key (Ed25519)
 *    4 bytes  first bytes of SHA-256('kua/paper/1' || seed)
 * Case, spaces and hyphens do not matter; O reads as 0, I and L as 1. A wrong check refuses the whole.
 */
import { concatBytes, equalBytes, utf8 } from '../../base/bytes.ts';
import type { Primitives } from '../../ledger/model.ts';

const PREFIX = 'kua-paper-1';
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const BYTES = 36;
const CHARACTERS = 58;

const checkOf = (p: Primitives, seed: Uint8Array): Uint8Array =>
  p.sha256(concatBytes(utf8('kua/paper/1'), seed)).slice(0, 4);

export function toPaper(p: Primitives, seed: Uint8Array): string {
  let text = '';
  let bits = 0;
  let n = 0;
  for (const byte of concatBytes(seed, checkOf(p, seed))) {
    bits = ((bits << 8) | byte) & 0xfff;
    for (n += 8; n >= 5; n -= 5) text += ALPHABET.charAt((bits >> (n - 5)) & 31);
  }
  text += ALPHABET.charAt((bits << (5 - n)) & 31);
  return `${PREFIX} ${(text.match(/.{1,4}/g) ?? []).join(' ')}`;
}

/** The seed; null when the form or the check is wrong. */
export function fromPaper(p: Primitives, text: string): Uint8Array | null {
  if (text.length > 400) return null;
  const typed = text
    .trim()
    .toUpperCase()
    .replace(/^KUA[\s-]*PAPER[\s-]*1(?=[\s-])/, '');
  const characters = typed.replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  if (characters.length !== CHARACTERS) return null;
  const bytes = new Uint8Array(BYTES);
  let bits = 0;
  let n = 0;
  let at = 0;
  for (const character of characters) {
    const value = ALPHABET.indexOf(character);
    if (value < 0) return null;
    bits = ((bits << 5) | value) & 0xfff;
    n += 5;
    if (n >= 8 && at < BYTES) {
      n -= 8;
      bytes[at++] = (bits >> n) & 255;
    }
  }
  const seed = bytes.slice(0, 32);
  // The two bits after the last byte are zero, so that one key has one text.
  return (bits & ((1 << n) - 1)) === 0 && equalBytes(bytes.subarray(32), checkOf(p, seed)) ? seed : null;
}
