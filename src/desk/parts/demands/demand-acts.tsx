/** Recorded acts under a demand: by date, each with one plain word, no grade and no total; context apart, with its reason. */
import type { ReactNode } from 'react';
import type { DemandActJson, DemandJson } from '../../../contract/api.ts';
import { useWords } from '../../i18n/language.tsx';
import { PathLink } from '../path-link.tsx';
import { Said } from '../said.tsx';
import { When } from '../when.tsx';

function ActRow(props: { readonly act: DemandActJson }): ReactNode {
  const { t, maybe } = useWords();
  const { act } = props;
  return (
    <li className="act" data-row="">
      <span className="act-date">
        <When edtf={act.at} />
      </span>
      <span className="act-bears">{maybe(`bears.${act.bears}`) ?? act.bears}</span>
      <span className="act-text">
        <PathLink to={`records/${act.id}`}>
          <Said text={act.text} />
        </PathLink>
        <span className="item-meta">
          <Said text={act.from} />
          {act.source !== null && <Said text={t('demand.act_source', { source: act.source })} />}
          {act.context_reason !== null && (
            <span>{maybe(`demand.context.${act.context_reason}`) ?? act.context_reason}</span>
          )}
        </span>
      </span>
    </li>
  );
}

export function DemandActs(props: { readonly demand: DemandJson }): ReactNode {
  const { t } = useWords();
  const acts = props.demand.acts.filter((a) => a.context_reason === null);
  const context = props.demand.acts.filter((a) => a.context_reason !== null);
  return (
    <>
      <section aria-labelledby="acts">
        <h2 id="acts">{t('demand.acts')}</h2>
        <p className="help">{t('demand.acts_note')}</p>
        {acts.length === 0 ? (
          <p>{t('demand.no_acts')}</p>
        ) : (
          <ol className="acts">
            {acts.map((a) => (
              <ActRow key={a.id} act={a} />
            ))}
          </ol>
        )}
      </section>
      {context.length > 0 && (
        <section aria-labelledby="context">
          <h2 id="context">{t('demand.context')}</h2>
          <ol className="acts acts-context">
            {context.map((a) => (
              <ActRow key={a.id} act={a} />
            ))}
          </ol>
        </section>
      )}
    </>
  );
}
