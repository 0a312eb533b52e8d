/** `kua serve --tls`: real certificates by openssl, real processes; the desk and another node reach it, and wrong files are named. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../ground/sources.ts';
import { terminal } from './terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'kua-tls-'));
const at = (name: string): string => join(folder, name);
const [a, b] = [terminal(), terminal()];
const start = (t: typeof a, args: readonly string[], env: { readonly [name: string]: string } = {}) =>
  spawn(process.execPath, ['--import', 'tsx', join(root, 'src/cli/main.ts'), ...args, '--json'], {
    cwd: root,
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: folder,
      KUA_DATA: t.data,
      XDG_STATE_HOME: join(t.folder, 'state'),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
const openssl = (...args: readonly string[]): string =>
  execFileSync('openssl', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
function certificate(name: string, names: string, days = 2): readonly [string, string] {
  const [cert, key] = [at(`${name}.crt`), at(`${name}.key`)];
  const made = [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-subj',
    '/CN=office',
  ];
  const alt = names === '' ? [] : ['-addext', `subjectAltName=${names}`];
  openssl(...made, '-keyout', key, '-out', cert, '-days', String(days), ...alt);
  return [cert, key];
}
const [cert, key] = certificate('own', 'DNS:office.example,IP:127.0.0.1,DNS:localhost');

beforeAll(async () => {
  for (const [t, name] of [
    [a, 'Office A'],
    [b, 'Office B'],
  ] as const)
    expect((await t.kua(['init', '--key-dir', join(t.folder, 'state/kua'), '--name', name])).code).toBe(0);
}, 60_000);
afterAll(() => {
  for (const t of [a, b]) t.remove();
  rmSync(folder, { recursive: true, force: true });
});

interface Answer {
  readonly status: number;
  readonly cookies: readonly string[];
}
const ask = (port: number, host: string, path: string, body?: string): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const headers = { host: `${host}:${port}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
    const options = { port, path, headers, ca: readFileSync(cert), method: body === undefined ? 'GET' : 'POST' };
    const req = request({ host: '127.0.0.1', servername: 'office.example', ...options }, (res) => {
      res.resume();
      resolve({ status: res.statusCode ?? 0, cookies: res.headers['set-cookie'] ?? [] });
    });
    req.on('error', reject);
    req.end(body);
  });

test('answers by TLS under the names of its certificate alone; another node exchanges with it; cookies are for TLS', async () => {
  const { text: invited } = await a.json<{ text: string }>('member', 'invite', '--space', 'case');
  const { text: answer } = await b.json<{ text: string }>('member', 'join', invited, '--as', 'shared');
  await a.json('member', 'admit', answer, '--space', 'case');
  let stop = (): void => undefined;
  const untilStopped = new Promise<void>((resolve) => (stop = resolve));
  let tell: (line: string) => void = () => undefined;
  const first = new Promise<string>((resolve) => (tell = resolve));
  const args = ['serve', '--json', '--port', '0', '--host', '0.0.0.0', '--tls', cert, '--tls-key', key];
  const serving = a.kua(args, { untilStopped, onOut: (line) => tell(line) });
  const said = JSON.parse(await first) as {
    readonly address: string;
    readonly login: string;
    readonly fingerprint: string;
  };
  const port = Number(new URL(said.address).port);
  expect(said.address).toBe(`https://office.example:${port}/`);
  const shown = openssl('x509', '-in', cert, '-noout', '-fingerprint', '-sha256').trim();
  expect(shown.toLowerCase()).toContain(said.fingerprint.toLowerCase());

  expect((await ask(port, 'office.example', '/api/1/health')).status).toBe(200);
  expect((await ask(port, 'elsewhere.example', '/api/1/health')).status).toBe(421);
  const token = said.login.split('#login=')[1] ?? '';
  const login = await ask(port, 'office.example', '/api/1/session', JSON.stringify({ token }));
  expect(login.cookies).toEqual([expect.stringMatching(/; Secure/)]);

  const url = `https://127.0.0.1:${port}/`;
  // Who does not trust the certificate sends nothing.
  await expect(fetch(url)).rejects.toThrow();
  const trusted = start(b, ['sync', url, '--space', 'shared'], { NODE_EXTRA_CA_CERTS: cert });
  let out = '';
  trusted.stdout.on('data', (chunk: Buffer) => (out += String(chunk)));
  expect(await new Promise((resolve) => trusted.once('close', resolve))).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ ok: true, spaces: [{ error: null }] });
  stop();
  expect((await serving).code).toBe(0);
}, 120_000);

test('what cannot serve is named before anything is bound', async () => {
  const [other] = certificate('other', 'DNS:office.example');
  const [nameless, namelessKey] = certificate('nameless', '');
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ['E_ADDRESS', '', ['--host', '0.0.0.0']],
    ['E_USAGE', '', ['--tls', cert]],
    ['E_TLS', 'other key', ['--tls', other, '--tls-key', key]],
    ['E_TLS', 'certificate', ['--tls', key, '--tls-key', key]],
    ['E_TLS', 'key', ['--tls', cert, '--tls-key', cert]],
    ['E_TLS', 'names', ['--tls', nameless, '--tls-key', namelessKey]],
    ['E_TLS', 'ENOENT', ['--tls', at('none.crt'), '--tls-key', key]],
  ];
  for (const [code, reason, args] of cases) {
    const said = await b.kua(['serve', '--port', '0', ...args]);
    expect([args, said.code, said.err]).toEqual([args, 2, expect.stringContaining(code)]);
    expect(said.err).toContain(reason);
  }
});
