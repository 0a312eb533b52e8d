/** Token buckets in memory: how often one session, or one address without a session, may call. */

export interface RateLimit {
  /** Seconds to wait, or 0 when the call may go on. */
  take(key: string, now: number): number;
}

/** `burst` calls at once, then `perSecond`. Buckets that are full again are forgotten. */
export function rateLimit(burst: number, perSecond: number): RateLimit {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return {
    take(key, now) {
      const bucket = buckets.get(key) ?? { tokens: burst, at: now };
      // A clock that was set back takes nothing away.
      const passed = Math.max(0, now - bucket.at) / 1000;
      const tokens = Math.min(burst, bucket.tokens + passed * perSecond);
      if (buckets.size > 10_000)
        for (const [k, b] of buckets) if (now - b.at > (burst / perSecond) * 1000) buckets.delete(k);
      if (tokens < 1) {
        buckets.set(key, { tokens, at: now });
        return Math.ceil((1 - tokens) / perSecond);
      }
      buckets.set(key, { tokens: tokens - 1, at: now });
      return 0;
    },
  };
}
