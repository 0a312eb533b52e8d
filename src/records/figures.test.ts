/** The curve of killed, the two counts of detained on one day, and what is proposed, never applied. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { propertyRuns } from '../../test/property-runs.ts';
import type { Value } from '../ledger/model.ts';
import { compareFigures, groupFigures, readFigure } from './figures.ts';
import type { RecordView } from './model.ts';
import { headline } from './quotable.ts';
import { type Claims, view } from './view-fixture.ts';

const PG = "Prosecutor General's Office";
const exact = (n: number): Value => ({ low: n, best: n, high: n, as_given: String(n), exact: true });

function figure(
  id: string,
  asOf: string,
  n: number,
  who: string,
  more: { readonly [field: string]: Value | Claims } = {},
): RecordView {
  return view('Figure', id, {
    metric: 'killed',
    population: 'all',
    scope: 'national',
    counting: 'cumulative',
    value: exact(n),
    as_of: asOf,
    who,
    side: 'official',
    status: 'current',
    metric_as_given: 'killed_total',
    ...more,
  });
}

const KILLED = [
  figure('FG065', '2022-08', 238, PG),
  figure('FG057', '2022-01-09', 164, 'government channel', { status: 'withdrawn', status_evidence: 'src_1' }),
  figure('FG058', '2022-01-11', 164, 'figure used by a spokesperson', {
    status: 'withdrawn',
    status_evidence: 'src_1',
  }),
  figure('FG059', '2022-01-15', 225, PG),
  figure('FG060', '2022-02-12', 227, 'officials', { quoted_by: 'journalists' }),
  figure('FG061', '2022-03-14', 230, PG),
  figure('FG063', '2022-05-05', 232, PG),
  figure('FG064', '2022-07-29', 241, PG),
];

test('killed goes up, and down once; withdrawn points are hollow and never the ground of a fall', () => {
  const [series] = groupFigures(KILLED);
  expect(series?.figures.map((f) => f.low)).toEqual([164, 164, 225, 227, 230, 232, 241, 238]);
  expect(series?.curve.map((p) => (p.hollow ? 'hollow' : p.falls ? 'falls' : p.bar ? 'bar' : 'point'))).toEqual([
    'hollow',
    'hollow',
    'point',
    'point',
    'point',
    'point',
    'point',
    'falls',
  ]);
  expect(series?.curve.at(-1)).toMatchObject({
    id: 'FG065',
    bar: true,
    lo: Date.parse('2022-08-01'),
    hi: Date.parse('2022-09-01'),
  });
  const withdrawnTop = groupFigures([figure('a', '2022-01-01', 999, PG, { status: 'withdrawn' }), ...KILLED])[0];
  expect(withdrawnTop?.curve.filter((p) => p.falls).map((p) => p.id)).toEqual(['FG065']);
});

test('another scope, population, offence or way of counting is another series', () => {
  const others = [
    figure('x1', '2022-03-14', 139, PG, { scope: 'Almaty' }),
    figure('x2', '2022-01-15', 19, PG, { population: 'law_enforcement' }),
    figure('x3', '2022-03-14', 243, PG, { metric: 'criminal_cases', offence: 'torture' }),
    figure('x4', '2022-03-14', 243, PG, { metric: 'criminal_cases' }),
    figure('x5', '2022-01-08', 5, PG, { counting: 'in_period', period: '2022-01-08' }),
  ];
  const found = groupFigures([...KILLED, ...others]);
  expect(found).toHaveLength(6);
  expect(found.find((s) => s.figures.length > 1)?.figures).toHaveLength(8);
});

test('two counts of one day that exclude each other are a conflict; "at least" and withdrawn ones are none', () => {
  const detained = (id: string, n: Value, who: string, more = {}) =>
    figure(id, '2022-01-09', 0, who, { metric: 'detained', value: n, ...more });
  const conflicts = (...list: readonly RecordView[]) => groupFigures(list)[0]?.conflicts;
  const a = detained('FG022', exact(5800), "President's office");
  const b = detained('FG023', exact(5969), 'Interior Ministry');
  expect(conflicts(a, b)).toEqual([{ a: 'FG022', b: 'FG023' }]);
  expect(conflicts(a, detained('c', { low: 2000, as_given: 'more than 2,000', exact: false }, 'x'))).toEqual([]);
  expect(conflicts(a, detained('d', exact(5969), 'x', { status: 'withdrawn' }))).toEqual([]);
  expect(conflicts(a, detained('e', { low: 5700, high: 5900, as_given: '5,700-5,900', exact: false }, 'x'))).toEqual(
    [],
  );
  expect(conflicts(a, detained('f', exact(7939), 'x', { as_of: '2022-01-10' }))).toEqual([]);
  expect(conflicts(a, detained('g', exact(7939), 'x', { as_of: '2022-01' }))).toHaveLength(1);
});

test('a newer value of the same counter is proposed to replace the older, and nothing is changed', () => {
  const [series] = groupFigures(KILLED);
  expect(series?.supersedes).toEqual([
    { older: 'FG059', newer: 'FG061' },
    { older: 'FG061', newer: 'FG063' },
    { older: 'FG063', newer: 'FG064' },
    { older: 'FG064', newer: 'FG065' },
  ]);
  expect(series?.figures.every((f) => f.status === 'current' || f.status === 'withdrawn')).toBe(true);
});

test('a headline is never a bare number', () => {
  const headlines = KILLED.slice(0, 2)
    .map(readFigure)
    .flatMap((f) => (f ? [headline(f, 'en'), headline(f, 'ru')] : []));
  expect(headlines).toEqual([
    `238 (${PG}, August 2022)`,
    `238 (${PG}, август 2022 г.)`,
    'Withdrawn: 164 (government channel, 9 January 2022)',
    'Отозвано: 164 (government channel, 9 января 2022 г.)',
  ]);
});

test('the order of figures depends on date and id alone', () => {
  const expected = groupFigures(KILLED);
  fc.assert(
    fc.property(fc.shuffledSubarray(KILLED, { minLength: KILLED.length }), (shuffled) => {
      expect(groupFigures(shuffled)).toEqual(expected);
      const sorted = shuffled
        .map(readFigure)
        .flatMap((f) => (f ? [f] : []))
        .sort(compareFigures);
      expect(sorted.map((f) => f.id)).toEqual(expected[0]?.figures.map((f) => f.id));
    }),
    propertyRuns(100),
  );
});
