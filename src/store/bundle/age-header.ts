/**
 * Splits an age file (C2SP age, version 1) into its text header and what follows. The library reads a header of any
 * length; here it ends within 128 KiB (1,300 recipients), so that a file without a line end does not fill the memory.
 */
import { concatBytes, equalBytes, utf8 } from '../../base/bytes.ts';
import { type ByteSource, nextBytes } from './byte-source.ts';

export const AGE_HEADER_MAX = 131_072;
/** The library's default and that of the age command; each step more doubles memory (256 MiB here) and time. */
export const SCRYPT_LOG_MAX = 18;

const INTRO = utf8('age-encryption.org/v1\n');
const MAC_LINE = utf8('\n--- ');

export type AgeHeader =
  | { readonly is: 'header'; readonly bytes: Uint8Array; readonly rest: Uint8Array }
  | { readonly is: 'torn' }
  | { readonly is: 'other' };

function find(bytes: Uint8Array, wanted: Uint8Array, from: number): number {
  for (let i = from; i + wanted.length <= bytes.length; i++) {
    let n = 0;
    while (n < wanted.length && bytes[i + n] === wanted[n]) n++;
    if (n === wanted.length) return i;
  }
  return -1;
}

/** Offset behind the header, or -1 while its end is not there yet. */
function headerEnd(bytes: Uint8Array): number {
  const mac = find(bytes, MAC_LINE, 0);
  const end = mac < 0 ? -1 : bytes.indexOf(0x0a, mac + MAC_LINE.length);
  return end < 0 ? -1 : end + 1;
}

/** `torn`: the input ends within what could be a header; `other`: not an age file, or the header is too long. */
export async function readAgeHeader(source: ByteSource): Promise<AgeHeader> {
  let bytes: Uint8Array = new Uint8Array(0);
  for (;;) {
    const n = Math.min(bytes.length, INTRO.length);
    if (!equalBytes(bytes.subarray(0, n), INTRO.subarray(0, n))) return { is: 'other' };
    const end = headerEnd(bytes.subarray(0, AGE_HEADER_MAX));
    if (end >= 0) return { is: 'header', bytes: bytes.slice(0, end), rest: bytes.slice(end) };
    if (bytes.length >= AGE_HEADER_MAX) return { is: 'other' };
    const more = await nextBytes(source);
    if (!more) return { is: 'torn' };
    bytes = concatBytes(bytes, more);
  }
}

/** Base-2 logarithm of the scrypt work that a header asks for; 0 when it asks for none. */
export function scryptLog(header: Uint8Array): number {
  const text = new TextDecoder('latin1').decode(header);
  const found = /^-> scrypt [^ \n]* ([0-9]{1,9})$/m.exec(text);
  return found ? Number(found[1]) : 0;
}
