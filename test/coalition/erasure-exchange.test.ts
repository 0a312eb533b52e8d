/** An erasure among three organisations and a relay, by real bundles and a real sync: obeyed by all, confirmed by each, and nothing brings it back. */
import { afterEach, expect, test } from 'vitest';
import { tempNode } from '../node/temp-node.ts';
import { admit, carry, event, type TempNode, ticking } from './exchange-kit.ts';
import { serve } from './lines.ts';

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});
async function node(): Promise<TempNode> {
  const t = await tempNode(ticking());
  ends.push(() => t.remove());
  return t;
}
const open = async (t: TempNode, space: string) => {
  const { erasures } = await t.node.call('erasure.status', { space });
  return erasures.map((e) => ({
    ground: e.ground,
    state: e.targets.map((x) => x.state),
    done: e.done.length,
    missing: e.missing.length,
  }));
};
const found = async (t: TempNode, space: string, text: string) =>
  (await t.node.call('search', { space, text })).items.length;

test('peers and the relay between them obey, receipts come back, the status says who has erased', async () => {
  const [a, b, c, relay] = [await node(), await node(), await node(), await node()];
  const id = await admit(a, b);
  await admit(a, c);
  await admit(a, relay, { role: 'relay', slug: 'passed' });
  const kept = await event(a, 'case', 'Stays for everybody');
  const gone = await event(a, 'case', 'Quaggacanary');
  // Whoever is called must hold the space: its beginning comes by file.
  expect(await carry(a, relay, { space: 'case' })).toMatchObject({ ok: true });
  const at = await serve(relay.node);
  ends.push(() => at.close());
  // By network through a relay that reads nothing, to one; by file to the other.
  expect(await a.node.call('sync.run', { url: at.url, space: 'case' })).toMatchObject({ ok: true });
  expect(await b.node.call('sync.run', { url: at.url, space: 'shared' })).toMatchObject({ ok: true });
  const before = await carry(a, c, { space: 'case' });
  expect(before).toMatchObject({ ok: true });
  for (const t of [b, c]) expect(await found(t, 'shared', 'Quaggacanary')).toBe(1);
  const old = await a.node.call('bundle.write', {
    file: `${a.root}/old.kua.age`,
    to: [(await c.node.call('keys.read', {})).recipient],
    space: 'case',
    since: '80',
  });

  expect(await a.node.call('erase', { entry: gone.entry, ground: 'consent withdrawn' })).toMatchObject({
    erased: 1,
    finished: true,
  });
  expect(await open(a, 'case')).toEqual([{ ground: 'consent withdrawn', state: ['erased'], done: 1, missing: 3 }]);
  await a.node.call('sync.run', { url: at.url, space: 'case' });
  const held = await relay.node.call('coalition.read', { space: 'passed' });
  expect(held.state).toBe('locked');
  expect(await b.node.call('sync.run', { url: at.url, space: 'shared' })).toMatchObject({ ok: true });
  expect(await found(b, 'shared', 'Quaggacanary')).toBe(0);
  expect(await found(b, 'shared', 'Stays')).toBe(1);
  // B has answered with the sync that brought it; the relay, which holds no key, too.
  await b.node.call('sync.run', { url: at.url, space: 'shared' });
  await a.node.call('sync.run', { url: at.url, space: 'case' });
  expect(await open(a, 'case')).toEqual([{ ground: 'consent withdrawn', state: ['erased'], done: 3, missing: 1 }]);

  expect(await carry(a, c, { space: 'case' })).toMatchObject({ ok: true });
  expect(await found(c, 'shared', 'Quaggacanary')).toBe(0);
  const back = await carry(c, a, { space: 'shared' });
  expect(back).toMatchObject({ ok: true });
  expect(await open(a, 'case')).toEqual([{ ground: 'consent withdrawn', state: ['erased'], done: 4, missing: 0 }]);
  expect((await a.node.call('coalition.read', { space: 'case' })).erasures).toEqual([]);

  // An older bundle that holds the payload: it says so, and nothing returns, not after a restart either.
  const again = await c.node.call('bundle.read', { file: old.files[0]?.file ?? '' });
  expect(again.refused).toEqual([expect.objectContaining({ code: 'E_ERASED' })]);
  await c.reopen();
  await c.node.call('rebuild', { check: true });
  expect(await found(c, 'shared', 'Quaggacanary')).toBe(0);
  expect((await c.node.call('show', { id: kept.id })).title).toBe('Stays for everybody');
  expect(id).toMatch(/^[0-9a-f]{64}$/);
  expect(at.faults).toEqual([]);
}, 60_000);
