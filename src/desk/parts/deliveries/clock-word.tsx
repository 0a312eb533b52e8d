/** The clock of a delivery in words, with a shape of its own: never colour alone, and never without saying why it does not run. */
import type { ReactNode } from 'react';
import { CLOCK_STATES, type ClockState } from '../../../contract/areas/deliveries.ts';
import { useWords } from '../../i18n/language.tsx';

const SHAPES: { readonly [C in ClockState]: ReactNode } = {
  overdue: <rect x="2.5" y="2.5" width="11" height="11" className="mark-fill" />,
  waiting: (
    <>
      <circle cx="8" cy="8" r="5.5" className="mark-line" />
      <path d="M8 4.5V8l2.5 2" className="mark-line" />
    </>
  ),
  no_due: <circle cx="8" cy="8" r="5.5" className="mark-line" />,
  no_receipt: <path d="M2.5 8h11" className="mark-line" />,
  publication_only: <path d="M2.5 5.5h11M2.5 10.5h11" className="mark-line" />,
  answered: <circle cx="8" cy="8" r="6" className="mark-fill" />,
  withdrawn: <path d="M3.5 3.5l9 9M12.5 3.5l-9 9" className="mark-line" />,
};

export function ClockMark(props: { readonly clock: ClockState }): ReactNode {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" className={`mark clock-${props.clock}`} aria-hidden="true">
      {SHAPES[props.clock]}
    </svg>
  );
}

export function ClockWord(props: {
  readonly clock: { readonly state: string; readonly days: number | null };
}): ReactNode {
  const { t } = useWords();
  const known = CLOCK_STATES.find((c) => c === props.clock.state);
  if (known === undefined) return <span className="state">{props.clock.state}</span>;
  return (
    <span className="state">
      <ClockMark clock={known} />
      <span>{t(`clock.${known}`, { n: props.clock.days ?? 0 })}</span>
    </span>
  );
}
