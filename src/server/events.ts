/** Server-sent events: a space changed. One stream per tab; a heartbeat keeps proxies from closing it. */
import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';

export interface Bus {
  publish(space: string): void;
  /** A session was locked or ended: every stream asks at once whether it may go on. */
  recheck(): void;
  stream(c: Context, stillAllowed: () => Promise<boolean>): Response;
  readonly listeners: number;
}

const BEAT_MS = 25_000;

export function createBus(): Bus {
  const listeners = new Set<(space: string) => void>();
  const checks = new Set<() => void>();
  let last = 0;
  return {
    publish(space) {
      last++;
      for (const listener of listeners) listener(space);
    },
    recheck() {
      for (const check of checks) check();
    },
    get listeners() {
      return listeners.size;
    },
    stream: (c, stillAllowed) =>
      streamSSE(c, async (stream) => {
        let wake: () => void = () => {};
        const waiting: string[] = [];
        const listener = (space: string): void => {
          if (!waiting.includes(space)) waiting.push(space);
          wake();
        };
        let asked = false;
        const check = (): void => {
          asked = true;
          wake();
        };
        listeners.add(listener);
        checks.add(check);
        stream.onAbort(() => {
          listeners.delete(listener);
          checks.delete(check);
          wake();
        });
        await stream.writeSSE({ event: 'ready', data: '{}', id: String(last) });
        while (!stream.aborted && !stream.closed) {
          if (asked) {
            asked = false;
            if (!(await stillAllowed())) break;
          }
          const space = waiting.shift();
          if (space !== undefined) {
            await stream.writeSSE({ data: JSON.stringify({ type: 'changed', space }), id: String(last) });
            continue;
          }
          const beat = await new Promise<boolean>((resolve) => {
            const timer = setTimeout(() => resolve(true), BEAT_MS);
            wake = () => {
              clearTimeout(timer);
              resolve(false);
            };
          });
          if (!beat) continue;
          if (!(await stillAllowed())) break;
          await stream.writeSSE({ event: 'beat', data: '{}' });
        }
        listeners.delete(listener);
        checks.delete(check);
      }),
  };
}
