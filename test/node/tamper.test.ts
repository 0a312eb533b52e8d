/** Damaged, missing, foreign, newer and occupied data folders: each is refused by name, and nothing in it is changed. */
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { KuaFailure } from '../../src/base/failures.ts';
import type { Failure } from '../../src/base/result.ts';
import { errorBody } from '../../src/messages/errors/texts.ts';
import { LANGS } from '../../src/messages/translate.ts';
import { composeDirect } from '../../src/node/compose.ts';
import { composeThreaded } from '../../src/node/compose-threaded.ts';
import type { KuaNode } from '../../src/node/kua-node.ts';
import { openVault } from '../../src/node/open-vault.ts';
import { initNode } from '../../src/node/init.ts';
import type { Credentials } from '../../src/node/keys.ts';
import { filesBelow, NOW, tempNode } from './temp-node.ts';

let base = '';
let keyFile = '';
let root = '';
let dir = '';
let opened: KuaNode[] = [];

beforeAll(async () => {
  const t = await tempNode();
  base = t.root;
  keyFile = t.keyFile;
  const photo = join(t.root, 'photo.png');
  writeFileSync(photo, Buffer.from(`89504e470d0a1a0a${'5a'.repeat(3000)}`, 'hex'));
  for (let i = 0; i < 40; i++)
    await t.node.call('record.new', { kind: 'Event', fields: { title: `Practice ${i} ${'words '.repeat(60)}` } });
  await t.node.call('evidence.add', { file: photo });
  await t.node.close();
});
afterAll(() => rmSync(base, { recursive: true, force: true }));
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'kua-tamper-'));
  dir = join(root, 'data');
  cpSync(join(base, 'data'), dir, { recursive: true });
  opened = [];
});
afterEach(async () => {
  for (const node of opened) await node.close();
  rmSync(root, { recursive: true, force: true });
});

/** Every failure of this file is said in three languages, with what to do. */
function said(failure: Failure): Failure {
  for (const lang of LANGS) {
    const body = errorBody(failure, lang);
    expect(body.message, `${failure.code} ${lang}`).not.toBe(failure.code);
    expect(body.message.length, `${failure.code} ${lang}`).toBeGreaterThan(10);
    expect(body.remedy.length, `${failure.code} ${lang}`).toBeGreaterThan(10);
    expect(`${body.message}${body.remedy}`, `${failure.code} ${lang}`).not.toMatch(/\{\$|undefined|�/);
  }
  return failure;
}

async function open(credentials: Credentials = { type: 'keyFile', path: keyFile }): Promise<KuaNode | Failure> {
  const vault = await openVault(dir, credentials);
  if (!vault.ok) return said(vault.error);
  const node = await composeDirect(dir, vault.value, { clock: () => NOW });
  if (!node.ok) return said(node.error);
  opened.push(node.value);
  return node.value;
}
const isNode = (x: KuaNode | Failure): x is KuaNode => 'call' in x;
async function openOk(): Promise<KuaNode> {
  const node = await open();
  if (!isNode(node)) throw new Error(JSON.stringify(node));
  return node;
}
const codeOf = async (credentials?: Credentials): Promise<string> => {
  const got = await open(credentials);
  return isNode(got) ? 'opened' : got.code;
};

/** Content of every file but the lock's, by path below the folder. */
const contents = (): ReadonlyMap<string, string> =>
  new Map(
    filesBelow(dir)
      .filter((f) => !/(lock\.db.*|node\.json)$/.test(f))
      .map((f) => [f.slice(dir.length), readFileSync(f).toString('base64')]),
  );
function flip(path: string, at: number): void {
  chmodSync(path, 0o600);
  const bytes = readFileSync(path);
  bytes[at] = (bytes[at] ?? 0) ^ 0x40;
  writeFileSync(path, bytes);
}

/** What a person meets: a refused start, a refused call, or a doctor that says no. Anything else is a fault. */
async function notice(): Promise<string> {
  const got = await open();
  if (!isNode(got)) return got.code;
  try {
    const doctor = await got.call('doctor', {});
    if (!doctor.ok)
      return doctor.checks
        .filter((c) => c.result === 'fail')
        .map((c) => c.name)
        .join();
    const page = await got.call('search', { limit: 200 });
    for (const item of page.items) await got.call('show', { id: item.id });
    return 'nothing';
  } catch (error) {
    if (error instanceof KuaFailure) return said(error.failure).code;
    throw error;
  }
}

describe('a flipped byte', () => {
  test.each([0.0003, 0.02, 0.11, 0.27, 0.5, 0.73, 0.9, 0.99])('at %f of ledger.db is noticed', async (part) => {
    const path = join(dir, 'ledger.db');
    flip(path, Math.floor(statSync(path).size * part));
    expect(await notice()).not.toBe('nothing');
  });

  test.each([0.0003, 0.05, 0.3, 0.6, 0.95])('at %f of index.db costs nothing: it is made again', async (part) => {
    const whole = await openOk();
    const before = await whole.call('search', { facets: ['kind'], limit: 200 });
    await whole.close();
    opened = [];
    const path = join(dir, 'index.db');
    flip(path, Math.floor(statSync(path).size * part));
    const node = await openOk();
    await node.call('rebuild', {});
    expect(await node.call('search', { facets: ['kind'], limit: 200 })).toEqual(before);
    expect((await node.call('doctor', {})).ok).toBe(true);
  });

  test('anywhere in vault.cbor opens nothing and changes nothing', async () => {
    const path = join(dir, 'vault.cbor');
    for (let at = 0; at < statSync(path).size; at += 7) {
      flip(path, at);
      const before = contents();
      expect(['E_VAULT', 'E_UNLOCK', 'E_DB_DAMAGED'], `byte ${at}`).toContain(await codeOf());
      expect(contents()).toEqual(before);
      flip(path, at);
    }
    expect(await codeOf()).toBe('opened');
  });

  test('in kua.json is refused or read as the version it says', async () => {
    const path = join(dir, 'kua.json');
    for (let at = 0; at < statSync(path).size; at++) {
      flip(path, at);
      const got = await codeOf();
      expect(['E_FOLDER', 'E_NEWER', 'opened'], `byte ${at}`).toContain(got);
      for (const node of opened) await node.close();
      opened = [];
      flip(path, at);
    }
  });

  test('in an evidence object is named by evidence check and doctor', async () => {
    const [object] = filesBelow(join(dir, 'blobs'));
    flip(object ?? '', 1000);
    const node = await openOk();
    const check = await node.call('evidence.check', { deep: true });
    expect(check.ok).toBe(false);
    expect(check.damaged.length + check.missing.length).toBe(1);
  });

  test('missing from the end of an evidence object is named by the doctor', async () => {
    const [object] = filesBelow(join(dir, 'blobs'));
    chmodSync(object ?? '', 0o600);
    truncateSync(object ?? '', 1000);
    const node = await openOk();
    const { checks } = await node.call('doctor', {});
    expect(checks.filter((c) => c.result === 'fail').map((c) => c.name)).toEqual(['evidence files']);
    expect((await node.call('evidence.check', {})).ok).toBe(false);
  });

  test('in erased.cbor stops the node: what was erased must not come back', async () => {
    const node = await openOk();
    const { entry } = await node.call('record.new', { kind: 'Event', fields: { title: 'Erased' } });
    await node.call('erase', { entry, ground: 'consent withdrawn' });
    await node.close();
    opened = [];
    flip(join(dir, 'erased.cbor'), 0);
    expect(await codeOf()).toBe('E_ERASED_FILE');
  });
});

describe('a folder', () => {
  test('with a cut ledger is refused or found out', async () => {
    const path = join(dir, 'ledger.db');
    const size = statSync(path).size;
    for (const part of [0.9, 0.5, 0.1]) {
      truncateSync(path, Math.floor((size * part) / 4096) * 4096);
      expect(await notice(), `${part}`).not.toBe('nothing');
      for (const node of opened) await node.close();
      opened = [];
    }
  });

  test('with an empty or missing ledger is not taken for a new node', async () => {
    truncateSync(join(dir, 'ledger.db'), 0);
    expect(await codeOf()).toBe('E_DB_DAMAGED');
    rmSync(join(dir, 'ledger.db'));
    expect(await codeOf()).toBe('E_DB_DAMAGED');
  });

  test('without its index, or with garbage in its place, makes it again', async () => {
    const first = await openOk();
    const before = await first.call('rebuild', { check: true });
    await first.close();
    opened = [];
    const spoil: readonly (() => void)[] = [
      () => rmSync(join(dir, 'index.db')),
      () => writeFileSync(join(dir, 'index.db'), 'garbage '.repeat(9000)),
      () => truncateSync(join(dir, 'index.db'), 0),
      () => truncateSync(join(dir, 'index.db'), 8192),
    ];
    for (const spoiled of spoil) {
      for (const side of ['index.db-wal', 'index.db-shm']) rmSync(join(dir, side), { force: true });
      spoiled();
      const node = await openOk();
      expect(await node.call('rebuild', { check: true })).toMatchObject({
        equal: true,
        records: before.records,
        sha256: before.sha256,
      });
      await node.close();
      opened = [];
    }
  });

  test('of a newer version is refused, and every byte stays', async () => {
    writeFileSync(join(dir, 'kua.json'), '{"format":9,"min":9}\n');
    const before = contents();
    expect(await codeOf()).toBe('E_NEWER');
    expect(contents()).toEqual(before);
  });

  test('that another process or node holds is refused, for direct and threaded nodes alike', async () => {
    const holder = await openOk();
    const vault = await openVault(dir, { type: 'keyFile', path: keyFile });
    if (!vault.ok) throw new Error('vault');
    for (const second of [
      await composeDirect(dir, vault.value, { clock: () => NOW }),
      await composeThreaded(dir, vault.value),
    ]) {
      expect(second).toMatchObject({ ok: false, error: { code: 'E_IN_USE', params: { pid: process.pid } } });
      if (!second.ok) said(second.error);
    }
    expect((await holder.call('doctor', {})).ok).toBe(true);
    await holder.close();
    opened = [];
    expect(await codeOf()).toBe('opened');
  });

  test('is not opened by a wrong key file, a wrong passphrase, a key of the wrong length or none; nothing changes', async () => {
    const before = contents();
    const wrong = join(root, 'wrong');
    writeFileSync(wrong, Buffer.alloc(32, 7));
    expect(await codeOf({ type: 'keyFile', path: wrong })).toBe('E_UNLOCK');
    writeFileSync(wrong, 'short');
    expect(await codeOf({ type: 'keyFile', path: wrong })).toBe('E_KEY_FILE');
    expect(await codeOf({ type: 'keyFile', path: join(root, 'none') })).toBe('E_KEY_FILE');
    expect(await codeOf({ type: 'passphrase', passphrase: 'not the one' })).toBe('E_UNLOCK');
    expect(await codeOf({ type: 'passphrase', passphrase: '' })).toBe('E_VAULT_KEY');
    expect(contents()).toEqual(before);
  });

  test('under a passphrase opens with it alone, however it was typed', async () => {
    const own = join(root, 'own');
    const made = await initNode({
      dir: own,
      credentials: { type: 'passphrase', passphrase: 'six brave practice words Әлем' },
      name: 'B',
      manager: 'Manager',
      clock: () => NOW,
    });
    expect(made.ok).toBe(true);
    const before = filesBelow(own).map((f) => readFileSync(f).toString('base64'));
    for (const passphrase of ['six brave practice words', 'six brave practice words Әлем ', 'SIX']) {
      const got = await openVault(own, { type: 'passphrase', passphrase });
      expect(got, passphrase).toMatchObject({ ok: false, error: { code: 'E_UNLOCK' } });
    }
    expect(filesBelow(own).map((f) => readFileSync(f).toString('base64'))).toEqual(before);
    const right = await openVault(own, {
      type: 'passphrase',
      passphrase: 'six brave practice words Әлем'.normalize('NFD'),
    });
    expect(right.ok).toBe(true);
  });

  test('that holds something else is not made into a node, and an existing node is not made again', async () => {
    const foreign = join(root, 'foreign');
    cpSync(join(base, 'keys'), foreign, { recursive: true });
    const names = readdirSync(foreign);
    const init = (at: string) =>
      initNode({
        dir: at,
        credentials: { type: 'passphrase', passphrase: 'x y z' },
        name: 'B',
        manager: 'M',
        clock: () => NOW,
      });
    expect(await init(foreign)).toMatchObject({ ok: false, error: { code: 'E_FOLDER' } });
    expect(readdirSync(foreign)).toEqual(names);
    const before = contents();
    expect(await init(dir)).toMatchObject({ ok: false, error: { code: 'E_NODE_EXISTS' } });
    expect(contents()).toEqual(before);
    expect(existsSync(join(dir, 'ledger.db'))).toBe(true);
  });
});
