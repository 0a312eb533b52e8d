/** The blob store of a data folder: original bytes, written once, addressed by SHA-256 of what is stored. */
import { randomBytes } from 'node:crypto';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { toHex } from '../base/bytes.ts';
import type { Clock, Random } from '../base/clock.ts';
import type { Failure, Result } from '../base/result.ts';
import type { BlobObject } from '../evidence/anchor.ts';
import { type BlobReport, type CheckOptions, checkBlobs } from './blob-check.ts';
import { type IngestCode, type IngestOptions, ingestBlob, type StagedBlob } from './blob-ingest.ts';
import { blobPaths, CHUNK_BYTES, heldObjects } from './blob-paths.ts';
import { type ByteRange, type ReadCode, readOriginal, readStored } from './blob-read.ts';
import { heldOfPart, type Piece, type ReceiveCode, receivePiece } from './blob-receive.ts';
import { type FreeBytes, freeBytes, removeDurably } from './files.ts';

export interface BlobOptions {
  readonly dir: string;
  readonly clock: Clock;
  readonly random?: Random;
  readonly freeBytes?: FreeBytes;
  /** Largest original taken; 20 GiB unless told. */
  readonly maxBytes?: number;
}

export interface BlobStore {
  /** At most four at once, others wait. */
  ingest(input: AsyncIterable<Uint8Array>, o: IngestOptions): Promise<Result<StagedBlob, Failure<IngestCode>>>;
  /** The same for a file outside the data folder. Errors of reading it are thrown. */
  ingestFile(path: string, o: Omit<IngestOptions, 'size'>): Promise<Result<StagedBlob, Failure<IngestCode>>>;
  has(address: Uint8Array): boolean;
  /** Original bytes, or a range of them; decrypted when the object is. */
  read(object: BlobObject, range?: ByteRange): Result<AsyncIterable<Uint8Array>, Failure<ReadCode>>;
  /** Stored bytes, as a peer gets them. */
  readStored(address: Uint8Array, range?: ByteRange): Result<AsyncIterable<Uint8Array>, Failure<'E_BLOB_MISSING'>>;
  /** Stored length of an object; null when it is not held. */
  storedBytes(address: Uint8Array): number | null;
  /** Of an object that is being received: bytes held so far. */
  partial(address: Uint8Array): number;
  /** Takes a piece of an object from another node; one at a time for each object. */
  receive(piece: Piece): Promise<Result<{ readonly have: number; readonly whole: boolean }, Failure<ReceiveCode>>>;
  /** Every object held, ascending by address (hex). */
  held(): AsyncIterable<{ readonly address: string; readonly bytes: number }>;
  checkAll(o?: CheckOptions): Promise<BlobReport>;
  /** Removes an object that no live claim names any more; a missing one is as good. */
  remove(address: Uint8Array): void;
  /** At start: removes parts older than 24 hours, which nothing will finish. Returns how many. */
  sweepParts(): Promise<number>;
}

const MAX_BYTES = 20 * 2 ** 30;
const AT_ONCE = 4;
const PART_LIFE_MS = 24 * 3_600_000;

/** Makes no folder before the first ingest, so that a reader may open it too. */
export function openBlobs(o: BlobOptions): BlobStore {
  const paths = blobPaths(o.dir);
  const turns = limiter(AT_ONCE);
  const receiving = new Map<string, Promise<unknown>>();
  // Two senders of one object would write over each other: the second finds what the first left.
  const oneAtATime = async <T>(address: string, work: () => Promise<T>): Promise<T> => {
    const run = (receiving.get(address) ?? Promise.resolve()).then(work, work);
    receiving.set(address, run);
    try {
      return await run;
    } finally {
      if (receiving.get(address) === run) receiving.delete(address);
    }
  };
  const parts = {
    paths,
    dir: o.dir,
    clock: o.clock,
    random: o.random ?? ((n: number) => new Uint8Array(randomBytes(n))),
    freeBytes: o.freeBytes ?? freeBytes,
    maxBytes: o.maxBytes ?? MAX_BYTES,
  };
  return {
    ingest: (input, options) => turns(() => ingestBlob(parts, input, options)),
    ingestFile: (path, options) =>
      turns(() => {
        const size = statSync(path).size;
        return ingestBlob(parts, createReadStream(path, { highWaterMark: CHUNK_BYTES }), { ...options, size });
      }),
    has: (address) => existsSync(paths.object(toHex(address))),
    read: (object, range) => readOriginal(paths, object, range),
    readStored: (address, range) => readStored(paths, address, range),
    storedBytes: (address) => statSync(paths.object(toHex(address)), { throwIfNoEntry: false })?.size ?? null,
    partial: (address) => heldOfPart(paths, address),
    receive: (piece) => oneAtATime(toHex(piece.address), () => receivePiece(parts, piece)),
    held: () => heldObjects(paths),
    checkAll: (options = {}) => checkBlobs(paths, o.clock, options),
    remove: (address) => {
      if (existsSync(paths.object(toHex(address)))) removeDurably(paths.object(toHex(address)));
    },
    async sweepParts() {
      if (!existsSync(paths.incoming)) return 0;
      const old = (await readdir(paths.incoming))
        .filter((name) => name.endsWith('.part'))
        .map((name) => join(paths.incoming, name))
        .filter((path) => o.clock() - statSync(path).mtimeMs > PART_LIFE_MS);
      for (const path of old) removeDurably(path);
      return old.length;
    },
  };
}

/** Lets `n` run at a time, in the order they came. */
function limiter(n: number): <T>(work: () => Promise<T>) => Promise<T> {
  let free = n;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free === 0) await new Promise<void>((resolve) => waiting.push(resolve));
    else free--;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
}
