/** Live claims: the same set whatever the order, nobody ends another's words, erasing a correction revives nothing. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { propertyRuns } from '../../test/property-runs.ts';
import { toHex } from '../base/bytes.ts';
import { type ErasedEnds, type EndIndex, liveClaims, liveOf } from './live.ts';
import type { End, LiveClaim, Opened } from './model.ts';

const filled = (byte: number, n: number): Uint8Array => new Uint8Array(n).fill(byte);
const entryId = (n: number): Uint8Array => filled(n, 32);
const batchId = (n: number): Uint8Array => filled(100 + n, 16);
const party = (n: number): Uint8Array => filled(200 + n, 32);
const ctx = { conf: 'reported', src: [], obs: null, extra: {} } as const;

interface Said {
  readonly entry: number;
  readonly party?: number;
  readonly claims?: number;
  readonly batch?: number | null;
  readonly ends?: readonly End[];
}
const opened = ({ entry, party: who = 0, claims = 1, batch = null, ends = [] }: Said): Opened => ({
  ...{ entry: entryId(entry), space: filled(1, 32), party: party(who), ms: entry, ctr: 0, forked: false },
  payload: {
    ...{ by: null, ctx, ends, batch: batch === null ? null : batchId(batch) },
    claims: Array.from({ length: claims }, (_, i) => ({
      ...{ subject: filled(i, 16), kind: 'Figure', field: 'value', value: `${entry}.${i}`, ctx: null },
    })),
  },
});
const endClaim = (entry: number, index = 0, by: number | null = null): End => ({
  ...{ type: 'claim', target: { entry: entryId(entry), index }, by, reason: null },
});
const endBatch = (batch: number): End => ({ type: 'batch', batch: batchId(batch), reason: null });
const names = (claims: readonly LiveClaim[]): string[] => claims.map((c) => String(c.value)).sort();
const live = (set: readonly Said[], erased: readonly ErasedEnds[] = []): string[] =>
  names(liveClaims(set.map(opened), erased));

describe('a claim', () => {
  test('stands until its party ends it, and the replacing claim stands in its place', () => {
    expect(live([{ entry: 1 }])).toEqual(['1.0']);
    expect(live([{ entry: 1 }, { entry: 2, ends: [endClaim(1, 0, 0)] }])).toEqual(['2.0']);
    expect(
      live([
        { entry: 1, claims: 2 },
        { entry: 2, claims: 0, ends: [endClaim(1, 1)] },
      ]),
    ).toEqual(['1.0']);
  });

  test('is ended by an end that arrived before it', () => {
    expect(live([{ entry: 2, claims: 0, ends: [endClaim(1)] }])).toEqual([]);
    expect(live([{ entry: 2, claims: 0, ends: [endClaim(1)] }, { entry: 1 }])).toEqual([]);
  });

  test('is not ended by another party, not even as part of a batch', () => {
    expect(live([{ entry: 1 }, { entry: 2, party: 1, ends: [endClaim(1)] }])).toEqual(['1.0', '2.0']);
    expect(
      live([
        { entry: 1, batch: 1 },
        { entry: 2, party: 1, ends: [endBatch(1)] },
      ]),
    ).toEqual(['1.0', '2.0']);
  });

  test('of two replacements made at once, both stand', () => {
    const set = [{ entry: 1 }, { entry: 2, ends: [endClaim(1, 0, 0)] }, { entry: 3, ends: [endClaim(1, 0, 0)] }];
    expect(live(set)).toEqual(['2.0', '3.0']);
  });

  test('that is ended may have ended another: that one stays ended', () => {
    const set = [{ entry: 1 }, { entry: 2, ends: [endClaim(1, 0, 0)] }, { entry: 3, ends: [endClaim(2, 0, 0)] }];
    expect(live(set)).toEqual(['3.0']);
  });
});

describe('the end of a batch', () => {
  test('covers every entry of that party and batch, those that arrive later too', () => {
    const set = [
      { entry: 1, batch: 1 },
      { entry: 2, claims: 0, ends: [endBatch(1)] },
      { entry: 3, batch: 1, claims: 3 },
    ];
    expect(live(set)).toEqual([]);
    expect(live([...set, { entry: 4, batch: 2 }, { entry: 5, batch: 1, party: 1 }])).toEqual(['4.0', '5.0']);
  });

  test('covers the entry that carries it when that is of the batch', () => {
    expect(live([{ entry: 1, batch: 1, ends: [endBatch(1)] }])).toEqual([]);
  });
});

describe('an erased payload', () => {
  test('keeps ending what it ended: erasing a correction does not revive what it corrected', () => {
    const ended = [{ entry: entryId(1), index: 0 }];
    expect(live([{ entry: 1 }], [{ party: party(0), ended }])).toEqual([]);
    expect(live([{ entry: 1, batch: 1 }, { entry: 2 }], [{ party: party(0), ended: [batchId(1)] }])).toEqual(['2.0']);
  });

  test('ends nothing of another party', () => {
    const ended = [{ entry: entryId(1), index: 0 }, batchId(1)];
    expect(live([{ entry: 1, batch: 1 }], [{ party: party(1), ended }])).toEqual(['1.0']);
  });
});

test('a claim comes with its own ctx, or that of its payload, and with all that a view needs', () => {
  const own = { ...ctx, conf: 'verified' };
  const o = opened({ entry: 1, claims: 2, batch: 1 });
  const [first, second] = o.payload.claims;
  if (!first || !second) throw new Error('two claims');
  const set = [
    { ...o, forked: true, payload: { ...o.payload, by: filled(7, 16), claims: [{ ...first, ctx: own }, second] } },
  ];
  expect(liveClaims(set)).toEqual([
    {
      ...first,
      entry: entryId(1),
      index: 0,
      space: filled(1, 32),
      ctx: own,
      party: party(0),
      by: filled(7, 16),
      ms: 1,
      ctr: 0,
      batch: batchId(1),
      forked: true,
    },
    {
      ...second,
      entry: entryId(1),
      index: 1,
      space: filled(1, 32),
      ctx,
      party: party(0),
      by: filled(7, 16),
      ms: 1,
      ctr: 0,
      batch: batchId(1),
      forked: true,
    },
  ]);
});

const ENTRIES = 12;
const anyEnd: fc.Arbitrary<End> = fc.oneof(
  fc.tuple(fc.integer({ min: 1, max: ENTRIES }), fc.nat(2)).map(([entry, index]) => endClaim(entry, index)),
  fc.nat(2).map(endBatch),
);
const anySet: fc.Arbitrary<readonly Opened[]> = fc
  .array(
    fc.record({
      ...{ party: fc.nat(2), claims: fc.nat(3), batch: fc.option(fc.nat(2)), ends: fc.array(anyEnd, { maxLength: 3 }) },
    }),
    { maxLength: ENTRIES },
  )
  .map((set) => set.map((s, i) => opened({ ...s, entry: i + 1 })));
const anyErased: fc.Arbitrary<readonly ErasedEnds[]> = fc.array(
  fc.record({
    party: fc.nat(2).map(party),
    ended: fc.array(anyEnd, { maxLength: 2 }).map((ends) => ends.map((e) => (e.type === 'batch' ? e.batch : e.target))),
  }),
  { maxLength: 3 },
);
const anyCase = fc.tuple(anySet, anyErased).chain(([set, erased]) =>
  fc.record({
    set: fc.constant(set),
    erased: fc.constant(erased),
    order: fc.shuffledSubarray([...set], { minLength: set.length }),
    again: fc.subarray([...set]),
    erasedOrder: fc.shuffledSubarray([...erased], { minLength: erased.length }),
  }),
);
const key = (c: LiveClaim): string => `${toHex(c.entry)} ${c.index}`;
/** One line per live claim, in one order. */
const sorted = (claims: readonly LiveClaim[]): string[] =>
  claims.map((c) => `${key(c)} ${toHex(c.party)} ${String(c.value)}`).sort();

test('any order and any repetition of the same entries gives the same live claims', () => {
  fc.assert(
    fc.property(anyCase, ({ set, erased, order, again, erasedOrder }) => {
      const expected = sorted(liveClaims(set, erased));
      expect(sorted(liveClaims([...again, ...order, ...again], [...erasedOrder, ...erased]))).toEqual(expected);
    }),
    propertyRuns(1000),
  );
});

/** The rule said in one sentence, with no index: every claim against every end. */
function bruteForce(set: readonly Opened[], erased: readonly ErasedEnds[]): string[] {
  const ends: { party: string; claim: string | null; batch: string | null }[] = [];
  for (const o of set)
    for (const e of o.payload.ends)
      ends.push({
        party: toHex(o.party),
        claim: e.type === 'claim' ? `${toHex(e.target.entry)} ${e.target.index}` : null,
        batch: e.type === 'batch' ? toHex(e.batch) : null,
      });
  for (const x of erased)
    for (const t of x.ended)
      ends.push({
        party: toHex(x.party),
        claim: t instanceof Uint8Array ? null : `${toHex(t.entry)} ${t.index}`,
        batch: t instanceof Uint8Array ? toHex(t) : null,
      });
  return set
    .flatMap((o) => o.payload.claims.map((_, index) => ({ o, id: `${toHex(o.entry)} ${index}` })))
    .filter(({ o, id }) => {
      const batch = o.payload.batch && toHex(o.payload.batch);
      const mine = ends.filter((e) => e.party === toHex(o.party));
      return !mine.some((e) => e.claim === id || (e.batch !== null && e.batch === batch));
    })
    .map((x) => x.id)
    .sort();
}

test('the live claims are those that a brute force finds', () => {
  fc.assert(
    fc.property(anySet, anyErased, (set, erased) => {
      expect(liveClaims(set, erased).map(key).sort()).toEqual(bruteForce(set, erased));
    }),
    propertyRuns(1000),
  );
});

test('another party adding whatever ends it likes changes nothing of mine', () => {
  const stranger = fc.array(anyEnd, { maxLength: 20 }).map((ends) => opened({ entry: 50, party: 9, claims: 0, ends }));
  fc.assert(
    fc.property(anySet, anyErased, stranger, (set, erased, other) => {
      expect(sorted(liveClaims([...set, other], erased))).toEqual(sorted(liveClaims(set, erased)));
    }),
    propertyRuns(100),
  );
});

test('erasing an entry, with its ends repeated, takes its claims away and revives none', () => {
  fc.assert(
    fc.property(anySet, anyErased, fc.nat(), (set, erased, n) => {
      const gone = set[n % Math.max(1, set.length)];
      if (!gone) return;
      const ended = gone.payload.ends.map((e) => (e.type === 'batch' ? e.batch : e.target));
      const after = liveClaims(
        set.filter((o) => o !== gone),
        [...erased, { party: gone.party, ended }],
      );
      const before = liveClaims(set, erased).filter((c) => toHex(c.entry) !== toHex(gone.entry));
      expect(sorted(after)).toEqual(sorted(before));
    }),
    propertyRuns(100),
  );
});

/** What a projection keeps: ends and entries, filled one entry at a time. */
class Incremental implements EndIndex {
  private readonly claims = new Set<string>();
  private readonly batches = new Set<string>();
  private readonly held: Opened[] = [];
  private current = new Map<string, LiveClaim>();

  isEnded = (entry: Uint8Array, index: number, who: Uint8Array): boolean =>
    this.claims.has(`${toHex(who)} ${toHex(entry)} ${index}`);
  isBatchEnded = (who: Uint8Array, batch: Uint8Array): boolean => this.batches.has(`${toHex(who)} ${toHex(batch)}`);

  /** Takes one entry and recomputes the entries that it touches, no others. */
  add(o: Opened): void {
    this.held.push(o);
    const touched = new Set([o]);
    for (const e of o.payload.ends)
      if (e.type === 'batch') {
        this.batches.add(`${toHex(o.party)} ${toHex(e.batch)}`);
        for (const h of this.held) if (h.payload.batch && toHex(h.payload.batch) === toHex(e.batch)) touched.add(h);
      } else {
        this.claims.add(`${toHex(o.party)} ${toHex(e.target.entry)} ${e.target.index}`);
        for (const h of this.held) if (toHex(h.entry) === toHex(e.target.entry)) touched.add(h);
      }
    for (const [name, c] of this.current)
      if ([...touched].some((t) => toHex(t.entry) === toHex(c.entry))) this.current.delete(name);
    for (const c of liveOf([...touched], this)) this.current.set(key(c), c);
  }
  all = (): LiveClaim[] => [...this.current.values()];
}

test('following entry by entry gives what the reference gives over the whole set, in any order', () => {
  fc.assert(
    fc.property(anyCase, ({ set, order, again }) => {
      const projection = new Incremental();
      for (const o of [...order, ...again]) projection.add(o);
      expect(sorted(projection.all())).toEqual(sorted(liveClaims(set)));
    }),
    propertyRuns(1000),
  );
});
