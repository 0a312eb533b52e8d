/** A field of a record: every account with its speaker, source and confidence, with equal weight; what ended stays, struck through. */
import { ChevronDown, ChevronRight } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { EndedClaimJson, PageClaimJson, PageFieldJson } from '../../contract/areas/record.ts';
import type { Kinds } from '../app/kinds.ts';
import { useWords } from '../i18n/language.tsx';
import { PathLink } from './path-link.tsx';
import { ClaimActions } from './record/claim-actions.tsx';
import { DecisionLines, RuleMark } from './record/rule-mark.tsx';
import { Said } from './said.tsx';
import { When } from './when.tsx';

/** Who says it: the speaker named in the claim, else who published the source, else the organisation that wrote it down. */
export function Speaker(props: { readonly claim: PageClaimJson }): ReactNode {
  const { t } = useWords();
  const { speaker, sources, author } = props.claim;
  if (speaker !== null) return <Said text={speaker} />;
  const publisher = sources.find((s) => s.publisher !== null)?.publisher ?? sources.find((s) => s.id !== 'own')?.title;
  return <Said text={publisher ?? t('claim.said_by_author', { author })} />;
}

function Evidence(props: { readonly claim: PageClaimJson; readonly kinds: Kinds; readonly id: string }): ReactNode {
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
      <Recorded claim={claim} />
      {claim.device !== null && <p className="mono">{t('orgs.device', { device: claim.device.slice(0, 16) })}</p>}
      <details>
        <summary>{t('details')}</summary>
        <p className="mono">{claim.claim}</p>
        {claim.batch && <p className="mono">{t('evidence.batch', { batch: claim.batch })}</p>}
      </details>
    </div>
  );
}

function Recorded(props: { readonly claim: PageClaimJson }): ReactNode {
  const { t } = useWords();
  const { claim } = props;
  return (
    <p>
      {t(claim.by === null ? 'evidence.recorded' : 'evidence.recorded_by', {
        author: claim.author,
        person: claim.by ?? '',
      })}{' '}
      <When edtf={claim.recordedAt} />
    </p>
  );
}

/** Which organisation wrote the account down, whoever spoke. */
function AccountOf(props: { readonly claim: PageClaimJson }): ReactNode {
  const { t } = useWords();
  const { ours, author } = props.claim;
  return (
    <span className={ours ? 'account-of account-ours' : 'account-of'} dir="auto">
      {t(ours ? 'orgs.ours' : 'orgs.account_of', { name: author })}
    </span>
  );
}

/** Organisations that say different things of the field; none when one speaks, or all say the same. */
function differing(field: PageFieldJson, list: boolean): readonly string[] {
  if (list || field.n_competing === 0) return [];
  const said = field.claims.filter((c) => c.conf !== 'set_aside');
  const authors = [...new Map(said.map((c) => [c.party, c.author])).values()];
  return authors.length > 1 && new Set(said.map((c) => JSON.stringify(c.value))).size > 1 ? authors : [];
}

/** A value that not everybody in the coalition may read says so. */
function Audience(props: { readonly audience: string }): ReactNode {
  const { t } = useWords();
  if (props.audience !== 'organisation' && props.audience !== 'vault') return null;
  return <span className="claim-audience">{t(`record.audience.${props.audience}`)}</span>;
}

interface ActionProps {
  readonly record: string;
  readonly name: string;
  readonly label: string;
  readonly field: PageFieldJson;
  readonly list: boolean;
  readonly mayWrite: boolean;
}

function ClaimRow(props: {
  readonly claim: PageClaimJson;
  readonly kinds: Kinds;
  readonly shown: boolean;
  /** Several organisations speak of the field: each account says whose it is. */
  readonly organisation: boolean;
  readonly open: boolean;
  readonly action: ActionProps;
  readonly onToggle: () => void;
}): ReactNode {
  const { t, maybe } = useWords();
  const { claim, kinds, open, action } = props;
  const panel = `evidence-${claim.claim.replace(/\W/g, '-')}`;
  const set_aside = claim.conf === 'set_aside' || claim.modality === 'withdrawn';
  const Icon = open ? ChevronDown : ChevronRight;
  return (
    <li className={open ? 'claim claim-open' : 'claim'}>
      <div className="claim-line">
        <div className={set_aside ? 'claim-value claim-withdrawn' : 'claim-value'}>
          {set_aside ? (
            <del>
              <Said text={claim.text} lang={claim.lang} />
            </del>
          ) : (
            <Said text={claim.text} lang={claim.lang} />
          )}
          <Audience audience={claim.audience} />
          {claim.forked && <span className="claim-audience">{t('claim.two_histories')}</span>}
          {props.shown && action.field.rule && <RuleMark rule={action.field.rule} />}
        </div>
        <p className="claim-speaker">
          <span className="visually-hidden">{t('claim.speaker')}: </span>
          <Speaker claim={claim} />
          {props.organisation && <AccountOf claim={claim} />}
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
      {open && (
        <>
          <Evidence claim={claim} kinds={kinds} id={panel} />
          {action.mayWrite && <ClaimActions claim={claim} {...action} />}
        </>
      )}
    </li>
  );
}

/** Who took it back, when and why; or that another value took its place. */
function EndedRow(props: { readonly claim: EndedClaimJson }): ReactNode {
  const { t } = useWords();
  const { claim } = props;
  const { ended } = claim;
  const who = ended.by === null ? ended.author : `${ended.by}, ${ended.author}`;
  return (
    <li className="claim claim-ended">
      <div className="claim-line">
        <p className="claim-value claim-withdrawn">
          <del>
            <Said text={claim.text} lang={claim.lang} />
          </del>
        </p>
        <p className="claim-speaker">
          <Speaker claim={claim} />
        </p>
        <p className="claim-how">
          {t(`record.ended.${ended.how}`, { who })} <When edtf={ended.at} />
          {ended.reason !== null && (
            <>
              {'. '}
              {t('record.ended_because')} <Said text={ended.reason} />
            </>
          )}
        </p>
      </div>
    </li>
  );
}

export function EndedClaims(props: { readonly ended: readonly EndedClaimJson[] }): ReactNode {
  const { t } = useWords();
  const [all, setAll] = useState(false);
  const few = all ? props.ended : props.ended.slice(-3);
  if (props.ended.length === 0) return null;
  return (
    <>
      <ul className="plain">
        {few.map((claim) => (
          <EndedRow key={claim.claim} claim={claim} />
        ))}
      </ul>
      {few.length < props.ended.length && (
        <button type="button" className="button-quiet" onClick={() => setAll(true)}>
          {t('record.ended_more', { n: props.ended.length - few.length })}
        </button>
      )}
    </>
  );
}

export function FieldClaims(props: {
  readonly record: string;
  readonly name: string;
  readonly label: string;
  readonly field: PageFieldJson;
  readonly kinds: Kinds;
  /** Several different values are one list, not accounts that compete. */
  readonly list: boolean;
  readonly open: string | undefined;
  readonly onOpen: (claim: string | undefined) => void;
  readonly onAdd: (() => void) | null;
}): ReactNode {
  const { t, lang } = useWords();
  const { field, open, record, name, label, list } = props;
  const several = new Set(field.claims.map((c) => c.party)).size > 1;
  const differ = differing(field, list);
  const action = { record, name, label, field, list, mayWrite: props.onAdd !== null };
  // Accounts stand by the date they are about, then as recorded; which one lists show is marked, not put first.
  const inOrder = list
    ? field.claims
    : field.claims.toSorted(
        (a, b) => (a.obs ?? '').localeCompare(b.obs ?? '') || a.recordedAt.localeCompare(b.recordedAt),
      );
  return (
    <section className="record-field" aria-labelledby={`field-${name}`}>
      <div className="record-field-head">
        <h2 id={`field-${name}`}>{label}</h2>
        {field.n_competing > 0 && !list && <p className="warn">{t('record.accounts', { n: field.n_competing + 1 })}</p>}
        {differ.length > 0 && (
          <p className="warn" dir="auto">
            {t('orgs.differ', { names: new Intl.ListFormat(lang).format(differ) })}
          </p>
        )}
        {field.n_origins > 1 && <p>{t('record.origins', { n: field.n_origins })}</p>}
        {field.disputed && <p className="warn">{t('record.disputed')}</p>}
        {props.onAdd && (
          <button type="button" className="button-quiet" onClick={props.onAdd}>
            {t('record.other_account')}
            <span className="visually-hidden"> {label}</span>
          </button>
        )}
      </div>
      <div>
        <ul className="plain">
          {inOrder.map((claim) => (
            <ClaimRow
              key={claim.claim}
              claim={claim}
              kinds={props.kinds}
              shown={field.n_competing > 0 && !list && claim.claim === field.claim}
              organisation={several}
              open={open === claim.claim}
              action={action}
              onToggle={() => props.onOpen(open === claim.claim ? undefined : claim.claim)}
            />
          ))}
        </ul>
        <EndedClaims ended={field.ended} />
        <DecisionLines field={field} record={record} mayWrite={action.mayWrite} />
      </div>
    </section>
  );
}
