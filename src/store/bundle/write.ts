/** Writes a bundle file as a stream: gzip of a CBOR sequence (manifest, then frames) inside age. */
import { concatBytes } from '../../base/bytes.ts';
import { encodeFrame, type Frame } from '../../ledger/frame.ts';
import { ageSizeMax, sealAge } from './age-seal.ts';
import { gzipPieces, gzipSizeMax } from './gzip.ts';
import type { BundleTo } from './model.ts';

/** Plain bytes that are compressed together: more gains nothing on sealed entries. */
const PIECE_BYTES = 262_144;

/** The manifest, then frames joined to pieces of about 256 KiB, or of one frame when that is larger. */
async function* pieces(
  manifest: Uint8Array,
  frames: AsyncIterable<Frame>,
): AsyncGenerator<Uint8Array, void, undefined> {
  let held = [manifest];
  let size = manifest.length;
  for await (const frame of frames) {
    const bytes = encodeFrame(frame);
    held.push(bytes);
    size += bytes.length;
    if (size < PIECE_BYTES) continue;
    yield concatBytes(...held);
    held = [];
    size = 0;
  }
  if (held.length > 0) yield concatBytes(...held);
}

/**
 * One bundle. `manifest`: signed bytes of `makeManifest`. Throws on a recipient that is none (ask `checkRecipients` first), on
 * a frame that no reader would take, and whatever `frames` throws: the file is then worth nothing and the caller drops it.
 */
export const writeBundle = (
  manifest: Uint8Array,
  frames: AsyncIterable<Frame>,
  to: BundleTo,
): AsyncGenerator<Uint8Array, void, undefined> => sealAge(gzipPieces(pieces(manifest, frames)), to);

/** Most bytes that a file takes whose manifest and encoded frames have `plain` bytes together, if nothing compresses: for --max-bytes. */
export const bundleSizeMax = (plain: number, to: BundleTo): number =>
  ageSizeMax(gzipSizeMax(plain, Math.ceil(plain / PIECE_BYTES) + 1), to);
