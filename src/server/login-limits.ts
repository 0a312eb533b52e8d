/**
 * How fast may be guessed. Each name, known or not, has a delay of its own that grows with its failures; nobody's failures
 * delay another name. A login link that is right is never delayed: only wrong ones share a bucket.
 */
import { KuaFailure, refuse } from '../base/failures.ts';
import type { Clock } from '../base/clock.ts';
import { rateLimit } from './rate-limit.ts';

/** So many tries are free of delay; then 1, 2, 4, … seconds, at most a minute. */
const FREE_TRIES = 3;
const MAX_DELAY_S = 60;
const FORGET_MS = 3_600_000;
const MAX_NAMES = 5000;
/** No answer to a wrong try leaves earlier: what was wrong must not show in the time. */
const FLOOR_MS = 500;

const WRONG: ReadonlySet<string> = new Set(['E_LOGIN', 'E_LOGIN_WRONG', 'E_UNLOCK_WRONG', 'E_INVITATION']);

interface Tries {
  readonly failures: number;
  readonly until: number;
  readonly at: number;
}

export interface LoginLimits {
  /** A try that a person types, under the name it is made for. Throws E_RATE before the work is done. */
  typed<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** A try with a token too long to be guessed. Throws E_RATE in place of the refusal when many were wrong. */
  token<T>(work: () => Promise<T>): Promise<T>;
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms));

export function loginLimits(clock: Clock): LoginLimits {
  const tries = new Map<string, Tries>();
  const busy = new Set<string>();
  const wrongTokens = rateLimit(10, 0.2);

  const forget = (now: number): void => {
    for (const [name, t] of tries) if (now - t.at > FORGET_MS || tries.size > MAX_NAMES) tries.delete(name);
  };
  const failed = (name: string): void => {
    const now = clock();
    const failures = (tries.get(name)?.failures ?? 0) + 1;
    const seconds = failures < FREE_TRIES ? 0 : Math.min(MAX_DELAY_S, 2 ** (failures - FREE_TRIES));
    // Put anew, so that the oldest stands first.
    tries.delete(name);
    tries.set(name, { failures, until: now + seconds * 1000, at: now });
    if (tries.size > MAX_NAMES) forget(now);
  };
  const isWrong = (error: unknown): boolean => error instanceof KuaFailure && WRONG.has(error.failure.code);

  return {
    async typed(name, work) {
      const before = tries.get(name);
      const since = before ? clock() - before.at : 0;
      // A clock that was set back or ahead does not prolong a delay.
      const left = before && since >= 0 && since <= FORGET_MS ? before.until - clock() : 0;
      if (left > 0) refuse('E_RATE', { seconds: Math.ceil(left / 1000) });
      // One try of a name at a time: many at once would pass the delay together.
      if (busy.has(name)) refuse('E_RATE', { seconds: 1 });
      busy.add(name);
      const floor = wait(FLOOR_MS);
      try {
        const done = await work();
        tries.delete(name);
        return done;
      } catch (error) {
        if (isWrong(error)) {
          failed(name);
          await floor;
        }
        throw error;
      } finally {
        busy.delete(name);
      }
    },
    async token(work) {
      try {
        return await work();
      } catch (error) {
        if (!isWrong(error)) throw error;
        const seconds = wrongTokens.take('wrong', clock());
        if (seconds > 0) refuse('E_RATE', { seconds });
        throw error;
      }
    },
  };
}
