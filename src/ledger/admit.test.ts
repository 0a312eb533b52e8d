/** Checks 4 to 12: one input per outcome, over real spaces and their membership. */
import { describe, expect, test } from 'vitest';
import { expectOk } from '../base/result.ts';
import { nodePrimitives } from '../store/node-primitives.ts';
import { Space } from '../../test/ledger/space-kit.ts';
import { admit, isBeyondCut, type Known } from './admit.ts';
import { openBody } from './body.ts';
import { type MadeEntry, makeControlEntry, makeDataEntry, makeEraseEntry, type WriterState } from './entry-make.ts';
import { verifyEntry } from './entry-verify.ts';
import { type Genesis, makeGenesis } from './genesis.ts';
import { type ControlEntry, type Membership, membership } from './membership.ts';
import { heldAncestry } from './membership-ancestry.ts';
import { makeWriterCertificate } from './membership-sign.ts';
import type { Control, Payload, Role } from './model.ts';

const p = nodePrimitives();
const NOW = 1_641_373_200_000;
const filled = (byte: number, n: number): Uint8Array => new Uint8Array(n).fill(byte);
const payload: Payload = {
  ...{ by: null, ends: [], batch: null },
  ctx: { conf: 'reported', src: [{ type: 'own' }], obs: null, extra: {} },
  claims: [{ subject: filled(9, 16), kind: 'Event', field: 'note', value: 'a shot was heard', ctx: null }],
};
const seatSeed = filled(1, 32);

const found = (isPublic: boolean): Promise<Genesis> =>
  makeGenesis(p, {
    ...{ public: isPublic, seatSeed, kemSecret: filled(2, 32), partySeed: filled(3, 32), writerSeed: filled(4, 32) },
    ...{ now: NOW, text: 'January', salt: filled(5, 32) },
  });
const controlOf = (made: Pick<MadeEntry, 'entry' | 'block'>): Control => {
  const body = expectOk(
    openBody(p, made.entry.header, made.block, () => null),
    'control',
  );
  if (body.type !== 'control') throw new Error('not control');
  return body.control;
};
const asControl = (made: Pick<MadeEntry, 'entry' | 'block'>): ControlEntry => ({
  ...{ id: made.entry.id, header: made.entry.header, control: controlOf(made) },
});
/** Membership of a space whose founder has another role. */
function withRole(genesis: Genesis, role: Role): Membership {
  const made = asControl(genesis);
  if (made.control.op !== 0) throw new Error('not a genesis');
  return membership([{ ...made, control: { ...made.control, seat: { ...made.control.seat, role } } }]);
}
const known = (more: Partial<Known>): Known => ({
  ...{ held: false, genesisHeld: true, prev: null, control: null },
  ...more,
});
const data = (w: WriterState, key: Genesis['epoch'], now = NOW + 1): MadeEntry =>
  makeDataEntry(p, w, { payload }, key, now);

const open = await found(true);
const closed = await found(false);
const openMembers = membership([asControl(open)], p);
const closedMembers = membership([asControl(closed)], p);
const first = data(open.writer, null);
const after = known({ prev: open.entry.header });

describe('an entry is', () => {
  test('accepted when it continues its chain and its writer may write', () => {
    expect(admit(first.entry, after, openMembers)).toEqual({ state: 'accepted' });
    const second = data(first.next, null);
    expect(admit(second.entry, known({ prev: first.entry.header }), openMembers)).toEqual({ state: 'accepted' });
  });

  test('a duplicate when its id is held, whatever signature it came with', () => {
    expect(admit(first.entry, { ...after, held: true }, openMembers)).toEqual({ state: 'duplicate' });
  });

  test('parked P_SPACE until the genesis is held', () => {
    expect(admit(first.entry, known({ genesisHeld: false }), openMembers)).toEqual({
      state: 'parked',
      code: 'P_SPACE',
    });
  });

  test('parked P_PREV until the entry before it is held', () => {
    expect(admit(first.entry, known({}), openMembers)).toEqual({ state: 'parked', code: 'P_PREV' });
  });

  test('refused E_CHAIN after an entry of another space, another writer or another number', () => {
    const refused = { state: 'refused', code: 'E_CHAIN' };
    const h = open.entry.header;
    const third = data(data(first.next, null).next, null);
    expect(admit(third.entry, known({ prev: first.entry.header }), openMembers)).toEqual(refused);
    expect(admit(first.entry, known({ prev: { ...h, writer: filled(7, 32) } }), openMembers)).toEqual(refused);
    expect(admit(first.entry, known({ prev: { ...h, space: filled(7, 32) } }), openMembers)).toEqual(refused);
    expect(admit(first.entry, known({ prev: { ...h, kind: 0 } }), openMembers)).toEqual(refused);
  });

  test('refused E_CLOCK when its clock does not rise', () => {
    const h = open.entry.header;
    const { ms, ctr } = first.entry.header;
    for (const prev of [
      { ...h, ms, ctr },
      { ...h, ms: ms + 1 },
      { ...h, ms, ctr: ctr + 1 },
    ])
      expect(admit(first.entry, known({ prev }), openMembers)).toEqual({ state: 'refused', code: 'E_CLOCK' });
    const tick = data(open.writer, null, NOW - 5000);
    expect([tick.entry.header.ms, tick.entry.header.ctr]).toEqual([NOW, 1]);
    expect(admit(tick.entry, after, openMembers)).toEqual({ state: 'accepted' });
  });

  test('refused E_EPOCH_RULE when it is sealed where it must be open, or open where it must be sealed', () => {
    const refused = { state: 'refused', code: 'E_EPOCH_RULE' };
    const key = closed.epoch;
    expect(admit(data(open.writer, key).entry, after, openMembers)).toEqual(refused);
    expect(admit(data(closed.writer, null).entry, known({ prev: closed.entry.header }), closedMembers)).toEqual(
      refused,
    );
    expect(admit(data(closed.writer, key).entry, known({ prev: closed.entry.header }), closedMembers).state).toBe(
      'accepted',
    );
    const erase = makeEraseEntry(p, closed.writer, { targets: [], ground: 'consent withdrawn' }, NOW);
    expect(admit(erase.entry, known({ prev: closed.entry.header }), closedMembers)).toEqual({ state: 'accepted' });
    const sealedErase = { ...erase.entry, header: { ...erase.entry.header, epoch: filled(1, 16), kc: filled(1, 32) } };
    expect(admit(sealedErase, known({ prev: closed.entry.header }), closedMembers)).toEqual(refused);
    const note = { text: 'who', salt: null, cards: [], applications: [] };
    const roster = makeControlEntry(p, open.writer, { op: 6, auth: open.space }, note, NOW, key);
    expect(admit(roster.entry, after, openMembers)).toEqual(refused);
  });

  test('quarantined Q_NO_CERT when nobody certified its writer', () => {
    const seed = filled(8, 32);
    const stranger: WriterState = {
      ...{ space: open.space, seed, publicKey: p.publicKey(seed), seq: 0, prev: null, ms: 0, ctr: 0 },
    };
    expect(admit(data(stranger, null).entry, known({}), openMembers)).toEqual({
      ...{ state: 'quarantined', code: 'Q_NO_CERT' },
    });
    const cert = makeWriterCertificate(p, seatSeed, open.space, stranger.publicKey);
    const made = makeControlEntry(p, stranger, { op: 1, seatKey: p.publicKey(seatSeed), cert }, null, NOW);
    const m = membership([asControl(open), asControl(made)], p);
    expect(admit(made.entry, known({ control: controlOf(made) }), m)).toEqual({ state: 'accepted' });
    expect(admit(data(made.next, null).entry, known({ prev: made.entry.header }), m)).toEqual({ state: 'accepted' });
  });

  test('quarantined Q_NO_GRANT when its writer has a smaller role than the kind needs', () => {
    const quarantined = { state: 'quarantined', code: 'Q_NO_GRANT' };
    for (const role of [1, 2] as const) expect(admit(first.entry, after, withRole(open, role))).toEqual(quarantined);
    for (const role of [3, 4] as const)
      expect(admit(first.entry, after, withRole(open, role))).toEqual({ state: 'accepted' });
    const receipt = { ...first.entry, header: { ...first.entry.header, kind: 3 as const } };
    expect(admit(receipt, after, withRole(open, 1))).toEqual({ state: 'accepted' });
    for (const control of [
      { op: 3, auth: open.space, seatKey: filled(1, 32), cuts: [], next: null },
      { op: 5, auth: open.space, entries: [filled(1, 32)] },
    ] satisfies Control[]) {
      const made = makeControlEntry(p, open.writer, control, null, NOW);
      expect(admit(made.entry, { ...after, control }, withRole(open, 3))).toEqual(quarantined);
      expect(admit(made.entry, { ...after, control }, withRole(open, 4))).toEqual({ state: 'accepted' });
    }
  });
});

test('an entry beside another at its writer and number is kept, and both are known to be a fork', () => {
  expect(admit(first.entry, { ...after, forked: true }, openMembers)).toEqual({ state: 'accepted', forked: true });
  expect(admit(first.entry, { ...after, forked: true }, withRole(open, 2))).toEqual({
    ...{ state: 'quarantined', code: 'Q_NO_GRANT', forked: true },
  });
});

test('a control entry of an operation above 6 is parked P_VERSION, after its chain was checked', () => {
  const roster = makeControlEntry(p, open.writer, { op: 6, auth: open.space }, null, NOW);
  const unknown = { ...after, unknownOperation: true };
  expect(admit(roster.entry, unknown, openMembers)).toEqual({ state: 'parked', code: 'P_VERSION' });
  expect(admit(roster.entry, { ...unknown, prev: null }, openMembers)).toEqual({ state: 'parked', code: 'P_PREV' });
  const elsewhere = { ...open.entry.header, writer: filled(7, 32) };
  expect(admit(roster.entry, { ...unknown, prev: elsewhere }, openMembers)).toEqual({
    state: 'refused',
    code: 'E_CHAIN',
  });
});

test('an entry beyond a cut is quarantined Q_CUT, and accepted when a manager names it', async () => {
  const space = await Space.found('admission');
  const a = await space.admit(space.founder, 'A');
  const kept = space.says(a);
  space.revoke(space.founder, a);
  const late = space.says(a);
  const whole = known({ prev: kept.header, ancestry: heldAncestry(space.held) });
  expect(admit(late.made.entry, whole, space.membership())).toEqual({ state: 'quarantined', code: 'Q_CUT' });
  expect(admit(late.made.entry, known({ prev: kept.header }), space.membership()), 'by number').toEqual({
    ...{ state: 'quarantined', code: 'Q_CUT' },
  });
  expect(isBeyondCut(space.membership(), kept.header, kept.id)).toBe(false);
  space.accept(space.founder, [late]);
  expect(admit(late.made.entry, whole, space.membership())).toEqual({ state: 'accepted' });
  expect(isBeyondCut(space.membership(), late.header, late.id)).toBe(true);
});

test('a genesis needs no space before it, and its certificate must hold', () => {
  const nothing = known({ genesisHeld: false, control: controlOf(open) });
  expect(admit(open.entry, nothing, openMembers)).toEqual({ state: 'accepted' });
  const made = asControl(open);
  const forged = { ...made, control: { ...made.control, cert: filled(1, 64) } as Control };
  expect(admit(open.entry, nothing, membership([forged], p))).toEqual({ state: 'quarantined', code: 'Q_NO_CERT' });
});

test('what this node made is what another verifies', () => {
  for (const made of [open.entry, closed.entry, first.entry])
    expect(verifyEntry(p, made.bytes)).toEqual({ ok: true, value: made });
});
