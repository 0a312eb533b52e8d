/** People of this node: accounts with roles, one-time login tokens, sessions. Local to the node, inside the encrypted ledger file. */
import { fromHex, toBase64Url, toHex } from '../base/bytes.ts';
import { refuse } from '../base/failures.ts';
import type { Json } from '../base/result.ts';
import type { ApiIn, ApiOut, RoleName, UserJson } from '../contract/api.ts';
import { IDLE_MINUTES, type StartedJson } from '../contract/areas/safety.ts';
import type { Parts } from './parts.ts';
import { authOf, meansOf } from './safety/auth.ts';
import { isPassphrase } from './safety/passphrase.ts';
import { endSessions, openSession, sessionOf, tokenHash } from './safety/sessions.ts';

export const ROLES: readonly RoleName[] = ['volunteer', 'documenter', 'reviewer', 'manager'];
export const hasRole = (role: RoleName, needed: RoleName): boolean => ROLES.indexOf(role) >= ROLES.indexOf(needed);

type StoredUser = UserJson & { readonly settings?: Json };

const TOKEN_MS = 15 * 60_000;
/** So long a link opens an account that has a passphrase without asking for it: whoever made it sits at this computer. */
const FRESH_MS = 2 * 60_000;

interface StoredLogin {
  readonly user: string;
  readonly expires: number;
}

const publicUser = ({ id, name, role, locked, created }: StoredUser): UserJson => ({ id, name, role, locked, created });

/** What the person chose, within the bounds; never "not at all". */
function idleMinutes(settings: Json): number {
  const chosen =
    typeof settings === 'object' && settings !== null ? (settings as { [k: string]: Json })['idle_minutes'] : undefined;
  const { least, usual, most } = IDLE_MINUTES;
  return typeof chosen === 'number' && Number.isFinite(chosen) ? Math.min(most, Math.max(least, chosen)) : usual;
}

export interface People {
  list(): Promise<readonly UserJson[]>;
  byId(hex: string): Promise<UserJson | null>;
  /** The named person, or the first manager. Throws E_USER. */
  named(name: string | undefined): Promise<UserJson>;
  add(name: string, role: string): Promise<UserJson>;
  setRole(name: string, role: string): Promise<UserJson>;
  setLocked(name: string, locked: boolean): Promise<UserJson>;
  settings(id: string): Promise<Json>;
  putSettings(id: string, settings: Json): Promise<void>;
  loginToken(name: string | undefined): Promise<{ readonly token: string; readonly user: UserJson }>;
  /** Throws E_LOGIN, E_PASSPHRASE_NEEDED, E_LOGIN_WRONG. */
  redeem(input: ApiIn<'login.redeem'>): Promise<StartedJson>;
  /** The open session of a token, locked or not. Throws E_SESSION. */
  session(token: string): Promise<ApiOut<'session.read'>>;
  end(token: string): Promise<boolean>;
}

export function createPeople(parts: Parts): People {
  const { ledger, primitives: p, clock } = parts;
  const hashOf = (token: string): string => tokenHash(parts, token);
  const all = async (): Promise<readonly StoredUser[]> =>
    (await ledger.locals('user'))
      .map((r) => r.value as unknown as StoredUser)
      .toSorted((a, b) => (a.created < b.created ? -1 : 1));
  const find = async (name: string): Promise<StoredUser> =>
    (await all()).find((u) => u.name === name || u.id === name) ?? refuse('E_USER', { name });
  const put = (user: StoredUser): Promise<void> => ledger.transact((tx) => tx.putLocal('user', user.id, { ...user }));
  const roleOf = (role: string): RoleName => ROLES.find((r) => r === role) ?? refuse('E_ROLE', { role });
  const keepsManager = async (user: StoredUser): Promise<void> => {
    const managers = (await all()).filter((u) => u.role === 'manager' && !u.locked);
    if (managers.length === 1 && managers[0]?.id === user.id) refuse('E_LAST_MANAGER', { name: user.name });
  };

  return {
    list: async () => (await all()).map(publicUser),
    async byId(hex) {
      const user = (await ledger.local('user', hex)) as unknown as StoredUser | null;
      return user ? publicUser(user) : null;
    },
    async named(name) {
      if (name !== undefined) return publicUser(await find(name));
      const first = (await all()).find((u) => u.role === 'manager' && !u.locked);
      return first ? publicUser(first) : refuse('E_USER', { name: 'manager' });
    },
    async add(name, role) {
      const clean = name.normalize('NFC').trim();
      if (clean === '') refuse('E_EMPTY', { field: 'name' });
      if (clean.length > 100) refuse('E_TEXT_LONG', { field: 'name', max: 100 });
      const wanted = roleOf(role);
      if ((await all()).some((u) => u.name === clean)) refuse('E_USER_EXISTS', { name: clean });
      // Later than everyone before, whatever the clock says: the first manager stays the first.
      const after = Math.max(clock(), ...(await all()).map((u) => Date.parse(u.created) + 1));
      const user: StoredUser = {
        id: toHex(p.random(16)),
        name: clean,
        role: wanted,
        locked: false,
        created: new Date(after).toISOString(),
        settings: {},
      };
      await put(user);
      return publicUser(user);
    },
    async setRole(name, role) {
      const user = await find(name);
      const wanted = roleOf(role);
      if (wanted !== 'manager') await keepsManager(user);
      await put({ ...user, role: wanted });
      return publicUser({ ...user, role: wanted });
    },
    async setLocked(name, locked) {
      const user = await find(name);
      if (locked) await keepsManager(user);
      await put({ ...user, locked });
      if (locked) await ledger.transact((tx) => endSessions(tx, user.id, clock()));
      return publicUser({ ...user, locked });
    },
    async settings(id) {
      return ((await ledger.local('user', id)) as unknown as StoredUser | null)?.settings ?? {};
    },
    async putSettings(id, settings) {
      const user = await find(id);
      await put({ ...user, settings });
    },
    async loginToken(name) {
      const user =
        name === undefined
          ? ((await all()).find((u) => u.role === 'manager' && !u.locked) ?? refuse('E_USER', { name: 'manager' }))
          : await find(name);
      if (user.locked) refuse('E_USER_LOCKED', { name: user.name });
      const token = toBase64Url(p.random(24));
      await ledger.transact((tx) =>
        tx.putLocal('login', hashOf(token), { user: user.id, expires: clock() + TOKEN_MS }),
      );
      return { token, user: publicUser(user) };
    },
    async redeem({ token, passphrase, browser }) {
      const key = hashOf(token);
      const open = (login: StoredLogin | null): login is StoredLogin =>
        login !== null && login.expires >= clock() && login.expires <= clock() + 2 * TOKEN_MS;
      const seen = (await ledger.local('login', key)) as unknown as StoredLogin | null;
      const needed =
        open(seen) && clock() > seen.expires - TOKEN_MS + FRESH_MS
          ? (await authOf(ledger, seen.user)).passphrase
          : null;
      if (needed && passphrase === undefined) refuse('E_PASSPHRASE_NEEDED');
      if (needed && !(await isPassphrase(needed, passphrase ?? ''))) refuse('E_UNLOCK_WRONG');
      return ledger.transact(async (tx) => {
        const login = (await tx.local('login', key)) as unknown as StoredLogin | null;
        if (!open(login)) return refuse('E_LOGIN');
        const user = (await tx.local('user', login.user)) as unknown as StoredUser | null;
        if (!user || user.locked) return refuse('E_LOGIN');
        await tx.deleteLocal('login', key);
        return openSession(parts, tx, publicUser(user), browser);
      });
    },
    async session(token) {
      const found = (await sessionOf(parts, ledger, token)) ?? refuse('E_SESSION');
      const users = await all();
      const user = users.find((u) => u.id === found.user);
      if (!user || user.locked) return refuse('E_SESSION');
      const settings = user.settings ?? {};
      return {
        user: publicUser(user),
        csrf: found.csrf,
        expires: new Date(found.expires).toISOString(),
        settings,
        id: found.id,
        started: new Date(found.started).toISOString(),
        usedMs: found.used,
        locked: found.locked,
        idle_minutes: idleMinutes(settings),
        means: meansOf(await authOf(ledger, user.id)),
        ask: users.filter((u) => u.role === 'manager' && !u.locked).map((u) => u.name),
      };
    },
    async end(token) {
      const key = hashOf(token);
      const known = (await ledger.local('session', key)) !== null;
      if (known) await ledger.transact((tx) => tx.deleteLocal('session', key));
      return known;
    },
  };
}

/** 16-byte person id of a user, as entries carry it. */
export const personBytes = (user: UserJson): Uint8Array => fromHex(user.id) ?? new Uint8Array(16);
