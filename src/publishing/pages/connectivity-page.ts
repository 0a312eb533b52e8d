/** Who was cut off: derived outages with every start and end, lanes by place and network, all observations as a table. */
import { observationBar, readingBars } from '../../charts/lane-bars.ts';
import { lanes as drawLanes, type Lane, type LaneChart } from '../../charts/lanes.ts';
import { lanes, type ConnectivityLane } from '../../connectivity/lanes.ts';
import { type Account, deriveOutage, type OutageReading } from '../../connectivity/outage.ts';
import { asEdtf, termOf, textOf, textsOf } from '../../records/field-values.ts';
import type { RecordView } from '../../records/model.ts';
import { type EditionMessage, textFor } from '../words.ts';
import { type Page, type PageContext, runValue, sourceLanguages, sourceValue, type TemplateValue } from './page.ts';

const DAY = 86_400_000;

export function connectivityPage(ctx: PageContext): Page {
  const { t } = ctx.words;
  const observations = ctx.case.of('ConnectivityObservation');
  const outages = ctx.case
    .of('Outage')
    .map((o) => ({ view: o, reading: deriveOutage(o, observations) }))
    .sort((a, b) => breadth(a.view, ctx) - breadth(b.view, ctx) || (a.view.id < b.view.id ? -1 : 1));
  const chart = laneChart(
    outages.map((o) => o.reading),
    observations,
    ctx,
  );
  return {
    path: 'connectivity.html',
    template: 'connectivity',
    title: t('connectivity.title'),
    values: {
      svg: chart && drawLanes(chart),
      // A phone has room for every second day.
      phone: {
        svg: chart && drawLanes({ ...chart, narrow: true, ticks: chart.ticks.filter((_, n) => n % 2 === 0) }),
      },
      outages: outages.map(({ view, reading }) => outageValue(view, reading, ctx)),
      rows: observations.map((o) => observationValue(o, ctx)),
      hasRows: observations.length > 0,
      languages: sourceLanguages(
        observations.map((o) => textFor(o, 'description', ctx.words.lang)),
        ctx.words,
      ),
    },
  };
}

/** The country before its cities, all networks before one. */
function breadth(outage: RecordView, ctx: PageContext): number {
  const precision = ctx.case.place(outage, ctx.words)?.precision;
  return (precision === 'country' ? 0 : precision === 'region' ? 2 : 4) + (termOf(outage, 'medium') === 'all' ? 0 : 1);
}

const utc = (ms: number): string => new Date(ms).toISOString().slice(0, 16).concat('Z');

function outageValue(view: RecordView, reading: OutageReading, ctx: PageContext): TemplateValue {
  const { t, date, term } = ctx.words;
  const name = textFor(view, 'name', ctx.words.lang);
  const account = (a: Account): TemplateValue => ({
    text: date(a.at.text),
    measured: a.measured ? t('connectivity.basis.measurement') : t('connectivity.basis.statement'),
    sources: a.sources
      .map((id) => ctx.case.source(id, ctx.words))
      .filter((s) => s !== null)
      .map((s) => sourceValue(s, ctx.words)),
  });
  const i = reading.interval;
  const span = (a: number, b: number): string => (a === b ? date(utc(a)) : `${date(utc(a))} – ${date(utc(b))}`);
  return {
    id: view.id,
    title: name
      ? runValue(name)
      : { text: groupTitle(reading.place ?? '', reading.medium ?? 'all', ctx), lang: ctx.words.lang },
    network: term('connectivity_medium', reading.medium ?? 'all'),
    starts: [...reading.starts, ...reading.coarseStarts].map(account),
    ends: [...reading.ends, ...reading.coarseEnds].map(account),
    returns: reading.briefReturns.map(account),
    hasReturns: reading.briefReturns.length > 0,
    disputed: reading.disputed,
    interval: i && {
      start: span(i.earliestStart, i.latestStart),
      end: i.earliestEnd === null || i.latestEnd === null ? null : span(i.earliestEnd, i.latestEnd),
    },
    grade: t('connectivity.grade', { grade: reading.grade.grade }),
  };
}

function groupTitle(place: string, medium: string, ctx: PageContext): string {
  return `${ctx.case.title(place, ctx.words).text}, ${ctx.words.term('connectivity_medium', medium)}`;
}

/** Lanes of the outages' places and networks within their windows, each with the reading of all accounts below. */
function laneChart(
  readings: readonly OutageReading[],
  observations: readonly RecordView[],
  ctx: PageContext,
): LaneChart | null {
  const windows = readings.flatMap((r) => (r.window ? [r.window] : []));
  if (windows.length === 0) return null;
  const from = Math.min(...windows.map((w) => w.lo)) - DAY;
  const to = Math.max(...windows.map((w) => w.hi)) + DAY;
  const inside = observations.filter((o) => {
    const at = asEdtf(o.fields['at']?.claims[0]?.value);
    return at !== null && (at.lo ?? from) < to && (at.hi ?? to) > from;
  });
  const all = lanes(inside);
  const groups = readings.flatMap((r) => {
    const lane = all.find((l) => l.place === r.place && l.medium === r.medium);
    return lane
      ? [{ title: groupTitle(lane.place, lane.medium, ctx), lanes: [...laneRows(lane, ctx), ...consensus(r, ctx)] }]
      : [];
  });
  const days = Array.from({ length: Math.round((to - from) / DAY) }, (_, i) => from + i * DAY);
  return {
    finding: ctx.words.t('connectivity.finding', {
      from: ctx.words.date(utc(from).slice(0, 10)),
      to: ctx.words.date(utc(to - DAY).slice(0, 10)),
      groups: ctx.words.number(groups.length),
      count: ctx.words.number(inside.length),
    }),
    from,
    to,
    axis: ctx.words.date(utc(from).slice(0, 7)),
    ticks: days.map((at) => ({ at, text: String(new Date(at).getUTCDate()) })),
    groups,
  };
}

function laneRows(lane: ConnectivityLane, ctx: PageContext): readonly Lane[] {
  return lane.rows.map((row) => ({
    name: ctx.case.source(row.source, ctx.words)?.publisher ?? ctx.case.title(row.source, ctx.words).text,
    bars: row.bars.map(observationBar),
    returns: row.notches.map((n) => n.at.lo),
    consensus: false,
  }));
}

function consensus(r: OutageReading, ctx: PageContext): readonly Lane[] {
  const i = r.interval;
  if (!i) return [];
  return [
    {
      name: `${ctx.words.t('connectivity.reading')}, ${ctx.words.t('connectivity.grade', { grade: r.grade.grade })}`,
      bars: readingBars(i),
      returns: [],
      consensus: true,
    },
  ];
}

function observationValue(o: RecordView, ctx: PageContext): TemplateValue {
  const { t, term, date } = ctx.words;
  const basis = textOf(o, 'basis') ?? 'statement';
  const known = ['measurement', 'field_report', 'statement', 'summary'].includes(basis);
  const level = o.fields['level']?.claims[0]?.value;
  const given = level !== null && typeof level === 'object' && 'as_given' in level ? String(level['as_given']) : null;
  return {
    id: o.id,
    code: textOf(o, 'code'),
    date: date(textOf(o, 'at') ?? ''),
    place: runValue(ctx.case.place(o, ctx.words)?.name ?? null),
    network: term('connectivity_medium', termOf(o, 'medium') ?? ''),
    operators: [...textsOf(o, 'operator'), ...textsOf(o, 'service')].join(', '),
    state: term('connectivity_state', termOf(o, 'state') ?? 'unknown'),
    basis: known ? t(`connectivity.basis.${basis}` as EditionMessage) : basis,
    level: given,
    text: runValue(textFor(o, 'description', ctx.words.lang)),
    sources: ctx.case.sources(o, ctx.words).map((s) => sourceValue(s, ctx.words)),
  };
}
