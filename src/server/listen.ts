/** Binds the application to 127.0.0.1, or with a certificate of its own to any address of this computer, and closes it in order. */
import { createAdaptorServer } from '@hono/node-server';
import type { Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type Failure, fail, ok, type Result } from '../base/result.ts';

export interface Listening {
  readonly port: number;
  close(): Promise<void>;
}

/** Fails with E_PORT when the port is taken. Port 0 takes any free one. `appFor` gets the port that was bound. */
export async function listen(
  appFor: (port: number) => { fetch(request: Request): Response | Promise<Response> },
  host: string,
  port: number,
  tls: { readonly cert: Uint8Array; readonly key: Uint8Array } | null = null,
): Promise<Result<Listening, Failure>> {
  let handle: ((request: Request) => Response | Promise<Response>) | null = null;
  const fetch = (request: Request): Response | Promise<Response> =>
    handle?.(request) ?? new Response(null, { status: 503 });
  const server = (
    tls
      ? createAdaptorServer({
          fetch,
          createServer: createTlsServer,
          serverOptions: { cert: Buffer.from(tls.cert), key: Buffer.from(tls.key), minVersion: 'TLSv1.2' },
        })
      : createAdaptorServer({ fetch })
  ) as Server;
  const error = await new Promise<NodeJS.ErrnoException | null>((resolve) => {
    server.once('error', resolve);
    server.listen(port, host, () => resolve(null));
  });
  if (error) {
    if (error.code === 'EADDRINUSE' || error.code === 'EACCES') return fail('E_PORT', { port, next: port + 1 }, error);
    return fail('E_ADDRESS', { address: host }, error);
  }
  const address = server.address();
  const bound = typeof address === 'object' && address ? address.port : port;
  const app = appFor(bound);
  handle = (request) => app.fetch(request);
  return ok({
    port: bound,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}
