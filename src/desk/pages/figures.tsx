/** Figures: one metric at a time, series by series; charts never share an axis between metrics, tables always stand beside them. */
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import type { SeriesJson } from '../../contract/areas/findings.ts';
import { useRead } from '../api/queries.ts';
import { useScope } from '../app/space.tsx';
import { useMay } from '../app/who.ts';
import { useWords } from '../i18n/language.tsx';
import { FigureChart } from '../parts/findings/figure-chart.tsx';
import { type FigureRow, FigureTable } from '../parts/findings/figure-table.tsx';
import { figureInWords } from '../parts/findings/figure-words.ts';
import { Supersede } from '../parts/findings/supersede.tsx';
import { EmptyFirst } from '../parts/empty-first.tsx';
import { Heading } from '../parts/heading.tsx';
import { type PageKey, ROW_KEYS, usePageKeys } from '../parts/keys.ts';
import { Loadable } from '../parts/loadable.tsx';
import { NewRecordForm } from '../parts/record/new-record-form.tsx';
import '../styles/findings.css';

const route = getRouteApi('/s/$space/figures');

interface Metric {
  readonly id: string;
  readonly label: string;
  readonly count: number;
  readonly series: readonly SeriesJson[];
}

/** Metrics, those counted most often first. */
function metricsOf(series: readonly SeriesJson[]): readonly Metric[] {
  const by = new Map<string, SeriesJson[]>();
  for (const s of series) by.set(s.metric, [...(by.get(s.metric) ?? []), s]);
  return [...by]
    .map(([id, list]) => ({
      id,
      label: list[0]?.metric_label ?? id,
      count: list.reduce((n, s) => n + s.figures.length, 0),
      series: list.toSorted((a, b) => b.figures.length - a.figures.length || (a.key < b.key ? -1 : 1)),
    }))
    .toSorted((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1));
}

/** Of whom, for what, where. */
const whomAndWhere = (s: SeriesJson): string =>
  [s.population === 'all' ? null : s.population_label, s.offence_label, s.scope_title]
    .filter((part) => part !== null && part !== '')
    .join(', ');

export function FiguresPage(): ReactNode {
  const { t } = useWords();
  const scope = useScope();
  const mayWrite = useMay('documenter');
  const read = useRead('figures', scope);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const metrics = metricsOf(read.data?.series ?? []);
  const at = Math.max(
    0,
    metrics.findIndex((m) => m.id === search.metric),
  );
  const tables = search.view === 'table';
  const to = (next: Partial<typeof search>): void => void navigate({ search: (now) => ({ ...now, ...next }) });
  const step = (by: number): void => {
    const next = metrics[(at + by + metrics.length) % metrics.length];
    if (next) to({ metric: next.id });
  };
  const copyRow = (): void => {
    const row = document.activeElement?.closest('[data-row]');
    row?.querySelector<HTMLElement>('[data-copy]')?.click();
  };
  const keys: readonly PageKey[] = [
    { code: 'BracketLeft', shown: '[', label: 'figures.key_previous', act: () => step(-1) },
    { code: 'BracketRight', shown: ']', label: 'figures.key_next', act: () => step(1) },
    { code: 'KeyT', shown: 't', label: 'figures.key_table', act: () => to({ view: tables ? undefined : 'table' }) },
    { code: 'KeyY', shown: 'y', label: 'figures.key_copy', act: copyRow },
    ...ROW_KEYS,
  ];
  usePageKeys(keys);
  return (
    <>
      <Heading title={t('nav.figures')} tab={t('nav.figures')}>
        {mayWrite && search.add === undefined && (
          <button type="button" className="button-primary" onClick={() => to({ add: 'yes' })}>
            {t('figures.add')}
          </button>
        )}
      </Heading>
      <p className="lead">{t('figures.lead')}</p>
      {search.add === 'yes' && (
        <NewRecordForm
          kind="Figure"
          title={t('figures.add')}
          {...(search.metric ? { preset: { metric: search.metric } } : {})}
          onSaved={() => to({ add: undefined })}
          onClose={() => to({ add: undefined })}
        />
      )}
      <Loadable read={read} rows={10}>
        {() => {
          const metric = metrics[at];
          if (!metric) return <EmptyFirst words={t('figures.none')} topic="figures" />;
          return (
            <div className="findings">
              <MetricList metrics={metrics} current={metric.id} onChoose={(id) => to({ metric: id })} />
              <MetricView metric={metric} tables={tables} onTables={(on) => to({ view: on ? 'table' : undefined })} />
            </div>
          );
        }}
      </Loadable>
    </>
  );
}

function MetricList(props: {
  readonly metrics: readonly Metric[];
  readonly current: string;
  readonly onChoose: (id: string) => void;
}): ReactNode {
  const { t } = useWords();
  return (
    <nav className="findings-side" aria-label={t('figures.metrics')}>
      <label className="findings-choose">
        {t('figures.metrics')}
        <select value={props.current} onChange={(event) => props.onChoose(event.target.value)}>
          {props.metrics.map((m) => (
            <option key={m.id} value={m.id}>
              {m.label}
            </option>
          ))}
        </select>
      </label>
      <ul className="plain findings-list">
        {props.metrics.map((m) => (
          <li key={m.id}>
            <button
              type="button"
              className="findings-link"
              aria-current={m.id === props.current ? 'true' : undefined}
              onClick={() => props.onChoose(m.id)}
            >
              <span>{m.label}</span>
              <span className="help">{t('figures.n', { n: m.count })}</span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function MetricView(props: {
  readonly metric: Metric;
  readonly tables: boolean;
  readonly onTables: (on: boolean) => void;
}): ReactNode {
  const { t } = useWords();
  const { metric, tables } = props;
  const several = metric.series.filter((s) => s.figures.length > 1);
  const single = metric.series.filter((s) => s.figures.length === 1);
  const [lit, setLit] = useState<string | null>(null);
  useEffect(() => setLit(null), [metric.id]);
  const once = single.flatMap((s): readonly FigureRow[] =>
    s.figures.map((figure) => ({ figure, of: whomAndWhere(s) })),
  );
  return (
    <section aria-labelledby="metric" className="findings-main">
      <div className="section-head findings-head">
        <h2 id="metric">{metric.label}</h2>
        <div role="group" className="findings-views">
          <button type="button" className="button-quiet" aria-pressed={!tables} onClick={() => props.onTables(false)}>
            {t('figures.as_chart')}
          </button>
          <button type="button" className="button-quiet" aria-pressed={tables} onClick={() => props.onTables(true)}>
            {t('figures.as_table')}
          </button>
        </div>
      </div>
      {several.map((s) => (
        <SeriesView key={s.key} series={s} tables={tables} lit={lit} onLit={setLit} />
      ))}
      {once.length > 0 && (
        <section className="series">
          <h3>{several.length > 0 ? t('figures.once') : metric.label}</h3>
          <FigureTable label={t('figures.once')} rows={once} onLit={setLit} />
        </section>
      )}
    </section>
  );
}

function SeriesView(props: {
  readonly series: SeriesJson;
  readonly tables: boolean;
  readonly lit: string | null;
  readonly onLit: (id: string | null) => void;
}): ReactNode {
  const { t, lang } = useWords();
  const { series } = props;
  const title = whomAndWhere(series);
  const named = (id: string): string => figureInWords(series, id, lang);
  return (
    <section className="series" aria-label={title}>
      <h3 dir="auto">{title}</h3>
      {series.headline !== null && <p className="series-headline">{series.headline}</p>}
      {series.conflicts.map(({ a, b }) => (
        <p key={a + b} className="notice notice-warn">
          {t('figures.conflict', { a: named(a), b: named(b) })}
        </p>
      ))}
      <Supersede series={series} />
      {!props.tables && <FigureChart series={series} title={`${series.metric_label}, ${title}`} lit={props.lit} />}
      <FigureTable
        label={`${series.metric_label}, ${title}`}
        rows={series.figures.map((figure) => ({ figure, of: null }))}
        onLit={props.onLit}
      />
    </section>
  );
}
