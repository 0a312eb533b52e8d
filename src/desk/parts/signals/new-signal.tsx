/** A signal written down by hand, with files: dropped on the page or chosen. What says who sent it stays in the own space. */
import { type ReactNode, useState } from 'react';
import { parseEdtf } from '../../../base/dates.ts';
import type { ApiOut } from '../../../contract/api.ts';
import { EVIDENCE_PATHS } from '../../../contract/areas/record.ts';
import { DROP_MAX, DROP_NAME, SIGNALS_PATHS } from '../../../contract/areas/signals.ts';
import { call } from '../../api/client.ts';
import type { ProblemBody } from '../../api/problem.ts';
import { sendBytes } from '../../api/send-bytes.ts';
import { useKinds } from '../../app/kinds.ts';
import { useScope } from '../../app/space.tsx';
import { useWords } from '../../i18n/language.tsx';
import { DraftForm, useDraftForm } from '../draft-form.tsx';
import { type FormError, FormField, type Saved } from '../form.tsx';
import { type Picked, RecordPicker } from '../record-picker.tsx';
import { ValueLang } from '../value-input.tsx';
import { FileField } from './file-field.tsx';
import type { Scope } from './scope.ts';
import { TextField } from '../fields.tsx';

interface NewDraft {
  readonly channel: string;
  readonly text: string;
  readonly lang: string;
  readonly place: readonly Picked[];
  readonly place_words: string;
  readonly claimed_at: string;
  readonly theme: string;
  readonly urgency: string;
  readonly speaker: string;
  readonly sender: string;
  readonly sender_risk: string;
  readonly source: readonly Picked[];
  readonly files: readonly File[];
}
const EMPTY: NewDraft = {
  ...{ channel: '', text: '', lang: '', place: [], place_words: '', claimed_at: '', theme: '' },
  ...{ urgency: 'normal', speaker: '', sender: '', sender_risk: '', source: [], files: [] },
};

const FIELD_OF: { readonly [code: string]: string } = {
  E_DATE: 'new-claimed',
  E_PLACE: 'new-place',
  E_SOURCE: 'new-source',
};
const fieldOf = (body: ProblemBody): string => FIELD_OF[body.code] ?? 'new-text';

/** Everything the form holds that is not empty, under the names of the use case. */
function given(draft: NewDraft, pageLang: string) {
  const text = (value: string, name: string): { readonly [name: string]: string } =>
    value.trim() === '' ? {} : { [name]: value.trim() };
  const place = draft.place[0]?.id ?? draft.place_words.trim();
  return {
    channel: draft.channel,
    text: draft.text.trim(),
    text_lang: draft.lang === '' ? pageLang : draft.lang,
    ...text(place, 'place'),
    ...text(draft.claimed_at, 'claimed_at'),
    ...text(draft.theme, 'theme'),
    ...text(draft.urgency, 'urgency'),
    ...text(draft.speaker, 'speaker'),
    ...text(draft.sender, 'sender'),
    ...text(draft.sender_risk, 'sender_risk'),
    ...text(draft.source[0]?.id ?? '', 'source'),
  };
}

const withQuery = (path: string, members: { readonly [name: string]: string }): string =>
  `${path}?${new URLSearchParams(members)}`;

/** One file and nothing for the vault goes as one action; else each file is kept as evidence first, then named by the signal. */
async function write(
  scope: Scope,
  draft: NewDraft,
  lang: string,
  keep: (files: readonly File[], media: readonly string[]) => void,
  kept: readonly string[],
): Promise<{ readonly id: string; readonly entry: string }> {
  const members = given(draft, lang);
  const first = draft.files[0];
  if (first && draft.files.length === 1 && kept.length === 0 && !('sender' in members) && !('source' in members)) {
    const { text_lang: _lang, sender_risk: _risk, ...query } = members as { readonly [name: string]: string };
    const path = withQuery(SIGNALS_PATHS.drop.replace('{s}', encodeURIComponent(scope.space)), query);
    return (await sendBytes(path, first, { [DROP_NAME]: encodeURIComponent(first.name) })) as ApiOut<'signals.drop'>;
  }
  const media = [...kept];
  for (const [n, file] of draft.files.entries()) {
    const path = withQuery(EVIDENCE_PATHS.upload(encodeURIComponent(scope.space)), { name: file.name });
    const added = (await sendBytes(path, file, {})) as ApiOut<'evidence.add'>;
    media.push(added.id);
    // A failure of what follows does not send this file twice.
    keep(draft.files.slice(n + 1), media);
  }
  return call('signals.new', { space: scope.space, ...members, ...(media.length === 0 ? {} : { media }) });
}

export function NewSignal(props: {
  /** Files dropped on the page. */
  readonly dropped: readonly File[];
  readonly onSaved: (id: string, saved: Saved) => void;
  readonly onClose: () => void;
}): ReactNode {
  const { t, lang } = useWords();
  const scope = useScope();
  const kinds = useKinds();
  const form = useDraftForm('new signal', EMPTY, fieldOf);
  const [media, setMedia] = useState<readonly string[]>([]);
  const { draft, change, errors } = form;
  const files = [...draft.files, ...props.dropped.filter((file) => !draft.files.includes(file))];
  const label = (field: string): string => kinds.field('Signal', field)?.label ?? field;
  const save = (): void => {
    const wrong: FormError[] = [];
    if (draft.channel === '') wrong.push({ field: 'new-channel', message: t('signals.new.need_channel') });
    if (draft.text.trim() === '') wrong.push({ field: 'new-text', message: t('signals.new.need_text') });
    if (draft.claimed_at.trim() !== '' && !parseEdtf(draft.claimed_at.trim()).ok)
      wrong.push({ field: 'new-claimed', message: t('form.need_date') });
    const large = files.find((file) => file.size > DROP_MAX);
    if (large) wrong.push({ field: 'new-files', message: t('signals.new.too_large', { name: large.name }) });
    void form.submit({
      wrong,
      write: () =>
        write(
          scope,
          { ...draft, files },
          lang,
          (left, ids) => {
            change({ files: left });
            setMedia(ids);
          },
          media,
        ),
      done: (saved, answer) => props.onSaved(answer.id, saved),
    });
  };
  const select = (id: string, field: 'channel' | 'theme' | 'urgency' | 'sender_risk', needed = false): ReactNode => (
    <FormField id={id} label={label(field)} required={needed} errors={errors}>
      {(aids) => (
        <select {...aids} value={draft[field]} onChange={(event) => change({ [field]: event.target.value })}>
          <option value="">{t(needed ? 'value.choose' : 'signals.new.not_known')}</option>
          {(kinds.field('Signal', field)?.terms ?? []).map((term) => (
            <option key={term.id} value={term.id}>
              {term.label}
            </option>
          ))}
        </select>
      )}
    </FormField>
  );
  const input = (
    id: string,
    field: 'claimed_at' | 'speaker' | 'sender' | 'place_words',
    words: string,
    help?: string,
  ): ReactNode => (
    <FormField id={id} label={words} help={help} errors={errors}>
      {(aids) => (
        <input
          {...aids}
          dir="auto"
          className="field-wide"
          autoComplete="off"
          value={draft[field]}
          onChange={(event) => change({ [field]: event.target.value })}
        />
      )}
    </FormField>
  );
  return (
    <DraftForm
      form={form}
      title={t('signals.new.title')}
      save={t('signals.new.save')}
      onSave={save}
      onClose={props.onClose}
    >
      {select('new-channel', 'channel', true)}
      <TextField
        id="new-text"
        label={label('text')}
        help={t('signals.new.text_help')}
        required
        errors={errors}
        rows={4}
        value={draft.text}
        onChange={(text) => change({ text: text })}
      />
      <ValueLang
        id="new-lang"
        value={draft.lang === '' ? lang : draft.lang}
        errors={errors}
        onChange={(value) => change({ lang: value })}
      />
      <FileField
        files={files}
        error={errors.find((e) => e.field === 'new-files')?.message}
        onFiles={(next) => change({ files: next })}
      />
      <div className="field-pair">
        <RecordPicker
          id="new-place"
          label={label('place')}
          help={t('picker.help')}
          kinds={['Place']}
          picked={draft.place}
          onPick={(place) => change({ place })}
        />
        {draft.place.length === 0 && input('new-place-words', 'place_words', t('signals.new.place_words'))}
      </div>
      {input('new-claimed', 'claimed_at', label('claimed_at'), t('value.date_help'))}
      <div className="field-pair">
        {select('new-theme', 'theme')}
        {select('new-urgency', 'urgency')}
      </div>
      {input('new-speaker', 'speaker', label('speaker'), t('signals.new.speaker_help'))}
      <RecordPicker
        id="new-source"
        label={t('claim.source')}
        help={t('claim.source_help')}
        kinds={['Source']}
        picked={draft.source}
        onPick={(source) => change({ source })}
      />
      <fieldset className="signal-vault">
        <legend>{t('signals.new.vault')}</legend>
        <p className="help">{t('signals.new.vault_help')}</p>
        <div className="field-pair">
          {input('new-sender', 'sender', label('sender'))}
          {select('new-risk', 'sender_risk')}
        </div>
      </fieldset>
    </DraftForm>
  );
}
