import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { propertyRuns } from '../../test/property-runs.ts';
import { fromHex } from '../base/bytes.ts';
import type { Value } from '../ledger/model.ts';
import { canonicalText } from './canonical.ts';
import { claimOf, idOf } from './claims-fixture.ts';
import { foldRecord, textIn } from './fold.ts';
import type { FieldView, RecordClaim } from './model.ts';

const event = idOf('Event');
const dates = (...parts: readonly Partial<RecordClaim>[]): readonly RecordClaim[] =>
  parts.map((p, i) => claimOf(i + 1, { kind: 'Event', field: 'date', value: '2022-01-05', ...p }));
const field = (claims: readonly RecordClaim[], name = 'date'): FieldView => {
  const found = foldRecord(event, claims).fields[name];
  if (!found) throw new Error(`no field ${name}`);
  return found;
};
const refOf = (claim: RecordClaim): readonly Value[] => [fromHex(claim.claim.slice(0, 64)) as Uint8Array, 0];
const decision = (n: number, verb: string, ...targets: readonly RecordClaim[]): RecordClaim =>
  claimOf(n, { kind: 'Event', field: '~date', value: [verb, targets.map(refOf), 'read the report again'] });

describe('policy/1, each step outweighs the later ones', () => {
  const six = { value: '2022-01-06' };
  test.each<[string, Partial<RecordClaim>, Partial<RecordClaim>]>([
    [
      'conf before the number of sources',
      { ...six, conf: 'verified' },
      { conf: 'corroborated', sources: ['src_a', 'src_b'] },
    ],
    [
      'an account set aside comes last',
      { ...six },
      { conf: 'set_aside', sources: ['src_a', 'src_b'], reliability: 'high' },
    ],
    ['an unknown conf comes after reported', { ...six }, { conf: 'certain' }],
    [
      'distinct sources before reliability',
      { ...six, sources: ['src_a', 'src_b'] },
      { sources: ['src_a', 'src_a'], reliability: 'high' },
    ],
    [
      'reliability before the later observation',
      { ...six, reliability: 'likely' },
      { reliability: 'low', obs: '2023' },
    ],
    ['the later observation before the lower claim id', { ...six, obs: '2022-02' }, { obs: '2022-01-30' }],
    ['an observation before none', { ...six, obs: '../2022' }, {}],
  ])('%s', (_, better, worse) => {
    const claims = dates(worse, better);
    expect(field(claims)).toMatchObject({ value: '2022-01-06', n_competing: 1, decided: false });
    expect(field([...claims].reverse())).toEqual(field(claims));
  });
  test('all else equal, the lower claim id; claims of one value bring their sources together', () => {
    expect(field(dates({ value: 'a' }, { value: 'b' })).value).toBe('a');
    const together = dates(
      { value: 'x', sources: ['src_a'] },
      { value: 'y', sources: ['src_b'] },
      { value: 'y', sources: ['src_c'] },
    );
    expect(field(together)).toMatchObject({ value: 'y', n_competing: 1, n_origins: 2 });
  });
  test('only Source records count as origins', () => {
    expect(field(dates({ sources: ['own', 'evd_a', 'src_a'] }, { sources: ['src_a'] })).n_origins).toBe(1);
  });
});

describe('decisions', () => {
  const [first, second, third] = dates({ value: 'a' }, { value: 'b' }, { value: 'c' }) as [
    RecordClaim,
    RecordClaim,
    RecordClaim,
  ];
  const all = [first, second, third];
  test('a preferred account is shown before every other, and says so', () => {
    expect(field([...all, decision(9, 'prefer', third)])).toMatchObject({ value: 'c', decided: true, n_competing: 2 });
  });
  test('an excluded account is shown last and stays', () => {
    expect(field([...all, decision(9, 'exclude', first)])).toMatchObject({ value: 'b', decided: true, n_competing: 2 });
  });
  test('decisions that contradict each other cancel out', () => {
    const both = [...all, decision(8, 'prefer', third), decision(9, 'prefer', second)];
    expect(field(both)).toMatchObject({ value: 'a', decided: false, disputed: true });
    const same = [...all, decision(8, 'prefer', third), decision(9, 'exclude', third)];
    expect(field(same)).toMatchObject({ value: 'a', decided: false, disputed: true });
  });
  test('a decision about a claim that is not live, or of another form, decides nothing', () => {
    expect(field([first, second, decision(9, 'prefer', third)])).toMatchObject({
      value: 'a',
      decided: false,
      disputed: false,
    });
    expect(field([first, second, claimOf(9, { kind: 'Event', field: '~date', value: 'b' })]).decided).toBe(false);
  });
  test('a decision counts only from who may decide', () => {
    const claims = [...all, decision(9, 'prefer', third)];
    expect(foldRecord(event, claims, { mayDecide: () => false }).fields['date']).toMatchObject({
      value: 'a',
      decided: false,
    });
  });
});

describe('lists, translations and what is not known', () => {
  test('a list field shows all values, equal ones once, and nothing competes', () => {
    const claims = ['protest', 'shooting', 'protest'].map((value, i) =>
      claimOf(i, { kind: 'Event', field: 'kind', value }),
    );
    expect(field(claims, 'kind')).toMatchObject({ value: ['protest', 'shooting'], n_competing: 0 });
    expect(field(claims, 'kind').claims).toHaveLength(3);
  });
  test('a translation is a further value that does not compete', () => {
    const claims = [
      claimOf(2, { kind: 'Event', field: 'title', value: 'Rally', lang: 'en' }),
      claimOf(1, { kind: 'Event', field: 'title', value: { text: 'Митинг', lang: 'ru', of: 'en' } }),
    ];
    expect(field(claims, 'title')).toMatchObject({ value: 'Rally', n_competing: 0 });
    const view = foldRecord(event, claims);
    expect(['en', 'ru', 'kk'].map((l) => textIn(view, 'title', l))).toEqual(['Rally', 'Митинг', 'Rally']);
  });
  test('unknown kinds and fields are kept', () => {
    const comet = claimOf(1, { kind: 'Comet', field: 'tail', value: { long: true } });
    const view = foldRecord(event, [comet, claimOf(2, { kind: 'Comet', field: 'tail', value: 7 })]);
    expect(view).toMatchObject({ kind: 'Comet', fields: { tail: { n_competing: 0, value: [{ long: true }, 7] } } });
  });
  test('no claims, no fields', () => {
    expect(foldRecord(event, [])).toEqual({ id: event, kind: 'unknown', fields: {} });
  });
});

const value: fc.Arbitrary<Value> = fc.constantFrom<Value>(
  'a',
  'b',
  'c',
  1,
  true,
  ['a'],
  { low: 1, exact: true },
  { exact: true, low: 1 },
);
const arbitrary = fc.array(
  fc.record({
    field: fc.constantFrom('date', 'kind', 'title', 'x.own', '~date', 'tail'),
    value,
    conf: fc.constantFrom('reported', 'corroborated', 'verified', 'set_aside', 'newer'),
    sources: fc.subarray(['own', 'src_a', 'src_b', 'evd_a']),
    reliability: fc.constantFrom(null, 'high', 'low', 'newer'),
    obs: fc.constantFrom(null, '2022', '2022-01-05', 'not a date', '../2022'),
  }),
  { maxLength: 14 },
);
const claimsOf = fc.tuple(arbitrary, fc.subarray([0, 1, 2, 3])).map(([parts, decided]) => {
  const made = parts.map((p, i) => claimOf(i, { kind: 'Event', ...p }));
  const targets = decided.flatMap((i) => (made[i] ? [made[i]] : []));
  return targets.length === 0 ? made : [...made, decision(99, decided.length % 2 ? 'prefer' : 'exclude', ...targets)];
});

describe('properties', () => {
  test('any order and duplication of claims gives the same record', () => {
    fc.assert(
      fc.property(
        claimsOf.chain((claims) =>
          fc.tuple(fc.constant(claims), fc.shuffledSubarray(claims, { minLength: claims.length }), fc.subarray(claims)),
        ),
        ([claims, shuffled, again]) => {
          expect(foldRecord(event, [...shuffled, ...again])).toEqual(foldRecord(event, claims));
        },
      ),
      propertyRuns(100),
    );
  });
  test('n_competing is the number of distinct live values minus the one displayed', () => {
    fc.assert(
      fc.property(claimsOf, (claims) => {
        const view = foldRecord(event, claims);
        for (const name of ['date', 'title']) {
          const distinct = new Set(claims.filter((c) => c.field === name).map((c) => canonicalText(c.value))).size;
          expect(view.fields[name]?.n_competing ?? -1).toBe(distinct - 1);
        }
      }),
      propertyRuns(100),
    );
  });
  test('every claim stays in the view, and what is displayed is a live claim', () => {
    fc.assert(
      fc.property(claimsOf, (claims) => {
        const view = foldRecord(event, claims);
        const held = Object.values(view.fields).flatMap((f) => f.claims.map((c) => c.claim));
        expect([...held].sort()).toEqual(claims.map((c) => c.claim).sort());
        for (const f of Object.values(view.fields)) expect(f.claims.map((c) => c.claim)).toContain(f.claim);
      }),
      propertyRuns(100),
    );
  });
});
