/** Continuous exchange of a serving node: peers in turn with their back-off, and the watched folder. Runs beside the node, by its API alone. */
import type { Clock } from '../../base/clock.ts';
import { KuaFailure } from '../../base/failures.ts';
import type { ProxyJson } from '../../contract/areas/exchange.ts';
import type { Api } from '../api.ts';

export interface ContinuousOptions {
  readonly api: Api;
  readonly clock: Clock;
  readonly proxy: ProxyJson;
  /** Folder to watch; null: none. */
  readonly watch: string | null;
  /** A fault of the program, never a refusal. */
  readonly onFault: (what: string, error: unknown) => void;
  /** How often is looked whether something is due. */
  readonly tickMs?: number;
  /** How long after an exchange that went well the next one is due. */
  readonly everyMs?: number;
}

const TICK_MS = 3_000;
const EVERY_MS = 30_000;

export interface Continuous {
  /** Nothing new begins after this; resolves when the tick at hand has ended. */
  stop(): Promise<void>;
}

export function startContinuous(o: ContinuousOptions): Continuous {
  const every = o.everyMs ?? EVERY_MS;
  const running = new Set<string>();
  let [stopped, ticking] = [false, Promise.resolve()];
  let timer: NodeJS.Timeout | null = null;

  const guarded = async (what: string, work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      // A refusal is noted with its peer; at the end of the node calls may break off.
      if (!(error instanceof KuaFailure) && !stopped) o.onFault(what, error);
    }
  };

  const exchange = (url: string): void => {
    if (running.has(url)) return;
    running.add(url);
    void guarded('sync', () => o.api.call('sync.run', { url, proxy: o.proxy })).finally(() => running.delete(url));
  };

  const tick = async (): Promise<void> => {
    await guarded('peers', async () => {
      const now = o.clock();
      const { peers } = await o.api.call('sync.peers', {});
      for (const peer of peers) {
        const due = peer.next === null ? Date.parse(peer.at ?? '') + every : Date.parse(peer.next);
        // A clock that was set back makes nobody wait for a year.
        const far = Math.abs(due - now) > 24 * 3_600_000;
        if (Number.isNaN(due) || due <= now || far) exchange(peer.url);
      }
    });
    const folder = o.watch;
    if (folder !== null && !stopped) await guarded('watch', () => o.api.call('watch.look', { folder }));
  };

  const schedule = (): void => {
    if (stopped) return;
    timer = setTimeout(() => {
      ticking = tick().finally(schedule);
    }, o.tickMs ?? TICK_MS);
    timer.unref();
  };
  schedule();
  return {
    async stop() {
      stopped = true;
      if (timer) clearTimeout(timer);
      await ticking;
    },
  };
}
