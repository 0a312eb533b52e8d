/** Logging in by passphrase and code, unlocking, and what a person changes in the own means of logging in. */
import { refuse } from '../../base/failures.ts';
import type { ApiIn, ApiOut, UserJson } from '../../contract/api.ts';
import type { Context } from '../context.ts';
import { type Auth, authOf, meansOf, putAuth, takeCode } from './auth.ts';
import { factorUri, newRecoveryCodes, newSecret, recoveryHash, stepOf } from './codes.ts';
import { organisationOf, refuseCode } from './invitations.ts';
import { checkPassphrase, hashPassphrase, isPassphrase } from './passphrase.ts';
import {
  endSessions,
  type FoundSession,
  openSession,
  putSeen,
  putSession,
  sessionJson,
  sessionOf,
  sessionsOfUser,
  tokenHash,
} from './sessions.ts';

/** One refusal for an unknown name, a wrong passphrase and a wrong code, after the same work. */
export async function passphraseLogin(
  c: Context,
  input: ApiIn<'login.passphrase'>,
): Promise<ApiOut<'login.passphrase'>> {
  const { parts } = c;
  const name = input.name.normalize('NFC').trim();
  const user = (await c.people.list()).find((u) => u.name === name) ?? null;
  const known = user ? await authOf(parts.ledger, user.id) : null;
  const right = await isPassphrase(known?.passphrase ?? null, input.passphrase);
  return parts.ledger.transact(async (tx) => {
    const auth: Auth = await authOf(tx, user?.id ?? '');
    const after = takeCode(auth, input.code, parts.clock());
    const unchanged = auth.passphrase?.hash === known?.passphrase?.hash;
    if (!user || user.locked || !right || !unchanged || !after) return refuse('E_LOGIN_WRONG');
    await putAuth(tx, user.id, after);
    return openSession(parts, tx, user, input.browser);
  });
}

const current = async (c: Context, token: string): Promise<FoundSession> =>
  (await sessionOf(c.parts, c.parts.ledger, token)) ?? refuse('E_SESSION');

export async function touchSession(c: Context, input: ApiIn<'session.touch'>): Promise<ApiOut<'session.touch'>> {
  return c.parts.ledger.transact(async (tx) => {
    const s = await sessionOf(c.parts, tx, input.session);
    const kept = s !== null && !s.locked && input.at > s.used && input.at <= c.parts.clock();
    if (kept) {
      await putSession(tx, { ...s, used: input.at });
      await putSeen(tx, s.user, input.at);
    }
    return { kept };
  });
}

export async function lockSession(c: Context, input: ApiIn<'session.lock'>): Promise<ApiOut<'session.lock'>> {
  return c.parts.ledger.transact(async (tx) => {
    const s = (await sessionOf(c.parts, tx, input.session)) ?? refuse('E_SESSION');
    if (!s.locked) await putSession(tx, { ...s, locked: true });
    return { locked: true };
  });
}

/** By the passphrase; an account that has none opens with a fresh login link. */
export async function unlockSession(c: Context, input: ApiIn<'session.unlock'>): Promise<ApiOut<'session.unlock'>> {
  const { parts } = c;
  const { user } = await current(c, input.session);
  const auth = await authOf(parts.ledger, user);
  const right = auth.passphrase === null ? false : await isPassphrase(auth.passphrase, input.passphrase ?? '');
  return parts.ledger.transact(async (tx) => {
    const s = (await sessionOf(parts, tx, input.session)) ?? refuse('E_SESSION');
    if (auth.passphrase !== null) {
      if (!right) refuse('E_UNLOCK_WRONG');
    } else {
      const key = tokenHash(parts, input.token ?? '');
      const login = (await tx.local('login', key)) as { user: string; expires: number } | null;
      if (!login || login.user !== user || login.expires < parts.clock()) return refuse('E_LOGIN');
      await tx.deleteLocal('login', key);
    }
    await putSession(tx, { ...s, locked: false, used: parts.clock() });
    return { locked: false };
  });
}

export async function listSessions(c: Context, input: ApiIn<'session.list'>): Promise<ApiOut<'session.list'>> {
  const own = await current(c, input.session);
  const all = await sessionsOfUser(c.parts.ledger, own.user, c.parts.clock());
  return { sessions: all.map((s) => sessionJson(s, own.key)) };
}

export async function endOther(c: Context, input: ApiIn<'session.end_other'>): Promise<ApiOut<'session.end_other'>> {
  const own = await current(c, input.session);
  const ended = await c.parts.ledger.transact((tx) =>
    endSessions(tx, own.user, c.parts.clock(), (s) => (input.id === undefined ? s.key !== own.key : s.id === input.id)),
  );
  return { ended };
}

export const means = async (c: Context, input: ApiIn<'me.means'>): Promise<ApiOut<'me.means'>> =>
  meansOf(await authOf(c.parts.ledger, input.user));

const person = async (c: Context, id: string): Promise<UserJson> =>
  (await c.people.byId(id)) ?? refuse('E_USER', { name: id });

/** Sets or changes the passphrase; every other session of the person ends. */
export async function setPassphrase(c: Context, input: ApiIn<'me.passphrase'>): Promise<ApiOut<'me.passphrase'>> {
  const { parts } = c;
  const own = await current(c, input.session);
  const user = await person(c, own.user);
  const before = await authOf(parts.ledger, user.id);
  if (before.passphrase && !(await isPassphrase(before.passphrase, input.current ?? ''))) refuse('E_UNLOCK_WRONG');
  checkPassphrase(input.passphrase, user.name);
  const passphrase = await hashPassphrase(input.passphrase, parts.random(16));
  return parts.ledger.transact(async (tx) => {
    const auth = { ...(await authOf(tx, user.id)), passphrase };
    await putAuth(tx, user.id, auth);
    const ended = await endSessions(tx, user.id, parts.clock(), (s) => s.key !== own.key);
    return { ...meansOf(auth), ended };
  });
}

/** A new secret to scan; the one in force stays so until a code confirms the new one. */
export async function beginFactor(c: Context, input: ApiIn<'me.factor'>): Promise<ApiOut<'me.factor'>> {
  const { parts } = c;
  const user = await person(c, input.user);
  const secret = newSecret(parts.random(20));
  const auth = await authOf(parts.ledger, user.id);
  if (!auth.passphrase) refuse('E_PASSPHRASE_FIRST');
  await parts.ledger.transact(async (tx) => putAuth(tx, user.id, { ...(await authOf(tx, user.id)), pending: secret }));
  return { secret, uri: factorUri(secret, user.name, await organisationOf(parts.ledger)) };
}

async function proven(c: Context, user: string, passphrase: string): Promise<void> {
  const auth = await authOf(c.parts.ledger, user);
  if (!auth.passphrase) refuse('E_PASSPHRASE_FIRST');
  if (!(await isPassphrase(auth.passphrase, passphrase))) refuse('E_UNLOCK_WRONG');
}

export async function confirmFactor(
  c: Context,
  input: ApiIn<'me.factor_confirm'>,
): Promise<ApiOut<'me.factor_confirm'>> {
  const { parts } = c;
  await proven(c, input.user, input.passphrase);
  return parts.ledger.transact(async (tx) => {
    const auth = await authOf(tx, input.user);
    const secret = auth.pending ?? refuse('E_CODE');
    const now = parts.clock();
    const last = stepOf(secret, input.code, now, 0) ?? refuseCode(secret, input.code, now);
    const recovery = newRecoveryCodes(parts.random);
    await putAuth(tx, input.user, {
      ...auth,
      factor: { secret, last },
      pending: null,
      recovery: recovery.map(recoveryHash),
    });
    return { recovery };
  });
}

export async function newRecovery(c: Context, input: ApiIn<'me.recovery'>): Promise<ApiOut<'me.recovery'>> {
  const { parts } = c;
  await proven(c, input.user, input.passphrase);
  return parts.ledger.transact(async (tx) => {
    const auth = await authOf(tx, input.user);
    if (!auth.factor) return refuse('E_PASSPHRASE_FIRST');
    const recovery = newRecoveryCodes(parts.random);
    await putAuth(tx, input.user, { ...auth, recovery: recovery.map(recoveryHash) });
    return { recovery };
  });
}
