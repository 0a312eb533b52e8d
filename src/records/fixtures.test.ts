/** Valid and invalid records as files: another implementation can use them. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { RecordId } from '../base/ids.ts';
import { expectOk, type Json } from '../base/result.ts';
import type { Value } from '../ledger/model.ts';
import { recordErrors } from '../messages/errors/records.ts';
import { searchErrors } from '../messages/errors/search.ts';
import { foldRecord } from './fold.ts';
import { isList } from './field.ts';
import { isKindName, KIND_NAMES, KIND_PREFIX, type KindName } from './kind-names.ts';
import type { RecordClaim, RecordView } from './model.ts';
import { fieldOf } from './registry.ts';
import { checkRequired, parseFieldValues, requiredFor } from './validate.ts';
import { kindSchema } from './value-schema.ts';

interface Fixture {
  readonly kind: string;
  readonly state?: string;
  readonly fields: { readonly [field: string]: Json };
}
const folder = new URL('../../test/fixtures/records/', import.meta.url);
const read = <T>(path: string): T => JSON.parse(readFileSync(new URL(path, folder), 'utf8')) as T;
const names = (sub: string): readonly string[] =>
  readdirSync(new URL(`${sub}/`, folder)).filter((n) => n.endsWith('.json') && !n.endsWith('.expect.json'));

const CLAIM: Omit<RecordClaim, 'claim' | 'subject' | 'kind' | 'field' | 'value'> = {
  space: '00',
  party: '11',
  by: null,
  conf: 'reported',
  sources: [],
  obs: null,
  speaker: null,
  modality: null,
  lang: null,
  prec: null,
  vis: null,
  reliability: null,
  note: null,
  asGiven: null,
  batch: null,
  ms: 0,
  forked: false,
};

type Outcome = { readonly view: RecordView; readonly parsed: { readonly [field: string]: Value } };
type Refusal = { readonly code: string; readonly field: unknown };

/** The record of a fixture, or the first refusal. */
function load(fixture: Fixture): Outcome | Refusal {
  const kind = fixture.kind as KindName;
  const subject = `${KIND_PREFIX[kind]}_${'0'.repeat(26)}` as RecordId;
  const claims: RecordClaim[] = [];
  const parsed: { [field: string]: Value } = {};
  for (const [field, json] of Object.entries(fixture.fields)) {
    const values = parseFieldValues(kind, field, json);
    if (!values.ok) return { code: values.error.code, field: values.error.params?.['field'] };
    for (const [i, value] of values.value.entries())
      claims.push({ ...CLAIM, claim: `${field}.${i}`, subject, kind, field, value });
    const def = fieldOf(kind, field);
    parsed[field] = def && isList(def) ? values.value : (values.value[0] as Value);
  }
  const view = foldRecord(subject, claims);
  const [missing] = requiredFor(kind, null, view);
  if (missing !== undefined) return { code: 'E_REQUIRED', field: missing };
  const state = fixture.state;
  const required = state === undefined ? null : checkRequired(kind, state, view);
  if (required && !required.ok) return { code: required.error.code, field: required.error.params?.['field'] };
  return { view, parsed };
}

describe('a valid record of each kind', () => {
  test('there is one for every kind', () => {
    const kinds = names('valid').map((n) => read<Fixture>(`valid/${n}`).kind);
    expect([...kinds].sort()).toEqual([...KIND_NAMES].sort());
  });
  test.each(names('valid'))('%s is read, and what is read fits the schema of its kind', (name) => {
    const fixture = read<Fixture>(`valid/${name}`);
    const outcome = load(fixture);
    expect(outcome).toHaveProperty('view');
    if (!('view' in outcome) || !isKindName(fixture.kind)) return;
    const checked = kindSchema(fixture.kind).safeParse(outcome.parsed);
    expect(checked.error?.issues ?? []).toEqual([]);
    // What was read once is read again as itself: values survive a round trip through the API.
    for (const [field, value] of Object.entries(outcome.parsed)) {
      const again = expectOk(parseFieldValues(fixture.kind, field, value as Json), field);
      expect(again).toEqual(Array.isArray(value) ? value : [value]);
    }
  });
});

describe('an invalid record is refused with its code', () => {
  const invalid = names('invalid');
  test('every kind has one', () => {
    const kinds = new Set(invalid.map((n) => read<Fixture>(`invalid/${n}`).kind));
    expect([...kinds].sort()).toEqual([...KIND_NAMES].sort());
  });
  test.each(invalid)('%s', (name) => {
    const expected = read<Refusal>(`invalid/${name.replace(/\.json$/, '.expect.json')}`);
    expect(load(read<Fixture>(`invalid/${name}`))).toEqual(expected);
    expect(Object.keys({ ...recordErrors, ...searchErrors })).toContain(expected.code);
  });
  test('every code of this room is among them', () => {
    const codes = new Set(invalid.map((n) => read<Refusal>(`invalid/${n.replace(/\.json$/, '.expect.json')}`).code));
    const expected = ['E_COUNT_ORDER', 'E_DATE', 'E_EMPTY', 'E_FIELD', 'E_ID', 'E_ID_KIND', 'E_LIMIT', 'E_REQUIRED'];
    expect([...codes].sort()).toEqual([...expected, 'E_TERM', 'E_VALUE'].sort());
  });
});
