/**
 * Takes an object from another node by its address, piece by piece: `incoming/<address>.part` grows from the offset it has,
 * across connections and bundles, until it is whole and its SHA-256 is its address. Wrong bytes leave nothing behind.
 */
import { existsSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { toHex } from '../base/bytes.ts';
import { type Failure, fail, ok, type Result } from '../base/result.ts';
import { type BlobPaths, hashFile } from './blob-paths.ts';
import { FILE_MODE, type FreeBytes, isDiskFull, makeFolder, publishPart, removeDurably, writeAll } from './files.ts';

export type ReceiveCode = 'E_DISK_FULL' | 'E_BLOB_TOO_LARGE' | 'E_BLOB_HASH' | 'E_UPLOAD_OFFSET';

export interface ReceiveParts {
  readonly paths: BlobPaths;
  readonly dir: string;
  readonly freeBytes: FreeBytes;
  readonly maxBytes: number;
}

export interface Piece {
  readonly address: Uint8Array;
  /** Where the piece begins; must be what is held of the object so far. */
  readonly offset: number;
  /** Length of the whole object as stored. */
  readonly total: number;
  readonly bytes: Uint8Array;
}

const GIB = 2 ** 30;
const partOf = (paths: BlobPaths, address: Uint8Array): string => join(paths.incoming, `${toHex(address)}.part`);

/** Bytes of the object held so far; 0 when none are. A whole object is no part any more. */
export const heldOfPart = (paths: BlobPaths, address: Uint8Array): number =>
  statSync(partOf(paths, address), { throwIfNoEntry: false })?.size ?? 0;

/**
 * Appends a piece. `whole`: the object stands at its address, durable. E_UPLOAD_OFFSET carries `have`, from where the sender
 * goes on. A piece of an object that is held already is taken as done.
 */
export async function receivePiece(
  p: ReceiveParts,
  piece: Piece,
): Promise<Result<{ readonly have: number; readonly whole: boolean }, Failure<ReceiveCode>>> {
  const { address, offset, total, bytes } = piece;
  if (existsSync(p.paths.object(toHex(address)))) return ok({ have: total, whole: true });
  if (total > p.maxBytes) return fail('E_BLOB_TOO_LARGE', { size: total, max: p.maxBytes });
  const have = heldOfPart(p.paths, address);
  if (offset !== have) return fail('E_UPLOAD_OFFSET', { have });
  // A sender that says another length than its bytes have: what lies there cannot become the object.
  if (offset + bytes.length > total) return discarded(p, address, total);
  const need = Math.ceil((total - have) * 1.05) + GIB;
  const free = p.freeBytes(p.dir);
  if (free < need) return fail('E_DISK_FULL', { file: p.dir, need, free });
  const part = partOf(p.paths, address);
  try {
    await append(p, part, bytes);
    const now = have + bytes.length;
    if (now < total) return ok({ have: now, whole: false });
    if ((await hashFile(part)) !== toHex(address)) return discarded(p, address, total);
    await publishPart(part, p.paths.object(toHex(address)));
    return ok({ have: total, whole: true });
  } catch (error) {
    if (!isDiskFull(error)) throw error;
    return fail('E_DISK_FULL', { file: p.dir }, error);
  }
}

async function append(p: ReceiveParts, part: string, bytes: Uint8Array): Promise<void> {
  makeFolder(p.paths.incoming);
  const handle = await open(part, 'a', FILE_MODE);
  try {
    await writeAll(handle, bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function discarded(p: ReceiveParts, address: Uint8Array, total: number): Result<never, Failure<'E_BLOB_HASH'>> {
  removeDurably(partOf(p.paths, address));
  return fail('E_BLOB_HASH', { expected: toHex(address), actual: `${total} bytes` });
}
