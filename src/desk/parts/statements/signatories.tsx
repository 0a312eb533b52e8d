/** Signatories of a statement: what each rests on in words, what it rested on before, and what can be added to it. */
import type { ReactNode } from 'react';
import type { SignatoryJson, StatementJson } from '../../../contract/api.ts';
import { useMay } from '../../app/who.ts';
import { useWords } from '../../i18n/language.tsx';
import { PathLink } from '../path-link.tsx';
import { Said } from '../said.tsx';
import { When } from '../when.tsx';
import { KeyWords } from './key-words.tsx';

export type RowForm = 'confirm' | 'withdraw-signature';

function Basis(props: { readonly s: SignatoryJson }): ReactNode {
  const { t, maybe } = useWords();
  const { s } = props;
  const word = s.basis === 'key' && !s.verified ? 'key_unverified' : s.basis;
  return (
    <>
      <span className={s.basis === 'key' && s.verified ? 'ok' : s.fault !== null ? 'bad' : undefined}>
        {t(`statement.basis.${word}`)}
      </span>
      {s.fault !== null && <span className="bad">{maybe(`signature.fault.${s.fault}`) ?? s.fault}</span>}
      {s.at !== null && s.basis === 'key' && (
        <span>
          {t('signature.at')} <When edtf={s.at} dayOnly />
        </span>
      )}
      {s.mandate !== null && (
        <span>
          {t('sign.mandate')}: <Said text={s.mandate} />
        </span>
      )}
    </>
  );
}

function More(props: { readonly s: SignatoryJson }): ReactNode {
  const { t, maybe } = useWords();
  const { s } = props;
  if (s.confirmation === null && s.key === null && s.earlier.length === 0) return null;
  return (
    <details>
      <summary>{t('signature.more')}</summary>
      {s.key !== null && (
        <p>
          {t('sign.key')} <KeyWords id={s.key} />
        </p>
      )}
      {s.confirmation && (
        <p>
          {t('signature.confirmed', { by: s.confirmation.by, channel: s.confirmation.channel })}{' '}
          <When edtf={s.confirmation.at} />
          {s.confirmation.evidence && (
            <>
              {'. '}
              <PathLink to={`records/${s.confirmation.evidence.id}`}>
                <Said text={s.confirmation.evidence.title} />
              </PathLink>
            </>
          )}
        </p>
      )}
      {s.earlier.length > 0 && (
        <>
          <p>{t('signature.earlier')}</p>
          <ul>
            {s.earlier.map((e) => (
              <li key={e.at + e.basis}>
                {maybe(`statement.basis.${e.basis}`) ?? e.basis}, {t('signature.recorded')} <When edtf={e.at} />
              </li>
            ))}
          </ul>
        </>
      )}
    </details>
  );
}

export function Signatories(props: {
  readonly statement: StatementJson;
  readonly onRow: (form: RowForm, id: string) => void;
}): ReactNode {
  const { t } = useWords();
  const may = useMay('reviewer');
  const { signatories } = props.statement;
  const standing = signatories.filter((s) => s.withdrawn === null);
  const n = (which: (s: SignatoryJson) => boolean): number => standing.filter(which).length;
  const printed = n((s) => s.basis === 'reported');
  const confirmed = n((s) => s.basis === 'confirmed');
  const signed = n((s) => s.basis === 'key' && s.verified);
  return (
    <section className="signatories" aria-labelledby="signatories">
      <h2 id="signatories">{t('statement.signatories')}</h2>
      {signatories.length === 0 && <p className="empty">{t('signature.none')}</p>}
      {printed > 0 && <p className="notice-title">{t('statement.named_in_text', { n: printed })}</p>}
      {confirmed > 0 && <p className="notice-title">{t('statement.confirmed_n', { n: confirmed })}</p>}
      {signed > 0 && <p className="notice-title">{t('statement.signed_n', { n: signed })}</p>}
      <ol className="signatory-list">
        {signatories.map((s) => (
          <li key={s.id} className={s.withdrawn === null ? undefined : 'signatory-withdrawn'}>
            <PathLink to={`records/${s.id}`} row>
              {s.withdrawn === null ? (
                <Said text={s.name} />
              ) : (
                <del>
                  <Said text={s.name} />
                </del>
              )}
            </PathLink>
            <span className="item-meta">
              {s.country === null ? (
                s.basis === 'reported' && <span>{t('statement.no_country')}</span>
              ) : (
                <Said text={s.country} />
              )}
              <Basis s={s} />
              {s.withdrawn !== null && (
                <span className="warn">
                  {t('statement.signature_withdrawn')} <When edtf={s.withdrawn} />
                  {s.withdrawal !== null && (
                    <>
                      : <Said text={s.withdrawal} />
                    </>
                  )}
                </span>
              )}
            </span>
            {s.reservation !== null && (
              <blockquote>
                <strong>{t('sign.reservation')}:</strong> <Said text={s.reservation} />
              </blockquote>
            )}
            <More s={s} />
            {may && s.withdrawn === null && (
              <span className="row-actions">
                {s.basis === 'reported' && (
                  <button type="button" className="button-quiet" onClick={() => props.onRow('confirm', s.id)}>
                    {t('confirm.title')}
                    <span className="visually-hidden">: {s.name}</span>
                  </button>
                )}
                <button type="button" className="button-quiet" onClick={() => props.onRow('withdraw-signature', s.id)}>
                  {t('withdraw.signature')}
                  <span className="visually-hidden">: {s.name}</span>
                </button>
              </span>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
