/** States of demands: a shape of its own for each, never colour alone; and the words bears of acts. */
import type { ReactNode } from 'react';
import { useWords } from '../i18n/language.tsx';

export const DEMAND_STATES = ['open', 'met', 'reversed', 'breached', 'refused', 'no_response', 'withdrawn'] as const;

const SHAPES: { readonly [state: string]: ReactNode } = {
  open: <circle cx="8" cy="8" r="5.5" className="mark-line" />,
  met: <circle cx="8" cy="8" r="6" className="mark-fill" />,
  reversed: (
    <>
      <circle cx="8" cy="8" r="5.5" className="mark-line" />
      <path d="M8 2.5a5.5 5.5 0 0 1 0 11z" className="mark-fill" />
    </>
  ),
  breached: <rect x="2.5" y="2.5" width="11" height="11" className="mark-fill" />,
  refused: <rect x="3" y="3" width="10" height="10" className="mark-line" />,
  no_response: <path d="M2.5 8h11" className="mark-line" />,
  withdrawn: <path d="M3.5 3.5l9 9M12.5 3.5l-9 9" className="mark-line" />,
};

/** The shape alone; the word stands beside it or in the accessible name of what holds it. */
export function StateShape(props: { readonly state: string }): ReactNode {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" className={`mark mark-${props.state}`} aria-hidden="true">
      {SHAPES[props.state] ?? SHAPES['open']}
    </svg>
  );
}

export function useStateWord(): (state: string | null) => string {
  const { t, maybe } = useWords();
  return (state) => (state === null ? t('demand.quotation') : (maybe(`demand.state.${state}`) ?? state));
}

export function StateMark(props: { readonly state: string | null }): ReactNode {
  const word = useStateWord();
  return (
    <span className="state">
      {props.state !== null && <StateShape state={props.state} />}
      <span>{word(props.state)}</span>
    </span>
  );
}

export function StateLegend(): ReactNode {
  const { t } = useWords();
  return (
    <ul className="legend" aria-label={t('demands.legend')}>
      {DEMAND_STATES.filter((s) => s !== 'withdrawn').map((s) => (
        <li key={s}>
          <StateMark state={s} />
        </li>
      ))}
    </ul>
  );
}
