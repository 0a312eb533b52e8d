/**
 * Every form of the desk: one hook (draft kept in this tab's memory, field errors, save, time of saving) and one frame
 * (title, errors that take the focus, Saving/Saved, Ctrl Enter). Esc and Close keep what was typed for the next opening.
 */
import { type FormEvent, type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { ApiProblem, ProblemBody } from '../api/problem.ts';
import { useDraft } from '../app/drafts.ts';
import { useSave } from '../app/save.ts';
import { useWords } from '../i18n/language.tsx';
import { ErrorList, type FormError, type Saved, SavedLine, savedNow } from './form.tsx';

/** One attempt to save: what is wrong already here, the write, and what follows once the node acknowledged it. */
export interface DraftSubmit<A> {
  readonly wrong: readonly FormError[];
  readonly write: () => Promise<A>;
  readonly done?: (saved: Saved, answer: A) => void;
}

export interface DraftFormState<D> {
  readonly draft: D;
  readonly change: (part: Partial<D>) => void;
  /** Found here before sending, or the node's refusal at the control it belongs to. */
  readonly errors: readonly FormError[];
  /** The node's refusal; null while the errors were found here. */
  readonly problem: ApiProblem | null;
  readonly busy: boolean;
  /** Of the last save of this form, for forms that stay open. */
  readonly saved: Saved | null;
  /** The form was opened with text typed earlier. */
  readonly restored: boolean;
  readonly startEmpty: () => void;
  readonly submit: <A extends object>(attempt: DraftSubmit<A>) => Promise<void>;
}

/** Entry number of an acknowledged write, empty when its answer has none of that name. */
const entryOf = (answer: object): string => ('entry' in answer && typeof answer.entry === 'string' ? answer.entry : '');

/** Refusals of the form of a request name the part that is wrong: its control, when the form has one of that name, else the form's own choice. */
function controlOf(body: ProblemBody, chosen: string): string {
  const named = body['field'] ?? body['path'];
  if (!['E_TEXT_LONG', 'E_TEXT_CHARACTER', 'E_INPUT', 'E_LIMIT'].includes(body.code) || typeof named !== 'string')
    return chosen;
  const control = `${chosen.slice(0, chosen.indexOf('-'))}-${named.split('.')[0] ?? ''}`;
  return document.getElementById(control) === null ? chosen : control;
}

/**
 * `key` names the draft (form and record); `empty` must be one constant; `fieldOf` says to which control a refusal belongs.
 * What was typed while a save ran is not cleared by it.
 */
export function useDraftForm<D>(key: string, empty: D, fieldOf: (body: ProblemBody) => string): DraftFormState<D> {
  const [draft, change, clear] = useDraft(key, empty);
  const save = useSave();
  const [wrong, setWrong] = useState<readonly FormError[]>([]);
  const [saved, setSaved] = useState<Saved | null>(null);
  const [restored, setRestored] = useState(draft !== empty);
  const latest = useRef(draft);
  latest.current = draft;
  const problem = wrong.length > 0 ? null : save.problem;
  const body = problem?.body;
  const forget = (): void => {
    save.forget();
    setWrong([]);
    setRestored(false);
  };
  return {
    draft,
    change,
    errors: body ? [{ field: controlOf(body, fieldOf(body)), message: body.message }] : wrong,
    problem,
    busy: save.busy,
    saved,
    restored: restored && draft !== empty,
    startEmpty: () => {
      forget();
      clear();
    },
    submit: async (attempt) => {
      if (save.busy) return;
      forget();
      setSaved(null);
      setWrong(attempt.wrong);
      if (attempt.wrong.length > 0) return;
      const sent = latest.current;
      const answer = await save.run(attempt.write);
      if (answer === null) return;
      if (latest.current === sent) clear();
      const now = savedNow(entryOf(answer));
      // Whoever closes the form says it outside; a line in here would take the focus along when it goes.
      if (attempt.done) attempt.done(now, answer);
      else setSaved(now);
    },
  };
}

/** An open list or menu takes Esc for itself. */
const ownsEscape = (target: EventTarget): boolean =>
  target instanceof HTMLElement && target.getAttribute('aria-expanded') === 'true';

export function DraftForm<D>(props: {
  readonly form: DraftFormState<D>;
  /** Title of the form and its accessible name. */
  readonly title: string;
  /** Words of the button that saves. */
  readonly save: string;
  readonly onSave: () => void;
  readonly onClose: () => void;
  /** First line above the errors, when it is not simply that nothing was saved. */
  readonly errorTitle?: string | undefined;
  readonly children: ReactNode;
}): ReactNode {
  const { t } = useWords();
  const { form, onClose } = props;
  const box = useRef<HTMLFormElement>(null);
  useEffect(() => {
    box.current?.querySelector<HTMLElement>('.draft-fields :is(select,input,textarea)')?.focus();
  }, []);
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      box.current?.requestSubmit();
    }
    if (event.key === 'Escape' && !event.repeat && !ownsEscape(event.target)) {
      // Marks the key as used; it still reaches those who watch how long it is held.
      event.preventDefault();
      onClose();
    }
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (!form.busy) props.onSave();
  };
  return (
    <form ref={box} className="save-form" aria-label={props.title} noValidate onSubmit={onSubmit} onKeyDown={onKey}>
      <h2>{props.title}</h2>
      <ErrorList errors={form.errors} problem={form.problem} title={props.errorTitle} />
      {form.restored && form.errors.length === 0 && form.problem === null && (
        <p className="help" role="status">
          {t('form.kept_text')}{' '}
          <button type="button" className="button-quiet" onClick={form.startEmpty}>
            {t('form.start_empty')}
          </button>
        </p>
      )}
      <div className="draft-fields">{props.children}</div>
      <div className="save-form-buttons">
        <button type="submit" className="button-primary" aria-disabled={form.busy}>
          {form.busy ? t('form.saving') : props.save}
        </button>
        <button type="button" className="button" onClick={onClose}>
          {t('action.close')}
        </button>
        <span className="help">{t('form.keys')}</span>
      </div>
      <SavedLine saved={form.saved} />
    </form>
  );
}
