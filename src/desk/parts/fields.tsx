/** Controls of forms: a line, several lines, a choice; each with its label, help and refusal. */
import type { ReactNode } from 'react';
import { useWords } from '../i18n/language.tsx';
import { type FormError, FormField } from './form.tsx';

interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly help?: string | undefined;
  readonly required?: boolean;
  readonly errors: readonly FormError[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export function LineField(props: FieldProps & { readonly wide?: boolean }): ReactNode {
  const { id, label, help, required = false, errors, value, onChange } = props;
  return (
    <FormField id={id} label={label} help={help} required={required} errors={errors}>
      {(aids) => (
        <input
          {...aids}
          dir="auto"
          className={props.wide ? 'field-wide' : undefined}
          value={value}
          onChange={(e) => onChange(e.target.value)}
        />
      )}
    </FormField>
  );
}

/** `max`: characters that may be used; how many are left is said while typing. */
export function TextField(props: FieldProps & { readonly rows?: number; readonly max?: number }): ReactNode {
  const { t } = useWords();
  const { id, label, help, required = false, errors, value, onChange, rows = 3, max } = props;
  const left = max === undefined ? null : max - [...value.trim()].length;
  return (
    <FormField id={id} label={label} help={help} required={required} errors={errors}>
      {(aids) => (
        <>
          <textarea
            {...aids}
            rows={rows}
            dir="auto"
            className="field-wide"
            value={value}
            onChange={(e) => onChange(e.target.value)}
          />
          {left !== null && (
            <p className={left < 0 ? 'field-error' : 'help'} aria-live="polite">
              {left < 0 ? t('sides.over', { n: -left }) : t('sides.left', { n: left })}
            </p>
          )}
        </>
      )}
    </FormField>
  );
}

export interface Choice {
  readonly id: string;
  readonly label: string;
}

export function ChoiceField(
  props: FieldProps & { readonly choices: readonly Choice[]; readonly none?: string },
): ReactNode {
  const { t } = useWords();
  const { id, label, help, required = false, errors, value, onChange } = props;
  return (
    <FormField id={id} label={label} help={help} required={required} errors={errors}>
      {(aids) => (
        <select {...aids} className="field-choice" value={value} onChange={(e) => onChange(e.target.value)}>
          <option value="">{props.none ?? t('value.choose')}</option>
          {props.choices.map((c) => (
            <option key={c.id} value={c.id}>
              {c.label}
            </option>
          ))}
        </select>
      )}
    </FormField>
  );
}
