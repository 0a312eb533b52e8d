/**
 * States of a demand and the table of allowed moves (docs/formats/demand.md). Pure: a history is computed from move
 * claims, never stored, and the same claims in any order give the same history.
 */
import type { DateSpan } from '../records/field-values.ts';

export const DEMAND_STATES = ['open', 'met', 'reversed', 'breached', 'refused', 'no_response', 'withdrawn'] as const;
export type DemandState = (typeof DEMAND_STATES)[number];

/** From which states a state may be reached. A move to the state that already stands is none. */
export const ALLOWED_FROM: { readonly [S in DemandState]: readonly DemandState[] } = {
  met: ['open', 'refused', 'no_response', 'reversed'],
  reversed: ['met'],
  breached: ['open', 'met', 'reversed', 'refused', 'no_response'],
  refused: ['open', 'no_response'],
  no_response: ['open'],
  open: ['met', 'reversed', 'breached', 'refused', 'no_response'],
  withdrawn: ['open', 'met', 'reversed', 'breached', 'refused', 'no_response'],
};

export const isDemandState = (text: string | null): text is DemandState =>
  (DEMAND_STATES as readonly (string | null)[]).includes(text);

/** A decision as it was signed. */
export interface Move {
  readonly claim: string;
  /** The state decided; a word of a newer version is kept and moves nothing. */
  readonly to: string;
  readonly at: DateSpan;
  readonly because: readonly string[];
  readonly deciders: readonly string[];
  readonly note: string | null;
}

export interface HistoryMove extends Move {
  /** State that stood before it. */
  readonly from: DemandState;
  /** `W_MOVE_ORDER`: does not fit what stood before it, is listed and changes nothing. */
  readonly flags: readonly string[];
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Order of a history: `at.lo`, then claim id. */
export const compareMoves = (a: Pick<Move, 'at' | 'claim'>, b: Pick<Move, 'at' | 'claim'>): number =>
  a.at.lo === b.at.lo ? byText(a.claim, b.claim) : a.at.lo - b.at.lo;

/** Orders moves and flags those that do not fit. Drops none; a claim handed in twice stands once. */
export function foldMoves(moves: readonly Move[]): readonly HistoryMove[] {
  const once = [...new Map(moves.map((m) => [m.claim, m])).values()].sort(compareMoves);
  let state: DemandState = 'open';
  return once.map((move) => {
    const from = state;
    const fits = isDemandState(move.to) && ALLOWED_FROM[move.to].includes(from);
    if (fits) state = move.to as DemandState;
    return { ...move, from, flags: fits ? [] : ['W_MOVE_ORDER'] };
  });
}

/** State of a coalition demand at an instant (UTC ms): `open` before its first move. */
export function stateAt(moves: readonly Move[], asOfMs: number): DemandState {
  const past = foldMoves(moves.filter((m) => m.at.lo <= asOfMs));
  const last = past.findLast((m) => m.flags.length === 0);
  return last && isDemandState(last.to) ? last.to : 'open';
}
