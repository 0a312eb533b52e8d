/** Accounts as a manager sees and changes them. */
import { refuse } from '../../base/failures.ts';
import type { ApiIn, ApiOut, UserJson } from '../../contract/api.ts';
import type { AccountJson } from '../../contract/areas/safety.ts';
import type { Context } from '../context.ts';
import { authOf, meansOf } from './auth.ts';
import { invite, invitedUntil } from './invitations.ts';
import { endSessions, sessionJson, sessionsOfUser } from './sessions.ts';

export async function listPeople(c: Context): Promise<ApiOut<'people.list'>> {
  const { ledger, clock } = c.parts;
  const people: AccountJson[] = [];
  for (const user of await c.people.list()) {
    const open = await sessionsOfUser(ledger, user.id, clock());
    const { passphrase, second_factor } = meansOf(await authOf(ledger, user.id));
    const seen = (await ledger.local('seen', user.id)) as number | null;
    const last = Math.max(seen ?? 0, ...open.map((s) => s.used));
    people.push({
      ...user,
      passphrase,
      second_factor,
      sessions: open.length,
      seen: last === 0 ? null : new Date(last).toISOString(),
      invited_until: await invitedUntil(ledger, user.id, clock()),
    });
  }
  return { people };
}

const named = async (c: Context, id: string): Promise<UserJson> =>
  (await c.people.list()).find((u) => u.id === id || u.name === id) ?? refuse('E_USER', { name: id.slice(0, 100) });

/** Adds the account and invites its person. */
export async function invitePerson(c: Context, input: ApiIn<'people.invite'>): Promise<ApiOut<'people.invite'>> {
  const user = await c.people.add(input.name, input.role);
  return c.parts.ledger.transact((tx) => invite(c.parts, tx, user));
}

export async function resetPerson(c: Context, input: ApiIn<'people.reset'>): Promise<ApiOut<'people.reset'>> {
  const user = await named(c, input.user);
  if (user.locked) refuse('E_USER_LOCKED', { name: user.name });
  return c.parts.ledger.transact(async (tx) => {
    await tx.deleteLocal('auth', user.id);
    await endSessions(tx, user.id, c.parts.clock());
    return invite(c.parts, tx, user);
  });
}

export const changeRole = async (c: Context, input: ApiIn<'people.role'>): Promise<ApiOut<'people.role'>> =>
  c.people.setRole((await named(c, input.user)).id, input.role);

export const lockPerson = async (c: Context, input: ApiIn<'people.lock'>): Promise<ApiOut<'people.lock'>> =>
  c.people.setLocked((await named(c, input.user)).id, input.locked);

export async function sessionsOf(c: Context, input: ApiIn<'people.sessions'>): Promise<ApiOut<'people.sessions'>> {
  const user = await named(c, input.user);
  const all = await sessionsOfUser(c.parts.ledger, user.id, c.parts.clock());
  return { sessions: all.map((s) => sessionJson(s, null)) };
}

export async function endPersonSessions(c: Context, input: ApiIn<'people.end'>): Promise<ApiOut<'people.end'>> {
  const user = await named(c, input.user);
  const ended = await c.parts.ledger.transact((tx) =>
    endSessions(tx, user.id, c.parts.clock(), (s) => input.session === undefined || s.id === input.session),
  );
  return { ended };
}
