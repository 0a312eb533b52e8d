/** The short triage forms: set aside because …, what is missing, who takes it, until when. */
import { type ReactNode, useState } from 'react';
import { parseEdtf } from '../../../base/dates.ts';
import type { SignalPerson, TriageInput } from '../../../contract/areas/signals.ts';
import { useDraft } from '../../app/drafts.ts';
import { useReading } from '../../app/space.tsx';
import { useSession } from '../../app/who.ts';
import { useWords } from '../../i18n/language.tsx';
import { type FormError, FormField } from '../form.tsx';
import { type Picked, RecordPicker } from '../record-picker.tsx';
import { When } from '../when.tsx';
import { ActFrame } from './act-frame.tsx';
import type { Act } from './acts.ts';
import { Choices } from './choices.tsx';
import { daysLater, LATER_DAYS } from './later.ts';

export interface ActFormProps {
  /** Signals the action is for, in the order of the list. */
  readonly ids: readonly string[];
  readonly onSend: (act: Act) => void;
  readonly onClose: () => void;
}

const draftKey = (form: string, ids: readonly string[]): string => `triage ${form} ${ids.join(' ')}`;

const WHY = ['out_of_scope', 'unverifiable', 'otherwise', 'other'] as const;
interface AsideDraft {
  readonly why: '' | (typeof WHY)[number];
  readonly record: readonly Picked[];
  readonly note: string;
}
const ASIDE: AsideDraft = { why: '', record: [], note: '' };

export function AsideForm(props: ActFormProps): ReactNode {
  const { t } = useWords();
  const [draft, change] = useDraft(draftKey('aside', props.ids), ASIDE);
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const n = props.ids.length;
  const note = draft.note.trim();
  const save = (): void => {
    const { why } = draft;
    const record = draft.record[0];
    const wrong: FormError[] = [];
    if (why === '') wrong.push({ field: 'aside-why', message: t('signals.aside.need_why') });
    if (why === 'otherwise' && !record) wrong.push({ field: 'aside-record', message: t('signals.aside.need_record') });
    if (why === 'other' && note === '') wrong.push({ field: 'aside-note', message: t('signals.aside.need_note') });
    setErrors(wrong);
    if (wrong.length > 0 || why === '') return;
    const reason = note === '' ? t(`signals.aside.${why}`) : note;
    const input: TriageInput =
      why === 'otherwise' || why === 'other'
        ? { action: 'set_aside', reason, ...(why === 'otherwise' && record ? { contradicted_by: record.id } : {}) }
        : { action: why, reason };
    props.onSend({ input, named: null });
  };
  return (
    <ActFrame
      title={t('signals.aside.title', { n })}
      save={t('signals.aside.save', { n })}
      errors={errors}
      onSave={save}
      onClose={props.onClose}
    >
      <Choices
        name="aside-why"
        label={t('signals.aside.because')}
        choices={WHY.map((value) => ({ value, label: t(`signals.aside.${value}`) }))}
        chosen={draft.why}
        error={errors.find((e) => e.field === 'aside-why')?.message}
        onChoose={(value) => change({ why: WHY.find((w) => w === value) ?? '' })}
      />
      {draft.why === 'otherwise' && (
        <RecordPicker
          id="aside-record"
          label={t('signals.aside.record')}
          help={t('picker.help')}
          error={errors.find((e) => e.field === 'aside-record')?.message}
          picked={draft.record}
          onPick={(record) => change({ record })}
        />
      )}
      <FormField id="aside-note" label={t('signals.note')} help={t('signals.note_help')} errors={errors}>
        {(aids) => (
          <input
            {...aids}
            dir="auto"
            className="field-wide"
            value={draft.note}
            onChange={(event) => change({ note: event.target.value })}
          />
        )}
      </FormField>
    </ActFrame>
  );
}

const INFO = { text: '' };

export function InfoForm(props: ActFormProps): ReactNode {
  const { t } = useWords();
  const [draft, change] = useDraft(draftKey('info', props.ids), INFO);
  const n = props.ids.length;
  const save = (): void => {
    const reason = draft.text.trim();
    props.onSend({ input: { action: 'needs_info', ...(reason === '' ? {} : { reason }) }, named: null });
  };
  return (
    <ActFrame
      title={t('signals.info.title', { n })}
      save={t('signals.info.save', { n })}
      errors={[]}
      onSave={save}
      onClose={props.onClose}
    >
      <FormField id="info-what" label={t('signals.info.what')} help={t('signals.info.help')} errors={[]}>
        {(aids) => (
          <input
            {...aids}
            dir="auto"
            className="field-wide"
            value={draft.text}
            onChange={(event) => change({ text: event.target.value })}
          />
        )}
      </FormField>
    </ActFrame>
  );
}

export function AssignForm(props: ActFormProps & { readonly people: readonly SignalPerson[] }): ReactNode {
  const { t } = useWords();
  const session = useSession();
  const me = session.status === 'in' ? session.user.id : '';
  const others = props.people.filter((person) => person.id !== me);
  const [who, setWho] = useState(me);
  const n = props.ids.length;
  const mine = t('signals.assign.me');
  const save = (): void => {
    const name = who === me ? mine : (others.find((person) => person.id === who)?.name ?? who);
    props.onSend({ input: { action: 'assign', assignee: who }, named: name });
  };
  return (
    <ActFrame
      title={t('signals.assign.title', { n })}
      save={t('signals.assign.save', { n })}
      errors={[]}
      onSave={save}
      onClose={props.onClose}
    >
      <Choices
        name="assign-who"
        label={t('signals.assign.who')}
        choices={[{ value: me, label: mine }, ...others.map((person) => ({ value: person.id, label: person.name }))]}
        chosen={who}
        onChoose={setWho}
      />
    </ActFrame>
  );
}

const LATER = { choice: '1', date: '' };

export function LaterForm(props: ActFormProps & { readonly today: string }): ReactNode {
  const { t } = useWords();
  const { asOf } = useReading();
  const [draft, change] = useDraft(draftKey('later', props.ids), LATER);
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const n = props.ids.length;
  const day = draft.choice === 'date' ? draft.date.trim() : daysLater(props.today, Number(draft.choice));
  const save = (): void => {
    const wrong = !parseEdtf(day).ok || day <= props.today.slice(0, 10);
    setErrors(wrong ? [{ field: 'later-date', message: t('signals.later.need_date') }] : []);
    if (!wrong) props.onSend({ input: { action: 'later', until: day }, named: day });
  };
  return (
    <ActFrame
      title={t('signals.later.title', { n })}
      save={t('signals.later.save', { n })}
      errors={errors}
      onSave={save}
      onClose={props.onClose}
    >
      <Choices
        name="later-when"
        label={t('signals.later.when')}
        choices={[
          ...LATER_DAYS.map((days) => ({
            value: String(days),
            label: t('signals.later.days', { n: days }),
            more: (
              <>
                {' '}
                <When edtf={daysLater(props.today, days)} />
              </>
            ),
          })),
          { value: 'date', label: t('signals.later.date') },
        ]}
        chosen={draft.choice}
        numbered
        onChoose={(choice) => change({ choice })}
      />
      {draft.choice === 'date' && (
        <FormField id="later-date" label={t('signals.later.until')} errors={errors}>
          {(aids) => (
            <input
              {...aids}
              type="date"
              value={draft.date}
              onChange={(event) => change({ date: event.target.value })}
            />
          )}
        </FormField>
      )}
      {asOf !== null && (
        <p className="help">
          {t('signals.later.from')} <When edtf={props.today} dayOnly />
        </p>
      )}
    </ActFrame>
  );
}
