/** Backup and restore of a whole node: the same records, a new certified writer, nothing erased comes back, nothing half restored. */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toHex } from '../../src/base/bytes.ts';
import { expectOk } from '../../src/base/result.ts';
import { composeDirect } from '../../src/node/compose.ts';
import type { KuaNode } from '../../src/node/kua-node.ts';
import { openParts } from '../../src/node/parts.ts';
import { restoreBackup } from '../../src/store/restore.ts';
import { failureOf, filesBelow, NOW, type TempNode, tempNode } from './temp-node.ts';

let t: TempNode;
let n = 0;
beforeAll(async () => {
  t = await tempNode();
});
afterAll(() => t.remove());

const event = (node: KuaNode, title: string) => node.call('record.new', { kind: 'Event', fields: { title } });
const place = (): string => join(t.root, `place-${n++}`);

async function backup(): Promise<string> {
  const file = place();
  await t.node.call('backup', { file });
  return file;
}
async function openAt(dir: string): Promise<KuaNode> {
  return expectOk(await composeDirect(dir, t.vault, { clock: () => NOW }), 'node');
}
/** Writers of entries per space, as the ledger of a closed node holds them. */
async function writersAt(dir: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const parts = expectOk(await openParts(dir, t.vault, { clock: () => NOW }), 'parts');
  const found = new Map<string, readonly string[]>();
  for (const space of parts.spaces.all())
    found.set(
      space.info.slug,
      (await parts.ledger.frontier(space.id)).map((f) => toHex(f.writer)),
    );
  await parts.close();
  return found;
}
const dumpOf = async (node: KuaNode): Promise<string> => (await node.call('rebuild', { check: true })).sha256;

test('a restored node shows the same and writes on under a new writer, certified once', async () => {
  const photo = join(t.root, 'photo.bin');
  writeFileSync(photo, 'practice evidence '.repeat(500));
  const { id } = await event(t.node, 'Kept in the backup');
  await t.node.call('claim', { id, field: 'note', value: 'private and kept' });
  await t.node.call('evidence.add', { file: photo });
  const file = await backup();
  const dir = place();
  expectOk(await restoreBackup(file, dir), 'restore');
  const restored = await openAt(dir);
  expect(await dumpOf(restored)).toBe(await dumpOf(t.node));
  expect((await restored.call('evidence.check', { deep: true })).ok).toBe(true);

  // The old node goes on: its chain and the restored node's must never share a place.
  await event(t.node, 'Written by the old node after the backup');
  await event(restored, 'Written by the restored node');
  await restored.call('claim', { id, field: 'injured', value: '4' });
  expect((await restored.call('doctor', {})).checks.filter((c) => c.result !== 'pass')).toEqual([]);
  expect((await restored.call('show', { id })).fields['injured']?.value).toMatchObject({ best: 4 });
  await restored.close();
  expect((await writersAt(dir)).get('case')?.length).toBe(2);
  expect((await writersAt(dir)).get('own')?.length).toBe(1);

  for (let i = 0; i < 3; i++) {
    const again = await openAt(dir);
    await event(again, `After restart ${i}`);
    await again.call('claim', { id, field: 'note', value: `after restart ${i}` });
    expect((await again.call('doctor', {})).ok).toBe(true);
    await again.close();
  }
  expect((await writersAt(dir)).get('case')?.length).toBe(2);
  expect((await writersAt(dir)).get('own')?.length).toBe(2);
});

test('a refused first write after a restore leaves no half-made writer', async () => {
  const dir = place();
  expectOk(await restoreBackup(await backup(), dir), 'restore');
  const restored = await openAt(dir);
  // Random characters, so that the payload stays larger than an entry may be however it is packed.
  const long = (): string =>
    Array.from({ length: 20_000 }, () => String.fromCodePoint(0x4e00 + Math.floor(Math.random() * 20_000))).join('');
  const fields = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`x.part ${i}`, long()]));
  expect((await failureOf(restored.call('record.new', { kind: 'Event', fields }))).code).toBe('E_SIZE');
  await event(restored, 'Accepted');
  await event(restored, 'Accepted too');
  expect((await restored.call('doctor', {})).ok).toBe(true);
  await restored.close();
  expect((await writersAt(dir)).get('case')?.length).toBe(2);
});

test('twice restored, a node has a writer per restore', async () => {
  const first = place();
  expectOk(await restoreBackup(await backup(), first, { clock: () => NOW + 1 }), 'restore');
  const node = await openAt(first);
  await event(node, 'On the first restored node');
  const second = place();
  const file = place();
  await node.call('backup', { file });
  await node.close();
  expectOk(await restoreBackup(file, second, { clock: () => NOW + 2 }), 'restore');
  const again = await openAt(second);
  await event(again, 'On the second restored node');
  expect((await again.call('doctor', {})).ok).toBe(true);
  await again.close();
  expect((await writersAt(second)).get('case')?.length).toBe(3);
});

test('an old backup does not bring back what was erased since', async () => {
  const { id, entry } = await event(t.node, 'Erasable chrysoprase');
  const { id: other } = await event(t.node, 'Stays');
  const { claim } = await t.node.call('claim', { id: other, field: 'description', value: 'erasable malachite' });
  const file = await backup();
  await t.node.call('erase', { entry, ground: 'consent withdrawn' });
  await t.node.call('erase', { entry: claim.split('.')[0] ?? '', ground: 'consent withdrawn' });
  const wanted = await dumpOf(t.node);

  const dir = place();
  expectOk(await restoreBackup(file, dir, { erasedFrom: join(t.dir, 'erased.cbor') }), 'restore');
  const restored = await openAt(dir);
  for (const text of ['chrysoprase', 'malachite'])
    expect((await restored.call('search', { text })).total, text).toBe(0);
  expect((await failureOf(restored.call('show', { id }))).code).toBe('E_NOT_FOUND');
  expect((await restored.call('show', { id: other })).fields['description']).toBeUndefined();
  expect(await dumpOf(restored)).toBe(wanted);
  expect((await restored.call('doctor', {})).ok).toBe(true);
  await restored.close();
});

test('erasing a correction revives nothing, also after restoring a backup from before it was erased, or made', async () => {
  const { id } = await event(t.node, 'Corrected later');
  const { claim: wrong } = await t.node.call('claim', { id, field: 'description', value: 'wrong jasper' });
  const early = await backup();
  const { claim: right } = await t.node.call('claim', {
    id,
    field: 'description',
    value: 'right beryl',
    replaces: wrong,
  });
  const late = await backup();
  await t.node.call('erase', { entry: right.split('.')[0] ?? '', ground: 'consent withdrawn' });
  expect((await t.node.call('show', { id })).fields['description']).toBeUndefined();
  for (const file of [early, late]) {
    const dir = place();
    expectOk(await restoreBackup(file, dir, { erasedFrom: join(t.dir, 'erased.cbor') }), 'restore');
    for (const again of [false, true]) {
      const restored = await openAt(dir);
      if (again) expect((await restored.call('rebuild', { check: false })).equal).toBe(true);
      expect((await restored.call('show', { id })).fields['description']).toBeUndefined();
      for (const text of ['jasper', 'beryl']) expect((await restored.call('search', { text })).total, text).toBe(0);
      expect(
        (await restored.call('doctor', {})).checks.filter((c) => c.result === 'fail' && !c.name.startsWith('log')),
      ).toEqual([]);
      await restored.close();
    }
  }
});

test('erased.cbor alone in the target folder is kept and obeyed', async () => {
  const { id, entry } = await event(t.node, 'Erasable obsidian');
  const file = await backup();
  await t.node.call('erase', { entry, ground: 'consent withdrawn' });
  const dir = place();
  const aside = place();
  expectOk(await restoreBackup(file, aside), 'restore');
  for (const path of filesBelow(aside)) expect(existsSync(path)).toBe(true);
  mkdirSync(dir);
  copyFileSync(join(t.dir, 'erased.cbor'), join(dir, 'erased.cbor'));
  expectOk(await restoreBackup(file, dir), 'restore');
  const restored = await openAt(dir);
  expect((await failureOf(restored.call('show', { id }))).code).toBe('E_NOT_FOUND');
  await restored.close();
});

test('a damaged or cut backup restores nothing, a used folder is not restored into, a backup is not overwritten', async () => {
  const file = await backup();
  expect((await failureOf(t.node.call('backup', { file }))).code).toBe('E_BACKUP_EXISTS');
  expect(await restoreBackup(file, t.dir)).toMatchObject({ ok: false, error: { code: 'E_RESTORE_TARGET' } });
  const whole = readFileSync(file);
  const before = readdirSync(t.root).length;
  for (const part of [0.001, 0.05, 0.3, 0.7, 0.99]) {
    const broken = Buffer.from(whole);
    const at = Math.floor(broken.length * part);
    broken[at] = (broken[at] ?? 0) ^ 1;
    writeFileSync(file, broken);
    const dir = place();
    const flipped = await restoreBackup(file, dir);
    // A bit of tar's own padding or times changes nothing that is restored; whatever is restored is whole.
    if (flipped.ok) expect((await (await openAt(dir)).call('doctor', {})).ok).toBe(true);
    else expect(flipped.error.code).toMatch(/^E_BACKUP_DAMAGED$|^E_NEWER$/);
    writeFileSync(file, whole.subarray(0, at));
    const cut = place();
    expect(await restoreBackup(file, cut), `cut at ${part}`).toMatchObject({
      ok: false,
      error: { code: 'E_BACKUP_DAMAGED' },
    });
    expect(existsSync(cut)).toBe(false);
  }
  expect(readdirSync(t.root).filter((name) => name.includes('restoring'))).toEqual([]);
  expect(readdirSync(t.root).length).toBeLessThanOrEqual(before + 5);
});
