/** Sessions over cookies: named after the node, because cookies do not tell ports apart. */
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { KuaFailure, refuse } from '../base/failures.ts';
import type { ApiOut, RoleName } from '../contract/api.ts';
import { CSRF_HEADER } from '../contract/routes.ts';
import type { Api } from '../node/api.ts';
import { hasRole } from '../node/users.ts';

export type Session = ApiOut<'session.read'> & { readonly token: string };

export interface Sessions {
  read(c: Context): Promise<Session | null>;
  /** The session, with the role and (for writes) the CSRF token checked. Throws E_SESSION, E_FORBIDDEN, E_CSRF. */
  require(c: Context, role: RoleName, writes: boolean): Promise<Session>;
  start(c: Context, token: string): Promise<ApiOut<'login.redeem'>>;
  end(c: Context): Promise<void>;
}

export function createSessions(api: Api, node: string): Sessions {
  const cookie = `kua_${node}`;
  const read = async (c: Context): Promise<Session | null> => {
    const token = getCookie(c, cookie);
    if (!token) return null;
    try {
      return { ...(await api.call('session.read', { session: token })), token };
    } catch (error) {
      if (error instanceof KuaFailure && error.failure.code === 'E_SESSION') return null;
      throw error;
    }
  };
  return {
    read,
    async require(c, role, writes) {
      const session = (await read(c)) ?? refuse('E_SESSION');
      if (!hasRole(session.user.role, role)) refuse('E_FORBIDDEN', { role });
      if (writes && c.req.header(CSRF_HEADER) !== session.csrf) refuse('E_CSRF');
      return session;
    },
    async start(c, token) {
      const started = await api.call('login.redeem', { token });
      setCookie(c, cookie, started.session, { httpOnly: true, sameSite: 'Strict', path: '/', maxAge: 12 * 3600 });
      return started;
    },
    async end(c) {
      const token = getCookie(c, cookie);
      if (token) await api.call('session.end', { session: token });
      deleteCookie(c, cookie, { path: '/' });
    },
  };
}
