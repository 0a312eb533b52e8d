/** Withdrawals: of one signature, which stays in the list; of the whole statement, by those of its signatories who decided. */
import type { ReactNode } from 'react';
import type { SignatoryJson, StatementJson } from '../../../contract/api.ts';
import { call } from '../../api/client.ts';
import { useScope } from '../../app/space.tsx';
import { useWords } from '../../i18n/language.tsx';
import { DraftForm, useDraftForm } from '../draft-form.tsx';
import { Said } from '../said.tsx';
import { dateError, type FormProps, Line, needed, useDay } from './form-line.tsx';

const NO_WITHDRAWAL = { at: '', reason: '' };

export function WithdrawSignatureForm(props: FormProps & { readonly signatory: SignatoryJson }): ReactNode {
  const { t, lang } = useWords();
  const scope = useScope();
  const day = useDay();
  const { signatory } = props;
  const form = useDraftForm(`withdraw ${signatory.id}`, NO_WITHDRAWAL, () => 'withdraw-reason');
  const { draft } = form;
  const at = draft.at.trim() === '' ? day : draft.at.trim();
  const submit = (): void =>
    void form.submit({
      wrong: [
        ...dateError(t, 'withdraw-at', at),
        ...needed('withdraw-reason', draft.reason, t('withdraw.need_reason')),
      ],
      write: () =>
        call('statement.withdraw_signature', {
          space: scope.space,
          lang,
          signature: signatory.id,
          at,
          reason: draft.reason.trim(),
        }),
      done: props.onSaved,
    });
  return (
    <DraftForm
      form={form}
      title={t('withdraw.signature')}
      save={t('withdraw.signature_do')}
      onSave={submit}
      onClose={props.onClose}
    >
      <p className="notice-title">
        <Said text={signatory.name} />
      </p>
      <p>{t('withdraw.stays')}</p>
      <Line
        form={form}
        name="at"
        id="withdraw-at"
        label={t('withdraw.at')}
        help={t('value.date_help')}
        start={day}
        required
      />
      <Line form={form} name="reason" id="withdraw-reason" label={t('withdraw.reason')} required long />
    </DraftForm>
  );
}

interface WithdrawDraft {
  readonly [name: string]: unknown;
  readonly at: string;
  readonly reason: string;
  readonly deciders: readonly string[];
}
const NO_STATEMENT_WITHDRAWAL: WithdrawDraft = { at: '', reason: '', deciders: [] };

export function WithdrawForm(props: FormProps & { readonly statement: StatementJson }): ReactNode {
  const { t, lang } = useWords();
  const scope = useScope();
  const day = useDay();
  const { statement } = props;
  const form = useDraftForm(`withdraw ${statement.id}`, NO_STATEMENT_WITHDRAWAL, () => 'withdraw-reason');
  const { draft } = form;
  const at = draft.at.trim() === '' ? day : draft.at.trim();
  const toggle = (id: string): void =>
    form.change({
      deciders: draft.deciders.includes(id) ? draft.deciders.filter((x) => x !== id) : [...draft.deciders, id],
    });
  const standing = statement.signatories.filter((s) => s.withdrawn === null);
  const wrong = form.errors.find((e) => e.field === 'withdraw-deciders');
  const submit = (): void =>
    void form.submit({
      wrong: [
        ...dateError(t, 'withdraw-at', at),
        ...needed('withdraw-reason', draft.reason, t('withdraw.need_reason')),
        ...(draft.deciders.length > 0 ? [] : [{ field: 'withdraw-deciders', message: t('withdraw.need_deciders') }]),
      ],
      write: () =>
        call('statement.withdraw', {
          space: scope.space,
          lang,
          id: statement.id,
          at,
          reason: draft.reason.trim(),
          deciders: draft.deciders,
        }),
      done: props.onSaved,
    });
  return (
    <DraftForm form={form} title={t('withdraw.title')} save={t('withdraw.do')} onSave={submit} onClose={props.onClose}>
      <p>{t('withdraw.lead')}</p>
      <Line
        form={form}
        name="at"
        id="withdraw-at"
        label={t('withdraw.at')}
        help={t('value.date_help')}
        start={day}
        required
      />
      <Line form={form} name="reason" id="withdraw-reason" label={t('withdraw.reason')} required long />
      <fieldset id="withdraw-deciders" tabIndex={-1} className={wrong ? 'choices field-bad' : 'choices'}>
        <legend>{t('withdraw.deciders')}</legend>
        {wrong && <p className="field-error">{wrong.message}</p>}
        {standing.map((s) => (
          <label key={s.id}>
            <input type="checkbox" checked={draft.deciders.includes(s.id)} onChange={() => toggle(s.id)} />
            <Said text={s.name} />
          </label>
        ))}
      </fieldset>
    </DraftForm>
  );
}
