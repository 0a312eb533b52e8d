/**
 * Every path of the server outside the table of routes, and who may use it. A path that the server registers and that
 * stands neither here nor in ROUTES fails the walk: whoever adds one says here who may call it.
 */
import type { RoleName } from '../../src/contract/api.ts';

export interface KnownPath {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'ALL';
  /** As registered. */
  readonly path: string;
  /**
   * `open`: no session is needed. `session`: any session that is not locked. `locked too`: also a locked one. Else the
   * lowest role.
   */
  readonly access: 'open' | 'session' | 'locked too' | RoleName;
  /** An address that can be asked. */
  readonly ask?: string;
  /** Carries the session's token where it is no GET. */
  readonly csrf?: false;
}

export const OTHER: readonly KnownPath[] = [
  { method: 'GET', path: '/api/1/health', access: 'open' },
  { method: 'GET', path: '/api/1/openapi.json', access: 'open' },
  { method: 'GET', path: '/blank', access: 'open' },
  { method: 'GET', path: '*', access: 'open', ask: '/s/case/records' },
  { method: 'ALL', path: '/api/*', access: 'open', ask: '/api/1/nowhere' },
  { method: 'GET', path: '/api/1/events', access: 'session' },

  { method: 'GET', path: '/api/1/session', access: 'session' },
  { method: 'POST', path: '/api/1/session', access: 'open' },
  { method: 'DELETE', path: '/api/1/session', access: 'locked too' },
  { method: 'POST', path: '/api/1/session/lock', access: 'locked too' },
  { method: 'POST', path: '/api/1/session/unlock', access: 'locked too', csrf: false },
  { method: 'POST', path: '/api/1/session/extend', access: 'session' },
  { method: 'PUT', path: '/api/1/me/settings', access: 'session' },
  { method: 'GET', path: '/api/1/me/sessions', access: 'session' },
  { method: 'DELETE', path: '/api/1/me/sessions', access: 'session' },
  { method: 'DELETE', path: '/api/1/me/sessions/:id', access: 'session' },
  { method: 'GET', path: '/api/1/me/passphrase', access: 'session' },
  { method: 'PUT', path: '/api/1/me/passphrase', access: 'session' },
  { method: 'POST', path: '/api/1/me/factor', access: 'session' },
  { method: 'PUT', path: '/api/1/me/factor', access: 'session' },
  { method: 'POST', path: '/api/1/me/recovery', access: 'session' },
  { method: 'POST', path: '/api/1/invitation', access: 'open' },
  { method: 'PUT', path: '/api/1/invitation', access: 'open' },

  { method: 'POST', path: '/api/1/spaces/:s/evidence', access: 'documenter' },
  { method: 'GET', path: '/api/1/spaces/:s/evidence/:id/content', access: 'documenter' },
  { method: 'POST', path: '/api/1/spaces/:s/signals/drop', access: 'documenter' },
  { method: 'GET', path: '/api/1/spaces/:s/exports/:format', access: 'documenter' },
  { method: 'GET', path: '/api/1/spaces/:s/editions/:number/archive', access: 'documenter' },
  { method: 'GET', path: '/api/1/spaces/:s/exchange', access: 'documenter' },
  { method: 'POST', path: '/api/1/spaces/:s/exchange/write', access: 'documenter' },
  { method: 'POST', path: '/api/1/spaces/:s/exchange/read', access: 'documenter' },
  { method: 'POST', path: '/api/1/spaces/:s/exchange/sync', access: 'documenter' },
  { method: 'GET', path: '/api/1/spaces/:s/exchange/:job/files/:nth', access: 'documenter' },
  { method: 'POST', path: '/api/1/spaces/:s/exchange/:job/remove', access: 'documenter' },
  // For other nodes: a signed opening and a token of their own; no session opens any of it (test/coalition/sync.test.ts).
  { method: 'POST', path: '/api/1/sync/hello', access: 'open' },
  { method: 'POST', path: '/api/1/sync/open', access: 'open' },
  { method: 'POST', path: '/api/1/sync/need', access: 'open' },
  { method: 'POST', path: '/api/1/sync/pull', access: 'open' },
  { method: 'POST', path: '/api/1/sync/push', access: 'open' },
  { method: 'GET', path: '/api/1/sync/blob/:address', access: 'open', ask: `/api/1/sync/blob/${'0'.repeat(64)}` },
  { method: 'PUT', path: '/api/1/sync/blob/:address', access: 'open', ask: `/api/1/sync/blob/${'0'.repeat(64)}` },
  { method: 'GET', path: '/api/1/sync/log/*', access: 'open', ask: '/api/1/sync/log/checkpoint' },
  // A preview has a token of its own in its address, and ends with the session or its lock.
  { method: 'GET', path: '/preview/:token/*', access: 'open', ask: '/preview/unknown/index.html' },
  { method: 'GET', path: '/preview/*', access: 'open', ask: '/preview/' },
  // Witnesses: a request counts by the signature of a log that people took; anything else is refused by the protocol.
  { method: 'POST', path: '/witness/add-checkpoint', access: 'open', csrf: false },
  // The log is read by members, until a manager makes it public.
  { method: 'GET', path: '/log/*', access: 'session', ask: '/log/checkpoint' },
  // The public report form: off unless a manager turned it on; an unknown token is answered 404.
  { method: 'GET', path: '/report/style.css', access: 'open' },
  { method: 'GET', path: '/report/:token', access: 'open' },
  { method: 'POST', path: '/report/:token', access: 'open' },
  { method: 'ALL', path: '/report/*', access: 'open', ask: '/report/a/b' },
];

/** Registered for many paths, and answering none of them. */
export const MIDDLEWARE: readonly string[] = ['ALL /*', 'ALL /api/1/*'];
