/**
 * What other nodes ask of this one (docs/formats/sync.md). A caller signs our nonce and our address with its writer's key and gets a
 * token for the one space; no cookie is looked at, no session of a desk opens anything here, and no token opens a desk.
 */
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { fromHex, toHex } from '../base/bytes.ts';
import type { Clock, Random } from '../base/clock.ts';
import { KuaFailure, refuse } from '../base/failures.ts';
import { SYNC_LIMITS, SYNC_PATHS } from '../contract/areas/exchange.ts';
import { decodeFrontier, encodeFrontier } from '../ledger/frontier.ts';
import { decodePull, encodeHello, encodeOpened } from '../ledger/sync-messages.ts';
import type { Api } from '../node/api.ts';
import { failureAnswer } from './answers.ts';
import { rateLimit } from './rate-limit.ts';
import { wholeBody } from './sync-body.ts';
import { createSyncTokens, type SyncToken } from './sync-tokens.ts';

const CBOR = 'application/cbor';

export interface SyncRoutesDeps {
  readonly api: Api;
  /** Our address as the caller of this request dialled it; null: not one of ours. */
  readonly baseOf: (host: string) => string | null;
  readonly clock: Clock;
  readonly random: Random;
  /** Entries came in. */
  readonly onReceived: (space: string) => void;
}

const denied = (c: Context): Response => failureAnswer(c, { code: 'E_DENIED' });
const cbor = (bytes: Uint8Array): Response =>
  new Response(new Uint8Array(bytes), { status: 200, headers: { 'content-type': CBOR } });
const remoteOf = (c: Context): string => {
  const env = c.env as { readonly incoming?: { readonly socket?: { readonly remoteAddress?: string } } } | undefined;
  return env?.incoming?.socket?.remoteAddress ?? 'unknown';
};

export function addSyncRoutes(app: OpenAPIHono, d: SyncRoutesDeps): void {
  const tokens = createSyncTokens(d.clock, d.random);
  // Strangers share a limit by address; through an onion service all come from one.
  const strangers = rateLimit(60, 5);
  const members = rateLimit(400, 100);
  const limited = (limit: typeof strangers, key: string): void => {
    const seconds = limit.take(key, d.clock());
    if (seconds > 0) refuse('E_RATE', { seconds });
  };
  const opened = (c: Context): SyncToken => {
    const token = /^Bearer ([A-Za-z0-9_-]{43})$/.exec(c.req.header('authorization') ?? '')?.[1];
    const found = token === undefined ? null : tokens.find(token);
    if (!found) {
      limited(strangers, remoteOf(c));
      return refuse('E_DENIED');
    }
    limited(members, found.seat);
    return found;
  };

  app.post(SYNC_PATHS.hello, (c) => {
    limited(strangers, remoteOf(c));
    const base = d.baseOf(c.req.header('host') ?? '');
    return base === null ? denied(c) : cbor(encodeHello({ nonce: tokens.nonce(base), baseUrl: base }));
  });

  app.post(SYNC_PATHS.open, async (c) => {
    limited(strangers, remoteOf(c));
    const body = await wholeBody(c, SYNC_LIMITS.open);
    const read = await d.api.call('sync.serve_open', { body });
    if (!tokens.spend(read.nonce, read.base)) return denied(c);
    const token = tokens.issue(read.space, read.seat);
    const frontier = decodeFrontier(read.frontier);
    if (!frontier.ok) return refuse('E_INTERNAL');
    return cbor(encodeOpened({ token, seconds: SYNC_LIMITS.tokenMs / 1000, frontier: frontier.value }));
  });

  app.post(SYNC_PATHS.need, async (c) => {
    const { space, seat } = opened(c);
    return cbor((await d.api.call('sync.serve_need', { space, seat })).answer);
  });

  app.post(SYNC_PATHS.pull, async (c) => {
    const token = opened(c);
    const { space, seat } = token;
    const body = await wholeBody(c, SYNC_LIMITS.pull);
    const { frames } = await d.api.call('sync.serve_pull', { space, seat, body });
    const query = decodePull(body);
    if (query.ok) {
      // What it holds it says with every pull; written down when it changed.
      const frontier = encodeFrontier(query.value.frontier);
      const said = toHex(frontier);
      if (said !== token.said) {
        token.said = said;
        await d.api.call('sync.serve_seen', { space, seat, frontier });
      }
    }
    return cbor(frames);
  });

  app.post(SYNC_PATHS.push, async (c) => {
    const { space, seat } = opened(c);
    // A push that breaks off is taken as far as it came whole: the frames say where they end.
    const body = await wholeBody(c, SYNC_LIMITS.push, { torn: true });
    const { answer } = await d.api.call('sync.serve_push', { space, seat, body });
    d.onReceived(space);
    return cbor(answer);
  });

  app.get(SYNC_PATHS.log, async (c) => {
    const { space, seat } = opened(c);
    const path = c.req.path.slice(SYNC_PATHS.log.length - 1);
    const { bytes } = await d.api.call('sync.serve_log', { space, seat, path });
    if (!bytes) return refuse('E_PATH', { path: 'log' });
    c.header('content-type', path === 'checkpoint' ? 'text/plain; charset=utf-8' : 'application/octet-stream');
    return c.body(new Uint8Array(bytes));
  });

  // HEAD comes here too; its body is left out.
  app.get(SYNC_PATHS.blob, async (c) => {
    const { space, seat } = opened(c);
    const address = c.req.param('address') ?? '';
    if (fromHex(address)?.length !== 32) return failureAnswer(c, { code: 'E_PATH', params: { path: 'blob' } });
    const { bytes, have } = await d.api.call('sync.serve_object', { space, seat, address });
    if (bytes === null) {
      c.header('upload-offset', String(have));
      return c.body(null, 404);
    }
    const start = Number(/^bytes=(\d+)-$/.exec(c.req.header('range') ?? '')?.[1] ?? '0');
    if (start > bytes) return c.body(null, 416, { 'content-range': `bytes */${bytes}` });
    c.header('content-type', 'application/octet-stream');
    c.header('accept-ranges', 'bytes');
    c.header('content-range', `bytes ${start}-${Math.max(start, bytes - 1)}/${bytes}`);
    let at = start;
    const stream = new ReadableStream<Uint8Array>({
      async pull(controller) {
        if (at >= bytes) return controller.close();
        const part = await d.api.call('sync.serve_object_bytes', { space, seat, address, start: at, end: bytes });
        if (part.bytes.length === 0) return controller.error(new Error('the object is shorter than it was'));
        at += part.bytes.length;
        controller.enqueue(part.bytes);
      },
    });
    return c.body(stream, c.req.header('range') === undefined ? 200 : 206);
  });

  app.put(SYNC_PATHS.blob, async (c) => {
    const { space, seat } = opened(c);
    const address = c.req.param('address') ?? '';
    const [offset, total] = [wholeNumber(c, 'offset'), wholeNumber(c, 'total')];
    if (fromHex(address)?.length !== 32) return failureAnswer(c, { code: 'E_PATH', params: { path: 'blob' } });
    const bytes = await wholeBody(c, SYNC_LIMITS.part, { torn: true });
    try {
      await d.api.call('sync.serve_object_put', { space, seat, address, offset, total, bytes });
      return c.body(null, 204);
    } catch (error) {
      if (error instanceof KuaFailure && error.failure.code === 'E_UPLOAD_OFFSET')
        return failureAnswer(c, error.failure);
      throw error;
    }
  });
}

function wholeNumber(c: Context, name: string): number {
  const text = c.req.query(name) ?? '';
  const value = Number(text);
  return /^\d{1,15}$/.test(text) && Number.isSafeInteger(value)
    ? value
    : refuse('E_INPUT', { path: name, reason: 'a whole number is needed' });
}
