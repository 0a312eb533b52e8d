/** The first minute of a stranger: what happened, who says so, what is still open. Every number stands with its speaker. */
import { deriveOutage } from '../../connectivity/outage.ts';
import type { DemandReading } from '../../demands/reading.ts';
import { DEMAND_STATES } from '../../demands/state.ts';
import { dateOf, termOf } from '../../records/field-values.ts';
import type { RecordView } from '../../records/model.ts';
import { groupBy } from '../figure-rows.ts';
import { latestClaimed } from './claimed.ts';
import { STATE_SHAPE } from './demand-values.ts';
import type { PageContext, TemplateValue } from './page.ts';

/** What strangers ask first, each told by the latest count that stands. */
const TOLLS = ['killed', 'detained'];
const PLACES = 3;

export function minuteValue(statement: RecordView, demands: readonly DemandReading[], ctx: PageContext): TemplateValue {
  const since = dateOf(statement, 'date');
  const tolls = TOLLS.map((metric) => latestClaimed([metric], since, ctx)).filter((line) => line !== null);
  const own = demands.filter((d) => d.kind === 'coalition');
  return {
    happened: [eventsLine(ctx), cutLine(ctx)].filter((line) => line !== null),
    tolls,
    hasTolls: tolls.length > 0,
    said: saidLine(ctx),
    open: { text: ctx.words.t('minute.open', { count: ctx.words.number(own.length) }), states: states(own, ctx) },
  };
}

/** "81 events are documented here, 2 January 2022 to 6 June 2024. Most: Almaty (28), ...". */
function eventsLine(ctx: PageContext): TemplateValue {
  const { t, number, date, lang } = ctx.words;
  const events = ctx.case.of('Event');
  const days = events.flatMap((e) => dateOf(e, 'date') ?? []).sort((a, b) => a.lo - b.lo);
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last || ctx.case.selection.partsOut.includes('events')) return null;
  // A day is enough here: the hour stands with the event.
  const begin = (text: string): string => date((text.split('/')[0] ?? text).slice(0, 10));
  const named = events.flatMap((e) => {
    const place = ctx.case.place(e, ctx.words);
    return place && place.precision !== 'country' ? [place.name.text] : [];
  });
  const most = [...groupBy(named, (name) => name)]
    .sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1))
    .slice(0, PLACES)
    .map(([name, list]) => `${name} (${number(list.length)})`);
  const line = t('minute.events', {
    count: number(events.length),
    first: begin(first.text),
    last: begin(last.text),
  });
  const places = new Intl.ListFormat(lang, { type: 'unit' }).format(most);
  return { text: most.length === 0 ? line : `${line} ${t('minute.most', { places })}`, href: 'events.html' };
}

/** The cut of the widest place of which the most origins speak: from when to when, and whether the accounts agree. */
function cutLine(ctx: PageContext): TemplateValue {
  if (ctx.case.selection.partsOut.includes('connectivity')) return null;
  const observations = ctx.case.of('ConnectivityObservation');
  const read = ctx.case
    .of('Outage')
    .map((view) => ({ view, outage: deriveOutage(view, observations) }))
    .filter(({ outage }) => outage.interval !== null)
    .sort((a, b) => b.outage.origins - a.outage.origins || (a.view.id < b.view.id ? -1 : 1))[0];
  const interval = read?.outage.interval;
  if (!read || !interval) return null;
  const { t, date, term } = ctx.words;
  const day = (ms: number): string => date(new Date(ms).toISOString().slice(0, 10));
  const params = {
    place: ctx.case.title(read.outage.place ?? '', ctx.words).text,
    network: term('connectivity_medium', termOf(read.view, 'medium') ?? 'all'),
    start: day(interval.earliestStart),
  };
  const ends = [interval.earliestEnd, interval.latestEnd].filter((ms) => ms !== null).map(day);
  const [early, late] = [ends[0], ends.at(-1)];
  const text =
    early === undefined || late === undefined
      ? t('minute.cut', params)
      : early === late
        ? t('minute.cut_until', { ...params, end: early })
        : t('minute.cut_disputed', { ...params, early, late });
  return { text, href: `connectivity.html#${read.view.id}` };
}

/** How many sources of how many publishers stand behind it. */
function saidLine(ctx: PageContext): TemplateValue {
  const sources = ctx.case.of('Source');
  const publishers = new Set(sources.flatMap((s) => ctx.case.source(s.id, ctx.words)?.publisher ?? []));
  const { t, number } = ctx.words;
  const text = t('minute.sources', { count: number(sources.length), publishers: number(publishers.size) });
  return { text, href: 'sources.html' };
}

/** States that occur, in the order of the vocabulary, with how many demands stand there. */
function states(demands: readonly DemandReading[], ctx: PageContext): readonly TemplateValue[] {
  return DEMAND_STATES.flatMap((state) => {
    const here = demands.filter((d) => d.state === state);
    if (here.length === 0) return [];
    return [
      {
        state,
        shape: STATE_SHAPE[state],
        word: ctx.words.term('demand_state', state),
        count: ctx.words.number(here.length),
        keys: here.map((d) => ({ key: d.key, href: `#${d.key}` })),
      },
    ];
  });
}
