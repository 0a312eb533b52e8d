/** The order on the wire: membership before names, names before weight, and no entry before the one it follows. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { propertyRuns } from '../../test/property-runs.ts';
import { toHex } from '../base/bytes.ts';
import { SMALL_BLOCK_MAX, type WireBlob, type WireEntry, wireOrder, type WireStep } from './wire-order.ts';

const SPACE = new Uint8Array(32).fill(9);
const NO_SPACE = new Uint8Array(32);

type Link = WireEntry & { readonly prev: Uint8Array | null; readonly name: string };
const idOf = (writer: number, branch: number, seq: number): Uint8Array => {
  const id = new Uint8Array(32);
  id.set([seq * 37, writer, branch, seq]);
  return id;
};
interface Spec {
  readonly kind?: 0 | 1 | 2 | 3;
  readonly ms?: number;
  readonly plen?: number;
  readonly branch?: number;
  readonly genesis?: boolean;
  readonly prev?: Uint8Array | null;
  readonly send?: boolean;
  readonly block?: boolean;
}
const entry = (writer: number, seq: number, s: Spec = {}): Link => ({
  ...{
    is: 'entry',
    id: idOf(writer, s.branch ?? 0, seq),
    name: `${writer}.${seq}`,
    send: s.send ?? true,
    block: s.block ?? true,
  },
  header: {
    ...{ kind: s.kind ?? 0, space: s.genesis ? NO_SPACE : SPACE, writer: new Uint8Array(32).fill(writer), seq },
    ...{ ms: s.ms ?? seq, ctr: 0, plen: s.plen ?? 100 },
  },
  prev: s.prev === undefined ? (seq === 0 ? null : idOf(writer, s.branch ?? 0, seq - 1)) : s.prev,
});
const blob = (n: number, size: number): WireBlob => ({ is: 'blob', address: new Uint8Array(32).fill(n), size });
const name = (s: WireStep<Link, WireBlob>): string =>
  s.is === 'blob' ? `blob ${s.blob.size}` : `${s.is} ${s.entry.name}`;
const order = (items: readonly (Link | WireBlob)[]): string[] => [...wireOrder<Link, WireBlob>(items)].map(name);

describe('the order', () => {
  test('is control chains up to the last control entry, then time, then larger blocks, then objects', () => {
    const large = SMALL_BLOCK_MAX + 1;
    const items = [
      blob(1, 900),
      blob(2, 30),
      entry(1, 0, { kind: 1, genesis: true, ms: 50 }),
      entry(1, 1, { ms: 51 }),
      entry(1, 2, { kind: 1, ms: 52, plen: large }),
      entry(1, 3, { ms: 53, plen: SMALL_BLOCK_MAX }),
      entry(2, 7, { ms: 40 }),
      entry(2, 8, { ms: 54, plen: large + 5 }),
      entry(3, 0, { kind: 1, ms: 10 }),
      entry(3, 1, { ms: 60, plen: large }),
    ];
    const wanted = [
      // The genesis first, though its clock is ahead of a member's.
      'entry 1.0',
      'block 1.0',
      'entry 3.0',
      'block 3.0',
      'entry 1.1',
      'entry 1.2',
      // A revoke for many seats is large, and still goes along.
      'block 1.2',
      'entry 2.7',
      'block 2.7',
      // The block of a data entry that went early has its turn by time.
      'block 1.1',
      'entry 1.3',
      'block 1.3',
      'entry 2.8',
      'entry 3.1',
      'block 3.1',
      'block 2.8',
      'blob 30',
      'blob 900',
    ];
    expect(order(items)).toEqual(wanted);
    expect(order(items.toReversed())).toEqual(wanted);
  });

  test('gives a block alone where the peer has the entry, and no block that is not here', () => {
    expect(order([entry(1, 4, { send: false }), entry(1, 5, { block: false })])).toEqual(['block 1.4', 'entry 1.5']);
  });
});

describe('in any order of items', () => {
  interface Made {
    readonly items: (Link | WireBlob)[];
  }
  /** Chains with forks, rising times, clocks far apart; a writer begins with its certificate or in the middle of its chain. */
  const worlds: fc.Arbitrary<Made> = fc
    .array(
      fc.record({
        from: fc.constantFrom(0, 0, 5),
        clock: fc.integer({ min: 0, max: 1000 }),
        kinds: fc.array(fc.constantFrom(0 as const, 0 as const, 1 as const, 2 as const), {
          minLength: 1,
          maxLength: 8,
        }),
        steps: fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 8, maxLength: 8 }),
        sizes: fc.array(fc.constantFrom(1, SMALL_BLOCK_MAX, SMALL_BLOCK_MAX + 1, 262_144), {
          minLength: 8,
          maxLength: 8,
        }),
        fork: fc.option(fc.nat(7), { nil: null }),
        blocks: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
      }),
      { maxLength: 5 },
    )
    .chain((writers) => {
      const items: (Link | WireBlob)[] = [blob(1, 7), blob(2, 7), blob(3, 3)];
      for (const [w, shape] of writers.entries()) {
        const grow = (branch: number, start: number): void => {
          let ms = shape.clock;
          for (const [i, kind] of shape.kinds.entries()) {
            ms += shape.steps[i] ?? 1;
            if (i < start) continue;
            const seq = shape.from + i;
            const first = i === start && start > 0 ? { prev: idOf(w + 1, 0, seq - 1) } : {};
            const isFirst = seq === 0;
            items.push(
              entry(w + 1, seq, {
                ...{ kind: isFirst ? 1 : kind, ms, plen: shape.sizes[i] ?? 1, branch, genesis: isFirst && w === 0 },
                ...{ block: shape.blocks[i] ?? true, ...first },
              }),
            );
          }
        };
        grow(0, 0);
        if (shape.fork !== null && shape.fork > 0 && shape.fork < shape.kinds.length) grow(1, shape.fork);
      }
      return fc.shuffledSubarray(items, { minLength: items.length }).map((shuffled) => ({ items: shuffled }));
    });

  test('every item is sent once, no entry before the one it names, and no block before its entry', () => {
    fc.assert(
      fc.property(worlds, ({ items }) => {
        const here = new Set(items.flatMap((i) => (i.is === 'entry' ? [toHex(i.id)] : [])));
        const seen = new Set<string>();
        const blocks = new Set<string>();
        let blobs = 0;
        for (const step of wireOrder<Link, WireBlob>(items)) {
          if (step.is === 'blob') blobs++;
          else {
            const id = toHex(step.entry.id);
            const to = step.is === 'entry' ? seen : blocks;
            expect(to.has(id)).toBe(false);
            to.add(id);
            const prev = step.entry.prev && toHex(step.entry.prev);
            if (step.is === 'entry') expect(prev === null || !here.has(prev) || seen.has(prev)).toBe(true);
            else expect(seen.has(id)).toBe(true);
          }
        }
        expect(seen).toEqual(here);
        expect(blocks).toEqual(new Set(items.flatMap((i) => (i.is === 'entry' && i.block ? [toHex(i.id)] : []))));
        expect(blobs).toBe(3);
      }),
      propertyRuns(1000),
    );
  });

  test('nothing but the chain to a control entry precedes it, large blocks follow all entries, objects follow all blocks', () => {
    fc.assert(
      fc.property(worlds, ({ items }) => {
        const steps = [...wireOrder<Link, WireBlob>(items)];
        const lastControl = steps.findLastIndex((s) => s.is === 'entry' && s.entry.header.kind === 1);
        const last = new Map<string, number>();
        for (const s of steps)
          if (s.is === 'entry' && s.entry.header.kind === 1) {
            const w = toHex(s.entry.header.writer);
            last.set(w, Math.max(last.get(w) ?? 0, s.entry.header.seq));
          }
        for (const s of steps.slice(0, Math.max(0, lastControl)))
          if (s.is === 'entry')
            expect(s.entry.header.seq).toBeLessThanOrEqual(last.get(toHex(s.entry.header.writer)) ?? -1);
          else if (s.is === 'block') expect(s.entry.header.kind).toBe(1);
        const rank = (s: WireStep<Link, WireBlob>): number => {
          if (s.is === 'blob') return 2;
          return s.is === 'block' && s.entry.header.kind !== 1 && s.entry.header.plen > SMALL_BLOCK_MAX ? 1 : 0;
        };
        const ranks = steps.map(rank);
        expect(ranks).toEqual(ranks.toSorted());
      }),
      propertyRuns(1000),
    );
  });

  test('is the same order', () => {
    fc.assert(
      fc.property(worlds, ({ items }) => {
        expect(order(items)).toEqual(order(items.toReversed()));
      }),
      propertyRuns(1000),
    );
  });
});
