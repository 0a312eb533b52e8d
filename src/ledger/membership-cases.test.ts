/** Membership: every row of the case table of docs/formats/membership.md, over real entries with real signatures. */
import { beforeEach, describe, expect, test } from 'vitest';
import { type Device, Space } from '../../test/ledger/space-kit.ts';

let n = 0;
let s: Space;
/** A and B manage, A admitted B and is therefore the more senior; the founder stays out of it. */
let a: Device;
let b: Device;

beforeEach(async () => {
  s = await Space.found(`case ${n++}`);
  a = await s.admit(s.founder, 'A', 4);
  b = await s.admit(a, 'B', 4);
});

describe('a removed device', () => {
  test('that writes on, unaware, has these entries kept aside as Q_CUT, until any manager accepts them', async () => {
    const before = s.says(b);
    s.revoke(a, b);
    const after = [s.says(b), s.says(b), s.says(b)];
    expect(s.verdicts([before, ...after])).toEqual(['accepted', 'Q_CUT', 'Q_CUT', 'Q_CUT']);
    const c = await s.admit(s.founder, 'C', 4);
    s.accept(c, after.slice(0, 2));
    expect(s.verdicts(after)).toEqual(['accepted', 'accepted', 'Q_CUT']);
    expect(s.isLive(b)).toBe(false);
  });

  test('that had admitted C, unaware, admitted nobody: C is Q_NO_GRANT until another manager grants its seat', async () => {
    s.revoke(a, b);
    const c = await s.admit(b, 'C');
    const said = [s.says(c), s.says(c)];
    expect(s.verdicts(said)).toEqual(['Q_NO_GRANT', 'Q_NO_GRANT']);
    expect(s.voided(b.chain.at(-1) ?? said[0] ?? c.chain[0] ?? failed())).toBe('Q_CUT');
    s.grant(s.founder, c);
    expect(s.verdicts([...c.chain])).toEqual(['accepted', 'accepted', 'accepted']);
    expect(s.isLive(c)).toBe(true);
  });

  test('cannot come back under the same seat: a new grant gives its old entries force and does not make it live', () => {
    const before = s.says(b);
    s.revoke(a, b);
    const after = s.says(b);
    s.grant(s.founder, b);
    expect(s.isLive(b)).toBe(false);
    expect(s.verdicts([before, after])).toEqual(['accepted', 'Q_CUT']);
  });

  test('comes back under a new seat of the same party', async () => {
    s.revoke(a, b);
    const again = await s.admit(a, 'B again', 4, 'B');
    expect(again.seat.party).toEqual(b.seat.party);
    expect(s.isLive(again)).toBe(true);
    expect(s.verdict(s.says(again))).toBe('accepted');
  });
});

const failed = (): never => {
  throw new Error('no entry');
};

describe('when A and B remove each other', () => {
  test('the more senior revoke stands; the other is beyond its cut and void', () => {
    const seen = b.chain.at(-1) ?? failed();
    const byB = s.revoke(b, a);
    const byA = s.revoke(a, b, [seen]);
    expect([s.voided(byA), s.voided(byB)]).toEqual([null, 'Q_CUT']);
    expect([s.isLive(a), s.isLive(b)]).toEqual([true, false]);
    expect(s.verdict(byB)).toBe('Q_CUT');
  });

  test('a revenge that B dates back changes nothing: neither along its chain nor from before the cut', () => {
    const early = b.state;
    s.says(b);
    const seen = s.says(b);
    const byA = s.revoke(a, b, [seen]);
    const late = s.revoke(b, a);
    b.state = early;
    const forked = s.revoke(b, a);
    expect(forked.header.seq).toBeLessThan(seen.header.seq);
    expect([s.voided(byA), s.voided(late), s.voided(forked)]).toEqual([null, 'Q_CUT', 'Q_CUT']);
    expect(s.isLive(a)).toBe(true);
  });

  test('a removal that the senior had already seen and kept stands beside his own', () => {
    s.revoke(b, a);
    s.revoke(a, b);
    expect([s.isLive(a), s.isLive(b)]).toEqual([false, false]);
  });
});

describe('B, once removed, dates back the removal of D:', () => {
  test('void when the more senior A removed B: beyond the cut of A', async () => {
    const d = await s.admit(a, 'D', 4);
    const seen = b.chain.at(-1) ?? failed();
    s.revoke(a, b, [seen]);
    const late = s.revoke(b, d);
    expect(s.voided(late)).toBe('Q_CUT');
    expect(s.isLive(d)).toBe(true);
  });

  test('stands when the less senior C removed B; another manager grants D a new seat and accepts what D wrote', async () => {
    const c = await s.admit(b, 'C', 4);
    const d = await s.admit(a, 'D', 3);
    const seenOfB = b.chain.at(-1) ?? failed();
    const seenOfD = d.chain.at(-1) ?? failed();
    const said = [s.says(d), s.says(d)];
    const byC = s.revoke(c, b, [seenOfB]);
    const late = s.revoke(b, d, [seenOfD]);
    expect([s.voided(byC), s.voided(late)]).toEqual([null, null]);
    expect([s.isLive(b), s.isLive(d)]).toEqual([false, false]);
    expect(s.verdicts(said)).toEqual(['Q_CUT', 'Q_CUT']);
    const again = await s.admit(a, 'D again', 3, 'D');
    s.accept(a, said);
    expect(s.verdicts([...said, s.says(again)])).toEqual(['accepted', 'accepted', 'accepted']);
    expect(s.verdict(late), 'a revoke that counts is not kept aside, though its author is removed').toBe('accepted');
  });
});

test('a stolen device wrote junk that everybody saw: a revoke with a lower cut, and of several the lowest cut wins', async () => {
  const good = s.says(b);
  const junk = [s.says(b), s.says(b)];
  s.revoke(a, b);
  expect(s.verdicts([good, ...junk])).toEqual(['accepted', 'accepted', 'accepted']);
  const c = await s.admit(s.founder, 'C', 4);
  s.revoke(c, b, [good]);
  expect(s.verdicts([good, ...junk])).toEqual(['accepted', 'Q_CUT', 'Q_CUT']);
  const later = s.revoke(s.founder, b);
  expect(s.verdicts([good, ...junk]), 'a higher cut takes nothing back').toEqual(['accepted', 'Q_CUT', 'Q_CUT']);
  expect(s.voided(later)).toBeNull();
});

test('a manager hides others by low cuts: a more senior one removes him with a cut before that, and all returns', async () => {
  const victims = [await s.admit(a, 'C'), await s.admit(a, 'D'), await s.admit(a, 'E')];
  const said = victims.flatMap((v) => [s.says(v), s.says(v)]);
  const before = b.chain.at(-1) ?? failed();
  const hiding = victims.map((v) => s.revoke(b, v, v.chain.slice(0, 1)));
  expect(s.verdicts(said)).toEqual(said.map(() => 'Q_CUT'));
  s.revoke(a, b, [before]);
  expect(hiding.map((h) => s.voided(h))).toEqual(['Q_CUT', 'Q_CUT', 'Q_CUT']);
  expect(s.verdicts(said)).toEqual(said.map(() => 'accepted'));
  expect(victims.every((v) => s.isLive(v))).toBe(true);
});

test('the most senior seat is stolen and removes everyone: it stands, whatever the others do', () => {
  const said = s.says(a);
  s.revoke(s.founder, a, [a.chain[0] ?? failed()]);
  s.revoke(s.founder, b, [b.chain[0] ?? failed()]);
  const [ofA, ofB] = [s.revoke(a, s.founder), s.revoke(b, s.founder)];
  expect([s.voided(ofA), s.voided(ofB)]).toEqual(['Q_CUT', 'Q_CUT']);
  expect([s.isLive(s.founder), s.isLive(a), s.isLive(b)]).toEqual([true, false, false]);
  expect(s.verdict(said)).toBe('Q_CUT');
});

test('with no manager left, reading and writing go on and grants do not', async () => {
  const w = await s.admit(a, 'W', 3);
  s.revoke(b, s.founder);
  s.revoke(b, a);
  s.revoke(s.founder, b);
  expect([s.isLive(s.founder), s.isLive(a), s.isLive(b), s.isLive(w)]).toEqual([false, false, false, true]);
  expect(s.verdict(s.says(w))).toBe('accepted');
  const c = await s.admit(a, 'C');
  const byWriter = s.grant(w, c);
  expect([s.voided(byWriter), s.verdict(byWriter)]).toEqual(['E_AUTH', 'Q_NO_GRANT']);
  expect(s.verdict(s.says(c))).toBe('Q_NO_GRANT');
});
