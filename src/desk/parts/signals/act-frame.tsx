/** Frame of a triage form: it closes as soon as it is sent, because the queue keeps what was typed until the node has it. */
import { type FormEvent, type KeyboardEvent, type ReactNode, useLayoutEffect, useRef } from 'react';
import { useWords } from '../../i18n/language.tsx';
import { ErrorList, type FormError } from '../form.tsx';

export function ActFrame(props: {
  readonly title: string;
  readonly save: string;
  readonly errors: readonly FormError[];
  readonly onSave: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}): ReactNode {
  const { t } = useWords();
  const box = useRef<HTMLFormElement>(null);
  // Before the form is drawn: who types at once types into it.
  useLayoutEffect(() => {
    const form = box.current;
    const first =
      form?.querySelector<HTMLElement>('input:checked') ??
      form?.querySelector<HTMLElement>('.draft-fields :is(input,select,textarea)');
    first?.focus();
  }, []);
  const onKey = (event: KeyboardEvent): void => {
    const open = event.target instanceof HTMLElement && event.target.getAttribute('aria-expanded') === 'true';
    if (event.key === 'Escape' && !open) {
      event.stopPropagation();
      props.onClose();
      return;
    }
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      box.current?.requestSubmit();
      return;
    }
    // Letters choose and write here; they are no commands of the page.
    if (!event.ctrlKey && !event.metaKey) event.stopPropagation();
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    props.onSave();
  };
  return (
    <form
      ref={box}
      className="save-form act-form"
      aria-label={props.title}
      noValidate
      onSubmit={onSubmit}
      onKeyDown={onKey}
    >
      <h2>{props.title}</h2>
      <ErrorList errors={props.errors} problem={null} title={t('signals.not_sent')} />
      <div className="draft-fields">{props.children}</div>
      <div className="save-form-buttons">
        <button type="submit" className="button-primary">
          {props.save}
        </button>
        <button type="button" className="button" onClick={props.onClose}>
          {t('action.close')}
        </button>
        <span className="help">{t('signals.form_keys')}</span>
      </div>
    </form>
  );
}
