/**
 * Originals over HTTP, apart from the table because their bodies are bytes: POST …/evidence takes a file part by part as it
 * arrives, GET …/evidence/{id}/content hands one out (ranges for video). Opening one is noted in the private access log.
 */
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { refuse } from '../base/failures.ts';
import { EVIDENCE_PATHS } from '../contract/areas/record.ts';
import type { Api } from '../node/api.ts';
import type { Bus } from './events.ts';
import type { Sessions } from './session.ts';

/** Largest file taken from a browser; larger ones come by `kua evidence add`. */
const MAX_UPLOAD = 4 * 2 ** 30;
const PART = 1024 * 1024;

const UPLOAD = EVIDENCE_PATHS.upload(':s');
const CONTENT = EVIDENCE_PATHS.content(':s', ':id');

export const isUpload = (method: string, path: string): boolean =>
  method === 'POST' && /^\/api\/1\/spaces\/[^/]+\/evidence$/.test(path);
export const isOriginal = (path: string): boolean => /^\/api\/1\/spaces\/[^/]+\/evidence\/[^/]+\/content$/.test(path);

/** Types a browser may draw inside the desk's own page; everything else is a file to save. */
const DRAWN =
  /^(image\/(png|jpeg|gif|webp|avif)|video\/(mp4|webm|ogg)|audio\/(mpeg|mp4|ogg|wav|webm|aac|flac)|text\/plain)$/;

export function addEvidenceRoutes(
  app: OpenAPIHono,
  deps: { readonly api: Api; readonly sessions: Sessions; readonly bus: Bus },
): void {
  const { api, sessions, bus } = deps;

  app.post(UPLOAD, async (c) => {
    const session = await sessions.require(c, 'documenter', true);
    const space = c.req.param('s') ?? '';
    const person = session.user.id;
    const stated = c.req.header('content-length');
    const size = stated === undefined ? null : Number(stated);
    if (size !== null && !(Number.isSafeInteger(size) && size >= 0)) return refuse('E_INPUT', lengthFault);
    if (size !== null && size > MAX_UPLOAD) return refuse('E_BODY_SIZE', { max: MAX_UPLOAD });
    const query = (name: string): { readonly [k: string]: string } => {
      const value = c.req.query(name)?.slice(0, 300);
      return value ? { [name]: value } : {};
    };
    const options = { role: session.user.role };
    const { upload } = await api.call(
      'evidence.open',
      { space, size, person, ...query('kind'), ...query('source') },
      options,
    );
    let whole = false;
    try {
      await sendParts(c, size, (bytes) => api.call('evidence.part', { upload, bytes }, options));
      whole = true;
    } finally {
      if (!whole) await api.call('evidence.close', { upload, whole: false }, options);
    }
    const kept = await api.call('evidence.close', { upload, whole: true, person, ...query('name') }, options);
    bus.publish(space);
    return c.json(kept);
  });

  app.get(CONTENT, async (c) => {
    const session = await sessions.require(c, 'documenter', false);
    const space = c.req.param('s') ?? '';
    const id = c.req.param('id') ?? '';
    const options = { role: session.user.role };
    const first = await api.call('evidence.bytes', { space, id, start: 0, end: 0 }, options);
    const range = rangeOf(c.req.header('range'), first.size);
    if (range === null) return c.body(null, 416, { 'content-range': `bytes */${first.size}` });
    if (range.start === 0) await api.call('evidence.reveal', { space, id, person: session.user.id }, options);
    const drawn = DRAWN.test(first.mime);
    c.header('content-type', drawn ? typeOf(first.mime) : 'application/octet-stream');
    c.header('content-disposition', `${drawn ? 'inline' : 'attachment'}; filename="${first.sha256.slice(0, 16)}"`);
    c.header('accept-ranges', 'bytes');
    c.header('content-length', String(range.end - range.start));
    if (range.partial) c.header('content-range', `bytes ${range.start}-${range.end - 1}/${first.size}`);
    let at = range.start;
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        if (at >= range.end) return controller.close();
        const part = await api.call('evidence.bytes', { space, id, start: at, end: range.end }, options);
        if (part.bytes.length === 0) return controller.error(new Error('the original is shorter than it says'));
        at += part.bytes.length;
        controller.enqueue(part.bytes);
      },
    });
    return c.body(body, range.partial ? 206 : 200);
  });
}

const lengthFault = { path: 'content-length', reason: 'a whole number is needed' };

const typeOf = (mime: string): string => (mime === 'text/plain' ? 'text/plain; charset=utf-8' : mime);

/** Parts of at most 1 MiB, in order. Throws E_BODY_SIZE, E_INPUT when the sender stopped short. */
async function sendParts(
  c: Context,
  size: number | null,
  send: (bytes: Uint8Array) => Promise<unknown>,
): Promise<void> {
  const stream = c.req.raw.body;
  let taken = 0;
  if (stream)
    for await (const chunk of stream as unknown as AsyncIterable<Uint8Array>) {
      taken += chunk.length;
      if (taken > MAX_UPLOAD) refuse('E_BODY_SIZE', { max: MAX_UPLOAD });
      for (let at = 0; at < chunk.length; at += PART) await send(new Uint8Array(chunk.subarray(at, at + PART)));
    }
  if (size !== null && taken !== size)
    refuse('E_INPUT', { path: 'body', reason: `${taken} bytes came, ${size} were announced` });
}

interface Range {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  readonly partial: boolean;
}

/** `bytes=a-b`, `bytes=a-`, `bytes=-n`; several ranges or another unit give the whole; null: outside the file. */
function rangeOf(header: string | undefined, size: number): Range | null {
  const whole: Range = { start: 0, end: size, partial: false };
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return whole;
  const [, from = '', to = ''] = match;
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? size : Math.min(size, Number(to) + 1);
  return start >= size || end <= start ? null : { start, end, partial: true };
}
