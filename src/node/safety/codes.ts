/** One-time codes (RFC 6238: SHA-1, 6 digits, 30 s) and recovery codes. A code is taken once, and one step either way. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { utf8 } from '../../base/bytes.ts';

const STEP_MS = 30_000;
const RECOVERY_CODES = 8;
/** Without letters that are read as others. */
const ALPHABET = '23456789abcdefghjkmnpqrstuvwxyz';
/** How far a phone's clock is searched to say that it is the clock: a day either way. */
const SEARCH_STEPS = 2880;

export const newSecret = (random: Uint8Array): string => new Secret({ buffer: new Uint8Array(random).buffer }).base32;

export const factorUri = (secret: string, name: string, organisation: string): string =>
  new TOTP({ issuer: `Kua ${organisation}`.trim(), label: name, secret, digits: 6, period: 30 }).toString();

const digitsOf = (code: string): string | null => {
  const plain = code.replaceAll(/\s/g, '');
  return /^\d{6}$/.test(plain) ? plain : null;
};

function deltaOf(secret: string, code: string, now: number, window: number): number | null {
  const token = digitsOf(code);
  if (token === null) return null;
  return TOTP.validate({ token, secret: Secret.fromBase32(secret), timestamp: now, window });
}

/** The step the code belongs to, when it is right now (or one step off) and later than the last one taken. */
export function stepOf(secret: string, code: string, now: number, last: number): number | null {
  const delta = deltaOf(secret, code, now, 1);
  if (delta === null) return null;
  const step = Math.floor(now / STEP_MS) + delta;
  return step > last ? step : null;
}

/** Minutes by which the phone's clock is ahead of ours, when the code would be right at that time; else null. */
export function minutesOff(secret: string, code: string, now: number): number | null {
  const delta = deltaOf(secret, code, now, SEARCH_STEPS);
  return delta === null || Math.abs(delta) < 2 ? null : Math.round((delta * STEP_MS) / 60_000);
}

export function newRecoveryCodes(random: (n: number) => Uint8Array): readonly string[] {
  const letter = (): string => {
    // Bytes beyond the last whole multiple would make the first letters likelier.
    for (;;) {
      const byte = random(1)[0] ?? 255;
      if (byte < 256 - (256 % ALPHABET.length)) return ALPHABET[byte % ALPHABET.length] ?? '';
    }
  };
  const five = (): string => Array.from({ length: 5 }, letter).join('');
  return Array.from({ length: RECOVERY_CODES }, () => `${five()}-${five()}`);
}

/** Ten letters of 31 are 49 bits of chance and are tried a few times a minute: a plain hash is enough. */
export const recoveryHash = (code: string): string =>
  createHash('sha256')
    .update(utf8(`kua/recovery/1 ${code.toLowerCase().replaceAll(/[^0-9a-z]/g, '')}`))
    .digest('hex');

/** Position of the code among the kept hashes; every one is compared. */
export function recoveryAt(kept: readonly string[], code: string): number {
  const wanted = Buffer.from(recoveryHash(code), 'hex');
  let found = -1;
  for (const [i, hash] of kept.entries()) if (timingSafeEqual(Buffer.from(hash, 'hex'), wanted)) found = i;
  return found;
}
