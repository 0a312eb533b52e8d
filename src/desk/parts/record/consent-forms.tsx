/** Forms of consent: writing one down within the limits of how it was given, and taking scopes of one back. */
import type { ReactNode } from 'react';
import { parseEdtf } from '../../../base/dates.ts';
import type { FieldDefJson } from '../../../contract/api.ts';
import type { ConsentRowJson } from '../../../contract/areas/record.ts';
import { call } from '../../api/client.ts';
import type { ProblemBody } from '../../api/problem.ts';
import type { Kinds } from '../../app/kinds.ts';
import { useScope } from '../../app/space.tsx';
import { useWords } from '../../i18n/language.tsx';
import { DraftForm, useDraftForm } from '../draft-form.tsx';
import { type FormError, FormField, type Saved } from '../form.tsx';
import { TextField } from '../fields.tsx';

/** What a manner never reaches; the node refuses it too. */
const PHONE_NEVER: readonly string[] = ['press', 'publish_name', 'publish_image'];

export const consentMember = (kinds: Kinds, name: string): FieldDefJson | undefined =>
  kinds.field('Person', 'consent')?.members.find((m) => m.name === name);
export const consentTerm = (kinds: Kinds, name: string, id: string): string =>
  consentMember(kinds, name)?.terms?.find((x) => x.id === id)?.label ?? id;

function ScopeBoxes(props: {
  readonly id: string;
  readonly legend: string;
  readonly kinds: Kinds;
  readonly offered: readonly string[];
  readonly chosen: readonly string[];
  readonly never?: readonly string[];
  readonly errors: readonly FormError[];
  readonly onChange: (chosen: readonly string[]) => void;
}): ReactNode {
  const { t } = useWords();
  const { id, chosen, kinds } = props;
  const error = props.errors.find((e) => e.field === id)?.message;
  return (
    <fieldset className={error ? 'choices field-bad' : 'choices'} aria-describedby={error ? `${id}-error` : undefined}>
      <legend id={id} tabIndex={-1}>
        {props.legend} <span className="field-needed">{t('form.needed')}</span>
      </legend>
      {error && (
        <p id={`${id}-error`} className="field-error">
          {error}
        </p>
      )}
      {props.offered.map((scope) => (
        <label key={scope}>
          <input
            type="checkbox"
            checked={chosen.includes(scope)}
            disabled={props.never?.includes(scope) === true && !chosen.includes(scope)}
            onChange={(e) => props.onChange(e.target.checked ? [...chosen, scope] : chosen.filter((s) => s !== scope))}
          />
          {consentTerm(kinds, 'scope', scope)}
        </label>
      ))}
    </fieldset>
  );
}

interface GiveDraft {
  readonly by: string;
  readonly who: string;
  readonly scope: readonly string[];
  readonly manner: string;
  readonly at: string;
  readonly until: string;
}
const EMPTY: GiveDraft = { by: '', who: '', scope: [], manner: '', at: '', until: '' };

export function ConsentForm(props: {
  readonly person: string;
  readonly kinds: Kinds;
  readonly onClose: () => void;
  readonly onSaved: (saved: Saved) => void;
}): ReactNode {
  const { t, lang } = useWords();
  const scope = useScope();
  const { kinds } = props;
  const controlOf = (body: ProblemBody): string =>
    body.code === 'E_CONSENT' ? 'consent-scope' : `consent-${String(body['field'] ?? 'at').replace('consent.', '')}`;
  const form = useDraftForm(`consent ${props.person}`, EMPTY, controlOf);
  const { draft, change } = form;
  // The node names the scope by its id; the form says it in the reader's words.
  const refused = form.problem?.body?.code === 'E_CONSENT' ? String(form.problem.body['scope']) : null;
  const errors: readonly FormError[] =
    refused === null
      ? form.errors
      : [
          {
            field: 'consent-scope',
            message: t('consent.out_of_reach', {
              scope: consentTerm(kinds, 'scope', refused),
              manner: consentTerm(kinds, 'manner', draft.manner),
            }),
          },
        ];
  const scopes = consentMember(kinds, 'scope')?.terms?.map((x) => x.id) ?? [];
  const never = draft.manner === 'phone' ? PHONE_NEVER : [];
  const wrong = (): readonly FormError[] => {
    const need = (ok: boolean, field: string, message: string): readonly FormError[] =>
      ok ? [] : [{ field, message }];
    return [
      ...need(draft.by !== '', 'consent-by', t('consent.need_by')),
      ...need(draft.manner !== '', 'consent-manner', t('consent.need_manner')),
      ...need(draft.scope.length > 0, 'consent-scope', t('consent.need_scope')),
      ...need(parseEdtf(draft.at.trim()).ok, 'consent-at', t('form.need_date')),
      ...need(draft.until.trim() === '' || parseEdtf(draft.until.trim()).ok, 'consent-until', t('form.need_date')),
    ];
  };
  const submit = (): void =>
    void form.submit({
      wrong: wrong(),
      write: () =>
        call('consent.give', {
          space: scope.space,
          lang,
          id: props.person,
          by: draft.by,
          scope: draft.scope,
          manner: draft.manner,
          at: draft.at.trim(),
          ...(draft.who.trim() === '' ? {} : { who: draft.who.trim() }),
          ...(draft.until.trim() === '' ? {} : { until: draft.until.trim() }),
        }),
      done: props.onSaved,
    });
  const select = (part: 'by' | 'manner'): ReactNode => (
    <FormField id={`consent-${part}`} label={consentMember(kinds, part)?.label ?? part} required errors={errors}>
      {(aids) => (
        <select {...aids} value={draft[part]} onChange={(e) => change({ [part]: e.target.value })}>
          <option value="">{t('value.choose')}</option>
          {consentMember(kinds, part)?.terms?.map((x) => (
            <option key={x.id} value={x.id}>
              {x.label}
            </option>
          ))}
        </select>
      )}
    </FormField>
  );
  const line = (part: 'who' | 'at' | 'until', help: string): ReactNode => (
    <FormField
      id={`consent-${part}`}
      label={consentMember(kinds, part)?.label ?? part}
      help={help}
      required={part === 'at'}
      errors={errors}
    >
      {(aids) => (
        <input
          {...aids}
          dir="auto"
          className="field-wide"
          value={draft[part]}
          onChange={(e) => change({ [part]: e.target.value })}
        />
      )}
    </FormField>
  );
  return (
    <DraftForm
      form={{ ...form, errors }}
      title={t('consent.add')}
      save={t('consent.save')}
      onSave={submit}
      onClose={props.onClose}
    >
      <div className="field-pair">
        {select('by')}
        {select('manner')}
      </div>
      {draft.manner === 'phone' && <p className="help">{t('consent.phone_limit')}</p>}
      {draft.manner === 'in_custody' && <p className="help">{t('consent.custody_limit')}</p>}
      {line('who', t('consent.who_help'))}
      <ScopeBoxes
        id="consent-scope"
        legend={consentMember(kinds, 'scope')?.label ?? ''}
        kinds={kinds}
        offered={scopes}
        chosen={draft.scope}
        never={never}
        errors={errors}
        onChange={(chosen) => change({ scope: chosen })}
      />
      <div className="field-pair">
        {line('at', t('value.date_help'))}
        {line('until', t('consent.until_help'))}
      </div>
    </DraftForm>
  );
}

const NOTHING = { scope: [] as readonly string[], reason: '' };

export function WithdrawForm(props: {
  readonly person: string;
  readonly consent: ConsentRowJson;
  readonly kinds: Kinds;
  readonly onClose: () => void;
  readonly onSaved: (saved: Saved, copies: number) => void;
}): ReactNode {
  const { t, lang } = useWords();
  const scope = useScope();
  const { consent, kinds } = props;
  const form = useDraftForm(`withdraw ${consent.claim}`, NOTHING, () => 'withdraw-scope');
  const { draft, change, errors } = form;
  const submit = (): void =>
    void form.submit({
      wrong: draft.scope.length === 0 ? [{ field: 'withdraw-scope', message: t('consent_withdraw.need_scope') }] : [],
      write: () =>
        call('consent.withdraw', {
          space: scope.space,
          lang,
          id: props.person,
          claim: consent.claim,
          scope: draft.scope,
          ...(draft.reason.trim() === '' ? {} : { reason: draft.reason.trim() }),
        }),
      done: (saved, answer) => props.onSaved(saved, answer.copies),
    });
  return (
    <DraftForm
      form={form}
      title={t('consent_withdraw.title')}
      save={t('consent_withdraw.save')}
      onSave={submit}
      onClose={props.onClose}
    >
      <p>{t('consent_withdraw.at_once')}</p>
      <ScopeBoxes
        id="withdraw-scope"
        legend={t('consent_withdraw.scopes')}
        kinds={kinds}
        offered={consent.scope}
        chosen={draft.scope}
        errors={errors}
        onChange={(chosen) => change({ scope: chosen })}
      />
      <button type="button" className="button-quiet" onClick={() => change({ scope: consent.scope })}>
        {t('consent_withdraw.all')}
      </button>
      <TextField
        id="withdraw-reason"
        label={t('reason.label')}
        help={t('consent_withdraw.reason_help')}
        errors={errors}
        rows={2}
        value={draft.reason}
        onChange={(text) => change({ reason: text })}
      />
    </DraftForm>
  );
}
