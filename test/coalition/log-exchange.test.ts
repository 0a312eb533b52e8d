/** The log between nodes: checkpoints that meet by sync and by bundle, copies of a member's log, witnesses behind a proxy, a new key, the timer. */
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { fromHex, toHex, utf8 } from '../../src/base/bytes.ts';
import { parseCheckpoint } from '../../src/evidence/log/checkpoint.ts';
import { KEY_TYPE, parseNote } from '../../src/evidence/log/note.ts';
import { vkeyOf } from '../../src/evidence/log/note-sign.ts';
import { makeCard, verifyCard } from '../../src/ledger/card.ts';
import { composeDirect } from '../../src/node/compose.ts';
import type { KuaNode } from '../../src/node/kua-node.ts';
import { followLog } from '../../src/node/log/follow.ts';
import { LOG, leavesOf, noteOver, p, sha256 } from '../evidence/log-kit.ts';
import { office } from '../node/coalition-kit.ts';
import { tempNode } from '../node/temp-node.ts';
import { admit, bundle, carry, event, failureOf, read, type TempNode, ticking } from './exchange-kit.ts';
import { cuttingProxy, serve, socksServer } from './lines.ts';

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});
const kept = <T extends { close(): Promise<void> }>(it: T): T => {
  ends.push(() => it.close());
  return it;
};
async function node(): Promise<TempNode> {
  const t = await tempNode(ticking());
  ends.push(() => t.remove());
  return t;
}
async function pair(): Promise<readonly [TempNode, TempNode]> {
  const [a, b] = [await node(), await node()];
  await admit(a, b);
  return [a, b];
}
/** The same node once more, over a copy of its folder: what somebody has who keeps two histories. */
async function twin(of: TempNode): Promise<KuaNode> {
  const dir = `${of.dir}-twin`;
  await of.node.close();
  cpSync(of.dir, dir, { recursive: true });
  await of.reopen().catch(() => undefined);
  const opened = await composeDirect(dir, of.vault, { clock: ticking() });
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  return kept(opened.value);
}
const status = (n: KuaNode) => n.call('log.status', {});
const checkpoint = (n: KuaNode) => n.call('log.checkpoint', {});
const splitsAt = async (t: TempNode): Promise<readonly string[]> =>
  (await status(t.node)).logs.flatMap((l) => l.splits).map((path) => join(t.dir, path));
const isTold = async (t: TempNode) =>
  (await t.node.call('doctor', {})).checks.find((c) => c.name === 'logs tell one story');

describe('two checkpoints of one size with different roots', () => {
  test('meet in a sync: both sides keep the proof and say so', async () => {
    const [a, b] = await pair();
    const c = await node();
    const { log } = (await status(c.node)).vkeys;
    for (const t of [a, b]) await t.node.call('log.trust', { vkey: log });
    const other = await twin(c);
    await event(c, 'case', 'One history');
    await other.call('record.new', { space: 'case', kind: 'Event', fields: { title: 'Another', kind: 'protest' } });
    const [one, two] = [await checkpoint(c.node), await checkpoint(other)];
    expect(one.size).toBe(two.size);
    expect((await a.node.call('log.see', { note: one.note })).result).toBe('newer');
    expect((await b.node.call('log.see', { note: two.note })).result).toBe('newer');
    expect(await isTold(a)).toMatchObject({ result: 'pass' });

    const at = kept(await serve(a.node));
    expect(await b.node.call('sync.run', { url: at.url })).toMatchObject({ ok: true });
    const [split] = await splitsAt(a);
    expect([
      readFileSync(join(split ?? '', 'a.note'), 'utf8'),
      readFileSync(join(split ?? '', 'b.note'), 'utf8'),
    ]).toEqual([one.note, two.note]);
    expect(await isTold(a)).toMatchObject({ result: 'fail', detail: expect.stringContaining('E_LOG_SPLIT') });
    // The one that called hears of it with the next exchange of the other at the latest.
    const back = kept(await serve(b.node));
    await a.node.call('sync.run', { url: back.url, space: 'case' });
    expect(await splitsAt(b)).toHaveLength(1);
    expect(at.faults).toEqual([]);
  });

  test('meet in a bundle, also in one that a watched folder wrote', async () => {
    const [a, b] = await pair();
    const vkey = vkeyOf(p, LOG, KEY_TYPE.log);
    const lie = leavesOf(9).map((leaf, i) => (i === 2 ? sha256(leaf) : leaf));
    for (const t of [a, b]) await t.node.call('log.trust', { vkey });
    await carry(a, b, { space: 'case' });
    await a.node.call('log.see', { note: noteOver(leavesOf(9), 9) });
    await b.node.call('log.see', { note: noteOver(lie, 9) });
    const [file] = await bundle(b, a, { space: 'shared' });
    expect(await read(a, file ?? '')).toMatchObject({ ok: true, refused: [] });
    const [split] = await splitsAt(a);
    expect(readFileSync(join(split ?? '', 'b.note'), 'utf8')).toBe(noteOver(lie, 9));

    await event(a, 'case', 'News for the stick');
    const { written } = await a.node.call('watch.look', { folder: a.root });
    expect(written).toHaveLength(1);
    expect(await read(b, written[0] ?? '')).toMatchObject({ ok: true });
    expect(await splitsAt(b)).toHaveLength(1);
    expect(await isTold(b)).toMatchObject({ result: 'fail' });
  });
});

describe('a copy of a member’s log', () => {
  test('grows with it, is compared with what was copied before, and needs the key that people took', async () => {
    const [a, b] = await pair();
    const at = kept(await serve(a.node));
    const mirror = (url = at.url) => b.node.call('log.mirror', { url, space: 'shared' });
    expect(await failureOf(mirror())).toMatchObject({ code: 'E_LOG_MIRROR', params: { reason: 'unsigned' } });
    for (let i = 0; i < 40; i++) await event(a, 'case', `March ${i}`);
    const first = await checkpoint(a.node);
    expect((await failureOf(mirror())).code).toBe('E_LOG_UNKNOWN');
    const { vkeys } = await status(a.node);
    await b.node.call('log.trust', { vkey: vkeys.log });
    expect(await mirror()).toEqual({
      origin: vkeys.log.split('+')[0],
      size: first.size,
      before: 0,
      result: 'new',
      tiles: 1,
      kept: null,
    });
    expect(await mirror()).toMatchObject({ result: 'same', size: first.size, tiles: 0 });
    for (let i = 0; i < 230; i++) await event(a, 'case', `April ${i}`);
    const second = await checkpoint(a.node);
    expect(await mirror()).toMatchObject({
      result: 'grown',
      size: second.size,
      before: first.size,
      tiles: 2,
    });
    const [folder = ''] = readdirSync(join(b.dir, 'log/mirror'));
    const copy = join(b.dir, 'log/mirror', folder, 'log');
    expect(readFileSync(join(copy, 'tile/0/000'))).toEqual(readFileSync(join(a.dir, 'log/tile/0/000')));
    expect(readFileSync(join(copy, 'checkpoint'), 'utf8')).toBe(second.note);
    const other = await twin(a);
    const reopened = kept(await serve(a.node));
    // After a restore the checkpoint is here and its tiles are not: they are fetched from the beginning and compared.
    rmSync(join(copy, 'tile'), { recursive: true });
    await event(a, 'case', 'After a restore');
    const third = await checkpoint(a.node);
    expect(await mirror(reopened.url)).toMatchObject({
      result: 'grown',
      before: second.size,
      size: third.size,
      tiles: 2,
    });

    // Another history, longer: the proof holds both notes and what lies between them.
    for (let i = 0; i < 3; i++)
      await other.call('record.new', {
        space: 'case',
        kind: 'Event',
        fields: { title: `Other ${i}`, kind: 'protest' },
      });
    const lie = await checkpoint(other);
    expect(lie.size).toBeGreaterThan(third.size);
    const there = kept(await serve(other));
    const split = await mirror(there.url);
    expect(split).toMatchObject({ result: 'split', before: third.size, size: lie.size });
    const proof = join(b.dir, split.kept ?? '');
    expect([readFileSync(join(proof, 'a.note'), 'utf8'), readFileSync(join(proof, 'b.note'), 'utf8')]).toEqual([
      third.note,
      lie.note,
    ]);
    expect(existsSync(join(proof, 'between.txt'))).toBe(true);
    expect(await isTold(b)).toMatchObject({ result: 'fail' });
  }, 60_000);

  test('of tiles that were changed leaves nothing behind; without a seat it is not given', async () => {
    const [a, b] = await pair();
    await checkpoint(a.node);
    const { vkeys, signed } = await status(a.node);
    const at = kept(await serve(a.node));
    await b.node.call('log.trust', { vkey: vkeys.log });
    const tile = join(a.dir, `log/tile/0/000.p/${signed?.size ?? 0}`);
    const bytes = readFileSync(tile);
    writeFileSync(
      tile,
      bytes.map((x, i) => (i === 40 ? x ^ 1 : x)),
    );
    expect((await failureOf(b.node.call('log.mirror', { url: at.url, space: 'shared' }))).code).toBe('E_LOG_TILES');
    expect(readdirSync(join(b.dir, 'log/mirror'))).toEqual([]);
    writeFileSync(tile, bytes.subarray(0, 32));
    expect((await failureOf(b.node.call('log.mirror', { url: at.url, space: 'shared' }))).code).toBe('E_LOG_TILES');
    const relay = await node();
    await admit(a, relay, { role: 'relay', slug: 'passed-on' });
    const asRelay = relay.node.call('log.mirror', { url: at.url, space: 'passed-on' });
    expect((await failureOf(asRelay)).code).toBe('E_DENIED');
    const stranger = await node();
    await stranger.node.call('log.trust', { vkey: vkeys.log });
    expect((await failureOf(stranger.node.call('log.mirror', { url: at.url, space: 'case' }))).code).toBe('E_DENIED');
    for (const path of ['checkpoint', `tile/0/000.p/${signed?.size ?? 0}`])
      for (const authorization of ['', `Bearer ${'A'.repeat(43)}`]) {
        const answer = await fetch(`${at.url}api/1/sync/log/${path}`, { headers: { authorization } });
        expect([path, answer.status]).toEqual([path, 401]);
      }
  });
});

test('a witness behind an onion address is asked through the proxy, and without one nobody is asked', async () => {
  const [a, w] = [await node(), await node()];
  const onion = 'http://kuatestkuatestkuatestkuatestkuatestkuatestkuatestkuatest.onion/';
  const at = kept(await serve(w.node, { outside: [onion] }));
  const socks = kept(await socksServer(at.port));
  await w.node.call('log.trust', { vkey: (await status(a.node)).vkeys.log });
  const { witness } = (await status(w.node)).vkeys;
  await a.node.call('log.trust', { vkey: witness, url: `${onion}witness` });
  const asked = async (proxy: object) => (await a.node.call('log.checkpoint', { proxy })).asked.map((x) => x.result);
  expect(await asked({})).toEqual(['E_SYNC_ONION']);
  expect(await asked({ all: socks.url.replace('socks5h:', 'socks5:') })).toEqual(['E_SYNC_ONION']);
  expect(socks.asked).toEqual([]);
  expect(await asked({ all: socks.url })).toEqual(['cosigned']);
  expect(new Set(socks.asked)).toEqual(new Set([new URL(onion).hostname]));
  await event(a, 'case', 'Since then');
  expect(await a.node.call('log.cycle', { minutes: 0, proxy: { all: socks.url } })).toMatchObject({ signed: true });
  expect(socks.asked.length).toBeGreaterThan(1);
  // Under that name the desk does not answer, and by HTTP to another computer nothing goes out in the clear.
  const get = (path: string) => fetch(`${at.url}${path}`, { headers: { host: new URL(onion).host } });
  expect((await get('api/1/health')).status).toBe(200);
  await a.node.call('log.trust', { vkey: witness, url: 'http://198.51.100.7/witness' });
  expect(await asked({})).toEqual(['E_SYNC_PLAIN']);
  // An HTTP proxy carries it as well.
  const line = kept(await cuttingProxy());
  await a.node.call('log.trust', { vkey: witness, url: `${at.url}witness` });
  await event(a, 'case', 'Once more');
  expect(await asked({ http: line.url })).toEqual(['cosigned']);
  expect(line.asked).toEqual(['127.0.0.1']);
});

describe('a new key of the log', () => {
  test('signs one checkpoint with the old one; members go on under it, and proofs are made under it', async () => {
    const [a, b] = await pair();
    const { vkeys } = await status(a.node);
    await b.node.call('log.trust', { vkey: vkeys.log });
    const { entry } = await event(a, 'case', 'Before the key was changed');
    const before = await checkpoint(a.node);
    expect((await b.node.call('log.see', { note: before.note })).result).toBe('newer');
    const made = await a.node.call('log.rotate_key', {});
    expect(made).toMatchObject({ before: vkeys.log, origin: vkeys.log.split('+')[0] });
    const note = parseNote(utf8(made.note));
    expect(note.ok && note.value.signatures.map((s) => s.name)).toEqual([made.origin, made.origin]);
    expect((await status(a.node)).vkeys.log).toBe(made.vkey);
    // Who knows the old key reads it, and who has taken the new one sees that the old vouched for it.
    expect((await b.node.call('log.see', { note: made.note })).result).toBe('newer');
    expect(await b.node.call('log.trust', { vkey: made.vkey })).toMatchObject({
      replaced: [vkeys.log],
      continued: true,
    });
    await event(a, 'case', 'After it');
    const later = await checkpoint(a.node);
    expect(later.note.match(/^— /gm)).toHaveLength(1);
    expect((await b.node.call('log.see', { note: later.note })).result).toBe('newer');
    const { proof } = await a.node.call('log.proof', { entry });
    expect((await a.node.call('log.verify', { proof, entry })).ok).toBe(true);
    // B's own witness was not asked; signature and place hold.
    const { checks } = await b.node.call('log.verify', { proof, entry });
    expect(checks.filter((x) => x.result === 'pass').map((x) => x.name)).toEqual(
      expect.arrayContaining(['signatures', 'inclusion']),
    );
    expect((await a.node.call('doctor', {})).checks.find((c) => c.name === 'keys on the card')).toMatchObject({
      detail: expect.stringContaining('W_CARD_KEYS: log'),
    });
    await a.node.call('keys.rotate', {});
    expect((await a.node.call('doctor', {})).checks.find((c) => c.name === 'keys on the card')?.detail).toBe('stated');
    // Nothing new is taken under the old key, and another key that it never vouched for is told apart.
    expect((await b.node.call('log.see', { note: before.note })).result).toBe('bad');
    const stranger = vkeyOf(p, { name: made.origin, seed: sha256(utf8('a thief')) }, KEY_TYPE.log);
    expect(await b.node.call('log.trust', { vkey: stranger })).toMatchObject({ continued: false });
  });

  test('a checkpoint of the time before is still compared after it', async () => {
    const [a, b] = await pair();
    const { vkeys } = await status(a.node);
    await b.node.call('log.trust', { vkey: vkeys.log });
    const other = await twin(a);
    const made = await a.node.call('log.rotate_key', {});
    await other.call('record.new', { space: 'case', kind: 'Event', fields: { title: 'Other', kind: 'protest' } });
    const lie = await checkpoint(other);
    const size = (text: string) => {
      const at = parseCheckpoint(utf8(text));
      return at.ok ? at.value.checkpoint.size : -1;
    };
    expect(size(lie.note)).toBe(size(made.note));
    expect((await b.node.call('log.see', { note: lie.note })).result).toBe('newer');
    await b.node.call('log.trust', { vkey: made.vkey });
    expect((await b.node.call('log.see', { note: made.note })).result).toBe('split');
  });
});

test('a serving node signs by itself when the time has come, and stops when it ends', async () => {
  const t = await node();
  await event(t, 'case', 'First');
  const faults: unknown[] = [];
  const following = followLog({ api: t.node, minutes: 1, proxy: {}, lookMs: 5, onFault: (e) => faults.push(e) });
  await expect.poll(async () => (await status(t.node)).signed?.size ?? 0, { timeout: 20_000 }).toBeGreaterThan(0);
  await event(t, 'case', 'Second');
  // The clock of the node goes a second with each look at it: a minute passes.
  await expect.poll(async () => (await status(t.node)).waiting, { timeout: 20_000 }).toBe(0);
  await following.end();
  await event(t, 'case', 'Third');
  expect((await status(t.node)).waiting).toBeGreaterThan(0);
  const none = followLog({ api: t.node, minutes: 0, proxy: {}, lookMs: 1, onFault: (e) => faults.push(e) });
  await none.end();
  expect(faults).toEqual([]);
});

test('a folder whose card is older than the log says so, and the next card states the keys', async () => {
  const a = await office('Office A');
  ends.push(() => a.remove());
  const { ledger } = a.parts;
  const self = (await ledger.local('org', 'self')) as { readonly card: string };
  const card = verifyCard(p, fromHex(self.card) ?? new Uint8Array());
  const [org] = await ledger.secrets('org', null);
  if (!card || !org) throw new Error('a card and its key');
  const old = makeCard(p, org.secret, { ...card, keys: { age: card.keys['age'] ?? '' } });
  const bytes = toHex(old.bytes);
  await ledger.transact((tx) =>
    tx.putLocal('org', 'self', { name: 'Office A', id: toHex(old.orgId), card: bytes, cards: [bytes] }),
  );
  const onCard = async () => (await a.call('doctor', {})).checks.find((c) => c.name === 'keys on the card');
  expect(await onCard()).toMatchObject({ result: 'pass', detail: 'W_CARD_KEYS: log, witness; kua key rotate' });
  await a.call('keys.rotate', {});
  expect((await onCard())?.detail).toBe('stated');
  expect((await a.call('log.checkpoint', {})).size).toBeGreaterThan(0);
});
