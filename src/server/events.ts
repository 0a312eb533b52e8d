/** Server-sent events: a space changed, and what came from whom. One stream per tab; a heartbeat keeps proxies from closing it. */
import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { ArrivalJson } from '../contract/areas/exchange.ts';

export interface Bus {
  publish(space: string): void;
  /** Entries came from another node. What comes from one organisation in quick turns is told as one. */
  arrive(arrival: ArrivalJson): void;
  /** A session was locked or ended: every stream asks at once whether it may go on. */
  recheck(): void;
  stream(c: Context, stillAllowed: () => Promise<boolean>): Response;
  readonly listeners: number;
}

const BEAT_MS = 25_000;

export function createBus(): Bus {
  const listeners = new Set<(space: string, arrival: ArrivalJson | null) => void>();
  const checks = new Set<() => void>();
  let last = 0;
  return {
    publish(space) {
      last++;
      for (const listener of listeners) listener(space, null);
    },
    arrive(arrival) {
      last++;
      for (const listener of listeners) listener(arrival.space, arrival);
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
        const arrived = new Map<string, ArrivalJson>();
        const listener = (space: string, came: ArrivalJson | null): void => {
          if (!waiting.includes(space)) waiting.push(space);
          const key = `${space} ${came?.from ?? ''}`;
          if (came && came.n > 0) arrived.set(key, { ...came, n: came.n + (arrived.get(key)?.n ?? 0) });
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
          const [key, came] = [...arrived][0] ?? [];
          if (key !== undefined && came) {
            arrived.delete(key);
            await stream.writeSSE({ data: JSON.stringify(came), id: String(last) });
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
