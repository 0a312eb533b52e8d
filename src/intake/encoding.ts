/**
 * The encoding of an import file, found by reading all of it once: a byte order mark, else valid UTF-8, else the zero
 * bytes of UTF-16, else Cyrillic text in Windows-1251. Reported with every import; undecidable is refused, not guessed.
 */
import { type Failure, fail, ok, type Result } from '../base/result.ts';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1251';
/** Opens the file from its start; called once per pass. */
export type ByteSource = () => AsyncIterable<Uint8Array>;

export function bytesSource(bytes: Uint8Array, chunk = 65_536): ByteSource {
  return async function* () {
    for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk);
  };
}

interface Tally {
  readonly head: number[];
  size: number;
  zerosEven: number;
  zerosOdd: number;
  readonly byteCounts: Uint32Array;
  utf8: boolean;
}

async function tally(open: ByteSource): Promise<Tally> {
  const t: Tally = { head: [], size: 0, zerosEven: 0, zerosOdd: 0, byteCounts: new Uint32Array(256), utf8: true };
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const step = (chunk: Uint8Array | undefined): void => {
    if (!t.utf8) return;
    try {
      if (chunk) decoder.decode(chunk, { stream: true });
      else decoder.decode();
    } catch {
      t.utf8 = false;
    }
  };
  for await (const chunk of open()) {
    for (let i = 0; t.head.length < 3 && i < chunk.length; i++) t.head.push(chunk[i] ?? 0);
    step(chunk);
    // Zero bytes and letters are only asked about a first megabyte: enough to tell the encodings apart.
    for (let i = 0; i < chunk.length && t.size + i < 1_048_576; i++) {
      const b = chunk[i] ?? 0;
      t.byteCounts[b] = (t.byteCounts[b] ?? 0) + 1;
      if (b === 0) {
        if ((t.size + i) % 2 === 0) t.zerosEven++;
        else t.zerosOdd++;
      }
    }
    t.size += chunk.length;
  }
  step(undefined);
  return t;
}

/** Share of the bytes above ASCII that are Cyrillic letters of Windows-1251 (or its quotes, dashes and numero sign). */
function cyrillicShare(counts: Uint32Array): number {
  const EXTRA = [0xa8, 0xb8, 0xb2, 0xb3, 0xab, 0xbb, 0x93, 0x94, 0x96, 0x97, 0xb9, 0x85, 0xa0];
  let high = 0;
  let letters = 0;
  for (let b = 0x80; b < 256; b++) {
    const n = counts[b] ?? 0;
    high += n;
    if (b >= 0xc0 || EXTRA.includes(b)) letters += n;
  }
  return high === 0 ? 0 : letters / high;
}

const hasMark = (head: readonly number[], ...mark: readonly number[]): boolean => mark.every((b, i) => head[i] === b);

/** Fails with E_EMPTY_FILE, or E_ENCODING when no reading of the bytes is sure. */
export async function detectEncoding(
  open: ByteSource,
): Promise<Result<Encoding, Failure<'E_EMPTY_FILE' | 'E_ENCODING'>>> {
  const t = await tally(open);
  if (t.size === 0) return fail('E_EMPTY_FILE');
  const sampled = Math.min(t.size, 1_048_576);
  if (hasMark(t.head, 0xff, 0xfe)) return ok('utf-16le');
  if (hasMark(t.head, 0xfe, 0xff)) return ok('utf-16be');
  if (t.size % 2 === 0 && t.zerosOdd > sampled / 5 && t.zerosEven < t.zerosOdd / 10) return ok('utf-16le');
  if (t.size % 2 === 0 && t.zerosEven > sampled / 5 && t.zerosOdd < t.zerosEven / 10) return ok('utf-16be');
  if (t.utf8) return ok('utf-8');
  if (hasMark(t.head, 0xef, 0xbb, 0xbf)) return fail('E_ENCODING', { why: 'broken_utf8' });
  // Byte 0x98 is no character of Windows-1251; capitals alone, or stray high bytes, are no Russian text.
  const small = t.byteCounts.subarray(0xe0).reduce((a, b) => a + b, 0);
  const capital = t.byteCounts.subarray(0xc0, 0xe0).reduce((a, b) => a + b, 0);
  const sure = (t.byteCounts[0x98] ?? 0) === 0 && (t.byteCounts[0] ?? 0) === 0 && small > capital;
  if (sure && cyrillicShare(t.byteCounts) > 0.95 && small >= 8) return ok('windows-1251');
  return fail('E_ENCODING', { why: 'unknown' });
}

/** Text of the bytes in chunks. Bytes that the encoding does not have throw: the whole file was checked before. */
export async function* decodeText(open: ByteSource, encoding: Encoding): AsyncIterable<string> {
  const decoder = new TextDecoder(encoding, { fatal: encoding === 'utf-8' });
  for await (const chunk of open()) {
    const text = decoder.decode(chunk, { stream: true });
    if (text !== '') yield text;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}
