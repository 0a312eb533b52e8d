/**
 * Takes one object in: hashed, and for a private space sealed, as its bytes pass; into a part file that only a finished,
 * synced object leaves. Plaintext of a private space never touches the disk. Memory: one segment and one chunk.
 */
import { createHash, randomUUID } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { toHex } from '../base/bytes.ts';
import type { Clock, Random } from '../base/clock.ts';
import { KuaFailure } from '../base/failures.ts';
import { type Failure, fail, ok, type Result } from '../base/result.ts';
import type { BlobObject } from '../evidence/anchor.ts';
import { nodeAes } from '../evidence/node/aes.ts';
import { createSealer, type Sealer, storedSize } from '../evidence/segments.ts';
import { sniff, SNIFF_BYTES, type Sniffed } from '../evidence/sniff.ts';
import { type BlobPaths, hashFile, quarantine } from './blob-paths.ts';
import {
  createExclusive,
  type FreeBytes,
  isDiskFull,
  makeFolder,
  publishPart,
  removeDurably,
  writeAll,
} from './files.ts';

export interface IngestOptions {
  /** Private space: sealed under a fresh key. Public: stored as it is. */
  readonly private: boolean;
  /** Length when known, else null. */
  readonly size: number | null;
  /** SHA-256 of the original that the sender names, else null. */
  readonly expected: Uint8Array | null;
}

/** An object whose bytes are on the disk as a part: `publish` gives it its address, `discard` removes it. One of both. */
export interface StagedBlob {
  readonly object: BlobObject;
  readonly sniffed: Sniffed;
  /** Durable when it resolves. `fresh` is false when the same object was held already. Rejects with KuaFailure E_DISK_FULL. */
  publish(): Promise<{ readonly fresh: boolean }>;
  discard(): void;
}

export type IngestCode = 'E_DISK_FULL' | 'E_BLOB_TOO_LARGE' | 'E_BLOB_HASH';

export interface IngestParts {
  readonly paths: BlobPaths;
  readonly dir: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly freeBytes: FreeBytes;
  readonly maxBytes: number;
}

const GIB = 2 ** 30;
/** With an unknown length the free space is looked at again every so many bytes. */
const RECHECK_BYTES = 256 * 2 ** 20;

/** Room for `size` more bytes, 5 % and 1 GiB besides: a full disk would stop the ledger too. */
function hasRoom(p: IngestParts, size: number): Result<null, Failure<'E_DISK_FULL'>> {
  const need = Math.ceil(size * 1.05) + GIB;
  const free = p.freeBytes(p.dir);
  return free >= need ? ok(null) : fail('E_DISK_FULL', { file: p.dir, need, free });
}

/** What can be said before the first byte. */
function admissible(p: IngestParts, o: IngestOptions): Result<null, Failure<IngestCode>> {
  const size = o.size ?? 0;
  if (size > p.maxBytes) return fail('E_BLOB_TOO_LARGE', { size, max: p.maxBytes });
  return hasRoom(p, o.private ? storedSize(size) : size);
}

/** Reads `input` to its end. On any failure nothing is left behind; an error of `input` itself is thrown on. */
export async function ingestBlob(
  p: IngestParts,
  input: AsyncIterable<Uint8Array>,
  o: IngestOptions,
): Promise<Result<StagedBlob, Failure<IngestCode>>> {
  const before = admissible(p, o);
  if (!before.ok) return before;
  const part = join(p.paths.incoming, `${randomUUID()}.part`);
  const taken = await onDisk(p, () => takeInto(p, part, input, o));
  if (!taken.ok) return taken;
  const { object, sniffed } = taken.value;
  return ok({
    object,
    sniffed,
    publish: async () => expectRoom(await onDisk(p, async () => ok(await publish(p, part, toHex(object.address))))),
    discard: () => removeDurably(part),
  });
}

/** A disk that is full after all is a failure like the others; any other error is thrown on. */
async function onDisk<T, C extends string>(
  p: IngestParts,
  work: () => Promise<Result<T, Failure<C>>>,
): Promise<Result<T, Failure<C | 'E_DISK_FULL'>>> {
  try {
    return await work();
  } catch (error) {
    if (!isDiskFull(error)) throw error;
    return fail('E_DISK_FULL', { file: p.dir }, error);
  }
}

function expectRoom<T>(result: Result<T, Failure>): T {
  if (result.ok) return result.value;
  throw new KuaFailure(result.error);
}

/** Writes the part and syncs it. Thrown errors leave no part either. */
async function takeInto(
  p: IngestParts,
  part: string,
  input: AsyncIterable<Uint8Array>,
  o: IngestOptions,
): Promise<Result<Taken, Failure<IngestCode>>> {
  makeFolder(p.paths.incoming);
  const handle = await createExclusive(part);
  let whole = false;
  try {
    const taken = await take(p, handle, input, o);
    if (taken.ok) await handle.sync();
    whole = taken.ok;
    return taken;
  } finally {
    await handle.close();
    if (!whole) removeDurably(part);
  }
}

interface Taken {
  readonly object: BlobObject;
  readonly sniffed: Sniffed;
}

async function take(
  p: IngestParts,
  handle: FileHandle,
  input: AsyncIterable<Uint8Array>,
  o: IngestOptions,
): Promise<Result<Taken, Failure<IngestCode>>> {
  const key = o.private ? p.random(32) : null;
  const sealer: Sealer | null = key ? createSealer(nodeAes, key) : null;
  const original = createHash('sha256');
  const stored = key ? createHash('sha256') : original;
  const head = new Uint8Array(SNIFF_BYTES);
  let size = 0;
  let checkAt = RECHECK_BYTES;
  const write = async (segment: Uint8Array): Promise<void> => {
    stored.update(segment);
    await writeAll(handle, segment);
  };
  for await (const chunk of input) {
    if (size < SNIFF_BYTES) head.set(chunk.subarray(0, SNIFF_BYTES - size), size);
    size += chunk.length;
    if (size > p.maxBytes) return fail('E_BLOB_TOO_LARGE', { size, max: p.maxBytes });
    if (o.size === null && size >= checkAt) {
      checkAt = size + RECHECK_BYTES;
      const room = hasRoom(p, RECHECK_BYTES);
      if (!room.ok) return room;
    }
    if (sealer) {
      original.update(chunk);
      for (const segment of sealer.push(chunk)) await write(segment);
    } else await write(chunk);
  }
  if (sealer) for (const segment of sealer.end()) await write(segment);
  const sha256 = new Uint8Array(original.digest());
  if (o.expected && toHex(o.expected) !== toHex(sha256)) {
    return fail('E_BLOB_HASH', { expected: toHex(o.expected), actual: toHex(sha256) });
  }
  return ok({
    object: { alg: key ? 1 : 0, sha256, size, address: key ? new Uint8Array(stored.digest()) : sha256, key },
    sniffed: sniff(head.subarray(0, Math.min(size, SNIFF_BYTES)), size <= SNIFF_BYTES),
  });
}

/** Gives the part its address. What lies there already is looked at first: a damaged copy gives way to the good one. */
async function publish(p: IngestParts, part: string, address: string): Promise<{ readonly fresh: boolean }> {
  const target = p.paths.object(address);
  if (existsSync(target) && (await hashFile(target)) !== address) quarantine(p.paths, address, p.clock());
  return { fresh: await publishPart(part, target) };
}
