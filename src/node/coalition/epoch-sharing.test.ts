/** Members who were left out of an epoch, by no fault of anybody, read it once a manager has learned of both. */
import { afterEach, expect, test } from 'vitest';
import { admit, bundle, carry, event, read, type TempNode, ticking } from '../../../test/coalition/exchange-kit.ts';
import { tempNode } from '../../../test/node/temp-node.ts';
import { toHex } from '../../base/bytes.ts';
import { expectOk } from '../../base/result.ts';
import { encodeFrontier } from '../../ledger/frontier.ts';
import { composeDirect } from '../compose.ts';
import { openParts } from '../parts.ts';

const nodes: TempNode[] = [];
afterEach(async () => {
  for (const t of nodes.splice(0)) await t.remove();
});
async function node(): Promise<TempNode> {
  const t = await tempNode(ticking());
  nodes.push(t);
  return t;
}
const found = async (t: TempNode, text: string): Promise<number> =>
  (await t.node.call('search', { space: 'shared', text })).total;
const partyOf = async (t: TempNode, slug: string): Promise<string> =>
  (await t.node.call('keys.read', {})).seats.find((s) => s.slug === slug)?.party ?? '';
const entriesOf = async (t: TempNode): Promise<number> =>
  (await t.node.call('coalition.read', { space: t === nodes[0] ? 'case' : 'shared' })).entries;

/** Frontier of all writers that a node holds but its own, in hex. */
async function withoutOwn(t: TempNode, slug: string): Promise<string> {
  await t.node.close();
  const parts = expectOk(await openParts(t.dir, t.vault, { clock: () => 0 }), 'parts');
  const { id } = parts.spaces.find(slug);
  const own = new Set((await parts.ledger.secrets('writer', id)).map((s) => toHex(s.id)));
  const tips = (await parts.ledger.tips(id)).filter((tip) => !own.has(toHex(tip.writer)));
  await parts.close();
  t.node = expectOk(await composeDirect(t.dir, t.vault, { clock: ticking() }), 'open');
  return toHex(encodeFrontier(tips));
}

test('who was let in on one side of a cut line reads what was sealed on the other under an epoch begun there', async () => {
  const [a, b, late] = [await node(), await node(), await node()];
  await admit(a, b, { role: 'write' });
  await carry(a, b, { space: 'case' });
  // B begins an epoch and writes; A, who does not know, lets a newcomer in.
  await b.node.call('coalition.rotate', { space: 'shared' });
  await event(b, 'shared', 'Sealed elsewhere');
  await admit(a, late);
  await carry(a, late, { space: 'case' });
  await carry(b, late, { space: 'shared' }).catch(() => undefined);
  await carry(b, a, { space: 'shared' });
  const [file] = await bundle(a, late, { space: 'case', since: '80' });
  await read(late, file ?? '');
  expect(await found(late, 'elsewhere')).toBe(1);
  // Once is enough: another exchange writes nothing more.
  const before = await entriesOf(a);
  await carry(late, a, { space: 'shared' });
  await carry(a, late, { space: 'case' });
  expect(await entriesOf(a)).toBe(before);
  expect((await a.node.call('coalition.read', { space: 'case' })).rotate_first).toBe(false);
});

test('a removal that did not stand leaves nobody out of what was written under its epoch', async () => {
  const [founder, junior, ally] = [await node(), await node(), await node()];
  await admit(founder, junior, { role: 'manage' });
  await admit(founder, ally, { role: 'write' });
  for (const t of [junior, ally]) await carry(founder, t, { space: 'case' });
  await carry(ally, junior, { space: 'shared' });
  // Each removes the other; the ally hears of the junior's removal first and writes under its epoch.
  await founder.node.call('coalition.revoke', { space: 'case', member: await partyOf(junior, 'shared') });
  await junior.node.call('coalition.revoke', { space: 'shared', member: await partyOf(founder, 'case') });
  await carry(junior, ally, { space: 'shared' });
  await event(ally, 'shared', 'Said in between');
  const [toAlly] = await bundle(founder, ally, { space: 'case', since: '80' });
  await read(ally, toAlly ?? '');
  // No manager who stays holds that epoch: the ally, who writes, wraps it to the founder as soon as it knows that she stays.
  const [toFounder] = await bundle(ally, founder, { space: 'shared', since: '80' });
  await read(founder, toFounder ?? '');
  expect((await founder.node.call('search', { space: 'case', text: 'between' })).total).toBe(1);
});

test('a removed member is given nothing', async () => {
  const [a, b, gone] = [await node(), await node(), await node()];
  for (const t of [b, gone]) await admit(a, t);
  for (const t of [b, gone]) await carry(a, t, { space: 'case' });
  await a.node.call('coalition.revoke', { space: 'case', member: await partyOf(gone, 'shared') });
  await event(a, 'case', 'After the removal');
  await carry(a, b, { space: 'case' });
  await carry(gone, b, { space: 'shared' });
  await carry(b, a, { space: 'shared' });
  for (const from of [a, b]) {
    const [file] = await bundle(from, gone, { space: from === a ? 'case' : 'shared', since: '80' });
    await read(gone, file ?? '');
  }
  expect(await found(b, 'removal')).toBe(1);
  expect(await found(gone, 'removal')).toBe(0);
  const epochs = (await gone.node.call('coalition.read', { space: 'shared' })).epochs;
  expect(epochs.filter((e) => e.held).length).toBe(epochs.length - 1);
});

test('a node that once began an epoch does not seal under it again when whom it was wrapped to was removed', async () => {
  const [a, b, c, y, x, z] = [await node(), await node(), await node(), await node(), await node(), await node()];
  await admit(a, b, { role: 'manage' });
  for (const t of [c, y]) await admit(a, t);
  const whole = async (from: TempNode, to: TempNode): Promise<void> => {
    const [file] = await bundle(from, to, { space: from === a ? 'case' : 'shared', since: '80' });
    await read(to, file ?? '');
  };
  for (const t of [b, c, y]) await whole(a, t);
  // A removes one while B, unaware, lets another in: no epoch fits, and C begins one.
  await a.node.call('coalition.revoke', { space: 'case', member: await partyOf(y, 'shared') });
  await admit(b, x, { space: 'shared' });
  await whole(b, x);
  for (const from of [a, b]) await whole(from, c);
  await event(c, 'shared', 'Before');
  // The same again, and this time the one removed holds the epoch that C began.
  await whole(b, a);
  await whole(c, a);
  await a.node.call('coalition.revoke', { space: 'case', member: await partyOf(x, 'shared') });
  await admit(b, z, { space: 'shared' });
  for (const from of [a, b]) await whole(from, c);
  await event(c, 'shared', 'Not for the removed');
  for (const from of [c, a]) await whole(from, x);
  expect(await found(x, 'Before')).toBe(1);
  expect(await found(x, 'removed')).toBe(0);
  await whole(c, a);
  expect((await a.node.call('search', { space: 'case', text: 'removed' })).total).toBe(1);
});

test('a manager who has not heard of a removal does not hand the removed member what began after it', async () => {
  const [a, m, w, gone] = [await node(), await node(), await node(), await node()];
  await admit(a, m, { role: 'manage' });
  for (const t of [w, gone]) await admit(a, t);
  for (const t of [m, w, gone]) await carry(a, t, { space: 'case' });
  await a.node.call('coalition.revoke', { space: 'case', member: await partyOf(gone, 'shared') });
  const [toW] = await bundle(a, w, { space: 'case', since: '80' });
  await read(w, toW ?? '');
  await w.node.call('coalition.rotate', { space: 'shared' });
  await event(w, 'shared', 'After the removal');
  // What W wrote reaches M without what A wrote, as when a bundle is torn.
  const entries = await entriesOf(m);
  const [toM] = await bundle(w, m, { space: 'shared', since: await withoutOwn(w, 'shared') });
  expect(await read(m, toM ?? '')).toMatchObject({ ok: true });
  expect(await found(m, 'removal')).toBe(1);
  expect(await entriesOf(m)).toBe(entries + 3);
  for (const from of [m, w]) {
    const [file] = await bundle(from, gone, { space: 'shared', since: '80' });
    await read(gone, file ?? '');
  }
  expect(await found(gone, 'removal')).toBe(0);
});
