/** Backup and restore: everything comes back, nothing damaged is taken, nothing erased returns, nothing is half-applied. */
import {
  chmodSync,
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
import { pipeline } from 'node:stream/promises';
import tar from 'tar-stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sampleBytes } from '../../test/store/sample-bytes.ts';
import { type SampleSpace, sampleSpace } from '../../test/store/sample-space.ts';
import { toHex } from '../base/bytes.ts';
import { expectOk } from '../base/result.ts';
import type { BlobObject } from '../evidence/anchor.ts';
import { encodeCbor } from '../ledger/cbor.ts';
import type { Value } from '../ledger/model.ts';
import { makeBackup } from './backup.ts';
import { isLogFile } from './backup-format.ts';
import { openBlobs } from './blobs.ts';
import { decodeErased, mergeErased, readErased, reapplyErased, writeErased } from './erased-file.ts';
import { openFolder } from './folder.ts';
import type { LedgerStore, NewEntry } from './port.ts';
import { restoreBackup } from './restore.ts';
import { openLedgerStore } from './sqlite/ledger-db.ts';

const KEY = new Uint8Array(32).fill(1);
const NOW = 1_641_373_200_000;
let root = '';
let dir = '';
let file = '';
let ledger: LedgerStore;
let space: SampleSpace;
let entry: NewEntry;
let object: BlobObject;

const openLedger = (at: string): LedgerStore =>
  expectOk(openLedgerStore({ path: join(at, 'ledger.db'), key: KEY, wrapKey: KEY, clock: () => NOW }), 'ledger');

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'kua-backup-'));
  dir = join(root, 'data');
  file = join(root, 'out', 'node.kua-backup');
  expectOk(openFolder(dir), 'folder');
  writeFileSync(join(dir, 'vault.cbor'), sampleBytes(1, 120));
  ledger = openLedger(dir);
  space = await sampleSpace(false);
  entry = space.data('canary-Botagoz-99ab');
  await ledger.transact(async (tx) => {
    await tx.putEntry(space.genesis);
    await tx.putEntry(entry);
  });
  const blobs = openBlobs({ dir, clock: () => NOW });
  const input = (async function* () {
    yield sampleBytes(2, 300_000);
  })();
  const staged = expectOk(await blobs.ingest(input, { private: true, size: null, expected: null }), 'ingest');
  await staged.publish();
  object = staged.object;
});
afterEach(async () => {
  await ledger.close();
  rmSync(root, { recursive: true });
});

const backup = () => makeBackup({ dir, ledger, file, clock: () => NOW });
const target = (): string => join(root, 'restored');
const left = (): string[] => readdirSync(root).filter((name) => !['data', 'out'].includes(name));

async function membersOf(path: string): Promise<{ name: string; bytes: Buffer }[]> {
  const extract = tar.extract();
  const reading = pipeline([readFileSync(path)], extract);
  const members = [];
  for await (const e of extract) {
    const parts: Uint8Array[] = [];
    for await (const chunk of e) parts.push(chunk as Uint8Array);
    members.push({ name: e.header.name, bytes: Buffer.concat(parts) });
  }
  await reading;
  return members;
}

async function writeTar(
  path: string,
  members: readonly { name: string; bytes: Buffer; type?: 'symlink' }[],
): Promise<void> {
  const pack = tar.pack();
  for (const { name, bytes, type } of members) {
    if (type) pack.entry({ name, type, linkname: '/etc/passwd' });
    else pack.entry({ name }, bytes);
  }
  pack.finalize();
  const parts: Uint8Array[] = [];
  for await (const chunk of pack) parts.push(chunk as Uint8Array);
  writeFileSync(path, Buffer.concat(parts));
}

describe('a backup', () => {
  test('is one private tar, manifest first, with nothing readable in it', async () => {
    const report = expectOk(await backup(), 'backup');
    expect(report).toEqual({ bytes: statSync(file).size, entries: 2, blobs: 1 });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file).includes('canary-Botagoz')).toBe(false);
    const names = (await membersOf(file)).map((m) => m.name);
    const hex = toHex(object.address);
    expect(names).toEqual([
      'manifest.json',
      'kua.json',
      'vault.cbor',
      'ledger.db',
      `blobs/sha256/${hex.slice(0, 2)}/${hex.slice(2, 4)}/${hex}`,
    ]);
    expect(readdirSync(join(dir, 'incoming'))).toEqual([]);
    expect(readdirSync(join(root, 'out'))).toEqual(['node.kua-backup']);
  });

  test('never replaces a file', async () => {
    mkdirSync(join(root, 'out'));
    writeFileSync(file, 'mine');
    expect(await backup()).toMatchObject({ error: { code: 'E_BACKUP_EXISTS', params: { file } } });
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  test('with a damaged object, or without room, is not written', async () => {
    const options = { dir, ledger, file, clock: () => NOW };
    expect(await makeBackup({ ...options, freeBytes: () => 1000 })).toMatchObject({ error: { code: 'E_DISK_FULL' } });
    const hex = toHex(object.address);
    const path = join(dir, 'blobs', 'sha256', hex.slice(0, 2), hex.slice(2, 4), hex);
    chmodSync(path, 0o644);
    const stored = readFileSync(path);
    stored[7] = (stored[7] ?? 0) ^ 1;
    writeFileSync(path, stored);
    expect(await backup()).toMatchObject({ error: { code: 'E_BACKUP_BLOB', params: { address: hex } } });
    expect(readdirSync(join(root, 'out'))).toEqual([]);
    expect(readdirSync(join(dir, 'incoming'))).toEqual([]);
  });
});

describe('restore', () => {
  test('brings everything back, private, with a marker that asks for a new writer', async () => {
    expectOk(await backup(), 'backup');
    expect(await restoreBackup(file, target(), { clock: () => NOW })).toMatchObject({ ok: true, value: { blobs: 1 } });
    expect(JSON.parse(readFileSync(join(target(), 'restored.json'), 'utf8'))).toEqual({
      at: '2022-01-05T09:00:00.000Z',
      backup: 'node.kua-backup',
    });
    expect(statSync(target()).mode & 0o777).toBe(0o700);
    for (const name of ['ledger.db', 'vault.cbor', 'kua.json']) {
      expect(statSync(join(target(), name)).mode & 0o777).toBe(0o600);
    }
    expect(openFolder(target())).toMatchObject({ ok: true, value: { made: false } });
    expect(readFileSync(join(target(), 'vault.cbor')).equals(sampleBytes(1, 120))).toBe(true);
    const restored = openLedger(target());
    expect(await restored.entry(entry.entry.id)).toMatchObject({ block: entry.block });
    expect(await restored.integrityCheck()).toEqual([]);
    await restored.close();
    const blobs = openBlobs({ dir: target(), clock: () => NOW });
    expect(await blobs.checkAll({ referenced: [object], deep: true })).toMatchObject({
      missing: [],
      damaged: [],
      mismatched: [],
    });
    expect(left()).toEqual(['restored']);
  });

  test('takes an empty folder, and refuses one that holds anything', async () => {
    expectOk(await backup(), 'backup');
    mkdirSync(target());
    expect(await restoreBackup(file, target())).toMatchObject({ ok: true });
    expect(await restoreBackup(file, target())).toMatchObject({ error: { code: 'E_RESTORE_TARGET' } });
    expect(await restoreBackup(file, dir)).toMatchObject({ error: { code: 'E_RESTORE_TARGET', params: { dir } } });
    expect(await restoreBackup(file, file)).toMatchObject({ error: { code: 'E_RESTORE_TARGET' } });
    expect(await restoreBackup(join(root, 'none'), join(root, 'x'))).toMatchObject({ error: { code: 'E_FILE' } });
  });

  test('of a backup with a flipped byte is refused, wherever it matters; a cut one always', async () => {
    expectOk(await backup(), 'backup');
    const whole = readFileSync(file);
    const bad = join(root, 'out', 'bad');
    // First bytes of each member's header and content, and a sweep over the file.
    const spots = [0, 100, 520, ...Array.from({ length: 24 }, (_, i) => Math.floor((whole.length * i) / 24) + 37)];
    let refused = 0;
    for (const at of spots.filter((s) => s < whole.length)) {
      const flipped = Buffer.from(whole);
      flipped[at] = (flipped[at] ?? 0) ^ 0x10;
      writeFileSync(bad, flipped);
      const result = await restoreBackup(bad, target());
      if (result.ok) {
        // Only fill bytes between members are outside every hash: what is restored is then equal.
        const again = openLedger(target());
        expect(await again.entry(entry.entry.id)).toMatchObject({ block: entry.block });
        await again.close();
        rmSync(target(), { recursive: true });
        continue;
      }
      refused++;
      expect(result).toMatchObject({ error: { code: 'E_BACKUP_DAMAGED', params: { file: bad } } });
      expect(left()).toEqual([]);
    }
    expect(refused).toBeGreaterThan(20);
    for (const length of [0, 100, 511, 700, Math.floor(whole.length / 2), whole.length - 1300, 3000]) {
      writeFileSync(bad, whole.subarray(0, length));
      expect(await restoreBackup(bad, target())).toMatchObject({ error: { code: 'E_BACKUP_DAMAGED' } });
    }
    writeFileSync(bad, 'this is a letter, not a backup'.repeat(100));
    expect(await restoreBackup(bad, target())).toMatchObject({ error: { code: 'E_BACKUP_DAMAGED' } });
    expect(left()).toEqual([]);
  });

  test('refuses members that leave the folder, links, strangers, repeats and gaps', async () => {
    expectOk(await backup(), 'backup');
    const members = await membersOf(file);
    const [manifest, ...rest] = members;
    if (!manifest) throw new Error('no manifest');
    const bad = join(root, 'out', 'bad');
    const named = (name: string) => ({ name, bytes: Buffer.from('x') });
    const stolen = JSON.parse(manifest.bytes.toString()) as { members: { name: string }[] };
    const renamed = structuredClone(stolen);
    for (const m of renamed.members) if (m.name === 'vault.cbor') m.name = '../vault.cbor';
    const cases: (readonly [string, readonly { name: string; bytes: Buffer; type?: 'symlink' }[]])[] = [
      ['../../evil', [...members, named('../../evil')]],
      ['/etc/evil', [...members, named('/etc/evil')]],
      ['notes.txt', [...members, named('notes.txt')]],
      ['kua.json', [...members, ...rest.slice(0, 1)]],
      ['vault.cbor', members.filter((m) => m.name !== 'vault.cbor')],
      ['kua.json', rest],
      ['link', [...members, { ...named('link'), type: 'symlink' as const }]],
      ['manifest.json', [{ name: 'manifest.json', bytes: Buffer.from(JSON.stringify(renamed)) }, ...rest]],
      ['manifest.json', [{ name: 'manifest.json', bytes: Buffer.from('{}') }, ...rest]],
    ];
    for (const [member, content] of cases) {
      await writeTar(bad, content);
      expect(await restoreBackup(bad, target())).toMatchObject({
        error: { code: 'E_BACKUP_DAMAGED', params: { member } },
      });
      expect(left()).toEqual([]);
    }
    expect(existsSync(join(root, '..', 'evil'))).toBe(false);
  });

  test('of a newer format, or without room, changes nothing', async () => {
    writeFileSync(join(dir, 'kua.json'), '{"format":7,"min":7}');
    expectOk(await backup(), 'backup');
    expect(await restoreBackup(file, target())).toMatchObject({ error: { code: 'E_NEWER', params: { format: 7 } } });
    const full = await restoreBackup(file, target(), { freeBytes: () => 10 });
    expect(full).toMatchObject({ error: { code: 'E_NEWER' } });
    writeFileSync(join(dir, 'kua.json'), '{"format":1,"min":1}');
    rmSync(file);
    expectOk(await backup(), 'backup');
    expect(await restoreBackup(file, target(), { freeBytes: () => 10 })).toMatchObject({
      error: { code: 'E_DISK_FULL' },
    });
    expect(left()).toEqual([]);
  });
});

describe('the erase set', () => {
  const erase = async (store: LedgerStore, at: string): Promise<void> => {
    const erased = space.erase(entry);
    await store.transact(async (tx) => {
      await tx.putEntry(erased);
      await tx.erase(space.id, erased.entry.id, [{ entry: entry.entry.id, ph: entry.entry.header.ph }]);
    });
    expectOk(await writeErased(join(at, 'erased.cbor'), store, await store.spaces()), 'erased.cbor');
  };

  test('outlives the restore of a backup made before the erasure', async () => {
    expectOk(await backup(), 'backup');
    await erase(ledger, dir);
    expect(statSync(join(dir, 'erased.cbor')).mode & 0o777).toBe(0o600);
    expectOk(await restoreBackup(file, target(), { erasedFrom: join(dir, 'erased.cbor') }), 'restore');
    const restored = openLedger(target());
    expect(await restored.entry(entry.entry.id)).toMatchObject({ payloadState: 'open' });
    expect(await reapplyErased(join(target(), 'erased.cbor'), restored)).toEqual({ ok: true, value: 1 });
    expect(await restored.entry(entry.entry.id)).toMatchObject({ payloadState: 'erased', block: null });
    expect(await reapplyErased(join(target(), 'erased.cbor'), restored)).toEqual({ ok: true, value: 0 });
    await restored.close();
  });

  test('left alone in an emptied folder is merged, and stays when the restore fails', async () => {
    expectOk(await backup(), 'backup');
    await erase(ledger, dir);
    mkdirSync(target());
    writeFileSync(join(target(), 'erased.cbor'), readFileSync(join(dir, 'erased.cbor')));
    writeFileSync(join(root, 'out', 'bad'), readFileSync(file).subarray(0, 5000));
    expect(await restoreBackup(join(root, 'out', 'bad'), target())).toMatchObject({ ok: false });
    expect(readdirSync(target())).toEqual(['erased.cbor']);
    expectOk(await restoreBackup(file, target()), 'restore');
    expect(expectOk(readErased(join(target(), 'erased.cbor')), 'erased')).toHaveLength(1);
    expect(left()).toEqual(['restored']);
  });

  test('travels in the backup, and a damaged file is never taken for an empty one', async () => {
    await erase(ledger, dir);
    expectOk(await backup(), 'backup');
    expect((await membersOf(file)).map((m) => m.name)).toContain('erased.cbor');
    const path = join(dir, 'erased.cbor');
    const bytes = readFileSync(path);
    for (const broken of [bytes.subarray(0, bytes.length - 1), Buffer.from([0x82, 1, 0x81, 0x80]), Buffer.alloc(0)]) {
      writeFileSync(path, broken);
      expect(readErased(path)).toMatchObject({ error: { code: 'E_ERASED_FILE', params: { file: path } } });
      expect(await reapplyErased(path, ledger)).toMatchObject({ ok: false });
      expect(await writeErased(path, ledger, [])).toMatchObject({ ok: false });
      expect(readFileSync(path).equals(broken)).toBe(true);
    }
    rmSync(path);
    expect(await reapplyErased(path, ledger)).toEqual({ ok: true, value: 0 });
    expect(expectOk(readErased(path), 'written again')).toHaveLength(1);
  });

  test('is read in its first version and written back with the ends that erase entries repeat', async () => {
    await erase(ledger, dir);
    const path = join(dir, 'erased.cbor');
    const [item] = expectOk(readErased(path), 'erased');
    if (!item) throw new Error('nothing erased');
    const first = encodeCbor([1, [[item.space, item.ph, item.entry, item.eraseEntry]]]);
    writeFileSync(path, first);
    expect(expectOk(readErased(path), 'version 1')).toEqual([{ ...item, party: null, ended: [] }]);
    expect(await reapplyErased(path, ledger)).toEqual({ ok: true, value: 0 });
    expect(readFileSync(path)[1]).toBe(2);
    expect(expectOk(readErased(path), 'version 2')).toEqual([{ ...item, party: null }]);
  });

  test('of a newer version is refused, not called damaged; a bad end is damage', () => {
    const id = new Uint8Array(32);
    const row = (party: Value, ended: Value): Uint8Array => encodeCbor([2, [[id, id, id, id, party, ended]]]);
    expect(decodeErased(encodeCbor([3, []]), 'f')).toMatchObject({ error: { code: 'E_NEWER', params: { format: 3 } } });
    expect(decodeErased(row(null, []), 'f')).toMatchObject({ ok: true });
    expect(decodeErased(row(id, [[id, 3], new Uint8Array(16)]), 'f')).toMatchObject({
      value: [{ party: '00'.repeat(32), ended: [{ entry: id, index: 3 }, new Uint8Array(16)] }],
    });
    const bad: readonly [Value, Value][] = [
      [new Uint8Array(31), []],
      ['x', []],
      [null, null],
      [null, [new Uint8Array(15)]],
      [null, [[id, -1]]],
      [null, [[id]]],
    ];
    for (const [party, ended] of bad)
      expect(decodeErased(row(party, ended), 'f')).toMatchObject({ error: { code: 'E_ERASED_FILE' } });
  });

  test('unites what two files say of one erasure', () => {
    const id = new Uint8Array(32);
    const of = (party: string | null, index: number) => ({
      ...{ space: id, ph: id, entry: id, eraseEntry: id, party, ended: [{ entry: id, index }] },
    });
    const both = mergeErased([of(null, 2)], [of('ab', 1), of('ab', 2)]);
    expect(both).toEqual([{ ...of('ab', 1), ended: [1, 2].map((index) => ({ entry: id, index })) }]);
  });
});

test('files of the log travel by a closed form of their names', () => {
  const hash = 'a'.repeat(64);
  for (const name of [
    'log/checkpoint',
    'log/notes/0.note',
    'log/old-1/notes/70000.note',
    'log/pending/12.note',
    `log/peers/${hash}/newest.note`,
    `log/peers/${hash}/split-1/between.txt`,
  ])
    expect(isLogFile(name), name).toBe(true);
  for (const name of [
    'log/tile/0/000',
    'log/notes/../../vault.cbor',
    'log/notes/01.note',
    'log/policy.txt',
    `log/peers/${hash}/split-0/a.note`,
    `log/peers/${hash.slice(1)}/newest.note`,
    '/log/checkpoint',
    'log/checkpoint/x',
  ])
    expect(isLogFile(name), name).toBe(false);
});
