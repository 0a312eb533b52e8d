/** What a signer says of itself: its name, the mandate, a reservation if there is one. */
import type { ReactNode } from 'react';
import { useWords, type Words } from '../../i18n/language.tsx';
import { type FormError, FormField } from '../form.tsx';
import { TextField } from '../fields.tsx';

export interface SignedAsDraft {
  readonly as: string;
  readonly mandate: string;
  readonly reservation: string;
}

export function signedAsErrors(
  t: Words['t'],
  draft: SignedAsDraft,
  needMandate: boolean,
  prefix = 'request',
): readonly FormError[] {
  return [
    ...(draft.as.trim() === '' ? [{ field: `${prefix}-as`, message: t('sign.need_as') }] : []),
    ...(needMandate && draft.mandate.trim() === ''
      ? [{ field: `${prefix}-mandate`, message: t('sign.need_mandate') }]
      : []),
  ];
}

export function SignedAsFields(props: {
  readonly prefix: string;
  readonly draft: SignedAsDraft;
  readonly errors: readonly FormError[];
  readonly onChange: (part: Partial<SignedAsDraft>) => void;
  readonly needMandate?: boolean;
}): ReactNode {
  const { t } = useWords();
  const { prefix, draft, errors } = props;
  return (
    <>
      <FormField id={`${prefix}-as`} label={t('sign.as')} required errors={errors}>
        {(aids) => (
          <input
            {...aids}
            dir="auto"
            className="field-wide"
            value={draft.as}
            onChange={(e) => props.onChange({ as: e.target.value })}
          />
        )}
      </FormField>
      <FormField
        id={`${prefix}-mandate`}
        label={t('sign.mandate')}
        help={t('sign.mandate_help')}
        required={props.needMandate ?? false}
        errors={errors}
      >
        {(aids) => (
          <input
            {...aids}
            dir="auto"
            className="field-wide"
            value={draft.mandate}
            onChange={(e) => props.onChange({ mandate: e.target.value })}
          />
        )}
      </FormField>
      <TextField
        id={`${prefix}-reservation`}
        label={t('sign.reservation')}
        help={t('sign.reservation_help')}
        errors={errors}
        rows={2}
        value={draft.reservation}
        onChange={(text) => props.onChange({ reservation: text })}
      />
    </>
  );
}
