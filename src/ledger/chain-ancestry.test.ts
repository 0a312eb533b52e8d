/** Ancestry by numbers, and by links where a chain branches: the same answers as a walk over every entry. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { propertyRuns } from '../../test/property-runs.ts';
import { ChainAncestry, type Noted } from './chain-ancestry.ts';
import { toHex } from '../base/bytes.ts';

const id = (n: number): Uint8Array => new Uint8Array(32).fill(n);
const writer = new Uint8Array(32).fill(200);

test('without a fork the numbers decide; what is not noted is not known', () => {
  const a = new ChainAncestry();
  for (let n = 0; n < 5; n++) a.note({ id: id(n), writer, seq: n, prev: n ? id(n - 1) : null });
  a.note({ id: id(50), writer: id(1), seq: 2, prev: id(49) });
  expect([a.isIn(id(1), id(4)), a.isIn(id(4), id(4)), a.isIn(id(4), id(1))]).toEqual([true, true, false]);
  expect([a.isIn(id(50), id(4)), a.isIn(id(1), id(99)), a.isIn(id(98), id(4))]).toEqual([false, null, false]);
});

test('what is noted for now is forgotten, what is kept is not', () => {
  const a = new ChainAncestry();
  a.note({ id: id(0), writer, seq: 0, prev: null });
  a.note({ id: id(1), writer, seq: 1, prev: id(0) }, true);
  expect(a.isIn(id(0), id(1))).toBe(true);
  a.forget();
  expect([a.isIn(id(0), id(1)), a.knows(id(0)), a.knows(id(1))]).toEqual([null, true, false]);
});

test('a link that is missing above the split leaves the answer open', () => {
  const a = new ChainAncestry();
  a.split(toHex(writer), 1);
  a.note({ id: id(1), writer, seq: 1, prev: id(0) });
  a.note({ id: id(3), writer, seq: 3, prev: id(2) });
  expect(a.isIn(id(1), id(3))).toBeNull();
  a.note({ id: id(2), writer, seq: 2, prev: id(1) });
  expect(a.isIn(id(1), id(3))).toBe(true);
});

test('branches: as a walk by prev says, whatever the tree and the order of noting', () => {
  const tree = fc.array(fc.nat(1000), { minLength: 1, maxLength: 25 });
  fc.assert(
    fc.property(tree, fc.boolean(), (parents, backwards) => {
      const entries: Noted[] = [{ id: id(0), writer, seq: 0, prev: null }];
      for (const [i, at] of parents.entries()) {
        const parent = entries[at % entries.length] as Noted;
        entries.push({ id: id(i + 1), writer, seq: parent.seq + 1, prev: parent.id });
      }
      const bySeq = new Map<number, number>();
      for (const e of entries) bySeq.set(e.seq, (bySeq.get(e.seq) ?? 0) + 1);
      const splits = [...bySeq].filter(([, n]) => n > 1).map(([seq]) => seq);
      const a = new ChainAncestry();
      if (splits.length > 0) a.split(toHex(writer), Math.min(...splits));
      for (const e of backwards ? entries.toReversed() : entries) a.note(e);
      const above = (e: Noted): string[] => {
        const prev = e.prev && entries.find((x) => toHex(x.id) === toHex(e.prev as Uint8Array));
        return [toHex(e.id), ...(prev ? above(prev) : [])];
      };
      for (const of of entries) {
        const chain = new Set(above(of));
        for (const e of entries) expect(a.isIn(e.id, of.id)).toBe(chain.has(toHex(e.id)));
      }
    }),
    propertyRuns(1000),
  );
});
