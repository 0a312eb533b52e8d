/** Three offices with no network: bundles in every order, torn, replayed, changed; a watched folder; a relay that reads nothing. */
import { appendFileSync, copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { filesBelow, tempNode } from '../node/temp-node.ts';
import { admit, bundle, carry, event, failureOf, read, type TempNode, ticking } from './exchange-kit.ts';

const nodes: TempNode[] = [];
async function node(): Promise<TempNode> {
  const t = await tempNode(ticking());
  nodes.push(t);
  return t;
}
afterEach(async () => {
  for (const t of nodes.splice(0)) await t.remove();
});

/** What a node shows of the shared space: every record with its values, in the order of ids. */
async function shown(t: TempNode, space: string): Promise<string> {
  const { items } = await t.node.call('search', { space, limit: 100 });
  const records: unknown[] = [];
  for (const { id } of items.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const { fields } = await t.node.call('show', { id });
    records.push([id, Object.entries(fields).map(([name, f]) => [name, f.value, f.n_competing])]);
  }
  expect((await t.node.call('rebuild', { check: true })).equal).toBe(true);
  return JSON.stringify(records);
}

const ORDERS = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
] as const;

describe('three offices by USB', () => {
  test('bundles in all orders, one torn, one replayed, one changed: the same picture, and a true report', async () => {
    const a = await node();
    const readers = await Promise.all(ORDERS.map(() => node()));
    const b = await node();
    await admit(a, b, { slug: 'shared' });
    for (const r of readers) await admit(a, r, { slug: 'shared' });
    const { id } = await event(a, 'case', 'A march');
    await carry(a, b, { space: 'case' });
    await b.node.call('claim', { id, field: 'injured', value: '3', space: 'shared', speaker: 'B' });
    await a.node.call('claim', { id, field: 'injured', value: '5', space: 'case', speaker: 'A' });
    const [first] = await bundle(b, a, { space: 'shared' });
    expect((await read(a, first ?? '')).ok).toBe(true);
    for (const [nth, r] of readers.entries()) {
      const files = [
        (await bundle(a, r, { space: 'case', since: '80' }))[0] ?? '',
        (await bundle(b, r, { space: 'shared', since: '80' }).catch(() => bundle(a, r, { space: 'case' })))[0] ?? '',
        (await bundle(a, r, { space: 'case' }))[0] ?? '',
      ];
      const bytes = readFileSync(files[0] ?? '');
      const torn = join(r.root, 'torn.kua.age');
      writeFileSync(torn, bytes.subarray(0, Math.floor(bytes.length * 0.7)));
      const changed = join(r.root, 'changed.kua.age');
      const flipped = Buffer.from(bytes);
      const at = flipped.length - 40;
      flipped[at] = (flipped[at] ?? 0) ^ 1;
      writeFileSync(changed, flipped);
      expect(await read(r, torn)).toMatchObject({ torn: true, ok: false });
      expect(await read(r, changed)).toMatchObject({ torn: true, ok: false });
      for (const i of ORDERS[nth] ?? [])
        expect(await read(r, files[i] ?? '')).toMatchObject({ torn: false, refused: [] });
      expect(await read(r, files[0] ?? '')).toMatchObject({ accepted: 0, blocks: 0, ok: true });
    }
    const expected = await shown(a, 'case');
    expect(expected).toContain('injured');
    for (const t of [...readers]) expect(await shown(t, 'shared')).toBe(expected);
  }, 120_000);

  test('parts for mail are whole bundles each, in any order; a stranger opens none', async () => {
    const [a, b, stranger] = [await node(), await node(), await node()];
    await admit(a, b);
    const file = join(a.root, 'film.bin');
    writeFileSync(file, Buffer.alloc(1_800_000, 9));
    await a.node.call('evidence.add', { file, space: 'case' });
    for (let i = 0; i < 5; i++) await event(a, 'case', `March ${i}`);
    const parts = await bundle(a, b, { space: 'case', max_bytes: 600_000 });
    expect(parts.length).toBeGreaterThan(2);
    for (const part of parts) expect(readFileSync(part).length).toBeLessThanOrEqual(600_000);
    expect((await failureOf(read(stranger, parts[0] ?? ''))).code).toBe('E_BUNDLE_KEY');
    // The pieces of the object come backwards: only the words are taken, and the answer asks for the rest.
    for (const part of parts.toReversed()) await read(b, part);
    expect((await b.node.call('search', { space: 'shared', text: 'March' })).total).toBe(5);
    await carry(b, a, { space: 'shared' });
    const last = await carry(a, b, { space: 'case' });
    expect(last.objects).toMatchObject({ stored: 1, lacking: 0 });
    expect((await b.node.call('evidence.check', { deep: true })).ok).toBe(true);
  }, 60_000);

  test('a watched folder: read once when whole, written for the others, quiet when nothing is new', async () => {
    const [a, b] = [await node(), await node()];
    await admit(a, b);
    await event(a, 'case', 'For the stick');
    const stick = join(a.root, 'stick');
    mkdirSync(stick);
    const look = (t: TempNode) => t.node.call('watch.look', { folder: stick });
    expect((await look(a)).written).toHaveLength(1);
    expect(await look(b)).toMatchObject({ read: [], waiting: 1 });
    expect((await look(b)).read).toMatchObject([{ ok: true, torn: false }]);
    expect((await b.node.call('search', { space: 'shared', text: 'stick' })).total).toBe(1);
    // A half copy beside it is told as torn and not remembered: the whole one is read when it comes.
    const [mine] = readdirSync(stick);
    const half = join(stick, 'half.kua.age');
    writeFileSync(half, readFileSync(join(stick, mine ?? '')).subarray(0, 900));
    for (let i = 0; i < 6; i++) {
      await look(a);
      await look(b);
    }
    const before = readdirSync(stick).map((name) => readFileSync(join(stick, name)).length);
    expect((await look(a)).written).toEqual([]);
    expect((await look(b)).written).toEqual([]);
    expect(readdirSync(stick).map((name) => readFileSync(join(stick, name)).length)).toEqual(before);
    copyFileSync(join(stick, mine ?? ''), half);
    appendFileSync(join(stick, 'letter.txt'), 'not ours');
    expect((await look(b)).read).toEqual([]);
  }, 60_000);
});

test('a relay stores and forwards, and nothing on its disk or in a bundle holds a name, a text or a key', async () => {
  const CANARY = 'Kanarbek Qanatuly-7731';
  const [a, relay, c] = [await node(), await node(), await node()];
  await admit(a, relay, { role: 'relay', slug: 'passing' });
  await admit(a, c, { slug: 'shared' });
  await event(a, 'case', CANARY);
  const [toRelay] = await bundle(a, relay, { space: 'case' });
  expect((await read(relay, toRelay ?? '')).ok).toBe(true);
  expect((await relay.node.call('search', { text: 'Kanarbek' })).total).toBe(0);
  const passedOn = await bundle(relay, c, { space: 'passing' }).catch((error: unknown) => error);
  expect(Array.isArray(passedOn)).toBe(true);
  expect((await read(c, (passedOn as readonly string[])[0] ?? '')).ok).toBe(true);
  expect((await c.node.call('search', { space: 'shared', text: 'Kanarbek' })).total).toBe(1);
  await relay.node.close();
  for (const file of [...filesBelow(relay.dir), toRelay ?? ''])
    expect(readFileSync(file).includes(CANARY), file).toBe(false);
  await relay.reopen();
}, 60_000);
