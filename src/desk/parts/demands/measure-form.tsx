/** Record a measurement of a demand's indicator: when, whether met, the value in words, the evidence. */
import type { ReactNode } from 'react';
import { parseEdtf } from '../../../base/dates.ts';
import type { DemandJson } from '../../../contract/api.ts';
import { call } from '../../api/client.ts';
import { useScope } from '../../app/space.tsx';
import { useWords } from '../../i18n/language.tsx';
import { DraftForm, useDraftForm } from '../draft-form.tsx';
import { type FormError, FormField, type Saved } from '../form.tsx';
import { type Picked, RecordPicker } from '../record-picker.tsx';

const MET = ['yes', 'no', 'unknown'] as const;
/** What can show whether a demand is met; a place, a person or a signature cannot. */
const EVIDENCE_KINDS = [
  'Source',
  'Evidence',
  'Event',
  'Act',
  'Figure',
  'ConnectivityObservation',
  'Outage',
  'Response',
];
interface MeasureDraft {
  readonly indicator: string;
  readonly at: string;
  readonly met: '' | (typeof MET)[number];
  readonly value: string;
  readonly evidence: readonly Picked[];
}
const EMPTY: MeasureDraft = { indicator: '', at: '', met: '', value: '', evidence: [] };
const FIELD_OF: { readonly [code: string]: string } = { E_DATE: 'measure-at', E_EMPTY: 'measure-evidence' };

export function MeasureForm(props: {
  readonly demand: DemandJson;
  readonly onClose: () => void;
  readonly onSaved: (saved: Saved) => void;
}): ReactNode {
  const { t, lang } = useWords();
  const { demand } = props;
  const scope = useScope();
  const form = useDraftForm(`measure ${demand.id}`, EMPTY, (body) => FIELD_OF[body.code] ?? 'measure-indicator');
  const { draft, change, errors } = form;
  const indicator = draft.indicator !== '' ? draft.indicator : (demand.indicators[0]?.id ?? '');
  const submit = (): void => {
    const found: FormError[] = [];
    if (indicator === '') found.push({ field: 'measure-indicator', message: t('measure.need_indicator') });
    if (!parseEdtf(draft.at.trim()).ok) found.push({ field: 'measure-at', message: t('form.need_date') });
    if (draft.met === '') found.push({ field: 'measure-met', message: t('measure.need_met') });
    if (draft.evidence.length === 0) found.push({ field: 'measure-evidence', message: t('form.need_evidence') });
    const met = draft.met;
    void form.submit({
      wrong: found,
      write: () =>
        call('demand.measure', {
          space: scope.space,
          lang,
          demand: demand.id,
          indicator,
          at: draft.at.trim(),
          met: met === '' ? 'unknown' : met,
          value: draft.value.trim(),
          evidence: draft.evidence.map((e) => e.id),
        }),
      done: props.onSaved,
    });
  };
  return (
    <DraftForm form={form} title={t('measure.title')} save={t('measure.save')} onSave={submit} onClose={props.onClose}>
      <FormField id="measure-indicator" label={t('measure.indicator')} required errors={errors}>
        {(aids) => (
          <select {...aids} value={indicator} onChange={(e) => change({ indicator: e.target.value })}>
            {demand.indicators.map((i) => (
              <option key={i.id} value={i.id}>
                {i.question}
              </option>
            ))}
          </select>
        )}
      </FormField>
      <FormField id="measure-at" label={t('measure.at')} help={t('value.date_help')} required errors={errors}>
        {(aids) => <input {...aids} value={draft.at} onChange={(e) => change({ at: e.target.value })} />}
      </FormField>
      <FormField id="measure-met" label={t('measure.met')} required errors={errors}>
        {(aids) => (
          <select
            {...aids}
            value={draft.met}
            onChange={(e) => change({ met: MET.find((m) => m === e.target.value) ?? '' })}
          >
            <option value="">{t('value.choose')}</option>
            {MET.map((m) => (
              <option key={m} value={m}>
                {t(`measure.met.${m}`)}
              </option>
            ))}
          </select>
        )}
      </FormField>
      <FormField id="measure-value" label={t('measure.value')} help={t('measure.value_help')} errors={errors}>
        {(aids) => (
          <input
            {...aids}
            dir="auto"
            className="field-wide"
            value={draft.value}
            onChange={(e) => change({ value: e.target.value })}
          />
        )}
      </FormField>
      <RecordPicker
        id="measure-evidence"
        label={t('form.evidence')}
        help={t('picker.help')}
        kinds={EVIDENCE_KINDS}
        error={errors.find((e) => e.field === 'measure-evidence')?.message}
        many
        picked={draft.evidence}
        onPick={(evidence) => change({ evidence })}
      />
    </DraftForm>
  );
}
