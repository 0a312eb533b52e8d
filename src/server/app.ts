/** The HTTP application: API routes from the contract's table, sessions, security headers, the desk's files. */
import { OpenAPIHono } from '@hono/zod-openapi';
import { toBase64Url } from '../base/bytes.ts';
import type { Clock, Random } from '../base/clock.ts';
import { KuaFailure, refuse } from '../base/failures.ts';
import type { Json } from '../base/result.ts';
import type { ApiOut } from '../contract/api.ts';
import { CSP } from '../contract/csp.ts';
import { OTHER_PATHS } from '../contract/routes.ts';
import type { Api } from '../node/api.ts';
import { failureAnswer } from './answers.ts';
import { jsonBody, MAX_BODY } from './body.ts';
import { createBus } from './events.ts';
import { serveDesk } from './desk-files.ts';
import { addRoutes } from './api-routes.ts';
import { rateLimit } from './rate-limit.ts';
import { createSessions } from './session.ts';

export interface ServerOptions {
  readonly api: Api;
  /** Node id: names the cookie. */
  readonly node: string;
  /** Names under which the node answers, `host:port`. */
  readonly hosts: readonly string[];
  readonly deskDir: string;
  readonly clock: Clock;
  readonly random: Random;
  /** Called with a fault of the program: never with what a person wrote. */
  readonly onFault: (request: string, error: unknown) => void;
  readonly version: string;
}

export function createApp(o: ServerOptions): OpenAPIHono {
  const app = new OpenAPIHono();
  const sessions = createSessions(o.api, o.node);
  const bus = createBus();
  const calls = rateLimit(200, 50);
  const logins = rateLimit(10, 0.2);

  app.use('*', async (c, next) => {
    const host = c.req.header('host') ?? '';
    if (!o.hosts.includes(host)) return failureAnswer(c, { code: 'E_HOST', params: { host: host.slice(0, 100) } });
    const isLogin = c.req.path === OTHER_PATHS.session && c.req.method === 'POST';
    // Whoever is not logged in yet can send any cookie: attempts to log in share one bucket.
    const wait = isLogin ? logins.take('login', o.clock()) : calls.take(c.req.header('cookie') ?? 'nobody', o.clock());
    if (wait > 0) {
      c.header('retry-after', String(wait));
      return failureAnswer(c, { code: 'E_RATE', params: { seconds: wait } });
    }
    if (Number(c.req.header('content-length') ?? 0) > MAX_BODY)
      return failureAnswer(c, { code: 'E_BODY_SIZE', params: { max: MAX_BODY } });
    await next();
    c.header('referrer-policy', 'no-referrer');
    c.header('x-content-type-options', 'nosniff');
    c.header('cross-origin-opener-policy', 'same-origin');
    c.header('cross-origin-resource-policy', 'same-origin');
    c.header('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), display-capture=()');
    if (c.req.path.startsWith('/api/')) {
      c.header('cache-control', 'no-store');
      c.header('content-security-policy', CSP.api);
    }
    return undefined;
  });

  app.onError((error, c) => {
    if (error instanceof KuaFailure) return failureAnswer(c, error.failure);
    const request = toBase64Url(o.random(6));
    o.onFault(request, error);
    return failureAnswer(c, { code: 'E_INTERNAL', params: { request } });
  });

  app.get(OTHER_PATHS.health, (c) => c.json({ ok: true }));
  const who = (s: Pick<ApiOut<'session.read'>, 'user' | 'csrf' | 'expires' | 'settings'>) => ({
    user: s.user,
    csrf: s.csrf,
    expires: s.expires,
    settings: s.settings,
  });
  app.get(OTHER_PATHS.session, async (c) => c.json(who(await sessions.require(c, 'volunteer', false))));
  app.post(OTHER_PATHS.session, async (c) => {
    const body = (await jsonBody(c)) as { token?: unknown } | null;
    if (typeof body?.token !== 'string') return refuse('E_INPUT', { path: 'token', reason: 'a text is needed' });
    const started = await sessions.start(c, body.token);
    return c.json({ user: started.user, csrf: started.csrf, expires: started.expires, settings: {} });
  });
  app.delete(OTHER_PATHS.session, async (c) => {
    await sessions.require(c, 'volunteer', true);
    await sessions.end(c);
    return c.json({ ended: true });
  });
  app.put(OTHER_PATHS.settings, async (c) => {
    const session = await sessions.require(c, 'volunteer', true);
    const settings = (await jsonBody(c)) as Json;
    if (JSON.stringify(settings).length > 4096) refuse('E_INPUT', { path: 'body', reason: 'larger than 4096 bytes' });
    return c.json(await o.api.call('settings.put', { user: session.user.id, settings }));
  });
  app.get(OTHER_PATHS.events, async (c) => {
    await sessions.require(c, 'volunteer', false);
    return bus.stream(c, async () => (await sessions.read(c)) !== null);
  });

  addRoutes(app, { api: o.api, sessions, bus });
  let document: object | null = null;
  app.get(OTHER_PATHS.openapi, (c) => {
    document ??= app.getOpenAPI31Document({
      openapi: '3.1.0',
      info: {
        title: 'Kuä',
        version: o.version,
        description:
          'Use cases of a node. Sessions are cookies; writes carry the header x-kua-csrf. Failures: {error: {code, message, remedy}}.',
      },
    });
    return c.json(document);
  });
  app.all('/api/*', (c) => failureAnswer(c, { code: 'E_PATH', params: { path: c.req.path.slice(0, 100) } }));
  app.get(
    '*',
    serveDesk(o.deskDir, () => toBase64Url(o.random(16))),
  );
  return app;
}
