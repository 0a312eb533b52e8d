/** A file dropped on the desk becomes evidence and a signal in one upload: raw body or multipart, sealed as it arrives. */
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { refuse } from '../base/failures.ts';
import type { ApiIn } from '../contract/api.ts';
import { DROP_MAX, DROP_NAME, SIGNALS_PATHS } from '../contract/areas/signals.ts';
import type { Api } from '../node/api.ts';
import type { Bus } from './events.ts';
import { boundaryOf, fileOfForm } from './multipart.ts';
import type { Sessions } from './session.ts';

const PART = 1024 * 1024;
/** Kept in memory of the beginning of a file, for its words. */
const HEAD = 256 * 1024;
const NAME_MAX = 1_000;

export const isDrop = (path: string): boolean => /^\/api\/1\/spaces\/[^/]+\/signals\/drop$/.test(path);

const WORDS = ['text', 'channel', 'place', 'claimed_at', 'theme', 'urgency', 'speaker'] as const;

/** Header value as text: percent-encoded, because headers hold Latin letters only. */
function headerName(c: Context): string {
  const given = (c.req.header(DROP_NAME) ?? '').slice(0, NAME_MAX);
  try {
    return decodeURIComponent(given);
  } catch {
    return refuse('E_INPUT', { path: DROP_NAME, reason: 'not percent-encoded' });
  }
}

interface Taken {
  readonly size: number;
  readonly head: Uint8Array;
}

/** Hands the bytes on in parts of about 1 MiB, however small they arrive. Throws E_DROP_SIZE, E_DROP_EMPTY. */
async function sendFile(
  chunks: AsyncIterable<Uint8Array>,
  send: (bytes: Uint8Array) => Promise<unknown>,
): Promise<Taken> {
  const head: Uint8Array[] = [];
  let waiting: Uint8Array[] = [];
  let [size, unsent] = [0, 0];
  const flush = async (): Promise<void> => {
    const bytes = Buffer.concat(waiting);
    [waiting, unsent] = [[], 0];
    for (let at = 0; at < bytes.length; at += PART) await send(new Uint8Array(bytes.subarray(at, at + PART)));
  };
  for await (const chunk of chunks) {
    if (size < HEAD) head.push(chunk.slice(0, HEAD - size));
    size += chunk.length;
    unsent += chunk.length;
    if (size > DROP_MAX) refuse('E_DROP_SIZE', { max: DROP_MAX });
    waiting.push(chunk);
    if (unsent >= PART) await flush();
  }
  await flush();
  return size === 0 ? refuse('E_DROP_EMPTY') : { size, head: new Uint8Array(Buffer.concat(head)) };
}

export function addDropRoute(
  app: OpenAPIHono,
  deps: { readonly api: Api; readonly sessions: Sessions; readonly bus: Bus },
): void {
  const { api, sessions, bus } = deps;
  app.post(SIGNALS_PATHS.drop.replace('{s}', ':s'), async (c) => {
    const session = await sessions.require(c, 'documenter', true);
    const space = c.req.param('s') ?? '';
    const person = session.user.id;
    const options = { role: session.user.role };
    const boundary = boundaryOf(c.req.header('content-type'));
    const stated = c.req.header('content-length');
    // A form is a little longer than its file, so that its length says nothing sure.
    const announced = stated === undefined || boundary !== null ? null : Number(stated);
    if (announced !== null && !(Number.isSafeInteger(announced) && announced >= 0))
      return refuse('E_INPUT', { path: 'content-length', reason: 'a whole number is needed' });
    if (announced !== null && announced > DROP_MAX) return refuse('E_DROP_SIZE', { max: DROP_MAX });
    const body = c.req.raw.body as unknown as AsyncIterable<Uint8Array> | null;
    if (body === null) return refuse('E_DROP_EMPTY');
    let name = headerName(c);
    const chunks = boundary === null ? body : fileOfForm(body, boundary, (given) => (name = name || given));
    const { upload } = await api.call('evidence.open', { space, size: announced, person }, options);
    let taken: Taken | null = null;
    try {
      taken = await sendFile(chunks, (bytes) => api.call('evidence.part', { upload, bytes }, options));
      if (announced !== null && taken.size !== announced)
        refuse('E_INPUT', { path: 'body', reason: `${taken.size} bytes came, ${announced} were announced` });
    } catch (error) {
      await api.call('evidence.close', { upload, whole: false }, options);
      throw error;
    }
    const kept = await api.call('evidence.close', { upload, whole: true, person, name }, options);
    if ('dropped' in kept) return refuse('E_DROP_EMPTY');
    const said: { [name: string]: string } = {};
    for (const field of WORDS) {
      const value = c.req.query(field);
      if (value) said[field] = value.slice(0, 60_000);
    }
    const input: ApiIn<'signals.drop'> = { space, person, kept, head: taken.head, name, ...said };
    const made = await api.call('signals.drop', input, options);
    bus.publish(space);
    return c.json(made);
  });
}
