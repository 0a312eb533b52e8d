/** Clocks of followed cases, in hours and across the zone change of 2024. Persons are invented. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { propertyRuns } from '../../test/property-runs.ts';
import { DETENTION_STATES } from './detention.ts';
import { type DetentionFacts, detentionClocks, readDetention } from './detention-clocks.ts';
import { asDate } from './field-values.ts';
import { legalProfileSchema } from './legal-profile.ts';
import { each, view } from './view-fixture.ts';

const KZ = legalProfileSchema.parse(JSON.parse(readFileSync('profiles/legal/kz.json', 'utf8')));
const HOUR = 3_600_000;
/** Almaty: +06 until the end of February 2024, +05 since. */
const settings = { dayOffset: (day: string) => (day < '2024-03-01' ? 360 : 300) };
const date = (text: string) => asDate(text) ?? { text, lo: 0, hi: 0 };
const facts = (more: Partial<DetentionFacts> = {}): DetentionFacts => ({
  followed: true,
  state: 'held_police',
  arrestedAt: date('2022-01-07T10:00+06:00'),
  lastConfirmed: date('2022-01-07T10:00+06:00'),
  termEnd: null,
  hearings: [],
  illTreatment: null,
  minor: false,
  ...more,
});
const at = (iso: string) => Date.parse(iso);
const custody = (f: DetentionFacts, now: number, profile = KZ) =>
  detentionClocks(f, profile, now, settings)
    .filter((c) => c.id === 'custody')
    .map((c) => [c.row, (c.left ?? 0) / HOUR, c.level]);

describe('custody limits', () => {
  const arrest = at('2022-01-07T04:00Z');

  test('an adult has 3, 48 and 72 hours, a minor and a person of unknown age 3 and 24', () => {
    const adult = [
      ['kz.brought_in', 3, 'none'],
      ['kz.custody', 48, 'none'],
      ['kz.custody_exception', 72, 'none'],
    ];
    const minor = [
      ['kz.brought_in', 3, 'none'],
      ['kz.custody_minor', 24, 'none'],
    ];
    expect(custody(facts(), arrest)).toEqual(adult);
    expect(custody(facts({ minor: true }), arrest)).toEqual(minor);
    expect(custody(facts({ minor: null }), arrest)).toEqual(minor);
  });

  test('a limit that has passed says how many hours ago', () => {
    expect(custody(facts(), arrest + 50 * HOUR)).toEqual([
      ['kz.brought_in', -47, 'red'],
      ['kz.custody', -2, 'red'],
      ['kz.custody_exception', 22, 'none'],
    ]);
  });

  test('every row says that a lawyer must confirm it', () => {
    expect(
      detentionClocks(facts(), KZ, arrest)
        .filter((c) => c.id === 'custody')
        .map((c) => c.status),
    ).toEqual(Array(3).fill('confirm_with_a_lawyer'));
  });

  test('an arrest known to the day counts from the first hour of that local day, at the earliest', () => {
    const day = facts({ arrestedAt: date('2022-01-07') });
    expect(custody(day, at('2022-01-06T18:00Z'))[0]).toEqual(['kz.brought_in', 3, 'none']);
    const clocks = detentionClocks(day, KZ, at('2022-01-07T00:00Z'), settings);
    expect(clocks.filter((c) => c.id === 'custody').every((c) => c.atTheEarliest)).toBe(true);
    expect(detentionClocks(facts(), KZ, arrest).some((c) => c.atTheEarliest)).toBe(false);
  });

  test('hours stay hours across the zone change of 1 March 2024', () => {
    const before = facts({ arrestedAt: date('2024-02-29T23:30+06:00') });
    expect(custody(before, at('2024-02-29T23:30+05:00'))[0]).toEqual(['kz.brought_in', 2, 'none']);
    const last = facts({ arrestedAt: date('2024-02-29') });
    expect(custody(last, at('2024-02-28T18:00Z'))[1]).toEqual(['kz.custody', 48, 'none']);
    const first = facts({ arrestedAt: date('2024-03-01') });
    expect(custody(first, at('2024-02-29T19:00Z'))[1]).toEqual(['kz.custody', 48, 'none']);
  });

  test('another file is another clock; no profile is no custody clock', () => {
    const changed = { ...KZ, limits: KZ.limits.map((l) => (l.id === 'kz.custody' ? { ...l, hours: 24 } : l)) };
    expect(custody(facts(), arrest, changed)[1]).toEqual(['kz.custody', 24, 'none']);
    const monthly = { ...KZ, limits: [{ ...KZ.limits[0], id: 'm', hours: undefined, months: 1 }] };
    expect(
      custody(facts({ arrestedAt: date('2022-01-31T00:00Z') }), at('2022-01-31'), legalProfileSchema.parse(monthly)),
    ).toEqual([['m', 28 * 24, 'none']]);
    expect(detentionClocks(facts(), null, arrest).filter((c) => c.id === 'custody')).toEqual([]);
    expect(legalProfileSchema.safeParse({ ...KZ, limits: [{ ...KZ.limits[0], days: 2 }] }).success).toBe(false);
  });
});

describe('other clocks', () => {
  const only = (f: DetentionFacts, id: string, now: string) =>
    detentionClocks(f, KZ, at(now), settings).find((c) => c.id === id);

  test('the last word turns amber after 7 days and red after 30', () => {
    const level = (now: string) => only(facts(), 'last_confirmed', now)?.level;
    expect([level('2022-01-14T04:00Z'), level('2022-01-14T04:01Z'), level('2022-02-06T04:01Z')]).toEqual([
      'none',
      'amber',
      'red',
    ]);
    expect(only(facts(), 'last_confirmed', '2022-01-09T10:00Z')).toMatchObject({
      elapsed: 54 * HOUR,
      due: null,
      left: null,
    });
  });

  test('the next check comes after 12 hours, a day, 2 or 14 days by state', () => {
    const left = (state: string, now = '2022-01-07T04:00Z') =>
      (only(facts({ state }), 'next_check', now)?.left ?? 0) / HOUR;
    expect([left('alleged'), left('held_police'), left('held_remand')]).toEqual([12, 48, 336]);
    expect(left('whereabouts_unknown', '2022-01-10T04:00Z')).toBe(24 - 72);
  });

  test('an examination is due 6 hours after ill-treatment was reported, or as the space sets it', () => {
    const hurt = facts({ illTreatment: date('2022-01-08T12:00Z') });
    expect(only(hurt, 'examination', '2022-01-08T13:00Z')).toMatchObject({ left: 5 * HOUR, level: 'due' });
    const set = (examinationHours: number) =>
      detentionClocks(hurt, KZ, at('2022-01-08T12:00Z'), { examinationHours }).find((c) => c.id === 'examination')
        ?.left;
    expect([set(1), set(100), set(0)]).toEqual([HOUR, 24 * HOUR, HOUR]);
  });

  test('a disappearance has three calendar months from the last word, with a warning at 60 days', () => {
    const gone = facts({ state: 'whereabouts_unknown' });
    expect(only(gone, 'disappearance', '2022-01-08T00:00Z')?.due).toBe(at('2022-04-07T04:00Z'));
    expect(only(gone, 'disappearance', '2022-03-08T04:00Z')?.level).toBe('amber');
    expect(only(facts(), 'disappearance', '2022-03-08T04:00Z')).toBeUndefined();
  });

  test('term end and hearings are shown 14, 3 and 0 days before', () => {
    const f = facts({ termEnd: date('2022-03-01'), hearings: [date('2022-02-01T09:00Z'), date('2022-01-02')] });
    expect(only(f, 'term_end', '2022-01-20T00:00Z')?.level).toBe('none');
    expect(only(f, 'term_end', '2022-02-20T00:00Z')?.level).toBe('amber');
    expect(only(f, 'term_end', '2022-02-26T00:00Z')?.level).toBe('red');
    expect(only(f, 'term_end', '2022-03-01T00:00Z')?.level).toBe('due');
    expect(detentionClocks(f, KZ, at('2022-01-20'), settings).filter((c) => c.id === 'hearing')).toHaveLength(1);
  });
});

test('facts are read from the record, a missing age stays unknown', () => {
  const det = view('Detention', 'det_1', {
    followed: true,
    state: 'held_police',
    arrested_at: '2022-01-07T10:00+06:00',
    last_confirmed: { at: '2022-01-08', by: 'sister', how: 'family' },
    hearings: each({ at: '2022-02-01' }),
    ill_treatment_reported: { at: '2022-01-08T12:00Z', by: 'lawyer' },
  });
  expect(readDetention(det, null)).toEqual({
    followed: true,
    state: 'held_police',
    arrestedAt: date('2022-01-07T10:00+06:00'),
    lastConfirmed: date('2022-01-08'),
    termEnd: null,
    hearings: [date('2022-02-01')],
    illTreatment: date('2022-01-08T12:00Z'),
    minor: null,
  });
});

test('a case that nobody follows, or that is closed or reported released, has no clock for any input', () => {
  const day = fc.constantFrom(null, '2022-01-07', '2022-01-07T10:00+06:00', '2024-03-01', '2022-01');
  fc.assert(
    fc.property(
      fc.constantFrom<string>(...DETENTION_STATES),
      day,
      day,
      day,
      fc.option(fc.boolean()),
      (state, a, b, c, minor) => {
        const span = (text: string | null) => (text === null ? null : date(text));
        const f = facts({
          state,
          arrestedAt: span(a),
          lastConfirmed: span(b),
          illTreatment: span(c),
          termEnd: span(c),
          hearings: c === null ? [] : [date(c)],
          minor,
        });
        expect(detentionClocks({ ...f, followed: false }, KZ, at('2022-02-01'), settings)).toEqual([]);
        const closed = ['released', 'released_conditional', 'escaped', 'died', 'release_reported'].includes(state);
        if (closed) expect(detentionClocks(f, KZ, at('2022-02-01'), settings)).toEqual([]);
      },
    ),
    propertyRuns(200),
  );
});
