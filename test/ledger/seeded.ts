/** Random bytes that are the same on every run and machine: SHA-256 over a seed and a counter. */
import { createHash } from 'node:crypto';

export function seeded(seed: string): (n: number) => Uint8Array {
  let counter = 0;
  let pool = new Uint8Array(0);
  return (n) => {
    while (pool.length < n) {
      const more = createHash('sha256').update(`${seed}/${counter++}`).digest();
      const grown = new Uint8Array(pool.length + more.length);
      grown.set(pool);
      grown.set(more, pool.length);
      pool = grown;
    }
    const out = pool.slice(0, n);
    pool = pool.slice(n);
    return out;
  };
}
