/** Figures in series: every one with who counted, its status, its sources and its quotable line. */
import { toHex } from '../../base/bytes.ts';
import type { Json } from '../../base/result.ts';
import type { ApiIn, ApiOut, RoleName } from '../../contract/api.ts';
import type { FigureJson, SeriesJson } from '../../contract/areas/findings.ts';
import type { Lang } from '../../messages/translate.ts';
import { claimsOf, dateOf, textOf } from '../../records/field-values.ts';
import { type FigureReading, groupFigures, type Series } from '../../records/figures.ts';
import type { RecordView } from '../../records/model.ts';
import { headline, numberOf, quotable } from '../../records/quotable.ts';
import { termLabel } from '../../records/vocabulary.ts';
import { asOfMs } from '../as-of.ts';
import type { Parts } from '../parts.ts';
import { idsIn } from '../reading.ts';
import { type Findings, startFindings, textIn } from './readable-views.ts';

export async function figures(parts: Parts, input: ApiIn<'figures'>, role: RoleName): Promise<ApiOut<'figures'>> {
  const lang = input.lang ?? 'en';
  const findings = await startFindings(parts, lang, role);
  const space = parts.spaces.find(input.space);
  const asOf = asOfMs(input.as_of, parts.clock());
  const ours = new Set((await parts.ledger.secrets('party', space.id)).map((p) => toHex(p.id)));
  const views = (await findings.views('Figure', space)).filter((v) => (dateOf(v, 'as_of')?.lo ?? 0) <= asOf);
  const byId = new Map<string, RecordView>(views.map((v) => [v.id, v]));
  for (const view of views) await findings.reading.loadTitles(idsIn(view.fields['scope']?.value ?? null));
  const out: SeriesJson[] = [];
  for (const series of groupFigures(views))
    if (input.metric === undefined || series.metric === input.metric)
      out.push(await seriesJson(series, { findings, byId, lang, ours }));
  return { series: out };
}

interface Around {
  readonly findings: Findings;
  readonly byId: ReadonlyMap<string, RecordView>;
  readonly lang: Lang;
  /** Parties of this node, in hex. */
  readonly ours: ReadonlySet<string>;
}

async function seriesJson(series: Series, around: Around): Promise<SeriesJson> {
  const { lang, findings } = around;
  const list: FigureJson[] = [];
  for (const figure of series.figures) {
    const view = around.byId.get(figure.id);
    const point = series.curve.find((p) => p.id === figure.id);
    if (view) list.push(await figureJson(figure, view, point?.falls ?? false, around));
  }
  const stands = series.figures.filter((f) => f.status !== 'withdrawn').at(-1) ?? series.figures.at(-1);
  return {
    key: series.key,
    metric: series.metric,
    metric_label: termLabel('figure_metric', series.metric, lang),
    population: series.population,
    population_label: termLabel('figure_population', series.population, lang),
    offence: series.offence,
    offence_label: series.offence === null ? null : termLabel('act_type', series.offence, lang),
    scope: series.scope,
    scope_title: findings.reading.titleOf(series.scope) ?? series.scope,
    counting: series.counting,
    headline: stands ? headline(stands, lang) : null,
    figures: list,
    curve: JSON.parse(JSON.stringify(series.curve)) as readonly Json[],
    conflicts: series.conflicts,
    supersedes: series.supersedes,
    quotable: list.map((f) => ({ id: f.id, line: f.quotable })),
  };
}

async function figureJson(f: FigureReading, view: RecordView, falls: boolean, around: Around): Promise<FigureJson> {
  const { lang, findings, ours } = around;
  const line = quotable(view, lang, f.id, findings.reading.titleOf);
  const status = claimsOf(view, 'status')[0];
  const { text, lo, hi } = f.asOf;
  return {
    id: f.id,
    low: f.low,
    best: f.best,
    high: f.high,
    number: numberOf(f, lang),
    asGiven: f.asGiven,
    unit: f.unit,
    metricAsGiven: f.metricAsGiven,
    asOf: { text, lo, hi },
    who: f.who,
    quotedBy: f.quotedBy,
    side: f.side,
    side_label: f.side === null ? null : termLabel('figure_side', f.side, lang),
    status: f.status,
    status_label: termLabel('figure_status', f.status, lang),
    labels: f.labels,
    period: textOf(view, 'period'),
    note: textIn(view, 'note', lang),
    sources: await findings.sources(view),
    n_competing: Math.max(0, ...Object.values(view.fields).map((field) => field.n_competing)),
    falls,
    quotable: line.ok ? line.value : null,
    status_claim: status && ours.has(status.party) ? status.claim : null,
  };
}
