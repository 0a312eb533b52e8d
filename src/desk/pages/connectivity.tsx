/** Connectivity: who was cut off, where and when, each source's claim as its own bar, and what all of them say together. */
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useRead } from '../api/queries.ts';
import { useReading, useScope } from '../app/space.tsx';
import { useMay } from '../app/who.ts';
import { useWords } from '../i18n/language.tsx';
import { DateFilter } from '../parts/date-filter.tsx';
import { LaneChart } from '../parts/findings/lane-chart.tsx';
import { ObservationTable } from '../parts/findings/observation-table.tsx';
import { OutageView } from '../parts/findings/outage-view.tsx';
import { offsetOf, offsetText } from '../parts/findings/zone.ts';
import { EmptyFirst } from '../parts/empty-first.tsx';
import { Heading } from '../parts/heading.tsx';
import { type PageKey, ROW_KEYS, usePageKeys } from '../parts/keys.ts';
import { Loadable } from '../parts/loadable.tsx';
import { NewRecordForm } from '../parts/record/new-record-form.tsx';
import '../styles/findings.css';

const route = getRouteApi('/s/$space/connectivity');

export function ConnectivityPage(): ReactNode {
  const { t } = useWords();
  const scope = useScope();
  const { space } = useReading();
  const mayWrite = useMay('documenter');
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { place, from, to } = search;
  const read = useRead('connectivity', {
    ...scope,
    ...(place ? { place } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
  });
  const go = (next: Partial<typeof search>): void => void navigate({ search: (now) => ({ ...now, ...next }) });
  const tables = search.view === 'table';
  const keys: readonly PageKey[] = [
    {
      code: 'KeyT',
      shown: 't',
      label: 'connectivity.key_table',
      act: () => go({ view: tables ? undefined : 'table' }),
    },
    ...ROW_KEYS,
  ];
  usePageKeys(keys);
  const local = offsetOf(space.asOf);
  const offset = search.zone === 'utc' ? 0 : (local ?? 0);
  const filtered = place !== undefined || from !== undefined || to !== undefined;
  return (
    <>
      <Heading title={t('nav.connectivity')} tab={t('nav.connectivity')}>
        {mayWrite && search.add === undefined && (
          <button type="button" className="button-primary" onClick={() => go({ add: 'yes' })}>
            {t('connectivity.add')}
          </button>
        )}
      </Heading>
      <p className="lead">{t('connectivity.lead')}</p>
      {search.add === 'yes' && (
        <NewRecordForm
          kind="ConnectivityObservation"
          title={t('connectivity.add')}
          {...(place ? { preset: { place } } : {})}
          onSaved={() => go({ add: undefined })}
          onClose={() => go({ add: undefined })}
        />
      )}
      <Loadable read={read} rows={12}>
        {(data) => {
          const byId = new Map(data.observations.map((o) => [o.id, o] as const));
          if (data.places.length === 0) return <EmptyFirst words={t('connectivity.none')} topic="connectivity" />;
          return (
            <>
              <div className="findings-filters">
                <label>
                  {t('connectivity.place')}
                  <select value={place ?? ''} onChange={(event) => go({ place: event.target.value || undefined })}>
                    <option value="">{t('connectivity.all_places')}</option>
                    {data.places.map((p) => (
                      <option key={p.id} value={p.id}>
                        {`${p.title} (${t('connectivity.observations_n', { n: p.count })})`}
                      </option>
                    ))}
                  </select>
                </label>
                {local !== null && local !== 0 && (
                  <label>
                    {t('connectivity.zone')}
                    <select
                      value={search.zone ?? 'local'}
                      onChange={(event) => go({ zone: event.target.value === 'utc' ? 'utc' : undefined })}
                    >
                      <option value="local">{`UTC${offsetText(local)}`}</option>
                      <option value="utc">{`UTC`}</option>
                    </select>
                  </label>
                )}
                <div role="group" className="findings-views">
                  <button
                    type="button"
                    className="button-quiet"
                    aria-pressed={!tables}
                    onClick={() => go({ view: undefined })}
                  >
                    {t('connectivity.as_chart')}
                  </button>
                  <button
                    type="button"
                    className="button-quiet"
                    aria-pressed={tables}
                    onClick={() => go({ view: 'table' })}
                  >
                    {t('connectivity.as_table')}
                  </button>
                </div>
              </div>
              <details className="findings-period" open={from !== undefined || to !== undefined}>
                <summary>{t('facets.period')}</summary>
                <DateFilter search={{ from, to }} onChange={(next) => go({ from: next.from, to: next.to })} />
              </details>
              {data.observations.length === 0 ? (
                <div className="empty">
                  <p>{t('connectivity.none_here')}</p>
                  {filtered && (
                    <button
                      type="button"
                      className="button"
                      onClick={() => go({ place: undefined, from: undefined, to: undefined })}
                    >
                      {t('connectivity.show_all')}
                    </button>
                  )}
                </div>
              ) : (
                <>
                  {!tables && (
                    <LaneChart
                      lanes={data.lanes}
                      outages={data.outages}
                      offset={offset}
                      label={t('nav.connectivity')}
                    />
                  )}
                  {data.outages.length > 0 && (
                    <section aria-labelledby="outages">
                      <h2 id="outages">{t('connectivity.outages')}</h2>
                      <div className="outages">
                        {data.outages
                          .toSorted((a, b) => b.origins - a.origins || (a.id < b.id ? -1 : 1))
                          .map((o) => (
                            <OutageView key={o.id} outage={o} offset={offset} observation={(id) => byId.get(id)} />
                          ))}
                      </div>
                    </section>
                  )}
                  <section>
                    <h2>{t('connectivity.observations')}</h2>
                    <ObservationTable rows={data.observations} />
                  </section>
                </>
              )}
            </>
          );
        }}
      </Loadable>
    </>
  );
}
