/** A text that leaves by any way a person likes: shown whole, copied by a button, selected when the browser refuses that. */
import { type ReactNode, useId, useRef } from 'react';
import { useWords } from '../../i18n/language.tsx';
import { announce } from '../announce.tsx';

const ROWS = 4;
const MOST_ROWS = 16;

export function CopyText(props: { readonly label: string; readonly text: string }): ReactNode {
  const { t } = useWords();
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const copy = async (): Promise<void> => {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(props.text);
      announce(t('coalition.copied'));
    } catch {
      announce(t('coalition.by_hand'));
    }
  };
  return (
    <>
      <label htmlFor={id}>{props.label}</label>
      <textarea
        ref={field}
        id={id}
        className="field-wide mono"
        rows={Math.min(MOST_ROWS, Math.max(ROWS, props.text.split('\n').length))}
        readOnly
        value={props.text}
      />
      <div className="save-form-buttons">
        <button type="button" className="button-primary" onClick={() => void copy()}>
          {t('coalition.copy')}
        </button>
      </div>
    </>
  );
}
