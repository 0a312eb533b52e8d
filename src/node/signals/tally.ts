/** Counts of a triage list, all from the cells of the index: totals are exact and cost nothing per signal. */
import type { SignalTallies } from '../../contract/areas/signals.ts';
import { isOpenState, isTriageState, TRIAGE_STATES } from '../../records/triage.ts';
import type { SignalCell, SignalQuery } from '../../store/port.ts';

type Asked = Pick<SignalQuery, 'states' | 'places' | 'themes' | 'assignees' | 'flagged' | 'later'>;
type Part = 'state' | 'place' | 'theme' | 'assignee' | 'flagged' | 'later';

const within = (list: readonly string[], value: string | null): boolean =>
  list.length === 0 || (value !== null && list.includes(value));

/** Whether a cell is asked for, `except` left out of the question. */
function isAsked(cell: SignalCell, q: Asked, except: readonly Part[]): boolean {
  const is = (part: Part, holds: () => boolean): boolean => except.includes(part) || holds();
  return (
    is('state', () => within(q.states, cell.state)) &&
    is('place', () => within(q.places, cell.place)) &&
    is('theme', () => within(q.themes, cell.theme)) &&
    is('assignee', () => within(q.assignees, cell.assignee ?? 'none')) &&
    is('flagged', () => q.flagged === null || q.flagged === cell.flagged) &&
    is('later', () => q.later === cell.waits)
  );
}

const sum = (cells: readonly SignalCell[]): number => cells.reduce((n, cell) => n + cell.n, 0);

export const totalOf = (cells: readonly SignalCell[], q: Asked): number => sum(cells.filter((x) => isAsked(x, q, [])));

/** `mine` = assignee of who asks. Flagged, mine and unassigned count what still waits for a decision. */
export function talliesOf(cells: readonly SignalCell[], q: Asked, mine: string | null): SignalTallies {
  const base = cells.filter((cell) => isAsked(cell, q, ['state', 'flagged', 'assignee', 'later']));
  const now = base.filter((cell) => !cell.waits);
  const open = now.filter((cell) => isTriageState(cell.state) && isOpenState(cell.state));
  const states = Object.fromEntries(
    TRIAGE_STATES.map((state) => [state, sum(now.filter((cell) => cell.state === state))] as const),
  ) as SignalTallies['states'];
  return {
    states,
    later: sum(base.filter((cell) => cell.waits)),
    flagged: sum(open.filter((cell) => cell.flagged)),
    mine: mine === null ? 0 : sum(open.filter((cell) => cell.assignee === mine)),
    unassigned: sum(open.filter((cell) => cell.assignee === null)),
  };
}

/** Counts of the values of a facet, without its own filter; the most frequent first, then by value. */
export function facetOf(
  cells: readonly SignalCell[],
  q: Asked,
  facet: 'place' | 'theme',
): readonly { readonly value: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (const cell of cells) {
    const value = cell[facet];
    if (value !== null && isAsked(cell, q, [facet])) counts.set(value, (counts.get(value) ?? 0) + cell.n);
  }
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}
