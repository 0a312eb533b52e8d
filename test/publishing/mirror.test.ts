/** Mirrors of an edition, in a folder and in a bucket: order, resuming, what is taken away, what is never touched. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { utf8 } from '../../src/base/bytes.ts';
import { placeEdition } from '../../src/publishing/folder.ts';
import { MANIFEST_NAME, writeManifest } from '../../src/publishing/manifest.ts';
import { folderTarget } from '../../src/publishing/mirror/folder-target.ts';
import { endpointOf } from '../../src/publishing/mirror/address.ts';
import { type PushMemory, pushEdition } from '../../src/publishing/mirror/push.ts';
import { s3Target } from '../../src/publishing/mirror/s3-target.ts';
import type { MirrorTarget } from '../../src/publishing/mirror/target.ts';
import { signManifest } from '../../src/publishing/sign.ts';
import { verifyEdition } from '../../src/publishing/verify.ts';
import { createHash } from 'node:crypto';
import { testSigner } from './example-source.ts';
import { KEYS, PLACE, type S3Server, s3Server } from './s3-server.ts';

const work = mkdtempSync(join(tmpdir(), 'kua-mirror-'));
const one = join(work, 'one');
const two = join(work, 'two');

/** A signed edition of these files, as the builder lays it down. */
async function edition(dir: string, texts: { readonly [path: string]: string }): Promise<void> {
  const files = Object.entries({ ...texts, 'edition.json': '{}' }).map(([path, text]) => ({ path, bytes: utf8(text) }));
  const lines = files.map((f) => ({ path: f.path, sha256: createHash('sha256').update(f.bytes).digest('hex') }));
  const manifest = utf8(writeManifest(lines));
  const signatures = await signManifest(manifest, testSigner(), 'one', '2022-01-12');
  const placed = await placeEdition(dir, [...files, { path: MANIFEST_NAME, bytes: manifest }], signatures, []);
  if (!placed.ok) throw new Error(placed.error.code);
}

beforeAll(async () => {
  const many = Object.fromEntries(Array.from({ length: 120 }, (_, i) => [`en/events/e${i}.html`, `<p>event ${i}</p>`]));
  await edition(one, {
    'index.html': 'one',
    'en/index.html': 'one',
    'en/old.html': 'gone in two',
    'en/same.html': 'same',
    ...many,
  });
  await edition(two, {
    'index.html': 'two',
    'en/index.html': 'two',
    'en/new.html': 'new in two',
    'en/same.html': 'same',
    ...many,
  });
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

let memory: PushMemory = { ours: false, pending: [] };
beforeEach(() => {
  memory = { ours: false, pending: [] };
});
const push = (dir: string, target: MirrorTarget) =>
  pushEdition(dir, target, { memory, remember: async (m) => void (memory = m) });
const outcome = async (dir: string, target: MirrorTarget) => {
  const done = await push(dir, target);
  return done.ok ? done.value : done.error;
};

describe('a folder', () => {
  let folder = '';
  beforeEach(() => {
    folder = join(mkdtempSync(join(work, 'mirror-')), 'site');
  });

  test('holds the edition with its signatures beside it, and verifies', async () => {
    expect(await outcome(one, await folderTarget(folder))).toMatchObject({
      sent: 126,
      same: 0,
      removed: 0,
      verified: true,
    });
    expect(await verifyEdition(folder)).toMatchObject({ ok: true });
    expect(existsSync(`${folder}.sshsig`)).toBe(true);
  });
  test('filled again sends nothing; with the next edition only what differs, and takes away what is gone', async () => {
    await push(one, await folderTarget(folder));
    expect(await outcome(one, await folderTarget(folder))).toMatchObject({ sent: 0, same: 126 });
    expect(await outcome(two, await folderTarget(folder))).toMatchObject({ sent: 4, removed: 1 });
    expect(await verifyEdition(folder)).toMatchObject({ ok: true });
    expect(existsSync(join(folder, 'en/old.html'))).toBe(false);
  });
  test('with other files in it is left as it is', async () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'thesis.txt'), 'years');
    expect(await outcome(one, await folderTarget(folder))).toMatchObject({
      code: 'E_MIRROR_FOREIGN',
      params: { files: 1 },
    });
    expect(readdirSync(folder)).toEqual(['thesis.txt']);
  });
  test('beside the edition a file of somebody else stays where it is', async () => {
    await push(one, await folderTarget(folder));
    writeFileSync(join(folder, 'CNAME'), 'site.example');
    expect(await outcome(two, await folderTarget(folder))).toMatchObject({ verified: true });
    expect(readFileSync(join(folder, 'CNAME'), 'utf8')).toBe('site.example');
  });
  test('whose disk is not there is told, and nothing is made up', async () => {
    const absent = join(work, 'no-stick', 'site');
    await expect(folderTarget(absent)).rejects.toMatchObject({ failure: { code: 'E_MIRROR_FOLDER' } });
    expect(existsSync(join(work, 'no-stick'))).toBe(false);
  });
  test('an edition that was changed is not spread', async () => {
    const changed = join(work, 'changed');
    cpSync(one, changed, { recursive: true });
    writeFileSync(join(changed, 'en/same.html'), 'not the same');
    expect(await outcome(changed, await folderTarget(folder))).toMatchObject({
      code: 'E_EDITION_CHANGED',
      params: { check: 'files' },
    });
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('a bucket', () => {
  let server: S3Server;
  beforeEach(async () => {
    server = await s3Server();
  });
  afterEach(() => server.close());
  const target = (more: Partial<Parameters<typeof s3Target>[0]> = {}) =>
    s3Target({ ...PLACE, ...KEYS, endpoint: server.endpoint, prefix: 'jan/site', ...more });
  const puts = () => server.asked.filter((a) => a.startsWith('PUT ')).map((a) => a.slice(4));

  test('gets every file under its folder, what leads to them later, the manifest last of all', async () => {
    expect(await outcome(one, target())).toMatchObject({ sent: 126, verified: true });
    const order = puts();
    expect(order.at(-1)).toBe('jan/site/manifest-sha256.txt');
    const index = order.findIndex((k) => k.endsWith('index.html'));
    expect(order.slice(0, index).filter((k) => k.includes('/events/'))).toHaveLength(120);
    expect([...server.objects.keys()].filter((k) => !k.startsWith('jan/site/'))).toEqual(
      expect.arrayContaining(['jan/site.sshsig', 'jan/site.allowed_signers']),
    );
  });
  test('the next edition sends what differs and takes away, at the very end, what is gone', async () => {
    server.objects.set('jan/other.txt', Buffer.from('somebody else'));
    await push(one, target());
    server.asked.length = 0;
    expect(await outcome(two, target())).toMatchObject({ sent: 4, same: 122, removed: 1, verified: true });
    const gone = server.asked.indexOf('DELETE jan/site/en/old.html');
    expect(gone).toBeGreaterThan(server.asked.indexOf('PUT jan/site/manifest-sha256.txt'));
    expect(server.objects.get('jan/other.txt')?.toString()).toBe('somebody else');
  });
  test.each([
    ['secret', { secretKey: 'wrong' }, 'SignatureDoesNotMatch'],
    ['access key', { accessKey: 'nobody' }, 'InvalidAccessKeyId'],
    ['region', { region: 'elsewhere' }, 'AuthorizationHeaderMalformed'],
  ])('a wrong %s is told in the service’s word, once, and nothing is written', async (_what, more, reason) => {
    const failed = await outcome(one, target(more));
    expect(failed).toMatchObject({ code: 'E_MIRROR_KEY', params: { reason } });
    expect(JSON.stringify(failed)).not.toMatch(/practice-secret|practice-access|wrong|nobody/);
    expect(server.asked).toHaveLength(1);
    expect(server.objects.size).toBe(0);
  });
  test('a bucket that is not there is told', async () => {
    expect(await outcome(one, target({ bucket: 'no-such-bucket' }))).toMatchObject({ code: 'E_MIRROR_BUCKET' });
  });
  test('an error or a cut line in between is tried again', async () => {
    server.fail(1, 'error');
    server.fail(9, 'cut');
    server.fail(30, 'error');
    expect(await outcome(one, target())).toMatchObject({ sent: 126, verified: true });
    server.fail(3, 'cut_answer');
    expect(await outcome(one, target())).toMatchObject({ sent: 0, verified: true });
  });
  test('a service that stays broken ends the push; begun again it sends only what is missing', async () => {
    await push(one, target());
    const before = new Map(server.objects);
    server.breakAfter(5, 'error');
    expect(await outcome(two, target())).toMatchObject({ code: 'E_MIRROR_ANSWER', params: { status: 500 } });
    // The edition before is whole until the manifest of the next one is there.
    expect(server.objects.get('jan/site/manifest-sha256.txt')).toEqual(before.get('jan/site/manifest-sha256.txt'));
    server.heal();
    expect(await outcome(two, target())).toMatchObject({ verified: true, removed: 1 });
  });
  test('cut in the middle of a first push, it goes on from there', async () => {
    server.breakAfter(60, 'cut');
    expect(await outcome(one, target())).toMatchObject({ code: 'E_MIRROR_NETWORK' });
    server.heal();
    expect(server.objects.has('jan/site/manifest-sha256.txt')).toBe(false);
    const there = server.objects.size;
    expect(there).toBeGreaterThan(10);
    const done = await outcome(one, target());
    expect(done).toMatchObject({ same: there, verified: true });
  });
  test('cut between the manifest and the last file taken away, it takes that away the next time', async () => {
    await push(one, target());
    memory = { ours: true, pending: ['en/old.html', 'en/never-there.html'] };
    await push(two, target());
    server.objects.set('jan/site/en/old.html', Buffer.from('left'));
    memory = { ours: true, pending: ['en/old.html', 'en/never-there.html'] };
    expect(await outcome(two, target())).toMatchObject({ removed: 1 });
    expect(server.objects.has('jan/site/en/old.html')).toBe(false);
    expect(memory.pending).toEqual([]);
  });
  test('that holds other files is left as it is', async () => {
    server.objects.set('jan/site/report.pdf', Buffer.from('a report'));
    expect(await outcome(one, target())).toMatchObject({ code: 'E_MIRROR_FOREIGN' });
    expect(puts()).toEqual([]);
  });
  test('what comes back otherwise than it was sent is no success', async () => {
    const honest = target();
    const liar: MirrorTarget = {
      ...honest,
      read: async (path) => (path === MANIFEST_NAME && server.objects.size > 120 ? utf8('no') : honest.read(path)),
    };
    expect(await outcome(one, liar)).toMatchObject({ code: 'E_MIRROR_DIFFERS' });
  });
  test('the whole bucket may be the mirror: then no signatures lie beside', async () => {
    expect(await outcome(one, target({ prefix: '' }))).toMatchObject({ verified: true });
    expect([...server.objects.keys()].filter((k) => k.includes('sshsig'))).toEqual([]);
  });
  test('a redirect to another host is refused, not followed', async () => {
    const asked: string[] = [];
    const elsewhere: typeof fetch = async (input, init) => {
      asked.push(String(init?.redirect));
      return fetch(input as string, init);
    };
    await pushEdition(one, s3Target({ ...PLACE, ...KEYS, endpoint: server.endpoint, prefix: 'a' }, elsewhere), {
      memory,
      remember: async () => undefined,
    });
    expect(new Set(asked)).toEqual(new Set(['error']));
  });
});

test('only https, this machine and onion addresses are addresses of a mirror', () => {
  for (const good of [
    'https://s3.example',
    'https://s3.example:9000/path',
    'http://127.0.0.1:9000',
    'http://abc.onion',
  ])
    expect([good, endpointOf(good) !== null]).toEqual([good, true]);
  for (const bad of [
    'http://s3.example',
    'ftp://s3.example',
    'https://user:pass@s3.example',
    'https://s3.example/?a=1',
    's3.example',
    '',
  ])
    expect([bad, endpointOf(bad)]).toEqual([bad, null]);
});
