/** Sessions over cookies: named after the node, because cookies do not tell ports apart. Locked by the server when idle. */
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Clock } from '../base/clock.ts';
import { KuaFailure, refuse } from '../base/failures.ts';
import type { ApiOut, RoleName } from '../contract/api.ts';
import { PASSIVE_HEADER, type StartedJson } from '../contract/areas/safety.ts';
import { CSRF_HEADER, OTHER_PATHS } from '../contract/routes.ts';
import type { Api } from '../node/api.ts';
import { hasRole } from '../node/users.ts';

export type Session = ApiOut<'session.read'> & { readonly token: string };

export interface Sessions {
  /** The open session, locked or not; null when there is none. */
  read(c: Context): Promise<Session | null>;
  /** The session, with the role and (for writes) the CSRF token checked. Throws E_SESSION, E_LOCKED, E_FORBIDDEN, E_CSRF. */
  require(c: Context, role: RoleName, writes: boolean): Promise<Session>;
  /** The session even when it is locked. Throws E_SESSION. */
  any(c: Context): Promise<Session>;
  /** Milliseconds until it locks by itself. */
  idleLeft(session: Session): number;
  /** Puts the cookie of a session that has begun. */
  begin(c: Context, started: StartedJson): void;
  end(c: Context): Promise<void>;
}

/** How often the instant of last use is written down: a restart of the node may lock that much earlier. */
const TOUCH_MS = 60_000;

/** Streams, presence and what the desk asks by itself are no sign of a person. */
const isPassive = (c: Context): boolean =>
  c.req.path === OTHER_PATHS.events || c.req.path.endsWith('/presence') || c.req.header(PASSIVE_HEADER) !== undefined;

export function createSessions(api: Api, node: string, clock: Clock, secure = false): Sessions {
  const cookie = `kua_${node}`;
  const lastUse = new Map<string, number>();
  const written = new Map<string, number>();

  const usedAt = (s: Session): number => Math.max(s.usedMs, lastUse.get(s.token) ?? 0);
  const idleLeft = (s: Session): number => usedAt(s) + s.idle_minutes * 60_000 - clock();
  const forget = (token: string): void => {
    lastUse.delete(token);
    written.delete(token);
  };

  const used = (s: Session): void => {
    const now = clock();
    lastUse.set(s.token, now);
    if (now - Math.max(s.usedMs, written.get(s.token) ?? 0) < TOUCH_MS) return;
    written.set(s.token, now);
    // The time in memory decides; what is written serves a restart, and waits for nobody.
    void api.call('session.touch', { session: s.token, at: now }).catch(() => undefined);
  };

  const read = async (c: Context): Promise<Session | null> => {
    const token = getCookie(c, cookie);
    if (!token) return null;
    try {
      const session = { ...(await api.call('session.read', { session: token })), token };
      if (session.locked || idleLeft(session) > 0) return session;
      await api.call('session.lock', { session: token });
      return { ...session, locked: true };
    } catch (error) {
      if (!(error instanceof KuaFailure) || error.failure.code !== 'E_SESSION') throw error;
      forget(token);
      return null;
    }
  };
  const any = async (c: Context): Promise<Session> => (await read(c)) ?? refuse('E_SESSION');

  return {
    read,
    any,
    idleLeft,
    async require(c, role, writes) {
      const session = await any(c);
      if (session.locked) refuse('E_LOCKED');
      if (!hasRole(session.user.role, role)) refuse('E_FORBIDDEN', { role });
      if (writes && c.req.header(CSRF_HEADER) !== session.csrf) refuse('E_CSRF');
      if (!isPassive(c)) used(session);
      return session;
    },
    begin(c, started) {
      setCookie(c, cookie, started.session, {
        httpOnly: true,
        sameSite: 'Strict',
        secure,
        path: '/',
        maxAge: 12 * 3600,
      });
    },
    async end(c) {
      const token = getCookie(c, cookie);
      if (token) {
        await api.call('session.end', { session: token });
        forget(token);
      }
      deleteCookie(c, cookie, { path: '/', secure });
    },
  };
}
