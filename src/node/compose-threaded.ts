/**
 * The composition root of a serving node: a writer worker owns the chain and the write connection, a reader worker serves
 * searches, so that an import never freezes the desk (DESIGN section 11.10). This thread only passes calls on; it loads
 * none of the use cases.
 */
import type { Worker } from 'node:worker_threads';
import { KuaFailure } from '../base/failures.ts';
import { type Failure, ok, type Result } from '../base/result.ts';
import { acquireLock } from '../store/lock.ts';
import type { Api } from './api.ts';
import { nodeId, type OpenVault } from './keys.ts';
import type { KuaNode } from './kua-node.ts';
import { restoredMark } from './layout.ts';
import { callWorker } from './rpc.ts';
import { isWrite } from './write-names.ts';
import type { WorkerData } from './workers/main.ts';
import { startThread } from './workers/start.ts';

const CLOSE_MS = 10_000;

/** Lets the worker open its files and waits until it answers; its refusal is thrown as KuaFailure. */
async function opened(worker: Worker): Promise<Api> {
  const ready = new Promise<void>((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', (message: { type: string; failure?: Failure }) => {
      if (message.type === 'ready') resolve();
      else reject(new KuaFailure(message.failure ?? { code: 'E_INTERNAL' }));
    });
  });
  worker.postMessage({ type: 'open' });
  await ready;
  return callWorker(worker);
}

/** Asks the worker to finish its transaction and close its files; one that hangs is ended: what was acknowledged is durable. */
async function closed(worker: Worker): Promise<void> {
  const ended = new Promise<void>((resolve) => {
    worker.once('exit', () => resolve());
  });
  worker.postMessage({ type: 'close' });
  const timer = setTimeout(() => void worker.terminate(), CLOSE_MS);
  await ended;
  clearTimeout(timer);
}

/** Holds the folder's lock for the node's life; E_IN_USE names the process that holds it. */
export async function composeThreaded(dir: string, vault: OpenVault): Promise<Result<KuaNode, Failure>> {
  const lock = acquireLock(dir);
  if (!lock.ok) return lock;
  // Both threads load their code at once; the reader opens its files after the writer, which makes the index.
  const writer = startThread('main', { dir, vault, role: 'writer', restored: restoredMark(dir) } satisfies WorkerData);
  const reader = startThread('main', { dir, vault, role: 'reader', restored: null } satisfies WorkerData);
  try {
    const write = await opened(writer);
    const read = await opened(reader);
    return ok({
      dir,
      id: nodeId(vault),
      call: (name, input, options) => (isWrite(name) ? write : read).call(name, input, options),
      async close() {
        await Promise.all([closed(writer), closed(reader)]);
        lock.value.release();
      },
    });
  } catch (error) {
    await Promise.all([writer.terminate(), reader.terminate()]);
    lock.value.release();
    if (error instanceof KuaFailure) return { ok: false, error: error.failure };
    throw error;
  }
}
