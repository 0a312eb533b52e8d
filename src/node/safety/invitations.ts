/** Invitations: a link for one person, for a day, used once. With it the person chooses a passphrase and sets up the codes. */
import { toBase64Url } from '../../base/bytes.ts';
import { refuse } from '../../base/failures.ts';
import type { ApiIn, ApiOut, UserJson } from '../../contract/api.ts';
import type { LedgerReader, LedgerTx } from '../../store/port.ts';
import type { Context } from '../context.ts';
import type { Parts } from '../parts.ts';
import { authOf, putAuth } from './auth.ts';
import { factorUri, minutesOff, newRecoveryCodes, newSecret, recoveryHash, stepOf } from './codes.ts';
import { checkPassphrase, hashPassphrase } from './passphrase.ts';
import { endSessions, openSession, tokenHash } from './sessions.ts';

export const INVITE_MS = 24 * 3_600_000;

interface StoredInvite {
  readonly user: string;
  readonly expires: number;
  readonly secret: string;
}

async function invitesOf(from: LedgerReader, user: string): Promise<readonly (StoredInvite & { key: string })[]> {
  return (await from.locals('invite'))
    .map((r) => ({ ...(r.value as unknown as StoredInvite), key: r.key }))
    .filter((i) => i.user === user);
}

/** Until when an invitation waits; null when none does. */
export async function invitedUntil(from: LedgerReader, user: string, now: number): Promise<string | null> {
  const open = (await invitesOf(from, user)).filter((i) => i.expires >= now).map((i) => i.expires);
  return open.length === 0 ? null : new Date(Math.max(...open)).toISOString();
}

/** Makes an invitation; an earlier one of the same person ends. */
export async function invite(parts: Parts, tx: LedgerTx, user: UserJson): Promise<ApiOut<'people.invite'>> {
  for (const old of await invitesOf(tx, user.id)) await tx.deleteLocal('invite', old.key);
  const token = toBase64Url(parts.random(24));
  const expires = parts.clock() + INVITE_MS;
  await tx.putLocal('invite', tokenHash(parts, token), {
    user: user.id,
    expires,
    secret: newSecret(parts.random(20)),
  });
  return { user, token, expires: new Date(expires).toISOString() };
}

async function found(c: Context, from: LedgerReader, token: string) {
  const row = (await from.local('invite', tokenHash(c.parts, token))) as unknown as StoredInvite | null;
  const now = c.parts.clock();
  if (!row || row.expires < now || row.expires > now + 2 * INVITE_MS) return refuse('E_INVITATION');
  const user = await c.people.byId(row.user);
  return !user || user.locked ? refuse('E_INVITATION') : { row, user };
}

export const organisationOf = async (from: LedgerReader): Promise<string> =>
  ((await from.local('org', 'self')) as { name?: string } | null)?.name ?? '';

export async function readInvite(c: Context, input: ApiIn<'invite.read'>): Promise<ApiOut<'invite.read'>> {
  const { row, user } = await found(c, c.parts.ledger, input.token);
  const organisation = await organisationOf(c.parts.ledger);
  return {
    name: user.name,
    organisation,
    expires: new Date(row.expires).toISOString(),
    secret: row.secret,
    uri: factorUri(row.secret, user.name, organisation),
  };
}

/** Throws E_CODE_CLOCK when the code is that of another time, else E_CODE. */
export function refuseCode(secret: string, code: string, now: number): never {
  const minutes = minutesOff(secret, code, now);
  return minutes === null ? refuse('E_CODE') : refuse('E_CODE_CLOCK', { minutes: Math.abs(minutes) });
}

export async function acceptInvite(c: Context, input: ApiIn<'invite.accept'>): Promise<ApiOut<'invite.accept'>> {
  const { parts } = c;
  const { user } = await found(c, parts.ledger, input.token);
  checkPassphrase(input.passphrase, user.name);
  const passphrase = await hashPassphrase(input.passphrase, parts.random(16));
  return parts.ledger.transact(async (tx) => {
    // Looked at again: the link is used once, whoever was quicker.
    const { row } = await found(c, tx, input.token);
    const now = parts.clock();
    const step = stepOf(row.secret, input.code, now, 0) ?? refuseCode(row.secret, input.code, now);
    const recovery = newRecoveryCodes(parts.random);
    await putAuth(tx, user.id, {
      ...(await authOf(tx, user.id)),
      passphrase,
      factor: { secret: row.secret, last: step },
      pending: null,
      recovery: recovery.map(recoveryHash),
    });
    await tx.deleteLocal('invite', tokenHash(parts, input.token));
    await endSessions(tx, user.id, now);
    return { ...(await openSession(parts, tx, user, input.browser)), recovery };
  });
}
