/** Consent of a person: scopes in rows with what holds and why, each consent as given, withdrawal, and the copies that went out. */
import { Check, Minus } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { ApiOut } from '../../../contract/api.ts';
import type { ConsentRowJson, RecordPageJson } from '../../../contract/areas/record.ts';
import { call } from '../../api/client.ts';
import { useRead } from '../../api/queries.ts';
import type { Kinds } from '../../app/kinds.ts';
import { useSave } from '../../app/save.ts';
import { useScope } from '../../app/space.tsx';
import { useMay } from '../../app/who.ts';
import { useWords } from '../../i18n/language.tsx';
import { type Saved, SavedLine } from '../form.tsx';
import { Loadable, ProblemView } from '../loadable.tsx';
import { Said } from '../said.tsx';
import { When } from '../when.tsx';
import { ConsentForm, consentTerm, WithdrawForm } from './consent-forms.tsx';
import { CopiesList } from './copies-list.tsx';

type Data = ApiOut<'consent.show'>;

function Scopes(props: { readonly data: Data; readonly kinds: Kinds }): ReactNode {
  const { t, maybe } = useWords();
  const { data, kinds } = props;
  const given = (claims: readonly string[]): string =>
    data.consents
      .filter((c) => claims.includes(c.claim))
      .map((c) => `${consentTerm(kinds, 'by', c.by)}, ${consentTerm(kinds, 'manner', c.manner).toLowerCase()}`)
      .join('; ');
  return (
    <table className="scopes">
      <caption>{t('consent.scopes')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('consent.scope')}</th>
          <th scope="col">{t('consent.holds')}</th>
          <th scope="col">{t('consent.given_by')}</th>
        </tr>
      </thead>
      <tbody>
        {data.scopes.map((s) => (
          <tr key={s.scope}>
            <th scope="row">{consentTerm(kinds, 'scope', s.scope)}</th>
            <td className={s.allowed ? 'ok' : undefined}>
              {s.allowed ? <Check aria-hidden="true" size={16} /> : <Minus aria-hidden="true" size={16} />}{' '}
              {t(s.allowed ? 'value.yes' : 'value.no')}
              {!s.allowed && <span className="scope-why">: {maybe(`consent.because.${s.because}`) ?? s.because}</span>}
            </td>
            <td>{given(s.claims)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Approve(props: { readonly person: string; readonly consent: ConsentRowJson }): ReactNode {
  const { t, lang } = useWords();
  const scope = useScope();
  const save = useSave();
  const approve = (): void =>
    void save.run(() =>
      call('consent.approve', { space: scope.space, lang, id: props.person, claim: props.consent.claim }),
    );
  return (
    <>
      <button type="button" className="button" aria-disabled={save.busy} onClick={() => !save.busy && approve()}>
        {t('consent.approve')}
      </button>
      {save.problem && <ProblemView problem={save.problem} />}
    </>
  );
}

function Given(props: {
  readonly person: string;
  readonly consent: ConsentRowJson;
  readonly needsApproval: boolean;
  readonly kinds: Kinds;
  readonly mayWrite: boolean;
  readonly onWithdrawn: (saved: Saved, copies: number) => void;
}): ReactNode {
  const { t } = useWords();
  const [taking, setTaking] = useState(false);
  const mayApprove = useMay('reviewer');
  const { consent, kinds, person } = props;
  const scopes = consent.scope.map((s) => consentTerm(kinds, 'scope', s)).join(', ');
  return (
    <li className="consent">
      <p>
        {consent.withdrawn === null ? (
          <strong>{scopes}</strong>
        ) : (
          <>
            <del>{scopes}</del> <span className="warn">{t('consent.withdrawn_on')}</span>{' '}
            <When edtf={consent.withdrawn} />
          </>
        )}
      </p>
      <p className="item-meta">
        <span>
          {consentTerm(kinds, 'by', consent.by)}
          {consent.who !== null && (
            <>
              {': '}
              <Said text={consent.who} />
            </>
          )}
        </span>
        <span>{consentTerm(kinds, 'manner', consent.manner)}</span>
        {consent.at !== null && <When edtf={consent.at} />}
        {consent.until !== null && (
          <span>
            {t('consent.until')} <When edtf={consent.until} />
          </span>
        )}
        <Said text={consent.written_by === null ? consent.author : `${consent.written_by}, ${consent.author}`} />
      </p>
      {props.needsApproval && consent.withdrawn === null && (
        <p>
          {t('consent.approvals', { n: consent.approvals.length })}
          {consent.approvals.length > 0 && (
            <>
              {': '}
              <Said text={consent.approvals.join(', ')} />
            </>
          )}
        </p>
      )}
      {props.mayWrite && consent.withdrawn === null && !taking && (
        <div className="tab-actions">
          <button type="button" className="button" onClick={() => setTaking(true)}>
            {t('consent_withdraw.open')}
          </button>
          {props.needsApproval && mayApprove && <Approve person={person} consent={consent} />}
        </div>
      )}
      {taking && (
        <WithdrawForm
          person={person}
          consent={consent}
          kinds={kinds}
          onClose={() => setTaking(false)}
          onSaved={(saved, copies) => {
            setTaking(false);
            props.onWithdrawn(saved, copies);
          }}
        />
      )}
    </li>
  );
}

function Consents(props: {
  readonly data: Data;
  readonly record: RecordPageJson;
  readonly kinds: Kinds;
  readonly mayWrite: boolean;
}): ReactNode {
  const { t } = useWords();
  const { data, record, kinds, mayWrite } = props;
  const [adding, setAdding] = useState(false);
  const [saved, setSaved] = useState<Saved | null>(null);
  const [withdrawn, setWithdrawn] = useState<number | null>(null);
  const needsApproval = !data.adult || data.dead;
  return (
    <>
      <SavedLine saved={saved} />
      {withdrawn !== null && (
        <div className="notice" role="status">
          <p className="notice-title">{t('consent_withdraw.done')}</p>
          <p>{t('consent_withdraw.copies', { n: withdrawn })}</p>
        </div>
      )}
      {!data.adult && <p className="warn">{t('consent.minor_rule')}</p>}
      {data.dead && <p className="warn">{t('consent.dead_rule')}</p>}
      {data.scopes.some((s) => s.because === 'relatives_differ') && <p className="warn">{t('consent.narrowest')}</p>}
      <Scopes data={data} kinds={kinds} />
      <h2>{t('consent.list')}</h2>
      {data.consents.length === 0 && <p className="empty">{t('consent.none')}</p>}
      <ul className="plain">
        {data.consents.map((consent) => (
          <Given
            key={consent.claim}
            person={record.id}
            consent={consent}
            needsApproval={needsApproval}
            kinds={kinds}
            mayWrite={mayWrite}
            onWithdrawn={(done, copies) => {
              setSaved(done);
              setWithdrawn(copies);
            }}
          />
        ))}
      </ul>
      {mayWrite && !adding && (
        <p className="tab-actions">
          <button type="button" className="button" onClick={() => setAdding(true)}>
            {t('consent.add')}
          </button>
        </p>
      )}
      {adding && (
        <ConsentForm
          person={record.id}
          kinds={kinds}
          onClose={() => setAdding(false)}
          onSaved={(done) => {
            setAdding(false);
            setSaved(done);
          }}
        />
      )}
      <h2>{t('recall.title')}</h2>
      <CopiesList copies={data.copies} />
    </>
  );
}

export function ConsentTab(props: {
  readonly record: RecordPageJson;
  readonly kinds: Kinds;
  readonly mayWrite: boolean;
}): ReactNode {
  const scope = useScope();
  const read = useRead('consent.show', { ...scope, id: props.record.id });
  return (
    <Loadable read={read} rows={10}>
      {(data) => <Consents data={data} {...props} />}
    </Loadable>
  );
}
