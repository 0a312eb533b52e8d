/** Evidence on a real node: taken in once, hashed, sealed in private spaces, with a custody trail; one changed byte is found and named. */
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ApiIn } from '../../src/contract/api.ts';
import { failureOf, filesBelow, type TempNode, tempNode } from './temp-node.ts';

const PUBLIC = 'open-case';
let t: TempNode;
beforeAll(async () => {
  t = await tempNode();
  await t.node.call('spaces.new', { slug: PUBLIC, title: 'Open case', public: true });
});
afterAll(() => t.remove());

const sha256 = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex');
/** A file outside the data folder, as a person would hand it in. */
function file(name: string, bytes: string | Buffer): string {
  mkdirSync(join(t.root, 'given'), { recursive: true });
  const path = join(t.root, 'given', name);
  writeFileSync(path, bytes);
  return path;
}
const add = (path: string, more: Partial<ApiIn<'evidence.add'>> = {}) =>
  t.node.call('evidence.add', { file: path, space: PUBLIC, ...more });
const blobs = (): readonly string[] =>
  filesBelow(t.dir).filter((f) => /^[0-9a-f]{64}$/.test(basename(f)) && f.includes('/blobs/'));
const incoming = (): readonly string[] => filesBelow(t.dir).filter((f) => f.includes('/incoming/'));
const entries = async (): Promise<number> => (await t.node.call('info', {})).entries;
/** Names of custody actions, first to last. */
const actions = async (hash: string): Promise<readonly unknown[]> =>
  (await t.node.call('custody', { sha256: hash })).trail.map((line) => (line as { action?: unknown }).action);

describe('a file', () => {
  test('of a public space is stored as it is, under its own hash, with who took it in and when', async () => {
    const bytes = 'A note about the square, 5 January.\n';
    const added = await add(file('note.txt', bytes));
    expect(added).toMatchObject({ sha256: sha256(bytes), size: 36, mime: 'text/plain', duplicate: false });
    const stored = blobs().find((f) => basename(f) === added.sha256);
    expect(stored && readFileSync(stored, 'utf8')).toBe(bytes);
    const custody = await t.node.call('custody', { sha256: added.sha256 });
    expect(custody.evidence).toEqual([{ id: added.id, space: PUBLIC }]);
    expect(custody.trail).toMatchObject([
      { action: 'ingestion', space: PUBLIC, organisation: 'Practice organisation A', at: '2022-01-12T04:00:00.000Z' },
    ]);
    expect((await t.node.call('show', { space: PUBLIC, id: added.id })).kind).toBe('Evidence');
  });

  test('given again adds a line of custody and nothing else', async () => {
    const path = file('twice.txt', 'the same bytes, twice');
    const first = await add(path);
    const [held, count] = [blobs().length, await entries()];
    const again = await add(file('another-name.txt', 'the same bytes, twice'));
    expect(again).toMatchObject({ id: first.id, sha256: first.sha256, duplicate: true });
    expect([blobs().length, (await entries()) - count]).toEqual([held, 1]);
    expect(await actions(first.sha256)).toEqual(['ingestion', 'ingestion']);
    const shown = await t.node.call('show', { space: PUBLIC, id: first.id });
    expect(shown.fields['sha256']?.n_competing).toBe(0);
  });

  test('given twice at one moment is stored once', async () => {
    const path = file('same-moment.txt', 'handed in by two hands at once');
    const both = await Promise.all([add(path, { space: 'case' }), add(path, { space: 'case' })]);
    expect(both.map((r) => r.duplicate)).toEqual([false, true]);
    expect(await t.node.call('evidence.check', {})).toMatchObject({ ok: true, unreferenced: [] });
  });

  test('with another hash than the sender named is refused and nothing of it is kept', async () => {
    const path = file('wrong.txt', 'not what was promised: canary-qulan-17');
    const [held, count] = [blobs(), await entries()];
    const failure = await failureOf(add(path, { sha256: '0'.repeat(64) }));
    expect(failure.code).toBe('E_BLOB_HASH');
    expect([blobs(), incoming(), await entries()]).toEqual([held, [], count]);
    for (const f of filesBelow(t.dir)) expect(readFileSync(f).includes('canary-qulan-17'), f).toBe(false);
    expect((await add(path, { sha256: sha256(readFileSync(path)) })).duplicate).toBe(false);
  });

  test('of no bytes is evidence too', async () => {
    const empty = await add(file('empty.bin', ''));
    expect(empty).toMatchObject({ size: 0, sha256: sha256(''), duplicate: false });
    expect((await add(file('empty-too.bin', ''))).duplicate).toBe(true);
    const sealed = await add(file('empty.bin', ''), { space: 'case' });
    expect(sealed).toMatchObject({ size: 0, sha256: sha256(''), duplicate: false });
    expect((await t.node.call('custody', { sha256: sha256('') })).evidence.map((e) => e.space).toSorted()).toEqual([
      'case',
      PUBLIC,
    ]);
    expect(await t.node.call('evidence.check', { deep: true })).toMatchObject({ ok: true, unreferenced: [] });
  });

  test('that is not there, is a folder, or comes with a wrong word is refused by name', async () => {
    expect((await failureOf(add(join(t.root, 'nothing')))).code).toBe('E_FILE');
    expect((await failureOf(add(t.root))).code).toBe('E_FILE');
    const path = file('kind.txt', 'kind');
    expect((await failureOf(add(path, { kind: 'no-such-kind' }))).code).toBe('E_TERM');
    expect((await failureOf(add(path, { sha256: 'abc' }))).code).toBe('E_USAGE');
    expect((await failureOf(add(path, { source: 'evt_00000000000000000000000000' }))).code).toBe('E_ID_KIND');
    expect((await failureOf(t.node.call('custody', { sha256: sha256('unknown') }))).code).toBe('E_NOT_FOUND');
    expect((await failureOf(t.node.call('custody', { sha256: 'zz' }))).code).toBe('E_USAGE');
  });
});

describe('a private space', () => {
  test('keeps the bytes sealed: they, their hash and their name are nowhere in clear', async () => {
    // Over one segment of 1 MiB, with the canary in both.
    const canary = 'canary-tulpar-4712';
    const bytes = Buffer.alloc(1_300_000, 'x');
    bytes.write(canary, 100);
    bytes.write(canary, 1_200_000);
    const added = await add(file('canary-tulpar-name.bin', bytes), { space: 'case' });
    expect(added).toMatchObject({ sha256: sha256(bytes), size: bytes.length, duplicate: false });
    for (const f of filesBelow(t.dir)) {
      const stored = readFileSync(f);
      expect(stored.includes('canary-tulpar'), f).toBe(false);
      expect(stored.includes(added.sha256) || stored.includes(Buffer.from(added.sha256, 'hex')), f).toBe(false);
      expect(f.includes(added.sha256)).toBe(false);
    }
    const again = await add(file('copy.bin', bytes), { space: 'case' });
    expect(again).toMatchObject({ id: added.id, duplicate: true });
    expect(await t.node.call('evidence.check', { deep: true })).toMatchObject({ ok: true });
  });

  test('gives the same file another id than the public one: ids tell nothing across spaces', async () => {
    const path = file('both.txt', 'in both spaces');
    const open = await add(path);
    const sealed = await add(path, { space: 'case' });
    expect(sealed.sha256).toBe(open.sha256);
    expect(sealed.id).not.toBe(open.id);
    expect(sealed.duplicate).toBe(false);
  });
});

describe('a changed byte', () => {
  beforeEach(() => t.reopen());

  test.each([PUBLIC, 'case'])('in a blob of %s is found, named, put aside, and mended by the file', async (space) => {
    const path = file(`fragile-${space}.txt`, `one byte of this will change (${space})`);
    const before = new Set(blobs());
    const added = await add(path, { space });
    const blob = blobs().find((f) => !before.has(f)) ?? '';
    const address = basename(blob);
    expect(await t.node.call('evidence.check', {})).toMatchObject({ ok: true, damaged: [], missing: [] });

    const bytes = readFileSync(blob);
    bytes[7] = (bytes[7] ?? 0) ^ 1;
    // Objects are read-only for their owner too.
    chmodSync(blob, 0o600);
    writeFileSync(blob, bytes);
    expect(await t.node.call('evidence.check', {})).toMatchObject({ ok: false, damaged: [address] });
    // The damaged object lies in quarantine now: it is missing, and stays named until it is given again.
    expect(await t.node.call('evidence.check', {})).toMatchObject({ ok: false, missing: [address], damaged: [] });
    const doctor = await t.node.call('doctor', {});
    const check = doctor.checks.find((c) => c.name === 'evidence files');
    expect([doctor.ok, check?.result]).toEqual([false, 'fail']);
    expect(check?.detail).toContain(address);

    expect(await add(path, { space })).toMatchObject({ id: added.id, duplicate: false });
    expect((await t.node.call('evidence.check', { deep: true })).ok).toBe(true);
    expect((await t.node.call('doctor', {})).ok).toBe(true);
  });

  test('is named by the doctor who finds it first', async () => {
    const added = await add(file('for-the-doctor.txt', 'found by the doctor'));
    const blob = blobs().find((f) => basename(f) === added.sha256) ?? '';
    chmodSync(blob, 0o600);
    writeFileSync(blob, 'found by the doctos');
    const check = (await t.node.call('doctor', {})).checks.find((c) => c.name === 'evidence files');
    expect(check).toMatchObject({ result: 'fail', detail: expect.stringContaining(added.sha256) });
    await add(file('for-the-doctor.txt', 'found by the doctor'));
  });

  test('of a blob that is gone is missing, and named', async () => {
    const added = await add(file('gone.txt', 'will be gone'));
    rmSync(blobs().find((f) => basename(f) === added.sha256) ?? '');
    expect(await t.node.call('evidence.check', {})).toMatchObject({ ok: false, missing: [added.sha256] });
    await add(file('gone.txt', 'will be gone'));
    expect((await t.node.call('evidence.check', {})).ok).toBe(true);
  });
});
