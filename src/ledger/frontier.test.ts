/** Frontiers: two sets of chains, with gaps and forks, and exactly what one lacks of the other. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { propertyRuns } from '../../test/property-runs.ts';
import { toHex } from '../base/bytes.ts';
import { encodeCbor } from './cbor.ts';
import {
  decodeFrontier,
  difference,
  encodeFrontier,
  type Frontier,
  frontierOf,
  frontierValue,
  lacking,
  parseFrontier,
  sortFrontier,
} from './frontier.ts';

interface Link {
  readonly id: Uint8Array;
  readonly header: { readonly writer: Uint8Array; readonly seq: number; readonly prev: Uint8Array | null };
}
const id = (writer: number, branch: number, seq: number): Uint8Array => {
  const bytes = new Uint8Array(32);
  bytes.set([writer, branch, seq]);
  return bytes;
};
const writerKey = (n: number): Uint8Array => new Uint8Array(32).fill(n);

/** One writer: a trunk and branches that leave it, or each other, at a seq. */
interface Shape {
  readonly trunk: number;
  readonly branches: readonly { readonly from: number; readonly at: number; readonly length: number }[];
}
function chains(writer: number, shape: Shape): Link[][] {
  const link = (branch: number, seq: number, prev: Uint8Array | null): Link => ({
    ...{ id: id(writer, branch, seq), header: { writer: writerKey(writer), seq, prev } },
  });
  const all: Link[][] = [];
  const trunk: Link[] = [];
  for (let seq = 0; seq < shape.trunk; seq++) trunk.push(link(0, seq, trunk.at(-1)?.id ?? null));
  all.push(trunk);
  for (const [i, b] of shape.branches.entries()) {
    const parent = all[b.from % all.length] as Link[];
    const start = b.at % (parent.length + 1);
    const chain = parent.slice(0, start);
    for (let n = 0; n < b.length; n++) chain.push(link(i + 1, start + n, chain.at(-1)?.id ?? null));
    all.push(chain);
  }
  return all;
}
/** A node holds of each branch a prefix. */
function held(all: readonly Link[][], take: readonly number[]): Map<string, Link> {
  const out = new Map<string, Link>();
  for (const [i, chain] of all.entries())
    for (const link of chain.slice(0, (take[i] ?? 0) % (chain.length + 1))) out.set(toHex(link.id), link);
  return out;
}
const isHeldBy = (node: ReadonlyMap<string, Link>) => (x: Uint8Array) => node.has(toHex(x));
const byWriterAndSeq = (a: Link, b: Link): number => a.header.seq - b.header.seq;

/** Earliest seq at which a node knows two ids of one writer. */
function splitIn(node: ReadonlyMap<string, Link>) {
  return (writer: Uint8Array): number | null => {
    const seen = new Set<number>();
    let split: number | null = null;
    for (const { header } of node.values()) {
      if (toHex(header.writer) !== toHex(writer)) continue;
      if (seen.has(header.seq)) split = Math.min(split ?? header.seq, header.seq);
      seen.add(header.seq);
    }
    return split;
  };
}
/** What `mine` would send to a peer with frontier `theirs`. */
function send(mine: ReadonlyMap<string, Link>, theirs: Frontier, withSplit: boolean): Link[] {
  const split = withSplit ? splitIn(mine) : undefined;
  return difference(frontierOf(mine.values()), theirs, isHeldBy(mine), split).flatMap((range) => {
    const entries = [...mine.values()]
      .filter((l) => toHex(l.header.writer) === toHex(range.writer) && l.header.seq >= range.fromSeq)
      .toSorted(byWriterAndSeq);
    return lacking(range, entries);
  });
}

const shapes = (branches: number): fc.Arbitrary<Shape> =>
  fc.record({
    trunk: fc.integer({ min: 1, max: 12 }),
    branches: fc.array(fc.record({ from: fc.nat(3), at: fc.nat(12), length: fc.integer({ min: 1, max: 6 }) }), {
      maxLength: branches,
    }),
  });
const worlds = (branches: number): fc.Arbitrary<{ mine: Map<string, Link>; theirs: Map<string, Link> }> =>
  fc
    .array(
      fc.tuple(
        shapes(branches),
        fc.array(fc.nat(40), { minLength: 4, maxLength: 4 }),
        fc.array(fc.nat(40), { minLength: 4, maxLength: 4 }),
      ),
      {
        maxLength: 5,
      },
    )
    .map((writers) => {
      const mine = new Map<string, Link>();
      const theirs = new Map<string, Link>();
      for (const [n, [shape, a, b]] of writers.entries()) {
        const all = chains(n + 1, shape);
        for (const [k, v] of held(all, a)) mine.set(k, v);
        for (const [k, v] of held(all, b)) theirs.set(k, v);
      }
      return { mine, theirs };
    });
const ids = (links: Iterable<Link>): string[] => [...links].map((l) => toHex(l.id)).toSorted();
const lacks = (from: ReadonlyMap<string, Link>, to: ReadonlyMap<string, Link>): string[] =>
  ids([...from.values()].filter((l) => !to.has(toHex(l.id))));

describe('the difference', () => {
  test('of unforked chains is exactly what the peer lacks', () => {
    fc.assert(
      fc.property(worlds(0), ({ mine, theirs }) => {
        expect(ids(send(mine, frontierOf(theirs.values()), false))).toEqual(lacks(mine, theirs));
      }),
      propertyRuns(1000),
    );
  });

  test('of forked chains is exactly what the peer lacks when each head of the peer is held here', () => {
    fc.assert(
      fc.property(worlds(3), fc.boolean(), ({ mine, theirs }, withSplit) => {
        for (const [k, v] of theirs) mine.set(k, v);
        expect(ids(send(mine, frontierOf(theirs.values()), withSplit))).toEqual(lacks(mine, theirs));
      }),
      propertyRuns(1000),
    );
  });

  test('never leaves out what would join a fork: two meetings make both nodes equal', () => {
    fc.assert(
      fc.property(worlds(3), fc.boolean(), ({ mine, theirs }, withSplit) => {
        for (let round = 0; round < 2; round++) {
          const there = send(mine, frontierOf(theirs.values()), withSplit);
          const back = send(theirs, frontierOf(mine.values()), withSplit);
          for (const l of there) theirs.set(toHex(l.id), l);
          for (const l of back) mine.set(toHex(l.id), l);
        }
        expect([...mine.keys()].toSorted()).toEqual([...theirs.keys()].toSorted());
        // What is equal needs nothing.
        expect(send(mine, frontierOf(theirs.values()), withSplit)).toEqual([]);
      }),
      propertyRuns(1000),
    );
  });

  const row = (writer: number, branch: number, seq: number) => ({
    ...{ writer: writerKey(writer), seq, head: id(writer, branch, seq) },
  });
  const holding =
    (...known: readonly Uint8Array[]) =>
    (x: Uint8Array) =>
      known.some((k) => toHex(k) === toHex(x));
  test('head held: the writer’s later entries', () => {
    expect(difference([row(1, 0, 9)], [row(1, 0, 4)], holding(id(1, 0, 4), id(1, 0, 9)))).toEqual([
      { writer: writerKey(1), fromSeq: 5, except: [] },
    ]);
  });
  test('head unknown at a seq that we have: a fork, the writer from seq 0', () => {
    expect(difference([row(1, 0, 9)], [row(1, 1, 4)], holding(id(1, 0, 9)))).toEqual([
      { writer: writerKey(1), fromSeq: 0, except: [] },
    ]);
  });
  test('head unknown beyond ours: the peer is ahead and gets nothing', () => {
    expect(difference([row(1, 0, 9)], [row(1, 0, 12)], holding(id(1, 0, 9)))).toEqual([]);
  });
  test('writer absent there: all of it; absent here: nothing', () => {
    expect(difference([row(1, 0, 9)], [row(2, 0, 3)], () => false)).toEqual([
      { writer: writerKey(1), fromSeq: 0, except: [] },
    ]);
  });
  test('a branch that the peer lacks is read from the split, without the branch it has', () => {
    const mine = sortFrontier([row(1, 0, 9), row(1, 1, 6)]);
    expect(difference(mine, [row(1, 0, 9)], holding(id(1, 0, 9), id(1, 1, 6)), () => 4)).toEqual([
      { writer: writerKey(1), fromSeq: 4, except: [id(1, 0, 9)] },
    ]);
  });
  test('of 1,000 writers answers at once', () => {
    const key = (n: number): Uint8Array => {
      const k = new Uint8Array(32);
      new DataView(k.buffer).setUint32(0, n);
      return k;
    };
    const many = (seq: number): Frontier =>
      sortFrontier(Array.from({ length: 1000 }, (_, n) => ({ writer: key(n), seq, head: key(n * 1000 + seq) })));
    expect(difference(many(9), many(5), () => true)).toHaveLength(1000);
  });
});

describe('the codec', () => {
  const rows: fc.Arbitrary<Frontier> = fc
    .array(
      fc.record({
        writer: fc.uint8Array({ minLength: 32, maxLength: 32 }),
        seq: fc.nat(),
        head: fc.uint8Array({ minLength: 32, maxLength: 32 }),
      }),
      { maxLength: 10 },
    )
    .map(sortFrontier);

  test('gives back what went in', () => {
    fc.assert(
      fc.property(rows, (frontier) => {
        expect(decodeFrontier(encodeFrontier(frontier))).toEqual({ ok: true, value: frontier });
      }),
      propertyRuns(1000),
    );
  });

  test('refuses another order, a repeated row and other forms', () => {
    const [a, b] = sortFrontier([
      { writer: writerKey(1), seq: 3, head: id(1, 0, 3) },
      { writer: writerKey(1), seq: 2, head: id(1, 1, 2) },
    ]);
    if (!a || !b) throw new Error('two rows');
    expect(parseFrontier(frontierValue([a, b]))).toEqual([a, b]);
    const refused = [
      frontierValue([b, a]),
      frontierValue([a, a]),
      [[a.writer, a.seq]],
      [[a.writer, -1, a.head]],
      [[a.writer, a.seq, a.head.subarray(1)]],
      { a: 1 },
      7,
    ];
    for (const value of refused)
      expect(decodeFrontier(encodeCbor(value))).toMatchObject({ ok: false, error: { code: 'E_FRONTIER' } });
    expect(decodeFrontier(new Uint8Array([0x81]))).toMatchObject({ ok: false, error: { code: 'E_FRONTIER' } });
  });
});
