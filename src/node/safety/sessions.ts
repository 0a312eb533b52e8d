/** Sessions: rows of the encrypted ledger file under the hash of their token, so that reading the file opens none. */
import { toBase64Url, toHex, utf8 } from '../../base/bytes.ts';
import type { Json } from '../../base/result.ts';
import type { UserJson } from '../../contract/api.ts';
import type { SessionJson, StartedJson } from '../../contract/areas/safety.ts';
import type { LedgerReader, LedgerTx } from '../../store/port.ts';
import type { Parts } from '../parts.ts';

export interface StoredSession {
  readonly user: string;
  readonly csrf: string;
  readonly expires: number;
  readonly started: number;
  readonly used: number;
  readonly locked: boolean;
  readonly browser: string | null;
}

export const SESSION_MS = 12 * 3_600_000;

/** Only hashes of tokens are stored. */
export const tokenHash = (parts: Pick<Parts, 'primitives'>, token: string): string =>
  toHex(parts.primitives.sha256(utf8(`kua/token/1 ${token}`)));

const idOf = (key: string): string => key.slice(0, 16);
const iso = (ms: number): string => new Date(ms).toISOString();

const read = (value: Json): StoredSession => {
  const row = value as unknown as Partial<StoredSession> & Pick<StoredSession, 'user' | 'csrf' | 'expires'>;
  const started = row.started ?? row.expires - SESSION_MS;
  return { started, used: started, locked: false, browser: null, ...row };
};

/**
 * Not over, and not begun so far in the future that a clock that was set back would keep it for a year.
 */
const isOpen = (s: StoredSession, now: number): boolean => s.expires >= now && s.expires <= now + 2 * SESSION_MS;

/** When a person last used the desk; stays when the sessions are gone. */
export const putSeen = (tx: LedgerTx, user: string, at: number): Promise<void> => tx.putLocal('seen', user, at);

export async function openSession(
  parts: Parts,
  tx: LedgerTx,
  user: UserJson,
  browser: string | undefined,
): Promise<StartedJson> {
  const { primitives: p } = parts;
  const now = parts.clock();
  for (const old of await tx.locals('session'))
    if (!isOpen(read(old.value), now)) await tx.deleteLocal('session', old.key);
  const session = toBase64Url(p.random(32));
  const csrf = toBase64Url(p.random(24));
  const row: StoredSession = {
    user: user.id,
    csrf,
    expires: now + SESSION_MS,
    started: now,
    used: now,
    locked: false,
    browser: browser?.slice(0, 40) ?? null,
  };
  await tx.putLocal('session', tokenHash(parts, session), { ...row });
  await putSeen(tx, user.id, now);
  return { session, csrf, user, expires: iso(row.expires) };
}

export interface FoundSession extends StoredSession {
  readonly key: string;
  readonly id: string;
}

/** The open session of a token, locked or not; null when there is none. */
export async function sessionOf(parts: Parts, from: LedgerReader, token: string): Promise<FoundSession | null> {
  const key = tokenHash(parts, token);
  const value = await from.local('session', key);
  if (value === null) return null;
  const row = read(value);
  return isOpen(row, parts.clock()) ? { ...row, key, id: idOf(key) } : null;
}

export function putSession(tx: LedgerTx, s: FoundSession): Promise<void> {
  const { user, csrf, expires, started, used, locked, browser } = s;
  return tx.putLocal('session', s.key, { user, csrf, expires, started, used, locked, browser });
}

export async function sessionsOfUser(from: LedgerReader, user: string, now: number): Promise<readonly FoundSession[]> {
  return (await from.locals('session'))
    .map((r) => ({ ...read(r.value), key: r.key, id: idOf(r.key) }))
    .filter((s) => s.user === user && isOpen(s, now))
    .toSorted((a, b) => b.used - a.used);
}

export const sessionJson = (s: FoundSession, own: string | null): SessionJson => ({
  id: s.id,
  browser: s.browser,
  started: iso(s.started),
  used: iso(s.used),
  locked: s.locked,
  this: s.key === own,
});

/** Ends those sessions of a person that the choice names; how many. */
export async function endSessions(
  tx: LedgerTx,
  user: string,
  now: number,
  choice: (s: FoundSession) => boolean = () => true,
): Promise<number> {
  let ended = 0;
  for (const s of await sessionsOfUser(tx, user, now))
    if (choice(s)) {
      await tx.deleteLocal('session', s.key);
      ended++;
    }
  return ended;
}
