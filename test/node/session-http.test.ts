/** Logging in, locking and ending over HTTP: what a hostile client may try, and what it learns. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TOTP } from 'otpauth';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CSRF_HEADER } from '../../src/contract/routes.ts';
import { createApp } from '../../src/server/app.ts';
import { createDrafts } from '../../src/server/drafts.ts';
import { NOW, type TempNode, tempNode } from './temp-node.ts';

const HOST = '127.0.0.1:7800';
const PASSPHRASE = 'copper lantern river seven';
let now = NOW;
let t: TempNode;
let app: ReturnType<typeof createApp>;
let secret = '';

interface Seat {
  cookie: string;
  csrf: string;
}

async function ask(method: string, path: string, seat: Seat | null, body?: unknown, headers: object = {}) {
  const answer = await app.request(path, {
    method,
    headers: {
      host: HOST,
      ...(seat ? { cookie: seat.cookie, [CSRF_HEADER]: seat.csrf } : {}),
      ...headers,
    },
    ...(method === 'GET' ? {} : { body: JSON.stringify(body ?? {}) }),
  });
  const json = (await answer.json()) as { [k: string]: unknown; error?: { code: string; seconds?: number } };
  return { status: answer.status, json, code: json.error?.code ?? null, cookie: answer.headers.get('set-cookie') };
}
const logIn = (name: string, passphrase: string, code: string) =>
  ask('POST', '/api/1/session', null, { name, passphrase, code });
const code = (): string => new TOTP({ secret }).generate({ timestamp: now });

async function sit(): Promise<Seat> {
  now += 60_000;
  const { json, cookie } = await logIn('Practice person', PASSPHRASE, code());
  return { csrf: String(json['csrf']), cookie: (cookie ?? '').split(';')[0] ?? '' };
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
    onFault: (_request, error) => {
      throw error;
    },
    version: 'test',
  });
  const { token } = await t.node.call('people.invite', { name: 'Practice person', role: 'documenter' });
  const read = await ask('POST', '/api/1/invitation', null, { token });
  secret = String(read.json['secret']);
  const accepted = await ask('PUT', '/api/1/invitation', null, { token, passphrase: PASSPHRASE, code: code() });
  expect(accepted.json['recovery']).toHaveLength(8);
});
afterAll(() => t.remove());

test('a wrong name, passphrase or code is answered alike and not sooner; the delay is of that name alone', async () => {
  const answers: unknown[] = [];
  for (const [name, passphrase, given] of [
    ['Nobody at all', PASSPHRASE, '000000'],
    ['Practice person', 'another passphrase', '000000'],
    ['Practice person', PASSPHRASE, '000000'],
  ] as const) {
    const started = performance.now();
    const { status, json } = await logIn(name, passphrase, given);
    expect(performance.now() - started).toBeGreaterThan(480);
    answers.push({ status, json });
  }
  expect(new Set(answers.map((a) => JSON.stringify(a))).size).toBe(1);
  for (const name of ['Practice person', 'Nobody at all']) {
    const codes: (string | null)[] = [];
    for (let i = 0; i < 4; i++) codes.push((await logIn(name, 'x', 'y')).code);
    expect([name, codes.at(-1)]).toEqual([name, 'E_RATE']);
  }
  // The others come in, by a link and by name; the delay passes; a right login forgets the failures.
  const { token } = await t.node.call('login.token', { name: 'Manager' });
  expect((await ask('POST', '/api/1/session', null, { token })).status).toBe(200);
  expect((await logIn('Third name', 'x', 'y')).code).toBe('E_LOGIN_WRONG');
  now += 61_000;
  expect((await logIn('Practice person', PASSPHRASE, code())).status).toBe(200);
});

test('wrong links are slowed down, right ones never, even when the clock is set back by a year', async () => {
  const link = async () => (await t.node.call('login.token', { name: 'Manager' })).token;
  const codes: (string | null)[] = [];
  for (let i = 0; i < 20; i++)
    codes.push((await ask('POST', '/api/1/session', null, { token: `${'x'.repeat(30)}${10 + i}` })).code);
  expect(codes.filter((c) => c === 'E_RATE').length).toBeGreaterThan(5);
  expect((await ask('POST', '/api/1/session', null, { token: await link() })).status).toBe(200);
  const before = now;
  now -= 366 * 86_400_000;
  expect((await ask('POST', '/api/1/session', null, { token: await link() })).status).toBe(200);
  expect((await ask('GET', '/api/1/health', null)).json).toMatchObject({ ok: true, clock: 'behind' });
  expect((await ask('GET', '/api/1/session', null)).status).toBe(401);
  now = before;
});

test('a lock keeps the text sealed, gives it back once, and lets a beacon lock without a header', async () => {
  const seat = await sit();
  const lock = (body: object, headers: object = {}) =>
    ask('POST', '/api/1/session/lock', { ...seat, csrf: '' }, body, headers);
  expect((await lock({ drafts: { a: 'text' } })).code).toBe('E_CSRF');
  expect((await lock({ csrf: 'x', drafts: { a: 'text' } })).code).toBe('E_CSRF');
  expect((await lock({ csrf: seat.csrf, drafts: { a: 'text' } })).json).toEqual({ locked: true, kept: true });
  // A second tab adds its own; one that is too large is not taken and takes nothing away.
  expect((await lock({ csrf: seat.csrf, drafts: { b: 'more' } })).json).toEqual({ locked: true, kept: true });
  expect((await lock({ csrf: seat.csrf, drafts: { c: 'x'.repeat(600_000) } })).json).toMatchObject({ kept: false });
  const shown = await ask('GET', '/api/1/session', seat);
  expect(shown).toMatchObject({ status: 423, code: 'E_LOCKED' });
  expect(shown.json.error).toMatchObject({ by: 'passphrase', csrf: seat.csrf });
  for (let i = 0; i < 3; i++)
    expect((await ask('POST', '/api/1/session/unlock', seat, { passphrase: 'x' })).code).toBe('E_UNLOCK_WRONG');
  expect((await ask('POST', '/api/1/session/unlock', seat, { passphrase: PASSPHRASE })).code).toBe('E_RATE');
  now += 2000;
  const open = await ask('POST', '/api/1/session/unlock', seat, { passphrase: PASSPHRASE });
  expect(open.json['drafts']).toEqual({ a: 'text', b: 'more' });
  await ask('POST', '/api/1/session/lock', seat, {});
  const again = await ask('POST', '/api/1/session/unlock', seat, { passphrase: PASSPHRASE });
  expect(again.json['drafts']).toBeNull();
});

test('the node locks an idle session by itself; what the desk asks alone, presence and settings out of bounds do not help', async () => {
  const seat = await sit();
  const read = (headers: object = {}) => ask('GET', '/api/1/spaces', seat, undefined, headers);
  expect((await ask('PUT', '/api/1/me/settings', seat, { idle_minutes: 0 })).code).toBe('E_INPUT');
  expect((await ask('PUT', '/api/1/me/settings', seat, { idle_minutes: 31 })).code).toBe('E_INPUT');
  expect((await ask('PUT', '/api/1/me/settings', seat, { idle_minutes: 2 })).status).toBe(200);
  now += 100_000;
  expect((await read()).status).toBe(200);
  now += 100_000;
  expect((await read({ 'x-kua-passive': '1' })).status).toBe(200);
  now += 30_000;
  expect((await read({ 'x-kua-passive': '1' })).status).toBe(423);
  expect((await read()).status).toBe(423);
  expect((await ask('DELETE', '/api/1/session', seat)).status).toBe(200);
  expect((await ask('GET', '/api/1/session', seat)).status).toBe(401);
});

test('text of a locked session comes along when the same person logs in anew, and never to another', async () => {
  const seat = await sit();
  await ask('POST', '/api/1/session/lock', seat, { drafts: { a: 'text' } });
  const link = async (name: string) => (await t.node.call('login.token', { name })).token;
  const own = await ask('POST', '/api/1/session', seat, { token: await link('Practice person') });
  expect(own.json['drafts']).toEqual({ a: 'text' });
  const second = await sit();
  await ask('POST', '/api/1/session/lock', second, { drafts: { a: 'text' } });
  const other = await ask('POST', '/api/1/session', second, { token: await link('Manager') });
  expect(other.json['drafts']).toBeNull();
});

test('the sealed text is no text in memory, and opens with its own token only', () => {
  const kept = createDrafts();
  expect(kept.keep('token one', { a: 'unsaved words' })).toBe(true);
  expect(kept.take('token two')).toBeNull();
  expect(kept.take('token one')).toEqual({ a: 'unsaved words' });
  expect(kept.take('token one')).toBeNull();
});

test('the page that Hide leaves behind holds no script and no word of the program', async () => {
  const answer = await app.request('/blank', { headers: { host: HOST } });
  const text = await answer.text();
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(answer.headers.get('clear-site-data')).toBe('"cache"');
  expect(text).toContain('<title>Notes</title>');
  expect(text).not.toMatch(/script|kua/i);
});
