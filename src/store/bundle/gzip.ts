/**
 * The gzip layer of a bundle (RFC 1952: one member, no name, no time). Written in pieces, so that a piece which would shrink
 * more than a reader believes is stored as it is; read as a stream, with a bound on how far it may blow up.
 */
import { promisify } from 'node:util';
import { constants, crc32, createGunzip, deflateRaw } from 'node:zlib';
import { BundleFault } from './byte-source.ts';

const compress = promisify(deflateRaw);

/** Magic, deflate, no flags, no time, no extra flags, unknown system. */
const HEAD = new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
/** An empty last deflate block; CRC-32 and length follow. */
const LAST_BLOCK = [3, 0] as const;
const END_BYTES = LAST_BLOCK.length + 8;

/** Reading refuses more than 128 : 1; writing keeps well below, by storing what would compress further. */
export const INFLATE_RATIO_MAX = 128;
const DEFLATE_RATIO_MAX = 64;
/** Ratio is judged from here on: small input may be as dense as it likes. */
const RATIO_FREE_BYTES = 16 * 1_048_576;
/** Deflate gives at most 1,032 : 1, so one slice gives at most 17 MB at once. */
const SLICE = 16_384;

/** One piece of the deflate stream, ended at a byte and independent of those before it. */
async function deflatePiece(bytes: Uint8Array): Promise<Uint8Array> {
  const small = await compress(bytes, { finishFlush: constants.Z_FULL_FLUSH });
  if (bytes.length <= small.length * DEFLATE_RATIO_MAX) return small;
  return compress(bytes, { level: 0, finishFlush: constants.Z_FULL_FLUSH });
}

/** A gzip file of pieces, each compressed apart (as pigz does); any gunzip reads it. */
export async function* gzipPieces(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  let crc = 0;
  let size = 0;
  yield HEAD;
  for await (const piece of pieces) {
    crc = crc32(piece, crc);
    size = (size + piece.length) % 2 ** 32;
    yield await deflatePiece(piece);
  }
  const end = new Uint8Array(END_BYTES);
  end.set(LAST_BLOCK);
  const view = new DataView(end.buffer);
  view.setUint32(LAST_BLOCK.length, crc, true);
  view.setUint32(LAST_BLOCK.length + 4, size, true);
  yield end;
}

/** Most bytes for `plain` bytes that do not shrink: 5 for each stored block of 16 KiB, and the end of each piece. */
export const gzipSizeMax = (plain: number, pieces: number): number =>
  HEAD.length + END_BYTES + plain + Math.ceil(plain / 2048) + 16 * pieces;

/** Plain bytes. Ends by throwing a BundleFault: E_BUNDLE_GZIP, E_BUNDLE_BOMB, E_TORN. */
export async function* gunzip(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  const inflater = createGunzip({ chunkSize: 65_536 });
  const ready: Uint8Array[] = [];
  let error: NodeJS.ErrnoException | null = null;
  let taken = 0;
  let given = 0;
  inflater.on('data', (chunk: Uint8Array) => ready.push(chunk));
  inflater.on('error', (e: NodeJS.ErrnoException) => {
    error = e;
  });
  // A broken stream closes without calling back for the write that broke it.
  let wake = (): void => {};
  inflater.once('close', () => wake());
  const check = (): void => {
    if (given > RATIO_FREE_BYTES && given > taken * INFLATE_RATIO_MAX)
      throw new BundleFault('E_BUNDLE_BOMB', { bytes: given });
  };
  const take = (): Uint8Array[] => {
    const out = ready.splice(0);
    for (const chunk of out) given += chunk.length;
    check();
    return out;
  };
  const failed = (): BundleFault | null =>
    error && new BundleFault(error.code === 'Z_BUF_ERROR' ? 'E_TORN' : 'E_BUNDLE_GZIP', {}, error);
  try {
    for await (const chunk of bytes)
      for (let at = 0; at < chunk.length; at += SLICE) {
        const slice = chunk.subarray(at, at + SLICE);
        taken += slice.length;
        await new Promise<void>((resolve) => {
          wake = resolve;
          inflater.write(slice, () => resolve());
        });
        yield* take();
        const fault = failed();
        if (fault) throw fault;
      }
    await new Promise<void>((resolve) => {
      wake = resolve;
      inflater.end();
    });
    yield* take();
    const fault = failed();
    if (fault) throw fault;
  } finally {
    inflater.destroy();
  }
}
