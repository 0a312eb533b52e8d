/** Add a claim: a value, who says so, where it stands, how sure it is. A second value stands beside the first, never over it. */
import type { ReactNode } from 'react';
import type { RecordJson } from '../../contract/api.ts';
import { call } from '../api/client.ts';
import { useKinds } from '../app/kinds.ts';
import { useScope } from '../app/space.tsx';
import { useWords } from '../i18n/language.tsx';
import { DraftForm, useDraftForm } from './draft-form.tsx';
import { type FormError, FormField, type Saved } from './form.tsx';
import { type Picked, RecordPicker } from './record-picker.tsx';
import { canWrite, type GivenValue, hasLang, ValueInput, ValueLang, valueOf } from './value-input.tsx';

const CONFS = ['reported', 'corroborated', 'verified', 'set_aside'] as const;
const MODALITIES = ['asserted', 'alleged', 'possible', 'denied', 'withdrawn'] as const;

interface ClaimDraft extends GivenValue {
  readonly speaker: string;
  readonly source: readonly Picked[];
  readonly conf: string;
  readonly modality: string;
  readonly note: string;
}
const EMPTY: ClaimDraft = {
  text: '',
  lang: '',
  picked: [],
  speaker: '',
  source: [],
  conf: 'reported',
  modality: 'asserted',
  note: '',
};

/** Control to which a refusal of the node belongs. */
function fieldOfProblem(code: string, scheme: unknown): string {
  if (code === 'E_TERM' && scheme === 'conf') return 'claim-conf';
  if (code === 'E_TERM' && scheme === 'modality') return 'claim-modality';
  if (code === 'E_ID' || code === 'E_ID_KIND' || code === 'E_SOURCE') return 'claim-source';
  return 'claim-value';
}

export function ClaimForm(props: {
  readonly record: RecordJson;
  /** Field asked for; `-` when none is chosen yet. */
  readonly field: string;
  readonly onField: (field: string) => void;
  readonly onClose: () => void;
  readonly onSaved: (saved: Saved) => void;
}): ReactNode {
  const { t, lang } = useWords();
  const { record } = props;
  const scope = useScope();
  const kinds = useKinds();
  const form = useDraftForm(`claim ${record.id}`, EMPTY, (body) => fieldOfProblem(body.code, body['scheme']));
  const { draft, change, errors } = form;
  const defs = kinds.list.find((k) => k.kind === record.kind)?.fields.filter(canWrite) ?? [];
  const def = defs.find((d) => d.name === props.field);
  const chooseField = (name: string): void => {
    const next = defs.find((d) => d.name === name);
    change(next?.terms || next?.type === 'bool' ? { text: '', picked: [] } : { picked: [] });
    props.onField(name);
  };
  const valueLang = draft.lang === '' ? lang : draft.lang;

  const submit = (): void => {
    const value = def ? valueOf(def, { ...draft, lang: valueLang }) : null;
    const found: FormError[] = [];
    if (!def) found.push({ field: 'claim-field', message: t('claim.choose_field') });
    else if (value === null) found.push({ field: 'claim-value', message: t('claim.give_value') });
    const source = draft.source[0]?.id;
    void form.submit({
      wrong: found,
      write: () =>
        call('claim', {
          space: scope.space,
          lang,
          id: record.id,
          field: def?.name ?? '',
          value,
          conf: draft.conf,
          modality: draft.modality,
          ...(draft.speaker.trim() === '' ? {} : { speaker: draft.speaker.trim() }),
          ...(source === undefined ? {} : { source }),
          ...(def && hasLang(def) ? { value_lang: valueLang } : {}),
          ...(draft.note.trim() === '' ? {} : { note: draft.note.trim() }),
        }),
      done: props.onSaved,
    });
  };

  return (
    <DraftForm form={form} title={t('claim.add')} save={t('claim.save')} onSave={submit} onClose={props.onClose}>
      <FormField id="claim-field" label={t('claim.field')} required errors={errors}>
        {(aids) => (
          <select {...aids} value={def ? def.name : ''} onChange={(e) => chooseField(e.target.value)}>
            <option value="">{t('value.choose')}</option>
            {defs.map((d) => (
              <option key={d.name} value={d.name}>
                {d.label}
              </option>
            ))}
          </select>
        )}
      </FormField>
      {def && <ValueInput id="claim-value" def={def} given={draft} errors={errors} onChange={change} />}
      {def && hasLang(def) && (
        <ValueLang id="claim-lang" value={valueLang} errors={errors} onChange={(l) => change({ lang: l })} />
      )}
      <FormField id="claim-speaker" label={t('claim.speaker')} help={t('claim.speaker_help')} errors={errors}>
        {(aids) => (
          <input
            {...aids}
            dir="auto"
            className="field-wide"
            value={draft.speaker}
            onChange={(e) => change({ speaker: e.target.value })}
          />
        )}
      </FormField>
      <RecordPicker
        id="claim-source"
        label={t('claim.source')}
        help={t('claim.source_help')}
        error={errors.find((e) => e.field === 'claim-source')?.message}
        kinds={['Source', 'Evidence']}
        picked={draft.source}
        onPick={(source) => change({ source })}
      />
      <div className="field-pair">
        <FormField id="claim-conf" label={t('claim.conf')} errors={errors}>
          {(aids) => (
            <select {...aids} value={draft.conf} onChange={(e) => change({ conf: e.target.value })}>
              {CONFS.map((c) => (
                <option key={c} value={c}>
                  {t(`conf.${c}`)}
                </option>
              ))}
            </select>
          )}
        </FormField>
        <FormField id="claim-modality" label={t('claim.modality')} errors={errors}>
          {(aids) => (
            <select {...aids} value={draft.modality} onChange={(e) => change({ modality: e.target.value })}>
              {MODALITIES.map((m) => (
                <option key={m} value={m}>
                  {t(`modality.${m}`)}
                </option>
              ))}
            </select>
          )}
        </FormField>
      </div>
      <FormField id="claim-note" label={t('claim.note')} help={t('claim.note_help')} errors={errors}>
        {(aids) => (
          <textarea
            {...aids}
            rows={2}
            dir="auto"
            className="field-wide"
            value={draft.note}
            onChange={(e) => change({ note: e.target.value })}
          />
        )}
      </FormField>
    </DraftForm>
  );
}
