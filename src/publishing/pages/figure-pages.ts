/** The list of metrics and one page per metric: series by series, a chart where there is more than one figure, the table always. */
import { figureSteps } from '../../charts/figure-steps.ts';
import type { Series } from '../../records/figures.ts';
import { headline } from '../../records/quotable.ts';
import { type FigureRow, figureRow, figureSeries, groupBy, scopeRun } from '../figure-rows.ts';
import {
  figurePath,
  figureReference,
  link,
  type Page,
  type PageContext,
  runValue,
  sourceLanguages,
  sourceValue,
  type TemplateValue,
} from './page.ts';

type Metric = readonly [string, readonly Series[]];

export function figurePages(ctx: PageContext): readonly Page[] {
  const metrics = [...groupBy(figureSeries(ctx.case), (s) => s.metric)].sort(
    ([a, x], [b, y]) => size(y) - size(x) || (a < b ? -1 : 1),
  );
  const names = metrics.map(([m]) => m);
  return [listPage(metrics, ctx), ...metrics.map((m) => metricPage(m, names, ctx))];
}

const size = (series: readonly Series[]): number => series.reduce((n, s) => n + s.figures.length, 0);

function listPage(metrics: readonly Metric[], ctx: PageContext): Page {
  const { t, term, number } = ctx.words;
  return {
    path: 'figures.html',
    template: 'figures',
    title: t('figures.title'),
    values: {
      metrics: metrics.map(([metric, series]) => {
        const longest = bySize(series)[0];
        const standing = longest?.figures.filter((f) => f.status !== 'withdrawn') ?? [];
        const last = standing.at(-1) ?? longest?.figures.at(-1);
        return {
          href: figurePath(metric),
          title: term('figure_metric', metric),
          count: t('figures.count', { count: number(size(series)) }),
          latest: last ? headline(last, ctx.words.lang) : null,
        };
      }),
    },
  };
}

const bySize = (series: readonly Series[]): readonly Series[] =>
  [...series].sort((a, b) => b.figures.length - a.figures.length || (a.key < b.key ? -1 : 1));

function metricPage([metric, series]: Metric, metrics: readonly string[], ctx: PageContext): Page {
  const path = figurePath(metric);
  const { t, term } = ctx.words;
  const shown = bySize(series).map((s) => ({ series: s, rows: rowsOf(s, ctx) }));
  return {
    path,
    template: 'figure',
    title: term('figure_metric', metric),
    values: {
      series: shown.map(({ series: s, rows }) => seriesValue(s, rows, ctx)),
      charted: shown.some(({ rows }) => rows.length > 1),
      sides: (['official', 'independent', 'media', 'international'] as const).map((side) => ({
        side,
        word: term('figure_side', side),
      })),
      others: metrics
        .filter((m) => m !== metric)
        .map((m) => ({ href: link(path, figurePath(m)), title: term('figure_metric', m) })),
      languages: sourceLanguages(
        shown.flatMap(({ rows }) => rows.map((r) => r.note)),
        ctx.words,
      ),
      index: link(path, 'figures.html'),
      signs: t('figures.legend'),
    },
  };
}

const rowsOf = (series: Series, ctx: PageContext): readonly FigureRow[] =>
  series.figures.flatMap((f) => {
    const row = figureRow(f, ctx.case, ctx.words, figureReference(f.id, ctx));
    return row ? [row] : [];
  });

function seriesValue(series: Series, rows: readonly FigureRow[], ctx: PageContext): TemplateValue {
  const { t, term } = ctx.words;
  const scope = scopeRun(series.scope, ctx.case, ctx.words);
  const short = scope.text !== '' && scope.text.length <= 40;
  const heading = [
    term('figure_metric', series.metric),
    series.population === 'all' ? null : term('figure_population', series.population),
    series.offence === null ? null : term('act_type', series.offence),
    short ? scope.text : null,
  ]
    .filter((part) => part !== null)
    .join(', ');
  return {
    heading,
    scope: short ? null : runValue(scope),
    conflicts: series.conflicts.length > 0,
    svg: rows.length > 1 ? chart(heading, rows, ctx) : null,
    rows: rows.map((r) => ({
      id: r.reading.id,
      date: r.date,
      number: r.number,
      withdrawn: r.withdrawn,
      who: r.reading.who,
      quotedBy: r.reading.quotedBy === null ? null : t('figures.quoted_by', { who: r.reading.quotedBy }),
      side: r.side,
      sideWord: term('figure_side', r.side),
      status: term('figure_status', r.reading.status),
      labels: r.reading.labels.map((l) => t('figures.label', { speaker: l.speaker, label: l.text })),
      period: r.period === null ? null : t('figures.period', { period: ctx.words.date(r.period) }),
      note: runValue(r.note),
      quotable: r.quotable,
      sources: r.sources.map((s) => sourceValue(s, ctx.words)),
    })),
  };
}

function chart(heading: string, rows: readonly FigureRow[], ctx: PageContext): TemplateValue {
  const { t, number, date } = ctx.words;
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last) return null;
  const ticks = new Map(
    rows.map(
      (r) => [r.reading.asOf.text, { at: (r.mark.lo + r.mark.hi) / 2, text: date(r.reading.asOf.text) }] as const,
    ),
  );
  return figureSteps({
    finding: t('figures.finding', {
      metric: heading,
      count: number(rows.length),
      first: first.number,
      firstDate: first.date,
      last: last.number,
      lastDate: last.date,
      withdrawn: number(rows.filter((r) => r.withdrawn).length),
    }),
    marks: rows.map((r) => r.mark),
    ticks: [...ticks.values()],
    formatNumber: number,
  });
}
