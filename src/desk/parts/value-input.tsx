/** The control for a value, chosen by the field's type in the node's schema; what it holds is turned into JSON in one place. */
import type { ReactNode } from 'react';
import { formatEdtf, parseEdtf } from '../../base/dates.ts';
import type { Json } from '../../base/result.ts';
import type { FieldDefJson } from '../../contract/api.ts';
import { LANGS } from '../../messages/translate.ts';
import { useWords } from '../i18n/language.tsx';
import { type FormError, FormField } from './form.tsx';
import { type Picked, RecordPicker } from './record-picker.tsx';
import { TextField } from './fields.tsx';

/** What the control holds: text as typed, or records picked. */
export interface GivenValue {
  readonly text: string;
  readonly lang: string;
  readonly picked: readonly Picked[];
}

/** Types whose values people do not write by hand here: bytes of other rooms, shapes, and structures with parts. */
const NOT_BY_HAND = ['opaque', 'geometry', 'struct'];
export const canWrite = (def: FieldDefJson): boolean => !NOT_BY_HAND.includes(def.type);

const PICKED = ['ref', 'place'];
export const hasLang = (def: FieldDefJson): boolean => def.type === 'names' || def.type === 'text';

/** The value to send, or null when nothing is given yet. Counts and dates go as typed: the node reads them and keeps the wording. */
export function valueOf(def: FieldDefJson, given: GivenValue): Json | null {
  const text = given.text.trim();
  const first = given.picked[0];
  if (first && (PICKED.includes(def.type) || def.type === 'ref_or_text')) return first.id;
  if (text === '') return null;
  if (def.type === 'bool') return text === 'true';
  if (def.type === 'names') return { text, lang: given.lang };
  return text;
}

function DateHint(props: { readonly text: string }): ReactNode {
  const { t, lang } = useWords();
  const text = props.text.trim();
  if (text === '') return null;
  return (
    <p className="help" aria-live="polite">
      {parseEdtf(text).ok ? t('value.date_read', { date: formatEdtf(text, lang) }) : t('value.date_unread')}
    </p>
  );
}

export function ValueInput(props: {
  readonly id: string;
  readonly def: FieldDefJson;
  readonly given: GivenValue;
  readonly errors: readonly FormError[];
  readonly onChange: (change: Partial<GivenValue>) => void;
  /** Marked as needed unless false. */
  readonly required?: boolean;
  /** The field's own label stands alone where a form has many fields. */
  readonly bare?: boolean;
}): ReactNode {
  const { t } = useWords();
  const { id, def, given, errors, onChange } = props;
  const label = props.bare ? def.label : t('value.label', { field: def.label });
  const required = props.required ?? true;
  const help = def.help === '' ? undefined : def.help;
  const error = errors.find((e) => e.field === id)?.message;
  const set = (text: string): void => onChange({ text });
  const text = (type: 'text' | 'url', hint?: string, below?: ReactNode): ReactNode => (
    <FormField id={id} label={label} help={hint ?? help} required={required} errors={errors}>
      {(aids) => (
        <>
          <input
            {...aids}
            type={type}
            dir="auto"
            className="field-wide"
            value={given.text}
            onChange={(e) => set(e.target.value)}
          />
          {below}
        </>
      )}
    </FormField>
  );
  if (PICKED.includes(def.type))
    return (
      <RecordPicker
        {...{ id, error, required }}
        label={label}
        help={t('picker.help')}
        picked={given.picked}
        onPick={(picked) => onChange({ picked })}
        {...(def.type === 'place' ? { kinds: ['Place'] } : def.refs.length > 0 ? { kinds: def.refs } : {})}
      />
    );
  if (def.terms !== null || def.type === 'bool') {
    const terms = def.terms ?? [
      { id: 'true', label: t('value.yes') },
      { id: 'false', label: t('value.no') },
    ];
    return (
      <FormField {...{ id, label, help, errors, required }}>
        {(aids) => (
          <select {...aids} value={given.text} onChange={(e) => set(e.target.value)}>
            <option value="">{t('value.choose')}</option>
            {terms.map((term) => (
              <option key={term.id} value={term.id}>
                {term.label}
              </option>
            ))}
          </select>
        )}
      </FormField>
    );
  }
  switch (def.type) {
    case 'date':
      return text('text', t('value.date_help'), <DateHint text={given.text} />);
    case 'count':
      return text('text', t('value.count_help'));
    case 'url':
      return text('url');
    case 'text':
      return (
        <TextField
          {...{ id, label, help, errors, required }}
          rows={3}
          value={given.text}
          onChange={(text) => set(text)}
        />
      );
    default:
      return text('text');
  }
}

/** Language of a text or name, as a person says it; the page's own language is only the first choice. */
export function ValueLang(props: {
  readonly id: string;
  readonly value: string;
  readonly errors: readonly FormError[];
  readonly onChange: (lang: string) => void;
}): ReactNode {
  const { t } = useWords();
  return (
    <FormField id={props.id} label={t('value.lang')} errors={props.errors}>
      {(aids) => (
        <select {...aids} value={props.value} onChange={(e) => props.onChange(e.target.value)}>
          {LANGS.map((l) => (
            <option key={l} value={l} lang={l}>
              {t(`lang.${l}`)}
            </option>
          ))}
          <option value="und">{t('lang.und')}</option>
        </select>
      )}
    </FormField>
  );
}
