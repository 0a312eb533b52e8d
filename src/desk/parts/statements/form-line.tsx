/** What the short forms of a statement share: a line of text, the likely day, the checks of a date and of what is needed. */
import { type ReactNode, useState } from 'react';
import { parseEdtf } from '../../../base/dates.ts';
import { useReading } from '../../app/space.tsx';
import type { Words } from '../../i18n/language.tsx';
import type { DraftFormState } from '../draft-form.tsx';
import { type FormError, FormField, type Saved } from '../form.tsx';
import { dayOf } from '../when.tsx';

export interface FormProps {
  readonly onSaved: (saved: Saved) => void;
  readonly onClose: () => void;
}

/** The day of the reading date, or today: what a new date most likely is. */
export function useDay(): string {
  const { asOf } = useReading();
  const [today] = useState(() => new Date().toISOString().slice(0, 10));
  return asOf === null ? today : dayOf(asOf);
}

export function Line<D extends { readonly [name: string]: unknown }>(props: {
  readonly form: DraftFormState<D>;
  readonly name: string & keyof D;
  readonly id: string;
  readonly label: string;
  readonly help?: string;
  readonly required?: boolean;
  readonly long?: boolean;
  /** Shown while nothing is typed. */
  readonly start?: string;
}): ReactNode {
  const { form, name } = props;
  const typed = form.draft[name];
  const value = typeof typed === 'string' && typed !== '' ? typed : (props.start ?? '');
  const set = (text: string): void => form.change({ [name]: text } as unknown as Partial<D>);
  return (
    <FormField
      id={props.id}
      label={props.label}
      help={props.help}
      required={props.required ?? false}
      errors={form.errors}
    >
      {(aids) =>
        props.long ? (
          <textarea
            {...aids}
            rows={2}
            dir="auto"
            className="field-wide"
            value={value}
            onChange={(e) => set(e.target.value)}
          />
        ) : (
          <input {...aids} dir="auto" className="field-wide" value={value} onChange={(e) => set(e.target.value)} />
        )
      }
    </FormField>
  );
}

export const dateError = (t: Words['t'], field: string, text: string): readonly FormError[] =>
  parseEdtf(text.trim()).ok ? [] : [{ field, message: t('form.need_date') }];
export const needed = (field: string, text: string, message: string): readonly FormError[] =>
  text.trim() === '' ? [{ field, message }] : [];
