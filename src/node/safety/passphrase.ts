/** Passphrases of accounts: kept as scrypt hashes with their cost beside them, compared in constant time. */
import { scrypt, timingSafeEqual } from 'node:crypto';
import { fromHex, toHex, utf8 } from '../../base/bytes.ts';
import { refuse } from '../../base/failures.ts';
import { MIN_PASSPHRASE } from '../../contract/areas/safety.ts';

/** 64 MiB and about a fifth of a second on an old laptop: what one guess costs (docs/decisions/0021). */
const COST = { n: 2 ** 16, r: 8, p: 1 } as const;
const MAX_PASSPHRASE = 200;

export interface StoredPassphrase {
  readonly salt: string;
  readonly hash: string;
  readonly n: number;
  readonly r: number;
  readonly p: number;
}

/** The same words typed on another keyboard are the same passphrase. */
const bytesOf = (passphrase: string): Uint8Array => utf8(passphrase.normalize('NFKC'));

function derive(passphrase: string, salt: Uint8Array, cost: { n: number; r: number; p: number }): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const { n: N, r, p } = cost;
    scrypt(bytesOf(passphrase), salt, 32, { N, r, p, maxmem: 256 * N * r }, (error, key) =>
      error ? reject(error) : resolve(new Uint8Array(key)),
    );
  });
}

/** Throws E_PASSPHRASE_WEAK: too short or too long, one letter again and again, or the person's own name. */
export function checkPassphrase(passphrase: string, name: string): void {
  const plain = passphrase.normalize('NFKC').trim();
  const letters = new Set(plain.toLowerCase());
  const isName = plain.toLowerCase() === name.normalize('NFKC').trim().toLowerCase();
  if ([...plain].length < MIN_PASSPHRASE || plain.length > MAX_PASSPHRASE || letters.size < 5 || isName)
    refuse('E_PASSPHRASE_WEAK', { least: MIN_PASSPHRASE });
}

export async function hashPassphrase(passphrase: string, salt: Uint8Array): Promise<StoredPassphrase> {
  return { salt: toHex(salt), hash: toHex(await derive(passphrase, salt, COST)), ...COST };
}

/** Stands in where there is nothing to compare with, so that the answer takes as long. */
const NOBODY: StoredPassphrase = { salt: '00'.repeat(16), hash: '00'.repeat(32), ...COST };

/** Whether the passphrase is right. Without a stored one: as much work, and no. */
export async function isPassphrase(stored: StoredPassphrase | null, passphrase: string): Promise<boolean> {
  const against = stored ?? NOBODY;
  const made = await derive(
    passphrase.slice(0, MAX_PASSPHRASE * 2),
    fromHex(against.salt) ?? new Uint8Array(16),
    against,
  );
  const same = timingSafeEqual(made, fromHex(against.hash) ?? new Uint8Array(32));
  return same && stored !== null;
}
