/** Fixity: every stored object is re-hashed; what claims name is looked for; damaged objects are put aside, never deleted. */
import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { toHex } from '../base/bytes.ts';
import type { Clock } from '../base/clock.ts';
import { KuaFailure } from '../base/failures.ts';
import type { BlobObject } from '../evidence/anchor.ts';
import { type BlobPaths, hashFile, heldObjects, quarantine } from './blob-paths.ts';
import { readOriginal } from './blob-read.ts';
import { removeDurably } from './files.ts';

export interface CheckOptions {
  /** Objects that live claims name; null: only what is held is checked. */
  readonly referenced?: readonly BlobObject[] | null;
  /** Also decrypts every referenced object and compares the hash of the original. */
  readonly deep?: boolean;
  /** Deletes objects that no live claim names and that are older than 30 days. */
  readonly sweep?: boolean;
}

/** Addresses in hex, ascending. */
export interface BlobReport {
  readonly objects: number;
  readonly bytes: number;
  readonly missing: readonly string[];
  /** Moved to quarantine/. */
  readonly damaged: readonly string[];
  /** Stored bytes are as their address says, but their claim's key, size or hash does not fit. Left in place. */
  readonly mismatched: readonly string[];
  readonly unreferenced: readonly string[];
  readonly swept: readonly string[];
}

const SWEEP_AFTER_MS = 30 * 24 * 3_600_000;

export async function checkBlobs(paths: BlobPaths, clock: Clock, o: CheckOptions): Promise<BlobReport> {
  const named = o.referenced ? new Map(o.referenced.map((r) => [toHex(r.address), r] as const)) : null;
  const sound = new Set<string>();
  const damaged: string[] = [];
  const unreferenced: string[] = [];
  const swept: string[] = [];
  let bytes = 0;
  for await (const object of heldObjects(paths)) {
    bytes += object.bytes;
    if ((await hashFile(paths.object(object.address))) !== object.address) {
      quarantine(paths, object.address, clock());
      damaged.push(object.address);
      continue;
    }
    sound.add(object.address);
    if (!named || named.has(object.address)) continue;
    if (o.sweep && isOld(paths.object(object.address), clock())) {
      removeDurably(paths.object(object.address));
      swept.push(object.address);
    } else unreferenced.push(object.address);
  }
  const missing = [...(named?.keys() ?? [])].filter((a) => !sound.has(a) && !damaged.includes(a)).sort();
  const mismatched: string[] = [];
  if (o.deep) {
    for (const [address, object] of named ?? []) {
      if (sound.has(address) && !(await opensAsClaimed(paths, object))) mismatched.push(address);
    }
  }
  return {
    objects: sound.size + damaged.length,
    bytes,
    missing,
    damaged,
    mismatched: mismatched.sort(),
    unreferenced,
    swept,
  };
}

const isOld = (path: string, nowMs: number): boolean => nowMs - statSync(path).mtimeMs > SWEEP_AFTER_MS;

/** An algorithm of a newer program cannot be opened here and counts as sound. */
async function opensAsClaimed(paths: BlobPaths, object: BlobObject): Promise<boolean> {
  const read = readOriginal(paths, object);
  if (!read.ok) return read.error.code === 'E_BLOB_ALG';
  const hash = createHash('sha256');
  try {
    for await (const chunk of read.value) hash.update(chunk);
  } catch (error) {
    if (error instanceof KuaFailure) return false;
    throw error;
  }
  return hash.digest('hex') === toHex(object.sha256);
}
