/** Who is logged in. The one-time token arrives in the fragment of the login link, is posted once, and leaves the address at once. */
import type { Json } from '../../base/result.ts';
import type { UserJson } from '../../contract/api.ts';
import { OTHER_PATHS } from '../../contract/routes.ts';
import { isLang, type Lang } from '../../messages/translate.ts';
import { onLostSession, request, setCsrf } from './client.ts';
import { ApiProblem } from './problem.ts';

export type Theme = 'system' | 'light' | 'dark';
export type Density = 'comfortable' | 'normal' | 'dense';
export interface Settings {
  readonly lang: Lang | null;
  readonly theme: Theme;
  readonly density: Density;
  readonly single_keys: boolean;
}
/** `lost`: was logged in, the page and its text stay mounted but hidden. `none`: nothing to keep. */
export type SessionState =
  | { readonly status: 'checking' }
  | { readonly status: 'none'; readonly problem: ApiProblem | null }
  | {
      readonly status: 'lost';
      readonly problem: ApiProblem | null;
      readonly user: UserJson;
      readonly settings: Settings;
    }
  | { readonly status: 'in'; readonly user: UserJson; readonly settings: Settings };

export const DEFAULT_SETTINGS: Settings = { lang: null, theme: 'system', density: 'normal', single_keys: true };

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

/** Settings as the node keeps them; anything unknown falls back to the default. */
export function readSettings(value: unknown): Settings {
  const lang = member(value, 'lang');
  const theme = member(value, 'theme');
  const density = member(value, 'density');
  return {
    lang: isLang(lang) ? lang : null,
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    density: density === 'comfortable' || density === 'dense' ? density : 'normal',
    single_keys: member(value, 'single_keys') !== false,
  };
}

function enter(answer: unknown): void {
  const token = member(answer, 'csrf');
  setCsrf(typeof token === 'string' ? token : '');
  set({ status: 'in', user: member(answer, 'user') as UserJson, settings: readSettings(member(answer, 'settings')) });
}

function leave(problem: ApiProblem | null): void {
  if (state.status === 'in' || state.status === 'lost')
    set({ status: 'lost', problem, user: state.user, settings: state.settings });
  else set({ status: 'none', problem });
}
onLostSession(() => {
  if (state.status === 'in') leave(null);
});

/** The token of `#login=TOKEN`, a whole link, or a bare token; null when there is none. */
export function tokenIn(text: string): string | null {
  const found = /#login=([^&\s]+)/.exec(text)?.[1] ?? text.trim();
  return /^[\w.~-]{8,512}$/.test(found) ? found : null;
}

/** Redeems a one-time token. The reason of a refusal is kept in the state and shown on the login page. */
export async function redeem(token: string): Promise<void> {
  try {
    const before = state.status === 'lost' ? state.user.id : null;
    const answer = await request('POST', OTHER_PATHS.session, { token });
    if (before !== null && member(member(answer, 'user'), 'id') !== before) location.reload();
    enter(answer);
  } catch (cause) {
    if (!(cause instanceof ApiProblem)) throw cause;
    leave(cause);
  }
}

/** Asks who is logged in. A node that does not answer ends no session: the problem is thrown, the page stays as it is. */
export async function checkSession(): Promise<void> {
  try {
    enter(await request('GET', OTHER_PATHS.session));
  } catch (cause) {
    if (!(cause instanceof ApiProblem)) throw cause;
    if (cause.kind === 'session') leave(null);
    else if (state.status === 'in') throw cause;
    else leave(cause);
  }
}

/** At the start of the page: a token in the fragment is taken out of the address before anything else happens. */
export async function startSession(): Promise<void> {
  const token = location.hash.startsWith('#login=') ? tokenIn(location.hash) : null;
  if (location.hash.startsWith('#login=')) history.replaceState(null, '', location.pathname + location.search);
  if (token) await redeem(token);
  else await checkSession();
}

/** Ends the session and forgets everything this tab holds. */
export async function logOut(): Promise<void> {
  await request('DELETE', OTHER_PATHS.session);
  setCsrf('');
  location.replace('/');
}

/** Saves settings; they are in force once the node has acknowledged them. */
export async function saveSettings(next: Settings): Promise<void> {
  const body: Json = { lang: next.lang, theme: next.theme, density: next.density, single_keys: next.single_keys };
  const answer = await request('PUT', OTHER_PATHS.settings, body);
  const saved = member(answer, 'settings');
  if (state.status === 'in') set({ ...state, settings: readSettings(saved === undefined ? body : saved) });
}
