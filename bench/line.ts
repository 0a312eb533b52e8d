/** A proxy (CONNECT) that counts what passes: bytes each way and requests, for benchmarks of exchange. */
import { connect, createServer, type Socket } from 'node:net';

export interface CountingLine {
  readonly url: string;
  /** `up`: bytes from the caller; `down`: bytes to it. */
  readonly seen: { up: number; down: number; requests: number };
  close(): void;
}

const REQUEST = /(?:GET|HEAD|POST|PUT) \/api\/1\/sync\//g;

export async function countingProxy(): Promise<CountingLine> {
  const seen = { up: 0, down: 0, requests: 0 };
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    sockets.add(client);
    client.on('error', () => undefined);
    client.once('data', (head) => {
      const target = /^CONNECT ([^ ]+):(\d+) /.exec(head.toString('latin1'));
      if (!target?.[1]) return void client.destroy();
      const far = connect(Number(target[2]), target[1]);
      sockets.add(far);
      far.on('error', () => client.destroy());
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      client.on('data', (chunk) => {
        seen.up += chunk.length;
        // The head of a request is written in one piece.
        seen.requests += chunk.toString('latin1').match(REQUEST)?.length ?? 0;
      });
      far.on('data', (chunk) => {
        seen.down += chunk.length;
      });
      client.pipe(far).pipe(client);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
