/** Secrets and private texts of real `kua` runs: in no file of the data folder, no temporary file, no line of output or log. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toHex } from '../../src/base/bytes.ts';
import { expectOk } from '../../src/base/result.ts';
import { CSRF_HEADER } from '../../src/contract/routes.ts';
import { openVault } from '../../src/node/open-vault.ts';
import { fileKeys } from '../../src/node/keys.ts';
import { nodePrimitives } from '../../src/store/node-primitives.ts';
import { filesBelow } from './temp-node.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const MAIN = join(ROOT, 'src', 'cli', 'main.ts');
const PASSPHRASE = 'canary passphrase quartzite 9174';
/** Private texts: imported, written over HTTP, asked for, written into a faulty row. */
const CANARIES = ['canary-imported-beryl', 'canary-claimed-onyx', 'canary-searched-topaz', 'canary-faulty-garnet'];

let root = '';
let dir = '';
let temp = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'kua-canary-'));
  dir = join(root, 'data');
  temp = join(root, 'temp');
  mkdirSync(temp);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function kua(args: readonly string[]): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, ['--import', 'tsx', MAIN, ...args, '--data', dir, '--json'], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], HOME: root, TMPDIR: temp, SQLITE_TMPDIR: temp, LANG: 'en' },
  });
}

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}
async function run(args: readonly string[], input = `${PASSPHRASE}\n`): Promise<Ended> {
  const child = kua(args);
  const ended = collect(child);
  child.stdin.end(input);
  return ended;
}
async function collect(child: ChildProcessWithoutNullStreams): Promise<Ended> {
  let out = '';
  let err = '';
  child.stdout.on('data', (d: Buffer) => {
    out += d.toString();
  });
  child.stderr.on('data', (d: Buffer) => {
    err += d.toString();
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, err };
}

/** Forms in which a secret may lie somewhere: as text in two encodings, in hexadecimal, in base64. */
const formsOf = (secret: string | Uint8Array): readonly Buffer[] => {
  const bytes = Buffer.from(secret);
  return [
    bytes,
    ...(typeof secret === 'string' ? [Buffer.from(secret, 'utf16le')] : []),
    Buffer.from(toHex(new Uint8Array(bytes))),
    Buffer.from(bytes.toString('base64').replace(/=+$/, '')),
    Buffer.from(bytes.toString('base64url')),
  ];
};
function expectNone(where: string, content: Buffer, secrets: ReadonlyMap<string, string | Uint8Array>): void {
  for (const [name, secret] of secrets)
    for (const form of formsOf(secret)) expect(content.includes(form), `${name} in ${where}`).toBe(false);
}
/** Regular files that a process holds open, deleted ones included (Linux). */
function openFiles(pid: number): readonly (readonly [string, Buffer])[] {
  const folder = `/proc/${pid}/fd`;
  const found: [string, Buffer][] = [];
  for (const fd of statSync(folder, { throwIfNoEntry: false }) ? readdirSync(folder) : []) {
    const path = join(folder, fd);
    // Descriptors come and go while we look, and most are no files.
    const info = statSync(path, { throwIfNoEntry: false });
    if (!info?.isFile() || info.size > 64 * 1024 * 1024) continue;
    const target = readlinkSync(path);
    if (target.startsWith(dir) || target.startsWith(temp) || target.includes('(deleted)'))
      found.push([target, readFileSync(path)]);
  }
  return found;
}

test('no secret and no private text is left anywhere by init, import, serve, search and doctor', async () => {
  const outputs: (readonly [string, string])[] = [];
  const took = (name: string, e: Ended, code = 0): void => {
    expect(e.code, `${name}: ${e.err}${e.out}`).toBe(code);
    outputs.push([`stdout of ${name}`, e.out], [`stderr of ${name}`, e.err]);
  };
  took('init', await run(['init', '--passphrase-stdin', '--name', 'Practice organisation A']));
  const folder = join(root, 'files');
  mkdirSync(folder);
  const csv = join(folder, 'rows.csv');
  const rows = Array.from({ length: 300 }, (_, i) => `Event,P${i},${CANARIES[0]} ${i},2022-01-05`);
  writeFileSync(csv, ['kind,id,title,date', ...rows, ''].join('\n'));
  took('import', await run(['import', csv, '--profile', 'csv-generic', '--passphrase-stdin']));

  const server = kua(['serve', '--port', '0', '--passphrase-stdin']);
  let printed = '';
  server.stdout.on('data', (d: Buffer) => {
    printed += d.toString();
  });
  const ended = collect(server);
  server.stdin.end(`${PASSPHRASE}\n`);
  const secrets = new Map<string, string | Uint8Array>([
    ['passphrase', PASSPHRASE],
    ...CANARIES.map((c) => [c, c] as const),
  ]);
  let login = '';
  try {
    await new Promise<void>((resolve, reject) => {
      server.stdout.on('data', () => printed.includes('\n') && resolve());
      server.once('exit', (code) => reject(new Error(`serve ended (${code})`)));
    });
    const ready = JSON.parse(printed) as { address: string; login: string };
    login = ready.login.split('#login=')[1] ?? '';
    expect(login).toMatch(/^[\w-]{20,}$/);
    const api = `${ready.address}api/1/`;
    const started = await fetch(`${api}session`, { method: 'POST', body: JSON.stringify({ token: login }) });
    expect(started.status).toBe(200);
    const { csrf } = (await started.json()) as { csrf: string };
    const cookie = (started.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    secrets.set('session token', cookie.split('=')[1] ?? '').set('csrf token', csrf);
    const headers = { cookie, [CSRF_HEADER]: csrf };
    const made = await fetch(`${api}spaces/case/records`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ kind: 'Event', fields: { title: `${CANARIES[1]} title`, note: `${CANARIES[1]} note` } }),
    });
    expect(made.status).toBe(200);
    for (const path of [
      `records?text=${CANARIES[2]}`,
      `records?text=${CANARIES[0]}&facet=kind&limit=200`,
      `records/${CANARIES[2]}`,
      `${CANARIES[2]}`,
    ])
      await (await fetch(`${api}spaces/case/${path}`, { headers })).text();
    // Faulty rows, forwarded to the running node: the error file beside the import is for the person who imports.
    const faulty = join(folder, 'faulty.csv');
    writeFileSync(
      faulty,
      `kind,id,title,date\nEvent,F1,${CANARIES[3]},not-a-date-${CANARIES[3]}\nEvent,F2,good,2022-01-06\n`,
    );
    const forwarded = await run(['import', faulty, '--profile', 'csv-generic'], '');
    expect(forwarded.code, forwarded.err).toBe(1);
    expect(forwarded.err).not.toContain(CANARIES[3]);
    took('search beside the node', await run(['search', 'nothing-of-the-kind'], ''));

    for (const [name, content] of openFiles(server.pid ?? 0)) expectNone(`open file ${name}`, content, secrets);
    for (const file of filesBelow(temp)) expectNone(file, readFileSync(file), secrets);
    for (const file of filesBelow(dir))
      expectNone(file, readFileSync(file), new Map([...secrets, ['login token', login]]));
  } finally {
    server.kill('SIGTERM');
  }
  const served = await ended;
  expect(served.code, served.err).toBe(0);
  expectNone('stdout of serve', Buffer.from(served.out), secrets);
  expectNone('stderr of serve', Buffer.from(served.err), new Map([...secrets, ['login token', login]]));
  took('doctor', await run(['doctor', '--passphrase-stdin']));
  took('rebuild', await run(['rebuild', '--check', '--passphrase-stdin']));
  took('wrong passphrase', await run(['doctor', '--passphrase-stdin'], `${CANARIES[2]}\n`), 2);
  took('backup', await run(['backup', join(folder, 'backup.kua'), '--passphrase-stdin']));

  const vault = expectOk(await openVault(dir, { type: 'passphrase', passphrase: PASSPHRASE }), 'vault');
  const keys = fileKeys(nodePrimitives(), vault);
  const all = new Map<string, string | Uint8Array>([
    ...secrets,
    ['login token', login],
    ['vault key', vault.vaultKey],
    ['database key', keys.database],
    ['wrapping key', keys.wrap],
  ]);
  for (const [name, text] of outputs) expectNone(name, Buffer.from(text), all);
  for (const file of [...filesBelow(dir), ...filesBelow(temp), join(folder, 'backup.kua')])
    expectNone(file, readFileSync(file), all);
  expect(filesBelow(dir).length).toBeGreaterThan(4);
  for (const file of filesBelow(dir)) expect(statSync(file).mode & 0o077, `${file} is for its owner alone`).toBe(0);
}, 180_000);
