/** Editions over HTTP: roles, previews that belong to one session, the download, and mirrors whose secret never comes out. */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import tar from 'tar-stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RoleName } from '../../src/contract/api.ts';
import { PUBLICATIONS_ROUTES } from '../../src/contract/areas/publications.ts';
import { CSP } from '../../src/contract/csp.ts';
import { CSRF_HEADER } from '../../src/contract/routes.ts';
import { ROLES } from '../../src/node/users.ts';
import { createApp } from '../../src/server/app.ts';
import { KEYS, PLACE, type S3Server, s3Server } from '../publishing/s3-server.ts';
import { filesBelow, NOW, type TempNode, tempNode } from './temp-node.ts';

const HOST = '127.0.0.1:7800';
const BASE = '/api/1/spaces/january-2022';
let t: TempNode;
let now = NOW;
let app: ReturnType<typeof createApp>;
let server: S3Server;
const logins = new Map<RoleName, { readonly cookie: string; readonly csrf: string }>();

beforeAll(async () => {
  t = await tempNode(() => now);
  server = await s3Server();
  mkdirSync(join(t.root, 'desk'));
  app = createApp({
    api: t.node,
    node: t.node.id,
    hosts: [HOST],
    deskDir: join(t.root, 'desk'),
    clock: () => now,
    random: (n) => new Uint8Array(n).map(() => Math.floor(Math.random() * 256)),
    onFault: (_request, error) => {
      throw error;
    },
    version: 'test',
  });
  await t.node.call('example', { name: 'january-2022' });
  for (const role of ROLES) await t.node.call('users.add', { name: `a ${role}`, role });
  await login();
}, 60_000);

/** Sessions lock after a while without use: those who come back log in again. */
async function login(): Promise<void> {
  for (const role of ROLES) {
    const { token } = await t.node.call('login.token', { name: `a ${role}` });
    const begun = await t.node.call('login.redeem', { token });
    logins.set(role, { cookie: `kua_${t.node.id}=${begun.session}`, csrf: begun.csrf });
  }
}
afterAll(async () => {
  await server.close();
  await t.remove();
});

async function ask(method: string, path: string, as: RoleName | null, body?: unknown): Promise<Response> {
  now += 1000;
  const login = as ? logins.get(as) : undefined;
  return app.request(path, {
    method,
    headers: {
      host: HOST,
      ...(login ? { cookie: login.cookie, [CSRF_HEADER]: login.csrf } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}
const preview = async (as: RoleName): Promise<string> => {
  const answer = await ask('POST', `${BASE}/editions/preview`, as, {});
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { preview: string }).preview;
};

test('every path of publications asks for its role', async () => {
  for (const { method, path, role } of PUBLICATIONS_ROUTES) {
    const filled = path.replace('{s}', 'january-2022').replace('{number}', '1').replace('{id}', 'm');
    const lower = ROLES[ROLES.indexOf(role) - 1];
    const body = method === 'get' ? undefined : {};
    expect([path, (await ask(method.toUpperCase(), filled, null, body)).status]).toEqual([path, 401]);
    if (lower) expect([path, (await ask(method.toUpperCase(), filled, lower, body)).status]).toEqual([path, 403]);
  }
});

test('a preview is served without a cookie, in its own policy, to whoever holds its address; the folder with it', {
  timeout: 60_000,
}, async () => {
  const address = await preview('documenter');
  expect(address).toMatch(/^\/preview\/[0-9a-f]{32}\/$/);
  const page = await ask('GET', `${address}kk/index.html`, null);
  expect(page.status).toBe(200);
  expect(page.headers.get('content-security-policy')).toBe(CSP.preview);
  expect(CSP.preview).toMatch(/sandbox allow-scripts$/);
  expect(page.headers.get('access-control-allow-origin')).toBe('*');
  expect(page.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  expect(page.headers.get('cache-control')).toBe('no-store');
  const css = await ask('GET', `${address}assets/edition.css`, null);
  expect(css.headers.get('content-type')).toContain('text/css');
  for (const path of [
    '',
    'kk/',
    '../ledger.db',
    '..%2f..%2fledger.db',
    '%2e%2e/ledger.db',
    'kk/nothing.html',
    'kk%00/index.html',
  ])
    expect([path, (await ask('GET', `${address}${path}`, null)).status]).toEqual([path, 404]);
  for (const path of ['/preview/', '/preview/0000/kk/index.html', `/preview/${'0'.repeat(32)}/kk/index.html`])
    expect([path, (await ask('GET', path, null)).status]).toEqual([path, 404]);
  const api = await ask('GET', `${BASE}/editions`, 'documenter');
  expect(api.headers.get('access-control-allow-origin')).toBeNull();
  expect(readdirSync(join(t.dir, 'previews'))).toHaveLength(1);
  // Nothing of it is signed: it can never pass for an edition.
  expect(filesBelow(join(t.dir, 'previews')).filter((f) => /sshsig|minisig|\.sig$/.test(f))).toEqual([]);
});

test('it ends with its time and with its session', { timeout: 60_000 }, async () => {
  const first = await preview('reviewer');
  expect((await ask('GET', `${first}en/index.html`, null)).status).toBe(200);
  now += 31 * 60_000;
  expect((await ask('GET', `${first}en/index.html`, null)).status).toBe(404);
  await login();
  const second = await preview('reviewer');
  expect((await ask('GET', `${second}en/index.html`, null)).status).toBe(200);
  const session = logins.get('reviewer')?.cookie.split('=')[1] ?? '';
  await t.node.call('session.end', { session });
  expect((await ask('GET', `${second}en/index.html`, null)).status).toBe(404);
});

test('an edition downloads as one tar with its name, and what is in it verifies byte for byte', {
  timeout: 60_000,
}, async () => {
  expect((await ask('GET', `${BASE}/editions/1/archive`, 'documenter')).status).toBe(400);
  await t.node.call('edition.build', { space: 'january-2022', dir: join(t.root, 'out') });
  expect((await ask('GET', `${BASE}/editions/1/archive`, null)).status).toBe(401);
  expect((await ask('GET', `${BASE}/editions/1/archive`, 'volunteer')).status).toBe(403);
  const answer = await ask('GET', `${BASE}/editions/1/archive`, 'documenter');
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="january-2022-edition-1.tar"');
  const found = new Map<string, Buffer>();
  const extract = tar.extract();
  extract.on('entry', (head, stream, next) => {
    const chunks: Buffer[] = [];
    stream.on('data', (c: unknown) => c instanceof Uint8Array && chunks.push(Buffer.from(c)));
    stream.on('end', () => {
      found.set(head.name, Buffer.concat(chunks));
      next();
    });
  });
  await new Promise<void>((resolve, reject) => {
    extract.on('finish', resolve).on('error', reject);
    void answer.arrayBuffer().then((bytes) => extract.end(Buffer.from(bytes)));
  });
  expect([...found.keys()]).toEqual(
    expect.arrayContaining(['january-2022-edition-1.sshsig', 'january-2022-edition-1/en/index.html']),
  );
  expect(found.get('january-2022-edition-1/manifest-sha256.txt')).toEqual(
    readFileSync(join(t.root, 'out/manifest-sha256.txt')),
  );
});

test('a mirror in a bucket is filled on a call; its secret is in no answer, no failure and no file', {
  timeout: 60_000,
}, async () => {
  const body = {
    name: 'Bucket',
    kind: 's3',
    endpoint: server.endpoint,
    ...PLACE,
    prefix: 'site',
    access_key: KEYS.accessKey,
  };
  const put = (more: object) => ask('PUT', `${BASE}/mirrors/one`, 'manager', { ...body, ...more });
  expect((await put({})).status).toBe(400);
  for (const bad of [{ endpoint: 'http://elsewhere.example' }, { bucket: 'A' }, { prefix: '../x' }, { access_key: '' }])
    expect([bad, (await put({ ...bad, secret_key: KEYS.secretKey })).status]).toEqual([bad, 400]);
  const wrong = await put({ secret_key: 'wrong-secret-amber' });
  expect([wrong.status, await wrong.text()]).toEqual([200, expect.not.stringContaining('amber')]);
  const refused = await ask('POST', `${BASE}/mirrors/one/push`, 'manager', {});
  const told = await refused.text();
  expect([refused.status, told]).toEqual([400, expect.stringContaining('SignatureDoesNotMatch')]);
  expect(told).not.toContain('amber');
  expect(server.asked.length).toBe(1);
  expect((await put({ secret_key: KEYS.secretKey })).status).toBe(200);
  const kept = await put({ name: 'Renamed' });
  expect(await kept.json()).toMatchObject({ name: 'Renamed', has_secret: true });
  const pushed = await ask('POST', `${BASE}/mirrors/one/push`, 'manager', {});
  expect(await pushed.json()).toMatchObject({ edition: 1, verified: true, same: 0 });
  const list = await (await ask('GET', `${BASE}/mirrors?lang=ru`, 'manager')).text();
  expect(list).toContain('"edition":1');
  expect(list).not.toContain(KEYS.secretKey);
  for (const file of filesBelow(t.dir))
    expect([file, readFileSync(file).includes(KEYS.secretKey)]).toEqual([file, false]);
  const gone = await ask('DELETE', `${BASE}/mirrors/one`, 'manager', {});
  expect(await gone.json()).toEqual({ deleted: true });
  expect(server.objects.size).toBeGreaterThan(100);
});
