/** One of several, chosen by the first letter or the number of its words: radio buttons that a person at speed can type. */
import type { KeyboardEvent, ReactNode } from 'react';
import { useWords } from '../../i18n/language.tsx';

export interface Choice {
  readonly value: string;
  /** Plain words; their first letter chooses. */
  readonly label: string;
  readonly more?: ReactNode;
}

export function Choices(props: {
  readonly name: string;
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly chosen: string;
  /** Numbers instead of letters, for choices whose words are data. */
  readonly numbered?: boolean;
  readonly error?: string | undefined;
  readonly onChoose: (value: string) => void;
}): ReactNode {
  const { lang } = useWords();
  const keyOf = (choice: Choice, n: number): string =>
    props.numbered ? String(n + 1) : (choice.label[0] ?? '').toLocaleUpperCase(lang);
  const onKey = (event: KeyboardEvent<HTMLFieldSetElement>): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1 || event.key === ' ') return;
    const typed = event.key.toLocaleUpperCase(lang);
    const at = props.choices.findIndex((choice) => choice.value === props.chosen);
    const order = [...props.choices.keys()].map((_, n) => (at + 1 + n) % props.choices.length);
    const next = order.find((n) => {
      const choice = props.choices[n];
      return choice !== undefined && keyOf(choice, n) === typed;
    });
    const choice = next === undefined ? undefined : props.choices[next];
    if (!choice || next === undefined) return;
    event.preventDefault();
    props.onChoose(choice.value);
    event.currentTarget.querySelectorAll<HTMLInputElement>('input[type=radio]')[next]?.focus();
  };
  return (
    <fieldset
      className={props.error ? 'choices field-bad' : 'choices'}
      id={props.name}
      tabIndex={-1}
      aria-describedby={props.error ? `${props.name}-error` : undefined}
      onKeyDown={onKey}
    >
      <legend>{props.label}</legend>
      {props.error && (
        <p id={`${props.name}-error`} className="field-error">
          {props.error}
        </p>
      )}
      {props.choices.map((choice, n) => (
        <label key={choice.value}>
          <input
            type="radio"
            name={props.name}
            value={choice.value}
            checked={choice.value === props.chosen}
            onChange={() => props.onChoose(choice.value)}
          />
          <kbd aria-hidden="true">{keyOf(choice, n)}</kbd>
          <span>
            {choice.label}
            {choice.more}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
