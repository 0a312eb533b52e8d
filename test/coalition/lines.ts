/** Lines between nodes: a served node on a port, a proxy that cuts what passes, a SOCKS5 server that knows names. */
import { connect, createServer, type Server, type Socket } from 'node:net';
import { randomBytes } from 'node:crypto';
import type { Api } from '../../src/node/api.ts';
import { createApp } from '../../src/server/app.ts';
import { listen } from '../../src/server/listen.ts';

export interface Served {
  readonly url: string;
  readonly port: number;
  readonly faults: unknown[];
  close(): Promise<void>;
}

/** A node's real HTTP application on a free port of this computer. */
export async function serve(
  node: Api & { readonly id: string },
  o: { readonly outside?: readonly string[]; readonly clock?: () => number } = {},
): Promise<Served> {
  const faults: unknown[] = [];
  const started = await listen(
    (port) =>
      createApp({
        api: node,
        node: node.id,
        hosts: [`127.0.0.1:${port}`],
        outside: o.outside ?? [],
        deskDir: '/nonexistent',
        clock: o.clock ?? Date.now,
        random: (n) => new Uint8Array(randomBytes(n)),
        onFault: (_, error) => faults.push(error),
        version: '0',
      }),
    '127.0.0.1',
    0,
  );
  if (!started.ok) throw new Error(started.error.code);
  const { port, close } = started.value;
  return { url: `http://127.0.0.1:${port}/`, port, faults, close };
}

export interface Line {
  readonly url: string;
  /** Names that were asked for, as the proxy got them. */
  readonly asked: string[];
  /** Bytes that went back to the caller, over all connections. */
  passed: number;
  cuts: number;
  close(): Promise<void>;
}

function listening(server: Server): Promise<number> {
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    }),
  );
}

function closing(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  for (const socket of sockets) socket.destroy();
  return new Promise((resolve) => server.close(() => resolve()));
}

/**
 * An HTTP proxy (CONNECT). With `cutAfter` it cuts a connection when so many bytes went back, as long as `cutsLeft` last.
 */
export async function cuttingProxy(o: { readonly cutAfter?: number; readonly cutsLeft?: number } = {}): Promise<Line> {
  const sockets = new Set<Socket>();
  let left = o.cutsLeft ?? Number.POSITIVE_INFINITY;
  const server = createServer((client) => {
    sockets.add(client);
    client.on('error', () => undefined);
    client.once('data', (head) => {
      const target = /^CONNECT ([^ ]+):(\d+) /.exec(head.toString('latin1'));
      if (!target?.[1]) return void client.destroy();
      line.asked.push(target[1]);
      const far = connect(Number(target[2]), '127.0.0.1');
      sockets.add(far);
      let here = 0;
      far.on('error', () => client.destroy());
      far.on('connect', () => client.write('HTTP/1.1 200 OK\r\n\r\n'));
      far.on('data', (bytes) => {
        const room = (o.cutAfter ?? Number.POSITIVE_INFINITY) - here;
        const cut = left > 0 && bytes.length > room;
        const passing = cut ? bytes.subarray(0, room) : bytes;
        here += passing.length;
        line.passed += passing.length;
        client.write(passing);
        if (!cut) return;
        left--;
        line.cuts++;
        client.destroySoon();
        far.destroy();
      });
      far.on('end', () => client.end());
      client.on('data', (bytes) => far.write(bytes));
      client.on('close', () => far.destroy());
    });
  });
  const port = await listening(server);
  const line: Line = {
    url: `http://127.0.0.1:${port}`,
    asked: [],
    passed: 0,
    cuts: 0,
    close: () => closing(server, sockets),
  };
  return line;
}

/** SOCKS5 (RFC 1928) without authentication, CONNECT only; every name leads to one port of this computer. */
export async function socksServer(toPort: number): Promise<Line> {
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    sockets.add(client);
    client.on('error', () => undefined);
    client.once('data', () => {
      client.write(new Uint8Array([5, 0]));
      client.once('data', (request: Buffer) => {
        // Version, CONNECT, reserved, then the kind of address: 3 is a name, 1 four bytes.
        if (request[1] !== 1) return void client.end(new Uint8Array([5, 7, 0, 1, 0, 0, 0, 0, 0, 0]));
        const name =
          request[3] === 3
            ? request.subarray(5, 5 + (request[4] ?? 0)).toString('latin1')
            : `address ${[...request.subarray(4, 8)].join('.')}`;
        line.asked.push(name);
        const far = connect(toPort, '127.0.0.1', () => {
          client.write(new Uint8Array([5, 0, 0, 1, 127, 0, 0, 1, 0, 0]));
          far.pipe(client).pipe(far);
        });
        sockets.add(far);
        far.on('data', (bytes) => (line.passed += bytes.length));
        far.on('error', () => client.destroy());
      });
    });
  });
  const port = await listening(server);
  const line: Line = {
    url: `socks5h://127.0.0.1:${port}`,
    asked: [],
    passed: 0,
    cuts: 0,
    close: () => closing(server, sockets),
  };
  return line;
}
