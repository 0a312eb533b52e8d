/** Membership over random spaces: the same in any order, equal to brute force, and never widened by a revoke. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { propertyPatience, propertyRuns } from '../../test/property-runs.ts';
import { reference, type Verdicts } from '../../test/ledger/membership-reference.ts';
import { type World, type WorldEntry, world } from '../../test/ledger/membership-worlds.ts';
import { toHex } from '../base/bytes.ts';
import { standingOf } from './admit.ts';
import { ChainAncestry } from './chain-ancestry.ts';
import { eligibleEpoch } from './epochs.ts';
import { heldAncestry, seatOfEntry } from './membership-ancestry.ts';
import { type ControlEntry, type Fork, type Membership, membership } from './membership.ts';

const RUNS = propertyRuns(1000).numRuns;
const LONG = { timeout: propertyPatience(60_000) };

const controlsOf = (entries: readonly WorldEntry[]): readonly ControlEntry[] =>
  entries.flatMap((e) => (e.control ? [{ id: e.id, header: e.header, control: e.control }] : []));

/** Splits that the whole set shows, data entries too: what a store reports. */
function forksOf(entries: readonly WorldEntry[]): readonly Fork[] {
  const seen = new Map<string, string>();
  return entries.flatMap(({ id, header: { writer, seq } }) => {
    const place = `${toHex(writer)} ${seq}`;
    const before = seen.get(place);
    seen.set(place, toHex(id));
    return before !== undefined && before !== toHex(id) ? [{ writer, seq }] : [];
  });
}

const of = (entries: readonly WorldEntry[], forks = forksOf(entries), known = entries): Membership =>
  membership(controlsOf(entries), { forks, ancestry: heldAncestry(known) });

/** What the product says, in the form of the reference. */
function ours(entries: readonly WorldEntry[]): Verdicts {
  const m = of(entries);
  const acts = new Set(controlsOf(entries).flatMap((c) => (c.control.op >= 2 ? [toHex(c.id)] : [])));
  const once = [...new Map(entries.map((e) => [toHex(e.id), e])).values()];
  const ancestry = heldAncestry(entries);
  const chosen = eligibleEpoch(m);
  return {
    effective: [...m.effective].filter((hex) => acts.has(hex)).sort(),
    voided: [...m.voided.keys()].filter((hex) => acts.has(hex)).sort(),
    seats: [...m.seats]
      .map(([key, s]) => `${key} ${s.role} ${s.grants.map(toHex).join(',')} ended by ${s.endedBy.map(toHex).join(',')}`)
      .sort(),
    standing: once
      .map((e) => {
        const outcome = standingOf(e, e.control, m, ancestry);
        return `${toHex(e.id)} ${'code' in outcome ? outcome.code : outcome.state}`;
      })
      .sort(),
    eligible: chosen === 'rotate' ? chosen : `${chosen.n} ${toHex(chosen.epoch)}`,
  };
}

/** Everything membership says, order taken out of maps and sets. */
const dump = (m: Membership): string =>
  JSON.stringify(m, (_, value: unknown) => {
    if (value instanceof Uint8Array) return toHex(value);
    if (value instanceof Map) return [...value].sort(([a], [b]) => (a < b ? -1 : 1));
    return value instanceof Set ? [...value].sort() : value;
  });

test('is the same for any order, with entries given twice', LONG, () => {
  fc.assert(
    fc.property(
      world(),
      fc.infiniteStream(fc.nat(1_000_000)),
      fc.array(fc.nat(40), { maxLength: 5 }),
      ({ entries }, random, twice) => {
        const again = twice.flatMap((i) => entries[i % entries.length] ?? []);
        const shuffled = [...entries, ...again]
          .map((e) => ({ e, at: random.next().value }))
          .sort((a, b) => a.at - b.at)
          .map(({ e }) => e);
        expect(dump(of(shuffled))).toBe(dump(of(entries)));
      },
    ),
    propertyRuns(1000),
  );
});

test('equals the brute-force reference', LONG, () => {
  fc.assert(
    fc.property(world(), ({ entries }) => {
      expect(ours(entries)).toEqual(reference(entries, forksOf(entries)));
    }),
    propertyRuns(1000),
  );
});

test('is the same over the ancestry that a store keeps, which knows chains by their numbers', LONG, () => {
  fc.assert(
    fc.property(world(), ({ entries }) => {
      const forks = forksOf(entries);
      const kept = new ChainAncestry();
      const earliest = new Map<string, number>();
      for (const { writer, seq } of forks)
        earliest.set(toHex(writer), Math.min(seq, earliest.get(toHex(writer)) ?? Number.POSITIVE_INFINITY));
      for (const [writer, seq] of earliest) kept.split(writer, seq);
      for (const { id, header } of entries) kept.note({ id, ...header });
      const m = membership(controlsOf(entries), { forks, ancestry: kept });
      expect(dump(m)).toBe(dump(of(entries)));
      const whole = heldAncestry(entries);
      for (const e of entries) expect(standingOf(e, e.control, m, kept)).toEqual(standingOf(e, e.control, m, whole));
    }),
    propertyRuns(1000),
  );
});

const accepted = (m: Membership, entries: readonly WorldEntry[]): WorldEntry[] =>
  entries.filter((e) => e.control === null && standingOf(e, null, m, heldAncestry(entries)).state === 'accepted');

test('one more revoke makes no entry live, except by voiding a revoke or the lowest grant of its seat', LONG, () => {
  let narrowed = 0;
  fc.assert(
    fc.property(world(30), fc.nat(40), ({ entries }: World, pick) => {
      const revokes = entries.filter((e) => e.control?.op === 3);
      const one = revokes[pick % Math.max(1, revokes.length)];
      if (!one) return;
      const forks = forksOf(entries);
      const more = of(entries, forks);
      const fewer = of(
        entries.filter((e) => e !== one),
        forks,
        entries,
      );
      const before = accepted(fewer, entries);
      const gained = accepted(more, entries).filter((e) => !before.includes(e));
      narrowed += Number(accepted(more, entries).length < before.length);
      const lost = (op: number): WorldEntry[] =>
        entries.filter(
          (e) => e.control?.op === op && fewer.effective.has(toHex(e.id)) && !more.effective.has(toHex(e.id)),
        );
      if (lost(3).length > 0) return;
      const raised = new Set(lost(2).flatMap((e) => (e.control?.op === 2 ? [toHex(e.control.seat.key)] : [])));
      // Of a writer that two seats certified, the seat of the entry's own branch.
      for (const e of gained) {
        const seat = seatOfEntry(more.certificates.get(toHex(e.header.writer)) ?? [], e, heldAncestry(entries));
        expect([...raised], 'its seat had a grant of a lower role').toContain(seat && toHex(seat));
      }
    }),
    propertyRuns(1000),
  );
  expect(narrowed, 'worlds in which the revoke cut something').toBeGreaterThan(RUNS / 50);
});

test('the random spaces hold what is tried: every code, forks, repeated grants, eligible epochs', () => {
  const seen = new Map<string, number>();
  const count = (what: string): Map<string, number> => seen.set(what, (seen.get(what) ?? 0) + 1);
  for (const { entries } of fc.sample(world(), { numRuns: 400, seed: 4 })) {
    const m = of(entries);
    for (const code of new Set(m.voided.values())) count(code);
    for (const line of new Set(ours(entries).standing.map((l) => l.split(' ')[1] ?? ''))) count(`entry ${line}`);
    if (m.public === false) count(eligibleEpoch(m) === 'rotate' ? 'rotate' : 'eligible');
    if ([...m.revokes.values()].some((r) => r.length > 1)) count('two revokes of a seat');
    if ([...m.seats.values()].some((seat) => new Set(seat.grantRoles).size > 1)) count('two roles');
    if ([...m.certificates.values()].some((c) => new Set(c.map((x) => toHex(x.seat))).size > 1)) count('two seats');
    const split = (e: WorldEntry): boolean => e.header.seq >= (m.forks.get(toHex(e.header.writer)) ?? 999);
    if (entries.some((e) => e.control?.op === 2 && split(e) && m.effective.has(toHex(e.id)))) count('lifted');
    if (accepted(m, entries).some((e) => m.accepted.has(toHex(e.id)))) count('accepted by name');
  }
  for (const what of [
    'E_AUTH',
    'E_CUT_SELF',
    'E_FORK',
    'Q_CUT',
    'Q_NO_GRANT',
    'rotate',
    'eligible',
    'two seats',
    'lifted',
  ])
    expect(seen.get(what.startsWith('Q_') ? `entry ${what}` : what) ?? 0, what).toBeGreaterThan(5);
  for (const what of ['two revokes of a seat', 'two roles', 'accepted by name'])
    expect(seen.get(what) ?? 0, what).toBeGreaterThan(10);
});
