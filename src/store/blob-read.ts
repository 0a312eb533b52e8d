/** Reads objects: stored bytes by address, original bytes by range. Only the segments that a range touches are decrypted. */
import { createReadStream, existsSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { toHex } from '../base/bytes.ts';
import { KuaFailure } from '../base/failures.ts';
import { type Failure, fail, ok, type Result } from '../base/result.ts';
import type { BlobObject } from '../evidence/anchor.ts';
import { nodeAes } from '../evidence/node/aes.ts';
import { openSegment, SEGMENT_BYTES, segmentRange, storedSize } from '../evidence/segments.ts';
import { type BlobPaths, CHUNK_BYTES } from './blob-paths.ts';

/** Bytes [start, end) of the original. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

export type ReadCode = 'E_BLOB_MISSING' | 'E_BLOB_AUTH' | 'E_BLOB_ALG';

/** Stored bytes of an object, as peers and relays get them. */
export function readStored(
  paths: BlobPaths,
  address: Uint8Array,
  range?: ByteRange,
): Result<AsyncIterable<Uint8Array>, Failure<'E_BLOB_MISSING'>> {
  const path = paths.object(toHex(address));
  if (!existsSync(path)) return fail('E_BLOB_MISSING', { address: toHex(address) });
  return ok(fileBytes(path, range ?? { start: 0, end: Number.POSITIVE_INFINITY }));
}

async function* fileBytes(path: string, { start, end }: ByteRange): AsyncGenerator<Uint8Array> {
  if (end <= start) return;
  for await (const chunk of createReadStream(path, { start, end: end - 1, highWaterMark: CHUNK_BYTES })) {
    yield chunk as Uint8Array;
  }
}

/**
 * Original bytes of an object. Sizes are checked before the first byte; a segment that does not open ends the iteration
 * with a KuaFailure E_BLOB_AUTH, so that no unauthenticated byte is ever handed on.
 */
export function readOriginal(
  paths: BlobPaths,
  object: BlobObject,
  range?: ByteRange,
): Result<AsyncIterable<Uint8Array>, Failure<ReadCode>> {
  const address = toHex(object.address);
  const path = paths.object(address);
  if (!existsSync(path)) return fail('E_BLOB_MISSING', { address });
  const start = Math.max(0, range?.start ?? 0);
  const end = Math.min(object.size, range?.end ?? object.size);
  const bytes = statSync(path).size;
  if (object.alg === 0) {
    return bytes === object.size ? ok(fileBytes(path, { start, end })) : fail('E_BLOB_AUTH', { address, segment: 0 });
  }
  if (object.alg !== 1 || !object.key) return fail('E_BLOB_ALG', { address, alg: object.alg });
  if (bytes !== storedSize(object.size)) return fail('E_BLOB_AUTH', { address, segment: 0 });
  return ok(openSegments(path, object, object.key, { start, end }));
}

async function* openSegments(
  path: string,
  object: BlobObject,
  key: Uint8Array,
  { start, end }: ByteRange,
): AsyncGenerator<Uint8Array> {
  if (end <= start && object.size > 0) return;
  const handle = await open(path, 'r');
  try {
    // An empty object still has one segment: it is opened, so that a wrong key shows.
    for (let index = Math.floor(start / SEGMENT_BYTES); index * SEGMENT_BYTES < Math.max(end, 1); index++) {
      const place = segmentRange(object.size, index);
      const sealed = new Uint8Array(place.end - place.start);
      const { bytesRead } = await handle.read(sealed, 0, sealed.length, place.start);
      const plain = openSegment(nodeAes, key, object.size, index, sealed.subarray(0, bytesRead));
      if (!plain.ok) {
        throw new KuaFailure({ code: 'E_BLOB_AUTH', params: { address: toHex(object.address), segment: index } });
      }
      const at = index * SEGMENT_BYTES;
      const slice = plain.value.subarray(Math.max(0, start - at), Math.min(SEGMENT_BYTES, end - at));
      if (slice.length > 0) yield slice;
    }
  } finally {
    await handle.close();
  }
}
