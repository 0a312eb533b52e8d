/** A statement: drafted, or read with its demands marked; then frozen, signed here and elsewhere, published, handed over, withdrawn. */
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { StatementJson } from '../../contract/api.ts';
import { call } from '../api/client.ts';
import { useRead } from '../api/queries.ts';
import type { StatementSearch } from '../app/address.ts';
import { useSave } from '../app/save.ts';
import { useScope } from '../app/space.tsx';
import { useMay } from '../app/who.ts';
import { useWords } from '../i18n/language.tsx';
import { ErrorList, type Saved, SavedLine, savedNow } from '../parts/form.tsx';
import { Heading } from '../parts/heading.tsx';
import { ROW_KEYS, usePageKeys } from '../parts/keys.ts';
import { Loadable } from '../parts/loadable.tsx';
import { PathLink, useGo } from '../parts/path-link.tsx';
import { Said } from '../parts/said.tsx';
import { StateMark } from '../parts/state-mark.tsx';
import { AddAnswer } from '../parts/statements/add-answer.tsx';
import { AskToSign } from '../parts/statements/ask-to-sign.tsx';
import { StatementEditor } from '../parts/statements/editor.tsx';
import { useDay } from '../parts/statements/form-line.tsx';
import { FreezeReview, HashNote } from '../parts/statements/review.tsx';
import { Signatories } from '../parts/statements/signatories.tsx';
import { ConfirmForm, SignatoryForm, SignForm } from '../parts/statements/small-forms.tsx';
import { StatementTexts } from '../parts/statements/texts.tsx';
import { WithdrawForm, WithdrawSignatureForm } from '../parts/statements/withdraw-forms.tsx';
import { When } from '../parts/when.tsx';
import '../styles/statements.css';

const route = getRouteApi('/s/$space/statements/$id');

function DemandsInText(props: { readonly demands: StatementJson['demands'] }): ReactNode {
  const { t, lang } = useWords();
  const { demands } = props;
  const words = (d: StatementJson['demands'][number]): string | null =>
    d.clauses.find((c) => c.lang === lang)?.text ?? d.verbatim;
  if (demands.length === 0) return null;
  return (
    <section aria-labelledby="in-text">
      <h2 id="in-text">{t('statement.demands')}</h2>
      <ul className="rows">
        {demands.map((d) => (
          <li key={d.id} className="row demand-row">
            <PathLink to={`demands/${d.id}`} row className="clause-key">
              {d.key}
            </PathLink>
            <span className="row-text">
              {words(d) !== null && (
                <q>
                  <Said text={words(d) ?? ''} />
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

type Do = NonNullable<StatementSearch['do']>;
/** Forms of the whole statement; the others are of one signature. */
type Action = Exclude<Do, 'confirm' | 'withdraw-signature'>;

/** What can be done next: the first is the page's primary action, by the state of the statement. */
function useActions(statement: StatementJson): readonly Action[] {
  const [edit, decide, own] = [useMay('documenter'), useMay('reviewer'), useMay('manager')];
  const { state, ours } = statement;
  const may: readonly (readonly [Action, boolean])[] = [
    ['freeze', ours && state === 'draft' && decide],
    ['ask', ours && (state === 'frozen' || state === 'published') && edit],
    ['sign', ours && (state === 'frozen' || state === 'published') && own],
    ['add', ours && (state === 'frozen' || state === 'published') && edit],
    ['signatory', (state === 'frozen' || state === 'published') && edit],
    ['withdraw', ours && state === 'published' && decide],
  ];
  return may.flatMap(([name, allowed]) => (allowed ? [name] : []));
}

function Actions(props: {
  readonly statement: StatementJson;
  readonly open: (next: Do) => void;
  readonly onSaved: (saved: Saved) => void;
}): ReactNode {
  const { t } = useWords();
  const { statement } = props;
  const scope = useScope();
  const go = useGo();
  const day = useDay();
  const save = useSave();
  const actions = useActions(statement);
  const [edit, decide] = [useMay('documenter'), useMay('reviewer')];
  const { id, state, ours } = statement;
  const publish = async (): Promise<void> => {
    const answer = await save.run(() => call('statement.publish', { space: scope.space, id }));
    if (answer) props.onSaved(savedNow(answer.entry));
  };
  const replace = async (): Promise<void> => {
    const answer = await save.run(() => call('statement.replace', { space: scope.space, id, date: day }));
    if (answer) go(`statements/${answer.id}`);
  };
  const signed = statement.signatories.some((s) => s.basis === 'key' && s.verified && s.withdrawn === null);
  const primary = state === 'draft' ? 'freeze' : state === 'frozen' ? (signed ? 'publish' : 'ask') : 'deliver';
  const look = (name: string): string => (name === primary ? 'button-primary' : 'button');
  return (
    <>
      <ErrorList errors={[]} problem={save.problem} />
      {state === 'published' && edit && (
        <PathLink to={`deliveries?new=${id}`} className={look('deliver')}>
          {t('statement.deliver')}
        </PathLink>
      )}
      {ours && state === 'frozen' && decide && (
        <button type="button" className={look('publish')} onClick={() => void publish()}>
          {save.busy ? t('form.saving') : t('statement.publish')}
        </button>
      )}
      {actions.map((name) => (
        <button key={name} type="button" className={look(name)} onClick={() => props.open(name)}>
          {t(`do.${name}`)}
        </button>
      ))}
      {ours && state !== 'draft' && edit && statement.replaced_by === null && (
        <button type="button" className="button" onClick={() => void replace()}>
          {t('statement.replace')}
        </button>
      )}
    </>
  );
}

function Panel(props: {
  readonly statement: StatementJson;
  readonly onSaved: (saved: Saved) => void;
  readonly onClose: () => void;
}): ReactNode {
  const { do: doing, row } = route.useSearch();
  const { statement, ...common } = props;
  const actions = useActions(statement);
  const decide = useMay('reviewer');
  const signatory = statement.signatories.find((s) => s.id === row && s.withdrawn === null);
  if (doing === 'confirm')
    return decide && signatory?.basis === 'reported' ? <ConfirmForm {...common} signatory={signatory} /> : null;
  if (doing === 'withdraw-signature')
    return decide && signatory ? <WithdrawSignatureForm {...common} signatory={signatory} /> : null;
  if (doing === undefined || !actions.includes(doing)) return null;
  switch (doing) {
    case 'freeze':
      return <FreezeReview statement={statement} onFrozen={common.onSaved} onClose={common.onClose} />;
    case 'ask':
      return <AskToSign statement={statement} onClose={common.onClose} />;
    case 'sign':
      return <SignForm {...common} statement={statement} />;
    case 'add':
      return <AddAnswer {...common} statement={statement} />;
    case 'signatory':
      return <SignatoryForm {...common} statement={statement} />;
    case 'withdraw':
      return <WithdrawForm {...common} statement={statement} />;
  }
}

function HashDetails(props: { readonly id: string }): ReactNode {
  const { t } = useWords();
  const scope = useScope();
  const [open, setOpen] = useState(false);
  const may = useMay('documenter');
  const read = useRead('statement.review', { ...scope, id: props.id }, { enabled: open && may });
  return (
    <details className="page-details" onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>{t('review.what')}</summary>
      {open && may && (
        <Loadable read={read} rows={3}>
          {(review) => <HashNote review={review} />}
        </Loadable>
      )}
    </details>
  );
}

function Versions(props: { readonly statement: StatementJson }): ReactNode {
  const { t } = useWords();
  const { replaces, replaced_by, withdrawal } = props.statement;
  return (
    <>
      {replaces && (
        <p className="notice">
          {t('statement.replaces')}{' '}
          <PathLink to={`statements/${replaces.id}`}>
            <Said text={replaces.title} />
          </PathLink>
        </p>
      )}
      {replaced_by && (
        <p className="notice">
          {t('statement.replaced_by')}{' '}
          <PathLink to={`statements/${replaced_by.id}`}>
            <Said text={replaced_by.title} />
          </PathLink>
        </p>
      )}
      {withdrawal && (
        <div className="notice notice-bad">
          <p className="notice-title">
            {t('withdraw.done')} <When edtf={withdrawal.at} />
          </p>
          <p>
            <Said text={withdrawal.reason} />
          </p>
          <p>
            {t('withdraw.deciders')}: <Said text={withdrawal.by.join('; ')} />
          </p>
        </div>
      )}
    </>
  );
}

function StatementView(props: { readonly statement: StatementJson }): ReactNode {
  const { t, maybe } = useWords();
  const { statement } = props;
  const navigate = route.useNavigate();
  const { do: doing } = route.useSearch();
  const [saved, setSaved] = useState<Saved | null>(null);
  const edit = useMay('documenter');
  const own = useMay('manager');
  const { state } = statement;
  const show = (next: Do | undefined, row?: string): void => {
    setSaved(null);
    void navigate({ search: (now) => ({ ...now, do: next, row }), resetScroll: false });
  };
  const done = (result: Saved): void => {
    void navigate({ search: (now) => ({ ...now, do: undefined, row: undefined }), resetScroll: false });
    setSaved(result);
  };
  const close = (): void => show(undefined);
  const drafting = statement.ours && state === 'draft' && edit;
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
              {maybe(`statement.state.${state}`) ?? state}
              {statement.date !== null && (
                <>
                  {' '}
                  <When edtf={statement.date} />
                </>
              )}
            </span>
            <Said text={t('statement.issuer', { issuer: statement.issuer })} />
            <PathLink to={`records/${statement.id}`}>{t('statement.as_record')}</PathLink>
          </>
        }
      >
        <Actions statement={statement} open={show} onSaved={done} />
      </Heading>
      <SavedLine saved={saved} />
      <Versions statement={statement} />
      {statement.ours && state === 'frozen' && edit && !own && <p className="notice">{t('statement.manager_signs')}</p>}
      <Panel statement={statement} onSaved={done} onClose={close} />
      {statement.addressees.length > 0 && !drafting && (
        <p>
          {t('statement.to')} <Said text={statement.addressees.join('; ')} />
        </p>
      )}
      {drafting ? (
        doing !== 'freeze' && <StatementEditor statement={statement} />
      ) : (
        <StatementTexts statement={statement} />
      )}
      {!drafting && (
        <div className="two">
          {(statement.signatories.length > 0 || state !== 'draft') && (
            <Signatories statement={statement} onRow={show} />
          )}
          <DemandsInText demands={statement.demands} />
        </div>
      )}
      {statement.text_hash !== null && (
        <>
          <p className="frozen-hash">
            {t('statement.hash_short')} <span className="mono">{statement.text_hash}</span>
          </p>
          <HashDetails id={statement.id} />
        </>
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
      {(statement) => <StatementView key={statement.id} statement={statement} />}
    </Loadable>
  );
}
