/** The real HTTP application over a real node: every route, every role, and whatever a hostile client may send. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RoleName } from '../../src/contract/api.ts';
import { CSRF_HEADER, ROUTES, type Route } from '../../src/contract/routes.ts';
import { errorBody } from '../../src/messages/errors/texts.ts';
import { hasRole, ROLES } from '../../src/node/users.ts';
import { createApp } from '../../src/server/app.ts';
import { NOW, type TempNode, tempNode } from './temp-node.ts';

const HOST = '127.0.0.1:7800';
const SECRET = 'organisation-secret-heliodor';
const VAULT = 'vault-secret-tanzanite';

interface Login {
  readonly cookie: string;
  readonly csrf: string;
}

let t: TempNode;
let now = NOW;
let faults: unknown[] = [];
let app: ReturnType<typeof createApp>;
let event = '';
let secretTask = '';
let link = '';
let vaultSource = '';
const logins = new Map<RoleName, Login>();

const newApp = () =>
  createApp({
    api: t.node,
    node: t.node.id,
    hosts: [HOST],
    deskDir: join(t.root, 'desk'),
    clock: () => now,
    random: (n) => new Uint8Array(n).fill(1),
    onFault: (_request, error) => faults.push(error),
    version: 'test',
  });

async function ask(
  method: string,
  path: string,
  o: {
    readonly as?: RoleName | undefined;
    readonly headers?: { readonly [name: string]: string };
    readonly body?: unknown;
    readonly csrf?: boolean;
  } = {},
): Promise<{ readonly status: number; readonly text: string; readonly code: string | null }> {
  // Time passes between two calls of a person: only the tests of the limits call in one instant. It passes slowly, so
  // that no session is idle for long enough to be locked.
  now += 50;
  const login = o.as ? logins.get(o.as) : undefined;
  const answer = await app.request(path, {
    method,
    headers: {
      host: HOST,
      ...(login ? { cookie: login.cookie } : {}),
      ...(login && o.csrf !== false ? { [CSRF_HEADER]: login.csrf } : {}),
      ...(o.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...o.headers,
    },
    ...(o.body === undefined ? {} : { body: typeof o.body === 'string' ? o.body : JSON.stringify(o.body) }),
  });
  const text = await answer.text();
  let code: string | null = null;
  if (answer.status >= 400) {
    const { error } = JSON.parse(text) as { error: { code: string; message: string; remedy: string } };
    code = error.code;
    expect(error.message, path).not.toBe(error.code);
    expect(error.remedy, path).not.toBe('');
  }
  return { status: answer.status, text, code };
}

beforeAll(async () => {
  t = await tempNode(() => now);
  mkdirSync(join(t.root, 'desk'));
  writeFileSync(join(t.root, 'desk', 'index.html'), '<!doctype html><script nonce="__NONCE__"></script>');
  writeFileSync(join(t.root, 'secret.json'), '"outside the desk"');
  app = newApp();
  for (const role of ROLES) {
    const name = role === 'manager' ? 'Manager' : `Practice ${role}`;
    if (role !== 'manager') await t.node.call('users.add', { name, role });
    const { token } = await t.node.call('login.token', { name });
    const answer = await app.request('/api/1/session', {
      method: 'POST',
      headers: { host: HOST, 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    });
    expect(answer.status).toBe(200);
    const { csrf } = (await answer.json()) as { csrf: string };
    logins.set(role, { csrf, cookie: (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '' });
    expect(answer.headers.get('set-cookie')).toMatch(/HttpOnly.*SameSite=Strict|SameSite=Strict.*HttpOnly/i);
  }
  event = (
    await t.node.call('record.new', {
      kind: 'Event',
      fields: { title: 'Practice rally', kind: 'protest', injured: '3' },
    })
  ).id;
  await t.node.call('claim', { id: event, field: 'note', value: SECRET });
  await t.node.call('claim', {
    id: event,
    field: 'title',
    value: `${SECRET} title`,
    vis: 'organisation',
    conf: 'verified',
  });
  secretTask = (await t.node.call('record.new', { kind: 'Task', fields: { title: `${SECRET} task`, about: event } }))
    .id;
  link = (
    await t.node.call('record.new', { kind: 'Relation', fields: { from: event, to: secretTask, kind: 'supports' } })
  ).id;
  vaultSource = (
    await t.node
      .call('record.new', {
        kind: 'Source',
        fields: {
          title: 'Practice source',
          contact: VAULT,
          consent: { scope: 'coalition', who: VAULT, at: '2022-01-05' },
        },
      })
      .catch(() => t.node.call('record.new', { kind: 'Source', fields: { title: 'Practice source', contact: VAULT } }))
  ).id;
});
afterAll(() => t.remove());

beforeEach(() => {
  faults = [];
});

/** A path of the route that names what is there. */
const pathOf = (route: Route): string =>
  route.path
    .replace('{s}', 'case')
    .replace('{id}', route.name.startsWith('show') || /history|relations/.test(route.name) ? event : 'D1')
    .replace('{demand}', 'D1')
    .replace('{sha256}', '0'.repeat(64));
const send = (route: Route, as?: RoleName, csrf = true) =>
  ask(route.method.toUpperCase(), pathOf(route), {
    as,
    csrf,
    ...(route.method === 'get' ? {} : { body: {} }),
  });

describe('every route', () => {
  const routes: readonly Route[] = ROUTES;
  test('is refused without a session, and for one that ended or never was', async () => {
    for (const route of routes) {
      expect(await send(route), route.name).toMatchObject({ status: 401, code: 'E_SESSION' });
      const path = pathOf(route);
      const made = { cookie: `kua_${t.node.id}=${'A'.repeat(43)}`, [CSRF_HEADER]: 'A'.repeat(32) };
      const answer = await ask(route.method.toUpperCase(), path, {
        headers: made,
        ...(route.method === 'get' ? {} : { body: {} }),
      });
      expect(answer.code, route.name).toBe('E_SESSION');
    }
    for (const path of ['/api/1/session', '/api/1/events'])
      expect((await ask('GET', path)).code, path).toBe('E_SESSION');
    expect((await ask('PUT', '/api/1/me/settings', { body: {} })).code).toBe('E_SESSION');
  });

  test('is refused to a role below its own, and understood from that role upwards', async () => {
    for (const route of routes)
      for (const role of ROLES) {
        const answer = await send(route, role);
        const allowed = route.role === null || hasRole(role, route.role);
        if (!allowed) expect(answer, `${route.name} ${role}`).toMatchObject({ status: 403, code: 'E_FORBIDDEN' });
        else
          expect(['E_FORBIDDEN', 'E_SESSION', 'E_CSRF', 'E_INTERNAL'], `${route.name} ${role}`).not.toContain(
            answer.code,
          );
      }
    expect(faults).toEqual([]);
  });

  test('that writes is refused without the session token of the header, or with a foreign one', async () => {
    for (const route of routes.filter((r) => r.writes)) {
      expect((await send(route, 'manager', false)).code, route.name).toBe('E_CSRF');
      const foreign = { [CSRF_HEADER]: logins.get('reviewer')?.csrf ?? '' };
      const answer = await ask(route.method.toUpperCase(), pathOf(route), {
        as: 'manager',
        headers: foreign,
        body: {},
      });
      expect(answer.code, route.name).toBe('E_CSRF');
    }
    expect((await ask('DELETE', '/api/1/session', { as: 'manager', csrf: false })).code).toBe('E_CSRF');
    expect((await ask('PUT', '/api/1/me/settings', { as: 'manager', csrf: false, body: {} })).code).toBe('E_CSRF');
  });

  test('hands a volunteer nothing of the organisation or the vault', async () => {
    const paths = routes
      .filter((r) => r.method === 'get' && (r.role === null || hasRole('volunteer', r.role)))
      .map(pathOf);
    for (const id of [event, secretTask, vaultSource, link])
      paths.push(
        `/api/1/spaces/case/records/${id}`,
        `/api/1/spaces/own/records/${id}`,
        `/api/1/spaces/case/records/${id}/relations?direction=to&field=about`,
        `/api/1/spaces/case/records/${id}/relations?direction=from&field=about`,
      );
    for (const space of ['case', 'own'])
      for (const query of [
        '',
        '?kind=Task',
        '?kind=Event&kind=Task',
        `?text=${SECRET}`,
        `?text=${VAULT}`,
        '?facet=kind&facet=conf',
        '?where=kind:task',
      ])
        paths.push(`/api/1/spaces/${space}/records${query}`);
    for (const path of paths) {
      const { text } = await ask('GET', path, { as: 'volunteer' });
      expect(text, path).not.toContain('heliodor');
      expect(text, path).not.toContain('tanzanite');
    }
    const shown = await ask('GET', `/api/1/spaces/case/records/${event}`, { as: 'volunteer' });
    expect(shown.text).toContain('Practice rally');
    expect(JSON.parse(shown.text)).toMatchObject({ fields: { title: { value: 'Practice rally', n_competing: 0 } } });
    const linked = await ask('GET', `/api/1/spaces/case/records/${link}`, { as: 'volunteer' });
    expect(JSON.parse(linked.text)).toMatchObject({ title: `Practice rally — supports — ${secretTask}` });
    const found = await ask('GET', '/api/1/spaces/case/records', { as: 'volunteer' });
    expect(found.text).toContain('Practice rally');
    expect((await ask('GET', `/api/1/spaces/case/records/${event}`, { as: 'documenter' })).text).toContain(SECRET);
  });

  test('hands a documenter nothing of the vault, in the record and in its history', async () => {
    for (const path of [
      `/api/1/spaces/case/records/${vaultSource}`,
      `/api/1/spaces/case/records/${vaultSource}/history`,
    ])
      expect((await ask('GET', path, { as: 'documenter' })).text, path).not.toContain('tanzanite');
    expect((await ask('GET', `/api/1/spaces/case/records/${vaultSource}`, { as: 'manager' })).text).toContain(VAULT);
    expect((await ask('GET', `/api/1/spaces/case/records/${vaultSource}/history`, { as: 'manager' })).text).toContain(
      VAULT,
    );
  });
});

describe('a request', () => {
  test('to an unknown path, or by a wrong method, says so', async () => {
    expect(await ask('GET', '/api/1/nothing', { as: 'manager' })).toMatchObject({ status: 404, code: 'E_PATH' });
    expect(await ask('DELETE', '/api/1/spaces', { as: 'manager' })).toMatchObject({ status: 404, code: 'E_PATH' });
    expect(await ask('PATCH', `/api/1/spaces/case/records/${event}`, { as: 'manager', body: {} })).toMatchObject({
      code: 'E_PATH',
    });
    expect((await ask('GET', '/api/1/spaces/nowhere/records', { as: 'manager' })).code).toBe('E_SPACE');
    expect((await ask('GET', '/api/1/spaces/case/records/evt_nothing', { as: 'manager' })).code).toMatch(
      /^E_ID$|^E_NOT_FOUND$/,
    );
  });

  test('for another host, or none, is refused before anything is looked at', async () => {
    for (const host of ['evil.example', '127.0.0.1', 'localhost:7800', '127.0.0.1:7800.evil.example', ''])
      expect(await ask('GET', '/api/1/health', { headers: { host } }), host).toMatchObject({
        status: 421,
        code: 'E_HOST',
      });
  });

  test('for a file outside the desk, or a path no file can have, gets none', async () => {
    for (const path of [
      '/../secret.json',
      '/%2e%2e/secret.json',
      '/..%2fsecret.json',
      '/%00.js',
      '/a%00/b.css',
      '/%E0%A4%A',
      '/%',
      `/${'x'.repeat(6000)}.js`,
      '//etc/passwd',
      '/assets/%ff.css',
    ]) {
      const answer = await app.request(`http://${HOST}${path}`, { headers: { host: HOST } });
      const text = await answer.text();
      expect(text, path).not.toContain('outside the desk');
      expect(text, path).not.toContain('root:');
      expect(answer.status, path.slice(0, 40)).toBeLessThan(500);
    }
    expect(faults).toEqual([]);
  });

  test('with a body that is no JSON, no object, too deep or too large is refused', async () => {
    const to = (body: string, headers: { readonly [name: string]: string } = {}) =>
      ask('POST', '/api/1/spaces/case/claims', { as: 'manager', body, headers });
    for (const body of [
      '',
      '{',
      'nonsense',
      '{"id":',
      '\u0000',
      '[]',
      '1',
      'null',
      '"text"',
      '{"id":1,"field":2,"value":3}',
      '{"unknown":1}',
    ])
      expect((await to(body)).code, body).toBe('E_INPUT');
    expect((await to(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)).code).toBe('E_INPUT');
    const deep = `{"id":"${event}","field":"description","value":${'['.repeat(5000)}${']'.repeat(5000)}}`;
    expect((await to(deep)).status).toBeLessThan(500);
    expect(await to(`"${'x'.repeat(2 * 1024 * 1024)}"`)).toMatchObject({ status: 413, code: 'E_BODY_SIZE' });
    expect(faults).toEqual([]);
  });

  test('whose body has no stated length is cut off at the limit, session or not', async () => {
    for (const path of ['/api/1/session', '/api/1/spaces/case/claims', '/api/1/me/settings']) {
      let given = 0;
      const stream = new ReadableStream<Uint8Array>({
        pull(controller) {
          given += 65_536;
          if (given > 64 * 1024 * 1024) controller.close();
          else controller.enqueue(new Uint8Array(65_536).fill(0x20));
        },
      });
      now += 60_000;
      const answer = await app.request(
        new Request(`http://${HOST}${path}`, {
          method: path.endsWith('settings') ? 'PUT' : 'POST',
          headers: {
            host: HOST,
            cookie: logins.get('manager')?.cookie ?? '',
            [CSRF_HEADER]: logins.get('manager')?.csrf ?? '',
          },
          body: stream,
          duplex: 'half',
        } as RequestInit),
      );
      expect(answer.status, path).toBe(413);
      expect(given, path).toBeLessThan(4 * 1024 * 1024);
    }
  });

  test('with names of prototypes pollutes nothing and is not taken for a field', async () => {
    const body = `{"kind":"Event","fields":{"title":"Proto","__proto__":{"polluted":1},"constructor":"x"}}`;
    const answer = await ask('POST', '/api/1/spaces/case/records', { as: 'manager', body });
    expect(answer.status).toBeLessThan(500);
    for (const field of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '~constructor', 'x.__proto__']) {
      const claimed = await ask('POST', '/api/1/spaces/case/claims', {
        as: 'manager',
        body: { id: event, field, value: 'x' },
      });
      expect(claimed.status, field).toBeLessThan(500);
      if (field !== 'x.__proto__') expect(claimed.code, field).toBe('E_FIELD');
    }
    for (const query of [
      '__proto__=1',
      '__proto__[polluted]=1',
      'constructor.prototype.polluted=1',
      'where=__proto__:1',
      'where=constructor:x',
      'facet=__proto__',
      'facet=constructor',
      'facet=toString',
      'kind=constructor',
      'lang=__proto__',
      'as_of=__proto__',
    ])
      expect((await ask('GET', `/api/1/spaces/case/records?${query}`, { as: 'manager' })).status, query).toBeLessThan(
        500,
      );
    const settings = `{"__proto__":{"polluted":1},"lang":"ru"}`;
    expect((await ask('PUT', '/api/1/me/settings', { as: 'manager', body: settings })).status).toBe(200);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    expect((await ask('GET', '/api/1/spaces/__proto__/records', { as: 'manager' })).code).toBe('E_SPACE');
    expect((await ask('GET', '/api/1/spaces/case/demands/__proto__', { as: 'manager' })).status).toBe(404);
    expect(faults).toEqual([]);
  });

  test('that looks like SQL or like a search expression is only text', async () => {
    const hostile = [
      `' OR 1=1 --`,
      `"; DROP TABLE rec; --`,
      'NEAR(a b, 5)',
      'title:rally',
      '"',
      '*',
      'a*',
      'AND',
      'NOT',
      'OR OR',
      '(',
      ')',
      '^x',
      '-x',
      'a AND (b',
      '{a b}:c',
      '\u0000',
      '%',
      '_',
      "x' UNION SELECT secret FROM secret --",
      '\u202E\u200Fمظاهرة',
      '🕯️🕊️',
      'x'.repeat(400),
    ];
    for (const text of hostile) {
      const q = encodeURIComponent(text);
      for (const path of [
        `text=${q}`,
        `where=title:${q}`,
        `where=place:${q}`,
        `facet=${q}`,
        `kind=${q}`,
        `after=${q}`,
        `from=${q}`,
        `as_of=${q}`,
      ]) {
        const answer = await ask('GET', `/api/1/spaces/case/records?${path}`, { as: 'manager' });
        expect(answer.status, `${path}`).toBeLessThan(500);
      }
      expect((await ask('GET', `/api/1/spaces/case/records/${q}`, { as: 'manager' })).status, text).toBeLessThan(500);
    }
    for (const limit of ['0', '-1', '1e9', '201', 'NaN', '1.5', '9007199254740993'])
      expect((await ask('GET', `/api/1/spaces/case/records?limit=${limit}`, { as: 'manager' })).status, limit).toBe(
        400,
      );
    expect((await ask('GET', '/api/1/spaces/case/records', { as: 'manager' })).text).toContain('Practice rally');
    expect(faults).toEqual([]);
  });
});

describe('a value', () => {
  const write = (field: string, value: unknown) =>
    ask('POST', '/api/1/spaces/case/claims', { as: 'manager', body: { id: event, field, value } });
  const shown = async (): Promise<{
    readonly [field: string]: { readonly value: unknown; readonly claims: readonly { readonly value: unknown }[] };
  }> =>
    (JSON.parse((await ask('GET', `/api/1/spaces/case/records/${event}`, { as: 'manager' })).text) as { fields: never })
      .fields;

  test('outside its form is refused by name', async () => {
    for (const date of [
      '2022-13',
      '2022-02-30',
      '2022-01-05T25:00:00Z',
      'yesterday',
      '99999-01',
      '2022-01-05/2021-01-01',
      {},
      [],
      5,
    ])
      expect((await write('date', date)).code, String(date)).toMatch(/^E_(DATE|VALUE|INPUT|TYPE|FORM)/);
    for (const count of [
      { low: 5, best: 3, high: 1 },
      { low: -1, best: 0, high: 1 },
      { best: 1.5 },
      { best: 1e99 },
      '5-3',

      {},
    ])
      expect((await write('injured', count)).status, JSON.stringify(count)).toBe(400);
    expect((await write('kind', 'riot of words')).code).toBe('E_TERM');
    expect((await write('place', 'evt_00000000000000000000000000')).status).toBe(400);
  });

  test('of any script, direction and emoji comes back as it was; a zero byte and lone surrogates do not break anything', async () => {
    for (const text of [
      'مظاهرة \u200Fسلمية',
      '\u202Eright to left\u202C',
      '🕯️ 👩‍👩‍👧‍👦',
      'Әбілқайыр Үндемес',
      'e\u0301'.normalize('NFC'),
      '<script>alert(1)</script>',
      `'; DROP TABLE entries; --`,
      '{{7*7}} ${7*7}',
      'line\nline',
    ]) {
      expect((await write('description', text)).status, text).toBe(200);
      const values = (await shown())['description']?.claims.map((c) => c.value) ?? [];
      expect(JSON.stringify(values), text).toContain(JSON.stringify(text).slice(1, -1));
    }
    for (const text of ['zero \u0000 byte', 'lone \uD800 surrogate', '\uFFFF', '\u0007 bell'])
      expect((await write('description', text)).status, JSON.stringify(text)).toBeLessThan(500);
    expect((await t.node.call('doctor', {})).checks.filter((c) => c.result !== 'pass')).toEqual([]);
    expect(faults).toEqual([]);
  });

  test('of 10,000 characters as a name is kept or refused, never cut in silence', async () => {
    const name = 'Ә'.repeat(10_000);
    const answer = await ask('POST', '/api/1/spaces/case/records', {
      as: 'manager',
      body: { kind: 'Person', fields: { names: name } },
    });
    if (answer.status === 200) {
      const { id } = JSON.parse(answer.text) as { id: string };
      expect((await ask('GET', `/api/1/spaces/case/records/${id}`, { as: 'manager' })).text).toContain(name);
    } else expect(answer.code).toMatch(/^E_(LIMIT|VALUE|NAME)/);
    expect(
      (await ask('POST', '/api/1/users', { as: 'manager', body: { name: 'n'.repeat(10_000), role: 'volunteer' } }))
        .code,
    ).toBe('E_TEXT_LONG');
    expect((await ask('POST', '/api/1/users', { as: 'manager', body: { name: ' ', role: 'volunteer' } })).status).toBe(
      400,
    );
    expect((await ask('POST', '/api/1/users', { as: 'manager', body: { name: 'x', role: 'owner' } })).code).toBe(
      'E_INPUT',
    );
  });

  test('claimed over HTTP names the person of the session, whatever the body says', async () => {
    const forged = await ask('POST', '/api/1/spaces/case/claims', {
      as: 'documenter',
      body: { id: event, field: 'injured', value: '9', person: 'Manager' },
    });
    expect(forged.code).toBe('E_INPUT');
    expect(
      (
        await ask('POST', '/api/1/spaces/case/claims', {
          as: 'documenter',
          body: { id: event, field: 'injured', value: '9' },
        })
      ).status,
    ).toBe(200);
    const claims = (await shown())['injured']?.claims as readonly { readonly by?: string }[] | undefined;
    expect(claims?.map((c) => c.by)).toContain('Practice documenter');
  });
});

describe('limits', () => {
  test('attempts to log in are slowed down whatever cookie they carry, and start again later', async () => {
    app = newApp();
    const attempt = async (i: number) =>
      (
        await app.request('/api/1/session', {
          method: 'POST',
          headers: { host: HOST, cookie: `kua_${t.node.id}=${i}` },
          body: JSON.stringify({ token: `guess ${i}` }),
        })
      ).status;
    const answers: number[] = [];
    for (let i = 0; i < 30; i++) answers.push(await attempt(i));
    expect(answers.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 401));
    expect(answers.slice(10).every((s) => s === 429)).toBe(true);
    now += 60_000;
    expect(await attempt(31)).toBe(401);
  });

  test('a flood from one session is slowed down and says for how long', async () => {
    app = newApp();
    const cookie = logins.get('volunteer')?.cookie ?? '';
    let limited: Response | null = null;
    for (let i = 0; i < 250 && !limited; i++) {
      const answer = await app.request('/api/1/session', { headers: { host: HOST, cookie } });
      if (answer.status === 429) limited = answer;
    }
    expect(Number(limited?.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  test('a session ends when its person is locked, and its cookie opens nothing after logging out', async () => {
    app = newApp();
    await t.node.call('users.lock', { name: 'Practice volunteer', locked: true });
    expect((await ask('GET', '/api/1/spaces', { as: 'volunteer' })).code).toBe('E_SESSION');
    expect((await ask('DELETE', '/api/1/session', { as: 'reviewer' })).status).toBe(200);
    expect((await ask('GET', '/api/1/spaces', { as: 'reviewer' })).code).toBe('E_SESSION');
    now += 13 * 3_600_000;
    expect((await ask('GET', '/api/1/spaces', { as: 'manager' })).code).toBe('E_SESSION');
    expect(errorBody({ code: 'E_SESSION' }, 'kk').remedy).not.toBe('');
  });
});
