/** What an account has to log in with: rows of the encrypted ledger file, apart from the account itself. */
import type { Json } from '../../base/result.ts';
import type { MeansJson } from '../../contract/areas/safety.ts';
import type { LedgerReader, LedgerTx } from '../../store/port.ts';
import { recoveryAt, stepOf } from './codes.ts';
import type { StoredPassphrase } from './passphrase.ts';

export interface Auth {
  readonly passphrase: StoredPassphrase | null;
  /** `last`: the step of the last code taken, so that none is taken twice. */
  readonly factor: { readonly secret: string; readonly last: number } | null;
  /** A secret shown and not yet confirmed by a code. */
  readonly pending: string | null;
  /** Hashes of the recovery codes not used yet. */
  readonly recovery: readonly string[];
}

const NONE: Auth = { passphrase: null, factor: null, pending: null, recovery: [] };

export async function authOf(from: LedgerReader, user: string): Promise<Auth> {
  return { ...NONE, ...((await from.local('auth', user)) as unknown as Partial<Auth> | null) };
}

export const putAuth = (tx: LedgerTx, user: string, auth: Auth): Promise<void> =>
  tx.putLocal('auth', user, { ...auth } as unknown as Json);

export const meansOf = (auth: Auth): MeansJson => ({
  passphrase: auth.passphrase !== null,
  second_factor: auth.factor !== null,
  recovery_left: auth.recovery.length,
});

/** Any secret does where there is none: the work is the same and the answer is no. */
const NO_SECRET = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

/** The account after this code was taken, or null: a one-time code later than the last, or a recovery code not used yet. */
export function takeCode(auth: Auth, code: string, now: number): Auth | null {
  const step = stepOf(auth.factor?.secret ?? NO_SECRET, code, now, auth.factor?.last ?? 0);
  const at = recoveryAt(auth.recovery, code);
  if (!auth.factor) return null;
  if (step !== null) return { ...auth, factor: { ...auth.factor, last: step } };
  if (at >= 0) return { ...auth, recovery: auth.recovery.filter((_, i) => i !== at) };
  return null;
}
