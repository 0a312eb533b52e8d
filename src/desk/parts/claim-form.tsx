/** Add a claim: a value, who says so, where it stands, how sure it is. A second value stands beside the first, never over it. */
import type { ReactNode } from 'react';
import type { ApiOut, RecordJson } from '../../contract/api.ts';
import { ApiProblem } from '../api/problem.ts';
import { call } from '../api/client.ts';
import { useKinds } from '../app/kinds.ts';
import { useScope } from '../app/space.tsx';
import { useWords } from '../i18n/language.tsx';
import { DraftForm, useDraftForm } from './draft-form.tsx';
import { type FormError, FormField, type Saved } from './form.tsx';
import { ensureSource, NO_SOURCE, SourceField, type SourceGiven, sourceErrors } from './record/source-field.tsx';
import { canWrite, type GivenValue, hasLang, ValueInput, ValueLang, valueOf } from './value-input.tsx';
import { TextField } from './fields.tsx';

const CONFS = ['reported', 'corroborated', 'verified', 'set_aside'] as const;
const MODALITIES = ['asserted', 'alleged', 'possible', 'denied', 'withdrawn'] as const;

/** Widest first; a claim may be meant for fewer people than its field, never for more. */
const AUDIENCES = ['public', 'coalition', 'organisation', 'vault'] as const;
const audience = (vis: string): (typeof AUDIENCES)[number] => AUDIENCES.find((a) => a === vis) ?? 'coalition';
const narrower = (vis: string): readonly (typeof AUDIENCES)[number][] =>
  AUDIENCES.slice(AUDIENCES.indexOf(audience(vis)) + 1);

interface ClaimDraft extends GivenValue {
  readonly speaker: string;
  readonly source: SourceGiven;
  readonly vis: string;
  readonly quotation: boolean;
  readonly conf: string;
  readonly modality: string;
  readonly note: string;
}
const EMPTY: ClaimDraft = {
  text: '',
  lang: '',
  picked: [],
  speaker: '',
  source: NO_SOURCE,
  vis: '',
  quotation: false,
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
  readonly record: Pick<RecordJson, 'id' | 'kind' | 'revision'>;
  /** Field asked for; `-` when none is chosen yet. */
  readonly field: string;
  readonly onField: (field: string) => void;
  readonly onClose: () => void;
  /** `meanwhile`: who else wrote of this field since the page was read. */
  readonly onSaved: (saved: Saved, meanwhile: ApiOut<'claim'>['meanwhile']) => void;
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
    change({ picked: [], vis: '', ...(next?.terms || next?.type === 'bool' ? { text: '' } : {}) });
    props.onField(name);
  };
  const valueLang = draft.lang === '' ? lang : draft.lang;

  /** Where the quotation differs from its source, in words; null when it occurs there or cannot be looked up. */
  const misquoted = async (source: string): Promise<string | null> => {
    try {
      const {
        result,
        same = '',
        quoted = '',
        text = '',
      } = await call('quote.check', {
        space: scope.space,
        lang,
        source,
        quote: draft.text,
      });
      if (result === 'found') return null;
      return result === 'unread' ? t('claim.quote_unread') : t('claim.quote_differs', { same, quoted, text });
    } catch (cause) {
      if (!(cause instanceof ApiProblem)) throw cause;
      // The write that follows meets the same problem and tells it.
      return null;
    }
  };

  const submit = async (): Promise<void> => {
    const value = def ? valueOf(def, { ...draft, lang: valueLang }) : null;
    const found: FormError[] = [];
    if (!def) found.push({ field: 'claim-field', message: t('claim.choose_field') });
    else if (value === null) found.push({ field: 'claim-value', message: t('claim.give_value') });
    found.push(...sourceErrors('claim-source', draft.source, t('source.need')));
    const picked = draft.source.making ? undefined : draft.source.picked[0]?.id;
    if (draft.quotation && def?.type === 'text' && found.length === 0) {
      const differs = picked === undefined ? null : await misquoted(picked);
      if (picked === undefined) found.push({ field: 'claim-source', message: t('claim.quote_source') });
      if (differs !== null) found.push({ field: 'claim-value', message: differs });
    }
    await form.submit({
      wrong: found,
      write: async () => {
        const source = await ensureSource(draft.source, { space: scope.space, lang }, (s) => change({ source: s }));
        return call('claim', {
          space: scope.space,
          lang,
          id: record.id,
          field: def?.name ?? '',
          value,
          seen: record.revision,
          conf: draft.conf,
          modality: draft.modality,
          ...(draft.speaker.trim() === '' ? {} : { speaker: draft.speaker.trim() }),
          ...(source === undefined ? {} : { source }),
          ...(def && hasLang(def) ? { value_lang: valueLang } : {}),
          ...(draft.vis === '' ? {} : { vis: draft.vis }),
          ...(draft.note.trim() === '' ? {} : { note: draft.note.trim() }),
        });
      },
      done: (saved, answer) => {
        if (draft.source.making) form.startEmpty();
        props.onSaved(saved, answer.meanwhile);
      },
    });
  };

  return (
    <DraftForm
      form={form}
      title={t('claim.add')}
      save={t('claim.save')}
      onSave={() => void submit()}
      onClose={props.onClose}
    >
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
      <SourceField id="claim-source" given={draft.source} errors={errors} onChange={(source) => change({ source })} />
      {def?.type === 'text' && (
        <div className="choices">
          <label>
            <input
              type="checkbox"
              checked={draft.quotation}
              onChange={(e) => change({ quotation: e.target.checked })}
            />
            {t('claim.quotation')}
          </label>
        </div>
      )}
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
      {def && narrower(def.vis).length > 0 && (
        <FormField id="claim-vis" label={t('claim.vis')} help={t('claim.vis_help')} errors={errors}>
          {(aids) => (
            <select {...aids} value={draft.vis} onChange={(e) => change({ vis: e.target.value })}>
              <option value="">
                {t('claim.vis_default', { audience: t(`record.audience.${audience(def.vis)}`) })}
              </option>
              {narrower(def.vis).map((v) => (
                <option key={v} value={v}>
                  {t(`record.audience.${v}`)}
                </option>
              ))}
            </select>
          )}
        </FormField>
      )}
      <TextField
        id="claim-note"
        label={t('claim.note')}
        help={t('claim.note_help')}
        errors={errors}
        rows={2}
        value={draft.note}
        onChange={(text) => change({ note: text })}
      />
    </DraftForm>
  );
}
