/**
 * The composition root: one organisation's node over one data folder. `direct` runs everything in this thread (commands,
 * tests); `threaded` gives the write connection to a writer worker and searches to reader workers, so that an import
 * never freezes the desk (DESIGN section 11.10).
 */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Clock } from '../base/clock.ts';
import { KuaFailure } from '../base/failures.ts';
import { type Failure, fail, ok, type Result } from '../base/result.ts';
import { openFolder } from '../store/folder.ts';
import { acquireLock } from '../store/lock.ts';
import { unlockVault, vaultExists } from '../store/vault-file.ts';
import { type Api, createApi, WRITES } from './api.ts';
import { createAuthor } from './author.ts';
import { type Credentials, nodeId, type OpenVault } from './keys.ts';
import { restoredMark } from './layout.ts';
import { openParts, type Parts } from './parts.ts';
import { callWorker } from './rpc.ts';
import type { WorkerData } from './workers/main.ts';

export interface KuaNode extends Api {
  readonly dir: string;
  readonly id: string;
  close(): Promise<void>;
}

/** Opens the vault of a data folder. E_NO_NODE, E_NEWER, E_UNLOCK, E_VAULT, E_VAULT_KEY. */
export async function openVault(dir: string, credentials: Credentials): Promise<Result<OpenVault, Failure>> {
  if (!vaultExists(dir)) return fail('E_NO_NODE', { dir });
  const folder = openFolder(dir);
  if (!folder.ok) return folder;
  return unlockVault(dir, credentials);
}

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

/** The worker's file. From the sources (tests, development) the thread first learns to read TypeScript. */
function openThread(data: WorkerData): Worker {
  if (!import.meta.url.endsWith('.ts'))
    return new Worker(new URL('./workers/main.js', import.meta.url), { workerData: data });
  const tsx = pathToFileURL(
    createRequire(import.meta.url)
      .resolve('tsx/esm/api')
      .replace('index.cjs', 'index.mjs'),
  ).href;
  const main = new URL('./workers/main.ts', import.meta.url).href;
  const boot = `import(${JSON.stringify(tsx)}).then((t) => { t.register(); return import(${JSON.stringify(main)}); })`;
  return new Worker(boot, { eval: true, workerData: data });
}

async function startWorker(data: WorkerData): Promise<Worker> {
  const worker = openThread(data);
  await new Promise<void>((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', (message: { type: string; failure?: Failure }) => {
      if (message.type === 'ready') resolve();
      else reject(new KuaFailure(message.failure ?? { code: 'E_INTERNAL' }));
    });
  });
  return worker;
}

const READERS = 1;

/** A node whose use cases run in worker threads; reads go round the readers, writes to the one writer. */
export async function composeThreaded(dir: string, vault: OpenVault): Promise<Result<KuaNode, Failure>> {
  const lock = acquireLock(dir);
  if (!lock.ok) return lock;
  const restored = restoredMark(dir);
  const workers: Worker[] = [];
  try {
    const writer = await startWorker({ dir, vault, role: 'writer', restored });
    workers.push(writer);
    const write = callWorker(writer);
    const reads: Api[] = [];
    for (let i = 0; i < READERS; i++) {
      const reader = await startWorker({ dir, vault, role: 'reader', restored: null });
      workers.push(reader);
      reads.push(callWorker(reader));
    }
    let turn = 0;
    return ok({
      dir,
      id: nodeId(vault),
      call: (name, input, options) => {
        const target = WRITES.has(name) ? write : (reads[turn++ % reads.length] ?? write);
        return target.call(name, input, options);
      },
      async close() {
        await Promise.all(workers.map((w) => w.terminate()));
        lock.value.release();
      },
    });
  } catch (error) {
    await Promise.all(workers.map((w) => w.terminate()));
    lock.value.release();
    if (error instanceof KuaFailure) return { ok: false, error: error.failure };
    throw error;
  }
}
