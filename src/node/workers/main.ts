/** Entry of a worker thread: opens the parts as writer or as reader and answers calls. */
import { parentPort, workerData } from 'node:worker_threads';
import { createApi } from '../api.ts';
import { createAuthor } from '../author.ts';
import type { OpenVault } from '../keys.ts';
import { openParts } from '../parts.ts';
import { answerCalls, plainFailure } from '../rpc.ts';

export interface WorkerData {
  readonly dir: string;
  readonly vault: OpenVault;
  readonly role: 'writer' | 'reader';
  readonly restored: string | null;
}

if (!parentPort) throw new Error('this file runs as a worker thread');
const data = workerData as WorkerData;
const opened = await openParts(data.dir, data.vault, { clock: Date.now }, { readonly: data.role === 'reader' });
if (!opened.ok) {
  parentPort.postMessage({ type: 'refused', failure: plainFailure(opened.error) });
} else {
  const parts = opened.value;
  const author =
    data.role === 'writer'
      ? createAuthor({
          ledger: parts.ledger,
          primitives: parts.primitives,
          clock: parts.clock,
          restored: data.restored,
        })
      : null;
  if (author) await parts.projection.catchUp();
  answerCalls(parentPort, createApi(parts, author));
  parentPort.postMessage({ type: 'ready' });
}
