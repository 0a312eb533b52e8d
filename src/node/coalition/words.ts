/**
 * Words to compare by voice: seven proquints (Wilkerson, arXiv:0901.4016) over SHA-256('kua/words/1' || id), 112 bits. A
 * proquint is consonant, vowel, consonant, vowel, consonant: 4 + 2 + 4 + 2 + 4 bits, most significant first. The same
 * sounds are written in Latin and in Cyrillic letters, so that two people who read different scripts hear the same.
 */
import { concatBytes, utf8 } from '../../base/bytes.ts';
import type { WordsJson } from '../../contract/areas/coalition.ts';
import type { Primitives } from '../../ledger/model.ts';

const WORDS = 7;
const CONSONANTS = 'bdfghjklmnprstvz';
const VOWELS = 'aiou';
const CYRILLIC: ReadonlyMap<string, string> = new Map(
  [...'bdfghjklmnprstvzaiou'].map((letter, i) => [letter, [...'бдфгхжклмнпрствзаиоу'][i] ?? letter] as const),
);

function proquint(n: number): string {
  const consonant = (shift: number): string => CONSONANTS.charAt((n >> shift) & 15);
  const vowel = (shift: number): string => VOWELS.charAt((n >> shift) & 3);
  return consonant(12) + vowel(10) + consonant(6) + vowel(4) + consonant(0);
}

/** `id`: the organisation's id, or a party key where no organisation is known. */
export function wordsOf(p: Primitives, id: Uint8Array): WordsJson {
  const hash = p.sha256(concatBytes(utf8('kua/words/1'), id));
  const view = new DataView(hash.buffer, hash.byteOffset, hash.byteLength);
  const latin = Array.from({ length: WORDS }, (_, i) => proquint(view.getUint16(i * 2)));
  return {
    latin,
    cyrillic: latin.map((word) => [...word].map((letter) => CYRILLIC.get(letter) ?? letter).join('')),
  };
}
