/** Record an act, announcement or refusal under a demand. It is listed in its own word; it moves nothing by itself. */
import type { ReactNode } from 'react';
import { parseEdtf } from '../../../base/dates.ts';
import type { DemandJson } from '../../../contract/api.ts';
import { call } from '../../api/client.ts';
import { useScope } from '../../app/space.tsx';
import { useWords } from '../../i18n/language.tsx';
import { DraftForm, useDraftForm } from '../draft-form.tsx';
import { type FormError, FormField, type Saved } from '../form.tsx';
import { type Picked, RecordPicker } from '../record-picker.tsx';
import { TextField } from '../fields.tsx';

const BEARS = ['act', 'announcement', 'refusal', 'against', 'restoration', 'context'] as const;
interface RespondDraft {
  readonly at: string;
  readonly from: string;
  readonly text: string;
  readonly bears: string;
  readonly by_addressee: '' | 'yes' | 'no';
  readonly evidence: readonly Picked[];
}
const EMPTY: RespondDraft = { at: '', from: '', text: '', bears: '', by_addressee: '', evidence: [] };
const FIELD_OF: { readonly [code: string]: string } = {
  E_DATE: 'respond-at',
  E_TERM: 'respond-bears',
  E_ID: 'respond-evidence',
  E_NOT_FOUND: 'respond-evidence',
};

export function RespondForm(props: {
  readonly demand: DemandJson;
  readonly onClose: () => void;
  readonly onSaved: (saved: Saved) => void;
}): ReactNode {
  const { t, lang } = useWords();
  const { demand } = props;
  const scope = useScope();
  const form = useDraftForm(`respond ${demand.id}`, EMPTY, (body) => FIELD_OF[body.code] ?? 'respond-text');
  const { draft, change, errors } = form;
  const submit = (): void => {
    const found: FormError[] = [];
    if (!parseEdtf(draft.at.trim()).ok) found.push({ field: 'respond-at', message: t('form.need_date') });
    if (draft.from.trim() === '') found.push({ field: 'respond-from', message: t('respond.need_from') });
    if (draft.text.trim() === '') found.push({ field: 'respond-text', message: t('respond.need_text') });
    if (draft.bears === '') found.push({ field: 'respond-bears', message: t('respond.need_bears') });
    if (draft.by_addressee === '') found.push({ field: 'respond-by', message: t('respond.need_by') });
    if (draft.evidence.length === 0) found.push({ field: 'respond-evidence', message: t('form.need_evidence') });
    void form.submit({
      wrong: found,
      write: () =>
        call('demand.respond', {
          space: scope.space,
          lang,
          demand: demand.id,
          at: draft.at.trim(),
          from: draft.from.trim(),
          text: draft.text.trim(),
          bears: draft.bears,
          by_addressee: draft.by_addressee === 'yes',
          evidence: draft.evidence.map((e) => e.id),
        }),
      done: props.onSaved,
    });
  };
  return (
    <DraftForm form={form} title={t('respond.title')} save={t('respond.save')} onSave={submit} onClose={props.onClose}>
      <p className="help">{t('respond.note')}</p>
      <FormField id="respond-at" label={t('respond.at')} help={t('value.date_help')} required errors={errors}>
        {(aids) => <input {...aids} value={draft.at} onChange={(e) => change({ at: e.target.value })} />}
      </FormField>
      <FormField id="respond-from" label={t('respond.from')} required errors={errors}>
        {(aids) => (
          <input
            {...aids}
            dir="auto"
            className="field-wide"
            value={draft.from}
            onChange={(e) => change({ from: e.target.value })}
          />
        )}
      </FormField>
      <FormField id="respond-by" label={t('respond.by')} required errors={errors}>
        {(aids) => (
          <select
            {...aids}
            value={draft.by_addressee}
            onChange={(e) =>
              change({ by_addressee: e.target.value === 'yes' ? 'yes' : e.target.value === 'no' ? 'no' : '' })
            }
          >
            <option value="">{t('value.choose')}</option>
            <option value="yes">{t('respond.by_yes')}</option>
            <option value="no">{t('respond.by_no')}</option>
          </select>
        )}
      </FormField>
      <TextField
        id="respond-text"
        label={t('respond.text')}
        required
        errors={errors}
        rows={3}
        value={draft.text}
        onChange={(text) => change({ text: text })}
      />
      <FormField id="respond-bears" label={t('respond.bears')} help={t('respond.bears_help')} required errors={errors}>
        {(aids) => (
          <select {...aids} value={draft.bears} onChange={(e) => change({ bears: e.target.value })}>
            <option value="">{t('value.choose')}</option>
            {BEARS.map((b) => (
              <option key={b} value={b}>
                {t(`bears.${b}`)}
              </option>
            ))}
          </select>
        )}
      </FormField>
      <RecordPicker
        id="respond-evidence"
        label={t('form.evidence')}
        help={t('picker.help')}
        error={errors.find((e) => e.field === 'respond-evidence')?.message}
        many
        picked={draft.evidence}
        onPick={(evidence) => change({ evidence })}
      />
    </DraftForm>
  );
}
