/** Every observation as a row: the same that the lanes draw, with what was said and by whom. */
import type { ReactNode } from 'react';
import type { ObservationJson } from '../../../contract/areas/findings.ts';
import { useWords } from '../../i18n/language.tsx';
import { PathLink } from '../path-link.tsx';
import { Said } from '../said.tsx';
import { When } from '../when.tsx';
import { SourceLines } from './source-lines.tsx';

export function ObservationTable(props: { readonly rows: readonly ObservationJson[] }): ReactNode {
  const { t, maybe } = useWords();
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={t('connectivity.observations')}>
      <table className="observations-table" role="table">
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">
              {t('connectivity.col_when')}
            </th>
            <th role="columnheader" scope="col">
              {t('connectivity.col_where')}
            </th>
            <th role="columnheader" scope="col">
              {t('connectivity.col_state')}
            </th>
            <th role="columnheader" scope="col">
              {t('connectivity.col_basis')}
            </th>
            <th role="columnheader" scope="col">
              {t('figures.col_sources')}
            </th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {props.rows.map((o) => (
            <tr key={o.id} role="row" data-row="">
              <td role="cell">
                <PathLink to={o.id}>
                  <When edtf={o.at} />
                </PathLink>
              </td>
              <td role="cell">
                {o.place_title !== null && <Said text={o.place_title} />}
                <p className="help">{o.medium_label}</p>
                {o.operators.length > 0 && (
                  <p className="help">
                    <Said text={o.operators.join(', ')} />
                  </p>
                )}
              </td>
              <td role="cell">
                {o.state_label}
                {o.level !== null && <p className="help">{o.level}</p>}
                {o.text !== null && (
                  <p className="help">
                    <Said text={o.text} />
                  </p>
                )}
              </td>
              <td role="cell">{maybe(`connectivity.basis.${o.basis}`) ?? o.basis}</td>
              <td role="cell">
                <SourceLines sources={o.sources} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
