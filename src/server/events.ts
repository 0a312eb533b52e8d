/** Server-sent events: a space changed. One stream per tab; a heartbeat keeps proxies from closing it. */
import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';

export interface Bus {
  publish(space: string): void;
  stream(c: Context, stillAllowed: () => Promise<boolean>): Response;
  readonly listeners: number;
}

const BEAT_MS = 25_000;

export function createBus(): Bus {
  const listeners = new Set<(space: string) => void>();
  let last = 0;
  return {
    publish(space) {
      last++;
      for (const listener of listeners) listener(space);
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
        listeners.add(listener);
        stream.onAbort(() => {
          listeners.delete(listener);
          wake();
        });
        await stream.writeSSE({ event: 'ready', data: '{}', id: String(last) });
        while (!stream.aborted && !stream.closed) {
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
      }),
  };
}
