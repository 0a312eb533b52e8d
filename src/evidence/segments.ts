/**
 * A256GCM-STREAM-1M: form of an encrypted object (docs/formats/blob.md).
 *   plaintext  original bytes || zero bytes up to the PADME length of the original
 *   segments   1,048,576 plaintext bytes each, the last one shorter or equal; an empty object has one empty segment
 *   sealed     AES-256-GCM(key, nonce, segment, no aad) || tag(16)
 *   nonce(12)  segment number, 11 bytes big-endian || 1 for the last segment, else 0
 *   address    SHA-256 of the sealed segments, joined
 * Byte b of the original lies in segment floor(b / 2^20). Because the nonce counts the segments and marks the last one, a
 * swapped, dropped, repeated or cut segment does not open: E_BLOB_AUTH. The key is used for one object only.
 */
import { padme } from '../base/padme.ts';
import { concatBytes } from '../base/bytes.ts';
import { type Failure, fail, ok, type Result } from '../base/result.ts';

export const SEGMENT_BYTES = 1_048_576;
export const TAG_BYTES = 16;
const SEALED_BYTES = SEGMENT_BYTES + TAG_BYTES;

/** AES-256-GCM with a 12-byte nonce, tag appended, no additional data. `open` gives null when the tag does not fit. */
export interface Aes256Gcm {
  seal(key: Uint8Array, nonce: Uint8Array, plain: Uint8Array): Uint8Array;
  open(key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array): Uint8Array | null;
}

/** Segments of an object of `size` original bytes. */
export const segmentCount = (size: number): number => Math.max(1, Math.ceil(padme(size) / SEGMENT_BYTES));
/** Bytes of the stored form of an object of `size` original bytes. */
export const storedSize = (size: number): number => padme(size) + segmentCount(size) * TAG_BYTES;

/** Where segment `index` lies in the stored form of an object of `size` original bytes. */
export function segmentRange(size: number, index: number): { readonly start: number; readonly end: number } {
  const start = index * SEALED_BYTES;
  return { start, end: Math.min(start + SEALED_BYTES, storedSize(size)) };
}

function nonceOf(index: number, last: boolean): Uint8Array {
  const nonce = new Uint8Array(12);
  const view = new DataView(nonce.buffer);
  view.setUint32(3, Math.floor(index / 0x1_0000_0000));
  view.setUint32(7, index >>> 0);
  nonce[11] = last ? 1 : 0;
  return nonce;
}

/** Opens one sealed segment of an object of `size` original bytes; padding included in what it returns. */
export function openSegment(
  aes: Aes256Gcm,
  key: Uint8Array,
  size: number,
  index: number,
  sealed: Uint8Array,
): Result<Uint8Array, Failure<'E_BLOB_AUTH'>> {
  const { start, end } = segmentRange(size, index);
  const last = index === segmentCount(size) - 1;
  const plain = sealed.length === end - start ? aes.open(key, nonceOf(index, last), sealed) : null;
  return plain ? ok(plain) : fail('E_BLOB_AUTH', { segment: index });
}

export interface Sealer {
  /** Sealed segments that `chunk` completed. */
  push(chunk: Uint8Array): readonly Uint8Array[];
  /** The rest, padding included; the object is then complete. */
  end(): readonly Uint8Array[];
}

/** Seals an object of unknown length as its bytes pass; holds at most one segment. */
export function createSealer(aes: Aes256Gcm, key: Uint8Array): Sealer {
  const held = new Uint8Array(SEGMENT_BYTES);
  let filled = 0;
  let index = 0;
  let size = 0;
  const seal = (last: boolean): Uint8Array => {
    const sealed = aes.seal(key, nonceOf(index, last), held.subarray(0, filled));
    index++;
    filled = 0;
    return sealed;
  };
  /** A full segment is sealed only when more follows: until then it may be the last one. */
  const add = (bytes: Uint8Array, out: Uint8Array[]): void => {
    for (let at = 0; at < bytes.length; ) {
      if (filled === SEGMENT_BYTES) out.push(seal(false));
      const n = Math.min(bytes.length - at, SEGMENT_BYTES - filled);
      held.set(bytes.subarray(at, at + n), filled);
      filled += n;
      at += n;
    }
  };
  return {
    push(chunk) {
      const out: Uint8Array[] = [];
      size += chunk.length;
      add(chunk, out);
      return out;
    },
    end() {
      const out: Uint8Array[] = [];
      const zeros = new Uint8Array(Math.min(SEGMENT_BYTES, padme(size) - size));
      for (let left = padme(size) - size; left > 0; left -= zeros.length) {
        add(zeros.subarray(0, Math.min(left, zeros.length)), out);
      }
      out.push(seal(true));
      held.fill(0);
      return out;
    },
  };
}

/** Opens a whole object held in memory; E_BLOB_AUTH when its length or any segment does not fit, or the padding is not zero. */
export function openObject(
  aes: Aes256Gcm,
  key: Uint8Array,
  size: number,
  stored: Uint8Array,
): Result<Uint8Array, Failure<'E_BLOB_AUTH'>> {
  if (stored.length !== storedSize(size)) return fail('E_BLOB_AUTH', { segment: 0 });
  const parts: Uint8Array[] = [];
  for (let index = 0; index < segmentCount(size); index++) {
    const { start, end } = segmentRange(size, index);
    const segment = openSegment(aes, key, size, index, stored.subarray(start, end));
    if (!segment.ok) return segment;
    parts.push(segment.value);
  }
  const plain = concatBytes(...parts);
  if (plain.subarray(size).some((b) => b !== 0)) return fail('E_BLOB_AUTH', { segment: segmentCount(size) - 1 });
  return ok(plain.subarray(0, size));
}
