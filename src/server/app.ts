/** The HTTP application: API routes from the contract's table, sessions, security headers, the desk's files. */
import { OpenAPIHono } from '@hono/zod-openapi';
import { toBase64Url } from '../base/bytes.ts';
import type { Clock, Random } from '../base/clock.ts';
import { KuaFailure } from '../base/failures.ts';
import { isSyncPath } from '../contract/areas/exchange.ts';
import { isLogPath } from '../contract/areas/log.ts';
import { CSP } from '../contract/csp.ts';
import { OTHER_PATHS } from '../contract/routes.ts';
import type { Api } from '../node/api.ts';
import { failureAnswer } from './answers.ts';
import { compressReads } from './compress.ts';
import { BLANK_PATH, serveBlank } from './blank.ts';
import { MAX_BODY } from './body.ts';
import { addDropRoute, isDrop } from './drop-route.ts';
import { createBus } from './events.ts';
import { serveDesk } from './desk-files.ts';
import { addRoutes } from './api-routes.ts';
import type { ProxyJson } from '../contract/areas/exchange.ts';
import { type Arrivals, watchArrivals } from './arrivals.ts';
import { openExchangeFolder } from './exchange-folder.ts';
import { createExchangeJobs } from './exchange-jobs.ts';
import { addExchangeRoutes, isBundleUpload } from './exchange-routes.ts';
import { addExports } from './exports.ts';
import { addLogRoutes, viaProxy } from './log-routes.ts';
import { addEvidenceRoutes, isOriginal, isUpload } from './evidence-routes.ts';
import { addEditionArchive } from './edition-archive.ts';
import { addPreviews, isPreview } from './previews.ts';
import { rateLimit } from './rate-limit.ts';
import { addReportPage } from './report-page.ts';
import { createSessions } from './session.ts';
import { addSyncRoutes } from './sync-routes.ts';
import { addSessionRoutes } from './session-routes.ts';

export interface ServerOptions {
  readonly api: Api;
  /** Node id: names the cookie. */
  readonly node: string;
  /** Names under which the node answers, `host:port`. */
  readonly hosts: readonly string[];
  /** It answers by TLS itself: cookies are for TLS alone, and other nodes dial https. */
  readonly secure?: boolean;
  /**
   * Addresses under which other nodes reach this one (`https://…/`, `http://….onion/`): nothing but the exchange, the witness and a log
   * that was made public answers there.
   */
  readonly outside?: readonly string[];
  readonly deskDir: string;
  readonly clock: Clock;
  readonly random: Random;
  /** Called with a fault of the program: never with what a person wrote. */
  readonly onFault: (request: string, error: unknown) => void;
  readonly version: string;
  /** Folder for bundles that are sent up or wait to be fetched; absent: one of the system's temp folder. */
  readonly exchangeDir?: string;
  /** How calls to other nodes leave this computer. */
  readonly proxy?: ProxyJson;
  /** Listens to the node for what others bring; absent: what comes by this server alone is told. */
  readonly arrivals?: Arrivals;
}

export function createApp(given: ServerOptions): OpenAPIHono {
  const arrivals = given.arrivals ?? watchArrivals(given.api);
  const o = { ...given, api: viaProxy(arrivals.api, given.proxy ?? {}) };
  const app = new OpenAPIHono();
  const sessions = createSessions(o.api, o.node, o.clock, o.secure);
  const bus = createBus();
  arrivals.listen((arrival) => bus.arrive(arrival));
  const calls = rateLimit(200, 50);
  const outside = new Map((o.outside ?? []).map((address) => [new URL(address).host, new URL(address).href]));

  app.use('*', async (c, next) => {
    const host = c.req.header('host') ?? '';
    const isSync = isSyncPath(c.req.path);
    if (!o.hosts.includes(host) && !((isSync || isLogPath(c.req.path)) && outside.has(host)))
      return failureAnswer(c, { code: 'E_HOST', params: { host: host.slice(0, 100) } });
    // Files of the desk are free; attempts to log in have limits of their own, so that a flood keeps nobody out.
    const isLogin = c.req.path === OTHER_PATHS.session && c.req.method === 'POST';
    const limited = c.req.path.startsWith('/api/') && !isLogin && !isSync;
    const wait = limited ? calls.take(c.req.header('cookie') ?? 'nobody', o.clock()) : 0;
    if (wait > 0) {
      c.header('retry-after', String(wait));
      return failureAnswer(c, { code: 'E_RATE', params: { seconds: wait } });
    }
    if (
      !isUpload(c.req.method, c.req.path) &&
      !isDrop(c.req.path) &&
      !isBundleUpload(c.req.method, c.req.path) &&
      !isSync &&
      Number(c.req.header('content-length') ?? 0) > MAX_BODY
    )
      return failureAnswer(c, { code: 'E_BODY_SIZE', params: { max: MAX_BODY } });
    await next();
    c.header('referrer-policy', 'no-referrer');
    c.header('x-content-type-options', 'nosniff');
    c.header('cross-origin-opener-policy', 'same-origin');
    c.header('cross-origin-resource-policy', isPreview(c.req.path) ? 'cross-origin' : 'same-origin');
    c.header('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), display-capture=()');
    if (c.req.path.startsWith('/api/')) {
      c.header('cache-control', 'no-store');
      c.header('content-security-policy', isOriginal(c.req.path) ? CSP.original : CSP.api);
    }
    return undefined;
  });

  app.use('/api/1/*', compressReads());

  app.onError((error, c) => {
    if (error instanceof KuaFailure) {
      const seconds = error.failure.params?.['seconds'];
      if (error.failure.code === 'E_RATE' && seconds !== undefined) c.header('retry-after', String(seconds));
      return failureAnswer(c, error.failure);
    }
    const request = toBase64Url(o.random(6));
    o.onFault(request, error);
    return failureAnswer(c, { code: 'E_INTERNAL', params: { request } });
  });

  app.get(OTHER_PATHS.health, async (c) => {
    // Who is not logged in learns whether the clock can be right, not when somebody last wrote.
    const { state } = await o.api.call('clock', {});
    return c.json({ ok: true, now: new Date(o.clock()).toISOString(), clock: state });
  });
  app.get(BLANK_PATH, serveBlank);
  addSessionRoutes(app, { api: o.api, sessions, bus, clock: o.clock });
  app.get(OTHER_PATHS.events, async (c) => {
    await sessions.require(c, 'volunteer', false);
    return bus.stream(c, async () => (await sessions.read(c))?.locked === false);
  });

  const previews = addPreviews(app, { api: o.api, clock: o.clock, random: o.random });
  addRoutes(app, { api: o.api, sessions, bus, previews });
  addEditionArchive(app, { api: o.api, sessions });
  addExports(app, { api: o.api, sessions });
  addEvidenceRoutes(app, { api: o.api, sessions, bus });
  addDropRoute(app, { api: o.api, sessions, bus });
  addReportPage(app, { api: o.api, bus, clock: o.clock });
  const folder = openExchangeFolder(o.exchangeDir ?? null);
  const jobs = createExchangeJobs({ clock: o.clock, folder, onFault: o.onFault });
  addExchangeRoutes(app, { api: o.api, sessions, jobs, folder, clock: o.clock, proxy: o.proxy ?? {} });
  addLogRoutes(app, { api: o.api, sessions, clock: o.clock });
  addSyncRoutes(app, {
    api: o.api,
    baseOf: (host) =>
      outside.get(host) ?? (o.hosts.includes(host) ? `${o.secure ? 'https' : 'http'}://${host}/` : null),
    clock: o.clock,
    random: o.random,
    // What came is told by `arrivals`; keys and notes change what is shown, too.
    onReceived: (space) => bus.publish(space),
  });
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
