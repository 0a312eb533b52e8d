/** A field of a record: every claim with its speaker, source and confidence; competing values stand with equal weight. */
import { ChevronDown, ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ClaimJson, FieldJson } from '../../contract/api.ts';
import type { Kinds } from '../app/kinds.ts';
import { useWords } from '../i18n/language.tsx';
import { PathLink } from './path-link.tsx';
import { Said } from './said.tsx';
import { When } from './when.tsx';

/** Who says it: the speaker named in the claim, else who published the source, else the organisation that wrote it down. */
export function Speaker(props: { readonly claim: ClaimJson }): ReactNode {
  const { t } = useWords();
  const { speaker, sources, author } = props.claim;
  if (speaker !== null) return <Said text={speaker} />;
  const publisher = sources.find((s) => s.publisher !== null)?.publisher ?? sources.find((s) => s.id !== 'own')?.title;
  return <Said text={publisher ?? t('claim.said_by_author', { author })} />;
}

function Evidence(props: { readonly claim: ClaimJson; readonly kinds: Kinds; readonly id: string }): ReactNode {
  const { t } = useWords();
  const { claim, kinds } = props;
  return (
    <div id={props.id} className="evidence">
      {claim.sources.length === 0 && <p>{t('evidence.none')}</p>}
      <ul className="plain">
        {claim.sources.map((s) => (
          <li key={s.id}>
            {s.id === 'own' ? (
              t('evidence.own')
            ) : (
              <PathLink to={s.id}>
                <Said text={s.title} />
              </PathLink>
            )}
            {s.publisher && (
              <>
                {' · '}
                <Said text={s.publisher} />
              </>
            )}
            {s.reliability && ` · ${kinds.term('Source', 'reliability', s.reliability) ?? s.reliability}`}
            {s.url && (
              <a className="evidence-url" href={s.url} rel="noreferrer noopener external" dir="ltr" lang="und">
                {s.url}
              </a>
            )}
          </li>
        ))}
      </ul>
      {claim.note && (
        <p>
          {t('evidence.note')} <Said text={claim.note} />
        </p>
      )}
      {claim.obs && (
        <p>
          {t('evidence.observed')} <When edtf={claim.obs} />
        </p>
      )}
      <p>
        {t(claim.by === null ? 'evidence.recorded' : 'evidence.recorded_by', {
          author: claim.author,
          person: claim.by ?? '',
        })}{' '}
        <When edtf={claim.recordedAt} />
      </p>
      <details>
        <summary>{t('details')}</summary>
        <p className="mono">{claim.claim}</p>
        {claim.batch && <p className="mono">{t('evidence.batch', { batch: claim.batch })}</p>}
      </details>
    </div>
  );
}

function ClaimRow(props: {
  readonly claim: ClaimJson;
  readonly kinds: Kinds;
  readonly shown: boolean;
  readonly open: boolean;
  readonly onToggle: () => void;
}): ReactNode {
  const { t, maybe } = useWords();
  const { claim, kinds, open } = props;
  const panel = `evidence-${claim.claim.replace(/\W/g, '-')}`;
  const set_aside = claim.conf === 'set_aside' || claim.modality === 'withdrawn';
  const Icon = open ? ChevronDown : ChevronRight;
  return (
    <li className={open ? 'claim claim-open' : 'claim'}>
      <div className="claim-line">
        <p className={set_aside ? 'claim-value claim-withdrawn' : 'claim-value'}>
          {set_aside ? (
            <del>
              <Said text={claim.text} lang={claim.lang} />
            </del>
          ) : (
            <Said text={claim.text} lang={claim.lang} />
          )}
          {props.shown && <span className="claim-rule">{t('claim.by_rule')}</span>}
        </p>
        <p className="claim-speaker">
          <span className="visually-hidden">{t('claim.speaker')}: </span>
          <Speaker claim={claim} />
        </p>
        <p className="claim-conf">
          {maybe(`conf.${claim.conf}`) ?? claim.conf}
          {claim.modality !== null &&
            claim.modality !== 'asserted' &&
            `, ${maybe(`modality.${claim.modality}`) ?? claim.modality}`}
        </p>
        <button
          type="button"
          className="claim-evidence"
          data-row=""
          data-claim={claim.claim}
          aria-expanded={open}
          aria-controls={open ? panel : undefined}
          onClick={props.onToggle}
        >
          <Icon aria-hidden="true" size={16} strokeWidth={1.75} />
          {t('claim.evidence', { n: claim.sources.length })}
        </button>
      </div>
      {open && <Evidence claim={claim} kinds={kinds} id={panel} />}
    </li>
  );
}

export function FieldClaims(props: {
  readonly name: string;
  readonly label: string;
  readonly field: FieldJson;
  readonly kinds: Kinds;
  /** Several different values are one list, not accounts that compete. */
  readonly list: boolean;
  readonly open: string | undefined;
  readonly onOpen: (claim: string | undefined) => void;
  readonly onAdd: (() => void) | null;
}): ReactNode {
  const { t } = useWords();
  const { field, open } = props;
  return (
    <section className="record-field" aria-labelledby={`field-${props.name}`}>
      <div className="record-field-head">
        <h2 id={`field-${props.name}`}>{props.label}</h2>
        {field.n_competing > 0 && !props.list && (
          <p className="warn">{t('record.accounts', { n: field.n_competing + 1 })}</p>
        )}
        {field.n_origins > 1 && <p>{t('record.origins', { n: field.n_origins })}</p>}
        {field.disputed && <p className="warn">{t('record.disputed')}</p>}
        {props.onAdd && (
          <button type="button" className="button-quiet" onClick={props.onAdd}>
            {t('record.other_account')}
            <span className="visually-hidden"> {props.label}</span>
          </button>
        )}
      </div>
      <ul className="plain">
        {field.claims.map((claim) => (
          <ClaimRow
            key={claim.claim}
            claim={claim}
            kinds={props.kinds}
            shown={field.n_competing > 0 && !props.list && claim.claim === field.claim}
            open={open === claim.claim}
            onToggle={() => props.onOpen(open === claim.claim ? undefined : claim.claim)}
          />
        ))}
      </ul>
    </section>
  );
}
