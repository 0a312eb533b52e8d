/** A new record of any kind, made from the kind's own schema: what it needs first, the rest behind "More fields". */
import { type ReactNode, useState } from 'react';
import { parseEdtf } from '../../../base/dates.ts';
import type { Json } from '../../../base/result.ts';
import type { FieldDefJson } from '../../../contract/api.ts';
import { call } from '../../api/client.ts';
import type { ProblemBody } from '../../api/problem.ts';
import { useRead } from '../../api/queries.ts';
import { useKinds } from '../../app/kinds.ts';
import { useScope } from '../../app/space.tsx';
import { useWords } from '../../i18n/language.tsx';
import '../../styles/record.css';
import { DraftForm, useDraftForm } from '../draft-form.tsx';
import { type FormError, FormField } from '../form.tsx';
import { Said } from '../said.tsx';
import { canWrite, type GivenValue, hasLang, ValueInput, ValueLang, valueOf } from '../value-input.tsx';
import { ensureSource, NO_SOURCE, SourceField, type SourceGiven, sourceErrors } from './source-field.tsx';

const CONFS = ['reported', 'corroborated', 'verified'] as const;

interface NewDraft {
  readonly values: { readonly [field: string]: GivenValue };
  readonly speaker: string;
  readonly source: SourceGiven;
  readonly conf: string;
}
const EMPTY: NewDraft = { values: {}, speaker: '', source: NO_SOURCE, conf: 'reported' };
const NOTHING: GivenValue = { text: '', lang: '', picked: [] };

const RECORD_ID = /^[a-z]{3}_[0-9a-z]{26}$/;
const control = (field: string): string => `new-${field}`;

/** Whether a preset value can stand in the field's own control and be changed there. */
const editable = (def: FieldDefJson, value: Json): value is string | boolean =>
  canWrite(def) && (typeof value === 'boolean' || (typeof value === 'string' && !RECORD_ID.test(value)));

/** The control to which a refusal belongs: named by the node, or found by the kind of value it could not read. */
function controlOf(body: ProblemBody, defs: readonly FieldDefJson[]): string {
  const field = body['field'];
  const found =
    typeof field === 'string'
      ? defs.find((d) => d.name === field.split('.')[0])
      : body.code === 'E_TERM'
        ? defs.find((d) => d.vocab === body['scheme'])
        : defs[0];
  return found ? control(found.name) : 'new-source';
}

/** A value that came with the form's task, such as the event a new act belongs to: shown in words, not asked again. */
function PresetLine(props: { readonly label: string; readonly value: Json }): ReactNode {
  const scope = useScope();
  const { value } = props;
  const id = typeof value === 'string' && RECORD_ID.test(value) ? value : null;
  const read = useRead('show', { ...scope, id: id ?? '' }, { enabled: id !== null });
  const words = id === null ? (typeof value === 'string' ? value : JSON.stringify(value)) : (read.data?.title ?? '…');
  return (
    <div>
      <dt>{props.label}</dt>
      <dd>
        <Said text={words} />
      </dd>
    </div>
  );
}

interface NewRecordProps {
  readonly kind: string;
  /** Values the task brings along; text stays editable, references stand as they are. */
  readonly preset?: { readonly [field: string]: Json };
  readonly title?: string;
  readonly onSaved: (id: string) => void;
  readonly onClose: () => void;
}

/** Drawn once its kinds are here, so that the first of its own fields takes the focus. */
export function NewRecordForm(props: NewRecordProps): ReactNode {
  return useKinds().list.length === 0 ? null : <KindForm {...props} />;
}

function KindForm(props: NewRecordProps): ReactNode {
  const { t, lang } = useWords();
  const scope = useScope();
  const kinds = useKinds();
  const preset = props.preset ?? {};
  const [more, setMore] = useState(false);
  const all = kinds.list.find((k) => k.kind === props.kind)?.fields ?? [];
  const fixed = all.filter((d) => {
    const value = preset[d.name];
    return value !== undefined && !editable(d, value);
  });
  const defs = all.filter((d) => canWrite(d) && !fixed.includes(d));
  const first = defs.filter((d) => d.required || preset[d.name] !== undefined);
  const rest = defs.filter((d) => !first.includes(d));
  const form = useDraftForm(`new ${props.kind} ${JSON.stringify(preset)}`, EMPTY, (body) => controlOf(body, defs));
  const { draft, change, errors } = form;

  const given = (def: FieldDefJson): GivenValue => {
    const typed = draft.values[def.name];
    if (typed) return typed;
    const value = preset[def.name];
    // A name stays withheld until somebody decides otherwise (records design, section 2).
    if (value === undefined) return def.name === 'name_withheld' ? { ...NOTHING, text: 'true' } : NOTHING;
    return { ...NOTHING, text: String(value) };
  };
  const set = (def: FieldDefJson, part: Partial<GivenValue>): void =>
    change({ values: { ...draft.values, [def.name]: { ...given(def), ...part } } });
  const langOf = (def: FieldDefJson): string => (given(def).lang === '' ? lang : given(def).lang);

  const restOpen = more || errors.some((e) => rest.some((d) => control(d.name) === e.field));

  /** `draft`: a field that is needed may still be missing; it blocks the change of state that needs it, never the saving. */
  const check = (asDraft: boolean): readonly FormError[] => [
    ...defs.flatMap((def): FormError[] => {
      const value = valueOf(def, { ...given(def), lang: langOf(def) });
      if (value === null)
        return def.required && !asDraft
          ? [{ field: control(def.name), message: t('record_new.need', { field: def.label }) }]
          : [];
      return def.type === 'date' && !parseEdtf(String(value)).ok
        ? [{ field: control(def.name), message: t('form.need_date') }]
        : [];
    }),
    ...sourceErrors('new-source', draft.source, t('source.need')),
  ];

  const write = async (): Promise<{ readonly id: string; readonly entry: string }> => {
    const fields: { [field: string]: Json } = {};
    for (const def of fixed) fields[def.name] = preset[def.name] as Json;
    for (const def of defs) {
      const value = valueOf(def, { ...given(def), lang: langOf(def) });
      if (value !== null) fields[def.name] = value;
    }
    const source = await ensureSource(draft.source, { space: scope.space, lang }, (s) => change({ source: s }));
    return call('record.new', {
      space: scope.space,
      lang,
      kind: props.kind,
      fields,
      conf: draft.conf,
      ...(draft.speaker.trim() === '' ? {} : { speaker: draft.speaker.trim() }),
      ...(source === undefined ? {} : { source }),
    });
  };
  const submit = (asDraft = false): void =>
    void form.submit({
      wrong: check(asDraft),
      write,
      done: (_saved, answer) => {
        if (draft.source.making) form.startEmpty();
        props.onSaved(answer.id);
      },
    });

  const anything = defs.some((def) => valueOf(def, { ...given(def), lang: langOf(def) }) !== null);

  const input = (def: FieldDefJson): ReactNode => (
    <div key={def.name}>
      <ValueInput
        id={control(def.name)}
        def={def}
        given={given(def)}
        errors={errors}
        required={def.required}
        bare
        onChange={(part) => set(def, part)}
      />
      {hasLang(def) && given(def).text.trim() !== '' && (
        <ValueLang
          id={`${control(def.name)}-lang`}
          value={langOf(def)}
          errors={errors}
          onChange={(l) => set(def, { lang: l })}
        />
      )}
    </div>
  );

  return (
    <DraftForm
      form={form}
      title={props.title ?? t('record_new.title', { kind: kinds.kind(props.kind) })}
      save={t('record_new.save')}
      onSave={() => submit()}
      onClose={props.onClose}
    >
      {form.problem === null && errors.length > 0 && check(true).length === 0 && anything && (
        <p className="tab-actions">
          <button type="button" className="button" onClick={() => submit(true)}>
            {t('record_new.draft')}
          </button>
          <span className="help">{t('record_new.draft_help')}</span>
        </p>
      )}
      {fixed.length > 0 && (
        <dl className="new-preset">
          {fixed.map((def) => (
            <PresetLine key={def.name} label={def.label} value={preset[def.name] as Json} />
          ))}
        </dl>
      )}
      {first.map(input)}
      <FormField id="new-speaker" label={t('claim.speaker')} help={t('claim.speaker_help')} errors={errors}>
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
      <SourceField id="new-source" given={draft.source} errors={errors} onChange={(source) => change({ source })} />
      <FormField id="new-conf" label={t('claim.conf')} errors={errors}>
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
      {rest.length > 0 && (
        <>
          <button
            type="button"
            className="button-quiet new-more"
            aria-expanded={restOpen}
            onClick={() => setMore(!restOpen)}
          >
            {t('record_new.more', { n: rest.length })}
          </button>
          {restOpen && <div className="new-rest">{rest.map(input)}</div>}
        </>
      )}
    </DraftForm>
  );
}
