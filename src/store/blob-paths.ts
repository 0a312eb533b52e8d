/** Where objects lie in a data folder: blobs/sha256/ab/cd/<hex>, incoming/<uuid>.part, quarantine/<hex>.<unix>. */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder, moveDurably } from './files.ts';

/** Bytes read, hashed and written at a time. */
export const CHUNK_BYTES = 1_048_576;

const ADDRESS = /^[0-9a-f]{64}$/;
const PAIR = /^[0-9a-f]{2}$/;

export const isAddress = (name: string): boolean => ADDRESS.test(name);

export interface BlobPaths {
  readonly root: string;
  readonly incoming: string;
  readonly quarantine: string;
  /** Path of an object by its address in hex. */
  object(address: string): string;
}

export const blobPaths = (dir: string): BlobPaths => {
  const root = join(dir, 'blobs', 'sha256');
  return {
    root,
    incoming: join(dir, 'incoming'),
    quarantine: join(dir, 'quarantine'),
    object: (address) => {
      if (!isAddress(address)) throw new Error('an address is 64 hexadecimal digits');
      return join(root, address.slice(0, 2), address.slice(2, 4), address);
    },
  };
};

const namesIn = async (path: string): Promise<readonly string[]> =>
  existsSync(path) ? (await readdir(path)).sort() : [];

/** Every object held, ascending by address. Names that are none of ours are passed over. */
export async function* heldObjects(
  paths: BlobPaths,
): AsyncGenerator<{ readonly address: string; readonly bytes: number }> {
  for (const a of (await namesIn(paths.root)).filter((n) => PAIR.test(n))) {
    for (const b of (await namesIn(join(paths.root, a))).filter((n) => PAIR.test(n))) {
      for (const address of await namesIn(join(paths.root, a, b))) {
        if (!isAddress(address) || !address.startsWith(a + b)) continue;
        yield { address, bytes: (await stat(paths.object(address))).size };
      }
    }
  }
}

/** SHA-256 (hex) of a file, read in chunks. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) hash.update(chunk as Uint8Array);
  return hash.digest('hex');
}

/** Puts a damaged object aside: it is kept, and its address is free for a good copy. */
export function quarantine(paths: BlobPaths, address: string, nowMs: number): void {
  makeFolder(paths.quarantine);
  moveDurably(paths.object(address), join(paths.quarantine, `${address}.${Math.floor(nowMs / 1000)}`));
}
