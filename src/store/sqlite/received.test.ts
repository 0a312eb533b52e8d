/** Reads and writes for entries of others: pages of a chain, tips, blocks by hash, states with one arrival, parked rows, peers. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { NOW, Space } from '../../../test/ledger/space-kit.ts';
import { type Entered, type Receiver, receiver, say } from '../../../test/node/receive-kit.ts';
import { toHex } from '../../base/bytes.ts';

let space: Space;
let at: Receiver;
let said: readonly Entered[];
beforeEach(async () => {
  space = await Space.found('store');
  at = await receiver(space, space.founder);
  said = Array.from({ length: 5 }, (_, n) => say(space.founder, { claims: [] }, null, { now: NOW + 1e7 + n }));
  await at.take([...space.held, ...said]);
});
afterEach(async () => at.close());
const id = (): Uint8Array => space.genesis.space;
const writer = (): Uint8Array => space.founder.state.publicKey;
const at_ = (n: number): Entered => said[n] ?? (said[0] as Entered);

test('a chain is read in pages, branches and all', async () => {
  const first = at_(1);
  const other = say(space.founder, { claims: [] }, null, {
    at: { ...space.founder.state, seq: 3, prev: first.id, ms: NOW + 1e7 + 1 },
    now: NOW + 2e7,
  });
  await at.take([other]);
  const pages: string[] = [];
  let page = await at.ledger.entriesAfter(id(), writer(), -1, 2);
  while (page.length > 0) {
    pages.push(...page.map((e) => `${e.seq} ${toHex(e.id)}`));
    const last = page.at(-1);
    page = last ? await at.ledger.entriesAfter(id(), writer(), last.seq, 2, last.id) : [];
  }
  expect(pages).toEqual(pages.toSorted());
  expect(pages).toHaveLength(7);
  expect((await at.ledger.entriesAfter(id(), writer(), 3)).map((e) => e.seq)).toEqual([4, 5]);
  expect((await at.ledger.chain(id(), writer(), 3)).map((e) => e.seq)).toEqual([3, 3, 4, 5]);
  expect((await at.ledger.tips(id())).map((t) => t.seq).toSorted()).toEqual([3, 5]);
  expect(await at.ledger.entriesAfter(new Uint8Array(32), writer(), -1)).toEqual([]);
});

test('a state changes, the arrival does not, and what follows the ledger is told', async () => {
  const e = at_(2);
  const before = await at.ledger.entry(e.id);
  const standing = await at.ledger.standing(id());
  const set = (state: 'accepted' | 'quarantined', reason: string | null) =>
    at.ledger.transact((tx) => tx.setStates(id(), [{ id: e.id, state, reason }]));
  await set('quarantined', 'Q_CUT');
  const moved = await at.ledger.entry(e.id);
  expect(moved).toMatchObject({ state: 'quarantined', reason: 'Q_CUT', arrival: before?.arrival });
  expect(moved?.touched).toBeGreaterThan(before?.touched ?? 0);
  expect(await at.ledger.standing(id())).toBe(standing + 1);
  expect(await at.ledger.quarantineUsage(id())).toMatchObject({ entries: 1 });
  await set('accepted', null);
  expect((await at.ledger.entry(e.id))?.arrival).toBe(before?.arrival);
  expect((await at.ledger.arrivals(0)).map((a) => a.arrival)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(await at.ledger.arrivals(4, 1)).toMatchObject([{ arrival: 5, space: id() }]);
});

test('a block is found by its hash, put once, and never over an erased one', async () => {
  const e = at_(0);
  const { ph } = e.header;
  expect(await at.ledger.block(id(), ph)).toEqual(e.made.block);
  expect(await at.ledger.block(new Uint8Array(32), ph)).toBeNull();
  const put = (entry: Uint8Array) => at.ledger.transact((tx) => tx.putBlock(id(), entry, e.made.block, 'open', null));
  expect([await put(e.id), await put(new Uint8Array(32))]).toEqual(['held', 'unknown']);
  await at.ledger.transact((tx) => tx.drop(id(), e.id));
  expect([await put(e.id), await at.ledger.wants(id())]).toEqual(['dropped', []]);
  await at.ledger.transact((tx) => tx.erase(id(), new Uint8Array(32), [{ entry: e.id, ph }]));
  expect(await put(e.id)).toBe('erased');
});

test('a parked row is kept once, gains its block, and is counted', async () => {
  const e = at_(4);
  const row = {
    ...{ id: e.id, space: new Uint8Array(32).fill(7), code: 'P_PREV' as const, writer: writer(), seq: 9 },
    ...{ prev: at_(0).id, ph: e.header.ph, frame: e.made.entry.bytes, block: null, receivedAt: NOW },
  };
  const { space: foreign } = row;
  await at.ledger.transact(async (tx) => {
    await tx.park(row);
    await tx.park({ ...row, block: e.made.block });
    await tx.park(row);
    expect(await tx.parkedRow(foreign, e.id)).toEqual({ code: 'P_PREV', block: true });
    expect(await tx.parkedByBlock(e.header.ph)).toHaveLength(1);
  });
  expect(await at.ledger.parkedUsage(foreign)).toEqual({
    entries: 1,
    bytes: e.made.entry.bytes.length + e.made.block.length,
  });
  expect(await at.ledger.parkedSpaces()).toEqual([{ space: foreign, code: 'P_PREV', entries: 1 }]);
  expect(await at.ledger.missing(foreign)).toEqual([{ writer: writer(), seq: 8 }]);
  // Its predecessor is held: such a row is what a run that was cut off left.
  expect(await at.ledger.ready(foreign)).toHaveLength(1);
  await at.ledger.transact((tx) => tx.unpark(foreign, [e.id]));
  expect(await at.ledger.parked(null)).toEqual([]);
});

test('a peer is kept with its frontier and its last failure', async () => {
  const peer = { space: id(), peer: new Uint8Array(32).fill(3), frontier: new Uint8Array([0x80]), at: NOW };
  await at.ledger.transact((tx) => tx.putPeer({ ...peer, lastError: 'E_DENIED' }));
  await at.ledger.transact((tx) => tx.putPeer({ ...peer, at: NOW + 1, lastError: null }));
  expect(await at.ledger.peers(id())).toEqual([{ ...peer, at: NOW + 1, lastError: null }]);
});
