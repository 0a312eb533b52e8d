/** Triage that links: the same signal as another one, another account of the same event, a record it becomes part of. */
import { type ReactNode, useState } from 'react';
import type { Json } from '../../../base/result.ts';
import { parseEdtf } from '../../../base/dates.ts';
import type { SignalRowJson } from '../../../contract/areas/signals.ts';
import { useDraft } from '../../app/drafts.ts';
import { useKinds } from '../../app/kinds.ts';
import { useWords } from '../../i18n/language.tsx';
import { type FormError, FormField } from '../form.tsx';
import { type Picked, RecordPicker } from '../record-picker.tsx';
import { Said } from '../said.tsx';
import { When } from '../when.tsx';
import { ActFrame } from './act-frame.tsx';
import { type Candidates, hintName } from './hints.tsx';
import { Choices } from './choices.tsx';
import { Reasons } from './reasons.tsx';
import type { ActFormProps } from './simple-forms.tsx';

const OTHER = '-';
/** Numbers 1 to 9 choose, so no more are offered. */
const OFFERED = 8;
const draftKey = (form: string, ids: readonly string[]): string => `triage ${form} ${ids.join(' ')}`;

interface PickDraft {
  readonly choice: string;
  readonly picked: readonly Picked[];
  readonly origin: '' | 'independent' | 'same_origin';
}
const PICK: PickDraft = { choice: '', picked: [], origin: '' };

export function DuplicateForm(props: ActFormProps & { readonly found: Candidates | undefined }): ReactNode {
  const { t } = useWords();
  const [draft, change] = useDraft(draftKey('duplicate', props.ids), PICK);
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const hints = (props.found?.duplicates ?? []).filter((hint) => !props.ids.includes(hint.id)).slice(0, OFFERED);
  const choice = draft.choice === '' ? (hints[0]?.id ?? OTHER) : draft.choice;
  const n = props.ids.length;
  const save = (): void => {
    const hint = hints.find((one) => one.id === choice);
    const other = choice === OTHER ? draft.picked[0] : hint && { id: hint.id, title: hintName(hint) };
    setErrors(other ? [] : [{ field: 'duplicate-other', message: t('signals.duplicate.need') }]);
    if (other) props.onSend({ input: { action: 'duplicate_of', other: other.id }, named: other.title });
  };
  return (
    <ActFrame
      title={t('signals.duplicate.title', { n })}
      save={t('signals.duplicate.save', { n })}
      errors={errors}
      onSave={save}
      onClose={props.onClose}
    >
      <p className="help">{t('signals.duplicate.help')}</p>
      {hints.length > 0 && (
        <Choices
          name="duplicate-of"
          label={t('signals.duplicate.of')}
          choices={[
            ...hints.map((hint) => ({
              value: hint.id,
              label: hintName(hint),
              more: (
                <span className="help">
                  <Reasons reasons={hint.reasons} />
                </span>
              ),
            })),
            { value: OTHER, label: t('signals.another_signal') },
          ]}
          chosen={choice}
          numbered
          onChoose={(value) => change({ choice: value })}
        />
      )}
      {choice === OTHER && (
        <RecordPicker
          id="duplicate-other"
          label={t('signals.duplicate.other')}
          help={t('picker.help')}
          kinds={['Signal']}
          error={errors.find((e) => e.field === 'duplicate-other')?.message}
          picked={draft.picked}
          onPick={(picked) => change({ picked })}
        />
      )}
    </ActFrame>
  );
}

export function CorroborateForm(props: ActFormProps & { readonly found: Candidates | undefined }): ReactNode {
  const { t } = useWords();
  const [draft, change] = useDraft(draftKey('corroborate', props.ids), PICK);
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const hints = (props.found?.corroborating ?? []).filter((hint) => !props.ids.includes(hint.id)).slice(0, OFFERED);
  const choice = draft.choice === '' ? (hints[0]?.id ?? OTHER) : draft.choice;
  const hint = hints.find((one) => one.id === choice);
  const repeats = hint?.reasons.some((reason) => reason.code === 'same_origin') ?? false;
  const origin = draft.origin === '' ? (repeats ? 'same_origin' : hint ? 'independent' : '') : draft.origin;
  const n = props.ids.length;
  const save = (): void => {
    const other = choice === OTHER ? draft.picked[0] : hint && { id: hint.id, title: hintName(hint) };
    const wrong: FormError[] = [];
    if (!other) wrong.push({ field: 'corroborate-other', message: t('signals.corroborate.need') });
    if (origin === '') wrong.push({ field: 'corroborate-origin', message: t('signals.corroborate.need_origin') });
    setErrors(wrong);
    if (other && origin !== '')
      props.onSend({ input: { action: 'corroborate', other: other.id, origin }, named: other.title });
  };
  return (
    <ActFrame
      title={t('signals.corroborate.title', { n })}
      save={t('signals.corroborate.save', { n })}
      errors={errors}
      onSave={save}
      onClose={props.onClose}
    >
      {hints.length > 0 && (
        <Choices
          name="corroborate-with"
          label={t('signals.corroborate.with')}
          choices={[
            ...hints.map((one) => ({
              value: one.id,
              label: hintName(one),
              more: (
                <span className="help">
                  <Reasons reasons={one.reasons} />
                </span>
              ),
            })),
            { value: OTHER, label: t('signals.another_record') },
          ]}
          chosen={choice}
          numbered
          onChoose={(value) => change({ choice: value, origin: '' })}
        />
      )}
      {choice === OTHER && (
        <RecordPicker
          id="corroborate-other"
          label={t('signals.corroborate.other')}
          help={t('picker.help')}
          error={errors.find((e) => e.field === 'corroborate-other')?.message}
          picked={draft.picked}
          onPick={(picked) => change({ picked })}
        />
      )}
      <Choices
        name="corroborate-origin"
        label={t('signals.corroborate.origin')}
        choices={[
          { value: 'independent', label: t('signals.corroborate.independent') },
          { value: 'same_origin', label: t('signals.corroborate.same_origin') },
        ]}
        chosen={origin}
        error={errors.find((e) => e.field === 'corroborate-origin')?.message}
        onChoose={(value) => change({ origin: value === 'independent' ? 'independent' : 'same_origin' })}
      />
    </ActFrame>
  );
}

interface PromoteDraft {
  readonly choice: string;
  readonly picked: readonly Picked[];
  readonly title: string | null;
  readonly kind: string | null;
  readonly date: string | null;
  readonly place: readonly Picked[];
}
const PROMOTE: PromoteDraft = { choice: 'new', picked: [], title: null, kind: null, date: null, place: [] };

const asText = (value: Json | undefined): string => {
  const first = Array.isArray(value) ? value[0] : value;
  if (typeof first === 'string') return first;
  return typeof first === 'object' && first !== null && 'text' in first && typeof first['text'] === 'string'
    ? first['text']
    : '';
};

export function PromoteForm(
  props: ActFormProps & { readonly found: Candidates | undefined; readonly row: SignalRowJson | null },
): ReactNode {
  const { t } = useWords();
  const kinds = useKinds();
  const [draft, change] = useDraft(draftKey('promote', props.ids), PROMOTE);
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const events = (props.found?.events ?? []).slice(0, OFFERED - 1);
  const given = props.found?.promote ?? {};
  const n = props.ids.length;
  const title = draft.title ?? asText(given['title']);
  const kind = draft.kind ?? asText(given['kind']);
  const date = draft.date ?? asText(given['date']);
  const label = (field: string): string => kinds.field('Event', field)?.label ?? field;
  const save = (): void => {
    if (draft.choice !== 'new') {
      const event = events.find((one) => one.id === draft.choice);
      const record = draft.choice === OTHER ? draft.picked[0] : event && { id: event.id, title: hintName(event) };
      setErrors(record ? [] : [{ field: 'promote-other', message: t('signals.promote.need') }]);
      if (record) props.onSend({ input: { action: 'promote', attach: record.id }, named: record.title });
      return;
    }
    const wrong: FormError[] = [];
    if (title.trim() === '') wrong.push({ field: 'promote-title', message: t('signals.promote.need_title') });
    if (kind === '') wrong.push({ field: 'promote-kind', message: t('signals.promote.need_kind') });
    if (date.trim() !== '' && !parseEdtf(date.trim()).ok)
      wrong.push({ field: 'promote-date', message: t('form.need_date') });
    setErrors(wrong);
    if (wrong.length > 0) return;
    // Only what a person changed goes with it: the node takes the rest from the signal.
    const event: { [field: string]: Json } = {};
    if (title.trim() !== asText(given['title'])) event['title'] = title.trim();
    if (kind !== asText(given['kind'])) event['kind'] = [kind];
    if (date.trim() !== asText(given['date'])) event['date'] = date.trim();
    const place = draft.place[0];
    if (place) event['place'] = place.id;
    props.onSend({ input: { action: 'promote', event }, named: null });
  };
  return (
    <ActFrame
      title={t('signals.promote.title', { n })}
      save={draft.choice === 'new' ? t('signals.promote.save_new') : t('signals.promote.save_attach', { n })}
      errors={errors}
      onSave={save}
      onClose={props.onClose}
    >
      <Choices
        name="promote-to"
        label={t('signals.promote.to')}
        choices={[
          { value: 'new', label: t('signals.promote.new') },
          ...events.map((event) => ({
            value: event.id,
            label: hintName(event),
            more: (
              <span className="signal-meta">
                {event.date !== null && <When edtf={event.date} dayOnly />}{' '}
                {event.place && <Said text={event.place.title} />} <Reasons reasons={event.reasons} />
              </span>
            ),
          })),
          { value: OTHER, label: t('signals.another_record') },
        ]}
        chosen={draft.choice}
        numbered
        onChoose={(choice) => change({ choice })}
      />
      {draft.choice === OTHER && (
        <RecordPicker
          id="promote-other"
          label={t('signals.promote.other')}
          help={t('picker.help')}
          error={errors.find((e) => e.field === 'promote-other')?.message}
          picked={draft.picked}
          onPick={(picked) => change({ picked })}
        />
      )}
      {draft.choice === 'new' && (
        <>
          <p className="help">{t('signals.promote.help')}</p>
          <FormField id="promote-title" label={label('title')} required errors={errors}>
            {(aids) => (
              <input
                {...aids}
                dir="auto"
                className="field-wide"
                value={title}
                onChange={(event) => change({ title: event.target.value })}
              />
            )}
          </FormField>
          <div className="field-pair">
            <FormField id="promote-kind" label={label('kind')} required errors={errors}>
              {(aids) => (
                <select {...aids} value={kind} onChange={(event) => change({ kind: event.target.value })}>
                  <option value="">{t('value.choose')}</option>
                  {(kinds.field('Event', 'kind')?.terms ?? []).map((term) => (
                    <option key={term.id} value={term.id}>
                      {term.label}
                    </option>
                  ))}
                </select>
              )}
            </FormField>
            <FormField id="promote-date" label={label('date')} errors={errors}>
              {(aids) => <input {...aids} value={date} onChange={(event) => change({ date: event.target.value })} />}
            </FormField>
          </div>
          <RecordPicker
            id="promote-place"
            label={label('place')}
            help={
              props.row?.place
                ? t('signals.promote.place_help', { place: props.row.place.title })
                : t('signals.promote.place_needed')
            }
            kinds={['Place']}
            picked={draft.place}
            onPick={(place) => change({ place })}
          />
        </>
      )}
    </ActFrame>
  );
}
