/** What happens to a delivery later: a receipt, an answer, a withdrawal. Each is a new entry; nothing disappears. */
import { type ReactNode, useMemo } from 'react';
import { parseEdtf } from '../../../base/dates.ts';
import type { DeliveryJson } from '../../../contract/areas/deliveries.ts';
import { call } from '../../api/client.ts';
import { useScope } from '../../app/space.tsx';
import { useWords } from '../../i18n/language.tsx';
import { DraftForm, useDraftForm } from '../draft-form.tsx';
import type { FormError, Saved } from '../form.tsx';
import type { Picked } from '../record-picker.tsx';
import { EvidenceField } from './evidence-field.tsx';
import { ChoiceField, LineField, TextField } from '../fields.tsx';
import { useReadingDay } from './reading-day.ts';

interface AfterProps {
  readonly delivery: DeliveryJson;
  readonly onClose: () => void;
  readonly onSaved: (saved: Saved) => void;
}

interface ReceiptDraft {
  readonly receipt: readonly Picked[];
  readonly number: string;
}
const NO_RECEIPT: ReceiptDraft = { receipt: [], number: '' };

export function ReceiptForm(props: AfterProps): ReactNode {
  const { t, lang } = useWords();
  const scope = useScope();
  const { delivery } = props;
  const form = useDraftForm(`receipt ${delivery.id}`, NO_RECEIPT, () => 'receipt-evidence');
  const { draft, change, errors } = form;
  const submit = (): void =>
    void form.submit({
      wrong: draft.receipt.length === 0 ? [{ field: 'receipt-evidence', message: t('delivery.need_receipt') }] : [],
      write: () =>
        call('deliveries.receipt', {
          space: scope.space,
          lang,
          id: delivery.id,
          receipt: draft.receipt.map((r) => r.id),
          ...(draft.number.trim() === '' ? {} : { incoming_no: draft.number.trim() }),
        }),
      done: props.onSaved,
    });
  return (
    <DraftForm
      form={form}
      title={t('delivery.add_receipt')}
      save={t('delivery.save_receipt')}
      onSave={submit}
      onClose={props.onClose}
    >
      <EvidenceField
        id="receipt-evidence"
        label={t('delivery.receipt')}
        help={t('delivery.receipt_help')}
        kinds={['Evidence']}
        errors={errors}
        picked={draft.receipt}
        onPick={(receipt) => change({ receipt })}
      />
      <LineField
        id="receipt-number"
        label={t('delivery.number')}
        errors={errors}
        value={draft.number}
        onChange={(number) => change({ number })}
      />
    </DraftForm>
  );
}

const BEARS = ['act', 'announcement', 'refusal', 'against', 'restoration', 'context'] as const;
interface AnswerDraft {
  readonly at: string;
  readonly text: string;
  readonly bears: string;
  readonly demands: readonly string[] | null;
  readonly evidence: readonly Picked[];
}
const NO_ANSWER: AnswerDraft = { at: '', text: '', bears: '', demands: null, evidence: [] };
const ANSWER_FIELD: { readonly [code: string]: string } = {
  E_DATE: 'answer-at',
  E_TERM: 'answer-bears',
  E_MOVE_EVIDENCE: 'answer-evidence',
  E_NOT_FOUND: 'answer-evidence',
};

export function AnswerForm(props: AfterProps): ReactNode {
  const { t, lang } = useWords();
  const scope = useScope();
  const { delivery } = props;
  const form = useDraftForm(`answer ${delivery.id}`, NO_ANSWER, (body) => ANSWER_FIELD[body.code] ?? 'answer-text');
  const { draft, change, errors } = form;
  // A delivery of few demands is usually answered as a whole; of a whole statement, each is to be chosen.
  const named = delivery.what.flatMap((w) => (w.kind === 'Demand' ? [w.id] : []));
  const chosen = draft.demands ?? named;
  const toggle = (id: string): void =>
    change({ demands: chosen.includes(id) ? chosen.filter((x) => x !== id) : [...chosen, id] });
  const submit = (): void => {
    const found: FormError[] = [];
    if (!parseEdtf(draft.at.trim()).ok) found.push({ field: 'answer-at', message: t('form.need_date') });
    if (draft.text.trim() === '') found.push({ field: 'answer-text', message: t('delivery.need_answer') });
    if (draft.bears === '') found.push({ field: 'answer-bears', message: t('respond.need_bears') });
    if (chosen.length === 0) found.push({ field: 'answer-demands', message: t('delivery.need_demands') });
    if (draft.evidence.length === 0) found.push({ field: 'answer-evidence', message: t('form.need_evidence') });
    void form.submit({
      wrong: found,
      write: () =>
        call('deliveries.answer', {
          space: scope.space,
          lang,
          id: delivery.id,
          at: draft.at.trim(),
          text: draft.text.trim(),
          bears: draft.bears,
          demands: chosen,
          evidence: draft.evidence.map((e) => e.id),
        }),
      done: props.onSaved,
    });
  };
  return (
    <DraftForm
      form={form}
      title={t('delivery.answer')}
      save={t('delivery.save_answer')}
      onSave={submit}
      onClose={props.onClose}
    >
      <p className="help">{t(delivery.purpose === 'right_of_reply' ? 'delivery.answer_uncut' : 'respond.note')}</p>
      <LineField
        id="answer-at"
        label={t('delivery.answered_on')}
        help={t('value.date_help')}
        required
        errors={errors}
        value={draft.at}
        onChange={(at) => change({ at })}
      />
      <TextField
        id="answer-text"
        label={t('delivery.answer_text')}
        help={t('delivery.answer_text_help')}
        required
        rows={6}
        errors={errors}
        value={draft.text}
        onChange={(text) => change({ text })}
      />
      <ChoiceField
        id="answer-bears"
        label={t('respond.bears')}
        help={t('respond.bears_help')}
        required
        errors={errors}
        choices={BEARS.map((b) => ({ id: b, label: t(`bears.${b}`) }))}
        value={draft.bears}
        onChange={(bears) => change({ bears })}
      />
      <fieldset id="answer-demands" tabIndex={-1} className="choices">
        <legend>{t('delivery.answer_demands')}</legend>
        {errors
          .filter((e) => e.field === 'answer-demands')
          .map((e) => (
            <p key={e.field} className="field-error">
              {e.message}
            </p>
          ))}
        {delivery.demands.map((d) => (
          <label key={d.id}>
            <input type="checkbox" checked={chosen.includes(d.id)} onChange={() => toggle(d.id)} />
            <span>{d.key}</span>
          </label>
        ))}
      </fieldset>
      <EvidenceField
        id="answer-evidence"
        label={t('form.evidence')}
        help={t('delivery.answer_evidence_help')}
        kinds={['Evidence', 'Source']}
        errors={errors}
        picked={draft.evidence}
        onPick={(evidence) => change({ evidence })}
      />
    </DraftForm>
  );
}

interface WithdrawDraft {
  readonly reason: string;
  readonly at: string;
}

export function WithdrawForm(props: AfterProps): ReactNode {
  const { t, lang } = useWords();
  const scope = useScope();
  const { delivery } = props;
  const day = useReadingDay();
  const start = useMemo((): WithdrawDraft => ({ reason: '', at: day }), [day]);
  const form = useDraftForm(`withdraw ${delivery.id}`, start, (body) =>
    body.code === 'E_DATE' ? 'withdraw-at' : 'withdraw-reason',
  );
  const { draft, change, errors } = form;
  const submit = (): void => {
    const found: FormError[] = [];
    if (draft.reason.trim() === '') found.push({ field: 'withdraw-reason', message: t('delivery.need_reason') });
    if (!parseEdtf(draft.at.trim()).ok) found.push({ field: 'withdraw-at', message: t('form.need_date') });
    void form.submit({
      wrong: found,
      write: () =>
        call('deliveries.withdraw', {
          space: scope.space,
          lang,
          id: delivery.id,
          reason: draft.reason.trim(),
          at: draft.at.trim(),
        }),
      done: props.onSaved,
    });
  };
  return (
    <DraftForm
      form={form}
      title={t('delivery.withdraw')}
      save={t('delivery.save_withdraw')}
      onSave={submit}
      onClose={props.onClose}
    >
      <p>{t('delivery.withdraw_note')}</p>
      <TextField
        id="withdraw-reason"
        label={t('delivery.withdraw_reason')}
        required
        rows={2}
        errors={errors}
        value={draft.reason}
        onChange={(reason) => change({ reason })}
      />
      <LineField
        id="withdraw-at"
        label={t('delivery.withdrawn_on')}
        help={t('value.date_help')}
        required
        errors={errors}
        value={draft.at}
        onChange={(at) => change({ at })}
      />
    </DraftForm>
  );
}
