/** The HTTP API: which use case answers which path. Server, OpenAPI document and desk client are made from this table. */
import type { ApiName } from './api.ts';
import { SIGNALS_ROUTES } from './areas/signals.ts';
import { LISTS_ROUTES } from './areas/lists.ts';
import { RECORD_ROUTES } from './areas/record.ts';
import { FINDINGS_ROUTES } from './areas/findings.ts';
import { STATEMENTS_ROUTES } from './areas/statements.ts';
import { DELIVERIES_ROUTES } from './areas/deliveries.ts';
import { PUBLICATIONS_ROUTES } from './areas/publications.ts';
import { SAFETY_ROUTES } from './areas/safety.ts';
import { COALITION_ROUTES } from './areas/coalition.ts';
import { LOG_ROUTES } from './areas/log.ts';
import { EXCHANGE_ROUTES } from './areas/exchange.ts';

export interface Route {
  readonly name: ApiName;
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** `{s}` = space slug or id; other names in braces are members of the input of that name. */
  readonly path: string;
  /** Lowest role that may call it; null = no session needed. */
  readonly role: 'volunteer' | 'documenter' | 'reviewer' | 'manager' | null;
  /** Successful writes are announced on /api/1/events. */
  readonly writes: boolean;
  /** A write that changes no record (who reads what) and is not announced. */
  readonly quiet?: true;
}

export const ROUTES = [
  { name: 'spaces.list', method: 'get', path: '/api/1/spaces', role: 'volunteer', writes: false },
  { name: 'info', method: 'get', path: '/api/1/info', role: 'volunteer', writes: false },
  { name: 'kinds.list', method: 'get', path: '/api/1/kinds', role: 'volunteer', writes: false },
  { name: 'users.list', method: 'get', path: '/api/1/users', role: 'manager', writes: false },
  { name: 'users.add', method: 'post', path: '/api/1/users', role: 'manager', writes: true },
  { name: 'doctor', method: 'get', path: '/api/1/doctor', role: 'manager', writes: false },
  // Before the path of one record, which would take `map` for an id.
  ...LISTS_ROUTES,
  { name: 'search', method: 'get', path: '/api/1/spaces/{s}/records', role: 'volunteer', writes: false },
  { name: 'record.new', method: 'post', path: '/api/1/spaces/{s}/records', role: 'documenter', writes: true },
  { name: 'show', method: 'get', path: '/api/1/spaces/{s}/records/{id}', role: 'volunteer', writes: false },
  { name: 'history', method: 'get', path: '/api/1/spaces/{s}/records/{id}/history', role: 'documenter', writes: false },
  {
    name: 'relations',
    method: 'get',
    path: '/api/1/spaces/{s}/records/{id}/relations',
    role: 'volunteer',
    writes: false,
  },
  { name: 'claim', method: 'post', path: '/api/1/spaces/{s}/claims', role: 'documenter', writes: true },
  { name: 'retract', method: 'post', path: '/api/1/spaces/{s}/claims/retract', role: 'documenter', writes: true },
  { name: 'review', method: 'post', path: '/api/1/spaces/{s}/reviews', role: 'reviewer', writes: true },
  { name: 'today', method: 'get', path: '/api/1/spaces/{s}/today', role: 'volunteer', writes: false },
  { name: 'demand.list', method: 'get', path: '/api/1/spaces/{s}/demands', role: 'volunteer', writes: false },
  { name: 'demand.show', method: 'get', path: '/api/1/spaces/{s}/demands/{id}', role: 'volunteer', writes: false },
  {
    name: 'demand.measure',
    method: 'post',
    path: '/api/1/spaces/{s}/demands/{demand}/measurements',
    role: 'documenter',
    writes: true,
  },
  {
    name: 'demand.respond',
    method: 'post',
    path: '/api/1/spaces/{s}/demands/{demand}/responses',
    role: 'documenter',
    writes: true,
  },
  {
    name: 'demand.move',
    method: 'post',
    path: '/api/1/spaces/{s}/demands/{demand}/state',
    role: 'reviewer',
    writes: true,
  },
  { name: 'statement.list', method: 'get', path: '/api/1/spaces/{s}/statements', role: 'volunteer', writes: false },
  {
    name: 'statement.show',
    method: 'get',
    path: '/api/1/spaces/{s}/statements/{id}',
    role: 'volunteer',
    writes: false,
  },
  { name: 'custody', method: 'get', path: '/api/1/spaces/{s}/custody/{sha256}', role: 'documenter', writes: false },
  ...SIGNALS_ROUTES,
  ...RECORD_ROUTES,
  ...FINDINGS_ROUTES,
  ...STATEMENTS_ROUTES,
  ...DELIVERIES_ROUTES,
  ...PUBLICATIONS_ROUTES,
  ...SAFETY_ROUTES,
  ...COALITION_ROUTES,
  ...LOG_ROUTES,
  ...EXCHANGE_ROUTES,
] as const satisfies readonly Route[];

/** Paths outside the table: health, the OpenAPI document, the event stream, login and settings of the session's own person. */
export const OTHER_PATHS = {
  health: '/api/1/health',
  openapi: '/api/1/openapi.json',
  events: '/api/1/events',
  /** POST {token}: sets the session cookie, answers {user, csrf, settings}. DELETE ends the session. GET answers who is logged in. */
  session: '/api/1/session',
  /** PUT {lang, theme, density, single_keys}. */
  settings: '/api/1/me/settings',
} as const;

/** Header that carries the session's CSRF token on every write. */
export const CSRF_HEADER = 'x-kua-csrf';
