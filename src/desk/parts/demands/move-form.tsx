/**
 * Decide on a demand's state; `proposed` fills the form in with what the engine proposes, or with a reopening. The node decides whether the rule allows it; its refusal stands at the field it is
 * about. Where the rule needs two persons, the node keeps the first one's proposal and the second makes the same move.
 */
import { type ReactNode, useMemo } from 'react';
import { formatEdtf, parseEdtf } from '../../../base/dates.ts';
import type { DemandJson } from '../../../contract/api.ts';
import type { Lang } from '../../../messages/translate.ts';
import { call } from '../../api/client.ts';
import { useScope } from '../../app/space.tsx';
import { useWords } from '../../i18n/language.tsx';
import { DraftForm, useDraftForm } from '../draft-form.tsx';
import { type FormError, FormField, type Saved } from '../form.tsx';
import { type Picked, RecordPicker } from '../record-picker.tsx';
import { Said } from '../said.tsx';
import { DEMAND_STATES, StateMark } from '../state-mark.tsx';
import { TextField } from '../fields.tsx';

interface MoveDraft {
  readonly to: string;
  readonly at: string;
  readonly listed: readonly string[];
  readonly others: readonly Picked[];
  readonly note: string;
}
const EMPTY: MoveDraft = { to: '', at: '', listed: [], others: [], note: '' };
const FIELD_OF: { readonly [code: string]: string } = {
  E_MOVE_FROM: 'move-to',
  E_NO_STATE: 'move-to',
  E_MOVE_EVIDENCE: 'move-because',
  E_MOVE_CONTEXT: 'move-because',
  E_NOT_FOUND: 'move-because',
  E_ID: 'move-because',
  E_DATE: 'move-at',
};

/** Records that stand on the demand's own page, to be ticked as grounds. */
function listedGrounds(demand: DemandJson, lang: Lang): readonly Picked[] {
  return [
    ...demand.measurements.map((m) => ({ id: m.id, title: `${formatEdtf(m.at, lang)}: ${m.text}` })),
    ...demand.acts
      .filter((a) => a.context_reason === null)
      .map((a) => ({ id: a.id, title: `${formatEdtf(a.at, lang)}: ${a.text}` })),
  ];
}

/** The draft to begin with: a proposal of that state, the grounds of the last move for a reopening, else nothing. */
function startOf(demand: DemandJson, proposed: string | undefined, lang: Lang): MoveDraft {
  if (proposed === undefined) return EMPTY;
  const listed = listedGrounds(demand, lang).map((g) => g.id);
  const found = demand.proposals.find((p) => p.to === proposed);
  const because = found?.because ?? (proposed === 'open' ? (demand.history.at(-1)?.because ?? []) : []);
  return {
    to: proposed,
    at: found?.at ?? '',
    listed: because.map((b) => b.id).filter((id) => listed.includes(id)),
    others: because.filter((b) => !listed.includes(b.id)),
    note: '',
  };
}

export function MoveForm(props: {
  readonly demand: DemandJson;
  readonly proposed?: string | undefined;
  readonly onClose: () => void;
  readonly onSaved: (saved: Saved) => void;
  /** The decision was kept: it waits for a second person. */
  readonly onKept: () => void;
}): ReactNode {
  const { t, lang } = useWords();
  const { demand } = props;
  const scope = useScope();
  const { proposed } = props;
  const empty = useMemo(() => startOf(demand, proposed, lang), [demand, proposed, lang]);
  const form = useDraftForm(
    `move ${demand.id} ${proposed ?? ''}`.trim(),
    empty,
    (body) => FIELD_OF[body.code] ?? 'move-to',
  );
  const { draft, change, errors } = form;
  const needsSecond =
    draft.to === 'met' || draft.to === 'breached' || (draft.to === 'open' && demand.state === 'breached');
  const grounds = listedGrounds(demand, lang);
  const tick = (id: string): void =>
    change({ listed: draft.listed.includes(id) ? draft.listed.filter((x) => x !== id) : [...draft.listed, id] });
  const submit = (): void => {
    const found: FormError[] = [];
    if (draft.to === 'open' && draft.note.trim() === '')
      found.push({ field: 'move-note', message: t('move.need_reason') });
    if (draft.to === '') found.push({ field: 'move-to', message: t('move.need_to') });
    if (!parseEdtf(draft.at.trim()).ok) found.push({ field: 'move-at', message: t('form.need_date') });
    void form.submit({
      wrong: found,
      write: () =>
        call('demand.decide', {
          space: scope.space,
          lang,
          demand: demand.id,
          to: draft.to,
          at: draft.at.trim(),
          because: [...draft.listed, ...draft.others.map((o) => o.id)],
          ...(draft.note.trim() === '' ? {} : { note: draft.note.trim() }),
        }),
      done: (saved, answer) => (answer.kept ? props.onKept() : props.onSaved(saved)),
    });
  };
  return (
    <DraftForm
      form={form}
      title={t('move.title')}
      save={t(needsSecond ? 'move.save_first' : 'move.save')}
      onSave={submit}
      onClose={props.onClose}
    >
      <p>
        {t('move.now')} <StateMark state={demand.state} />
      </p>
      <FormField id="move-to" label={t('move.to')} required errors={errors}>
        {(aids) => (
          <select {...aids} value={draft.to} onChange={(e) => change({ to: e.target.value })}>
            <option value="">{t('value.choose')}</option>
            {DEMAND_STATES.filter((s) => s !== demand.state).map((s) => (
              <option key={s} value={s}>
                {t(`demand.state.${s}`)}
              </option>
            ))}
          </select>
        )}
      </FormField>
      {draft.to === 'breached' && <p className="warn">{t('demand.cannot_be_undone')}</p>}
      <FormField id="move-at" label={t('move.at')} help={t('value.date_help')} required errors={errors}>
        {(aids) => <input {...aids} value={draft.at} onChange={(e) => change({ at: e.target.value })} />}
      </FormField>
      {grounds.length > 0 && (
        <fieldset className="choices grounds">
          <legend>{t('move.listed')}</legend>
          {grounds.map((g) => (
            <label key={g.id}>
              <input type="checkbox" checked={draft.listed.includes(g.id)} onChange={() => tick(g.id)} />
              <Said text={g.title} />
            </label>
          ))}
        </fieldset>
      )}
      <RecordPicker
        id="move-because"
        label={t('move.because')}
        help={t('move.because_help')}
        error={errors.find((e) => e.field === 'move-because')?.message}
        many
        picked={draft.others}
        onPick={(others) => change({ others })}
      />
      {needsSecond && (
        <div className="field">
          <p className="field-title">{t('move.second')}</p>
          <p className="help">{t('move.second_needed')}</p>
          {draft.to === 'met' && <p className="help">{t('waiting.other_organisation')}</p>}
        </div>
      )}
      <TextField
        id="move-note"
        label={t('move.note')}
        required={draft.to === 'open'}
        errors={errors}
        rows={2}
        value={draft.note}
        onChange={(text) => change({ note: text })}
      />
    </DraftForm>
  );
}
