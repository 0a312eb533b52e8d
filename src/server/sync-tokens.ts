/** Nonces and tokens of callers, in memory: a nonce is used once within five minutes, a token opens one space for one seat. */
import { toBase64Url, toHex } from '../base/bytes.ts';
import type { Clock, Random } from '../base/clock.ts';
import { SYNC_LIMITS } from '../contract/areas/exchange.ts';

export interface SyncToken {
  readonly space: string;
  readonly seat: string;
  readonly until: number;
  /** Frontier (hex) that the caller last told. */
  said: string;
}

export interface SyncTokens {
  nonce(base: string): Uint8Array;
  /** True once for a nonce that was given for this address. */
  spend(nonce: string, base: string): boolean;
  issue(space: string, seat: string): string;
  find(token: string): SyncToken | null;
}

const MOST = 2_000;
/** One seat holds few tokens: whoever took its key crowds nobody else out. */
const MOST_OF_SEAT = 8;

export function createSyncTokens(clock: Clock, random: Random): SyncTokens {
  const nonces = new Map<string, { readonly base: string; readonly until: number }>();
  const tokens = new Map<string, SyncToken>();
  // The oldest stand first.
  const trim = <T>(map: Map<string, T>, most: number): void => {
    for (const key of map.keys()) {
      if (map.size <= most) return;
      map.delete(key);
    }
  };
  const isOver = (until: number, span: number): boolean => {
    const left = until - clock();
    // A clock that was set back prolongs nothing.
    return left <= 0 || left > span;
  };
  return {
    nonce(base) {
      const bytes = random(32);
      nonces.set(toHex(bytes), { base, until: clock() + SYNC_LIMITS.nonceMs });
      trim(nonces, MOST);
      return bytes;
    },
    spend(nonce, base) {
      const found = nonces.get(nonce);
      nonces.delete(nonce);
      return found !== undefined && found.base === base && !isOver(found.until, SYNC_LIMITS.nonceMs);
    },
    issue(space, seat) {
      const token = toBase64Url(random(32));
      const ours = [...tokens].filter(([, t]) => t.space === space && t.seat === seat);
      for (const [old] of ours.slice(0, Math.max(0, ours.length + 1 - MOST_OF_SEAT))) tokens.delete(old);
      tokens.set(token, { space, seat, until: clock() + SYNC_LIMITS.tokenMs, said: '' });
      trim(tokens, MOST);
      return token;
    },
    find(token) {
      const found = tokens.get(token);
      if (!found) return null;
      if (!isOver(found.until, SYNC_LIMITS.tokenMs)) return found;
      tokens.delete(token);
      return null;
    },
  };
}
