/** The list of demands: clause, addressee, state in words, moves; below them the protesters' own demands, as quotations. */
import type { ReactNode } from 'react';
import type { DemandJson } from '../../contract/api.ts';
import { useRead } from '../api/queries.ts';
import { useScope } from '../app/space.tsx';
import { useWords } from '../i18n/language.tsx';
import { Heading } from '../parts/heading.tsx';
import { ROW_KEYS, usePageKeys } from '../parts/keys.ts';
import { Loadable } from '../parts/loadable.tsx';
import { PathLink } from '../parts/path-link.tsx';
import { Said } from '../parts/said.tsx';
import { StateLegend, StateMark } from '../parts/state-mark.tsx';
import { When } from '../parts/when.tsx';

/** D1, D2 … D10: by letter, then by number. */
const byKey = (a: DemandJson, b: DemandJson): number => a.key.localeCompare(b.key, 'en', { numeric: true });

function DemandRow(props: { readonly demand: DemandJson }): ReactNode {
  const { t } = useWords();
  const { demand } = props;
  return (
    <li className="row demand">
      <span className="demand-key">{demand.key}</span>
      <div className="demand-words">
        <PathLink to={demand.key} row className="item-link">
          <q>
            <Said text={demand.verbatim ?? demand.text} />
          </q>
        </PathLink>
        <p className="item-meta">
          {demand.addressees.length > 0 && (
            <span>
              {t('demand.to')} <Said text={demand.addressees.map((a) => a.title).join('; ')} />
            </span>
          )}
          {demand.state === 'open' && demand.open_since !== null && (
            <span>
              {t('demand.open_since')} <When edtf={demand.open_since} dayOnly />
            </span>
          )}
          {demand.acts.length > 0 && <span>{t('demand.acts_listed', { n: demand.acts.length })}</span>}
        </p>
      </div>
      <ol className="demand-moves">
        {demand.history.length === 0 ? (
          <li>
            <StateMark state={demand.state} />
          </li>
        ) : (
          demand.history.map((move) => (
            <li key={move.claim}>
              <StateMark state={move.state} /> <When edtf={move.at} dayOnly />
            </li>
          ))
        )}
      </ol>
    </li>
  );
}

export function DemandsPage(): ReactNode {
  const { t } = useWords();
  const scope = useScope();
  const read = useRead('demand.list', scope);
  usePageKeys(ROW_KEYS);
  return (
    <>
      <Heading title={t('nav.demands')} tab={t('nav.demands')} />
      <p className="lead">{t('demands.lead')}</p>
      <Loadable read={read} rows={12}>
        {({ demands }) => {
          const own = demands.filter((d) => d.kind !== 'reported').toSorted(byKey);
          const quoted = demands.filter((d) => d.kind === 'reported').toSorted(byKey);
          return (
            <>
              {own.length === 0 && <p className="empty">{t('demands.none')}</p>}
              {own.length > 0 && <StateLegend />}
              <ol className="rows">
                {own.map((d) => (
                  <DemandRow key={d.id} demand={d} />
                ))}
              </ol>
              {quoted.length > 0 && (
                <section aria-labelledby="quoted" className="quoted">
                  <h2 id="quoted">{t('demands.protesters')}</h2>
                  <p>{t('demands.protesters_note')}</p>
                  <ul className="quotes">
                    {quoted.map((d) => (
                      <li key={d.id}>
                        <PathLink to={d.key} row>
                          {d.key}
                        </PathLink>{' '}
                        <q>
                          <Said text={d.verbatim ?? d.text} />
                        </q>
                      </li>
                    ))}
                  </ul>
                </section>
              )}
            </>
          );
        }}
      </Loadable>
    </>
  );
}
