/** The short forms of a statement: a new draft, signing with our key, a signatory as printed, a confirmation. */
import type { ReactNode } from 'react';
import type { SignatoryJson, StatementJson } from '../../../contract/api.ts';
import { call } from '../../api/client.ts';
import type { ProblemBody } from '../../api/problem.ts';
import { useScope } from '../../app/space.tsx';
import { useWords } from '../../i18n/language.tsx';
import { DraftForm, useDraftForm } from '../draft-form.tsx';
import { FormField } from '../form.tsx';
import { type Picked, RecordPicker } from '../record-picker.tsx';
import { Said } from '../said.tsx';
import { dateError, type FormProps, Line, needed, useDay } from './form-line.tsx';
import { SignedAsFields, signedAsErrors } from './signed-as.tsx';

const NO_SIGN = { as: '', mandate: '', reservation: '' };

export function SignForm(props: FormProps & { readonly statement: StatementJson }): ReactNode {
  const { t, lang } = useWords();
  const scope = useScope();
  const { id, text_hash } = props.statement;
  const form = useDraftForm(`sign ${id}`, NO_SIGN, () => 'sign-as');
  const { draft } = form;
  const submit = (): void =>
    void form.submit({
      wrong: signedAsErrors(t, draft, false, 'sign'),
      write: () =>
        call('statement.sign', {
          space: scope.space,
          lang,
          id,
          signed_as: draft.as.trim(),
          ...(draft.mandate.trim() === '' ? {} : { mandate: draft.mandate.trim() }),
          ...(draft.reservation.trim() === '' ? {} : { reservation: draft.reservation.trim() }),
        }),
      done: props.onSaved,
    });
  return (
    <DraftForm form={form} title={t('sign.title')} save={t('sign.do')} onSave={submit} onClose={props.onClose}>
      <p>
        {t('sign.lead')} <span className="mono">{text_hash}</span>
      </p>
      <SignedAsFields prefix="sign" draft={draft} errors={form.errors} onChange={form.change} />
    </DraftForm>
  );
}

const NO_SIGNATORY = { name: '', country: '' };

export function SignatoryForm(props: FormProps & { readonly statement: StatementJson }): ReactNode {
  const { t, lang } = useWords();
  const scope = useScope();
  const { id } = props.statement;
  const form = useDraftForm(`signatory ${id}`, NO_SIGNATORY, () => 'signatory-name');
  const { draft } = form;
  const submit = (): void =>
    void form.submit({
      wrong: needed('signatory-name', draft.name, t('signatory.need_name')),
      write: () =>
        call('statement.signatory', {
          space: scope.space,
          lang,
          id,
          name: draft.name.trim(),
          ...(draft.country.trim() === '' ? {} : { country: draft.country.trim() }),
        }),
      done: props.onSaved,
    });
  return (
    <DraftForm
      form={form}
      title={t('signatory.title')}
      save={t('signatory.do')}
      onSave={submit}
      onClose={props.onClose}
    >
      <Line
        form={form}
        name="name"
        id="signatory-name"
        label={t('signatory.name')}
        help={t('signatory.help')}
        required
      />
      <Line form={form} name="country" id="signatory-country" label={t('signatory.country')} />
    </DraftForm>
  );
}

interface ConfirmDraft {
  readonly [name: string]: unknown;
  readonly by: string;
  readonly channel: string;
  readonly at: string;
  readonly evidence: readonly Picked[];
}
const NO_CONFIRM: ConfirmDraft = { by: '', channel: '', at: '', evidence: [] };
const CONFIRM_FIELDS: readonly unknown[] = ['by', 'channel', 'at', 'evidence'];
const confirmField = (body: ProblemBody): string =>
  CONFIRM_FIELDS.includes(body['field'])
    ? `confirm-${String(body['field'])}`
    : body.code === 'E_DATE'
      ? 'confirm-at'
      : 'confirm-by';

export function ConfirmForm(props: FormProps & { readonly signatory: SignatoryJson }): ReactNode {
  const { t, lang } = useWords();
  const scope = useScope();
  const day = useDay();
  const { signatory } = props;
  const form = useDraftForm(`confirm ${signatory.id}`, NO_CONFIRM, confirmField);
  const { draft } = form;
  const at = draft.at.trim() === '' ? day : draft.at.trim();
  const submit = (): void =>
    void form.submit({
      wrong: [
        ...needed('confirm-by', draft.by, t('confirm.need_by')),
        ...needed('confirm-channel', draft.channel, t('confirm.need_channel')),
        ...dateError(t, 'confirm-at', at),
        ...(draft.evidence[0] ? [] : [{ field: 'confirm-evidence', message: t('confirm.need_evidence') }]),
      ],
      write: () =>
        call('statement.confirm', {
          space: scope.space,
          lang,
          signature: signatory.id,
          by: draft.by.trim(),
          channel: draft.channel.trim(),
          at,
          evidence: draft.evidence[0]?.id ?? '',
        }),
      done: props.onSaved,
    });
  return (
    <DraftForm form={form} title={t('confirm.title')} save={t('confirm.do')} onSave={submit} onClose={props.onClose}>
      <p className="notice-title">
        <Said text={signatory.name} />
      </p>
      <p>{t('confirm.lead')}</p>
      <Line form={form} name="by" id="confirm-by" label={t('confirm.by')} required />
      <Line
        form={form}
        name="channel"
        id="confirm-channel"
        label={t('confirm.channel')}
        help={t('confirm.channel_help')}
        required
      />
      <Line
        form={form}
        name="at"
        id="confirm-at"
        label={t('confirm.at')}
        help={t('value.date_help')}
        start={day}
        required
      />
      <RecordPicker
        id="confirm-evidence"
        label={t('confirm.evidence')}
        help={t('confirm.evidence_help')}
        error={form.errors.find((e) => e.field === 'confirm-evidence')?.message}
        required
        kinds={['Evidence']}
        picked={draft.evidence}
        onPick={(evidence) => form.change({ evidence })}
      />
    </DraftForm>
  );
}

const NO_STATEMENT = { title: '', lang: '', text: '', date: '' };

export function NewStatementForm(props: {
  readonly onMade: (id: string) => void;
  readonly onClose: () => void;
}): ReactNode {
  const { t, lang, maybe } = useWords();
  const scope = useScope();
  const day = useDay();
  const fieldOf = (body: ProblemBody): string => (body.code === 'E_DATE' ? 'new-date' : 'new-text');
  const form = useDraftForm('new statement', NO_STATEMENT, fieldOf);
  const { draft } = form;
  const original = draft.lang === '' ? lang : draft.lang;
  const at = draft.date.trim() === '' ? day : draft.date.trim();
  const submit = (): void =>
    void form.submit({
      wrong: [
        ...needed('new-title', draft.title, t('draft.need_title')),
        ...dateError(t, 'new-date', at),
        ...needed('new-text', draft.text, t('draft.need_original', { lang: maybe(`lang.${original}`) ?? original })),
      ],
      write: () =>
        call('statement.new', {
          space: scope.space,
          lang,
          title: draft.title.trim(),
          lang_original: original,
          text: draft.text,
          demands: [],
          date: at,
        }),
      done: (_, answer) => props.onMade(answer.id),
    });
  return (
    <DraftForm form={form} title={t('new.title')} save={t('new.do')} onSave={submit} onClose={props.onClose}>
      <p>{t('new.lead')}</p>
      <Line form={form} name="title" id="new-title" label={t('draft.title')} required />
      <FormField id="new-lang" label={t('new.original')} errors={form.errors}>
        {(aids) => (
          <select {...aids} value={original} onChange={(e) => form.change({ lang: e.target.value })}>
            {(['kk', 'ru', 'en'] as const).map((l) => (
              <option key={l} value={l} lang={l}>
                {t(`lang.${l}`)}
              </option>
            ))}
          </select>
        )}
      </FormField>
      <Line form={form} name="date" id="new-date" label={t('draft.date')} help={t('value.date_help')} start={day} />
      <FormField id="new-text" label={t('draft.text')} help={t('draft.plain')} required errors={form.errors}>
        {(aids) => (
          <textarea
            {...aids}
            rows={10}
            dir="auto"
            lang={original}
            className="field-wide"
            value={draft.text}
            onChange={(e) => form.change({ text: e.target.value })}
          />
        )}
      </FormField>
    </DraftForm>
  );
}
