/** A field for a passphrase: hidden, can be shown, may be pasted into; never kept as a draft. */
import { type ReactNode, type RefObject, useState } from 'react';
import { useWords } from '../../i18n/language.tsx';

export function SecretField(props: {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly autoComplete: 'current-password' | 'new-password';
  readonly help?: string;
  readonly error?: string | undefined;
  readonly field?: RefObject<HTMLInputElement | null>;
  readonly onChange: (value: string) => void;
}): ReactNode {
  const { t } = useWords();
  const [shown, setShown] = useState(false);
  const { id, error, help } = props;
  const described = [error && `${id}-error`, help && `${id}-help`].filter((x) => x).join(' ');
  return (
    <div className={error ? 'field field-bad' : 'field'}>
      <label htmlFor={id}>{props.label}</label>
      {error && (
        <p id={`${id}-error`} className="field-error" role="alert">
          {error}
        </p>
      )}
      <div className="secret-field">
        <input
          ref={props.field}
          id={id}
          className="field-wide"
          type={shown ? 'text' : 'password'}
          autoComplete={props.autoComplete}
          autoCapitalize="off"
          spellCheck={false}
          aria-invalid={error ? true : undefined}
          aria-describedby={described || undefined}
          value={props.value}
          onChange={(event) => props.onChange(event.target.value)}
        />
        <button
          type="button"
          className="button"
          aria-pressed={shown}
          aria-controls={id}
          onClick={() => setShown(!shown)}
        >
          {t('safety.show')}
        </button>
      </div>
      {help && (
        <p id={`${id}-help`} className="help">
          {help}
        </p>
      )}
    </div>
  );
}
