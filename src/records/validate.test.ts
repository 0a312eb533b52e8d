import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { propertyRuns } from '../../test/property-runs.ts';
import type { Json } from '../base/result.ts';
import type { Value } from '../ledger/model.ts';
import { claimOf, idOf } from './claims-fixture.ts';
import { readCount } from './counts.ts';
import { isList } from './field.ts';
import { foldRecord } from './fold.ts';
import { KIND_NAMES, type KindName } from './kind-names.ts';
import { detectScript, nameOf } from './names.ts';
import { KINDS } from './registry.ts';
import { checkRequired, parseFieldValue, parseFieldValues, requiredFor } from './validate.ts';
import { valueSchema } from './value-schema.ts';

const PLACE = idOf('Place');
const read = (kind: KindName, field: string, json: Json): Value | string => {
  const parsed = parseFieldValue(kind, field, json);
  return parsed.ok ? parsed.value : parsed.error.code;
};

describe('a command line gives strings for every type', () => {
  test.each<[KindName, string, Json, Value | string]>([
    ['Event', 'title', '  Rally\r\non the square ', 'Rally\non the square'],
    ['Event', 'kind', 'Стрельба', 'shooting'],
    ['Event', 'date', ' 2022-01-05~ ', '2022-01-05~'],
    ['Event', 'date', 'last week', 'E_DATE'],
    ['Event', 'killed', 'не менее 8', { low: 8, as_given: 'не менее 8', exact: false }],
    ['Event', 'killed', 7, { low: 7, best: 7, high: 7, as_given: '7', exact: true }],
    ['Event', 'killed', '{"low": 2, "high": 4}', { low: 2, high: 4, as_given: '2-4', exact: false }],
    ['Event', 'killed', { low: 5, best: 4, high: 6 }, 'E_COUNT_ORDER'],
    ['Event', 'killed', 2.5, 'E_VALUE'],
    ['Figure', 'value', 2.5, { low: '2.5', best: '2.5', high: '2.5', as_given: '2.5', exact: true }],
    ['Event', 'place', PLACE, PLACE],
    ['Event', 'place', '43.34, 52.86', { lat: '43.34', lon: '52.86', precision: 'unknown', as_given: '43.34, 52.86' }],
    ['Event', 'place', 'a village near the border', { precision: 'unknown', as_given: 'a village near the border' }],
    ['Event', 'place', { lat: 91, lon: 0 }, 'E_VALUE'],
    [
      'Event',
      'place',
      { lat: 43.5, lon: 52, precision: 'Settlement' },
      { lat: '43.5', lon: '52', precision: 'settlement' },
    ],
    ['Event', 'place', { lat: '43', lon: '52', precision: 'roughly' }, 'E_TERM'],
    ['Person', 'names', 'Әсел Ұлықбекова', { text: 'Әсел Ұлықбекова', lang: 'und', script: 'Cyrl', kind: 'full' }],
    [
      'Person',
      'names',
      { text: 'Assel', kind: 'as_heard', lang: 'en' },
      { text: 'Assel', lang: 'en', script: 'Latn', kind: 'as_heard' },
    ],
    ['Person', 'names', { text: 'Assel', kind: 'nick' }, 'E_TERM'],
    ['Person', 'minor', 'иә', true],
    ['Person', 'minor', 'нет', false],
    ['Person', 'minor', 'maybe', 'E_VALUE'],
    ['Person', 'sex', 'Female', 'female'],
    ['Source', 'url', 'https://example.org/a?b=1', 'https://example.org/a?b=1'],
    ['Source', 'url', 'javascript:alert(1)', 'E_VALUE'],
    ['Evidence', 'sha256', 'AB'.repeat(32), 'ab'.repeat(32)],
    ['Delivery', 'what', 'AB'.repeat(32), 'ab'.repeat(32)],
    ['Place', 'admin', 'kz.mangystau', 'kz.mangystau'],
    [
      'Place',
      'geometry',
      '{"type":"Point","coordinates":[52.86,43.34]}',
      { type: 'Point', coordinates: ['52.86', '43.34'] },
    ],
    ['Statement', 'issuer', 'an invented coalition', 'an invented coalition'],
    ['Statement', 'issuer', idOf('Event'), 'E_ID_KIND'],
    ['Detention', 'released', '{"at":"2022-01-09"}', { at: '2022-01-09' }],
    ['Detention', 'released', 'yesterday', 'E_VALUE'],
    ['Event', 'x.source row', 'nine', 'nine'],
    ['Event', 'title', { text: 'Митинг', lang: 'ru', of: 'en' }, { text: 'Митинг', lang: 'ru', of: 'en' }],
    ['Event', 'title', { text: 'Митинг' }, 'E_VALUE'],
    ['Event', 'title', null, 'E_EMPTY'],
    ['Event', 'code', 17, '17'],
    ['Measurement', 'value', true, 'true'],
  ])('%s.%s %j', (kind, field, json, expected) => expect(read(kind, field, json)).toEqual(expected));

  test('a list field takes a list or one value, another field one value', () => {
    expect(parseFieldValues('Event', 'kind', ['protest', 'Атыс'])).toEqual({
      ok: true,
      value: ['protest', 'shooting'],
    });
    expect(parseFieldValues('Event', 'kind', 'protest')).toEqual({ ok: true, value: ['protest'] });
    expect(parseFieldValues('Event', 'kind', [])).toMatchObject({ ok: false, error: { code: 'E_EMPTY' } });
    expect(parseFieldValues('Event', 'title', ['a', 'b'])).toMatchObject({ ok: false, error: { code: 'E_VALUE' } });
    const many = Array.from({ length: 201 }, (_, i) => `tag ${i}`);
    expect(parseFieldValues('Event', 'tags', many)).toMatchObject({
      ok: false,
      error: { code: 'E_LIMIT', params: { max: 200 } },
    });
  });
});

describe('required fields', () => {
  const view = (kind: KindName, fields: { readonly [name: string]: Value }) =>
    foldRecord(
      idOf(kind),
      Object.entries(fields).map(([field, value], i) => claimOf(i, { kind, field, value })),
    );
  test('a draft misses fields without being refused; a change of state names the first it needs', () => {
    const draft = view('Detention', { subject: idOf('Person'), followed: true, state: 'alleged', type: 'unknown' });
    expect(requiredFor('Detention', null, draft)).toEqual([]);
    expect(requiredFor('Detention', 'held_remand', draft)).toEqual(['arrested_at', 'last_confirmed']);
    expect(checkRequired('Detention', 'held_remand', draft)).toEqual({
      ok: false,
      error: { code: 'E_REQUIRED', params: { field: 'arrested_at', state: 'held_remand' } },
    });
    expect(checkRequired('Detention', 'whereabouts_unknown', draft).ok).toBe(true);
  });
  test('what is required to create is required in every state', () => {
    expect(requiredFor('Signal', 'duplicate', view('Signal', {}))).toEqual([
      'state',
      'channel',
      'received_at',
      'text',
      'urgency',
      'duplicate_of',
    ]);
  });
});

test('scripts', () => {
  expect([detectScript('Qasym'), detectScript('Қасым'), detectScript('قاسىم'), detectScript('12')]).toEqual([
    'Latn',
    'Cyrl',
    'Arab',
    'Zyyy',
  ]);
  expect(nameOf('  ')).toBeNull();
});

test('counts are read from the ledger form, plain numbers included', () => {
  expect(readCount({ low: '2.5', high: 3, as_given: '2.5-3', exact: false })).toEqual({
    low: 2.5,
    high: 3,
    as_given: '2.5-3',
    exact: false,
  });
  expect(readCount(7)).toMatchObject({ low: 7, best: 7, high: 7 });
  expect([readCount('7'), readCount(null), readCount({ high: 3 }), readCount([1])]).toEqual([null, null, null, null]);
});

describe('any input at all', () => {
  const json: fc.Arbitrary<Json> = fc.letrec<{ v: Json }>((tie) => ({
    v: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom<Json>(
        '2022',
        '2022-01-05T10:00Z',
        'protest',
        '8',
        '150-200',
        PLACE,
        'true',
        'https://example.org/',
        '{"low":1}',
        '',
      ),
      fc.string({ maxLength: 20 }),
      fc.double({ noNaN: true }),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('v'), { maxLength: 3 }),
      fc.dictionary(
        fc.constantFrom(
          'text',
          'lang',
          'of',
          'kind',
          'low',
          'best',
          'high',
          'lat',
          'lon',
          'at',
          'by',
          'how',
          'type',
          'coordinates',
          'precision',
        ),
        tie('v'),
        { maxKeys: 4 },
      ),
    ),
  })).v;
  const field = fc.constantFrom(
    ...KIND_NAMES.flatMap((kind) => Object.values(KINDS[kind].fields).map((def) => [kind, def] as const)),
  );
  test('is refused with a code, or becomes a value that fits the schema and is read again as itself', () => {
    fc.assert(
      fc.property(field, json, ([kind, def], input) => {
        const parsed = parseFieldValue(kind, def.name, input);
        if (!parsed.ok) {
          expect(parsed.error.code).toMatch(/^E_/);
          return;
        }
        expect(valueSchema(def).safeParse(parsed.value).success).toBe(true);
        expect(parseFieldValue(kind, def.name, parsed.value as Json)).toEqual(parsed);
        expect(isList(def) ? parseFieldValues(kind, def.name, input).ok : true).toBe(true);
      }),
      propertyRuns(1000),
    );
  });
});
