/** Consent rules: phone and custody limits, unknown age, relatives who differ, approvals, withdrawal. Persons are invented. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { propertyRuns } from '../../test/property-runs.ts';
import type { Value } from '../ledger/model.ts';
import {
  CONSENT_SCOPES,
  type ConsentScope,
  consentScope,
  consentScopes,
  consentsOf,
  scopesOutOfReach,
} from './consent.ts';
import type { RecordView } from './model.ts';
import { at, claims, each, view } from './view-fixture.ts';

const NOW = at('2022-01-12T04:00:00Z');
const ID = 'per_00000000000000000000000001';
const given = (parts: { readonly [name: string]: Value }): Value => ({
  by: 'self',
  scope: ['record', 'publish_name'],
  manner: 'written',
  at: '2022-01-06',
  ...parts,
});
const person = (consents: readonly Value[], more: { readonly [field: string]: Value } = {}): RecordView =>
  view('Person', ID, { minor: false, consent: each(...consents), ...more });
const why = (p: RecordView, scope: ConsentScope = 'publish_name') => {
  const state = consentScope(p, scope, NOW);
  return [state.allowed, state.because];
};

describe('how it was given', () => {
  test('in writing and in person: what it names, nothing else', () => {
    expect(why(person([given({})]))).toEqual([true, 'given']);
    expect(why(person([given({ manner: 'in_person' })]))).toEqual([true, 'given']);
    expect(why(person([given({})]), 'press')).toEqual([false, 'not_given']);
    expect(why(person([]))).toEqual([false, 'not_given']);
  });
  test('by phone: never press, name or image', () => {
    const all = [...CONSENT_SCOPES];
    const phone = consentScopes(person([given({ manner: 'phone', scope: all })]), NOW);
    expect(phone.filter((s) => !s.allowed).map((s) => [s.scope, s.because])).toEqual([
      ['press', 'phone'],
      ['publish_name', 'phone'],
      ['publish_image', 'phone'],
    ]);
    expect(scopesOutOfReach('phone', ['record', 'press'], [])).toEqual(['press']);
  });
  test('repeated in writing later, it reaches the name', () => {
    const p = person([given({ manner: 'phone' }), given({ manner: 'written', at: '2022-01-08' })]);
    expect(why(p)).toEqual([true, 'given']);
  });
  test('in custody: record and lawyer, and what was given in freedom before', () => {
    const inside = given({ manner: 'in_custody', scope: ['record', 'lawyer', 'press', 'embassy'], at: '2022-01-08' });
    expect(why(person([inside]), 'press')).toEqual([false, 'custody']);
    expect(why(person([inside]), 'lawyer')).toEqual([true, 'given']);
    const free = given({ scope: ['press'], at: '2022-01-02' });
    expect(why(person([free, inside]), 'press')).toEqual([true, 'given']);
    const later = given({ scope: ['embassy'], at: '2022-01-10', manner: 'phone' });
    expect(why(person([inside, later]), 'embassy')).toEqual([true, 'given']);
    expect(scopesOutOfReach('in_custody', ['record', 'embassy'], consentsOf(person([free])))).toEqual(['embassy']);
  });
  test('past its end, or not yet begun, it does not hold', () => {
    expect(why(person([given({ until: '2022-01-11' })]))).toEqual([false, 'ended']);
    expect(why(person([given({ at: '2022-02-01' })]))).toEqual([false, 'not_yet']);
  });
});

describe('who gave it', () => {
  test('the person goes before the family', () => {
    const family = given({ by: 'family' });
    expect(why(person([family]))).toEqual([true, 'given']);
    expect(why(person([given({ scope: ['record'] }), family]))).toEqual([false, 'not_given']);
  });
  test('relatives who differ: the narrowest holds', () => {
    const wide = given({ by: 'family', who: 'Aunt (invented)' });
    const narrow = given({ by: 'family', who: 'Brother (invented)', scope: ['record'] });
    expect(why(person([wide, narrow]))).toEqual([false, 'relatives_differ']);
    expect(why(person([wide, narrow]), 'record')).toEqual([true, 'given']);
    expect(why(person([wide, given({ by: 'family', who: 'Brother (invented)' })]))).toEqual([true, 'given']);
  });
  test('unknown age is a minor: a guardian and two approvals by two others', () => {
    const unknown = (consent: Value, approvals: readonly string[]): RecordView =>
      view('Person', ID, {
        consent: claims({ value: consent, by: 'aa'.repeat(16) }),
        '~consent': claims(
          ...approvals.map((by) => ({ value: ['prefer', [`${ID}.consent.0`], 'approved'] as Value, by })),
        ),
      });
    const guardian = given({ by: 'guardian' });
    const [one, two] = ['bb'.repeat(16), 'cc'.repeat(16)];
    expect(why(unknown(given({}), []))).toEqual([false, 'needs_guardian']);
    expect(why(unknown(given({}), []), 'record')).toEqual([true, 'given']);
    expect(why(unknown(guardian, []))).toEqual([false, 'needs_approvals']);
    expect(why(unknown(guardian, [one]))).toEqual([false, 'needs_approvals']);
    expect(why(unknown(guardian, [one, one]))).toEqual([false, 'needs_approvals']);
    expect(why(unknown(guardian, [one, 'aa'.repeat(16)]))).toEqual([false, 'needs_approvals']);
    expect(why(unknown(guardian, [one, two]))).toEqual([true, 'given']);
  });
  test('the family of a dead person: two approvals', () => {
    expect(why(person([given({ by: 'family' })], { life_state: 'dead' }))).toEqual([false, 'needs_approvals']);
  });
});

describe('withdrawal', () => {
  test('ends what it names, also what another party wrote down, and not what was given after', () => {
    const taken = given({ withdrawn: '2022-01-09' });
    expect(why(person([taken]))).toEqual([false, 'withdrawn']);
    expect(
      why(person([given({ at: '2022-01-05' }), given({ scope: ['publish_name'], withdrawn: '2022-01-09' })])),
    ).toEqual([false, 'withdrawn']);
    expect(why(person([taken, given({ at: '2022-01-11' })]))).toEqual([true, 'given']);
    const part = [given({ scope: ['publish_name'], withdrawn: '2022-01-09' }), given({ scope: ['record'] })];
    expect(why(person(part), 'record')).toEqual([true, 'given']);
  });
  test('after it the family cannot give the scope back for an adult', () => {
    expect(why(person([given({ withdrawn: '2022-01-09' }), given({ by: 'family', at: '2022-01-10' })]))).toEqual([
      false,
      'not_given',
    ]);
  });
});

test('no order of consents changes what holds; adding a withdrawal never widens anything', () => {
  const one = fc.record({
    by: fc.constantFrom('self', 'family', 'lawyer', 'guardian'),
    who: fc.constantFrom('A', 'B'),
    scope: fc.uniqueArray(fc.constantFrom(...CONSENT_SCOPES), { minLength: 1 }),
    manner: fc.constantFrom('written', 'in_person', 'phone', 'in_custody', 'family_line'),
    at: fc.constantFrom('2022-01-02', '2022-01-05', '2022-01-08'),
  });
  const allowed = (list: readonly Value[]): readonly string[] =>
    consentScopes(person(list), NOW)
      .filter((s) => s.allowed)
      .map((s) => s.scope);
  fc.assert(
    fc.property(fc.array(one, { maxLength: 5 }), (list) => {
      expect(allowed(list.toReversed())).toEqual(allowed(list));
      const after = allowed([
        ...list,
        { by: 'self', scope: [...CONSENT_SCOPES], manner: 'written', at: '2022-01-01', withdrawn: '2022-01-11' },
      ]);
      expect(after.filter((s) => !allowed(list).includes(s))).toEqual([]);
    }),
    propertyRuns(1000),
  );
});
