import { describe, expect, test } from 'vitest';
import type { Value } from '../ledger/model.ts';
import { claimOf, idOf } from './claims-fixture.ts';
import { foldRecord } from './fold.ts';
import { indexRecord } from './index-row.ts';
import { KIND_NAMES, type KindName } from './kind-names.ts';
import type { IndexRow, RecordClaim } from './model.ts';
import { KINDS } from './registry.ts';
import { titleOf } from './titles.ts';

type Parts = readonly (readonly [string, Value] | readonly [string, Value, Partial<RecordClaim>])[];
const claims = (kind: KindName, parts: Parts): readonly RecordClaim[] =>
  parts.map(([field, value, more], i) => claimOf(i + 1, { kind, field, value, ...more }));
const row = (kind: KindName, parts: Parts): IndexRow => indexRecord(foldRecord(idOf(kind), claims(kind, parts)));
const facet = (r: IndexRow, name: string): readonly string[] =>
  r.facets.filter((f) => f.facet === name).map((f) => f.term);
const name = (text: string, lang = 'und', kind = 'full'): Value => ({ text, lang, script: 'Latn', kind });

describe('an event', () => {
  const r = row('Event', [
    ['title', 'Rally on the square', { sources: [idOf('Source', 1)], conf: 'corroborated', batch: 'b1' }],
    ['kind', 'protest'],
    ['kind', 'shooting'],
    ['date', '2022-01-05'],
    ['date', '2022-01-06'],
    ['place', idOf('Place', 3)],
    ['killed', { low: 0, as_given: 'dozens', exact: false }],
    ['code', 'EV900'],
    ['note', 'call the hospital again'],
    ['tags', 'square', { vis: 'organisation' }],
    ['x.source_row', 'row nine'],
    ['comet', idOf('Group', 4)],
  ]);
  test('title, days, place', () => {
    expect(r).toMatchObject({
      title: 'Rally on the square',
      state: null,
      dayLo: Date.UTC(2022, 0, 5),
      dayHi: Date.UTC(2022, 0, 6),
      place: idOf('Place', 3),
      lat: null,
      audience: 'public',
      competing: 1,
      origins: 1,
    });
  });
  test('facets: terms, codes, confidence, references, every account', () => {
    expect(facet(r, 'event_kind')).toEqual(['protest', 'shooting']);
    expect(facet(r, 'code')).toEqual(['EV900']);
    expect(facet(r, 'place')).toEqual([idOf('Place', 3)]);
    expect(facet(r, 'conf')).toEqual(['corroborated', 'reported']);
    expect(facet(r, 'batch')).toEqual(['b1']);
    expect(facet(r, 'competing')).toEqual(['true']);
  });
  test('references, the sources of claims and unknown fields included', () => {
    expect(r.refs).toEqual([
      { field: 'comet', to: idOf('Group', 4) },
      { field: 'place', to: idOf('Place', 3) },
      { field: 'source', to: idOf('Source', 1) },
    ]);
  });
  test('text for members holds no private note and no value narrowed to the organisation', () => {
    expect(r.body).toContain('Rally on the square');
    expect(r.body).toContain('dozens');
    expect(r.body).toContain('row nine');
    expect(`${r.body}${JSON.stringify(r.facets)}`).not.toMatch(/hospital|square"/);
  });
});

test('two organisations that say different things are counted apart; the same, or what one set aside, is not', () => {
  const of = (...parts: Parts): readonly string[] => facet(row('Event', parts), 'competing');
  expect(of(['injured', 5, { party: 'a' }], ['injured', 3, { party: 'b' }])).toEqual(['organisations', 'true']);
  expect(of(['injured', 5, { party: 'a' }], ['injured', 5, { party: 'b' }])).toEqual([]);
  expect(of(['injured', 5, { party: 'a' }], ['injured', 3, { party: 'a' }])).toEqual(['true']);
  expect(of(['injured', 5, { party: 'a' }], ['injured', 3, { party: 'b', conf: 'set_aside' }])).toEqual(['true']);
  expect(of(['injured', 5, { party: 'a' }], ['injured', 3, { party: 'b', vis: 'organisation' }])).toEqual(['true']);
  expect(of(['tags', 'x', { party: 'a' }], ['tags', 'y', { party: 'b' }])).toEqual([]);
});

describe('titles', () => {
  test.each<[KindName, Parts, string]>([
    ['Person', [['name_withheld', true]], idOf('Person')],
    [
      'Person',
      [
        ['names', name('Алия', 'ru')],
        ['names', name('Aliya', 'en')],
        ['names', name('nick', 'en', 'alias')],
      ],
      'Aliya',
    ],
    [
      'Place',
      [
        ['names', name('Жаңаөзен', 'kk')],
        ['names', name('Zhanaozen', 'en')],
      ],
      'Zhanaozen',
    ],
    ['Signal', [['text', `${'word '.repeat(60)}end`]], `${'word '.repeat(32).trim()}…`],
    [
      'Demand',
      [
        ['key', 'D6'],
        ['text', 'Restore communications'],
      ],
      'D6 Restore communications',
    ],
    [
      'Demand',
      [
        ['key', 'P1'],
        ['verbatim', 'lower the price'],
      ],
      'P1 lower the price',
    ],
    [
      'Figure',
      [
        ['metric', 'killed'],
        ['population', 'all'],
        ['value', { low: 225, best: 225, high: 225, as_given: '225', exact: true }],
        ['who', 'Prosecutor General'],
        ['as_of', '2022-01-15'],
      ],
      'Killed: 225 (Prosecutor General, 15 January 2022)',
    ],
    ['CoSignature', [['signed_as', { name: 'Invented Group' }]], 'Invented Group'],
    [
      'Detention',
      [
        ['type', 'police_custody'],
        ['arrested_at', '2022-01-06'],
      ],
      'Police custody, 6 January 2022',
    ],
    [
      'Term',
      [
        ['scheme', 'custom_field'],
        ['id', 'village'],
      ],
      'custom_field:village',
    ],
    ['Task', [['title', 'Call the family']], 'Call the family'],
    [
      'Source',
      [
        ['title', 'A report'],
        ['identity', name('Hidden Witness')],
      ],
      'A report',
    ],
  ])('%s', (kind, parts, title) => expect(row(kind, parts).title).toBe(title));
  test('every kind has a title, even with no fields', () => {
    for (const kind of KIND_NAMES) expect(titleOf({ id: idOf(kind), kind, fields: {} })).not.toBe('');
  });
  test("a task is the organisation's own, title and all; its words are not among the members' text", () => {
    expect(row('Task', [['title', 'Call the family']])).toMatchObject({
      audience: 'organisation',
      body: '',
      names: [],
    });
  });
});

describe('nothing of the vault reaches the index', () => {
  test.each(KIND_NAMES)('%s', (kind) => {
    const canary = 'canaryword';
    for (const def of Object.values(KINDS[kind].fields)) {
      const narrow = def.vis === 'vault' || def.vis === 'organisation';
      const value: Value =
        def.type === 'names'
          ? name(canary)
          : def.type === 'struct'
            ? { by: canary, value: canary, who: canary }
            : canary;
      const claim = claimOf(1, { kind, field: def.name, value, ...(narrow ? {} : { vis: 'vault' as const }) });
      const { title, body, names, facets, refs, state } = indexRecord(foldRecord(idOf(kind), [claim]));
      const wholeOrganisation = def.vis === 'organisation' ? '' : title;
      expect(
        JSON.stringify([wholeOrganisation, body, names, facets, refs, state]),
        `${kind}.${def.name}`,
      ).not.toContain(canary);
    }
  });
  test('parts of a structure keep their own ceiling', () => {
    const r = row('Person', [
      ['consent', { by: 'self', who: 'Hidden Witness', scope: ['record'], manner: 'phone', at: '2022' }],
    ]);
    expect(JSON.stringify(r)).not.toContain('Hidden');
  });
  test('a person who is involved is not referred to, an organisation is', () => {
    expect(row('Involvement', [['actor', idOf('Person')]]).refs).toEqual([]);
    expect(row('Involvement', [['actor', idOf('Organisation')]]).refs).toEqual([
      { field: 'actor', to: idOf('Organisation') },
    ]);
  });
});

describe('places on the map', () => {
  test('a Place has its point, with the radius of its precision', () => {
    const point: Value = { type: 'Point', coordinates: ['52.86192', '43.34116'] };
    expect(
      row('Place', [
        ['geometry', point],
        ['precision', 'settlement'],
      ]),
    ).toMatchObject({ lat: 43.34116, lon: 52.86192, radius: 5000 });
    expect(row('Place', [['geometry', point]])).toMatchObject({ radius: null });
  });
  test('an area has its middle and a radius that covers it', () => {
    const area: Value = {
      type: 'Polygon',
      coordinates: [
        [
          ['50', '40'],
          ['52', '40'],
          ['52', '42'],
          ['50', '42'],
          ['50', '40'],
        ],
      ],
    };
    const r = row('Place', [
      ['geometry', area],
      ['precision', 'point'],
    ]);
    expect(r).toMatchObject({ lat: 41, lon: 51 });
    expect(r.radius).toBeGreaterThan(100_000);
  });
  test('a point written on the record itself', () => {
    expect(row('Event', [['place', { lat: '43.3', lon: '52.9', precision: 'point' }]])).toMatchObject({
      lat: 43.3,
      place: null,
      radius: 25,
    });
  });
});

test('an interval with an open end reaches to the end of time', () => {
  expect(row('Event', [['date', '2022-01-05/..']])).toMatchObject({
    dayLo: Date.UTC(2022, 0, 5),
    dayHi: 253_402_300_800_000,
  });
  expect(row('Event', [['date', 'once']])).toMatchObject({ dayLo: null, dayHi: null });
});

test('the state facet holds the displayed state alone', () => {
  const r = row('Signal', [
    ['state', 'new'],
    ['state', 'reading', { conf: 'verified' }],
  ]);
  expect(r.state).toBe('reading');
  expect(facet(r, 'state')).toEqual(['reading']);
});

test('a state that is for the organisation alone is no facet of members', () => {
  expect(facet(row('Signal', [['state', 'reading', { vis: 'organisation' }]]), 'state')).toEqual([]);
});
