/** A text that leaves by any way a person likes: shown whole, copied by a button, selected when the browser refuses that. */
import { type ReactNode, useId, useRef } from 'react';
import { useWords } from '../../i18n/language.tsx';
import { announce } from '../announce.tsx';

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
      <textarea ref={field} id={id} className="field-wide mono" rows={4} readOnly value={props.text} />
      <div className="save-form-buttons">
        <button type="button" className="button-primary" onClick={() => void copy()}>
          {t('coalition.copy')}
        </button>
      </div>
    </>
  );
}
