/** Calls of the HTTP API, made from the ROUTES table and typed by the use cases; writes carry the session's CSRF token. */
import type { Json } from '../../base/result.ts';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import { PASSIVE_HEADER } from '../../contract/areas/safety.ts';
import { CSRF_HEADER, ROUTES } from '../../contract/routes.ts';
import { told, untold } from './activity.ts';
import { nodeDidNotAnswer } from './connection.ts';
import { networkProblem, problemOfAnswer } from './problem.ts';

export type CallName = (typeof ROUTES)[number]['name'];
type Input = { readonly [name: string]: Json | undefined };

let csrf = '';
let language = 'en';
let onSessionLost: () => void = () => undefined;
let onLocked: () => void = () => undefined;
let onForbidden: () => void = () => undefined;

export function setCsrf(token: string): void {
  csrf = token;
}
export function setCallLanguage(lang: string): void {
  language = lang;
}
export const csrfToken = (): string => csrf;
export function onLostSession(work: () => void): void {
  onSessionLost = work;
}
/** The node says that the session is locked; or that the role does not reach, which may have changed. */
export function onRefusal(locked: () => void, forbidden: () => void): void {
  onLocked = locked;
  onForbidden = forbidden;
}

/** Names under which lists of an input stand in the address. */
const REPEATED: { readonly [member: string]: string } = { kinds: 'kind', facets: 'facet', where: 'where' };

function queryText(value: Json): string {
  if (typeof value === 'object' && value !== null && 'field' in value)
    return `${String(value['field'])}:${String(value['value'])}`;
  return String(value);
}

function addToQuery(query: URLSearchParams, name: string, value: Json): void {
  if (Array.isArray(value)) for (const one of value) query.append(REPEATED[name] ?? name, queryText(one));
  else if (value === true) query.append(name, 'true');
  else if (value !== false && value !== null) query.append(name, queryText(value));
}

/** Address, and what of the input remains for the query or body. */
function fillPath(path: string, input: Input): { readonly path: string; readonly rest: Input } {
  const used = new Set<string>(['space']);
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const member = name === 's' ? 'space' : name;
    used.add(member);
    return encodeURIComponent(String(input[member] ?? '-'));
  });
  return { path: filled, rest: Object.fromEntries(Object.entries(input).filter(([name]) => !used.has(name))) };
}

/** One request. Throws ApiProblem; a 401 also tells the session, an absent answer also tells the connection. */
export async function request(method: string, path: string, body?: Json, signal?: AbortSignal): Promise<unknown> {
  const headers: Record<string, string> = { accept: 'application/json', 'accept-language': language };
  if (method !== 'GET') headers[CSRF_HEADER] = csrf;
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (untold()) told();
  else headers[PASSIVE_HEADER] = '1';
  let answer: Response;
  try {
    answer = await fetch(path, {
      method,
      headers,
      credentials: 'same-origin',
      cache: 'no-store',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    nodeDidNotAnswer();
    throw networkProblem();
  }
  const parsed: unknown = await answer.json().catch(() => null);
  if (answer.ok) return parsed;
  const problem = problemOfAnswer(answer.status, parsed, answer.headers.get('x-request-id'));
  if (problem.kind === 'session') onSessionLost();
  if (problem.kind === 'locked') onLocked();
  if (problem.kind === 'forbidden') onForbidden();
  throw problem;
}

/** Calls a use case of the table. Reads go as GET with query parameters, writes as JSON bodies. */
export async function call<N extends CallName>(name: N, input: ApiIn<N>, signal?: AbortSignal): Promise<ApiOut<N>> {
  const route = ROUTES.find((r) => r.name === name);
  if (!route) throw new Error(`no route ${name}`);
  const { path, rest } = fillPath(route.path, input as Input);
  const query = new URLSearchParams();
  if (route.method === 'get') {
    for (const [member, value] of Object.entries(rest)) if (value !== undefined) addToQuery(query, member, value);
    if (!query.has('lang')) query.set('lang', language);
    const answer = await request('GET', `${path}?${query}`, undefined, signal);
    return answer as ApiOut<N>;
  }
  const { lang, ...body } = rest;
  query.set('lang', typeof lang === 'string' ? lang : language);
  const answer = await request(route.method.toUpperCase(), `${path}?${query}`, body as Json, signal);
  return answer as ApiOut<N>;
}
