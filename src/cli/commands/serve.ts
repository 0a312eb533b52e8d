/** `kua serve`: the node for the desk, on this computer only, until it is stopped. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { refuse } from '../../base/failures.ts';
import type { Api } from '../../node/api.ts';
import type { CommandSpec } from '../command.ts';
import { usage } from '../command.ts';
import { type Session, taken } from '../session.ts';

const DEFAULT_PORT = 7800;
const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
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

async function startServer(s: Session, api: Api, node: string, host: string, port: number) {
  const [{ createApp }, { listen }, { packageRoot }, { VERSION }, { createFaultLog }] = await Promise.all([
    import('../../server/app.ts'),
    import('../../server/listen.ts'),
    import('../../node/layout.ts'),
    import('../../node/version.ts'),
    import('../fault-log.ts'),
  ]);
  const names = [...new Set([host, '127.0.0.1', 'localhost'])];
  return listen(
    (bound) =>
      createApp({
        api,
        node,
        hosts: names.map((name) => `${inAddress(name)}:${bound}`),
        deskDir: join(packageRoot, 'dist', 'desk'),
        clock: s.world.clock,
        random: (n) => new Uint8Array(randomBytes(n)),
        onFault: createFaultLog(s.world),
        version: VERSION,
      }),
    host,
    port,
  );
}

export const serveCommands: readonly CommandSpec[] = [
  {
    usage: 'serve',
    summary: 'cmd_serve',
    options: [
      { flags: '--port <port>', text: 'opt_port' },
      { flags: '--host <address>', text: 'opt_host' },
    ],
    async run(s, given) {
      const host = given.text('host') ?? '127.0.0.1';
      if (!isLoopback(host)) refuse('E_ADDRESS', { address: host.slice(0, 80) });
      const port = given.whole('port', 0) ?? DEFAULT_PORT;
      if (port > 65_535) usage(s.t, 'usage_port', { port: String(port) });
      const [{ composeThreaded }, { listenLocal }] = await Promise.all([
        import('../../node/compose.ts'),
        import('../../node/socket.ts'),
      ]);
      const stopped = s.world.untilStopped();
      const node = taken(await composeThreaded(s.dir, await s.vault()));
      try {
        const server = taken(await startServer(s, node, node.id, host, port));
        const address = `http://${inAddress(host)}:${server.port}/`;
        const local = await listenLocal(s.dir, announcing(node, address));
        try {
          const { token } = await node.call('login.token', {});
          const login = `${address}#login=${token}`;
          s.world.out(
            s.json
              ? `${JSON.stringify({ address, login, node: node.id, pid: process.pid })}\n`
              : `${s.t('serve_ready', { address, login })}\n`,
          );
          await stopped;
        } finally {
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
