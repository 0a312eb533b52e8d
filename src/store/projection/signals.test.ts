/** The index of signals: pages, counts and neighbours are what a scan over all signals gives, whatever was written, ended or changed. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { propertyRuns } from '../../../test/property-runs.ts';
import { toHex } from '../../base/bytes.ts';
import type { RecordId } from '../../base/ids.ts';
import type { Value } from '../../ledger/model.ts';
import { recordId } from '../../records/kind-names.ts';
import type { SignalQuery, SignalSpot } from '../port.ts';
import { about, makeNode, makeSpace, type NodeFixture, primitives, type SpaceFixture } from './ledger-fixture.ts';

const STATES = ['new', 'reading', 'promoted', 'set_aside'];
const THEMES = ['clash', 'protest'];
const HOUR = 3_600_000;
const START = Date.UTC(2022, 0, 4);
const N = 300;

let node: NodeFixture;
let space: SpaceFixture;
let hex = '';
let all: readonly SignalSpot[] = [];

/** Small fixed generator, so that a failure is found again. */
let seed = 7;
const below = (n: number): number => {
  seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
  return Math.floor((seed / 0x80000000) * n);
};
const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;

beforeAll(async () => {
  node = await makeNode();
  space = await makeSpace();
  hex = toHex(space.id);
  const places = Array.from({ length: 4 }, () => recordId('Place', primitives.random(16)));
  const ids: RecordId[] = [];
  for (let i = 0; i < N; i++) {
    const subject = primitives.random(16);
    ids.push(recordId('Signal', subject));
    const at = new Date(START + below(72 * 60) * 60_000).toISOString().slice(0, 16);
    const fields: { [field: string]: Value } = {
      ...{ state: pick(STATES), theme: pick(THEMES), text: `Invented text number ${below(40)} of what was seen there` },
      ...{ received_at: `${at}Z`, speaker: `Channel ${below(5)}` },
      ...(below(5) > 0 ? { claimed_at: `${at}Z` } : {}),
      ...(below(6) > 0 ? { place: pick(places) } : { place: { as_given: 'a village', precision: 'unknown' } }),
      ...(below(3) === 0 ? { quality_flag: 'invented' } : {}),
      ...(below(8) === 0 ? { later: '2022-01-06' } : {}),
    };
    const made = space.data({ claims: about('Signal', subject, fields) });
    if (below(6) === 0)
      space.data({
        claims: about('Signal', subject, { state: 'promoted' }),
        ends: [{ type: 'claim', target: { entry: made.entry.id, index: 0 }, by: 0, reason: null }],
      });
  }
  await node.add(space, space.entries);
  await node.projection.catchUp();
  all = await node.projection.signals.spots(ids);
});
afterAll(() => node.close());

const query: fc.Arbitrary<Omit<SignalQuery, 'space' | 'after' | 'limit'>> = fc.record({
  states: fc.subarray(STATES),
  places: fc.integer({ min: 0, max: 3 }).map((n) => [...new Set(all.flatMap((s) => s.place ?? []))].slice(0, n)),
  themes: fc.subarray(THEMES),
  assignees: fc.constant<readonly string[]>([]),
  flagged: fc.option(fc.boolean()),
  later: fc.boolean(),
  asOf: fc.integer({ min: START - HOUR, max: START + 96 * HOUR }),
  sort: fc.constantFrom('received' as const, 'oldest' as const),
});

const waits = (s: SignalSpot, asOf: number): boolean => s.later !== null && s.later > asOf;
const seen = (s: SignalSpot, asOf: number): boolean => s.saidLo === null || s.saidLo <= asOf;

test('every signal has its row', () => {
  expect(all).toHaveLength(N);
  expect(new Set(all.map((s) => s.state)).size).toBeGreaterThan(2);
});

test('pages and counts are those of a scan', async () => {
  await fc.assert(
    fc.asyncProperty(query, fc.integer({ min: 1, max: 90 }), async (q, limit) => {
      const isAsked = (s: SignalSpot): boolean =>
        seen(s, q.asOf) &&
        waits(s, q.asOf) === q.later &&
        (q.states.length === 0 || q.states.includes(s.state)) &&
        (q.places.length === 0 || (s.place !== null && q.places.includes(s.place))) &&
        (q.themes.length === 0 || (s.theme !== null && q.themes.includes(s.theme))) &&
        (q.flagged === null || q.flagged === s.flagged);
      const way = q.sort === 'received' ? -1 : 1;
      const wanted = all
        .filter(isAsked)
        .toSorted((a, b) => way * ((a.received ?? 0) - (b.received ?? 0) || (a.id < b.id ? -1 : 1)))
        .map((s) => s.id);
      const got: string[] = [];
      let after: string | null = null;
      do {
        const page = await node.projection.signals.list({ ...q, space: hex, limit, after });
        got.push(...page.items.map((s) => s.id));
        after = page.cursor ?? null;
        const counted = page.cells.reduce((n, c) => n + c.n, 0);
        expect(counted).toBe(all.filter((s) => seen(s, q.asOf)).length);
        for (const state of STATES)
          expect(page.cells.filter((c) => c.state === state && !c.waits).reduce((n, c) => n + c.n, 0)).toBe(
            all.filter((s) => s.state === state && seen(s, q.asOf) && !waits(s, q.asOf)).length,
          );
      } while (after !== null);
      expect(got).toEqual(wanted);
    }),
    propertyRuns(60),
  );
});

test('neighbours and counts of hints are those of a scan', async () => {
  for (const s of all.slice(0, 60)) {
    if (s.saidLo === null || s.theme === null || s.place === null) continue;
    const [at, within] = [s.saidLo, 3 * HOUR];
    const others = all.filter((o) => o.id !== s.id && o.saidLo !== null && Math.abs(o.saidLo - at) <= within);
    const near = await node.projection.signals.near({
      ...{ by: 'theme', id: s.id, space: hex, term: s.theme, at, within, limit: 200 },
    });
    expect(near.map((o) => o.id).toSorted()).toEqual(
      others
        .filter((o) => o.theme === s.theme)
        .map((o) => o.id)
        .toSorted(),
    );
    const hints = await node.projection.signals.hints(s.id, { space: hex, places: [s.place], within, exact: within });
    const agreeing = others.filter((o) => o.theme === s.theme && o.place === s.place && o.origin !== s.origin);
    expect(hints.origins).toBe(new Set(agreeing.map((o) => o.origin)).size);
    const sameWords = all.filter(
      (o) => o.id !== s.id && o.textKey === s.textKey && o.saidLo !== null && Math.abs(o.saidLo - at) <= 24 * HOUR,
    );
    expect(hints.text).toBe(sameWords.length);
  }
});

test('an index made anew is the same', async () => {
  expect((await node.projection.rebuildCheck()).firstDifference).toBeNull();
});
