/** One sentence with five parts, in three languages, for whatever a figure holds. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { propertyRuns } from '../../test/property-runs.ts';
import { LANGS } from '../messages/translate.ts';
import { quotableEn } from '../messages/quotable.en.ts';
import { quotableKk } from '../messages/quotable.kk.ts';
import { quotableRu } from '../messages/quotable.ru.ts';
import type { Value } from '../ledger/model.ts';
import { quotable } from './quotable.ts';
import { type Claims, claims, view } from './view-fixture.ts';
import { schemeTerms } from './vocabulary.ts';

const LINK = 'https://example.org/f/232';
const fields: { readonly [field: string]: Value | Claims } = {
  metric: 'killed',
  population: 'all',
  scope: 'national',
  counting: 'cumulative',
  value: { low: 232, best: 232, high: 232, as_given: '232', exact: true },
  as_of: '2022-05-05',
  who: "the Prosecutor General's Office of Kazakhstan",
  side: 'official',
  status: 'current',
  metric_as_given: 'killed_total',
};
const figure = (more: { readonly [field: string]: Value | Claims } = {}) =>
  view('Figure', 'fig_1', { ...fields, ...more });
const line = (more: { readonly [field: string]: Value | Claims } = {}, lang: 'kk' | 'ru' | 'en' = 'en'): string => {
  const found = quotable(figure(more), lang, LINK);
  return found.ok ? found.value : `${found.error.code} ${String(found.error.params?.['part'])}`;
};

test('number, who counted, date, what it is not, link: in English, Russian and Kazakh', () => {
  expect(line()).toBe(
    `232 killed (nationwide), as counted by the Prosecutor General's Office of Kazakhstan, 5 May 2022. Not a list of names; not checked by us. ${LINK}`,
  );
  expect(line({}, 'ru')).toBe(
    `Погибло (по всей стране): 232. Подсчёт: the Prosecutor General's Office of Kazakhstan; 5 мая 2022 г. Это не список имён; нами не проверено. ${LINK}`,
  );
  expect(line({}, 'kk')).toBe(
    `Қаза тапты (ел бойынша): 232. Санаған: the Prosecutor General's Office of Kazakhstan; 2022 ж. 5 мамыр. Бұл есімдер тізімі емес; біз тексермедік. ${LINK}`,
  );
});

test('a withdrawn figure begins with the word', () => {
  const withdrawn = { status: 'withdrawn', status_evidence: 'src_1' };
  expect(line(withdrawn)).toMatch(/^Withdrawn\. 232 killed/);
  expect(line(withdrawn, 'ru')).toMatch(/^Отозвано\. /);
  expect(line(withdrawn, 'kk')).toMatch(/^Қайтарып алынған\. /);
});

test('a label population prints who speaks', () => {
  const label = {
    population: claims({ value: 'riot_participants_label', speaker: 'the Interior Ministry' }),
    who: 'TASS',
  };
  expect(line(label)).toContain(
    '232 killed, called “riot participants” by the Interior Ministry (nationwide), as counted by TASS',
  );
  expect(line(label, 'ru')).toContain('слово говорящего («участники беспорядков»): the Interior Ministry');
  expect(line(label, 'kk')).toContain('айтушының сөзі («тәртіпсіздікке қатысушылар»): the Interior Ministry');
  expect(line({ population: 'assailants_label', who: 'the police' })).toContain('called “assailants” by the police');
  expect(line({ metric: 'criminal_cases', label: { text: 'terrorism', speaker: 'the prosecutor' } })).toContain(
    'criminal cases opened, called “terrorism” by the prosecutor',
  );
});

test('ranges, lower bounds, words, percent and money keep their form', () => {
  const of = (value: Value, more = {}) => line({ value, ...more }).split(',')[0];
  expect(line({ value: { low: 3700, high: 3770, as_given: '3,700-3,770', exact: false } })).toMatch(
    /^3,700 to 3,770 killed/,
  );
  expect(of({ low: 8, as_given: 'at least eight', exact: false })).toBe('at least 8 killed (nationwide)');
  expect(of({ low: 0, as_given: 'dozens', exact: false })).toBe('“dozens” killed (nationwide)');
  expect(line({ value: { low: 1650, best: 1700, high: 1750, as_given: 'about 1,700', exact: false } })).toMatch(
    /^about 1,700/,
  );
  expect(of({ low: 5, best: 5, high: 5, as_given: '5', exact: true }, { metric: 'connectivity_percent' })).toBe(
    '5 percent of normal connectivity (nationwide)',
  );
  expect(
    of(
      { low: '410.7', best: '410.7', high: '410.7', as_given: '410.7', exact: true },
      { metric: 'shutdown_cost', unit: 'million US dollars' },
    ),
  ).toBe('410.7 million US dollars lost through the shutdown (nationwide)');
  expect(
    line({ value: { low: 7939, best: 7939, high: 7939, as_given: '7,939', exact: true }, metric: 'detained' }, 'ru'),
  ).toContain('7\u00a0939');
});

test('a quoted figure names both, its own words of what it is not come first in their language', () => {
  expect(line({ quoted_by: 'Human Rights Watch' })).toContain(
    'of Kazakhstan, quoted by Human Rights Watch, 5 May 2022',
  );
  const own = { is_not: claims({ value: 'Not a count of the missing.', lang: 'en' }) };
  expect(line(own)).toContain('Not a count of the missing; not checked by us.');
  expect(line(own, 'ru')).toContain('Это не список имён; нами не проверено.');
});

describe('a missing part refuses the line', () => {
  for (const [field, part] of [
    ['value', 'number'],
    ['who', 'who'],
    ['as_of', 'as_of'],
  ] as const)
    test(part, () => expect(line({ [field]: '' })).toBe(`E_QUOTABLE ${part}`));
  test('link', () => {
    expect(quotable(figure(), 'en', ' ')).toMatchObject({
      ok: false,
      error: { code: 'E_QUOTABLE', params: { part: 'link' } },
    });
  });
});

test('the catalogues hold the same ids, and every metric of the vocabulary has its words', () => {
  expect(Object.keys(quotableRu).sort()).toEqual(Object.keys(quotableEn).sort());
  expect(Object.keys(quotableKk).sort()).toEqual(Object.keys(quotableEn).sort());
  for (const term of schemeTerms('figure_metric')) expect(Object.keys(quotableEn)).toContain(`what_${term.id}`);
  for (const catalogue of [quotableRu, quotableKk])
    for (const text of Object.values(catalogue)) expect(text.replace(/\{\$[a-zA-Z]+\}/g, '')).not.toMatch(/[A-Za-z]/);
});

test('all five parts stand in every language for any metric, population, status and range', () => {
  const ids = (scheme: string) => schemeTerms(scheme).map((t) => t.id);
  fc.assert(
    fc.property(
      fc.constantFrom(...ids('figure_metric')),
      fc.constantFrom(...ids('figure_population')),
      fc.constantFrom(...ids('figure_status')),
      fc.nat(99_999),
      fc.nat(500),
      fc.constantFrom('2022', '2022-08', '2022-05-05', '2022-05-05/2022-05-09'),
      (metric, population, status, low, more, asOf) => {
        const value = { low, high: low + more, as_given: `${low}`, exact: more === 0 };
        for (const lang of LANGS) {
          const text = line({ metric, population, status, value, as_of: asOf }, lang).replaceAll(/[\u00a0,]/g, '');
          expect(text).toContain(String(low));
          expect(text).toContain('Prosecutor General');
          expect(text).toContain('2022');
          expect(text).toContain({ en: 'not checked by us', ru: 'нами не проверено', kk: 'біз тексермедік' }[lang]);
          expect(text).toContain(LINK);
          if (population.endsWith('_label')) expect(text).toMatch(/“|«/);
        }
      },
    ),
    propertyRuns(200),
  );
});
