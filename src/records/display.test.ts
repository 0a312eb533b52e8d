import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { propertyRuns } from '../../test/property-runs.ts';
import type { Value } from '../ledger/model.ts';
import { LANGS } from '../messages/translate.ts';
import { displayValue, fieldLabel, kindLabel } from './display.ts';
import { KIND_NAMES } from './kind-names.ts';
import { KINDS } from './registry.ts';

const PLACE = `plc_${'0'.repeat(26)}`;
const titles = (id: string): string | null => (id === PLACE ? 'Zhanaozen' : null);
const say = (kind: string, field: string, value: Value): readonly string[] =>
  (['en', 'ru', 'kk'] as const).map((lang) => displayValue(kind, field, value, lang, titles));

describe('values in words', () => {
  test.each<[string, string, Value, readonly string[]]>([
    ['Event', 'kind', ['shooting', 'protest'], ['Shooting; Protest', 'Стрельба; Протест', 'Атыс; Наразылық']],
    ['Event', 'date', '2022-01-05~', ['about 5 January 2022', 'около 5 января 2022 г.', 'шамамен 2022 ж. 5 қаңтар']],
    ['Event', 'place', PLACE, ['Zhanaozen', 'Zhanaozen', 'Zhanaozen']],
    ['Event', 'killed', { low: 8, as_given: 'at least 8', exact: false }, ['at least 8', 'не менее 8', 'кемінде 8']],
    [
      'Event',
      'killed',
      { low: 150, high: 200, as_given: '150-200', exact: false },
      ['150 to 200', 'от 150 до 200', '150–200'],
    ],
    [
      'Event',
      'killed',
      { low: 1700, best: 1700, high: 1700, as_given: '1700', exact: true },
      ['1,700', '1\u00a0700', '1\u00a0700'],
    ],
    [
      'Event',
      'killed',
      { low: 0, high: 5, as_given: 'up to 5', exact: false },
      ['not more than 5', 'не более 5', 'ең көбі 5'],
    ],
    ['Event', 'killed', { low: 0, as_given: 'dozens', exact: false }, ['dozens', 'dozens', 'dozens']],
    [
      'Event',
      'killed',
      { low: 1650, best: 1700, high: 1750, as_given: 'about 1,700', exact: false },
      ['1,700 (1,650 to 1,750)', '1\u00a0700 (от 1\u00a0650 до 1\u00a0750)', '1\u00a0700 (1\u00a0650–1\u00a0750)'],
    ],
    [
      'ConnectivityObservation',
      'level',
      { low: '2.5', best: '2.5', high: '2.5', as_given: '2.5 %', unit: '%', exact: true },
      ['2.5%', '2,5\u00a0%', '2,5\u00a0%'],
    ],
    ['Detention', 'followed', false, ['no', 'нет', 'жоқ']],
    ['Figure', 'counting', 'at_date', ['at a date', 'на дату', 'белгілі күнге']],
    ['Organisation', 'names', [{ text: 'Ар', lang: 'kk', script: 'Cyrl', kind: 'full' }], ['Ар', 'Ар', 'Ар']],
    ['Evidence', 'object', [0, new Uint8Array(32)], ['stored bytes', 'сохранённые байты', 'сақталған байттар']],
    [
      'Event',
      'place',
      { lat: '43.3', lon: '52.9', precision: 'settlement' },
      ['43.3, 52.9 (settlement)', '43.3, 52.9 (населённый пункт)', '43.3, 52.9 (елді мекен)'],
    ],
    ['Statement', 'issuer', ['a ministry'], ['a ministry', 'a ministry', 'a ministry']],
    [
      'Event',
      '~date',
      ['prefer', ['00.0'], 'hospital list'],
      ['chosen for display: hospital list', 'выбрано для показа: hospital list', 'көрсетуге таңдалды: hospital list'],
    ],
  ])('%s.%s', (kind, field, value, expected) => expect(say(kind, field, value)).toEqual(expected));

  test('a structure names its parts', () => {
    const move: Value = { to: 'met', at: '2022-01-17', because: [PLACE], deciders: ['A', 'B'] };
    expect(displayValue('Demand', 'move', [move], 'en', titles)).toBe(
      'To: Met, by measurement; When: 17 January 2022; Because of: Zhanaozen; Decided by: A; B',
    );
    expect(displayValue('Demand', 'move', move, 'ru', titles)).toContain('Новое состояние: Выполнено, по измерению');
  });
  test('what this version does not know is shown, never hidden', () => {
    expect(displayValue('Comet', 'tail', { long: true, of: ['a', 7] }, 'en')).toBe('long: yes; of: a; 7');
    expect(displayValue('Event', 'kind', 'meteor', 'ru')).toBe('meteor');
    expect(displayValue('Event', 'killed', 'many', 'en')).toBe('many');
    expect(fieldLabel('Event', 'tail', 'en')).toBe('unknown field tail');
    expect(fieldLabel('Event', 'x.own', 'kk')).toBe('own');
    expect(kindLabel('Comet', 'ru')).toBe('Comet');
  });
  test('a translation says that it is one', () => {
    expect(displayValue('Event', 'title', { text: 'Митинг', lang: 'ru', of: 'en' }, 'en')).toBe(
      'Митинг (translation, ru)',
    );
  });
});

test('any value of any field has words in every language', () => {
  const value: fc.Arbitrary<Value> = fc.letrec<{ v: Value }>((tie) => ({
    v: fc.oneof(
      { depthSize: 'small' },
      fc.string(),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.uint8Array({ maxLength: 4 }),
      fc.array(tie('v'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('text', 'lang', 'of', 'low', 'high', 'at', 'to', 'type', 'coordinates'), tie('v'), {
        maxKeys: 3,
      }),
    ),
  })).v;
  const field = fc.constantFrom(...KIND_NAMES.flatMap((k) => Object.keys(KINDS[k].fields).map((f) => [k, f] as const)));
  fc.assert(
    fc.property(field, value, fc.constantFrom(...LANGS), ([kind, name], v, lang) => {
      expect(typeof displayValue(kind, name, v, lang)).toBe('string');
    }),
    propertyRuns(100),
  );
});
