/** Record a handing-over: what, to whom, how, when, the receipt, and until when a reply is due. */
import { type ReactNode, useMemo } from 'react';
import { parseEdtf } from '../../../base/dates.ts';
import type { ApiOut, DemandJson } from '../../../contract/api.ts';
import type { ReplyRowJson } from '../../../contract/areas/deliveries.ts';
import { call } from '../../api/client.ts';
import { useKinds } from '../../app/kinds.ts';
import { useScope } from '../../app/space.tsx';
import { useWords } from '../../i18n/language.tsx';
import { DraftForm, useDraftForm } from '../draft-form.tsx';
import type { FormError, Saved } from '../form.tsx';
import { type Picked, RecordPicker } from '../record-picker.tsx';
import { EvidenceField } from './evidence-field.tsx';
import { ChoiceField, LineField, TextField } from '../fields.tsx';

export const PURPOSES = ['statement', 'brief', 'dossier', 'right_of_reply'] as const;

interface DeliveryDraft {
  readonly what: readonly Picked[];
  readonly purpose: string;
  /** Addressee of a chosen demand, or `other`. */
  readonly addressee: string;
  readonly other: readonly Picked[];
  readonly channel: string;
  readonly at: string;
  readonly number: string;
  readonly receipt: readonly Picked[];
  readonly due: '' | 'date' | 'rule';
  readonly due_date: string;
  readonly basis: string;
  readonly rule: string;
  readonly note: string;
}
const EMPTY: DeliveryDraft = {
  what: [],
  purpose: '',
  addressee: '',
  other: [],
  channel: '',
  at: '',
  number: '',
  receipt: [],
  due: '',
  due_date: '',
  basis: '',
  rule: '',
  note: '',
};
const FIELD_OF: { readonly [code: string]: string } = {
  E_DUE: 'delivery-rule',
  E_DATE: 'delivery-at',
  E_NOT_FOUND: 'delivery-what',
  E_ID: 'delivery-what',
  E_ID_KIND: 'delivery-other',
};

/** Addressees of the demands handed over: those of the chosen ones, else of all. */
function addresseesOf(
  demands: readonly DemandJson[],
  what: readonly Picked[],
): readonly { id: string; label: string }[] {
  const ids = what.map((w) => w.id);
  const chosen = demands.filter((d) => ids.includes(d.id) || (d.statement !== null && ids.includes(d.statement.id)));
  const from = chosen.length > 0 ? chosen : demands;
  return [...new Map(from.flatMap((d) => d.addressees.map((a) => [a.id, a.title] as const)))].map(([id, label]) => ({
    id,
    label,
  }));
}

function useLength(): (rule: ReplyRowJson) => string {
  const { t } = useWords();
  return (rule) => `${t(`delivery.length.${rule.unit}`, { n: rule.length })} · ${rule.basis}`;
}

export function DeliveryForm(props: {
  readonly demands: readonly DemandJson[];
  readonly rules: readonly ReplyRowJson[];
  /** What is handed over, known from where the form was opened. */
  readonly what: readonly Picked[];
  readonly purpose: string | undefined;
  readonly onClose: () => void;
  readonly onSaved: (saved: Saved, answer: ApiOut<'deliveries.new'>) => void;
}): ReactNode {
  const { t, lang } = useWords();
  const scope = useScope();
  const kinds = useKinds();
  const length = useLength();
  const { demands, rules, what, purpose } = props;
  const start = useMemo((): DeliveryDraft => ({ ...EMPTY, what, purpose: purpose ?? '' }), [what, purpose]);
  const key = ['new delivery', ...what.map((w) => w.id), ...(purpose === undefined ? [] : [purpose])].join(' ');
  const form = useDraftForm(key, start, (body) => {
    const field = body['field'];
    return (
      FIELD_OF[body.code] ?? (typeof field === 'string' ? `delivery-${field.replace('due_', '')}` : 'delivery-what')
    );
  });
  const { draft, change, errors } = form;
  const known = addresseesOf(demands, draft.what);
  const only = known.length === 1 && draft.addressee === '' && draft.what.length > 0 ? (known[0]?.id ?? '') : '';
  const addressee = draft.addressee === '' ? only : draft.addressee;
  const to = addressee === 'other' ? (draft.other[0]?.id ?? '') : addressee;
  const rule = rules.find((r) => r.id === draft.rule);
  const submit = (): void => {
    const found: FormError[] = [];
    const needs = (field: string, missing: boolean, message: string): void => {
      if (missing) found.push({ field: `delivery-${field}`, message });
    };
    needs('what', draft.what.length === 0, t('delivery.need_what'));
    needs('purpose', draft.purpose === '', t('delivery.need_purpose'));
    needs(addressee === 'other' ? 'other' : 'addressee', to === '', t('delivery.need_addressee'));
    needs('channel', draft.channel === '', t('delivery.need_channel'));
    needs('at', !parseEdtf(draft.at.trim()).ok, t('form.need_date'));
    needs('date', draft.due === 'date' && !parseEdtf(draft.due_date.trim()).ok, t('form.need_date'));
    needs('basis', draft.due === 'date' && draft.basis.trim() === '', t('delivery.need_basis'));
    needs('rule', draft.due === 'rule' && draft.rule === '', t('delivery.need_rule'));
    const asks = draft.purpose === 'right_of_reply';
    needs('what', asks && !draft.what.some((w) => w.id.startsWith('dem_')), t('delivery.need_demand'));
    void form.submit({
      wrong: found,
      write: () =>
        call('deliveries.new', {
          space: scope.space,
          lang,
          what: draft.what.map((w) => w.id),
          purpose: draft.purpose,
          addressee: to,
          channel: draft.channel,
          at: draft.at.trim(),
          ...(draft.number.trim() === '' ? {} : { incoming_no: draft.number.trim() }),
          ...(draft.receipt.length === 0 ? {} : { receipt: draft.receipt.map((r) => r.id) }),
          ...(draft.due === 'date' ? { due_date: draft.due_date.trim(), due_basis: draft.basis.trim() } : {}),
          ...(draft.due === 'rule' ? { due_row: draft.rule } : {}),
          ...(draft.note.trim() === '' ? {} : { note: draft.note.trim() }),
        }),
      done: props.onSaved,
    });
  };
  return (
    <DraftForm form={form} title={t('delivery.new')} save={t('delivery.save')} onSave={submit} onClose={props.onClose}>
      <RecordPicker
        id="delivery-what"
        label={t('delivery.what')}
        required
        help={t('delivery.what_help')}
        kinds={['Demand', 'Statement', 'Publication']}
        error={errors.find((e) => e.field === 'delivery-what')?.message}
        many
        picked={draft.what}
        onPick={(picked) => change({ what: picked })}
      />
      <ChoiceField
        id="delivery-purpose"
        label={t('delivery.purpose')}
        help={draft.purpose === 'right_of_reply' ? t('delivery.reply_help') : undefined}
        required
        errors={errors}
        choices={PURPOSES.map((p) => ({ id: p, label: t(`delivery.purpose.${p}`) }))}
        value={draft.purpose}
        onChange={(value) => change({ purpose: value })}
      />
      <ChoiceField
        id="delivery-addressee"
        label={t('delivery.addressee')}
        required
        errors={errors}
        choices={[...known, { id: 'other', label: t('delivery.other_addressee') }]}
        value={addressee}
        onChange={(value) => change({ addressee: value })}
      />
      {addressee === 'other' && (
        <RecordPicker
          id="delivery-other"
          label={t('delivery.find_addressee')}
          help={t('picker.help')}
          kinds={['Organisation', 'Person']}
          error={errors.find((e) => e.field === 'delivery-other')?.message}
          picked={draft.other}
          onPick={(other) => change({ other })}
        />
      )}
      <div className="field-pair">
        <ChoiceField
          id="delivery-channel"
          label={t('delivery.channel')}
          help={draft.channel === 'publication_only' ? t('delivery.publication_help') : undefined}
          required
          errors={errors}
          choices={kinds.field('Delivery', 'channel')?.terms ?? []}
          value={draft.channel}
          onChange={(channel) => change({ channel })}
        />
        <LineField
          id="delivery-at"
          label={t('delivery.at')}
          help={t('value.date_help')}
          required
          errors={errors}
          value={draft.at}
          onChange={(at) => change({ at })}
        />
      </div>
      <LineField
        id="delivery-number"
        label={t('delivery.number')}
        errors={errors}
        value={draft.number}
        onChange={(number) => change({ number })}
      />
      <EvidenceField
        id="delivery-receipt"
        label={t('delivery.receipt')}
        help={t('delivery.receipt_help')}
        kinds={['Evidence']}
        errors={errors}
        picked={draft.receipt}
        onPick={(receipt) => change({ receipt })}
      />
      <ChoiceField
        id="delivery-due"
        label={t('delivery.due')}
        none={t('delivery.due_none')}
        errors={errors}
        choices={[
          { id: 'rule', label: t('delivery.due_rule') },
          { id: 'date', label: t('delivery.due_date') },
        ]}
        value={draft.due}
        onChange={(due) => change({ due: due === 'rule' || due === 'date' ? due : '' })}
      />
      {draft.due === 'rule' && (
        <ChoiceField
          id="delivery-rule"
          label={t('delivery.rule')}
          help={rule === undefined ? undefined : t(`delivery.status.${rule.status}`)}
          required
          errors={errors}
          choices={rules.map((r) => ({ id: r.id, label: length(r) }))}
          value={draft.rule}
          onChange={(value) => change({ rule: value })}
        />
      )}
      {draft.due === 'date' && (
        <div className="field-pair">
          <LineField
            id="delivery-date"
            label={t('delivery.due_on')}
            help={t('value.date_help')}
            required
            errors={errors}
            value={draft.due_date}
            onChange={(due_date) => change({ due_date })}
          />
          <LineField
            id="delivery-basis"
            label={t('delivery.basis')}
            help={t('delivery.basis_help')}
            required
            errors={errors}
            value={draft.basis}
            onChange={(basis) => change({ basis })}
          />
        </div>
      )}
      <TextField
        id="delivery-note"
        label={t('delivery.note')}
        help={t('delivery.note_help')}
        rows={2}
        errors={errors}
        value={draft.note}
        onChange={(note) => change({ note })}
      />
    </DraftForm>
  );
}
