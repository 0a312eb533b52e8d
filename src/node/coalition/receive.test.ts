/** Entries of others: each check and code, waiting, quarantine and back, forks, payloads in any state, limits. */
import { afterEach, describe, expect, test } from 'vitest';
import { entryFrame, blockFrame, type Receiver, receiver, say } from '../../../test/node/receive-kit.ts';
import { type Device, NOW, p, Space } from '../../../test/ledger/space-kit.ts';
import { toHex } from '../../base/bytes.ts';
import { newEpoch, wrapEpochs } from '../../ledger/epochs.ts';
import { sign1Bytes } from '../../ledger/cose.ts';
import { noticeStale, staleWriters } from './stale.ts';
import { about } from '../../store/projection/ledger-fixture.ts';

const nodes: Receiver[] = [];
afterEach(async () => {
  for (const node of nodes.splice(0)) await node.close();
});
async function node(space: Space, device: Device | null = null, clock?: () => number): Promise<Receiver> {
  const made = await receiver(space, device, clock);
  nodes.push(made);
  return made;
}
const subject = (n: number): Uint8Array => new Uint8Array(16).fill(n);
const event = (n: number, title: string) => ({ claims: about('Event', subject(n), { title, kind: 'strike' }) });

/** A public space of a founder and one more manager, and a node of that manager that holds nothing yet. */
async function two(name: string) {
  const space = await Space.found(name);
  const b = await space.admit(space.founder, 'B', 4);
  return { space, a: space.founder, b, at: await node(space, b) };
}

describe('entries of two parties', () => {
  test('come in, are folded, and a second time change nothing', async () => {
    const { space, a, b, at } = await two('twice');
    const said = [say(a, event(1, 'Strike'), null), say(b, event(1, 'Walkout'), null)];
    expect(await at.take([...space.held, ...said])).toMatchObject({
      ...{ accepted: 5, duplicate: 0, parked: 0, quarantined: 0, refused: [], missing: [], blocks: 5 },
    });
    const dump = await at.folded();
    expect(dump).toContain('"competing":1');
    expect(await at.take([...space.held, ...said])).toMatchObject({ accepted: 0, duplicate: 5, blocks: 0 });
    expect(await at.folded()).toBe(dump);
    expect(await at.ledger.arrivals(0)).toHaveLength(5);
  });

  test('wait for their predecessor, which is named, and come in by themselves', async () => {
    const { space, a, at } = await two('waiting');
    const [one, two_, three] = [1, 2, 3].map((n) => say(a, event(n, `E${n}`), null));
    await at.take(space.held);
    const report = await at.take([three, two_].flatMap((e) => (e ? [e] : [])));
    expect(report).toMatchObject({ accepted: 0, parked: 2 });
    expect(report.missing).toEqual([{ writer: toHex(a.state.publicKey), seq: a.state.seq - 3 }]);
    expect(await at.ledger.entry(two_?.id ?? subject(0))).toBeNull();
    expect(await at.take(one ? [one] : [])).toMatchObject({ accepted: 3, parked: 0, missing: [], blocks: 3 });
    expect((await at.ledger.parkedUsage(null)).entries).toBe(0);
    expect(await at.folded()).toContain('E3');
  });

  test('of a space that nobody here asked for wait, and share one limit', async () => {
    const { space, a } = await two('stranger');
    const at = await node(space);
    const said = say(a, event(1, 'Strike'), null);
    expect(await at.take([...space.held, said])).toMatchObject({ accepted: 0, parked: 4 });
    expect(await at.ledger.spaces()).toEqual([]);
    // The seat that the node makes is what asks for the space.
    await at.ledger.transact((tx) =>
      tx.putSecret({ type: 'seat', space: space.genesis.space, id: subject(7), secret: subject(8) }),
    );
    await at.take([]);
    expect(await at.standing(said)).toBe('accepted');
    expect(await at.folded()).toContain('Strike');
  });

  test('before the genesis wait for the space', async () => {
    const { space, a, at } = await two('late genesis');
    const said = say(a, event(1, 'Strike'), null);
    const [genesis, ...rest] = space.held;
    expect(await at.take([...rest, said])).toMatchObject({ parked: 3 });
    expect((await at.ledger.parked(null)).map((row) => row.code)).toEqual(['P_SPACE', 'P_SPACE', 'P_SPACE']);
    expect(await at.take(genesis ? [genesis] : [])).toMatchObject({ accepted: 4 });
  });

  test('that do not fit the chain, the clock or the space are refused, and stay away', async () => {
    const { space, a, b, at } = await two('refused');
    await at.take(space.held);
    const foreign = say(b, event(1, 'x'), null, { at: { ...b.state, prev: a.chain.at(-1)?.id ?? null } });
    const still = say(a, event(2, 'y'), null, { at: { ...a.state, ms: 0, ctr: 0 }, now: 1 });
    const sealed = say(
      b,
      event(3, 'z'),
      { epoch: subject(1), secret: new Uint8Array(32) },
      { at: b.chain.length ? { ...b.state, seq: 1, prev: b.chain[0]?.id ?? null } : b.state },
    );
    const report = await at.take([foreign, still, sealed]);
    expect(report.refused).toEqual([
      { id: toHex(foreign.id), code: 'E_CHAIN' },
      { id: toHex(still.id), code: 'E_CLOCK' },
      { id: toHex(sealed.id), code: 'E_EPOCH_RULE' },
    ]);
    expect(await at.standing(foreign)).toBe('absent');
  });

  test('with a flipped byte, of the wrong form or size are refused with the id they claim', async () => {
    const { space, a, at } = await two('bytes');
    const e = say(a, event(1, 'x'), null);
    const flipped = e.made.entry.bytes.slice();
    flipped[flipped.length - 1] = (flipped.at(-1) ?? 0) ^ 1;
    const codes = async (bytes: Uint8Array) => (await at.take([...space.held, { is: 'entry', bytes }])).refused;
    expect(await codes(flipped)).toEqual([{ id: toHex(e.id), code: 'E_SIG' }]);
    expect(await codes(new Uint8Array(2000))).toMatchObject([{ code: 'E_SIZE' }]);
    expect(await codes(new Uint8Array(20))).toMatchObject([{ code: 'E_COSE' }]);
    expect(
      await at.take([
        { is: 'bad', code: 'E_TORN', at: 9 },
        { is: 'unknown', number: 5 },
        { is: 'more', more: true },
      ]),
    ).toMatchObject({
      ...{ refused: [{ id: '', code: 'E_TORN' }], unknown: 1, more: true },
    });
  });

  test('of a newer version are kept unread', async () => {
    const { at } = await two('version');
    const header = new Uint8Array([0x8d, 2, ...new Uint8Array(12)]);
    const bytes = sign1Bytes(header, new Uint8Array(64));
    expect(await at.take([{ is: 'entry', bytes }])).toMatchObject({ parked: 1, refused: [] });
    const [row] = await at.ledger.parked(null);
    expect(row).toMatchObject({ code: 'P_VERSION', writer: null, seq: null });
    expect(row?.frame).toEqual(bytes);
  });
});

describe('a control entry', () => {
  test('waits for its block: what it does is not known before', async () => {
    const { space, b, at } = await two('no block');
    const said = say(b, event(1, 'Strike'), null);
    const [genesis, grant, certificate] = space.held;
    if (!genesis || !grant || !certificate) throw new Error('three entries');
    expect(await at.take([genesis, entryFrame(grant), certificate, said])).toMatchObject({
      ...{ accepted: 1, parked: 1, quarantined: 2 },
    });
    expect(await at.ledger.parked(space.genesis.space)).toMatchObject([{ code: 'P_VERSION', seq: 1, block: null }]);
    expect(await at.standing(said)).toBe('Q_NO_GRANT');
    expect(await at.take([blockFrame(grant)])).toMatchObject({ accepted: 1, blocks: 1 });
    expect(await at.standing(said)).toBe('accepted');
    expect(await at.folded()).toContain('Strike');
  });

  test('of a writer without certificate or grant holds its entries in quarantine, out of the index', async () => {
    const { space, at } = await two('stranger writes');
    const c = await space.device('C');
    const first = say(c, event(4, 'Rumour'), null);
    await at.take([...space.held, first]);
    expect(await at.standing(first)).toBe('Q_NO_CERT');
    const d = await space.device('D');
    const certificate = space.certify(d);
    const second = say(d, event(5, 'Rumour'), null);
    await at.take([certificate, second]);
    expect([await at.standing(certificate), await at.standing(second)]).toEqual(['Q_NO_GRANT', 'Q_NO_GRANT']);
    expect(await at.folded()).not.toContain('Rumour');
    expect((await at.ledger.quarantined(space.genesis.space)).map((e) => e.reason).sort()).toEqual([
      ...['Q_NO_CERT', 'Q_NO_GRANT', 'Q_NO_GRANT'],
    ]);
    const arrivals = (await at.ledger.arrivals(0)).length;
    await at.take([space.grant(space.founder, d)]);
    expect([await at.standing(certificate), await at.standing(second)]).toEqual(['accepted', 'accepted']);
    expect((await at.ledger.arrivals(0)).length).toBe(arrivals + 3);
    expect(await at.folded()).toContain('Rumour');
    expect(await at.projection.rebuildCheck()).toMatchObject({ equal: true });
  });

  test('that removes a seat moves what is beyond the cut out of the index, and an accept moves it back', async () => {
    const { space, a, b, at } = await two('cut');
    const before = say(b, event(1, 'Before'), null);
    const after = say(b, event(2, 'After'), null);
    await at.take([...space.held, before, after]);
    expect(await at.folded()).toContain('After');
    const arrival = (await at.ledger.entry(after.id))?.arrival;
    const revoke = space.revoke(a, b, [before]);
    await at.take([revoke]);
    expect([await at.standing(before), await at.standing(after)]).toEqual(['accepted', 'Q_CUT']);
    const folded = await at.folded();
    expect(folded).toContain('Before');
    expect(folded).not.toContain('After');
    const late = say(b, event(3, 'Late'), null);
    expect(await at.take([late])).toMatchObject({ quarantined: 1 });
    const accept = space.accept(a, [after]);
    await at.take([accept]);
    expect([await at.standing(after), await at.standing(late)]).toEqual(['accepted', 'Q_CUT']);
    expect((await at.ledger.entry(after.id))?.arrival).toBe(arrival);
    expect((await at.ledger.entry(late.id))?.arrival).toBeNull();
    expect(await at.folded()).toContain('After');
    expect(await at.projection.rebuildCheck()).toMatchObject({ equal: true });
  });
});

describe('a fork', () => {
  test('is kept, marked from its split on, and flags what was said there', async () => {
    const { space, b, at } = await two('fork');
    const before = say(b, event(1, 'Before'), null);
    const state = b.state;
    const left = say(b, event(2, 'Left'), null);
    const right = say(b, event(3, 'Right'), null, { at: state });
    const further = say(b, event(4, 'Further'), null);
    expect(await at.take([...space.held, before, left, right, further])).toMatchObject({ accepted: 7 });
    const [fork] = await at.ledger.forks(space.genesis.space);
    expect(fork).toMatchObject({ seq: 2 });
    expect(fork?.entries.map(toHex).sort()).toEqual([toHex(left.id), toHex(right.id)].sort());
    const flags = await Promise.all(
      [before, left, right, further].map(async (e) => (await at.ledger.entry(e.id))?.forked),
    );
    expect(flags).toEqual([false, true, true, true]);
    const tips = (await at.ledger.tips(space.genesis.space)).filter(
      (t) => toHex(t.writer) === toHex(b.state.publicKey),
    );
    expect(tips.map((t) => toHex(t.head)).sort()).toEqual([toHex(left.id), toHex(further.id)].sort());
    expect(await at.folded()).toContain('Right');
    expect(await at.projection.rebuildCheck()).toMatchObject({ equal: true });
  });
});

test('of a forked writer, what stands in another branch than the cut is beyond it', async () => {
  const { space, a, b, at } = await two('cut branch');
  const common = [...space.held];
  const before = say(b, event(1, 'Common'), null);
  const from = b.state;
  const left = say(b, event(2, 'Left'), null);
  const cut = say(b, event(3, 'Left further'), null);
  const right = say(b, event(4, 'Right'), null, { at: from, now: NOW + 20_000_000 });
  const revoke = space.revoke(a, b, [cut]);
  await at.take([...common, before, left, right, revoke]);
  // By number alone the other branch would stand: the cut entry is not here yet.
  expect([await at.standing(left), await at.standing(right)]).toEqual(['accepted', 'accepted']);
  await at.take([cut]);
  expect([await at.standing(left), await at.standing(cut), await at.standing(right)]).toEqual([
    ...['accepted', 'accepted', 'Q_CUT'],
  ]);
  expect(await at.folded()).not.toContain('Right');
});

describe('payloads', () => {
  test('come before, after or without their entry', async () => {
    const { space, a, at } = await two('blocks');
    const [one, other] = [say(a, event(1, 'One'), null), say(a, event(2, 'Other'), null)];
    const stray = say(await space.device('nobody'), event(3, 'Stray'), null);
    await at.take(space.held);
    expect(await at.take([blockFrame(one), entryFrame(one), entryFrame(other), blockFrame(stray)])).toMatchObject({
      ...{ accepted: 2, blocks: 1, unclaimed: 1, refused: [] },
    });
    expect(await at.ledger.wants(space.genesis.space)).toEqual([other.made.entry.header.ph]);
    expect(await at.folded()).not.toContain('Other');
    expect(await at.take([blockFrame(other)])).toMatchObject({ accepted: 0, blocks: 1 });
    expect(await at.folded()).toContain('Other');
    expect(await at.ledger.block(space.genesis.space, other.made.entry.header.ph)).toEqual(other.made.block);
  });

  test('with another hash are refused, erased ones do not come back', async () => {
    const { space, a, at } = await two('erased blocks');
    const e = say(a, event(1, 'One'), null);
    await at.take([...space.held, e]);
    const { ph } = e.made.entry.header;
    expect((await at.take([{ is: 'block', ph, block: new Uint8Array(9) }])).refused).toEqual([
      { id: toHex(ph), code: 'E_PAYLOAD' },
    ]);
    await at.ledger.transact((tx) => tx.erase(space.genesis.space, subject(9), [{ entry: e.id, ph }]));
    expect((await at.take([e])).refused).toEqual([{ id: toHex(ph), code: 'E_ERASED' }]);
    expect((await at.ledger.entry(e.id))?.block).toBeNull();
  });

  test('stay locked until the key comes, then open by themselves', async () => {
    const space = await Space.found('private', false);
    const [a, b] = [space.founder, await space.device('B', 4)];
    const key = space.genesis.epoch;
    if (!key) throw new Error('a private space has an epoch');
    const at = await node(space, b);
    const said = Array.from({ length: 3 }, (_, n) => say(a, event(n, `Sealed ${n}`), key));
    expect(await at.take([...space.held, ...said])).toMatchObject({ accepted: 4, keys: 0 });
    expect((await at.ledger.entry(said[0]?.id ?? subject(0)))?.payloadState).toBe('locked');
    expect(await at.folded()).toBe('');
    const wraps = await wrapEpochs(p, space.genesis.space, [b.seat], [key]);
    expect(await at.take([space.grant(a, b, { wraps })])).toMatchObject({ accepted: 1, keys: 1 });
    expect((await at.ledger.entry(said[0]?.id ?? subject(0)))?.payloadState).toBe('open');
    expect(await at.folded()).toContain('Sealed 2');
    const next = await newEpoch(p, space.genesis.space, space.membership());
    await at.take([space.rotate(a, next.next), say(a, event(9, 'New key'), next.key)]);
    expect(await at.folded()).toContain('New key');
  });

  test('that lie about their key are kept as bad and say nothing', async () => {
    const space = await Space.found('lies', false);
    const b = await space.device('B', 4);
    const key = space.genesis.epoch;
    if (!key) throw new Error('a private space has an epoch');
    const at = await node(space, b);
    const wraps = await wrapEpochs(p, space.genesis.space, [b.seat], [key]);
    const lie = say(space.founder, event(1, 'Lie'), { epoch: key.epoch, secret: new Uint8Array(32).fill(1) });
    await at.take([...space.held, space.grant(space.founder, b, { wraps, auth: space.genesis.space }), lie]);
    const e = await at.ledger.entry(lie.id);
    expect(e).toMatchObject({ payloadState: e ? 'bad' : '', payloadCode: 'E_COMMIT' });
  });
});

test('a writer of ours that went on elsewhere is noticed', async () => {
  const { space, b } = await two('stale');
  const at = await node(space, b);
  await at.ledger.transact((tx) =>
    tx.putSecret({ type: 'writer', space: space.genesis.space, id: b.state.publicKey, secret: subject(1) }),
  );
  const report = await at.take([...space.held, say(b, event(1, 'Elsewhere'), null)]);
  expect(report.stale).toEqual([toHex(space.genesis.space)]);
  expect(await staleWriters(at.ledger, space.genesis.space)).toEqual([toHex(b.state.publicKey)]);
});

test("a peer's frontier ahead of our writer marks it, one behind does not", async () => {
  const { space, b } = await two('frontier');
  const at = await node(space, b);
  const writer = b.state.publicKey;
  await at.take(space.held);
  await at.ledger.transact((tx) =>
    tx.putSecret({ type: 'writer', space: space.genesis.space, id: writer, secret: subject(1) }),
  );
  const tips = await at.ledger.tips(space.genesis.space);
  expect(await noticeStale(at.ledger, space.genesis.space, tips)).toEqual([]);
  const ahead = [{ writer, seq: 9, head: new Uint8Array(32) }];
  expect(await noticeStale(at.ledger, space.genesis.space, ahead)).toEqual([toHex(writer)]);
  expect(await staleWriters(at.ledger, space.genesis.space)).toEqual([toHex(writer)]);
});

test('a decision counts from the moment its party manages, and no longer when the grant falls', async () => {
  const { space, a, b, at } = await two('decisions');
  const c = await space.admit(a, 'C', 3);
  const [one, other] = [say(a, event(1, 'Shooting'), null), say(b, event(1, 'Strike'), null)];
  const prefer = { claims: about('Event', subject(1), { '~title': [['prefer', [[other.id, 0]], 'seen']] }) };
  await at.take([...space.held, one, other, say(c, prefer, null)]);
  const shown = async (): Promise<unknown> => JSON.parse(await at.folded()).title;
  const without = await shown();
  // A second device of the same organisation manages: its party's decisions count from now on.
  const grant = space.grant(b, await space.device('C2', 4, 'C'));
  const c2 = await space.device('C2', 4, 'C');
  await at.take([grant, space.certify(c2)]);
  expect(await shown()).toBe('Strike');
  expect(await at.projection.rebuildCheck()).toMatchObject({ equal: true });
  // The manager who granted it is removed with a cut before it: the grant falls, and the decision with it.
  await at.take([space.revoke(a, b, b.chain.slice(0, 1))]);
  const after = await shown();
  expect([without, after]).toEqual([without, 'Shooting']);
  expect(await at.projection.rebuildCheck()).toMatchObject({ equal: true });
});
