/**
 * The log for other nodes and auditors (C2SP tlog-witness, tlog-tiles): POST /witness/add-checkpoint for anybody, as the
 * protocol wants (a request counts by the log's signature alone); /log/… for people with a session and, when a manager made
 * the log public, for everybody: its growth shows how much is written when.
 */
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Clock } from '../base/clock.ts';
import { refuse } from '../base/failures.ts';
import type { ProxyJson } from '../contract/areas/exchange.ts';
import { LOG_PATHS } from '../contract/areas/log.ts';
import { REQUEST_MAX_BYTES } from '../evidence/log/witness-request.ts';
import type { Api } from '../node/api.ts';
import { failureAnswer } from './answers.ts';
import { rateLimit } from './rate-limit.ts';
import type { Sessions } from './session.ts';

/** Requests of all logs together, and how many come back each second: every one costs a signature check. */
const BURST = 60;
const PER_SECOND = 2;

/** The body, up to one byte above the limit: the witness then answers 400. */
async function limitedBody(request: Request): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (request.body)
    for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > REQUEST_MAX_BYTES) break;
    }
  return new Uint8Array(Buffer.concat(chunks)).subarray(0, REQUEST_MAX_BYTES + 1);
}

/** Witnesses are asked through the proxy of the serving node, whoever pressed the button. */
export const viaProxy = (api: Api, proxy: ProxyJson): Api => ({
  call: (name, input, options) => api.call(name, name === 'log.checkpoint' ? { proxy, ...input } : input, options),
});

const exact = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);

export function addLogRoutes(
  app: OpenAPIHono,
  o: { readonly api: Api; readonly sessions: Sessions; readonly clock: Clock },
): void {
  const requests = rateLimit(BURST, PER_SECOND);
  app.post(LOG_PATHS.addCheckpoint, async (c) => {
    const wait = requests.take('witness', o.clock());
    if (wait > 0) {
      c.header('retry-after', String(wait));
      return failureAnswer(c, { code: 'E_RATE', params: { seconds: wait } });
    }
    const reply = await o.api.call('log.serve_add', { body: await limitedBody(c.req.raw) });
    return new Response(exact(reply.body), {
      status: reply.status,
      headers: { 'content-type': reply.type, 'cache-control': 'no-store' },
    });
  });
  app.get('/log/*', async (c) => {
    const path = c.req.path.slice('/log/'.length);
    const file = await o.api.call('log.serve_file', { path });
    if (!file.public) await o.sessions.require(c, 'volunteer', false);
    if (!file.bytes) return refuse('E_PATH', { path: c.req.path.slice(0, 100) });
    const isNote = path === 'checkpoint';
    return new Response(exact(file.bytes), {
      headers: {
        'content-type': isNote ? 'text/plain; charset=utf-8' : 'application/octet-stream',
        'cache-control': isNote || !file.public ? 'no-store' : 'public, max-age=31536000, immutable',
      },
    });
  });
}
