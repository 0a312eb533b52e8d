/** The list of events by month and one page per event with every account. */
import { readCount } from '../../records/counts.ts';
import { asDate, asTerm, claimsOf, textOf, textsOf, valuesOf } from '../../records/field-values.ts';
import { displayValue, fieldLabel } from '../../records/display.ts';
import type { RecordView } from '../../records/model.ts';
import { groupBy } from '../figure-rows.ts';
import { textFor } from '../words.ts';
import { recordValue } from './demand-values.ts';
import {
  link,
  type Page,
  type PageContext,
  runValue,
  sourceLanguages,
  sourceValue,
  type TemplateValue,
} from './page.ts';

export function eventPages(ctx: PageContext): readonly Page[] {
  const events = ctx.case.of('Event');
  return [listPage(events, ctx), ...events.map((e) => eventPage(e, ctx))];
}

export const eventDate = (e: RecordView): string => textOf(e, 'date') ?? '';

/** One row of a list of events. */
export function eventLine(e: RecordView, ctx: PageContext, from: string): { readonly [key: string]: TemplateValue } {
  const place = ctx.case.place(e, ctx.words);
  return {
    id: e.id,
    code: textOf(e, 'code'),
    href: link(from, `events/${e.id}.html`),
    date: ctx.words.date(eventDate(e)),
    datetime: eventDate(e),
    place: runValue(place?.name ?? null),
    kinds: kindWords(e, ctx),
    title: runValue(ctx.case.title(e.id, ctx.words)),
    sources: ctx.case.sources(e, ctx.words).map((s) => sourceValue(s, ctx.words)),
  };
}

const kindWords = (e: RecordView, ctx: PageContext): string =>
  valuesOf(e, 'kind')
    .map(asTerm)
    .filter((k) => k !== null)
    .map((k) => ctx.words.term('event_kind', k))
    .join(', ');

function listPage(events: readonly RecordView[], ctx: PageContext): Page {
  const { t, number } = ctx.words;
  const months = groupBy(events, (e) => eventDate(e).slice(0, 4));
  return {
    path: 'events.html',
    template: 'events',
    title: t('events.title'),
    values: {
      lead: t('events.lead', { count: number(events.length) }),
      groups: [...months].map(([year, own]) => ({ year, rows: own.map((e) => eventLine(e, ctx, 'events.html')) })),
      languages: sourceLanguages(
        events.map((e) => ctx.case.title(e.id, ctx.words)),
        ctx.words,
      ),
    },
  };
}

const COUNTS = ['killed', 'injured', 'detained', 'participants'] as const;

function eventPage(e: RecordView, ctx: PageContext): Page {
  const path = `events/${e.id}.html`;
  const { t, date, term } = ctx.words;
  const title = ctx.case.title(e.id, ctx.words);
  const description = textFor(e, 'description', ctx.words.lang);
  const place = ctx.case.place(e, ctx.words);
  const counts = COUNTS.flatMap((field) =>
    valuesOf(e, field).flatMap((value) => {
      const count = readCount(value);
      return count ? [{ what: t(`event.${field}`), number: countText(count.low, count.high ?? null, ctx) }] : [];
    }),
  );
  const day = asDate(eventDate(e));
  return {
    path,
    template: 'event',
    title: [textOf(e, 'code'), day ? date(eventDate(e)) : null, place?.name.text ?? null]
      .filter((x) => x !== null)
      .join(' · '),
    values: {
      id: e.id,
      code: textOf(e, 'code'),
      heading: runValue(title),
      description: description && description.text !== title.text ? runValue(description) : null,
      date: date(eventDate(e)),
      place: runValue(place?.name ?? null),
      precision: place ? term('place_precision', place.precision) : null,
      kinds: kindWords(e, ctx),
      counts,
      hasCounts: counts.length > 0,
      actors: textsOf(e, 'actors_text').map((text) => ({ text, lang: 'und' })),
      accounts: accounts(e, ctx),
      differ: differing(e, ctx),
      precedents: related(e, ctx, path, 'to'),
      precedentOf: related(e, ctx, path, 'from'),
      languages: sourceLanguages([title, description], ctx.words),
      index: link(path, 'events.html'),
    },
  };
}

function countText(low: number, high: number | null, ctx: PageContext): string {
  const { t, number } = ctx.words;
  if (high === null) return t('figures.at_least', { low: number(low) });
  return high === low ? number(low) : `${number(low)}–${number(high)}`;
}

/** Who says what: one row per source, confidence of the claim, speaker. */
function accounts(e: RecordView, ctx: PageContext): readonly TemplateValue[] {
  const bySource = new Map<string, { conf: string; speaker: string | null }>();
  for (const field of ['title', 'description', 'date', 'place'])
    for (const claim of claimsOf(e, field))
      for (const id of claim.sources)
        if (!bySource.has(id)) bySource.set(id, { conf: claim.conf, speaker: claim.speaker });
  return [...bySource].flatMap(([id, { conf, speaker }]) => {
    const source = ctx.case.source(id, ctx.words);
    if (!source) return [];
    return [{ ...(sourceValue(source, ctx.words) as object), conf: confWord(conf, ctx), speaker }];
  });
}

/** Fields with more than one account: every value with who says it, none picked out. */
function differing(e: RecordView, ctx: PageContext): readonly TemplateValue[] {
  return Object.keys(e.fields)
    .sort()
    .filter((field) => (e.fields[field]?.n_competing ?? 0) > 0)
    .map((field) => ({
      label: fieldLabel('Event', field, ctx.words.lang),
      values: claimsOf(e, field).map((c) => {
        const sources = c.sources.map((id) => ctx.case.source(id, ctx.words)).filter((s) => s !== null);
        return {
          text: displayValue('Event', field, c.value, ctx.words.lang, (id) => ctx.case.title(id, ctx.words).text),
          lang: c.lang ?? 'und',
          conf: confWord(c.conf, ctx),
          speaker: c.speaker,
          hasSources: sources.length > 0,
          sources: sources.map((s) => sourceValue(s, ctx.words)),
        };
      }),
    }));
}

export function confWord(conf: string, ctx: PageContext): string {
  const known = conf === 'reported' || conf === 'corroborated' || conf === 'verified' || conf === 'set_aside';
  return known ? ctx.words.t(`event.conf.${conf}`) : conf;
}

/** Precedents: `to` = earlier records that point here, `from` = later ones this one points at. */
function related(e: RecordView, ctx: PageContext, path: string, here: 'from' | 'to'): readonly TemplateValue[] {
  const there = here === 'from' ? 'to' : 'from';
  return ctx.case
    .of('Relation')
    .filter((r) => textOf(r, 'kind')?.endsWith('precedent_of') === true && textOf(r, here) === e.id)
    .map((r) => recordValue(textOf(r, there) ?? '', ctx, path));
}
