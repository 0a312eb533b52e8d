/** The list of demands: clause, addressee, state in words, moves; below them the protesters' own demands, as quotations. */
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { DemandJson } from '../../contract/api.ts';
import { useRead } from '../api/queries.ts';
import { useScope } from '../app/space.tsx';
import { useWords } from '../i18n/language.tsx';
import { DemandFilters, filtered } from '../parts/demands/demand-filters.tsx';
import { DemandRow } from '../parts/demands/demand-row.tsx';
import { EmptyFirst } from '../parts/empty-first.tsx';
import { Heading } from '../parts/heading.tsx';
import { ROW_KEYS, usePageKeys } from '../parts/keys.ts';
import { Loadable } from '../parts/loadable.tsx';
import { PathLink } from '../parts/path-link.tsx';
import { Said } from '../parts/said.tsx';
import '../styles/deliveries.css';

const route = getRouteApi('/s/$space/demands');

/** D1, D2 … D10: by letter, then by number. */
const byKey = (a: DemandJson, b: DemandJson): number => a.key.localeCompare(b.key, 'en', { numeric: true });

function Quotations(props: { readonly demands: readonly DemandJson[] }): ReactNode {
  const { t } = useWords();
  if (props.demands.length === 0) return null;
  return (
    <section aria-labelledby="quoted" className="quoted">
      <h2 id="quoted">{t('demands.protesters')}</h2>
      <p>{t('demands.protesters_note')}</p>
      <ul className="quotes">
        {props.demands.map((d) => (
          <li key={d.id}>
            <PathLink to={d.key} row>
              {d.key}
            </PathLink>{' '}
            <q>
              <Said text={d.verbatim ?? d.text} />
            </q>
            {d.verbatim !== null && d.text !== d.verbatim && (
              <span className="demand-plain-row">
                {' '}
                <Said text={d.text} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

export function DemandsPage(): ReactNode {
  const { t } = useWords();
  const scope = useScope();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const read = useRead('demand.list', scope);
  usePageKeys(ROW_KEYS);
  const filters = [search.state, search.to, search.due].filter((f) => f !== undefined).length;
  const clear = (): void =>
    void navigate({
      search: (now) => ({ ...now, state: undefined, to: undefined, due: undefined }),
      resetScroll: false,
    });
  return (
    <>
      <Heading title={t('nav.demands')} tab={t('nav.demands')} />
      <p className="lead">{t('demands.lead')}</p>
      <Loadable read={read} rows={12}>
        {({ demands }) => {
          const own = demands.filter((d) => d.kind !== 'reported').toSorted(byKey);
          const shown = filtered(own, search);
          const quoted = demands.filter((d) => d.kind === 'reported').toSorted(byKey);
          if (own.length === 0)
            return (
              <>
                <EmptyFirst words={t('demands.none')} topic="demands">
                  <PathLink to="statements" className="button">
                    {t('demands.to_statements')}
                  </PathLink>
                </EmptyFirst>
                <Quotations demands={quoted} />
              </>
            );
          return (
            <>
              <DemandFilters
                demands={own}
                search={search}
                onChange={(change) => void navigate({ search: (now) => ({ ...now, ...change }), resetScroll: false })}
              />
              {shown.length === 0 && (
                <div className="empty">
                  <p role="status">{t('demands.none_match', { n: filters })}</p>
                  <button type="button" className="button" onClick={clear}>
                    {t('demands.all')}
                  </button>
                </div>
              )}
              <ol className="rows">
                {shown.map((d) => (
                  <DemandRow key={d.id} demand={d} />
                ))}
              </ol>
              {filters === 0 && <Quotations demands={quoted} />}
            </>
          );
        }}
      </Loadable>
    </>
  );
}
