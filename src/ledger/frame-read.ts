/**
 * Reads frames from bytes as they arrive (format: frame.ts). At most one frame is held, up to the limit of its number;
 * what is larger, of an unknown number or not a frame is passed over, and reading goes on behind it. It never throws: a
 * source that fails is a torn input, of which every whole frame has been given before.
 */
import { type CborItem, CborItems, type ItemHead, type ItemLimit } from './cbor-items.ts';
import { decodeCbor } from './cbor.ts';
import { utf8 } from '../base/bytes.ts';
import {
  type BadFrame,
  BLOB_PIECE_MAX,
  type Frame,
  FRAME_MAX,
  FRAME_NUMBER,
  NOTE_MAX,
  NOTE_NAME_MAX,
} from './frame.ts';
import { BLOCK_MAX } from './header.ts';
import type { Value } from './model.ts';
import { isBytesOf, isText, isUint } from './shape.ts';

export interface FrameLimits {
  /** Bad frames after which reading stops: a hostile sequence has one at every byte. */
  readonly bad: number;
}
export const FRAME_LIMITS: FrameLimits = { bad: 1000 };

/** Number of an array that begins with an unsigned integer, else null. */
const numberOf = (head: ItemHead): number | null =>
  head.major === 4 && head.second?.major === 0 ? head.second.argument : null;

/** Bytes to hold of an item: those of a known frame. */
export const frameLimit = (head: ItemHead): number => FRAME_MAX.get(numberOf(head) ?? -1) ?? 0;

const bad = (at: number, reason: string): BadFrame => ({ is: 'bad', code: 'E_FRAME', at, params: { at, reason } });

function readBlob(
  address: Value | undefined,
  offset: Value | undefined,
  total: Value | undefined,
  piece: Value | undefined,
): Frame | null {
  if (!isBytesOf(address, 32) || !isUint(offset) || !isUint(total) || !(piece instanceof Uint8Array)) return null;
  if (piece.length < 1 || piece.length > BLOB_PIECE_MAX || offset + piece.length > total) return null;
  return { is: 'blob', address, offset, total, bytes: piece };
}

function readNote(name: Value | undefined, bytes: Value | undefined): Frame | null {
  if (!isText(name) || !(bytes instanceof Uint8Array) || bytes.length > NOTE_MAX) return null;
  const size = utf8(name).length;
  return size >= 1 && size <= NOTE_NAME_MAX ? { is: 'note', name, bytes } : null;
}

function readArray(items: readonly Value[]): Frame | null {
  const [number, a, b, c, d] = items;
  switch (number) {
    case FRAME_NUMBER.block:
      return items.length === 3 && isBytesOf(a, 32) && b instanceof Uint8Array && b.length >= 1 && b.length <= BLOCK_MAX
        ? { is: 'block', ph: a, block: b }
        : null;
    case FRAME_NUMBER.blob:
      return items.length === 5 ? readBlob(a, b, c, d) : null;
    case FRAME_NUMBER.note:
      return items.length === 3 ? readNote(a, b) : null;
    case FRAME_NUMBER.more:
      return items.length === 2 && typeof a === 'boolean' ? { is: 'more', more: a } : null;
    default:
      return null;
  }
}

/** One frame from one item of the sequence. */
export function readFrame(item: CborItem): Frame | BadFrame {
  const { at } = item;
  if (item.is === 'broken') return bad(at, item.reason);
  const number = numberOf(item.head);
  if (number === null) return bad(at, 'not an array that begins with a number');
  const max = FRAME_MAX.get(number);
  if (max === undefined) return { is: 'unknown', number };
  if (item.is === 'skipped') return { is: 'bad', code: 'E_FRAME_SIZE', at, params: { at, bytes: item.size, max } };
  const { bytes } = item;
  // The entry stands in the frame as it was signed; its own checks read it.
  if (number === FRAME_NUMBER.entry)
    return bytes[0] === 0x82 && bytes[1] === 0 ? { is: 'entry', bytes: bytes.slice(2) } : bad(at, 'frame 0');
  const decoded = decodeCbor(bytes);
  if (!decoded.ok) return bad(at, String(decoded.error.params?.['reason'] ?? 'CBOR'));
  const frame = Array.isArray(decoded.value) ? readArray(decoded.value as readonly Value[]) : null;
  return frame ?? bad(at, `frame ${number}`);
}

/**
 * What `read` makes of each item of a CBOR sequence. Reading stops for good at a broken item and after `limits.bad` bad ones.
 * A source that throws ends the sequence as torn, with its error as the cause.
 */
export async function* readSequence<T extends { readonly is: string }>(
  bytes: AsyncIterable<Uint8Array>,
  limitOf: ItemLimit,
  read: (item: CborItem, index: number) => T,
  limits: FrameLimits = FRAME_LIMITS,
): AsyncGenerator<T | BadFrame, void, undefined> {
  const items = new CborItems(limitOf);
  const source = bytes[Symbol.asyncIterator]();
  let refused = 0;
  let index = 0;
  let cause: unknown;
  try {
    for (;;) {
      const step = await nextOf(source);
      cause = step.error;
      if (step.value === null) break;
      for (const item of items.push(step.value)) {
        const made = read(item, index++);
        yield made;
        if (item.is === 'broken' || (made.is === 'bad' && ++refused >= limits.bad)) return;
      }
    }
  } finally {
    if (cause === undefined) await source.return?.();
  }
  const at = items.unfinished ?? items.end;
  if (items.unfinished !== null || cause !== undefined) yield { is: 'bad', code: 'E_TORN', at, params: { at }, cause };
}

/** Next bytes; null at the end, with the error when the source failed. */
async function nextOf(
  source: AsyncIterator<Uint8Array>,
): Promise<{ readonly value: Uint8Array | null; readonly error?: unknown }> {
  try {
    const step = await source.next();
    return { value: step.done === true ? null : step.value };
  } catch (error) {
    return { value: null, error: error ?? new Error('source failed') };
  }
}

/** Frames, and in the place of what is none a `bad` one. */
export const readFrames = (
  bytes: AsyncIterable<Uint8Array>,
  limits: FrameLimits = FRAME_LIMITS,
): AsyncGenerator<Frame | BadFrame, void, undefined> => readSequence(bytes, frameLimit, readFrame, limits);
