/**
 * The composition root of commands and tests: one organisation's node over one data folder, all in this thread. A serving
 * node is composed of threads by compose-threaded.ts.
 */
import type { Clock } from '../base/clock.ts';
import { KuaFailure } from '../base/failures.ts';
import { type Failure, ok, type Result } from '../base/result.ts';
import { acquireLock } from '../store/lock.ts';
import { createApi } from './api.ts';
import { createAuthor } from './author.ts';
import { finishErasures } from './coalition/erasure-steps.ts';
import { resumeReceiving } from './coalition/receive.ts';
import { nodeId, type OpenVault } from './keys.ts';
import type { KuaNode } from './kua-node.ts';
import { restoredMark } from './layout.ts';
import { openParts, type Parts } from './parts.ts';

/** A damaged page may be met only when it is read: that is a failure of the folder too, and nothing stays open. */
async function openAndFollow(
  dir: string,
  vault: OpenVault,
  world: { readonly clock: Clock },
): Promise<Result<Parts, Failure>> {
  let parts: Parts | null = null;
  try {
    const opened = await openParts(dir, vault, world);
    if (!opened.ok) return opened;
    parts = opened.value;
    await parts.projection.catchUp();
    return opened;
  } catch (error) {
    await parts?.close();
    if (error instanceof KuaFailure) return { ok: false, error: error.failure };
    throw error;
  }
}

/** Holds the folder's lock for the node's life; E_IN_USE names the process that holds it. */
export async function composeDirect(
  dir: string,
  vault: OpenVault,
  world: { readonly clock: Clock },
): Promise<Result<KuaNode, Failure>> {
  const lock = acquireLock(dir);
  if (!lock.ok) return lock;
  const opened = await openAndFollow(dir, vault, world);
  if (!opened.ok) {
    lock.value.release();
    return opened;
  }
  const parts = opened.value;
  const author = createAuthor({
    ledger: parts.ledger,
    primitives: parts.primitives,
    clock: parts.clock,
    restored: restoredMark(dir),
  });
  try {
    await resumeReceiving(parts);
    await finishErasures(parts, author);
  } catch (error) {
    await parts.close();
    lock.value.release();
    if (error instanceof KuaFailure) return { ok: false, error: error.failure };
    throw error;
  }
  const api = createApi(parts, author);
  return ok({
    dir,
    id: nodeId(vault),
    call: api.call,
    async close() {
      await parts.close();
      lock.value.release();
    },
  });
}
