/**
 * The local door of a running node: `node.sock`, mode 0600, in the data folder. A command beside a running node forwards
 * its call here. HTTP over a Unix socket; the answer is lines of JSON: progress notes, then one result.
 */
import { chmodSync, existsSync, rmSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import { KuaFailure } from '../base/failures.ts';
import type { ApiIn, ApiName, ApiOut } from '../contract/api.ts';
import type { Api } from './api.ts';
import { layout } from './layout.ts';
import { plainFailure } from './rpc.ts';

const MAX_REQUEST = 8 * 1024 * 1024;

/** Listens on the folder's socket; whoever can open the file is the owner of the folder. */
export async function listenLocal(dir: string, api: Api): Promise<{ close(): Promise<void> }> {
  const path = layout(dir).socket;
  rmSync(path, { force: true });
  const server: Server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    let size = 0;
    req.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_REQUEST) req.destroy();
      else chunks.push(chunk);
    });
    req.on('end', () => {
      const line = (value: unknown): void => {
        res.write(`${JSON.stringify(value)}\n`);
      };
      res.writeHead(200, { 'content-type': 'application/x-ndjson' });
      Promise.resolve()
        .then(() => JSON.parse(Buffer.concat(chunks).toString('utf8')) as { name: ApiName; input: ApiIn<ApiName> })
        .then(({ name, input }) =>
          api.call(name, input, { onProgress: (done, total, what) => line({ done, total, what }) }),
        )
        .then((value) => line({ value }))
        .catch((error: unknown) => {
          if (error instanceof KuaFailure) line({ failure: plainFailure(error.failure) });
          else line({ bug: error instanceof Error ? error.message : String(error) });
        })
        .finally(() => res.end());
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
  chmodSync(path, 0o600);
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The API of the node that runs on this folder, or null when none answers. */
export async function connectLocal(dir: string): Promise<Api | null> {
  const path = layout(dir).socket;
  if (!existsSync(path)) return null;
  const api: Api = {
    call: <N extends ApiName>(name: N, input: ApiIn<N>, options: Parameters<Api['call']>[2] = {}) =>
      new Promise<ApiOut<N>>((resolve, reject) => {
        const req = request({ socketPath: path, method: 'POST', path: '/call' }, (res) => {
          let rest = '';
          let settled = false;
          res.setEncoding('utf8');
          const take = (line: string): void => {
            const message = JSON.parse(line) as {
              value?: ApiOut<N>;
              failure?: KuaFailure['failure'];
              bug?: string;
              done?: number;
              total?: number | null;
              what?: string;
            };
            if ('value' in message) resolve(message.value as ApiOut<N>);
            else if (message.failure) reject(new KuaFailure(message.failure));
            else if (message.bug !== undefined) reject(new Error(message.bug));
            else {
              options.onProgress?.(message.done ?? 0, message.total ?? null, message.what ?? '');
              return;
            }
            settled = true;
          };
          res.on('data', (text: string) => {
            const lines = (rest + text).split('\n');
            rest = lines.pop() ?? '';
            for (const line of lines) if (line) take(line);
          });
          res.on('end', () => {
            if (!settled) reject(new Error('the node ended before it answered'));
          });
        });
        req.on('error', reject);
        req.end(JSON.stringify({ name, input }));
      }),
  };
  try {
    await api.call('info', {});
    return api;
  } catch (error) {
    if (isRefused(error)) return null;
    throw error;
  }
}

const isRefused = (error: unknown): boolean => {
  const code = (error as { code?: string }).code;
  return code === 'ECONNREFUSED' || code === 'ENOENT' || code === 'ECONNRESET';
};
