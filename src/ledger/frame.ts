/**
 * Frames: what two nodes send each other, as a CBOR sequence (RFC 8742; docs/formats/sync.md). Each is one of
 *   [0, entry]                                  the COSE_Sign1 bytes of an entry as they were made, not wrapped in a byte string
 *   [1, ph: 32, block: 1..262144]               a payload block and the hash that its entry names
 *   [2, address: 32, offset, total, 1..1 MiB]   a piece of a media object as stored; address = SHA-256 of the whole object
 *   [3, name: 1..128 bytes of text, 0..64 KiB]  opaque for other rooms: checkpoints, time stamps
 *   [9, more: bool]                             end of an answer; true: ask again with the new frontier
 * An unknown number is skipped without being held and reported as `unknown`. Reading: frame-read.ts.
 */
import { concatBytes, utf8 } from '../base/bytes.ts';
import { encodeCbor } from './cbor.ts';
import { ENTRY_MAX } from './entry-decode.ts';
import { BLOCK_MAX } from './header.ts';

export type Frame =
  | { readonly is: 'entry'; readonly bytes: Uint8Array }
  | { readonly is: 'block'; readonly ph: Uint8Array; readonly block: Uint8Array }
  | {
      readonly is: 'blob';
      readonly address: Uint8Array;
      readonly offset: number;
      readonly total: number;
      readonly bytes: Uint8Array;
    }
  | { readonly is: 'note'; readonly name: string; readonly bytes: Uint8Array }
  | { readonly is: 'more'; readonly more: boolean }
  /** Skipped: a frame of a newer program. Never sent. */
  | { readonly is: 'unknown'; readonly number: number };

/**
 * E_FRAME: not a frame (params reason). E_FRAME_SIZE: over the limit of its number (bytes, max). E_TORN: the input ended
 * within a frame, or its source failed. All carry `at`, the byte offset of the frame in the sequence.
 */
export type FrameCode = 'E_FRAME' | 'E_FRAME_SIZE' | 'E_TORN';

/** What stands in the place of a frame that cannot be used. Later frames still count. */
export interface BadFrame<Code extends string = FrameCode> {
  readonly is: 'bad';
  readonly code: Code;
  /** Offset of the frame's first byte in the decoded sequence. */
  readonly at: number;
  readonly params?: { readonly [name: string]: string | number };
  readonly cause?: unknown;
}

export const FRAME_NUMBER = { entry: 0, block: 1, blob: 2, note: 3, more: 9 } as const;
export const BLOB_PIECE_MAX = 1_048_576;
export const NOTE_MAX = 65_536;
export const NOTE_NAME_MAX = 128;
/** Whole frames of the known numbers: content and the CBOR heads around it. */
export const FRAME_MAX: ReadonlyMap<number, number> = new Map([
  [FRAME_NUMBER.entry, 2 + ENTRY_MAX],
  [FRAME_NUMBER.block, 2 + 34 + 5 + BLOCK_MAX],
  [FRAME_NUMBER.blob, 2 + 34 + 9 + 9 + 5 + BLOB_PIECE_MAX],
  [FRAME_NUMBER.note, 2 + 2 + NOTE_NAME_MAX + 5 + NOTE_MAX],
  [FRAME_NUMBER.more, 3],
]);

const ENTRY_HEAD = new Uint8Array([0x82, FRAME_NUMBER.entry]);

function assertSize(what: string, n: number, min: number, max: number): void {
  if (n < min || n > max) throw new RangeError(`frame: ${what} of ${n} bytes, ${min} to ${max} are possible`);
}

/** Bytes of one frame. Throws on what no reader would take: a bug of the caller. */
export function encodeFrame(frame: Frame): Uint8Array {
  switch (frame.is) {
    case 'entry':
      assertSize('entry', frame.bytes.length, 1, ENTRY_MAX);
      return concatBytes(ENTRY_HEAD, frame.bytes);
    case 'block':
      assertSize('ph', frame.ph.length, 32, 32);
      assertSize('block', frame.block.length, 1, BLOCK_MAX);
      return encodeCbor([FRAME_NUMBER.block, frame.ph, frame.block]);
    case 'blob':
      assertSize('address', frame.address.length, 32, 32);
      assertSize('piece', frame.bytes.length, 1, BLOB_PIECE_MAX);
      if (frame.offset + frame.bytes.length > frame.total) throw new RangeError('frame: piece beyond its object');
      return encodeCbor([FRAME_NUMBER.blob, frame.address, frame.offset, frame.total, frame.bytes]);
    case 'note':
      assertSize('name', utf8(frame.name).length, 1, NOTE_NAME_MAX);
      assertSize('note', frame.bytes.length, 0, NOTE_MAX);
      return encodeCbor([FRAME_NUMBER.note, frame.name, frame.bytes]);
    case 'more':
      return encodeCbor([FRAME_NUMBER.more, frame.more]);
    case 'unknown':
      throw new RangeError('frame: an unknown frame is never sent');
  }
}
