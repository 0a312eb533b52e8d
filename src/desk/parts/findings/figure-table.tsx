/** Counts as rows: date, number, who counted and on whose word, status, sources, and the line to copy. */
import type { ReactNode } from 'react';
import type { FigureJson } from '../../../contract/areas/findings.ts';
import { useWords } from '../../i18n/language.tsx';
import { formatEdtf } from '../../../base/dates.ts';
import { PathLink } from '../path-link.tsx';
import { Said } from '../said.tsx';
import { When } from '../when.tsx';
import { CopyLine } from './copy-line.tsx';
import { SourceLines } from './source-lines.tsx';

export interface FigureRow {
  readonly figure: FigureJson;
  /** Of whom and where, for a table of several series. */
  readonly of: string | null;
}

/** Rows become cards on a phone; the roles keep the table a table for screen readers there. */
export function FigureTable(props: {
  readonly label: string;
  readonly rows: readonly FigureRow[];
  readonly onLit: (id: string | null) => void;
}): ReactNode {
  const { t } = useWords();
  const withOf = props.rows.some((r) => r.of !== null);
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={props.label}>
      <table className="figures-table" role="table">
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">
              {t('figures.col_date')}
            </th>
            <th role="columnheader" scope="col" className="figures-number">
              {t('figures.col_number')}
            </th>
            {withOf && (
              <th role="columnheader" scope="col">
                {t('figures.col_of')}
              </th>
            )}
            <th role="columnheader" scope="col">
              {t('figures.col_who')}
            </th>
            <th role="columnheader" scope="col">
              {t('figures.col_status')}
            </th>
            <th role="columnheader" scope="col">
              {t('figures.col_sources')}
            </th>
            <th role="columnheader" scope="col">
              {t('figures.col_line')}
            </th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {props.rows.map((row) => (
            <Row key={row.figure.id} row={row} withOf={withOf} onLit={props.onLit} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row(props: {
  readonly row: FigureRow;
  readonly withOf: boolean;
  readonly onLit: (id: string | null) => void;
}): ReactNode {
  const { t, lang } = useWords();
  const { figure, of } = props.row;
  const withdrawn = figure.status === 'withdrawn';
  return (
    <tr
      role="row"
      data-row=""
      id={`figure-${figure.id}`}
      onFocus={() => props.onLit(figure.id)}
      onBlur={() => props.onLit(null)}
      onMouseEnter={() => props.onLit(figure.id)}
      onMouseLeave={() => props.onLit(null)}
    >
      <td role="cell">
        <When edtf={figure.asOf.text} />
        {figure.period !== null && (
          <p className="help">{t('figures.period', { period: formatEdtf(figure.period, lang) })}</p>
        )}
      </td>
      <td role="cell" className="figures-number">
        <PathLink to={figure.id}>{withdrawn ? <s>{figure.number}</s> : figure.number}</PathLink>
        {figure.falls && <p className="help">{t('figures.falls')}</p>}
        {figure.n_competing > 0 && <p className="help">{t('figures.accounts', { n: figure.n_competing })}</p>}
      </td>
      {props.withOf && <td role="cell">{of !== null && <Said text={of} />}</td>}
      <td role="cell">
        <Said text={figure.who} />
        {figure.quotedBy !== null && <p className="help">{t('figures.quoted_by', { who: figure.quotedBy })}</p>}
        {figure.labels.map((l) => (
          <p key={l.text + l.speaker} className="help">
            {t('figures.label_said', { speaker: l.speaker, label: l.text })}
          </p>
        ))}
        {figure.note && (
          <details className="figures-note">
            <summary>{t('details')}</summary>
            <Said text={figure.note.text} lang={figure.note.lang} />
          </details>
        )}
      </td>
      <td role="cell">
        {figure.status_label}
        {figure.side_label !== null && <p className="help">{figure.side_label}</p>}
      </td>
      <td role="cell">
        <SourceLines sources={figure.sources} />
      </td>
      <td role="cell">
        <CopyLine id={figure.id} line={figure.quotable} />
      </td>
    </tr>
  );
}
