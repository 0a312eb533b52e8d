/** Forks: what a split chain suspends, what it leaves alone, and how another manager repeats it. */
import { beforeEach, describe, expect, test } from 'vitest';
import { type Device, type Held, Space } from '../../test/ledger/space-kit.ts';
import { toHex } from '../base/bytes.ts';

let n = 0;
let s: Space;
let a: Device;
let b: Device;

beforeEach(async () => {
  s = await Space.found(`forks ${n++}`);
  a = await s.admit(s.founder, 'A', 4);
  b = await s.admit(a, 'B', 3);
});

const last = (d: Device): Held => {
  const held = d.chain.at(-1);
  if (!held) throw new Error('no entry');
  return held;
};

describe('a fork', () => {
  /** B manages; its chain splits after `before` into two entries. */
  async function split(): Promise<{ m: Device; at: number }> {
    const m = await s.admit(s.founder, 'M', 4);
    const before = m.state;
    s.says(m);
    m.state = before;
    s.says(m);
    return { m, at: before.seq };
  }
  const forkOf = (m: Device, seq: number) => ({ forks: [{ writer: m.state.publicKey, seq }] });

  test('suspends grants and accepts at or after the split, and nothing else', async () => {
    const m = await s.admit(s.founder, 'M', 4);
    const early = await s.admit(m, 'early');
    const junk = s.says(b);
    s.revoke(a, b, [b.chain[0] ?? junk]);
    const before = m.state;
    s.says(m);
    m.state = before;
    const said = s.says(m);
    const late = await s.admit(m, 'late');
    const accept = s.accept(m, [junk]);
    const roster = s.roster(m);
    const removal = s.revoke(m, a);
    const o = forkOf(m, before.seq);
    const grant = m.chain.find((h) => toHex(h.id) === toHex(late.auth)) ?? last(m);
    expect([s.voided(grant, o), s.voided(accept, o)]).toEqual(['E_FORK', 'E_FORK']);
    expect([s.voided(roster, o), s.voided(removal, o)]).toEqual([null, null]);
    expect([s.isLive(early, o), s.isLive(late, o), s.isLive(a, o), s.isLive(m, o)]).toEqual([true, false, false, true]);
    expect(s.verdict(said, s.held, o), 'claims of both branches stay').toBe('accepted');
    expect(s.verdict(grant, s.held, o), 'and so does the suspended grant').toBe('accepted');
    expect(s.verdict(last(late), s.held, o)).toBe('Q_NO_GRANT');
    expect(s.verdict(junk, s.held, o)).toBe('Q_CUT');
    expect([s.voided(grant), s.isLive(late)], 'as long as nobody saw the fork').toEqual([null, true]);
  });

  test('that two control entries show needs nobody to report it', async () => {
    const m = await s.admit(s.founder, 'M', 4);
    const before = m.state;
    s.roster(m);
    m.state = before;
    const c = await s.device('C');
    const grant = s.grant(m, c);
    expect(s.voided(grant)).toBe('E_FORK');
    expect(s.membership().forks.get(toHex(m.state.publicKey))).toBe(before.seq);
  });

  test('leaves a suspended grant in force again, with all that rests on it, when another manager repeats it', async () => {
    const { m, at } = await split();
    const o = forkOf(m, at);
    const c = await s.admit(m, 'C', 4);
    const d = await s.admit(c, 'D');
    const said = s.says(d);
    const grant = m.chain.find((h) => toHex(h.id) === toHex(c.auth)) ?? last(m);
    expect([s.isLive(c, o), s.isLive(d, o), s.verdict(said, s.held, o)]).toEqual([false, false, 'Q_NO_GRANT']);
    const itself = s.grant(c, c);
    expect([s.voided(itself, o), s.voided(grant, o)], 'the newcomer cannot repeat its own').toEqual([
      'E_FORK',
      'E_FORK',
    ]);
    const lower = s.grant(s.founder, c, { role: 3 });
    expect([s.voided(lower, o), s.voided(grant, o)], 'another role is no repetition').toEqual([null, 'E_FORK']);
    expect([s.isLive(c, o), s.isLive(d, o)]).toEqual([true, false]);
    s.grant(a, c);
    expect([s.voided(grant, o), s.isLive(d, o), s.verdict(said, s.held, o)]).toEqual([null, true, 'accepted']);
  });

  test('of two managers at once: neither lifts the grants of the other', async () => {
    const one = await split();
    const c = await s.device('C');
    const two = await s.admit(s.founder, 'M2', 4);
    const grants = [s.grant(one.m, c), s.grant(two, c)];
    const o = {
      forks: [
        { writer: one.m.state.publicKey, seq: one.at },
        { writer: two.state.publicKey, seq: 0 },
      ],
    };
    expect(grants.map((g) => s.voided(g, o))).toEqual(['E_FORK', 'E_FORK']);
    s.grant(a, c);
    expect(grants.map((g) => s.voided(g, o))).toEqual([null, null]);
  });

  test('at an old number does not void the forker’s own revokes', async () => {
    const m = await s.admit(s.founder, 'M', 4);
    const before = m.state;
    const removal = s.revoke(m, b);
    m.state = before;
    s.says(m);
    expect(s.voided(removal, forkOf(m, before.seq))).toBeNull();
    expect(s.isLive(b, forkOf(m, before.seq))).toBe(false);
  });

  test('at the first entry, under another seat: each branch belongs to the seat that certified it', async () => {
    const said = s.says(b);
    const c = await s.admit(a, 'C');
    b.state = { ...b.state, seq: 0, prev: null };
    s.certify(b, c.seatSeed);
    const other = s.says(b);
    s.revoke(a, b, [said]);
    expect(s.verdicts([said, other]), 'the cut of B’s seat is not one of C’s').toEqual(['accepted', 'accepted']);
    s.revoke(a, c, c.chain.slice(-1));
    expect(s.verdicts([said, other])).toEqual(['accepted', 'Q_CUT']);
  });
});
