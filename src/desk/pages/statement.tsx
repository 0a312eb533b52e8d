/** A statement: its languages side by side with the demands marked, its signatories with the basis in words. */
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { StatementJson } from '../../contract/api.ts';
import { isLang } from '../../messages/translate.ts';
import { useRead } from '../api/queries.ts';
import { useScope } from '../app/space.tsx';
import { markOriginal, markTranslation } from '../app/statement-text.ts';
import { useWords } from '../i18n/language.tsx';
import { Heading } from '../parts/heading.tsx';
import { ROW_KEYS, usePageKeys } from '../parts/keys.ts';
import { Loadable } from '../parts/loadable.tsx';
import { PathLink, useGo } from '../parts/path-link.tsx';
import { Said } from '../parts/said.tsx';
import { StateMark } from '../parts/state-mark.tsx';
import { StatementVersion } from '../parts/statement-version.tsx';
import { When } from '../parts/when.tsx';

const route = getRouteApi('/s/$space/statements/$id');
const LANG_ORDER = ['kk', 'ru', 'en'];

function Signatories(props: { readonly signatories: StatementJson['signatories'] }): ReactNode {
  const { t } = useWords();
  const { signatories } = props;
  const printed = signatories.filter((s) => s.basis === 'reported' && s.withdrawn === null).length;
  const signed = signatories.filter((s) => s.basis === 'key' && s.verified && s.withdrawn === null).length;
  const confirmed = signatories.filter((s) => s.basis === 'confirmed' && s.withdrawn === null).length;
  return (
    <section className="signatories" aria-labelledby="signatories">
      <h2 id="signatories">{t('statement.signatories')}</h2>
      {printed > 0 && <p className="notice-title">{t('statement.named_in_text', { n: printed })}</p>}
      {confirmed > 0 && <p>{t('statement.confirmed_n', { n: confirmed })}</p>}
      {signed > 0 && <p>{t('statement.signed_n', { n: signed })}</p>}
      <ol className="signatory-list">
        {signatories.map((s) => (
          <li key={s.id}>
            <PathLink to={s.id} row>
              <Said text={s.name} />
            </PathLink>
            <span className="item-meta">
              {s.country === null ? <span>{t('statement.no_country')}</span> : <Said text={s.country} />}
              <span>
                {t(s.basis === 'key' && !s.verified ? 'statement.basis.key_unverified' : `statement.basis.${s.basis}`)}
              </span>
              {s.withdrawn !== null && (
                <span>
                  {t('statement.signature_withdrawn')} <When edtf={s.withdrawn} />
                </span>
              )}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function DemandsInText(props: { readonly demands: StatementJson['demands'] }): ReactNode {
  const { t } = useWords();
  const { demands } = props;
  if (demands.length === 0) return null;
  return (
    <section aria-labelledby="in-text">
      <h2 id="in-text">{t('statement.demands')}</h2>
      <ul className="rows">
        {demands.map((d) => (
          <li key={d.id} className="row demand-row">
            <PathLink to={d.key} row className="clause-key">
              {d.key}
            </PathLink>
            <span className="row-text">
              {d.verbatim !== null && (
                <q>
                  <Said text={d.verbatim} />
                </q>
              )}
              {!d.in_text && <span className="warn"> {t('statement.not_in_text')}</span>}
            </span>
            <StateMark state={d.state} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function StatementView(props: { readonly statement: StatementJson }): ReactNode {
  const { t, lang, maybe } = useWords();
  const { statement } = props;
  const { text } = route.useSearch();
  const versions = statement.versions.toSorted((a, b) => LANG_ORDER.indexOf(a.lang) - LANG_ORDER.indexOf(b.lang));
  const original = versions.find((v) => v.standing === 'original') ?? versions[0];
  const marked = original ? markOriginal(original.text, statement.demands) : [];
  const wanted = text ?? lang;
  const current = versions.some((v) => v.lang === wanted) ? wanted : original?.lang;
  const state = maybe(`statement.state.${statement.state}`) ?? statement.state;
  return (
    <>
      <Heading
        title={statement.title}
        fromData
        tab={t('statement.one')}
        above={t('statement.one')}
        below={
          <>
            <span>
              {state}
              {statement.date !== null && (
                <>
                  {' '}
                  <When edtf={statement.date} />
                </>
              )}
            </span>
            <Said text={t('statement.issuer', { issuer: statement.issuer })} />
          </>
        }
      >
        <PathLink to={`records/${statement.id}`} className="button">
          {t('statement.as_record')}
        </PathLink>
      </Heading>
      {statement.addressees.length > 0 && (
        <p>
          {t('statement.to')} <Said text={statement.addressees.join('; ')} />
        </p>
      )}
      {versions.length === 0 && <p className="empty">{t('statement.no_text')}</p>}
      {versions.length > 1 && (
        <nav className="version-switch" aria-label={t('statement.languages')}>
          {versions.map((v) => (
            <Link
              key={v.lang}
              from="/s/$space/statements/$id"
              search={(now) => ({ ...now, text: isLang(v.lang) ? v.lang : undefined })}
              className="chip"
              aria-current={v.lang === current ? 'true' : undefined}
              resetScroll={false}
            >
              <span lang={v.lang}>{maybe(`lang.${v.lang}`) ?? v.lang}</span>
            </Link>
          ))}
        </nav>
      )}
      <div className={`versions versions-${versions.length}`}>
        {versions.map((v) => (
          <StatementVersion
            key={v.lang}
            version={v}
            paragraphs={v === original ? marked : markTranslation(v.text, marked)}
            current={v.lang === current}
          />
        ))}
      </div>
      <div className="two">
        {statement.signatories.length > 0 && <Signatories signatories={statement.signatories} />}
        <DemandsInText demands={statement.demands} />
      </div>
      {statement.text_hash !== null && (
        <details className="page-details">
          <summary>{t('details')}</summary>
          <p>{t('statement.hash')}</p>
          <p className="mono">{statement.text_hash}</p>
        </details>
      )}
    </>
  );
}

export function StatementPage(): ReactNode {
  const { id } = route.useParams();
  const scope = useScope();
  const go = useGo();
  const read = useRead('statement.show', { ...scope, id });
  usePageKeys([{ code: 'Escape', shown: 'Esc', label: 'keys.back', act: () => go('statements') }, ...ROW_KEYS]);
  return (
    <Loadable read={read} rows={12} whole>
      {(statement) => <StatementView statement={statement} />}
    </Loadable>
  );
}
