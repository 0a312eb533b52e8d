/** Parts every form is made of: a field with label, help and refusal; the list of errors that takes the focus; saved line. */
import { type ReactNode, useEffect, useRef } from 'react';
import type { ApiProblem } from '../api/problem.ts';
import { useWords } from '../i18n/language.tsx';

export interface FormError {
  /** Id of the control the error belongs to. */
  readonly field: string;
  readonly message: string;
}

/** Words whose dates, such as 2022-01-05, stay on one line. */
function Unbroken(props: { readonly text: string }): ReactNode {
  return props.text.split(/(\S*\d-\d\S*)/).map((part, n) =>
    n % 2 === 0 ? (
      part
    ) : (
      // oxlint-disable-next-line react/no-array-index-key
      <span key={n} className="whole">
        {part}
      </span>
    ),
  );
}

export interface FieldAids {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
}

export function FormField(props: {
  readonly id: string;
  readonly label: string;
  readonly help?: string | undefined;
  readonly required?: boolean;
  readonly errors: readonly FormError[];
  readonly children: (aids: FieldAids) => ReactNode;
}): ReactNode {
  const { t } = useWords();
  const { id } = props;
  const error = props.errors.find((e) => e.field === id);
  const described = [error && `${id}-error`, props.help && `${id}-help`].filter((x) => x).join(' ');
  return (
    <div className={error ? 'field field-bad' : 'field'}>
      <label htmlFor={id}>
        {props.label}
        {props.required && <span className="field-needed"> {t('form.needed')}</span>}
      </label>
      {error && (
        <p id={`${id}-error`} className="field-error">
          <Unbroken text={error.message} />
        </p>
      )}
      {props.children({ id, 'aria-describedby': described || undefined, 'aria-invalid': error ? true : undefined })}
      {props.help && (
        <p id={`${id}-help`} className="help">
          <Unbroken text={props.help} />
        </p>
      )}
    </div>
  );
}

/** Errors at the top of a form: takes the focus when it appears, links to each field, and marks the tab's title. */
export function ErrorList(props: {
  readonly errors: readonly FormError[];
  readonly problem: ApiProblem | null;
  /** First line, when it is not simply that nothing was saved. */
  readonly title?: string | undefined;
}): ReactNode {
  const { t } = useWords();
  const box = useRef<HTMLDivElement>(null);
  const { errors, problem } = props;
  const any = errors.length > 0 || problem !== null;
  useEffect(() => {
    if (!any) return undefined;
    box.current?.focus();
    const title = document.title;
    document.title = t('form.error_title', { title });
    return () => {
      document.title = title;
    };
  }, [any, errors, problem, t]);
  if (!any) return null;
  return (
    <div ref={box} tabIndex={-1} className="notice notice-bad" role="alert">
      <p className="notice-title">{props.title ?? t('form.not_saved')}</p>
      <ul>
        {errors.map((error) => (
          <li key={error.field}>
            <a
              href={`#${error.field}`}
              onClick={(event) => {
                event.preventDefault();
                document.getElementById(error.field)?.focus();
              }}
            >
              <Unbroken text={error.message} />
            </a>
          </li>
        ))}
      </ul>
      {problem && errors.length === 0 && <p>{problem.body?.message ?? t('node.gone')}</p>}
      {problem?.body && <p>{problem.body.remedy}</p>}
      {problem?.body && (
        <details>
          <summary>{t('details')}</summary>
          <p className="mono">{[problem.body.code, problem.requestId].filter((x) => x).join(' · ')}</p>
        </details>
      )}
    </div>
  );
}

/** Result of a save, after the node acknowledged it. */
export interface Saved {
  readonly at: string;
  /** Number of the entry; empty where the answer names none. */
  readonly entry: string;
}

export function savedNow(entry: string): Saved {
  const now = new Date();
  const two = (n: number): string => String(n).padStart(2, '0');
  return { at: `${two(now.getHours())}:${two(now.getMinutes())}`, entry };
}

export function SavedLine(props: { readonly saved: Saved | null }): ReactNode {
  const { t } = useWords();
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (props.saved) line.current?.focus();
  }, [props.saved]);
  if (!props.saved) return null;
  return (
    <div ref={line} tabIndex={-1} role="status" className="notice notice-ok">
      <p className="notice-title">{t('form.saved', { time: props.saved.at })}</p>
      {props.saved.entry !== '' && (
        <details>
          <summary>{t('details')}</summary>
          <p className="mono">{t('form.entry', { entry: props.saved.entry })}</p>
        </details>
      )}
    </div>
  );
}
