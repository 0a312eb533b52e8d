/** One delivery: what went to whom and how, its clock, receipts, answers, and what can be done about it now. */
import type { ReactNode } from 'react';
import type { DeliveryJson } from '../../../contract/areas/deliveries.ts';
import { useKinds } from '../../app/kinds.ts';
import { useMay } from '../../app/who.ts';
import { useWords } from '../../i18n/language.tsx';
import { PathLink } from '../path-link.tsx';
import { Said } from '../said.tsx';
import { When } from '../when.tsx';
import { ClockWord } from './clock-word.tsx';

export type DeliveryAction = 'receipt' | 'answer' | 'withdraw' | 'letter';

function What(props: { readonly delivery: DeliveryJson }): ReactNode {
  return (
    <ul className="plain">
      {props.delivery.what.map((w) => (
        <li key={w.id}>
          {w.kind === null ? (
            <code className="mono">{`${w.id.slice(0, 16)}…`}</code>
          ) : (
            <PathLink to={w.key === null ? w.id : `demands/${w.key}`}>
              {w.key !== null && `${w.key} `}
              <Said text={w.title} />
            </PathLink>
          )}
        </li>
      ))}
    </ul>
  );
}

function Due(props: { readonly delivery: DeliveryJson }): ReactNode {
  const { t } = useWords();
  const { due } = props.delivery;
  if (due === null) return null;
  return (
    <p className="delivery-due">
      {t('delivery.due_by')} <When edtf={due.date} dayOnly />
      {' · '}
      <Said text={due.basis} />
      {due.status !== null && <span className="delivery-mark">{t(`delivery.status.${due.status}`)}</span>}
    </p>
  );
}

/** Demands on which "no answer by D" may be decided now. */
function Silence(props: { readonly delivery: DeliveryJson }): ReactNode {
  const { t } = useWords();
  const silent = props.delivery.demands.filter((d) => d.silence);
  if (silent.length === 0) return null;
  return (
    <p className="delivery-silence">
      {t('delivery.silence')}{' '}
      {silent.map((d, n) => (
        <span key={d.id}>
          {n > 0 && ', '}
          <PathLink to={`demands/${d.key}?form=move&proposed=no_response`}>{d.key}</PathLink>
        </span>
      ))}
    </p>
  );
}

function Answers(props: { readonly delivery: DeliveryJson }): ReactNode {
  const { t } = useWords();
  const { answers } = props.delivery;
  if (answers.length === 0) return null;
  return (
    <div className="delivery-answers">
      <h3>{t('delivery.answers')}</h3>
      {answers.map((a) => (
        <blockquote key={a.id} className="reply-text">
          <p className="help">
            <PathLink to={`records/${a.id}`}>
              {a.at === null ? t('delivery.answers') : <When edtf={a.at} dayOnly />}
            </PathLink>
          </p>
          <Said text={a.title} />
        </blockquote>
      ))}
    </div>
  );
}

export function DeliveryCard(props: {
  readonly delivery: DeliveryJson;
  readonly open: boolean;
  readonly onOpen: () => void;
  readonly onAction: (action: DeliveryAction) => void;
  readonly children?: ReactNode;
}): ReactNode {
  const { t } = useWords();
  const kinds = useKinds();
  const mayWrite = useMay('documenter');
  const mayWithdraw = useMay('reviewer');
  const { delivery, open } = props;
  const channel = kinds.field('Delivery', 'channel')?.terms?.find((term) => term.id === delivery.channel)?.label;
  const stands = delivery.withdrawn === null;
  const act = (action: DeliveryAction, words: string): ReactNode => (
    <button type="button" className="button" onClick={() => props.onAction(action)}>
      {words}
    </button>
  );
  return (
    <li className={`row delivery delivery-${delivery.clock.state}`}>
      <div className="delivery-head">
        <button
          type="button"
          className="delivery-open"
          data-row=""
          aria-expanded={open}
          aria-controls={`delivery-${delivery.id}`}
          onClick={props.onOpen}
        >
          <When edtf={delivery.at} dayOnly /> <Said text={delivery.addressee?.title ?? ''} />
          <span className="delivery-keys">{delivery.what.map((w) => w.key ?? w.title).join(', ')}</span>
        </button>
        <ClockWord clock={delivery.clock} />
      </div>
      <p className="item-meta">
        <span>{t(`delivery.purpose.${purposeOf(delivery)}`)}</span>
        <span>{channel ?? delivery.channel}</span>
        {delivery.incoming_no !== null && <span>{t('delivery.number_is', { number: delivery.incoming_no })}</span>}
      </p>
      <Due delivery={delivery} />
      <Silence delivery={delivery} />
      {open && (
        <div id={`delivery-${delivery.id}`} className="delivery-more">
          <What delivery={delivery} />
          {delivery.receipts.length > 0 && (
            <>
              <h3>{t('delivery.receipt')}</h3>
              <ul className="plain">
                {delivery.receipts.map((r) => (
                  <li key={r.id}>
                    <PathLink to={`records/${r.id}`}>
                      <Said text={r.title} />
                    </PathLink>
                  </li>
                ))}
              </ul>
            </>
          )}
          <Answers delivery={delivery} />
          {delivery.note !== null && (
            <p>
              <Said text={delivery.note} />
            </p>
          )}
          {delivery.withdrawn !== null && (
            <p>
              {t('delivery.withdrawn_on')} <When edtf={delivery.withdrawn} dayOnly />
            </p>
          )}
          <p>
            <PathLink to={`records/${delivery.id}`}>{t('demand.as_record')}</PathLink>
          </p>
          <div className="save-form-buttons delivery-actions">
            {mayWrite && stands && act('answer', t('delivery.answer'))}
            {mayWrite && stands && act('receipt', t('delivery.add_receipt'))}
            {mayWrite && act('letter', t('delivery.letter'))}
            {mayWithdraw && stands && act('withdraw', t('delivery.withdraw'))}
          </div>
          {props.children}
        </div>
      )}
    </li>
  );
}

const PURPOSE_WORDS = ['statement', 'brief', 'dossier', 'right_of_reply'] as const;
const purposeOf = (delivery: DeliveryJson): (typeof PURPOSE_WORDS)[number] =>
  PURPOSE_WORDS.find((p) => p === delivery.purpose) ?? 'statement';
