/**
 * Previews of editions in a sandboxed frame: `GET /preview/{token}/…` serves one built folder (interface design, section 9).
 * The token is 16 random bytes in this process's memory, belongs to one session, and ends with it, with its lock, or after
 * 30 minutes; the folder goes with it. No cookie is read: a frame without an origin sends none. Everything else is 404.
 */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { toHex } from '../base/bytes.ts';
import type { Clock, Random } from '../base/clock.ts';
import { KuaFailure } from '../base/failures.ts';
import { mediaType } from '../base/media-type.ts';
import type { ApiOut } from '../contract/api.ts';
import { CSP } from '../contract/csp.ts';
import type { Api } from '../node/api.ts';
import { failureAnswer } from './answers.ts';

const PREFIX = '/preview/';
export const isPreview = (path: string): boolean => path.startsWith(PREFIX);

/** One person looks at one preview at a time; the oldest give way. */
const MOST = 8;

interface Held {
  readonly dir: string;
  readonly session: string;
  readonly until: number;
}

export interface Previews {
  /** Puts an address of this session in the place of the folder. */
  issue(session: string, answer: ApiOut<'editions.preview'>): ApiOut<'editions.preview'>;
}

export function addPreviews(
  app: OpenAPIHono,
  o: { readonly api: Api; readonly clock: Clock; readonly random: Random },
): Previews {
  const held = new Map<string, Held>();
  const drop = (token: string): void => {
    const one = held.get(token);
    held.delete(token);
    if (one) void rm(one.dir, { recursive: true, force: true }).catch(() => undefined);
  };
  const sweep = (): void => {
    for (const [token, one] of held) if (one.until <= o.clock()) drop(token);
  };

  /** The session is open and not locked; asked anew for every file. */
  const isOpen = async (session: string): Promise<boolean> => {
    try {
      const read: { readonly locked?: boolean } = await o.api.call('session.read', { session });
      return read.locked !== true;
    } catch (error) {
      if (error instanceof KuaFailure && error.failure.code === 'E_SESSION') return false;
      throw error;
    }
  };

  const absent = (c: Context): Response => failureAnswer(c, { code: 'E_NOT_FOUND', params: { id: 'preview' } });
  app.get(`${PREFIX}:token/*`, async (c) => {
    sweep();
    c.header('cache-control', 'no-store');
    const token = c.req.param('token');
    const one = held.get(token);
    if (!one) return absent(c);
    if (!(await isOpen(one.session))) {
      drop(token);
      return absent(c);
    }
    const path = fileIn(c.req.path.slice(PREFIX.length + token.length + 1));
    const bytes = path === null ? null : await readFile(join(one.dir, path)).catch(() => null);
    if (!bytes || path === null) return absent(c);
    c.header('content-type', mediaType(path));
    c.header('content-security-policy', CSP.preview);
    c.header('access-control-allow-origin', '*');
    return c.body(new Uint8Array(bytes));
  });
  app.get(`${PREFIX}*`, absent);

  return {
    issue(session, answer) {
      sweep();
      for (const [token, one] of held) if (one.session === session) drop(token);
      const oldest = held.size >= MOST ? held.keys().next().value : undefined;
      if (oldest !== undefined) drop(oldest);
      const token = toHex(o.random(16));
      const until = Date.parse(answer.expires);
      held.set(token, { dir: answer.preview, session, until });
      const timer = setTimeout(() => drop(token), Math.max(0, until - o.clock()));
      timer.unref();
      return { ...answer, preview: `${PREFIX}${token}/` };
    },
  };
}

/** A path inside the folder, or null: no empty part, no dot part, nothing that means another file. */
function fileIn(raw: string): string | null {
  try {
    const path = decodeURIComponent(raw);
    const parts = path.split('/');
    const safe = parts.every((part) => /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/.test(part));
    return safe && path.length <= 300 ? path : null;
  } catch {
    return null;
  }
}
