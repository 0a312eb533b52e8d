/** A line between two nodes: plain TCP that can be cut, slowed, or broken in the middle of an answer, and that can be listened to. */
import { connect, createServer, type Socket } from 'node:net';

export interface CutLine {
  /** Address that the caller dials; the called node must answer under it (`kua serve --url`). */
  readonly url: string;
  /** Where the line ends: the port of a node of this computer. Until it is set nobody answers. */
  to(port: number): void;
  /** Breaks every connection, and answers nobody until `restore`. */
  cut(): void;
  restore(): void;
  /** Bytes a second towards the caller, over all connections; null: as fast as it goes. */
  slow(bytesPerSecond: number | null): void;
  /** Breaks each connection after so many bytes of its answer, so many times; then the line holds. */
  breakAfter(bytes: number, times: number): void;
  /** Everything that passes, in both directions, from now on. */
  tap(on: (bytes: Uint8Array) => void): void;
  readonly is: 'open' | 'cut';
  /** Connections that were broken so far, by `cut` and `breakAfter`. */
  readonly broken: number;
  close(): Promise<void>;
}

/** Pieces in which a slowed line passes bytes on: each second is cut into so many turns. */
const TURNS = 10;

export async function cutLine(): Promise<CutLine> {
  const sockets = new Set<Socket>();
  let target: number | null = null;
  let open = true;
  let rate: number | null = null;
  let breaks = { after: Number.POSITIVE_INFINITY, left: 0 };
  let broken = 0;
  let free = 0;
  const taps: ((bytes: Uint8Array) => void)[] = [];
  const heard = (bytes: Uint8Array): void => {
    for (const tap of taps) tap(bytes);
  };

  /** When the next bytes may pass on a slowed line: connections share it. */
  const turn = (bytes: number): number => {
    if (rate === null) return 0;
    const now = Date.now();
    free = Math.max(now, free) + (bytes * 1_000) / rate;
    return free - now;
  };

  const server = createServer((near) => {
    sockets.add(near);
    near.on('error', () => undefined);
    near.once('close', () => sockets.delete(near));
    if (!open || target === null) return void near.destroy();
    const far = connect(target, '127.0.0.1');
    sockets.add(far);
    far.once('close', () => sockets.delete(far));
    far.on('error', () => near.destroy());
    near.on('data', (bytes) => {
      heard(bytes);
      far.write(bytes);
    });
    near.on('end', () => far.end());
    near.once('close', () => far.destroy());
    let passed = 0;
    let waiting: Promise<void> = Promise.resolve();
    const pass = async (bytes: Buffer): Promise<void> => {
      const wait = turn(bytes.length);
      if (wait > 0) await new Promise((resolve) => void setTimeout(resolve, wait).unref());
      if (near.destroyed) return;
      const room = breaks.left > 0 ? breaks.after - passed : Number.POSITIVE_INFINITY;
      const going = bytes.length > room ? bytes.subarray(0, Math.max(0, room)) : bytes;
      passed += going.length;
      heard(going);
      near.write(going);
      if (going.length === bytes.length) return;
      breaks.left--;
      broken++;
      // What was written before the break arrives; nothing after it does.
      near.destroySoon();
      far.destroy();
    };
    far.on('data', (bytes) => {
      const piece = rate === null ? bytes.length : Math.max(1, Math.floor(rate / TURNS));
      for (let at = 0; at < bytes.length; at += piece) {
        const part = bytes.subarray(at, at + piece);
        waiting = waiting.then(() => pass(part));
      }
    });
    far.on('end', () => {
      waiting = waiting.then(() => void near.end());
    });
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
  return {
    url: `http://127.0.0.1:${port}/`,
    to(at) {
      target = at;
    },
    cut() {
      open = false;
      broken += sockets.size > 0 ? 1 : 0;
      for (const socket of sockets) socket.destroy();
    },
    restore() {
      open = true;
    },
    slow(bytesPerSecond) {
      rate = bytesPerSecond;
      free = 0;
    },
    breakAfter(bytes, times) {
      breaks = { after: bytes, left: times };
    },
    tap(on) {
      taps.push(on);
    },
    get is() {
      return open ? 'open' : 'cut';
    },
    get broken() {
      return broken;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
