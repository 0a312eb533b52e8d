/** Safety and people: accounts, invitations, second factor, lock, sessions: use cases and their paths. */
import type { ApiName, RoleName, UserJson } from '../api.ts';
import type { Route } from '../routes.ts';

/** An account as a manager sees it: never a secret, never what the person is doing. */
export interface AccountJson extends UserJson {
  readonly passphrase: boolean;
  readonly second_factor: boolean;
  /** Open sessions, and when one of them was last used by a person. */
  readonly sessions: number;
  readonly seen: string | null;
  /** Until when an invitation waits; null when none does. */
  readonly invited_until: string | null;
}

export interface SessionJson {
  /** Names the session in lists; opens nothing. */
  readonly id: string;
  /** Such as `Firefox, Linux`; null when the browser did not say. */
  readonly browser: string | null;
  readonly started: string;
  readonly used: string;
  readonly locked: boolean;
  readonly this: boolean;
}

/** What an account has to log in with. */
export interface MeansJson {
  readonly passphrase: boolean;
  readonly second_factor: boolean;
  readonly recovery_left: number;
}

/** A session that has just begun: the token goes into the cookie and nowhere else. */
export interface StartedJson {
  readonly session: string;
  readonly csrf: string;
  readonly user: UserJson;
  readonly expires: string;
}

/**
 * `behind`: the node has written a note that is later than its clock says now. `unused`: its newest note is more than a
 * year old, so either nobody wrote for a year or the clock runs ahead.
 */
export interface ClockJson {
  readonly state: 'ok' | 'behind' | 'unused';
  readonly now: string;
  /** Day of the node's newest note; null when it has none. */
  readonly newest: string | null;
}

interface InvitationJson {
  readonly user: UserJson;
  /** Given once: the node keeps its hash. */
  readonly token: string;
  readonly expires: string;
}

/** The secret of a second factor that is not in force yet. */
interface FactorJson {
  readonly secret: string;
  readonly uri: string;
}

export interface SafetyApi {
  'people.list': { in: Record<string, never>; out: { readonly people: readonly AccountJson[] } };
  'people.invite': {
    in: { readonly name: string; readonly role: RoleName; readonly person?: string };
    out: InvitationJson;
  };
  /** Takes passphrase, second factor and sessions away, and invites the person anew. */
  'people.reset': { in: { readonly user: string; readonly person?: string }; out: InvitationJson };
  'people.role': {
    in: { readonly user: string; readonly role: RoleName; readonly person?: string };
    out: UserJson;
  };
  'people.lock': {
    in: { readonly user: string; readonly locked: boolean; readonly person?: string };
    out: UserJson;
  };
  'people.sessions': { in: { readonly user: string }; out: { readonly sessions: readonly SessionJson[] } };
  /** Ends one session of a person, or all when none is named. */
  'people.end': {
    in: { readonly user: string; readonly session?: string; readonly person?: string };
    out: { readonly ended: number };
  };
  clock: { in: Record<string, never>; out: ClockJson };

  'invite.read': {
    in: { readonly token: string };
    out: { readonly name: string; readonly organisation: string; readonly expires: string } & FactorJson;
  };
  'invite.accept': {
    in: { readonly token: string; readonly passphrase: string; readonly code: string; readonly browser?: string };
    out: StartedJson & { readonly recovery: readonly string[] };
  };
  'login.passphrase': {
    in: { readonly name: string; readonly passphrase: string; readonly code: string; readonly browser?: string };
    out: StartedJson;
  };
  /** A person used the session at this instant. */
  'session.touch': { in: { readonly session: string; readonly at: number }; out: { readonly kept: boolean } };
  'session.lock': { in: { readonly session: string }; out: { readonly locked: boolean } };
  'session.unlock': {
    in: { readonly session: string; readonly passphrase?: string; readonly token?: string };
    out: { readonly locked: boolean };
  };
  'session.list': { in: { readonly session: string }; out: { readonly sessions: readonly SessionJson[] } };
  /** Ends a session of the same person by its id; without one, all but this. */
  'session.end_other': { in: { readonly session: string; readonly id?: string }; out: { readonly ended: number } };
  'me.means': { in: { readonly user: string }; out: MeansJson };
  'me.passphrase': {
    in: { readonly session: string; readonly passphrase: string; readonly current?: string };
    out: MeansJson & { readonly ended: number };
  };
  'me.factor': { in: { readonly user: string }; out: FactorJson };
  'me.factor_confirm': {
    in: { readonly user: string; readonly passphrase: string; readonly code: string };
    out: { readonly recovery: readonly string[] };
  };
  'me.recovery': {
    in: { readonly user: string; readonly passphrase: string };
    out: { readonly recovery: readonly string[] };
  };
}

export const SAFETY_ROUTES = [
  { name: 'people.list', method: 'get', path: '/api/1/people', role: 'manager', writes: false },
  { name: 'people.invite', method: 'post', path: '/api/1/people', role: 'manager', writes: true },
  { name: 'people.reset', method: 'post', path: '/api/1/people/{user}/reset', role: 'manager', writes: true },
  { name: 'people.role', method: 'put', path: '/api/1/people/{user}/role', role: 'manager', writes: true },
  { name: 'people.lock', method: 'put', path: '/api/1/people/{user}/lock', role: 'manager', writes: true },
  { name: 'people.sessions', method: 'get', path: '/api/1/people/{user}/sessions', role: 'manager', writes: false },
  { name: 'people.end', method: 'delete', path: '/api/1/people/{user}/sessions', role: 'manager', writes: true },
] as const satisfies readonly Route[];

/** Paths of the session itself and of the person's own means; served by src/server/session-routes.ts. */
export const SAFETY_PATHS = {
  /** POST {drafts?, csrf?}: locks; the token may stand in the body, because a beacon can set no header. */
  lock: '/api/1/session/lock',
  /** POST {passphrase} or {token}: answers as GET of the session does, with the drafts kept at the lock. */
  unlock: '/api/1/session/unlock',
  /** POST: the person is still here. */
  extend: '/api/1/session/extend',
  /** GET own sessions; DELETE all but this one. */
  sessions: '/api/1/me/sessions',
  /** DELETE one. */
  oneSession: '/api/1/me/sessions/:id',
  /** GET what the account has to log in with; PUT {passphrase, current?}. */
  passphrase: '/api/1/me/passphrase',
  /** POST: a new secret; PUT {passphrase, code}: in force from now on, answers recovery codes. */
  factor: '/api/1/me/factor',
  /** POST {passphrase}: new recovery codes, the old ones end. */
  recovery: '/api/1/me/recovery',
  /** POST {token}: who is invited, and the secret to scan. PUT {token, passphrase, code}: accepted, session begins. */
  invitation: '/api/1/invitation',
} as const;

/** A request that the desk made by itself: it does not keep a session from locking. */
export const PASSIVE_HEADER = 'x-kua-passive';

export const IDLE_MINUTES = { least: 2, usual: 10, most: 30 } as const;
/** How long before an idle lock the person is told. */
export const IDLE_WARNING_MS = 60_000;
/** Unsaved text kept at a lock: more is not taken. */
export const MAX_DRAFTS = 512 * 1024;
export const MIN_PASSPHRASE = 12;

/** Those that run in the writer. */
export const SAFETY_WRITES = [
  'people.invite',
  'people.reset',
  'people.role',
  'people.lock',
  'people.end',
  'invite.accept',
  'login.passphrase',
  'session.touch',
  'session.lock',
  'session.unlock',
  'session.end_other',
  'me.passphrase',
  'me.factor',
  'me.factor_confirm',
  'me.recovery',
] as const satisfies readonly ApiName[];
