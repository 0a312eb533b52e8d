/** A review: the first person makes the checks and concludes, the second concludes on their own and may dissent. */
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { FieldDefJson } from '../../../contract/api.ts';
import { call } from '../../api/client.ts';
import type { Kinds } from '../../app/kinds.ts';
import { useScope } from '../../app/space.tsx';
import { useWords } from '../../i18n/language.tsx';
import { DraftForm, useDraftForm } from '../draft-form.tsx';
import { type FormError, FormField, type Saved } from '../form.tsx';
import { type Picked, RecordPicker } from '../record-picker.tsx';
import { TextField } from '../fields.tsx';

const CHECKS = ['source', 'technical', 'geolocation', 'chronolocation', 'corroboration', 'legal'] as const;
type CheckKind = (typeof CHECKS)[number];

interface CheckDraft {
  readonly kind: CheckKind;
  readonly result: string;
  readonly text: string;
  readonly evidence: readonly Picked[];
}
interface ReviewDraft {
  readonly checks: readonly CheckDraft[];
  readonly conclusion: string;
  readonly text: string;
  readonly dissent: string;
}
const BLANK: CheckDraft = { kind: 'source', result: '', text: '', evidence: [] };
const EMPTY: ReviewDraft = { checks: [BLANK], conclusion: '', text: '', dissent: '' };

const member = (kinds: Kinds, name: string): FieldDefJson | undefined =>
  kinds.field('Verification', 'checks')?.members.find((m) => m.name === name);

function CheckRow(props: {
  readonly n: number;
  readonly check: CheckDraft;
  readonly kinds: Kinds;
  readonly errors: readonly FormError[];
  readonly onChange: (part: Partial<CheckDraft>) => void;
  readonly onRemove: (() => void) | null;
}): ReactNode {
  const { t } = useWords();
  const { n, check, kinds, errors, onChange } = props;
  const id = (part: string): string => `check-${n}-${part}`;
  const select = (part: 'kind' | 'result'): ReactNode => (
    <FormField id={id(part)} label={member(kinds, part)?.label ?? part} required errors={errors}>
      {(aids) => (
        <select
          {...aids}
          value={check[part]}
          onChange={(e) =>
            onChange(part === 'kind' ? { kind: e.target.value as CheckKind } : { result: e.target.value })
          }
        >
          {part === 'result' && <option value="">{t('value.choose')}</option>}
          {member(kinds, part)?.terms?.map((term) => (
            <option key={term.id} value={term.id}>
              {term.label}
            </option>
          ))}
        </select>
      )}
    </FormField>
  );
  return (
    <fieldset className="check">
      <legend>{t('verify.check_n', { n: n + 1 })}</legend>
      <div className="field-pair">
        {select('kind')}
        {select('result')}
      </div>
      <TextField
        id={id('text')}
        label={member(kinds, 'text')?.label ?? ''}
        errors={errors}
        rows={2}
        value={check.text}
        onChange={(text) => onChange({ text: text })}
      />
      <RecordPicker
        id={id('evidence')}
        label={member(kinds, 'evidence')?.label ?? ''}
        kinds={['Evidence', 'Source']}
        many
        picked={check.evidence}
        onPick={(evidence) => onChange({ evidence })}
      />
      {props.onRemove && (
        <button type="button" className="button-quiet" onClick={props.onRemove}>
          <X aria-hidden="true" size={16} strokeWidth={1.75} />
          {t('verify.check_remove', { n: n + 1 })}
        </button>
      )}
    </fieldset>
  );
}

export function ReviewForm(props: {
  readonly record: string;
  /** Somebody else's review waits for its second person. */
  readonly second: boolean;
  readonly kinds: Kinds;
  readonly onClose: () => void;
  readonly onSaved: (saved: Saved) => void;
}): ReactNode {
  const { t, lang } = useWords();
  const scope = useScope();
  const { kinds, second } = props;
  const form = useDraftForm(`review ${props.record} ${second ? 2 : 1}`, EMPTY, (body) =>
    body['field'] === 'text' ? 'review-text' : 'review-conclusion',
  );
  const { draft, change, errors } = form;
  const terms = kinds.field('Verification', 'conclusion')?.terms ?? [];
  const setCheck = (n: number, part: Partial<CheckDraft>): void =>
    change({ checks: draft.checks.map((c, i) => (i === n ? { ...c, ...part } : c)) });
  // A second reviewer may add checks and need not: one left as it was opened is none.
  const checks = draft.checks.filter((c) => !second || c.result !== '' || c.text.trim() !== '');

  const wrong = (): readonly FormError[] => [
    ...draft.checks.flatMap((c, n): FormError[] =>
      c.result === '' && checks.includes(c)
        ? [{ field: `check-${n}-result`, message: t('verify.need_result', { n: n + 1 }) }]
        : [],
    ),
    ...(draft.conclusion === '' ? [{ field: 'review-conclusion', message: t('verify.need_conclusion') }] : []),
    ...(draft.conclusion === 'set_aside' && draft.text.trim() === ''
      ? [{ field: 'review-text', message: t('verify.need_reason') }]
      : []),
  ];
  const submit = (): void =>
    void form.submit({
      wrong: wrong(),
      write: () =>
        call('review', {
          space: scope.space,
          lang,
          id: props.record,
          conclusion: draft.conclusion,
          ...(draft.text.trim() === '' ? {} : { text: draft.text.trim() }),
          ...(second && draft.dissent.trim() !== '' ? { dissent: draft.dissent.trim() } : {}),
          checks: checks.map((c) => ({
            kind: c.kind,
            result: c.result,
            ...(c.text.trim() === '' ? {} : { text: c.text.trim() }),
            ...(c.evidence.length === 0 ? {} : { evidence: c.evidence.map((e) => e.id) }),
          })),
        }),
      done: props.onSaved,
    });

  const area = (id: 'text' | 'dissent', help: string, required = false): ReactNode => (
    <TextField
      id={`review-${id}`}
      label={t(`verify.${id}`)}
      help={help}
      required={required}
      errors={errors}
      rows={3}
      value={draft[id]}
      onChange={(text) => change({ [id]: text })}
    />
  );
  return (
    <DraftForm
      form={form}
      title={t(second ? 'verify.second_title' : 'verify.first_title')}
      save={t('verify.save')}
      onSave={submit}
      onClose={props.onClose}
    >
      {draft.checks.map((check, n) => (
        <CheckRow
          key={n}
          n={n}
          check={check}
          kinds={kinds}
          errors={errors}
          onChange={(part) => setCheck(n, part)}
          onRemove={draft.checks.length > 1 ? () => change({ checks: draft.checks.filter((_c, i) => i !== n) }) : null}
        />
      ))}
      {draft.checks.length < CHECKS.length && (
        <button
          type="button"
          className="button-quiet"
          onClick={() => {
            const used = draft.checks.map((c) => c.kind);
            change({
              checks: [...draft.checks, { ...BLANK, kind: CHECKS.find((k) => !used.includes(k)) ?? 'source' }],
            });
          }}
        >
          {t('verify.check_add')}
        </button>
      )}
      <FormField
        id="review-conclusion"
        label={kinds.field('Verification', 'conclusion')?.label ?? ''}
        help={second ? t('verify.differ_help') : undefined}
        required
        errors={errors}
      >
        {(aids) => (
          <select {...aids} value={draft.conclusion} onChange={(e) => change({ conclusion: e.target.value })}>
            <option value="">{t('value.choose')}</option>
            {terms.map((term) => (
              <option key={term.id} value={term.id}>
                {term.label}
              </option>
            ))}
          </select>
        )}
      </FormField>
      {area('text', t('verify.text_help'), draft.conclusion === 'set_aside')}
      {second && area('dissent', t('verify.dissent_help'))}
    </DraftForm>
  );
}
