/** Generated queries give exactly what a scan over all records gives; no text breaks a query. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { propertyPatience, propertyRuns } from '../../../test/property-runs.ts';
import { toHex } from '../../base/bytes.ts';
import { strictKey } from '../../base/romanise.ts';
import { foldCase, foldKazakh } from '../../base/text.ts';
import type { RecordId } from '../../base/ids.ts';
import type { Value } from '../../ledger/model.ts';
import { foldRecord } from '../../records/fold.ts';
import { indexRecord } from '../../records/index-row.ts';
import { recordId } from '../../records/kind-names.ts';
import type { IndexRow } from '../../records/model.ts';
import type { GeoBounds, SearchPage, SearchQuery } from '../port.ts';
import { expectOk } from '../../base/result.ts';
import { about, DATABASE_KEY, makeNode, makeSpace, type NodeFixture, primitives, QUERY } from './ledger-fixture.ts';
import { createColumns } from './columns.ts';
import { createFacetCounts } from './facet-counts.ts';
import { createFilters } from './filter.ts';
import { openProjection } from './open.ts';
import { openIndexReader } from './schema.ts';

interface Scanned {
  readonly space: string;
  readonly row: IndexRow;
  readonly facets: ReadonlySet<string>;
}

const WORDS = [
  'police',
  'square',
  'strike',
  'алаң',
  'полиция',
  'ереуіл',
  'қала',
  'кала',
  'oil',
  'field',
  'Ёлка',
  'café',
  'a1',
];
const NAMES = ['Қасым', 'Kasym', 'Жанар', 'Janar', 'Ержан', 'Yerzhan', 'Ким', 'Қалила'];
const WRITTEN: Value = { lat: '43.5', lon: '52.5', precision: 'settlement', as_given: 'the old depot' };
const PLACES = ['Zhanaozen', 'Aqtau', 'Almaty'];
const KINDS = ['Event', 'Person', 'Place', 'Figure', 'Task'];
const FACETS = ['kind', 'place', 'state', 'conf', 'monitoring', 'sex', 'event_kind'];
const DAY = 86_400_000;
const START = Date.UTC(2022, 0, 1);

let node: NodeFixture;
let records: Scanned[] = [];
let spaces: string[] = [];

/** Small fixed generator, so that a failure is found again. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return Math.floor((state / 0x80000000) * below);
  };
}

async function scan(): Promise<Scanned[]> {
  const out: Scanned[] = [];
  for await (const line of node.projection.dump()) {
    const { id, space } = JSON.parse(line) as { id: RecordId; space: string };
    const row = indexRecord(foldRecord(id, await node.projection.claimsOf(id)));
    const facets = new Set(row.facets.map((f) => `${f.facet} ${f.term}`));
    facets.add(`kind ${row.kind}`);
    if (row.place) facets.add(`place ${row.place}`);
    if (row.state) facets.add(`state ${row.state}`);
    out.push({ space, row, facets });
  }
  return out;
}

beforeAll(async () => {
  node = await makeNode();
  const next = numbers(20_220_105);
  const pick = <T>(list: readonly T[]): T => list[next(list.length)] as T;
  const some = (n: number): string => Array.from({ length: n }, () => pick(WORDS)).join(' ');
  for (const n of [0, 1]) {
    const space = await makeSpace(n === 1);
    spaces.push(toHex(space.id));
    const idOf = (i: number): Uint8Array => new Uint8Array(16).fill(i + 1).fill(n, 0, 1);
    const places = PLACES.map((_, i) => recordId('Place', idOf(i)));
    PLACES.forEach((name, i) => {
      const names = { text: name, lang: 'en', script: 'Latn', kind: 'full' };
      const geometry = { type: 'Point', coordinates: [51 + i, 43 + i] };
      const admin = i === 2 ? 'kz.almaty' : 'kz.mangystau';
      space.data({ claims: about('Place', idOf(i), { names, admin, geometry, precision: 'settlement' }) });
    });
    for (let i = 3; i < 90; i++) {
      const day = `2022-01-${String(1 + next(28)).padStart(2, '0')}`;
      const date = pick([day, '2022-01', '2022-02/2022-03']);
      const person = { names: `${pick(NAMES)} ${pick(NAMES)}`, sex: pick(['male', 'female']) };
      const names: Value = { text: person.names, lang: 'kk', script: 'Cyrl', kind: 'full' };
      const event: { [field: string]: Value } = {
        ...{
          title: some(4),
          kind: pick(['strike', 'protest', 'clash']),
          description: some(6),
          place: pick<Value>([...places, WRITTEN]),
        },
        ...(next(5) === 0 ? {} : { date }),
        ...(next(2) === 0 ? { monitoring: pick(['open', 'closed']) } : {}),
      };
      if (i % 3 === 0) space.data({ claims: about('Person', idOf(i), { names, sex: person.sex }) });
      else space.data({ claims: about('Event', idOf(i), event) });
      if (i % 11 === 2) space.data({ claims: about('Task', idOf(i + 100), { title: some(2), state: 'open' }) });
      if (i % 7 === 1) space.data({ claims: about('Event', idOf(i), { title: some(3) }) });
    }
    await node.add(space, space.entries);
  }
  await node.projection.catchUp();
  records = await scan();
});
afterAll(() => node.close());

const split = (text: string): string[] =>
  foldCase(text)
    .normalize('NFD')
    .replace(/\u0301|\u0300/gu, '')
    .normalize('NFC')
    .match(/[\p{L}\p{N}]+/gu) ?? [];

/** The rule, written again as plainly as it can be said. */
function matchesWord(row: IndexRow, word: string, prefix: boolean): boolean {
  const fits = (token: string, wanted: string): boolean => (prefix ? token.startsWith(wanted) : token === wanted);
  const texts = [...split(row.title), ...split(row.body)];
  if (texts.some((t) => fits(t, word) || (/[әғқңөұүһі]/u.test(t) && fits(foldKazakh(t), word)))) return true;
  const key = strictKey(word);
  const keys = row.names.flatMap((name) => split(name).map(strictKey));
  return key !== '' && keys.some((k) => fits(k, key) || (key.length >= 3 && k.includes(key)));
}

function matchesText(row: IndexRow, text: string): boolean {
  const phrase = /^"([^"]*)"$/.exec(text)?.[1];
  if (phrase !== undefined) {
    const wanted = ` ${split(phrase).join(' ')} `;
    const lines = [row.title, ...row.body.split('\n')].map((line) => ` ${split(line).join(' ')} `);
    return lines.some((l) => l.includes(wanted) || foldKazakh(l).includes(wanted));
  }
  const words = split(text);
  return words.every((word, i) => matchesWord(row, word, i === words.length - 1));
}

function matches(r: Scanned, q: SearchQuery, except: string | null): boolean {
  const { row } = r;
  const values = new Map<string, string[]>();
  for (const w of q.where) values.set(w.field, [...(values.get(w.field) ?? []), w.value]);
  for (const [field, list] of values) {
    if (field !== except && !list.some((value) => r.facets.has(`${field} ${value}`) || namesPlace(r, field, value)))
      return false;
  }
  return (
    (q.spaces === null || q.spaces.includes(r.space)) &&
    (q.kinds.length === 0 || except === 'kind' || q.kinds.includes(row.kind)) &&
    (q.from === null || (row.dayHi !== null && row.dayHi > q.from)) &&
    (q.to === null || (row.dayLo !== null && row.dayLo < q.to)) &&
    (q.asOf === null || row.dayLo === null || row.dayLo <= q.asOf) &&
    (q.audience === undefined || row.audience === 'public' || row.audience === 'coalition') &&
    (!q.bounds || standsIn(r, q.bounds)) &&
    (q.text === null || matchesText(row, q.text))
  );
}

const nth = (r: Scanned): number => spaces.indexOf(r.space);
/** Latitude and longitude of the place a record stands at, by a scan. */
function pointOf({ row }: Scanned): readonly [number, number] | null {
  // A place told of in two spaces stands where one of them says; of two that say so, in the space that came here first.
  const told = records
    .filter((r) => r.row.id === row.place)
    .sort((a, b) => Number(a.row.lat === null) - Number(b.row.lat === null) || nth(a) - nth(b));
  const at = row.place === null ? row : told[0]?.row;
  return at && at.lat !== null && at.lon !== null ? [at.lat, at.lon] : null;
}

function standsIn(r: Scanned, b: GeoBounds): boolean {
  const point = pointOf(r);
  if (!point) return false;
  const [lat, lon] = point;
  return lat >= b.south && lat <= b.north && lon >= b.west && lon <= b.east;
}

function namesPlace(r: Scanned, field: string, value: string): boolean {
  if (field !== 'place') return false;
  return records.some(
    ({ row, facets }) =>
      row.kind === 'Place' &&
      r.facets.has(`place ${row.id}`) &&
      (foldCase(row.title) === foldCase(value) || facets.has(`admin ${value}`)),
  );
}

const word = fc.constantFrom(...WORDS, ...NAMES.map((n) => n.toLowerCase()), 'qasym', 'poli', 'ала', 'ерж', 'zzz');
const text = fc.oneof(
  word,
  fc.tuple(word, word).map(([a, b]) => `${a} ${b}`),
  fc.tuple(word, word).map(([a, b]) => `"${a} ${b}"`),
);
const where = fc.oneof(
  fc.constantFrom('Zhanaozen', 'aqtau', 'kz.mangystau', 'nowhere').map((value) => ({ field: 'place', value })),
  fc.constantFrom('open', 'closed').map((value) => ({ field: 'monitoring', value })),
  fc.constantFrom('strike', 'clash').map((value) => ({ field: 'event_kind', value })),
  fc.constantFrom('Event', 'Person').map((value) => ({ field: 'kind', value })),
);
const day = fc.integer({ min: -3, max: 60 }).map((n) => START + n * DAY);
const orNull = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { nil: null });
const bounds = fc.constantFrom(
  { west: 50, south: 42, east: 51.5, north: 43.2 },
  { west: 52, south: 43, east: 53, north: 44.5 },
  { west: 0, south: 0, east: 1, north: 1 },
);
const asked: fc.Arbitrary<SearchQuery> = fc.record({
  spaces: fc.constantFrom(0, 1, 2).map((n) => (n === 2 ? null : [spaces[n] ?? ''])),
  ...{ text: orNull(text), kinds: fc.subarray(KINDS, { maxLength: 2 }), where: fc.array(where, { maxLength: 2 }) },
  ...{ from: orNull(day), to: orNull(day), facets: fc.subarray(FACETS, { maxLength: 3 }), asOf: orNull(day) },
  ...{ limit: fc.constantFrom(1, 7, 50, 200), after: fc.constant(null) },
});

const query: fc.Arbitrary<SearchQuery> = fc
  .tuple(
    asked,
    orNull(bounds),
    fc.constantFrom<('newest' | 'oldest' | 'updated' | null)[]>(null, null, 'newest', 'oldest', 'updated'),
    fc.boolean(),
  )
  .map(([q, inside, sort, shared]) => ({
    ...q,
    ...(inside ? { bounds: inside } : {}),
    ...(sort ? { sort } : {}),
    ...(shared ? { audience: 'coalition' as const } : {}),
  }));

async function allPages(q: SearchQuery): Promise<{ ids: string[]; first: SearchPage; pages: SearchPage[] }> {
  const pages: SearchPage[] = [];
  let after: string | null = null;
  do {
    const page = await node.projection.search({ ...q, after });
    if (!page.ok) throw new Error(page.error.code);
    pages.push(page.value);
    after = page.value.cursor ?? null;
  } while (after !== null && pages.length < 300);
  const first = pages[0];
  if (!first) throw new Error('no page');
  return { ids: pages.flatMap((p) => p.items.map((i) => `${i.id} ${i.space}`)), first, pages };
}

/** Counts for map and timeline against the same records, counted one by one. */
async function expectCounts(q: SearchQuery, expected: readonly Scanned[]): Promise<void> {
  const spots = await node.projection.spots(q);
  const at = expected.filter((r) => pointOf(r) !== null);
  expect([spots.total, spots.elsewhere]).toEqual([expected.length, expected.length - at.length]);
  const byPoint = new Map<string, number>();
  for (const r of at) byPoint.set(String(pointOf(r)), (byPoint.get(String(pointOf(r))) ?? 0) + 1);
  const counted = new Map<string, number>();
  for (const s of spots.spots) counted.set(`${s.lat},${s.lon}`, (counted.get(`${s.lat},${s.lon}`) ?? 0) + s.count);
  expect(counted).toEqual(byPoint);
  const days = await node.projection.days(q);
  expect(days.total).toBe(expected.length);
  expect(days.undated).toBe(expected.filter((r) => r.row.dayLo === null).length);
  for (const { day: n, count } of days.days)
    expect(count).toBe(expected.filter((r) => r.row.dayLo === n * DAY && r.row.dayHi === (n + 1) * DAY).length);
  for (const { from, to, count } of days.spans)
    expect(count).toBe(expected.filter((r) => r.row.dayLo === from && r.row.dayHi === to).length);
  const ids = await node.projection.matching(q, 1000);
  expect([...ids].sort()).toEqual(expected.map((r) => r.row.id).sort());
}

test('generated queries return what a scan returns, page by page, with exact totals and facets', {
  timeout: propertyPatience(120_000),
}, async () => {
  await fc.assert(
    fc.asyncProperty(query, async (q) => {
      const expected = records.filter((r) => matches(r, q, null));
      const { ids, first, pages } = await allPages(q);
      expect(new Set(ids).size).toBe(ids.length);
      expect([...ids].sort()).toEqual(expected.map((r) => `${r.row.id} ${r.space}`).sort());
      expect(pages.every((p) => p.total === expected.length)).toBe(true);
      if (first.order === 'newest') {
        const days = pages.flatMap((p) => p.items.map((i) => i.dayLo ?? Number.NEGATIVE_INFINITY));
        expect(days).toEqual([...days].sort((a, b) => b - a || 0));
      } else if (first.order === 'oldest') {
        const days = pages.flatMap((p) => p.items.map((i) => i.dayLo ?? Number.POSITIVE_INFINITY));
        expect(days).toEqual([...days].sort((a, b) => a - b || 0));
      } else if (first.order === 'relevance') expect(q.text).not.toBeNull();
      if (q.sort) expect(first.order).toBe(q.sort);
      await expectCounts(q, expected);
      for (const facet of q.facets) {
        const counts: { [term: string]: number } = {};
        for (const r of records.filter((x) => matches(x, q, facet))) {
          for (const f of r.facets) {
            if (f.startsWith(`${facet} `))
              counts[f.slice(facet.length + 1)] = (counts[f.slice(facet.length + 1)] ?? 0) + 1;
          }
        }
        expect(Object.fromEntries((first.facets?.[facet] ?? []).map((v) => [v.value, v.count]))).toEqual(counts);
      }
    }),
    propertyRuns(250),
  );
});

test('columns that were read before a change count like those read after it', async () => {
  const db = expectOk(openIndexReader(node.index, DATABASE_KEY), 'index');
  const filters = createFilters(db);
  const early = createFacetCounts(db, filters, createColumns(db));
  early.count({ ...QUERY, facets: FACETS }, false);
  const space = await makeSpace();
  const idOf = (i: number): Uint8Array => new Uint8Array(16).fill(150 + i).fill(9, 0, 1);
  for (let i = 0; i < 5; i++)
    space.data({ claims: about('Event', idOf(i), { title: 'Numbat', kind: 'strike', monitoring: 'open' }) });
  await node.add(space, space.entries);
  await node.projection.catchUp();
  const later = (): ReturnType<typeof createFacetCounts> => createFacetCounts(db, filters, createColumns(db));
  const everywhere = { ...QUERY, facets: FACETS };
  expect(early.count(everywhere, false)).toEqual(later().count(everywhere, false));
  space.data({ claims: about('Event', idOf(0), { monitoring: 'closed', kind: 'clash' }) });
  const tail = space.entries.slice(-1);
  await node.add(space, tail);
  await node.projection.catchUp();
  fc.assert(
    fc.property(query, (q) => {
      const asking = { ...q, spaces: null, facets: FACETS };
      expect(early.count(asking, false)).toEqual(later().count(asking, false));
    }),
    propertyRuns(60),
  );
  await node.projection.rebuild();
  const afterwards = expectOk(openIndexReader(node.index, DATABASE_KEY), 'index');
  const fresh = createFacetCounts(afterwards, createFilters(afterwards), createColumns(afterwards));
  expect(early.count(everywhere, false)).toEqual(fresh.count(everywhere, false));
  afterwards.close();
  db.close();
  records = await scan();
});

test('no text breaks a query', { timeout: propertyPatience(120_000) }, async () => {
  const hostile = [
    '"',
    '"""',
    'a" OR "b',
    'title:x',
    '{title} : a',
    'NEAR(a b)',
    '^a',
    'a*',
    '-a',
    '(',
    "'; DROP TABLE rec; --",
    '\u0000',
    '😀',
    'ﷺ',
    '\ud800',
    'AND',
    'OR NOT',
    '*',
    'a"b"c"',
  ];
  const check = async (given: string): Promise<void> => {
    const page = await node.projection.search({ ...QUERY, text: given, limit: 5 });
    expect(page.ok, JSON.stringify(given)).toBe(true);
    const filtered = await node.projection.search({ ...QUERY, where: [{ field: 'place', value: given }], limit: 5 });
    expect(filtered.ok, JSON.stringify(given)).toBe(true);
  };
  for (const given of hostile) await check(given);
  const grammar = fc
    .array(fc.constantFrom(...hostile, 'police', ' ', '"'), { maxLength: 6 })
    .map((parts) => parts.join(''));
  await fc.assert(fc.asyncProperty(fc.oneof(fc.string({ unit: 'binary' }), grammar), check), propertyRuns(200));
});

test('a reader beside the writer answers the same, and sees what is folded later', async () => {
  const reader = expectOk(
    openProjection({ path: node.index, key: DATABASE_KEY, ledger: node.ledger, primitives, readonly: true }),
    'reader',
  );
  const q = { ...QUERY, text: 'police', facets: ['kind'] };
  expect(await reader.search(q)).toEqual(await node.projection.search(q));
  const space = await makeSpace();
  space.data({ claims: about('Event', new Uint8Array(16).fill(200), { title: 'Okapi police' }) });
  await node.add(space, space.entries);
  expect(await reader.catchUp()).toBe(0);
  await node.projection.catchUp();
  const later = await reader.search({ ...QUERY, text: 'okapi' });
  expect(later.ok && later.value.total).toBe(1);
  expect((await reader.claimsOf(recordId('Event', new Uint8Array(16).fill(200)))).map((c) => c.value)).toEqual([
    'Okapi police',
  ]);
  await node.projection.rebuild();
  expect(await reader.search(q)).toMatchObject({ ok: true });
  await expect(reader.rebuild()).rejects.toThrow('reading only');
  await reader.close();
});
