/** People of this node: accounts with roles, one-time login tokens, sessions. Local to the node, inside the encrypted ledger file. */
import { fromHex, toBase64Url, toHex, utf8 } from '../base/bytes.ts';
import { refuse } from '../base/failures.ts';
import type { Json } from '../base/result.ts';
import type { RoleName, UserJson } from '../contract/api.ts';
import type { Parts } from './parts.ts';

export const ROLES: readonly RoleName[] = ['volunteer', 'documenter', 'reviewer', 'manager'];
export const hasRole = (role: RoleName, needed: RoleName): boolean => ROLES.indexOf(role) >= ROLES.indexOf(needed);

type StoredUser = UserJson & { readonly settings?: Json };
interface StoredSession {
  readonly user: string;
  readonly csrf: string;
  readonly expires: number;
}

const TOKEN_MS = 15 * 60_000;
const SESSION_MS = 12 * 3_600_000;

const publicUser = ({ id, name, role, locked, created }: StoredUser): UserJson => ({ id, name, role, locked, created });

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
  redeem(
    token: string,
  ): Promise<{ readonly session: string; readonly csrf: string; readonly user: UserJson; readonly expires: string }>;
  session(
    token: string,
  ): Promise<{ readonly user: UserJson; readonly csrf: string; readonly expires: string; readonly settings: Json }>;
  end(token: string): Promise<boolean>;
}

export function createPeople(parts: Parts): People {
  const { ledger, primitives: p, clock } = parts;
  // Only hashes of tokens are stored: reading the file gives nobody a session.
  const hashOf = (token: string): string => toHex(p.sha256(utf8(`kua/token/1 ${token}`)));
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
      if (clean === '' || clean.length > 100) refuse('E_USAGE', { reason: 'a name of 1 to 100 characters' });
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
      if (locked) {
        const sessions = await ledger.locals('session');
        await ledger.transact(async (tx) => {
          for (const s of sessions)
            if ((s.value as unknown as StoredSession).user === user.id) await tx.deleteLocal('session', s.key);
        });
      }
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
    async redeem(token) {
      const key = hashOf(token);
      return ledger.transact(async (tx) => {
        const login = (await tx.local('login', key)) as { user: string; expires: number } | null;
        if (!login || login.expires < clock()) return refuse('E_LOGIN');
        const user = (await tx.local('user', login.user)) as unknown as StoredUser | null;
        if (!user || user.locked) return refuse('E_LOGIN');
        await tx.deleteLocal('login', key);
        for (const old of await tx.locals('session'))
          if ((old.value as unknown as StoredSession).expires < clock()) await tx.deleteLocal('session', old.key);
        const session = toBase64Url(p.random(32));
        const csrf = toBase64Url(p.random(24));
        const expires = clock() + SESSION_MS;
        await tx.putLocal('session', hashOf(session), { user: user.id, csrf, expires });
        return { session, csrf, user: publicUser(user), expires: new Date(expires).toISOString() };
      });
    },
    async session(token) {
      const found = (await ledger.local('session', hashOf(token))) as unknown as StoredSession | null;
      if (!found || found.expires < clock()) return refuse('E_SESSION');
      const user = (await ledger.local('user', found.user)) as unknown as StoredUser | null;
      if (!user || user.locked) return refuse('E_SESSION');
      return {
        user: publicUser(user),
        csrf: found.csrf,
        expires: new Date(found.expires).toISOString(),
        settings: user.settings ?? {},
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
