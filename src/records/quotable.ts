/**
 * The quotable line: one paste-ready sentence with the number, who counted, the date, what the number is not, and a link.
 * A line without one of the five is refused (E_QUOTABLE): a number alone is never handed out. A label population always
 * prints who speaks.
 */
import { formatEdtf } from '../base/dates.ts';
import { formatNumber } from '../base/numbers.ts';
import { type Failure, fail, ok, type Result } from '../base/result.ts';
import { quotableEn } from '../messages/quotable.en.ts';
import { quotableKk } from '../messages/quotable.kk.ts';
import { quotableRu } from '../messages/quotable.ru.ts';
import { createTranslator, type Lang, type Translate } from '../messages/translate.ts';
import { readCount } from './counts.ts';
import { asStruct, asText, claimsOf, dateOf, textOf, valueOf } from './field-values.ts';
import { type FigureReading, readFigure } from './figures.ts';
import { isTranslation } from './fold.ts';
import type { RecordView } from './model.ts';
import { isTerm, termLabel } from './vocabulary.ts';

type Id = keyof typeof quotableEn;
export type QuotableFailure = Failure<'E_QUOTABLE'>;

const words = {
  en: createTranslator<Id>({ en: quotableEn, ru: quotableRu, kk: quotableKk }, 'en'),
  ru: createTranslator<Id>({ en: quotableEn, ru: quotableRu, kk: quotableKk }, 'ru'),
  kk: createTranslator<Id>({ en: quotableEn, ru: quotableRu, kk: quotableKk }, 'kk'),
} as const satisfies { readonly [L in Lang]: Translate<Id> };

/** What a metric's number is not, when the figure does not say it itself. */
const IS_NOT: { readonly [metric: string]: Id } = {
  named_dead: 'not_named_dead',
  detained: 'not_detained',
  held_on_charge: 'not_detained',
  sentenced_to_detention: 'not_detained',
  in_custody: 'not_in_custody',
  released: 'not_released',
  criminal_cases: 'not_cases',
  cases_tried: 'not_cases',
  violations_documented: 'not_cases',
  attacks: 'not_attacks',
  percent_reporting_torture: 'not_percent',
  participants: 'not_participants',
  localities: 'not_localities',
  buildings_destroyed: 'not_things',
  sites_blocked: 'not_things',
  damage_cost: 'not_cost',
  shutdown_cost: 'not_cost',
  outage_hours: 'not_hours',
  connectivity_percent: 'not_hours',
  public_calls: 'not_publications',
  publications: 'not_publications',
};
const PERCENT: readonly string[] = ['percent_reporting_torture', 'connectivity_percent'];

/**
 * One sentence about a figure in a language, with all five parts. `titleOf` names the place or event of its scope; without
 * it a scope that is a record is not printed. `who` and quoted words stay in the language of the source.
 */
export function quotable(
  view: RecordView,
  lang: Lang,
  link: string,
  titleOf: (id: string) => string | null = () => null,
): Result<string, QuotableFailure> {
  const missing = missingPart(view, link);
  if (missing !== null) return fail('E_QUOTABLE', { part: missing });
  const figure = readFigure(view);
  if (figure === null) return fail('E_QUOTABLE', { part: 'metric' });
  const t = words[lang];
  const label = labelOf(figure, view, t);
  if (label !== null && label.speaker === '') return fail('E_QUOTABLE', { part: 'speaker' });
  const whom = label
    ? t('label', { label: label.text, speaker: label.speaker })
    : figure.population === 'all'
      ? ''
      : t('whom', { population: lower(termLabel('figure_population', figure.population, lang)) });
  const offence =
    figure.offence === null ? '' : t('offence', { offence: lower(termLabel('act_type', figure.offence, lang)) });
  const line = t('line', {
    number: numberOf(figure, lang),
    what: whatOf(figure, t),
    whom: whom + offence,
    scope: scopeOf(figure, t, titleOf),
    who: figure.who,
    quoted: figure.quotedBy === null ? '' : t('quoted', { by: figure.quotedBy }),
    // A Russian date may end in a full stop of its own.
    date: `${formatEdtf(figure.asOf.text, lang)}${isCounting(figure.counting) ? t(figure.counting) : ''}`.replace(
      /\.$/u,
      '',
    ),
    isNot: t('not_checked', { isNot: isNotOf(view, figure, lang) }),
    link,
  });
  return ok(withStatus(figure.status, line, t));
}

/** "232 (Prosecutor General, 5 May 2022)": what stands above a chart instead of a bare number. */
export function headline(figure: FigureReading, lang: Lang): string {
  const params = { number: numberOf(figure, lang), who: figure.who, date: formatEdtf(figure.asOf.text, lang) };
  return words[lang](figure.status === 'withdrawn' ? 'headline_withdrawn' : 'headline', params);
}

function missingPart(view: RecordView, link: string): string | null {
  if (readCount(valueOf(view, 'value')) === null) return 'number';
  if (!textOf(view, 'who')?.trim()) return 'who';
  if (dateOf(view, 'as_of') === null) return 'as_of';
  if (link.trim() === '') return 'link';
  return null;
}

/** The number in words of a language: a range as a range, "at least" when no upper bound is known. */
export function numberOf(figure: FigureReading, lang: Lang): string {
  const t = words[lang];
  const n = (value: number): string => formatNumber(value, lang);
  const number = amount(figure, t, n);
  if (PERCENT.includes(figure.metric)) return t('percent', { number });
  const unit = figure.unit;
  return unit === null || unit === '' || COUNTED.includes(unit) ? number : t('with_unit', { number, unit });
}

function amount(figure: FigureReading, t: Translate<Id>, n: (value: number) => string): string {
  const { low, best, high } = figure;
  if (high === low) return n(low);
  // "dozens": the source gives a word, and a lower bound of nothing says nothing.
  if (high === null) return low === 0 ? t('words_only', { given: figure.asGiven }) : t('at_least', { low: n(low) });
  return best !== null && best > low && best < high
    ? t('about', { best: n(best) })
    : t('range', { low: n(low), high: n(high) });
}

/** Units that the name of the metric says already. */
const COUNTED: readonly string[] = ['persons', 'people', 'hours', 'cases', 'percent', '%'];

const lower = (label: string): string => label.charAt(0).toLowerCase() + label.slice(1);

function whatOf(figure: FigureReading, t: Translate<Id>): string {
  const id = `what_${figure.metric}`;
  return isId(id) ? t(id) : t('what_other', { given: figure.metricAsGiven });
}
const isId = (id: string): id is Id => Object.hasOwn(quotableEn, id);
const isCounting = (c: string): c is 'in_period' | 'at_date' | 'cumulative' =>
  c === 'in_period' || c === 'at_date' || c === 'cumulative';

interface Label {
  readonly text: string;
  readonly speaker: string;
}

/** The label under which persons or acts were counted, with its speaker; null when there is none. */
function labelOf(figure: FigureReading, view: RecordView, t: Translate<Id>): Label | null {
  const spoken = figure.labels[0] ?? null;
  if (!figure.population.endsWith('_label')) return spoken;
  const id = `label_${figure.population}`;
  const speaker = spoken?.speaker ?? claimsOf(view, 'population')[0]?.speaker ?? figure.who;
  return { text: isId(id) ? t(id) : (spoken?.text ?? figure.metricAsGiven), speaker: speaker.trim() };
}

function scopeOf(figure: FigureReading, t: Translate<Id>, titleOf: (id: string) => string | null): string {
  if (figure.scope === 'national') return t('scope', { place: t('national') });
  const place = titleOf(figure.scope) ?? (/^[a-z]{3}_[0-9a-z]{26}$/.test(figure.scope) ? '' : figure.scope);
  return place === '' ? '' : t('scope', { place });
}

/** What the number is not: the figure's own words when they are in that language, else the default of its metric. */
function isNotOf(view: RecordView, figure: FigureReading, lang: Lang): string {
  const own = claimsOf(view, 'is_not').find(
    (c) => (isTranslation(c.value) ? asStruct(c.value)?.['lang'] : c.lang) === lang,
  );
  const fallback = IS_NOT[figure.metric] ?? (isTerm('figure_metric', figure.metric) ? 'not_persons' : 'not_other');
  return (asText(own?.value) ?? words[lang](fallback)).replace(/[.;\s]+$/u, '');
}

function withStatus(status: string, line: string, t: Translate<Id>): string {
  if (status === 'withdrawn' || status === 'superseded' || status === 'disputed') return t(status, { line });
  return line;
}
