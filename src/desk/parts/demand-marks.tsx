/** All demands in one line of shapes, or as a table with the same content. */
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { TodayJson } from '../../contract/api.ts';
import { useWords } from '../i18n/language.tsx';
import { PathLink } from './path-link.tsx';
import { StateLegend, StateMark, StateShape, useStateWord } from './state-mark.tsx';

const route = getRouteApi('/s/$space/today');

export function DemandMarks(props: { readonly demands: TodayJson['demands'] }): ReactNode {
  const { t } = useWords();
  const word = useStateWord();
  const { demands: view } = route.useSearch();
  if (props.demands.length === 0) return null;
  const asTable = view === 'table';
  return (
    <section aria-labelledby="demand-marks" className="demand-marks">
      <div className="section-head">
        <h2 id="demand-marks">{t('nav.demands')}</h2>
        <Link from="/s/$space/today" search={(now) => ({ ...now, demands: asTable ? undefined : ('table' as const) })}>
          {t(asTable ? 'view.as_marks' : 'view.as_table')}
        </Link>
      </div>
      {asTable ? (
        <table>
          <thead>
            <tr>
              <th scope="col">{t('demand.one')}</th>
              <th scope="col">{t('demand.state')}</th>
            </tr>
          </thead>
          <tbody>
            {props.demands.map((d) => (
              <tr key={d.id}>
                <th scope="row">
                  <PathLink to={d.key} row>
                    {d.key}
                  </PathLink>
                </th>
                <td>
                  <StateMark state={d.state} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <>
          <ul className="marks">
            {props.demands.map((d) => (
              <li key={d.id}>
                <PathLink to={d.key} row className="mark-link">
                  {d.key}
                  {d.state !== null && <StateShape state={d.state} />}
                  <span className="visually-hidden">{word(d.state)}</span>
                </PathLink>
              </li>
            ))}
          </ul>
          <StateLegend />
        </>
      )}
    </section>
  );
}
