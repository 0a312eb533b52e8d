/** `kua serve`: the node for the desk, on this computer only, until it is stopped. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { refuse } from '../../base/failures.ts';
import type { Api } from '../../node/api.ts';
import { logMinutes } from '../../node/config.ts';
import { followLog } from '../../node/log/follow.ts';
import type { KuaNode } from '../../node/kua-node.ts';
import { VERSION } from '../../node/version.ts';
import type { Arrivals } from '../../server/arrivals.ts';
import type { Listening } from '../../server/listen.ts';
import type { OwnTls } from '../../server/tls.ts';
import { type CommandSpec, type Given, usage } from '../command.ts';
import { createFaultLog } from '../fault-log.ts';
import { type Session, taken } from '../session.ts';

const DEFAULT_PORT = 7800;
const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
const isAny = (host: string): boolean => host === '0.0.0.0' || host === '::';

/** Certificate and key of `--tls` and `--tls-key`; null: none was given. Throws E_TLS, E_USAGE. */
async function ownTls(s: Session, given: Given): Promise<OwnTls | null> {
  if (given.text('tls') === undefined && given.text('tls-key') === undefined) return null;
  const [cert, key] = [given.need('tls'), given.need('tls-key')];
  const { readTls } = await import('../../server/tls.ts');
  return taken(readTls(s.path(cert), s.path(key), s.world.clock()));
}

const inAddress = (host: string): string => (host.includes(':') ? `[${host}]` : host);

/** The same node, whose `info` also says where it is reached: what `kua user link` needs. */
function announcing(api: Api, address: string): Api {
  return {
    async call(name, input, options) {
      const out = await api.call(name, input, options);
      return name === 'info' ? { ...out, address } : out;
    },
  };
}

/** The program of the server; loaded while the workers of the node start. */
const loadServer = () =>
  Promise.all([
    import('../../server/app.ts'),
    import('../../server/listen.ts'),
    import('../../node/layout.ts'),
    import('../../node/coalition/proxy.ts'),
  ]);

async function startServer(
  s: Session,
  loaded: ReturnType<typeof loadServer>,
  node: KuaNode,
  host: string,
  port: number,
  outside: readonly string[],
  arrivals: Arrivals,
  tls: OwnTls | null,
): Promise<Listening> {
  const [{ createApp }, { listen }, { layout, packageRoot }, { proxyOf }] = await loaded;
  const names = [...new Set([host, ...(tls?.names ?? []), '127.0.0.1', 'localhost'])];
  const log = createFaultLog(s.world);
  const listening = await listen(
    (bound) =>
      createApp({
        api: node,
        node: node.id,
        hosts: names.map((name) => `${inAddress(name)}:${bound}`),
        outside,
        secure: tls !== null,
        deskDir: join(packageRoot, 'dist', 'desk'),
        clock: s.world.clock,
        random: (n) => new Uint8Array(randomBytes(n)),
        onFault: (request, error) => void log(request, error),
        version: VERSION,
        exchangeDir: layout(s.dir).exchange,
        proxy: proxyOf(s.world.env),
        arrivals,
      }),
    host,
    port,
    tls,
  );
  return taken(listening);
}

export const serveCommands: readonly CommandSpec[] = [
  {
    usage: 'serve',
    summary: 'cmd_serve',
    options: [
      { flags: '--port <port>', text: 'opt_port' },
      { flags: '--host <address>', text: 'opt_host' },
      { flags: '--tls <certificate>', text: 'opt_tls' },
      { flags: '--tls-key <key>', text: 'opt_tls_key' },
      { flags: '--url <address>', text: 'opt_url', many: true },
      { flags: '--watch <dir>', text: 'opt_watch' },
    ],
    async run(s, given) {
      const host = given.text('host') ?? '127.0.0.1';
      const tls = await ownTls(s, given);
      if (!isLoopback(host) && !tls) refuse('E_ADDRESS', { address: host.slice(0, 80) });
      const port = given.whole('port', 0) ?? DEFAULT_PORT;
      if (port > 65_535) usage(s.t, 'usage_port', { port: String(port) });
      const [{ composeThreaded }, { listenLocal }, { startContinuous }, { proxyOf }, { peerUrl }, { watchArrivals }] =
        await Promise.all([
          import('../../node/compose-threaded.ts'),
          import('../../node/socket.ts'),
          import('../../node/coalition/continuous.ts'),
          import('../../node/coalition/proxy.ts'),
          import('../../node/coalition/sync-http.ts'),
          import('../../server/arrivals.ts'),
        ]);
      const outside = given.many('url').map((text) => peerUrl(text).href);
      const watch = given.text('watch');
      const stopped = s.world.untilStopped();
      const vault = await s.vault();
      const loaded = loadServer();
      const node = taken(await composeThreaded(s.dir, vault));
      try {
        // Whoever brings entries in, a command beside this node too: the open desks hear of it.
        const arrivals = watchArrivals(node);
        const server = await startServer(s, loaded, node, host, port, outside, arrivals, tls);
        // Bound to every address of this computer it is named as the certificate names it.
        const shown = isAny(host) ? (tls?.names[0] ?? host) : host;
        const address = `${tls ? 'https' : 'http'}://${inAddress(shown)}:${server.port}/`;
        const local = await listenLocal(s.dir, announcing(arrivals.api, address));
        const log = createFaultLog(s.world);
        const continuous = startContinuous({
          api: arrivals.api,
          clock: s.world.clock,
          proxy: proxyOf(s.world.env),
          watch: watch === undefined ? null : s.path(watch),
          onFault: (what, error) => void log(what, error),
        });
        try {
          const { token } = await node.call('login.token', {});
          const login = `${address}#login=${token}`;
          s.world.out(
            s.json
              ? `${JSON.stringify({ address, login, node: node.id, pid: process.pid, ...(tls ? { fingerprint: tls.fingerprint } : {}) })}\n`
              : `${s.t('serve_ready', { address, login })}\n${tls ? `${s.t('serve_tls', { fingerprint: tls.fingerprint })}\n` : ''}`,
          );
          const following = followLog({
            api: node,
            minutes: logMinutes(s.world.env),
            proxy: proxyOf(s.world.env),
            onFault: (error) => void log('log.cycle', error),
          });
          await stopped;
          await following.end();
        } finally {
          await continuous.stop();
          await server.close();
          await local.close();
        }
      } finally {
        await node.close();
      }
      s.note(s.t('serve_stopped'));
      return null;
    },
  },
];
