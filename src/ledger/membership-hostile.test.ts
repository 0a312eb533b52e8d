/** A manager who writes thousands of revokes: membership stays a matter of the entries, not of entries times revokes; and the quick ancestry is the slow one. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { propertyRuns } from '../../test/property-runs.ts';
import { equalBytes, toHex, utf8 } from '../base/bytes.ts';
import { nodePrimitives } from '../store/node-primitives.ts';
import { heldAncestry } from './membership-ancestry.ts';
import { type ControlEntry, membership } from './membership.ts';
import type { Ancestry, Cut } from './membership-model.ts';
import type { Control, Role, Seat } from './model.ts';

const p = nodePrimitives();
const id = (name: string): Uint8Array => p.sha256(utf8(name));
const none = new Uint8Array(0);
const sig = new Uint8Array(64);
const seat = (name: string, role: Role): Seat => ({
  ...{ key: id(`key ${name}`), kem: id(`kem ${name}`), party: id(`party ${name}`), psig: sig, role },
});
const genesis = id('genesis');
function entry(name: string, writer: string, seq: number, prev: string | null, control: Control): ControlEntry {
  const space = name === 'genesis' ? new Uint8Array(32) : genesis;
  const chain = { writer: id(writer), seq, prev: prev === null ? null : id(prev), deps: [], ms: seq, ctr: 0 };
  return {
    id: id(name),
    header: { v: 1, kind: 1, space, ...chain, epoch: none, kc: none, ph: id('block'), plen: 1 },
    control,
  };
}

/** F founds, H and V manage; V admits `admitted` members, then H revokes V `revokes` times, each cut as `cutOf` says. */
function quarrel(admitted: number, revokes: number, cutOf: (nth: number) => readonly Cut[]): readonly ControlEntry[] {
  const found: Control = { op: 0, public: true, seat: seat('F', 4), cert: sig, next: null };
  const grant = (auth: string, to: string, role: Role): Control => ({
    op: 2,
    auth: id(auth),
    seat: seat(to, role),
    wraps: [],
  });
  const all = [
    entry('genesis', 'writer F', 0, null, found),
    entry('grant H', 'writer F', 1, 'genesis', grant('genesis', 'H', 4)),
    entry('grant V', 'writer F', 2, 'grant H', grant('genesis', 'V', 4)),
    ...['H', 'V'].map((w) =>
      entry(`start ${w}`, `writer ${w}`, 0, null, { op: 1, seatKey: id(`key ${w}`), cert: sig }),
    ),
  ];
  for (let i = 1; i <= admitted; i++)
    all.push(entry(`v${i}`, 'writer V', i, i === 1 ? 'start V' : `v${i - 1}`, grant('grant V', `m${i}`, 3)));
  for (let i = 1; i <= revokes; i++) {
    const control: Control = { op: 3, auth: id('grant H'), seatKey: id('key V'), cuts: [...cutOf(i)], next: null };
    all.push(entry(`r${i}`, 'writer H', i, i === 1 ? 'start H' : `r${i - 1}`, control));
  }
  return all;
}

function counted(of: Ancestry): { readonly ancestry: Ancestry; readonly asked: () => number } {
  let asked = 0;
  const isIn: Ancestry['isIn'] = (a, b) => {
    asked++;
    return of.isIn(a, b);
  };
  return { ancestry: { isIn }, asked: () => asked };
}

describe('thousands of revokes of one seat', () => {
  const writer = id('writer V');
  test.each([
    ['the same cut', (): readonly Cut[] => [{ writer, seq: 400, id: id('v400') }], 400],
    ['invented cuts', (i: number): readonly Cut[] => [{ writer, seq: 500 + i, id: id(`lie ${i}`) }], 400],
    ['no cut', (): readonly Cut[] => [], 0],
  ] as const)('with %s are decided once', (_, cutOf, left) => {
    const controls = quarrel(400, 3_000, cutOf);
    const { ancestry, asked } = counted(heldAncestry(controls));
    const m = membership(controls, { ancestry });
    expect(m.revokes.get(toHex(id('key V')))).toHaveLength(3_000);
    expect([...m.seats.values()].filter((s) => s.role === 3)).toHaveLength(left);
    // Not 3,000 times 400: for each revoke its cut is looked at, for each act that no cut before decided the act.
    expect(asked()).toBeLessThan(3 * 3_000 + 4 * 400);
  });

  test('with cuts that fall lower and lower take away what the lowest does', () => {
    const controls = quarrel(60, 60, (i) => [{ writer, seq: 60 - i, id: id(60 - i === 0 ? 'start V' : `v${60 - i}`) }]);
    const lowest = quarrel(60, 1, () => [{ writer, seq: 0, id: id('start V') }]);
    const seats = (all: readonly ControlEntry[]) => [...membership(all).seats.keys()].toSorted();
    expect(seats(controls)).toEqual(seats(lowest));
    expect(seats([...controls].reverse())).toEqual(seats(lowest));
  });
});

/** By the definition: one link after the other. */
function walked(entries: readonly ControlEntry[], wanted: Uint8Array, of: Uint8Array): boolean | null {
  const byId = new Map(entries.map((e) => [toHex(e.id), e.header]));
  const floor = byId.get(toHex(wanted))?.seq ?? 0;
  for (let at = of; ; ) {
    if (equalBytes(at, wanted)) return byId.has(toHex(at)) ? true : null;
    const header = byId.get(toHex(at));
    if (!header) return null;
    if (header.prev === null || header.seq <= floor) return false;
    at = header.prev;
  }
}

test('the ancestry by runs says what a walk along every link says, through forks and holes', () => {
  const rows = fc.array(fc.record({ prev: fc.nat(30), held: fc.integer({ min: 0, max: 9 }) }), {
    minLength: 1,
    maxLength: 30,
  });
  fc.assert(
    fc.property(rows, (made) => {
      const seqs: number[] = [];
      const all = made.map(({ prev }, i): ControlEntry => {
        const before = i === 0 || prev >= i ? null : prev;
        seqs.push(before === null ? 0 : (seqs[before] ?? 0) + 1);
        const control: Control = { op: 6, auth: genesis };
        return entry(`e${i}`, 'writer', seqs[i] ?? 0, before === null ? null : `e${before}`, control);
      });
      const held = all.filter((_, i) => (made[i]?.held ?? 0) > 1);
      const quick = heldAncestry(held);
      for (const a of all) for (const b of all) expect(quick.isIn(a.id, b.id)).toBe(walked(held, a.id, b.id));
    }),
    propertyRuns(300),
  );
});
