/** History of a record: every entry that says something about it, who signed it, and what of it still stands. */
import type { ReactNode } from 'react';
import type { RecordJson } from '../../contract/api.ts';
import { useRead } from '../api/queries.ts';
import type { Kinds } from '../app/kinds.ts';
import { useScope } from '../app/space.tsx';
import { useWords } from '../i18n/language.tsx';
import { Loadable } from './loadable.tsx';
import { Said } from './said.tsx';
import { When } from './when.tsx';

export function RecordHistory(props: { readonly record: RecordJson; readonly kinds: Kinds }): ReactNode {
  const { t, maybe } = useWords();
  const { record, kinds } = props;
  const scope = useScope();
  const read = useRead('history', { ...scope, id: record.id });
  return (
    <Loadable read={read} rows={6}>
      {({ entries }) => (
        <ol className="history">
          {entries.map((entry) => (
            <li key={entry.entry} className="history-entry">
              <p className="history-head">
                <When edtf={entry.at} />
                <Said text={entry.by === null ? entry.author : `${entry.by}, ${entry.author}`} />
                {entry.batch !== null && <span>{t('history.imported')}</span>}
              </p>
              <dl className="history-claims">
                {entry.claims.map((claim, n) => (
                  <div key={`${claim.field} ${n}`}>
                    <dt>{kinds.field(record.kind, claim.field)?.label ?? claim.field}</dt>
                    <dd>
                      {claim.live ? (
                        <Said text={claim.text} />
                      ) : (
                        <>
                          <del>
                            <Said text={claim.text} />
                          </del>{' '}
                          {maybe(`history.ended.${claim.ended ?? 'withdrawn'}`) ?? claim.ended}
                        </>
                      )}
                    </dd>
                  </div>
                ))}
              </dl>
              <details>
                <summary>{t('details')}</summary>
                <p className="mono">{entry.entry}</p>
                {entry.batch !== null && <p className="mono">{t('evidence.batch', { batch: entry.batch })}</p>}
              </details>
            </li>
          ))}
        </ol>
      )}
    </Loadable>
  );
}
