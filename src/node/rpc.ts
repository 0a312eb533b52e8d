/** Calls over a message port: one request, any number of progress notes, one answer. Failures cross as plain values. */
import type { MessagePort, Worker } from 'node:worker_threads';
import { KuaFailure } from '../base/failures.ts';
import type { Failure } from '../base/result.ts';
import type { ApiIn, ApiName, ApiOut } from '../contract/api.ts';
import type { Api, CallOptions } from './api.ts';

interface Request {
  readonly id: number;
  readonly name: ApiName;
  readonly input: unknown;
  readonly role?: CallOptions['role'];
}
type Reply =
  | {
      readonly id: number;
      readonly type: 'progress';
      readonly done: number;
      readonly total: number | null;
      readonly what: string;
    }
  | { readonly id: number; readonly type: 'done'; readonly value: unknown }
  | { readonly id: number; readonly type: 'failed'; readonly failure: Failure }
  | { readonly id: number; readonly type: 'bug'; readonly message: string; readonly stack: string };

/** A failure without its cause, which may not be cloneable. */
export const plainFailure = ({ code, params }: Failure): Failure => ({ code, ...(params ? { params } : {}) });

/** A port also carries the word to close. */
const isRequest = (message: Partial<Request>): message is Request =>
  message.id !== undefined && message.name !== undefined;

/** Answers calls that arrive on a port. */
export function answerCalls(port: MessagePort, api: Api): void {
  port.on('message', (request: Partial<Request>) => {
    if (!isRequest(request)) return;
    const post = (reply: Reply): void => port.postMessage(reply);
    api
      .call(request.name, request.input as ApiIn<ApiName>, {
        ...(request.role ? { role: request.role } : {}),
        onProgress: (done, total, what) => post({ id: request.id, type: 'progress', done, total, what }),
      })
      .then((value) => post({ id: request.id, type: 'done', value }))
      .catch((error: unknown) => {
        if (error instanceof KuaFailure) post({ id: request.id, type: 'failed', failure: plainFailure(error.failure) });
        else
          post({
            id: request.id,
            type: 'bug',
            message: error instanceof Error ? error.message : String(error),
            stack: error instanceof Error ? (error.stack ?? '') : '',
          });
      });
  });
}

/** Calls a worker that answers with `answerCalls`. Every call fails when the worker ends. */
export function callWorker(worker: Worker): Api {
  let next = 0;
  const waiting = new Map<
    number,
    { resolve(value: unknown): void; reject(error: unknown): void; options: CallOptions }
  >();
  worker.on('message', (reply: Reply | { readonly type: 'ready' }) => {
    if (reply.type === 'ready') return;
    const call = waiting.get(reply.id);
    if (!call) return;
    if (reply.type === 'progress') {
      call.options.onProgress?.(reply.done, reply.total, reply.what);
      return;
    }
    waiting.delete(reply.id);
    if (reply.type === 'done') call.resolve(reply.value);
    else if (reply.type === 'failed') call.reject(new KuaFailure(reply.failure));
    else call.reject(Object.assign(new Error(reply.message), { stack: reply.stack }));
  });
  const failAll = (error: unknown): void => {
    for (const call of waiting.values()) call.reject(error);
    waiting.clear();
  };
  worker.on('error', failAll);
  worker.on('exit', (code) => failAll(new Error(`worker ended with ${code}`)));
  return {
    call: <N extends ApiName>(name: N, input: ApiIn<N>, options: CallOptions = {}) =>
      new Promise<ApiOut<N>>((resolve, reject) => {
        const id = next++;
        waiting.set(id, { resolve: resolve as (value: unknown) => void, reject, options });
        worker.postMessage({ id, name, input, ...(options.role ? { role: options.role } : {}) } satisfies Request);
      }),
  };
}
