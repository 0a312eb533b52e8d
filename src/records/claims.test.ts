import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { propertyRuns } from '../../test/property-runs.ts';
import { utf8 } from '../base/bytes.ts';
import type { Ctx, LiveClaim, Value } from '../ledger/model.ts';
import { canonicalText } from './canonical.ts';
import { ctxFields, toRecordClaim } from './claims.ts';
import { contentKey, contentKeyHalves, importId } from './import-ids.ts';
import { parseRecordId } from './kind-names.ts';
import { ceilingOf, compareVisibility, narrower, reaches, VISIBILITIES, wider } from './visibility.ts';

const bytes = (fill: number, n = 32): Uint8Array => new Uint8Array(n).fill(fill);
const ctx = (extra: Ctx['extra'] = {}): Ctx => ({ conf: 'reported', src: [], obs: null, extra });

describe('ledger claims as records read them', () => {
  const live: LiveClaim = {
    entry: bytes(1),
    index: 4,
    space: bytes(2),
    subject: bytes(3, 16),
    kind: 'Event',
    field: 'date',
    value: '2022-01-05',
    ctx: {
      conf: 'corroborated',
      src: [
        { type: 'own' },
        { type: 'source', id: bytes(5, 16) },
        { type: 'evidence', id: bytes(6, 16) },
        { type: 'claim', ref: { entry: bytes(7), index: 2 } },
      ],
      obs: '2022',
      extra: {
        speaker: 'a ministry',
        modality: 'alleged',
        vis: 'organisation',
        as_given: '5 Jan',
        reliability: 'likely',
        lang: 'en',
        row: 7,
      },
    },
    party: bytes(8),
    by: bytes(9, 16),
    ms: 17,
    ctr: 0,
    batch: null,
    forked: true,
  };
  test('names its sources, its author and what was said about it', () => {
    const claim = toRecordClaim(live);
    expect(claim).toMatchObject({
      claim: `${'01'.repeat(32)}.4`,
      party: '08'.repeat(32),
      by: '09'.repeat(16),
      conf: 'corroborated',
      speaker: 'a ministry',
      modality: 'alleged',
      vis: 'organisation',
      asGiven: '5 Jan',
      reliability: 'likely',
      lang: 'en',
      prec: null,
      batch: null,
      ms: 17,
      forked: true,
    });
    expect(claim.sources.map((s) => s.slice(0, 4))).toEqual(['own', 'src_', 'evd_', '0707']);
    expect(parseRecordId(claim.subject)).toMatchObject({ ok: true, value: { kind: 'Event' } });
  });
  test('a word of ctx that this version cannot use is left out, not guessed', () => {
    expect(ctxFields(ctx({ vis: 'everyone', speaker: 7, note: '' }))).toMatchObject({
      vis: null,
      speaker: null,
      note: null,
    });
  });
});

describe('audiences', () => {
  test('a claim narrows the ceiling of its field and never widens it', () => {
    const claim = { kind: 'Person', field: 'health', value: 'asthma', vis: null };
    expect(ceilingOf(claim)).toBe('vault');
    expect(ceilingOf({ ...claim, vis: 'public' })).toBe('vault');
    expect(ceilingOf({ kind: 'Event', field: 'title', value: 'x', vis: 'organisation' })).toBe('organisation');
    expect(ceilingOf({ kind: 'Person', field: '~health', value: [], vis: null })).toBe('vault');
    expect(ceilingOf({ kind: 'Comet', field: 'tail', value: 1, vis: null })).toBe('coalition');
  });
  test('the actor of an involvement is a vault value when it is a person', () => {
    const actor = (value: Value) => ceilingOf({ kind: 'Involvement', field: 'actor', value, vis: null });
    expect([actor(`per_${'0'.repeat(26)}`), actor(`org_${'0'.repeat(26)}`), actor('somebody')]).toEqual([
      'vault',
      'coalition',
      'vault',
    ]);
  });
  test('the order of audiences', () => {
    fc.assert(
      fc.property(fc.constantFrom(...VISIBILITIES), fc.constantFrom(...VISIBILITIES), (a, b) => {
        expect(compareVisibility(narrower(a, b), wider(a, b))).toBeLessThanOrEqual(0);
        expect(reaches(a, b)).toBe(wider(a, b) === a);
      }),
      propertyRuns(100),
    );
    expect(reaches('public', 'coalition')).toBe(true);
    expect(reaches('vault', 'organisation')).toBe(false);
  });
});

describe('ids of imported rows', () => {
  const mac = (key: string) => (input: Uint8Array) => new Uint8Array(createHmac('sha256', key).update(input).digest());
  const salt = mac('space salt');
  test('the same row gives the same id on any node of the space, and another in another space', () => {
    const id = importId(salt, 'jan2022', 'Event', ['EV001']);
    expect(importId(salt, 'jan2022', 'Event', ['EV001'])).toEqual(id);
    expect(parseRecordId(id.text, 'Event').ok).toBe(true);
    expect((id.id[6] as number) >> 4).toBe(8);
    expect((id.id[8] as number) >> 6).toBe(2);
    expect(importId(mac('another'), 'jan2022', 'Event', ['EV001']).text).not.toBe(id.text);
    expect(importId(salt, 'jan2022', 'Person', ['EV001']).id).not.toEqual(id.id);
  });
  test('keys of several cells do not run into each other', () => {
    expect(importId(salt, 'n', 'Event', ['ab', 'c']).text).not.toBe(importId(salt, 'n', 'Event', ['a', 'bc']).text);
    expect(importId(salt, 'n', 'Event', ['a\u001fb']).text).not.toBe(importId(salt, 'n', 'Event', ['a', 'b']).text);
  });
  test('a content key names the row in its first half and the values in its second', () => {
    const key = (row: string, values: Value) => contentKeyHalves(contentKey(salt, 'p', [row], values));
    expect(key('1', { a: 1, b: 2 })).toEqual(key('1', { b: 2, a: 1 }));
    expect(key('1', { a: 1 }).first).toBe(key('1', { a: 2 }).first);
    expect(key('1', { a: 1 }).second).not.toBe(key('1', { a: 2 }).second);
    expect(key('2', { a: 1 }).first).not.toBe(key('1', { a: 1 }).first);
    expect(key('1', {}).first).toHaveLength(32);
  });
});

test('canonical text: key order does not matter, types do', () => {
  expect(canonicalText({ b: [1, null], a: utf8('x') })).toBe(canonicalText({ a: utf8('x'), b: [1, null] }));
  expect(new Set(['1', 1, true, null, ['1'], utf8('1')].map((v) => canonicalText(v as Value))).size).toBe(6);
});
