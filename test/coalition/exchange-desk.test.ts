/** Exchange as the desk begins it, over HTTP: who may, what a hostile body does, what is left on the disk, what the open desks are told. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RoleName } from '../../src/contract/api.ts';
import { type ArrivalJson, EXCHANGE_WORDS, type ExchangeJobJson } from '../../src/contract/areas/exchange.ts';
import { DROP_NAME } from '../../src/contract/areas/signals.ts';
import { CSRF_HEADER } from '../../src/contract/routes.ts';
import { createApp } from '../../src/server/app.ts';
import { watchArrivals } from '../../src/server/arrivals.ts';
import { openExchangeFolder } from '../../src/server/exchange-folder.ts';
import { filesBelow, tempNode } from '../node/temp-node.ts';
import { admit, bundle, event, NOW, read, type TempNode, ticking } from './exchange-kit.ts';

const HOST = '127.0.0.1:7800';
const CANARY = 'canary-of-the-exchange';
let a: TempNode;
let b: TempNode;
let app: ReturnType<typeof createApp>;
let dir = '';
let now = NOW;
const arrived: ArrivalJson[] = [];
const faults: unknown[] = [];
const logins = new Map<RoleName, { readonly [name: string]: string }>();

let heard: ReturnType<typeof watchArrivals>;
const newApp = () => {
  const arrivals = watchArrivals(a.node);
  heard = arrivals;
  arrivals.listen((one) => void arrived.push(one));
  return createApp({
    api: a.node,
    node: a.node.id,
    hosts: [HOST],
    deskDir: join(a.root, 'desk'),
    clock: () => now,
    random: (n) => new Uint8Array(n).fill(1),
    onFault: (what, error) => void faults.push([what, error]),
    version: 'test',
    exchangeDir: dir,
    arrivals,
  });
};

beforeAll(async () => {
  [a, b] = [await tempNode(ticking()), await tempNode(ticking())];
  dir = join(a.root, 'exchange');
  mkdirSync(join(dir, 'left-over'), { recursive: true });
  mkdirSync(join(a.root, 'desk'));
  writeFileSync(join(a.root, 'desk', 'index.html'), '<!doctype html><title>desk</title>');
  await event(a, 'case', CANARY);
  await admit(a, b);
  app = newApp();
  for (const role of ['volunteer', 'documenter', 'manager'] as const) {
    const name = role === 'manager' ? 'Manager' : `Practice ${role}`;
    if (role !== 'manager') await a.node.call('users.add', { name, role });
    const { token } = await a.node.call('login.token', { name });
    const answer = await app.request('/api/1/session', {
      method: 'POST',
      headers: { host: HOST, 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    });
    const { csrf } = (await answer.json()) as { csrf: string };
    const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    logins.set(role, { host: HOST, cookie, [CSRF_HEADER]: csrf });
  }
}, 60_000);
afterAll(async () => {
  await a.remove();
  await b.remove();
});

interface Asked {
  readonly status: number;
  readonly code: string | null;
  readonly json: { readonly jobs?: readonly ExchangeJobJson[] } & Partial<ExchangeJobJson>;
}
async function ask(
  method: string,
  path: string,
  body?: object | Uint8Array,
  o: { readonly as?: RoleName; readonly headers?: { readonly [name: string]: string } } = {},
): Promise<Asked> {
  const bytes = body instanceof Uint8Array;
  now += 50;
  const answer = await app.request(`/api/1/spaces/case/exchange${path}`, {
    method,
    headers: {
      ...logins.get(o.as ?? 'manager'),
      ...(body === undefined ? {} : { 'content-type': bytes ? 'application/octet-stream' : 'application/json' }),
      ...o.headers,
    },
    ...(body === undefined ? {} : { body: bytes ? new Uint8Array(body) : JSON.stringify(body) }),
  });
  const json = (await answer.json()) as Asked['json'] & { readonly error?: { readonly code: string } };
  return { status: answer.status, code: json.error?.code ?? null, json };
}
const jobs = async (): Promise<readonly ExchangeJobJson[]> => (await ask('GET', '')).json.jobs ?? [];
async function ended(begun: Asked): Promise<ExchangeJobJson> {
  expect(begun.code).toBe(null);
  for (let i = 0; i < 400; i++) {
    const job = (await jobs()).find((one) => one.id === begun.json.id);
    if (job && job.state !== 'running') return job;
    await new Promise((resolve) => void setTimeout(resolve, 25));
  }
  throw new Error('the exchange did not end');
}
const everybody = { everybody: true };
const fetched = async (job: ExchangeJobJson, nth = 0): Promise<Uint8Array> => {
  const headers = logins.get('documenter') ?? {};
  const answer = await app.request(`/api/1/spaces/case/exchange/${job.id}/files/${nth}`, { headers });
  expect(answer.headers.get('content-disposition')).toMatch(
    /^attachment; filename="kua-2022-01-12-[0-9a-f]{4}[.0-9]*\.kua\.age"$/,
  );
  return new Uint8Array(await answer.arrayBuffer());
};

test('a file for everybody is written, fetched, read there, and deleted; nothing of what an earlier node left is there', async () => {
  expect(existsSync(join(dir, 'left-over'))).toBe(false);
  const job = await ended(await ask('POST', '/write', everybody, { as: 'documenter' }));
  expect(job).toMatchObject({ kind: 'write', state: 'done', about: ['Practice organisation A'] });
  const bytes = await fetched(job);
  expect(bytes.length).toBe(job.written?.files[0]?.bytes);
  for (const file of filesBelow(dir)) expect(readFileSync(file).includes(CANARY)).toBe(false);
  const there = join(b.root, 'there.kua.age');
  writeFileSync(there, bytes);
  expect(await read(b, there)).toMatchObject({ ok: true, torn: false });
  expect((await ask('POST', `/${job.id}/remove`, {})).status).toBe(200);
  expect(filesBelow(dir)).toEqual([]);
  expect((await ask('GET', `/${job.id}/files/0`)).code).toBe('E_EXCHANGE_GONE');
});

test('whom it is for is one thing alone, of members of this space; words only from a manager', async () => {
  const code = async (body: object, as: RoleName = 'manager') => (await ask('POST', '/write', body, { as })).code;
  expect(await code({})).toBe('E_BUNDLE_TO');
  expect(await code({ ...everybody, passphrase: 'words that seal the whole' })).toBe('E_BUNDLE_TO');
  expect(await code({ to: ['f'.repeat(64)] })).toBe('E_BUNDLE_RECIPIENT');
  expect(await code({ to: ['/etc/passwd'] })).toBe('E_BUNDLE_RECIPIENT');
  expect(await code({ file: '/tmp/x', ...everybody })).toBe('E_INPUT');
  expect(await code({ passphrase: 'words that seal the whole' }, 'documenter')).toBe('E_FORBIDDEN');
  expect(await code(everybody, 'volunteer')).toBe('E_FORBIDDEN');
  const small = await ended(await ask('POST', '/write', { ...everybody, max_bytes: 10 }));
  expect(small).toMatchObject({ state: 'failed', failure: { code: 'E_BUNDLE_PART' } });
  expect(filesBelow(dir)).toEqual([]);
});

test('a file that came back is taken and told; again it is known; torn, changed or plain it does no harm and leaves nothing', async () => {
  await event(b, 'shared', 'Practice from B');
  const [path = ''] = await bundle(b, a, { space: 'shared' });
  const whole = new Uint8Array(readFileSync(path));
  const send = (body: Uint8Array, headers: { readonly [name: string]: string } = {}) =>
    ask('POST', '/read', body, {
      as: 'documenter',
      headers: { [DROP_NAME]: encodeURIComponent('Дүйсенбі.kua.age'), ...headers },
    });
  const torn = await ended(await send(whole.subarray(0, -20)));
  expect(torn.read).toMatchObject({ torn: true, ok: false, file: 'Дүйсенбі.kua.age' });
  arrived.length = 0;
  const first = await ended(await send(whole));
  expect(first).toMatchObject({ state: 'done', about: ['Дүйсенбі.kua.age'] });
  expect(first.read).toMatchObject({ ok: true, organisation: 'Practice organisation A' });
  expect((first.read?.accepted ?? 0) + (torn.read?.accepted ?? 0)).toBeGreaterThan(0);
  const again = await ended(await send(whole));
  expect(again.read).toMatchObject({ accepted: 0, ok: true });
  expect(arrived.every((one) => one.from === 'Practice organisation A' && one.space.length === 64)).toBe(true);
  const changed = Uint8Array.from(whole);
  changed[changed.length - 30] = (changed[changed.length - 30] ?? 0) ^ 1;
  expect((await ended(await send(changed))).read?.ok).toBe(false);

  expect(await send(new TextEncoder().encode(CANARY))).toMatchObject({ status: 400, code: 'E_BUNDLE_AGE' });
  expect(await send(new Uint8Array())).toMatchObject({ code: 'E_BUNDLE_AGE' });
  expect(await send(new TextEncoder().encode('age-encryption.org/v1'))).toMatchObject({ code: 'E_BUNDLE_AGE' });
  expect(await send(whole, { 'content-length': '5' })).toMatchObject({ code: 'E_INPUT' });
  expect(await send(whole, { 'content-length': String(5e12) })).toMatchObject({ status: 413, code: 'E_BODY_SIZE' });
  expect(await send(whole, { [DROP_NAME]: '%E0%A4%A' })).toMatchObject({ code: 'E_INPUT' });
  const outside = await ended(await send(whole, { [DROP_NAME]: encodeURIComponent('../../etc/x.kua.age') }));
  expect(outside.about).toEqual(['.._.._etc_x.kua.age']);
  expect(filesBelow(dir)).toEqual([]);
  expect(readdirSync(dir)).toEqual([]);
});

test('sealed with words it opens with them alone, and they are in no list', async () => {
  const words = 'тоғыз құс қара көл түні';
  const job = await ended(await ask('POST', '/write', { passphrase: words }));
  const bytes = await fetched(job);
  const send = (headers: { readonly [name: string]: string }) => ask('POST', '/read', bytes, { headers });
  expect(await ended(await send({}))).toMatchObject({ state: 'failed', failure: { code: 'E_BUNDLE_KEY' } });
  const opened = await ended(await send({ [EXCHANGE_WORDS]: encodeURIComponent(words) }));
  expect(opened.read).toMatchObject({ ok: true, accepted: 0 });
  expect(JSON.stringify(await jobs())).not.toContain('тоғыз');
});

test('only an address of the list is called; a failure says its code and the address keeps it', async () => {
  const url = 'http://127.0.0.1:9/';
  expect((await ask('POST', '/sync', { url })).code).toBe('E_PEER_UNKNOWN');
  await a.node.call('sync.peer_add', { space: 'case', url });
  const job = await ended(await ask('POST', '/sync', { url }, { as: 'documenter' }));
  expect(job).toMatchObject({ kind: 'sync', state: 'done', about: [url], reasons: [{ code: 'E_SYNC_LINK', n: 1 }] });
  expect((await a.node.call('sync.peers', { space: 'case' })).peers[0]).toMatchObject({
    url,
    at: null,
    last_error: 'E_SYNC_LINK',
  });
}, 60_000);

test('a list holds no more than twelve, another space sees none of them, and a node that starts anew has none', async () => {
  const job = await ended(await ask('POST', '/write', everybody));
  const other = await app.request(`/api/1/spaces/own/exchange/${job.id}/files/0`, {
    headers: logins.get('manager') ?? {},
  });
  expect(other.status).toBe(404);
  for (let i = 0; i < 13; i++) await ended(await ask('POST', '/write', everybody));
  expect(await jobs()).toHaveLength(12);
  newApp();
  expect(existsSync(dir)).toBe(false);
  expect(faults).toEqual([]);
}, 60_000);

test('what a watched folder brings is told with who sent it, and what was here already is not', async () => {
  await event(b, 'shared', 'Practice by stick');
  const folder = join(a.root, 'stick');
  mkdirSync(folder);
  const [path = ''] = await bundle(b, a, { space: 'shared' });
  writeFileSync(join(folder, 'from-b.kua.age'), readFileSync(path));
  arrived.length = 0;
  // A file counts as whole when it is as it was at the look before.
  for (let i = 0; i < 3; i++) await heard.api.call('watch.look', { folder });
  expect(arrived).toMatchObject([{ type: 'arrived', n: 1, from: 'Practice organisation A' }]);
});

test('the folder is for the owner alone', () => {
  const root = mkdtempSync(join(tmpdir(), 'kua-exchange-test-'));
  const path = openExchangeFolder(join(root, 'x')).make('one');
  expect(statSync(path).mode & 0o777).toBe(0o700);
  rmSync(root, { recursive: true });
});
