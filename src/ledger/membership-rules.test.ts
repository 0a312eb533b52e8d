/** Membership, rule by rule: authority, seats, seniority, cuts, accepts, forks. Real entries with real signatures. */
import { beforeEach, describe, expect, test } from 'vitest';
import { cutAt, type Device, type Held, p, Space } from '../../test/ledger/space-kit.ts';
import { toHex } from '../base/bytes.ts';
import { authorityOf } from './control-make.ts';
import { heldAncestry } from './membership-ancestry.ts';
import { membership } from './membership.ts';
import type { Control } from './model.ts';

let n = 0;
let s: Space;
let a: Device;
let b: Device;

beforeEach(async () => {
  s = await Space.found(`rules ${n++}`);
  a = await s.admit(s.founder, 'A', 4);
  b = await s.admit(a, 'B', 3);
});

const last = (d: Device): Held => {
  const held = d.chain.at(-1);
  if (!held) throw new Error('no entry');
  return held;
};
const filled = (byte: number, length = 32): Uint8Array => new Uint8Array(length).fill(byte);

describe('authority', () => {
  test('to grant, revoke and accept is a manager’s; to rotate and keep the roster a writer’s', async () => {
    const c = await s.device('C');
    const entries = [last(a)];
    expect(s.voided(s.grant(a, c))).toBeNull();
    expect(s.voided(s.roster(b))).toBeNull();
    expect(s.voided(s.accept(a, entries))).toBeNull();
    for (const e of [s.grant(b, c), s.revoke(b, a), s.accept(b, entries)]) {
      expect(s.voided(e)).toBe('E_AUTH');
      expect(s.verdict(e)).toBe('Q_NO_GRANT');
    }
    const reader = await s.admit(a, 'R', 2);
    expect([s.voided(s.roster(reader)), s.verdict(last(reader))]).toEqual(['E_AUTH', 'Q_NO_GRANT']);
  });

  test('is named: the grant of another seat, an entry that grants nothing, one that is not held give none', async () => {
    const c = await s.device('C');
    const said = s.says(a);
    for (const auth of [b.auth, said.id, last(b).id, filled(7), s.genesis.space]) {
      const grant = s.grant(a, c, { auth });
      expect([s.voided(grant), s.verdict(grant)]).toEqual(['E_AUTH', 'accepted']);
    }
    expect(s.membership().seats.has(toHex(c.seat.key))).toBe(false);
    expect(s.membership().fallen.has(toHex(c.seat.key))).toBe(true);
  });

  test('comes by itself once the grant that it names arrives', async () => {
    const c = await s.admit(a, 'C', 4);
    const d = await s.device('D');
    const grant = s.grant(c, d);
    const without = s.held.filter((h) => toHex(h.id) !== toHex(c.auth));
    const key = toHex(d.seat.key);
    expect(s.membership({}, without).seats.has(key)).toBe(false);
    expect(s.verdict(grant, without)).toBe('Q_NO_GRANT');
    expect(s.membership().seats.has(key)).toBe(true);
  });

  test('of the founder is the genesis, and nobody else’s', async () => {
    expect(s.membership().seats.get(toHex(s.founder.seat.key))).toMatchObject({ role: 4, live: true });
    expect(authorityOf(s.membership(), s.founder.seat.key, 3)).toEqual(s.genesis.space);
    expect(authorityOf(s.membership(), a.seat.key, 3)).toEqual(a.auth);
    expect(authorityOf(s.membership(), b.seat.key, 3)).toBeNull();
    expect(authorityOf(s.membership(), b.seat.key, 4)).toEqual(b.auth);
    expect(authorityOf(s.membership(), filled(1), 6)).toBeNull();
    const end = s.revoke(s.founder, a);
    expect(s.voided(end)).toBeNull();
    expect(authorityOf(s.membership(), a.seat.key, 3), 'an ended seat acts no more').toBeNull();
  });

  test('a further operation 0 founds nothing', () => {
    const { control } = s.held[0] ?? last(a);
    if (control?.op !== 0) throw new Error('no genesis');
    const again = s.put(b, { ...control, seat: { ...b.seat, role: 4 } });
    expect(s.voided(again)).toBe('E_AUTH');
    expect(s.membership().seats.get(toHex(b.seat.key))?.role).toBe(3);
  });

  test('entries of another space count for nothing', async () => {
    const other = await Space.found('another space');
    const c = await other.admit(other.founder, 'C', 4);
    const mixed = s.membership({}, [...s.held, ...other.held.slice(1)]);
    expect(mixed.seats.has(toHex(c.seat.key))).toBe(false);
    expect([...mixed.seats.keys()]).toEqual([...s.membership().seats.keys()]);
  });

  test('a chain of ten thousand grants is followed to its end, and one that closes on itself is not entered', () => {
    const controls = [...s.held.slice(0, 1)].flatMap((h) => (h.control ? [{ ...h, control: h.control }] : []));
    const [genesis] = controls;
    if (!genesis) throw new Error('no genesis');
    const { header } = last(a);
    const key = (i: number): Uint8Array => p.sha256(new TextEncoder().encode(`deep ${i}`));
    const seat = (i: number) => ({ ...a.seat, key: i === 0 ? s.founder.seat.key : key(i), role: 4 as const });
    for (let i = 1; i <= 10_000; i++) {
      const writer = i === 1 ? genesis.header.writer : key(-i);
      const at = { ...header, writer, space: s.genesis.space };
      if (i > 1)
        controls.push({
          ...genesis,
          id: key(2e6 + i),
          header: { ...at, seq: 0, prev: null },
          control: { op: 1, seatKey: key(i - 1), cert: filled(0, 64) },
        });
      const control: Control = { op: 2, auth: i === 1 ? genesis.id : key(1e6 + i - 1), seat: seat(i), wraps: [] };
      controls.push({ ...genesis, id: key(1e6 + i), header: { ...at, seq: 1, prev: key(2e6 + i) }, control });
    }
    const circle = (i: number, auth: number): Control => ({ op: 2, auth: key(auth), seat: seat(i), wraps: [] });
    controls.push({
      ...genesis,
      id: key(-7),
      header: { ...header, writer: genesis.header.writer, seq: 5 },
      control: circle(70_000, -8),
    });
    controls.push({
      ...genesis,
      id: key(-8),
      header: { ...header, writer: genesis.header.writer, seq: 6 },
      control: circle(70_001, -7),
    });
    const m = membership(controls);
    expect(m.seats.size).toBe(10_001);
    expect(m.seats.has(toHex(key(10_000)))).toBe(true);
    expect([m.voided.get(toHex(key(-7))), m.voided.get(toHex(key(-8)))]).toEqual(['E_AUTH', 'E_AUTH']);
  });
});

describe('a seat', () => {
  test('whose party signature does not hold is nobody’s: E_SIG', async () => {
    const c = await s.device('C');
    const stolen = { ...c.seat, party: b.seat.party };
    const grant = s.grant(a, c, { seat: stolen });
    expect([s.voided(grant), s.verdict(grant)]).toEqual(['E_SIG', 'E_SIG']);
    const elsewhere = await Space.found('elsewhere');
    const replayed = s.grant(a, c, { seat: (await elsewhere.device('C')).seat });
    expect(s.voided(replayed)).toBe('E_SIG');
    expect(s.membership().seats.has(toHex(c.seat.key))).toBe(false);
  });

  test('has the lowest role of several effective grants, and the keys of the most senior one', async () => {
    const c = await s.admit(a, 'C', 4);
    const key = toHex(c.seat.key);
    s.grant(s.founder, c, { role: 2 });
    expect(s.membership().seats.get(key)).toMatchObject({ role: 2, grantRoles: [2, 4] });
    expect(s.verdict(s.says(c))).toBe('Q_NO_GRANT');
    // B's organisation claims the seat of C as its own: its own signature holds, and the more senior word counts.
    const other = await s.device('C', 4, 'B');
    s.grant(a, c, { seat: other.seat });
    expect(other.seat.party).not.toEqual(c.seat.party);
    expect(s.membership().seats.get(key)?.seat.party).toEqual(c.seat.party);
    expect(s.membership().seats.get(key)?.grants.length).toBe(3);
  });

  test('may act under any of its effective grants that gives enough, whatever its lowest role is', async () => {
    const c = await s.admit(a, 'C', 4);
    s.grant(s.founder, c, { role: 3 });
    const d = await s.device('D');
    const grant = s.grant(c, d);
    expect([s.voided(grant), s.verdict(grant)]).toEqual([null, 'accepted']);
    expect(authorityOf(s.membership(), c.seat.key, 2)).toEqual(c.auth);
  });
});

describe('a writer', () => {
  test('is certified by its seat at its first entry, and by nothing else', async () => {
    const c = await s.device('C');
    s.grant(a, c);
    const forged = s.certify(c, b.seatSeed);
    expect(s.verdict(forged), 'certified by B’s seat, it is B’s writer').toBe('accepted');
    expect(s.membership().writers.get(toHex(c.state.publicKey))?.seat).toEqual(b.seat.key);
    const d = await s.device('D');
    s.grant(a, d);
    const wrong = s.put(d, { op: 1, seatKey: d.seat.key, cert: filled(1, 64) });
    expect([s.voided(wrong), s.verdict(wrong), s.verdict(s.says(d))]).toEqual(['Q_NO_CERT', 'Q_NO_CERT', 'Q_NO_CERT']);
    const late = s.certify(d);
    expect([s.voided(late), s.verdict(late)]).toEqual(['E_AUTH', 'Q_NO_CERT']);
    expect(s.voided(s.roster(d))).toBe('Q_NO_CERT');
  });

  test('of a stranger that claims a manager’s seat, or the founder’s, is certified by nobody and acts for nobody', async () => {
    const thief = await s.device('thief', 4);
    const accomplice = await s.device('accomplice', 4);
    for (const [seat, auth] of [
      [s.founder.seat, s.genesis.space],
      [a.seat, a.auth],
    ] as const) {
      thief.state = s.writer(`thief of ${toHex(auth)}`);
      const claim = s.put(thief, {
        op: 1,
        seatKey: seat.key,
        cert: s.held[0]?.control?.op === 0 ? s.held[0].control.cert : filled(1, 64),
      });
      const acts = [s.grant(thief, accomplice, { auth }), s.revoke(thief, b, [], { auth })];
      expect([claim, ...acts].map((e) => [s.voided(e), s.verdict(e)])).toEqual(
        Array(3).fill(['Q_NO_CERT', 'Q_NO_CERT']),
      );
    }
    expect(s.membership().seats.has(toHex(accomplice.seat.key))).toBe(false);
    expect(s.isLive(b)).toBe(true);
  });

  test('of a relay may certify itself and sign receipts, and write nothing', async () => {
    const relay = await s.admit(a, 'relay', 1);
    expect(s.verdict(last(relay))).toBe('accepted');
    const said = s.says(relay);
    expect(s.verdict(said)).toBe('Q_NO_GRANT');
    expect(s.verdict({ ...said, header: { ...said.header, kind: 3 } })).toBe('accepted');
  });

  test('without any grant of its seat is held back, and all it wrote returns with one', async () => {
    const c = await s.device('C');
    const held = [s.certify(c), s.says(c), s.says(c)];
    expect(s.verdicts(held)).toEqual(held.map(() => 'Q_NO_GRANT'));
    s.grant(a, c);
    expect(s.verdicts(held)).toEqual(held.map(() => 'accepted'));
  });

  test('that its seat started after a restore is beyond a cut that does not list it, entirely', () => {
    const old = s.says(b);
    s.revoke(a, b);
    b.state = s.writer('B after a restore');
    const [cert, said] = [s.certify(b), s.says(b)];
    expect(s.verdicts([old, cert, said])).toEqual(['accepted', 'Q_CUT', 'Q_CUT']);
    s.accept(a, [cert, said]);
    expect(s.verdicts([cert, said]), 'a control entry is not accepted by name').toEqual(['Q_CUT', 'accepted']);
  });
});

describe('a revoke', () => {
  test('of one’s own seat is void, and so is one that takes away what it stands on: E_CUT_SELF', async () => {
    const self = s.revoke(a, a);
    expect(s.voided(self)).toBe('E_CUT_SELF');
    const c = await s.admit(a, 'C', 4);
    const d = await s.admit(c, 'D', 4);
    const beforeGrantOfC = a.chain[0];
    if (!beforeGrantOfC) throw new Error('no entry');
    const sawing = s.revoke(d, a, [beforeGrantOfC]);
    const rootless = s.revoke(d, s.founder, []);
    expect([s.voided(sawing), s.voided(rootless)]).toEqual(['E_CUT_SELF', 'E_CUT_SELF']);
    expect([s.isLive(a), s.isLive(s.founder)]).toEqual([true, true]);
    const kept = s.revoke(d, a);
    expect([s.voided(kept), s.isLive(a), s.isLive(c), s.isLive(d)]).toEqual([null, false, true, true]);
  });

  test('keeps a cut entry and all before it; while the cut entry is not held, its number decides', () => {
    const chain = [s.says(b), s.says(b), s.says(b), s.says(b)];
    const cut = chain[1];
    if (!cut) throw new Error('no entry');
    s.revoke(a, b, [cut]);
    const wanted = ['accepted', 'accepted', 'Q_CUT', 'Q_CUT'];
    expect(s.verdicts(chain)).toEqual(wanted);
    const without = s.held.filter((h) => h !== cut);
    expect(s.verdicts(chain, without)).toEqual(wanted);
  });

  test('of a forked writer keeps the branch that it names and that one alone, or both when it names both', () => {
    const before = b.state;
    const left = [s.says(b), s.says(b)];
    b.state = before;
    const right = [s.says(b), s.says(b)];
    const [l, r] = [left[1], right[1]];
    if (!l || !r) throw new Error('no entry');
    s.revoke(a, b, [l]);
    expect(s.verdicts([...left, ...right])).toEqual(['accepted', 'accepted', 'Q_CUT', 'Q_CUT']);
    s.revoke(s.founder, b, [l, r]);
    expect(s.verdicts([...left, ...right]), 'beyond one of two').toEqual(['accepted', 'accepted', 'Q_CUT', 'Q_CUT']);
    const only = s.held.filter((h) => h.control?.op !== 3 || h.control.cuts.length === 2);
    expect(s.verdicts([...left, ...right], only)).toEqual(['accepted', 'accepted', 'accepted', 'accepted']);
  });

  test('by the cuts of another seat’s writers or of nobody cuts its own seat off entirely', () => {
    const said = s.says(b);
    s.revoke(a, b, [last(a)]);
    expect(s.verdict(said)).toBe('Q_CUT');
  });

  test('lists the tips that its author holds when nothing else is said', () => {
    const said = s.says(b);
    expect(s.cuts(b)).toEqual([cutAt(said)]);
    expect(s.cuts({ ...b, chain: a.chain })).toEqual([]);
  });

  test('among equals: the lower id of the grants decides, and of one author the earlier entry', async () => {
    const [x, y] = [await s.admit(s.founder, 'X', 4), await s.admit(s.founder, 'Y', 4)];
    const [seenX, seenY] = [last(x), last(y)];
    s.revoke(x, y, [seenY]);
    s.revoke(y, x, [seenX]);
    const xWins = toHex(x.auth) < toHex(y.auth);
    expect([s.isLive(x), s.isLive(y)]).toEqual([xWins, !xWins]);
  });

  test('counts in whatever state its author is, once it was decided: a junior may remove a senior, not undo his revokes', async () => {
    const c = await s.admit(a, 'C', 4);
    const removal = s.revoke(a, b);
    s.revoke(c, a, [c.chain[0] ? (a.chain[0] as Held) : last(a)]);
    expect(s.voided(removal)).toBeNull();
    expect(s.isLive(b)).toBe(false);
  });
});

describe('the ancestry', () => {
  test('made of held entries knows ancestors, others, and what it cannot know', () => {
    const chain = [s.says(b), s.says(b), s.says(b)];
    const [one, two, three] = chain;
    if (!one || !two || !three) throw new Error('no entry');
    const whole = heldAncestry(s.held);
    expect([whole.isIn(one.id, three.id), whole.isIn(three.id, three.id), whole.isIn(three.id, one.id)]).toEqual([
      true,
      true,
      false,
    ]);
    expect(whole.isIn(last(a).id, three.id)).toBe(false);
    expect(whole.isIn(one.id, filled(3))).toBeNull();
    expect(whole.isIn(filled(3), filled(3))).toBeNull();
    const gap = heldAncestry(s.held.filter((h) => h !== two));
    expect([gap.isIn(one.id, three.id), gap.isIn(three.id, one.id)]).toEqual([null, false]);
  });
});

test('without primitives every signature is taken to hold; a cache of the caller asks each but once', async () => {
  const c = await s.device('C');
  const forged = s.grant(a, c, { seat: { ...c.seat, psig: filled(1, 64) } });
  expect(s.membership({ primitives: null }).effective.has(toHex(forged.id))).toBe(true);
  let asked = 0;
  const counting = { ...p, verifyRaw: (...args: Parameters<typeof p.verifyRaw>) => (asked++, p.verifyRaw(...args)) };
  const signatures = new Map<string, boolean>();
  const first = s.membership({ primitives: counting, signatures });
  const before = asked;
  expect(before).toBeGreaterThan(3);
  expect(s.membership({ primitives: counting, signatures })).toEqual(first);
  expect(asked).toBe(before);
  expect(signatures.get(toHex(forged.id))).toBe(false);
});
