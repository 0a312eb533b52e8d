/**
 * Walks every path that the server has: the table of routes and every other path registered in the application. For each:
 * no session, each role, a locked session, an ended one, a wrong token; and nothing in a refusal tells what exists.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RoleName } from '../../src/contract/api.ts';
import { CSRF_HEADER, ROUTES, type Route } from '../../src/contract/routes.ts';
import { hasRole, ROLES } from '../../src/node/users.ts';
import { createApp } from '../../src/server/app.ts';
import { type KnownPath, MIDDLEWARE, OTHER } from './roles-walk-paths.ts';
import { NOW, type TempNode, tempNode } from './temp-node.ts';

const HOST = '127.0.0.1:7800';

interface Login {
  readonly cookie: string;
  readonly csrf: string;
}
type Who = RoleName | 'nobody' | 'locked' | 'ended';

let t: TempNode;
let now = NOW;
let app: ReturnType<typeof createApp>;
let event = '';
let hidden = '';
const faults: unknown[] = [];
const logins = new Map<Who, Login>();

async function logIn(name: string): Promise<Login> {
  const { token } = await t.node.call('login.token', { name });
  const answer = await app.request('/api/1/session', {
    method: 'POST',
    headers: { host: HOST },
    body: JSON.stringify({ token }),
  });
  const { csrf } = (await answer.json()) as { csrf: string };
  return { csrf, cookie: (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '' };
}

interface Answer {
  readonly status: number;
  readonly code: string | null;
  readonly text: string;
}

async function ask(
  method: string,
  path: string,
  who: Who,
  o: { csrf?: string | null; body?: unknown } = {},
): Promise<Answer> {
  now += 50;
  const login = logins.get(who);
  const csrf = o.csrf === undefined ? login?.csrf : o.csrf;
  const answer = await app.request(path, {
    method,
    headers: {
      host: HOST,
      ...(login ? { cookie: login.cookie } : {}),
      ...(csrf ? { [CSRF_HEADER]: csrf } : {}),
      ...(method === 'GET' ? {} : { 'content-type': 'application/json' }),
    },
    ...(method === 'GET' ? {} : { body: JSON.stringify(o.body ?? {}) }),
  });
  const isStream = (answer.headers.get('content-type') ?? '').includes('event-stream');
  const text = isStream ? '' : await answer.text();
  if (isStream) await answer.body?.cancel();
  let code: string | null = null;
  if (answer.status >= 400 && text.startsWith('{')) code = (JSON.parse(text) as { error: { code: string } }).error.code;
  return { status: answer.status, code, text };
}

beforeAll(async () => {
  t = await tempNode(() => now);
  mkdirSync(join(t.root, 'desk'));
  writeFileSync(join(t.root, 'desk', 'index.html'), '<!doctype html><title>desk</title>');
  app = createApp({
    api: t.node,
    node: t.node.id,
    hosts: [HOST],
    deskDir: join(t.root, 'desk'),
    clock: () => now,
    random: (n) => new Uint8Array(n).fill(1),
    onFault: (_request, error) => void faults.push(error),
    version: 'test',
  });
  for (const role of ROLES) {
    const name = role === 'manager' ? 'Manager' : `Practice ${role}`;
    if (role !== 'manager') await t.node.call('users.add', { name, role });
    logins.set(role, await logIn(name));
  }
  // Of managers, so that nothing but the lock or the end stands in the way.
  for (const who of ['locked', 'ended'] as const) {
    const name = `Practice ${who}`;
    await t.node.call('users.add', { name, role: 'manager' });
    logins.set(who, await logIn(name));
  }
  expect((await ask('POST', '/api/1/session/lock', 'locked')).status).toBe(200);
  expect((await ask('DELETE', '/api/1/session', 'ended')).status).toBe(200);
  event = (await t.node.call('record.new', { kind: 'Event', fields: { title: 'Practice rally', kind: 'protest' } })).id;
  hidden = (await t.node.call('record.new', { kind: 'Task', fields: { title: 'Practice task', about: event } })).id;
});
afterAll(() => t.remove());

/** An id of the same form that nothing has. */
const unknown = (id: string): string => `${id.slice(0, 5)}${id[5] === '2' ? '3' : '2'}${id.slice(6)}`;

/** The route's address, about this id. */
const address = (path: string, id: string): string =>
  path
    .replace('{s}', 'case')
    .replaceAll(/[{:](sha256|demand|id|\w+)\}?/g, (_, name: string) =>
      name === 'sha256' ? '0'.repeat(64) : name === 'user' ? 'Manager' : id,
    );

interface Walked {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly ask: (id: string) => string;
  readonly access: KnownPath['access'];
  readonly csrf: boolean;
}

const walked: readonly Walked[] = [
  ...(ROUTES as readonly Route[]).map((route): Walked => {
    const method = route.method.toUpperCase();
    return {
      name: route.name,
      method,
      path: route.path,
      ask: (id) => address(route.path, id),
      access: route.role ?? 'session',
      csrf: method !== 'GET',
    };
  }),
  ...OTHER.map((one): Walked => {
    const method = one.method === 'ALL' ? 'GET' : one.method;
    return {
      name: `${one.method} ${one.path}`,
      method,
      path: one.path,
      ask: (id) => one.ask ?? address(one.path, id),
      access: one.access,
      csrf: method !== 'GET' && one.access !== 'open' && one.csrf !== false,
    };
  }),
];
const closed = walked.filter((w) => w.access !== 'open');

/** What a role may: the lowest role of a path, `volunteer` for any session. */
const lowest = (w: Walked): RoleName =>
  w.access === 'open' || w.access === 'session' || w.access === 'locked too' ? 'volunteer' : w.access;
/** Asking it would end what the walk needs. */
const ends = (w: Walked): boolean =>
  /^(DELETE|POST) \/api\/1\/session(\/lock)?$/.test(w.name) || w.name === 'people.reset' || w.name === 'people.end';

test('every path that the server registers is known here, and every path known here is registered', () => {
  const form = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1');
  const known = new Set([
    ...(ROUTES as readonly Route[]).map((r) => `${r.method.toUpperCase()} ${form(r.path)}`),
    ...OTHER.map((one) => `${one.method} ${one.path}`),
  ]);
  const registered = new Set(
    app.routes.map((r) => `${r.method} ${r.path}`).filter((name) => !MIDDLEWARE.includes(name)),
  );
  const named = (name: string): string => (name === 'GET *' ? 'GET /*' : name);
  expect([...registered].filter((name) => ![...known].map(named).includes(name))).toEqual([]);
  expect([...known].map(named).filter((name) => !registered.has(name))).toEqual([]);
});

describe('each path', () => {
  test('says 401 without a session, and with one that ended', async () => {
    for (const w of closed)
      for (const who of ['nobody', 'ended'] as const)
        expect([w.name, who, await ask(w.method, w.ask(event), who)]).toMatchObject([
          w.name,
          who,
          { status: 401, code: 'E_SESSION' },
        ]);
  });

  test('says 423 to a locked session, whatever the role, but to unlocking and ending', async () => {
    for (const w of closed.filter((one) => one.access !== 'locked too'))
      expect([w.name, await ask(w.method, w.ask(event), 'locked')]).toMatchObject([
        w.name,
        { status: 423, code: 'E_LOCKED' },
      ]);
    for (const w of closed.filter((one) => one.access === 'locked too' && !ends(one)))
      expect([w.name, (await ask(w.method, w.ask(event), 'locked')).code]).not.toEqual([w.name, 'E_LOCKED']);
  });

  test('says 403 below its role and is understood from that role upwards', async () => {
    for (const w of closed)
      for (const role of ROLES) {
        const may = hasRole(role, lowest(w));
        if (may && ends(w)) continue;
        const answer = await ask(w.method, w.ask(event), role);
        if (!may) expect([w.name, role, answer]).toMatchObject([w.name, role, { status: 403, code: 'E_FORBIDDEN' }]);
        else {
          expect([w.name, role, [401, 403, 423].includes(answer.status)]).toEqual([w.name, role, false]);
          expect([w.name, role, answer.status < 500]).toEqual([w.name, role, true]);
        }
      }
    expect(faults).toEqual([]);
  });

  test('that is no GET is refused without the token of the session, and with that of another', async () => {
    for (const w of closed.filter((one) => one.csrf))
      for (const csrf of [null, logins.get('reviewer')?.csrf ?? '', 'x'])
        expect([w.name, csrf, (await ask(w.method, w.ask(event), 'manager', { csrf })).code]).toEqual([
          w.name,
          csrf,
          'E_CSRF',
        ]);
  });

  test('refuses in the same words whether the id exists or not', async () => {
    for (const w of closed.filter((one) => /[{:](id|demand)/.test(one.path) || one.path.includes(':id'))) {
      const told = async (who: Who) =>
        JSON.stringify([
          (await ask(w.method, w.ask(event), who)).text,
          (await ask(w.method, w.ask(unknown(event)), who)).text,
        ]);
      for (const who of ['nobody', 'ended', 'locked', ...ROLES.filter((r) => !hasRole(r, lowest(w)))] as const) {
        if (ends(w)) continue;
        const [there, not] = JSON.parse(await told(who)) as [string, string];
        expect([w.name, who, there]).toEqual([w.name, who, not]);
        expect(there).not.toContain('Practice rally');
      }
    }
    // A record that the role may not read, and one that never was: the same answer but for the id asked for.
    const plain = async (id: string) =>
      (await ask('GET', `/api/1/spaces/case/records/${id}`, 'volunteer')).text.replaceAll(id, 'ID');
    expect(await plain(hidden)).toBe(await plain(unknown(hidden)));
    expect((await ask('GET', `/api/1/spaces/case/records/${hidden}`, 'documenter')).text).toContain('Practice task');
  });
});

test('another account’s session cannot be ended, and the answer is that of none', async () => {
  const list = JSON.parse((await ask('GET', '/api/1/people/Manager/sessions', 'manager')).text) as {
    sessions: { id: string }[];
  };
  const id = list.sessions[0]?.id ?? '';
  const end = (one: string) => ask('DELETE', `/api/1/me/sessions/${one}`, 'volunteer');
  expect((await end(id)).text).toBe((await end('f'.repeat(16))).text);
  expect((await ask('GET', '/api/1/session', 'manager')).status).toBe(200);
});
