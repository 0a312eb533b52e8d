/** One line of the list of demands: clause, addressee, state with its moves, open since, next check, what waits. */
import type { ReactNode } from 'react';
import type { DemandJson } from '../../../contract/api.ts';
import { useWords } from '../../i18n/language.tsx';
import { PathLink } from '../path-link.tsx';
import { Said } from '../said.tsx';
import { StateMark } from '../state-mark.tsx';
import { When } from '../when.tsx';

function Meta(props: { readonly demand: DemandJson }): ReactNode {
  const { t } = useWords();
  const { demand } = props;
  const waiting = demand.waiting.filter((w) => w.no === null).length;
  return (
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
      {demand.next_check !== null && (
        <span className={demand.next_check.due ? 'due' : undefined}>
          {t(demand.next_check.due ? 'indicator.due_since' : 'indicator.next')}{' '}
          <When edtf={demand.next_check.day} dayOnly />
        </span>
      )}
      {demand.acts.length > 0 && <span>{t('demand.acts_listed', { n: demand.acts.length })}</span>}
      {waiting > 0 && <span className="due">{t('demands.waiting', { n: waiting })}</span>}
      {demand.proposals.length > 0 && (
        <span className="due">{t('demands.proposed', { n: demand.proposals.length })}</span>
      )}
    </p>
  );
}

export function DemandRow(props: { readonly demand: DemandJson }): ReactNode {
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
        {demand.verbatim !== null && demand.text !== demand.verbatim && (
          <p className="demand-plain-row">
            <Said text={demand.text} />
          </p>
        )}
        <Meta demand={demand} />
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
