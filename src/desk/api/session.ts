/**
 * Who is logged in, and whether the desk is locked. One-time tokens arrive in the fragment of a link, are posted once, and
 * leave the address at once. A lock takes the page and its data out of this tab; unsaved text waits at the node.
 */
import type { Json } from '../../base/result.ts';
import type { RoleName, UserJson } from '../../contract/api.ts';
import { type MeansJson, SAFETY_PATHS } from '../../contract/areas/safety.ts';
import { OTHER_PATHS } from '../../contract/routes.ts';
import { draftTexts, forgetDrafts, restoreDrafts } from '../app/drafts.ts';
import { csrfToken, onLostSession, onRefusal, request, setCsrf } from './client.ts';
import { ApiProblem } from './problem.ts';
import { readSettings, type Settings, settingsJson } from './settings.ts';

/** `lost`: was logged in; unsaved text is kept in this tab. `locked`: the session goes on once it is unlocked. */
export type SessionState =
  | { readonly status: 'checking' }
  | { readonly status: 'invited'; readonly token: string }
  | { readonly status: 'none'; readonly problem: ApiProblem | null; readonly token: string | null }
  | {
      readonly status: 'lost';
      readonly problem: ApiProblem | null;
      readonly token: string | null;
      readonly user: UserJson;
      readonly settings: Settings;
    }
  | {
      readonly status: 'locked';
      readonly user: UserJson;
      readonly by: 'passphrase' | 'link';
      readonly settings: Settings;
      /** The node has not yet been told: it did not answer. */
      readonly untold: boolean;
    }
  | {
      readonly status: 'in';
      readonly user: UserJson;
      readonly settings: Settings;
      readonly means: MeansJson;
      /** Managers: whom to ask. */
      readonly ask: readonly string[];
      /** The role before it was changed while this tab was open; null when it was not. */
      readonly roleBefore: RoleName | null;
    };

let state: SessionState = { status: 'checking' };
const listeners = new Set<() => void>();
function set(next: SessionState): void {
  state = next;
  for (const tell of listeners) tell();
}
export function subscribeSession(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
export const session = (): SessionState => state;

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as { readonly [k: string]: unknown })[name] : undefined;
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const userId = (): string | null => ('user' in state ? state.user.id : null);

function enter(answer: unknown): void {
  const user = member(answer, 'user') as UserJson;
  const before = state.status === 'in' && state.user.id === user.id ? state : null;
  const roleBefore = before && before.user.role !== user.role ? before.user.role : (before?.roleBefore ?? null);
  setCsrf(textOf(member(answer, 'csrf')));
  restoreDrafts(member(answer, 'drafts'));
  const next: SessionState = {
    status: 'in',
    user,
    settings: readSettings(member(answer, 'settings')),
    means: member(answer, 'means') as MeansJson,
    ask: (member(answer, 'ask') as readonly string[] | undefined) ?? [],
    roleBefore: roleBefore === user.role ? null : roleBefore,
  };
  set(next);
}

function leave(problem: ApiProblem | null, token: string | null = null): void {
  if (state.status === 'in' || state.status === 'lost' || state.status === 'locked')
    set({ status: 'lost', problem, token, user: state.user, settings: state.settings });
  else set({ status: 'none', problem, token });
}

/** What the node says of a locked session, enough for the lock screen after a reload. */
function standLocked(problem: ApiProblem): void {
  const { body } = problem;
  setCsrf(textOf(body?.['csrf']));
  const by = body?.['by'] === 'passphrase' ? 'passphrase' : 'link';
  const settings = readSettings(body?.['settings']);
  set({ status: 'locked', user: body?.['user'] as unknown as UserJson, by, settings, untold: false });
}

/** Takes the page away at once, then hands unsaved text to the node. */
export async function lockDesk(): Promise<void> {
  if (state.status !== 'in') return;
  const { user, settings, means } = state;
  const by = means.passphrase ? 'passphrase' : 'link';
  set({ status: 'locked', user, by, settings, untold: true });
  await tellLocked();
}

async function tellLocked(): Promise<void> {
  const drafts = draftTexts();
  try {
    const answer = await request('POST', SAFETY_PATHS.lock, { drafts });
    if (member(answer, 'kept') === true) forgetDrafts(drafts);
    if (state.status === 'locked') set({ ...state, untold: false });
  } catch (cause) {
    // Not answered: told again when the node is back. The session ended: said by the client.
    if (!(cause instanceof ApiProblem)) throw cause;
  }
}

/** Body of the beacon that locks when a page is left for good: the token stands in it, because a beacon sets no header. */
export function lockBeacon(max: number): string {
  const chosen: { [key: string]: Json } = {};
  let size = 0;
  for (const [key, value] of Object.entries(draftTexts()).toReversed()) {
    size += new Blob([JSON.stringify({ [key]: value })]).size;
    if (size < max) chosen[key] = value;
  }
  return JSON.stringify({ csrf: csrfToken(), drafts: chosen });
}

onLostSession(() => {
  if (state.status === 'in' || state.status === 'locked') leave(null);
});
onRefusal(
  () => void lockDesk(),
  // The role may have been changed while this tab was open: ask, so that it can be said.
  () => void checkSession().catch(() => undefined),
);

/** The token of `#login=TOKEN`, a whole link, or a bare token; null when there is none. */
export function tokenIn(text: string): string | null {
  const found = /#login=([^&\s]+)/.exec(text)?.[1] ?? text.trim();
  return /^[\w.~-]{8,512}$/.test(found) ? found : null;
}

/** One way in: another person's login never meets the text of the one before. */
async function comeIn(path: string, method: 'POST' | 'PUT', body: Json, token: string | null): Promise<unknown> {
  try {
    const before = userId();
    const answer = await request(method, path, body);
    if (before !== null && member(member(answer, 'user'), 'id') !== before) location.reload();
    return answer;
  } catch (cause) {
    if (!(cause instanceof ApiProblem)) throw cause;
    leave(cause, token);
    return null;
  }
}

/** Redeems a one-time token. The reason of a refusal is kept in the state and shown on the login page. */
export async function redeem(token: string, passphrase?: string): Promise<void> {
  const body = { token, ...(passphrase === undefined ? {} : { passphrase }) };
  const answer = await comeIn(OTHER_PATHS.session, 'POST', body, token);
  if (answer !== null) enter(answer);
}

export async function logIn(name: string, passphrase: string, code: string): Promise<void> {
  const answer = await comeIn(OTHER_PATHS.session, 'POST', { name, passphrase, code }, null);
  if (answer !== null) enter(answer);
}

/** Throws ApiProblem when the passphrase or the link is not right. */
export async function unlock(given: { readonly passphrase: string } | { readonly token: string }): Promise<void> {
  enter(await request('POST', SAFETY_PATHS.unlock, given));
}

/** Accepts an invitation. Answers the recovery codes and how to go on once they were written down. Throws ApiProblem. */
export async function acceptInvitation(
  token: string,
  passphrase: string,
  code: string,
): Promise<{ readonly recovery: readonly string[]; readonly goOn: () => void }> {
  const answer = await request('PUT', SAFETY_PATHS.invitation, { token, passphrase, code });
  // From the beginning: whatever another person left in this tab is gone.
  return { recovery: member(answer, 'recovery') as readonly string[], goOn: () => location.replace('/') };
}

/** Asks who is logged in. A node that does not answer ends no session: the problem is thrown, the page stays as it is. */
export async function checkSession(): Promise<void> {
  try {
    const answer = await request('GET', OTHER_PATHS.session);
    // Locked here while the node did not answer: it learns of it now.
    if (state.status === 'locked' && state.untold) await tellLocked();
    else enter(answer);
  } catch (cause) {
    if (!(cause instanceof ApiProblem)) throw cause;
    if (cause.kind === 'session') leave(null);
    else if (cause.kind === 'locked') {
      if (state.status === 'locked') setCsrf(textOf(cause.body?.['csrf']));
      else standLocked(cause);
    } else if (state.status === 'in' || state.status === 'locked') throw cause;
    else leave(cause);
  }
}

/** Milliseconds until the node locks this session by itself; null when that is not known. */
export async function idleLeft(): Promise<number | null> {
  const left = member(await request('GET', OTHER_PATHS.session), 'idle_left_ms');
  return typeof left === 'number' ? left : null;
}
export const extendSession = (): Promise<unknown> => request('POST', SAFETY_PATHS.extend);

/** A token in the fragment is taken out of the address before anything else happens; true when there was one. */
async function takeToken(): Promise<boolean> {
  const { hash } = location;
  if (!/^#(login|invite)=/.test(hash)) return false;
  const token = hash.startsWith('#login=') ? tokenIn(hash) : null;
  const invitation = /^#invite=([\w-]{8,512})$/.exec(hash)?.[1];
  history.replaceState(null, '', location.pathname + location.search);
  if (invitation !== undefined) set({ status: 'invited', token: invitation });
  else if (token) await redeem(token);
  else return false;
  return true;
}

/** At the start of the page, and when a link is opened in a tab that shows the desk already. */
export async function startSession(): Promise<void> {
  addEventListener('hashchange', () => void takeToken());
  if (!(await takeToken())) await checkSession();
}

/** Ends the session and forgets everything this tab holds. */
export async function logOut(): Promise<void> {
  await request('DELETE', OTHER_PATHS.session);
  setCsrf('');
  location.replace('/');
}

/** Saves settings; they are in force once the node has acknowledged them. */
export async function saveSettings(next: Settings): Promise<void> {
  const body = settingsJson(next);
  const answer = await request('PUT', OTHER_PATHS.settings, body);
  const saved = member(answer, 'settings');
  if (state.status === 'in') set({ ...state, settings: readSettings(saved === undefined ? body : saved) });
}

/** The passphrase or the second factor was changed. */
export function meansChanged(means: Partial<MeansJson>): void {
  if (state.status === 'in') set({ ...state, means: { ...state.means, ...means } });
}
export function roleNoticed(): void {
  if (state.status === 'in') set({ ...state, roleBefore: null });
}
