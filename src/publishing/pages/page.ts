/** What every page of an edition is made of: a path below the language, a template, the values the template reads. */
import type { Svg } from '../../charts/svg.ts';
import { textOf } from '../../records/field-values.ts';
import type { PublicCase, SourceLine } from '../case.ts';
import type { Corrections } from '../corrections.ts';
import { slug } from '../published-statements.ts';
import type { EditionMessage, Run, Words } from '../words.ts';

/** Values a template reads. `Svg` stands only under keys named `svg`, which templates print unescaped. */
export type TemplateValue =
  | string
  | number
  | boolean
  | null
  | Svg
  | readonly TemplateValue[]
  | { readonly [key: string]: TemplateValue };

export interface Page {
  /** Below the language folder, such as `demands/d6.html`. */
  readonly path: string;
  /** Name of the template without its ending. */
  readonly template: string;
  readonly title: string;
  readonly values: { readonly [key: string]: TemplateValue };
}

export interface PageContext {
  readonly case: PublicCase;
  readonly words: Words;
  readonly edition: {
    readonly number: number;
    readonly publisher: string;
    readonly version: string;
    readonly date: string;
  };
  readonly signer: { readonly hex: string; readonly minisign: string } | null;
  readonly corrections: Corrections;
}

export const runValue = (run: Run | null): TemplateValue => (run === null ? null : { text: run.text, lang: run.lang });

export const sourceValue = (s: SourceLine, words: Words): TemplateValue => ({
  id: s.id,
  text: s.publisher !== null && s.publisher !== s.title.text ? `${s.publisher}: ${s.title.text}` : s.title.text,
  publisher: s.publisher ?? s.title.text,
  url: s.url,
  shortened: s.shortened ? words.t('sources.shortened') : null,
});

/** Path of the page of a record, or null when it has none. */
export function pageOf(ctx: PageContext, id: string): string | null {
  const view = ctx.case.get(id);
  if (view?.kind === 'Event') return `events/${id}.html`;
  if (view?.kind === 'Demand') return demandPath(id, ctx);
  if (view?.kind === 'ConnectivityObservation' || view?.kind === 'Outage') return `connectivity.html#${id}`;
  if (view?.kind === 'Figure') return `${figurePath(String(view.fields['metric']?.claims[0]?.value ?? ''))}#${id}`;
  if (view?.kind === 'Measurement') {
    const demand = ctx.case.get(textOf(view, 'demand') ?? '');
    return demand && `${demandPath(demand.id, ctx)}#${id}`;
  }
  if (view?.kind === 'Source') return `sources.html#${id}`;
  if (view?.kind === 'Statement') return `records.html#${id}`;
  if (view?.kind === 'Response') return `records.html#${id}`;
  return null;
}

/** Page of a demand, by its id: two statements may both have a demand D1. */
export const demandPath = (id: string, ctx: PageContext): string =>
  `demands/${ctx.case.demandFiles.get(id) ?? slug(id)}.html`;
export const figurePath = (metric: string): string => `figures/${slug(metric)}.html`;

/** What a pasted line leads back to: the edition and the record, since a static page does not know its own address. */
export const figureReference = (id: string, ctx: PageContext): string =>
  `${ctx.case.space.slug}, ${ctx.words.t('site.edition', { number: ctx.words.number(ctx.edition.number), date: ctx.words.date(ctx.edition.date) })}, ${id}`;

/** From a page to another of the same language, relative. */
export function link(from: string, to: string): string {
  const up = '../'.repeat(from.split('/').length - 1);
  return up + to;
}

/** Languages other than the page's in which its records are written, named in words. */
export function sourceLanguages(runs: readonly (Run | null)[], words: Words): string | null {
  const langs = [...new Set(runs.flatMap((r) => (r === null ? [] : [r.lang])))].filter(
    (l) => l !== words.lang && l !== 'und',
  );
  if (langs.length === 0) return null;
  const names = langs
    .sort()
    .map((l) => (l === 'en' || l === 'ru' || l === 'kk' ? words.t(`lang.${l}` satisfies EditionMessage) : l));
  return words.t('site.source_lang', { langs: names.join(', ') });
}
