/** Statements of the space: those with demands first, then by date. */
import type { ReactNode } from 'react';
import type { StatementJson } from '../../contract/api.ts';
import { useRead } from '../api/queries.ts';
import { useScope } from '../app/space.tsx';
import { useWords } from '../i18n/language.tsx';
import { Heading } from '../parts/heading.tsx';
import { ROW_KEYS, usePageKeys } from '../parts/keys.ts';
import { Loadable } from '../parts/loadable.tsx';
import { PathLink } from '../parts/path-link.tsx';
import { Said } from '../parts/said.tsx';
import { When } from '../parts/when.tsx';

const byWeight = (a: StatementJson, b: StatementJson): number =>
  b.demands.length - a.demands.length || (b.date ?? '').localeCompare(a.date ?? '');

export function StatementsPage(): ReactNode {
  const { t, maybe } = useWords();
  const scope = useScope();
  const read = useRead('statement.list', scope);
  usePageKeys(ROW_KEYS);
  return (
    <>
      <Heading title={t('nav.statements')} tab={t('nav.statements')} />
      <Loadable read={read} rows={12}>
        {({ statements }) =>
          statements.length === 0 ? (
            <p className="empty">{t('statements.none')}</p>
          ) : (
            <ol className="rows">
              {statements.toSorted(byWeight).map((s) => (
                <li key={s.id} className="row item">
                  <PathLink to={s.id} row className="item-link">
                    <Said text={s.title} />
                  </PathLink>
                  <p className="item-meta">
                    <span>{maybe(`statement.state.${s.state}`) ?? s.state}</span>
                    {s.date !== null && <When edtf={s.date} />}
                    <Said text={s.issuer} />
                    {s.demands.length > 0 && <span>{t('statements.demands', { n: s.demands.length })}</span>}
                    {s.signatories.length > 0 && (
                      <span>{t('statement.named_in_text', { n: s.signatories.length })}</span>
                    )}
                  </p>
                </li>
              ))}
            </ol>
          )
        }
      </Loadable>
    </>
  );
}
