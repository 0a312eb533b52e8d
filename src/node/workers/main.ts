/** Entry of a worker thread: opens the parts as writer or as reader when told to, and answers calls until told to close. */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { KuaFailure } from '../../base/failures.ts';
import { type Failure, ok, type Result } from '../../base/result.ts';
import { createApi } from '../api.ts';
import { createAuthor } from '../author.ts';
import { finishErasures } from '../coalition/erasure-steps.ts';
import { resumeReceiving } from '../coalition/receive.ts';
import type { OpenVault } from '../keys.ts';
import { openParts, type Parts } from '../parts.ts';
import { answerCalls, plainFailure } from '../rpc.ts';

export interface WorkerData {
  readonly dir: string;
  readonly vault: OpenVault;
  readonly role: 'writer' | 'reader';
  readonly restored: string | null;
}

async function openFor(data: WorkerData): Promise<Result<Parts, Failure>> {
  let parts: Parts | null = null;
  try {
    const opened = await openParts(data.dir, data.vault, { clock: Date.now }, { readonly: data.role === 'reader' });
    if (!opened.ok) return opened;
    parts = opened.value;
    if (data.role === 'writer') await parts.projection.catchUp();
    return ok(parts);
  } catch (error) {
    await parts?.close();
    if (error instanceof KuaFailure) return { ok: false, error: error.failure };
    throw error;
  }
}

async function serve(port: MessagePort, data: WorkerData): Promise<void> {
  const opened = await openFor(data);
  if (!opened.ok) {
    port.postMessage({ type: 'refused', failure: plainFailure(opened.error) });
    return;
  }
  const parts = opened.value;
  const { ledger, primitives, clock } = parts;
  const author = data.role === 'writer' ? createAuthor({ ledger, primitives, clock, restored: data.restored }) : null;
  try {
    if (author) await resumeReceiving(parts);
    if (author) await finishErasures(parts, author);
  } catch (error) {
    await parts.close();
    if (!(error instanceof KuaFailure)) throw error;
    port.postMessage({ type: 'refused', failure: plainFailure(error.failure) });
    return;
  }
  answerCalls(port, createApi(parts, author));
  port.on('message', (message: { type?: string }) => {
    if (message.type === 'close') void parts.close().finally(() => port.close());
  });
  port.postMessage({ type: 'ready' });
}

if (!parentPort) throw new Error('this file runs as a worker thread');
const port = parentPort;
const data = workerData as WorkerData;
const wait = (message: { type?: string }): void => {
  if (message.type === 'open') {
    port.off('message', wait);
    void serve(port, data);
  } else if (message.type === 'close') port.close();
};
port.on('message', wait);
