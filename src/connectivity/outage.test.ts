/** The outage of January 2022 as its sources give it: every account listed, none chosen, ends disputed. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { propertyRuns } from '../../test/property-runs.ts';
import type { Value } from '../ledger/model.ts';
import type { RecordView } from '../records/model.ts';
import { type Claims, each, view } from '../records/view-fixture.ts';
import { fitHours } from './hours.ts';
import { lanes } from './lanes.ts';
import { deriveOutage } from './outage.ts';

const KZ = 'plc_kz';
const ALMATY = 'plc_almaty';
const CAPITAL = 'plc_capital';

function seen(
  id: string,
  time: string,
  state: string,
  basis: string,
  origin: string,
  more: { readonly [field: string]: Value | Claims } = {},
): RecordView {
  return view('ConnectivityObservation', id, {
    place: KZ,
    medium: 'all',
    state,
    at: time,
    basis,
    origin_key: origin,
    source: `src_${origin}`,
    ...more,
  });
}

const mobile = { medium: 'mobile_data' };
const JANUARY = [
  seen('OU005', '2022-01-02/2022-01-11', 'down', 'summary', 'accessnow'),
  seen('OU007', '2022-01-04', 'service_blocked', 'field_report', 'aljazeera', { medium: 'messenger' }),
  seen('OU010', '2022-01-04T14:30Z', 'degraded', 'measurement', 'cloudflare', mobile),
  seen('OU011', '2022-01-04T16:00Z/2022-01-05T10:30Z', 'degraded', 'measurement', 'cloudflare', mobile),
  seen('OU012', '2022-01-04T19:06', 'down', 'field_report', 'net4people', mobile),
  seen('OU014', '2022-01-05/2022-01-10', 'down', 'statement', 'jurist'),
  seen('OU015', '2022-01-05/2022-01-06', 'restored_briefly', 'field_report', 'dcd'),
  seen('OU016', '2022-01-05T10:30Z/2022-01-10T02:00Z', 'down', 'measurement', 'netblocks', {
    level: { low: 5, best: 5, high: 5, as_given: '5', exact: true },
  }),
  seen('OU017', '2022-01-05T10:45Z', 'down', 'measurement', 'cloudflare'),
  seen('OU018', '2022-01-05T11:15Z/2022-01-11T02:15Z', 'down', 'measurement', 'ripe'),
  seen('OU022', '2022-01-05T17:00+06:00', 'down', 'field_report', 'cpj', { place: each(ALMATY, KZ) }),
  seen('OU023', '2022-01-06T12:00Z', 'restored_briefly', 'measurement', 'ripe'),
  seen('OU030', '2022-01-10/2022-01-10', 'down', 'measurement', 'netblocks'),
  seen('OU033', '2022-01-17', 'open', 'field_report', 'accessnow'),
  seen('OU002', '2021-02-28T14:00+06:00/2021-02-28T17:00+06:00', 'down', 'field_report', 'accessnow'),
  seen('OU013', '2022-01-05/2022-01-10', 'down', 'field_report', 'rferl', { place: ALMATY }),
  seen('OU031', '2022-01-10', 'open', 'field_report', 'rferl', { place: ALMATY }),
  seen('OU032', '2022-01-11', 'open', 'statement', 'izvestia', { place: ALMATY }),
  seen('OU021', '2022-01-05T17:00+06:00/2022-01-05T23:00+06:00', 'down', 'field_report', 'sia', {
    place: CAPITAL,
    medium: 'fixed',
  }),
  seen('OU026', '2022-01-07T12:00+06:00/2022-01-07T23:59+06:00', 'down', 'field_report', 'sia', {
    place: CAPITAL,
    medium: 'fixed',
  }),
  seen('OU029', '2022-01-09T12:00+06:00/2022-01-10', 'down', 'field_report', 'trend', {
    place: CAPITAL,
    medium: 'fixed',
  }),
];

const outage = (place: string, medium: string) =>
  view('Outage', `out_${place}_${medium}`, { place, medium, window: '2022-01-04/2022-01-17' });
const ids = (list: readonly { readonly observation: string }[]) => list.map((a) => a.observation);

describe('Kazakhstan, all networks', () => {
  const reading = deriveOutage(outage(KZ, 'all'), JANUARY);

  test('four starts on 5 January, each with its source, none chosen', () => {
    expect(reading.starts.map((s) => [s.observation, new Date(s.at.lo).toISOString()])).toEqual([
      ['OU016', '2022-01-05T10:30:00.000Z'],
      ['OU017', '2022-01-05T10:45:00.000Z'],
      ['OU022', '2022-01-05T11:00:00.000Z'],
      ['OU018', '2022-01-05T11:15:00.000Z'],
    ]);
    expect(ids(reading.coarseStarts)).toEqual(['OU014']);
    expect(ids(reading.renewed)).toEqual(['OU030']);
  });

  test('brief returns are listed, and the ends of 10 and 11 January are disputed', () => {
    expect(ids(reading.briefReturns)).toEqual(['OU015', 'OU023']);
    expect(reading.ends.map((e) => [e.observation, e.at.text])).toEqual([
      ['OU016', '2022-01-10T02:00Z'],
      ['OU018', '2022-01-11T02:15Z'],
    ]);
    expect(reading.disputed).toBe(true);
    expect(ids(reading.coarseEnds)).toEqual(['OU014', 'OU030', 'OU033']);
    expect(reading.interval).toEqual({
      earliestStart: Date.parse('2022-01-05T10:30Z'),
      latestStart: Date.parse('2022-01-05T11:15Z'),
      earliestEnd: Date.parse('2022-01-10T02:00Z'),
      latestEnd: Date.parse('2022-01-11T02:15Z'),
    });
  });

  test('the summary of the whole series is named and left out, other media are named', () => {
    expect(reading.summaries).toEqual(['OU005']);
    expect(reading.otherMedia).toEqual([
      { medium: 'messenger', observations: ['OU007'] },
      { medium: 'mobile_data', observations: ['OU010', 'OU011', 'OU012'] },
    ]);
    expect(reading.observations).not.toContain('OU002');
  });

  test('graded A: three measured origins within 45 minutes', () => {
    expect(reading.grade).toEqual({
      grade: 'A',
      reason: 'measured_within_hour',
      measuredOrigins: 3,
      origins: 5,
      spreadMinutes: 45,
    });
  });

  test('111 hours fit the gross time from 11:00Z, not the time less four hours of access', () => {
    expect(fitHours(reading, 111, 4)).toMatchObject({ fits: 'gross' });
    expect(fitHours(reading, 111).pairs[0]).toEqual({ start: 'OU022', end: 'OU016' });
    expect(fitHours(reading, 107, 4).fits).toBe('net');
    expect(fitHours(reading, 90).fits).toBe('none');
  });
});

test('mobile is apart: slowed from 4 January 14:30Z, one reported cut', () => {
  const reading = deriveOutage(outage(KZ, 'mobile_data'), JANUARY);
  expect(reading.limits.map((l) => [l.observation, l.at.text, l.state, l.sameOriginAs])).toEqual([
    ['OU010', '2022-01-04T14:30Z', 'degraded', null],
    ['OU011', '2022-01-04T16:00Z', 'degraded', 'OU010'],
  ]);
  expect(ids(reading.starts)).toEqual(['OU012']);
  expect(reading.interval?.earliestEnd).toBeNull();
  expect(reading.grade).toMatchObject({ grade: 'C', reason: 'time_unmeasured' });
});

test('Almaty is read by its own accounts; two days of return exclude each other', () => {
  const reading = deriveOutage(outage(ALMATY, 'all'), JANUARY);
  expect(ids(reading.starts)).toEqual(['OU022']);
  expect(ids(reading.ends)).toEqual(['OU013', 'OU031', 'OU032']);
  expect(reading.disputed).toBe(true);
});

test('in the capital each later cut is a renewed one, and what ended before it was a pause', () => {
  const reading = deriveOutage(outage(CAPITAL, 'fixed'), JANUARY);
  expect([ids(reading.starts), ids(reading.renewed), ids(reading.pauses), ids(reading.ends)]).toEqual([
    ['OU021'],
    ['OU026', 'OU029'],
    ['OU021', 'OU026'],
    ['OU029'],
  ]);
  expect(reading.disputed).toBe(false);
});

test('one origin quoted by five papers counts once and never makes a grade', () => {
  const quoted = [1, 2, 3, 4, 5].map((n) =>
    seen(`Q${n}`, `2022-01-05T10:3${n}Z`, 'down', 'measurement', 'netblocks', {
      source: `src_paper${n}`,
      level: n === 5 ? '2' : '5',
    }),
  );
  const reading = deriveOutage(outage(KZ, 'all'), quoted);
  expect(reading.starts.map((s) => s.sameOriginAs)).toEqual([null, 'Q1', 'Q1', 'Q1', 'Q1']);
  expect([reading.origins, reading.grade.grade, reading.grade.reason]).toEqual([1, 'C', 'time_alone']);
  expect(reading.levels.map((l) => [l.percent, l.differs])).toEqual([
    ['5', true],
    ['5', true],
    ['5', true],
    ['5', true],
    ['2', true],
  ]);
});

test('grades by evidence of the start', () => {
  const grade = (...list: readonly RecordView[]) => deriveOutage(outage(KZ, 'all'), list).grade;
  const day = (id: string, origin: string, time = '2022-01-05') => seen(id, time, 'down', 'field_report', origin);
  const timed = (id: string, origin: string, time: string) => seen(id, time, 'down', 'measurement', origin);
  expect(grade()).toMatchObject({ grade: 'D', reason: 'no_start' });
  expect(grade(day('a', 'x'))).toMatchObject({ grade: 'D', reason: 'one_origin_days' });
  expect(grade(day('a', 'x'), day('b', 'y'))).toMatchObject({ grade: 'C', reason: 'days_agree' });
  expect(grade(day('a', 'x'), day('b', 'y', '2022-01-08'))).toMatchObject({ grade: 'D', reason: 'days_differ' });
  expect(grade(timed('a', 'x', '2022-01-05T10:30Z'), day('b', 'y'))).toMatchObject({
    grade: 'B',
    reason: 'measured_and_reported',
  });
  expect(grade(timed('a', 'x', '2022-01-05T10:30Z'), timed('b', 'y', '2022-01-05T14:00Z'))).toMatchObject({
    grade: 'B',
    reason: 'measured_apart',
    spreadMinutes: 210,
  });
});

test('no account at all: nothing is concluded', () => {
  expect(deriveOutage(outage('plc_aktau', 'all'), JANUARY)).toMatchObject({
    interval: null,
    disputed: false,
    starts: [],
    origins: 0,
  });
});

test('the order in which observations arrive changes nothing, and every matching one stands somewhere', () => {
  const expected = deriveOutage(outage(KZ, 'all'), JANUARY);
  fc.assert(
    fc.property(fc.shuffledSubarray(JANUARY, { minLength: JANUARY.length }), (shuffled) => {
      expect(deriveOutage(outage(KZ, 'all'), shuffled)).toEqual(expected);
    }),
    propertyRuns(100),
  );
  fc.assert(
    fc.property(
      fc.shuffledSubarray(JANUARY),
      fc.constantFrom(KZ, ALMATY, CAPITAL),
      fc.constantFrom('all', 'fixed', 'mobile_data'),
      (some, place, medium) => {
        const r = deriveOutage(outage(place, medium), some);
        const listed = new Set([
          ...[...r.starts, ...r.coarseStarts, ...r.renewed, ...r.ends, ...r.coarseEnds, ...r.pauses].map(
            (a) => a.observation,
          ),
          ...[...r.briefReturns, ...r.partialReturns, ...r.limits].map((a) => a.observation),
          ...r.summaries,
          ...r.unknown,
        ]);
        expect([...listed].sort()).toEqual([...r.observations].sort());
      },
    ),
    propertyRuns(200),
  );
});

describe('lanes', () => {
  const all = lanes(JANUARY);

  test('one lane per place and medium; an account of two places stands in both', () => {
    expect(all.map((l) => `${l.place} ${l.medium}`)).toEqual([
      'plc_almaty all',
      'plc_capital fixed',
      'plc_kz all',
      'plc_kz messenger',
      'plc_kz mobile_data',
    ]);
    const bars = (place: string) =>
      all.filter((l) => l.place === place && l.medium === 'all').flatMap((l) => l.rows.flatMap((r) => r.bars));
    expect(bars(KZ).map((b) => b.observation)).toContain('OU022');
    expect(bars(ALMATY).map((b) => b.observation)).toContain('OU022');
  });

  test('one row per source, drawn by how it is known', () => {
    const rows = all.find((l) => l.place === KZ && l.medium === 'all')?.rows ?? [];
    const netblocks = rows.find((r) => r.source === 'src_netblocks');
    expect(netblocks?.bars.map((b) => [b.observation, b.drawn, b.strength])).toEqual([
      ['OU016', 'solid', 'cut'],
      ['OU030', 'hollow', 'cut'],
    ]);
    const ripe = rows.find((r) => r.source === 'src_ripe');
    expect(ripe?.notches.map((n) => n.observation)).toEqual(['OU023']);
    expect(rows.find((r) => r.source === 'src_jurist')?.bars[0]).toMatchObject({ drawn: 'hollow', summary: false });
    expect(
      rows.find((r) => r.source === 'src_accessnow')?.bars.map((b) => [b.observation, b.strength, b.summary]),
    ).toEqual([
      ['OU002', 'cut', false],
      ['OU005', 'cut', true],
      ['OU033', 'back', false],
    ]);
  });
});
