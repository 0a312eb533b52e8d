/** A sign file: chosen from this computer, or pasted as text from a message or a QR picture. */
import type { ReactNode } from 'react';
import { useWords } from '../../i18n/language.tsx';
import { ChooseFile } from '../choose-file.tsx';
import { type FormError, FormField } from '../form.tsx';
import { readSignFile } from './save-file.ts';

export function SignFileField(props: {
  readonly id: string;
  readonly value: string;
  readonly errors: readonly FormError[];
  readonly onChange: (text: string) => void;
}): ReactNode {
  const { t } = useWords();
  const { id } = props;
  return (
    <>
      <FormField id={`${id}-file`} label={t('file.choose')} help={t('file.help')} errors={props.errors}>
        {(aids) => (
          <ChooseFile
            id={aids.id}
            describedBy={aids['aria-describedby']}
            invalid={aids['aria-invalid']}
            accept=".kua-sign"
            onFiles={([file]) => {
              if (file) void readSignFile(file).then(props.onChange);
            }}
          />
        )}
      </FormField>
      <FormField id={id} label={t('file.paste')} errors={props.errors}>
        {(aids) => (
          <textarea
            {...aids}
            rows={3}
            className="field-wide mono"
            spellCheck={false}
            value={props.value}
            onChange={(e) => props.onChange(e.target.value)}
          />
        )}
      </FormField>
    </>
  );
}
