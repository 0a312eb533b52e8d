/** Both sides of a demand, each with its source, and the addressee's right of reply, printed uncut. */
import type { ReactNode } from 'react';
import type { DemandJson } from '../../../contract/api.ts';
import type { TitledJson } from '../../../contract/areas/deliveries.ts';
import { useMay } from '../../app/who.ts';
import { useWords } from '../../i18n/language.tsx';
import { PathLink } from '../path-link.tsx';
import { Said } from '../said.tsx';
import { When } from '../when.tsx';

function Side(props: { readonly title: string; readonly text: string; readonly source: TitledJson | null }): ReactNode {
  const { t } = useWords();
  return (
    <div>
      <dt>{props.title}</dt>
      <dd>
        <Said text={props.text} />
        {props.source !== null && (
          <p className="help">
            {t('sides.source')}
            {': '}
            <PathLink to={`records/${props.source.id}`}>
              <Said text={props.source.title} />
            </PathLink>
          </p>
        )}
      </dd>
    </div>
  );
}

export function TwoSides(props: { readonly demand: DemandJson; readonly onEdit: () => void }): ReactNode {
  const { t } = useWords();
  const mayWrite = useMay('documenter');
  const sides = props.demand.two_sided;
  return (
    <section aria-labelledby="sides">
      <div className="section-head">
        <h2 id="sides">{t('demand.sides')}</h2>
        {mayWrite && (
          <button type="button" className="button-quiet" onClick={props.onEdit}>
            {t(sides === null ? 'sides.write' : 'sides.change')}
          </button>
        )}
      </div>
      {sides === null ? (
        <p>{t('demand.no_sides')}</p>
      ) : (
        <>
          <dl className="sides">
            <Side title={t('demand.ours')} text={sides.ours} source={sides.ours_source} />
            <Side title={t('demand.theirs')} text={sides.theirs} source={sides.theirs_source} />
          </dl>
          {sides.at !== null && (
            <p className="help">
              {t('sides.as_of')} <When edtf={sides.at} dayOnly />
            </p>
          )}
        </>
      )}
    </section>
  );
}

export function RightOfReply(props: { readonly demand: DemandJson }): ReactNode {
  const { t } = useWords();
  const mayWrite = useMay('documenter');
  const { id, reply, addressees } = props.demand;
  return (
    <section aria-labelledby="reply">
      <div className="section-head">
        <h2 id="reply">{t('demand.reply')}</h2>
        {mayWrite && reply.state !== 'answered' && addressees.length > 0 && (
          <PathLink to={`deliveries?new=${id}&as=right_of_reply`} className="button-quiet">
            {t(reply.state === 'asked' ? 'reply.ask_again' : 'reply.ask')}
          </PathLink>
        )}
        {mayWrite && reply.state === 'asked' && reply.delivery !== null && (
          <PathLink to={`deliveries?open=${reply.delivery}&form=answer`} className="button-quiet">
            {t('delivery.answer')}
          </PathLink>
        )}
      </div>
      <p>
        {t(`demand.reply.${reply.state}`)}
        {reply.asked_at !== null && (
          <>
            {' '}
            {t('reply.asked_on')} <When edtf={reply.asked_at} dayOnly />
            {reply.delivery !== null && (
              <>
                {', '}
                <PathLink to={`deliveries?open=${reply.delivery}`}>{t('reply.delivery')}</PathLink>
              </>
            )}
          </>
        )}
        {reply.state === 'answered' && reply.at !== null && (
          <>
            {' '}
            {t('reply.answered_on')} <When edtf={reply.at} dayOnly />
          </>
        )}
      </p>
      {reply.text !== null && (
        <blockquote className="reply-text">
          <Said text={reply.text} />
        </blockquote>
      )}
    </section>
  );
}
