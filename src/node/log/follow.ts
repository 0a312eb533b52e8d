/** The log of a serving node: looks from time to time whether a checkpoint is due. A failure is met again with the next look. */
import type { ProxyJson } from '../../contract/areas/exchange.ts';
import type { Api } from '../api.ts';

const LOOK_MS = 60_000;

export interface LogFollowing {
  /** Nothing new begins after this; resolves when the look at hand has ended. */
  end(): Promise<void>;
}

export function followLog(o: {
  readonly api: Api;
  /** Between checkpoints; 0: none is made by itself. */
  readonly minutes: number;
  readonly proxy: ProxyJson;
  readonly onFault: (error: unknown) => void;
  readonly lookMs?: number;
}): LogFollowing {
  const { api, minutes, proxy } = o;
  let running: Promise<unknown> = Promise.resolve();
  let busy = false;
  const look = (): void => {
    if (busy) return;
    busy = true;
    running = api
      .call('log.cycle', { minutes, proxy })
      .catch(o.onFault)
      .finally(() => {
        busy = false;
      });
  };
  const timer = minutes > 0 ? setInterval(look, o.lookMs ?? LOOK_MS) : null;
  timer?.unref();
  return {
    async end() {
      if (timer) clearInterval(timer);
      await running;
    },
  };
}
