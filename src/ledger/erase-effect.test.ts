/** When an erase counts: by the own party, or by managers of two parties; the same for a set in any order. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { propertyRuns } from '../../test/property-runs.ts';
import { toHex } from '../base/bytes.ts';
import { type Erasable, type Erasing, eraseEffect, refKey } from './erase-effect.ts';
import type { ClaimRef } from './model.ts';

const filled = (byte: number, n = 32): Uint8Array => new Uint8Array(n).fill(byte);
const PH = filled(90);
const target: Erasable = { entry: filled(1), ph: PH, party: 'A' };
const claim = (n: number): ClaimRef => ({ entry: filled(40 + n), index: n });
const batch = filled(77, 16);

let next = 100;
const erase = (
  party: string,
  o: { manages?: boolean; ended?: readonly (ClaimRef | Uint8Array)[]; ph?: Uint8Array; id?: number } = {},
): Erasing => ({
  entry: filled(o.id ?? next++),
  party,
  manages: o.manages ?? false,
  targets: [{ entry: target.entry, ph: o.ph ?? PH, ended: o.ended ?? [] }],
});
const effectOf = (erases: readonly Erasing[], of: Erasable = target) => eraseEffect(of, erases);
const endedOf = (erases: readonly Erasing[]): readonly string[] => {
  const effect = effectOf(erases);
  return effect.state === 'effective' ? [...new Set(effect.by.flatMap((b) => b.ended.map(refKey)))].sort() : [];
};

describe('an erase takes effect', () => {
  test('by a seat of the own party, whatever its role', () => {
    expect(effectOf([erase('A')]).state).toBe('effective');
    expect(effectOf([erase('A', { manages: true })]).state).toBe('effective');
  });
  test('not by one managing party alone, however often it asks: it waits for a second', () => {
    const asks = [erase('B', { manages: true, id: 9 }), erase('B', { manages: true, id: 8 })];
    expect(effectOf(asks)).toEqual({ state: 'waiting', party: 'B', by: [filled(8), filled(9)] });
  });
  test('by managers of two different parties', () => {
    const effect = effectOf([erase('C', { manages: true, id: 4 }), erase('B', { manages: true, id: 3 })]);
    expect(effect).toEqual({
      state: 'effective',
      by: [
        { entry: filled(3), ended: [] },
        { entry: filled(4), ended: [] },
      ],
    });
  });
  test('not by other parties without `manage`, however many', () => {
    expect(effectOf([erase('B'), erase('C'), erase('D')])).toEqual({ state: 'none' });
    expect(effectOf([erase('B', { manages: true }), erase('C'), erase('D')]).state).toBe('waiting');
  });
  test('only on the entry and the payload hash that it names', () => {
    expect(effectOf([erase('A', { ph: filled(91) })])).toEqual({ state: 'none' });
    expect(effectOf([erase('A')], { ...target, entry: filled(2) })).toEqual({ state: 'none' });
  });
  test('on an entry without a known author by two managing parties alone', () => {
    const stranger = { ...target, party: null };
    expect(effectOf([erase('A')], stranger)).toEqual({ state: 'none' });
    expect(effectOf([erase('A', { manages: true }), erase('B', { manages: true })], stranger).state).toBe('effective');
  });
});

describe('the ends that an erase repeats', () => {
  test('count when the own party repeats them', () => {
    expect(endedOf([erase('A', { ended: [claim(1), batch] })])).toEqual([refKey(claim(1)), refKey(batch)].sort());
  });
  test('of another party never ride on an erase of the own party', () => {
    expect(endedOf([erase('A', { ended: [claim(1)] }), erase('B', { manages: true, ended: [claim(2)] })])).toEqual([
      refKey(claim(1)),
    ]);
  });
  test('of two managing parties count where both name them', () => {
    const set = [
      erase('B', { manages: true, ended: [claim(1), claim(2)] }),
      erase('C', { manages: true, ended: [claim(2), claim(3)] }),
    ];
    expect(endedOf(set)).toEqual([refKey(claim(2))]);
  });
});

const PARTIES = ['A', 'B', 'C', 'D'];
const anyRef = fc.oneof(fc.nat(4).map(claim), fc.constant(batch));
const anyErase: fc.Arbitrary<Erasing> = fc.record({
  ...{ entry: fc.nat(60).map((n) => filled(n)), party: fc.constantFrom(...PARTIES), manages: fc.boolean() },
  targets: fc.array(
    fc.record({
      ...{ entry: fc.constantFrom(filled(1), filled(2)), ph: fc.constantFrom(PH, filled(91)) },
      ended: fc.array(anyRef, { maxLength: 4 }),
    }),
    { minLength: 1, maxLength: 3 },
  ),
});
/** Entry ids are hashes of what they name: one id, one content. */
const anySet = fc.uniqueArray(anyErase, { maxLength: 8, selector: (e) => toHex(e.entry) });
const anyTarget: fc.Arbitrary<Erasable> = fc.record({
  ...{ entry: fc.constantFrom(filled(1), filled(2)), ph: fc.constant(PH) },
  party: fc.option(fc.constantFrom(...PARTIES), { nil: null }),
});

/** The rule said directly, claim by claim. */
function bruteForce(of: Erasable, set: readonly Erasing[]): { effective: boolean; ended: readonly string[] } {
  const says = (e: Erasing) =>
    e.targets.filter((t) => toHex(t.entry) === toHex(of.entry) && toHex(t.ph) === toHex(of.ph));
  const rule = (counted: readonly Erasing[]): boolean => {
    if (counted.some((e) => e.party === of.party)) return true;
    return counted.some((a) => a.manages && counted.some((b) => b.manages && b.party !== a.party));
  };
  const named = set.filter((e) => says(e).length > 0);
  const refs = new Set(named.flatMap((e) => says(e).flatMap((t) => t.ended.map(refKey))));
  const ended = [...refs].filter((key) =>
    rule(named.filter((e) => says(e).some((t) => t.ended.some((r) => refKey(r) === key)))),
  );
  return { effective: rule(named), ended: ended.sort() };
}

test('equals the brute force', () => {
  fc.assert(
    fc.property(anyTarget, anySet, (of, set) => {
      const effect = eraseEffect(of, set);
      const ended = effect.state === 'effective' ? effect.by.flatMap((b) => b.ended.map(refKey)) : [];
      expect({ effective: effect.state === 'effective', ended: [...new Set(ended)].sort() }).toEqual(
        bruteForce(of, set),
      );
    }),
    propertyRuns(1000),
  );
});

test('any order and repetition of the erases gives the same effect', () => {
  const shuffled = anySet.chain((set) =>
    fc.record({
      set: fc.constant(set),
      order: fc.shuffledSubarray([...set], { minLength: set.length }),
      again: fc.subarray([...set]),
    }),
  );
  fc.assert(
    fc.property(anyTarget, shuffled, (of, { set, order, again }) => {
      const [one, other] = [eraseEffect(of, set), eraseEffect(of, [...again, ...order, ...again])];
      // Which of several asking parties a waiting erasure names cannot differ: there is one.
      expect(other).toEqual(one);
    }),
    propertyRuns(1000),
  );
});

test('an erase more never takes an effect or an end away', () => {
  fc.assert(
    fc.property(anyTarget, anySet, anyErase, (of, set, more) => {
      const without = set.filter((e) => toHex(e.entry) !== toHex(more.entry));
      const [before, after] = [eraseEffect(of, without), eraseEffect(of, [...without, more])];
      if (before.state !== 'effective') return;
      const keys = (e: typeof before): Set<string> => new Set(e.by.flatMap((b) => b.ended.map(refKey)));
      expect(after.state).toBe('effective');
      if (after.state === 'effective') expect([...keys(before)].filter((k) => !keys(after).has(k))).toEqual([]);
    }),
    propertyRuns(1000),
  );
});

test('whatever one other party says, it erases nothing of mine and ends nothing of mine', () => {
  const stranger = fc.array(
    anyErase.map((e): Erasing => ({ ...e, party: 'Z', entry: filled(200 + ((e.entry[0] ?? 0) % 50)) })),
  );
  const mine: fc.Arbitrary<readonly Erasing[]> = anySet.map((set) => set.filter((e) => e.party === 'A'));
  fc.assert(
    fc.property(mine, stranger, (set, other) => {
      const [without, having] = [eraseEffect(target, set), eraseEffect(target, [...set, ...other])];
      expect(having.state === 'effective').toBe(without.state === 'effective');
      const keys = (e: typeof without): readonly string[] =>
        e.state === 'effective' ? [...new Set(e.by.flatMap((b) => b.ended.map(refKey)))].sort() : [];
      expect(keys(having)).toEqual(keys(without));
    }),
    propertyRuns(1000),
  );
});
