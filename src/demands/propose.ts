/** Moves the engine proposes. A person decides: nothing here changes a state. A breach is never proposed, only asked about. */
import type { DateSpan } from '../records/field-values.ts';
import type { FactOf } from './facts.ts';
import { indicatorsMet, latestOf, necessary } from './measured.ts';
import { answersDelivery, checkMove, clockStarted, decidersNeeded, isSurelyAfter, type NewMove } from './move.ts';
import type { DemandReading } from './reading.ts';
import type { DemandState } from './state.ts';

/** `move`: the table would allow it now. `measure`: an act against asks for a measurement. */
export interface Proposal {
  readonly type: 'move' | 'measure';
  readonly to: DemandState | null;
  readonly at: DateSpan;
  readonly because: readonly string[];
  readonly deciders: number;
}

/** Proposals for a coalition demand at an instant (UTC ms); none for a reported one. */
export function proposeMoves(reading: DemandReading, factOf: FactOf, asOfMs: number): readonly Proposal[] {
  if (reading.state === null) return [];
  // Whole minutes: a person reads this date in the form that decides.
  const minute = Math.floor(asOfMs / 60_000) * 60_000;
  const now: DateSpan = { text: `${new Date(minute).toISOString().slice(0, 16)}Z`, lo: minute, hi: asOfMs + 1 };
  const state = reading.state;
  const drafts = [
    metDraft(reading, now),
    ...reversedDrafts(reading, now),
    ...refusedDrafts(reading),
    ...silence(reading, now),
  ];
  const moves = drafts
    .filter((d) => d !== null)
    .filter((d) => checkMove(reading, { ...d, deciders: ['first', 'second'], note: null }, factOf).ok)
    .map((d): Proposal => {
      const to = d.to;
      return { type: 'move', to, at: d.at, because: d.because, deciders: decidersNeeded(state, to) };
    });
  return [...moves, ...asks(reading, now)];
}

type Draft = Pick<NewMove, 'at' | 'because'> & { readonly to: DemandState };

function metDraft(reading: DemandReading, now: DateSpan): Draft | null {
  const found = indicatorsMet(reading, now);
  if (found.length === 0 || found.some((i) => i.latest.length === 0 || !i.met)) return null;
  const latest = found.flatMap((i) => i.latest);
  const at = latest.reduce((a, m) => (m.at.lo > a.lo ? m.at : a), latest[0]?.at ?? now);
  return { to: 'met', at: notBefore(reading, at, now), because: latest.map((m) => m.id) };
}

function reversedDrafts(reading: DemandReading, now: DateSpan): readonly Draft[] {
  return necessary(reading)
    .flatMap((i) => latestOf(reading, i.id, now))
    .filter((m) => m.met === 'no')
    .map((m) => ({ to: 'reversed', at: notBefore(reading, m.at, now), because: [m.id] }));
}

function refusedDrafts(reading: DemandReading): readonly Draft[] {
  return reading.acts
    .filter((a) => a.bears === 'refusal' && isSurelyAfter(a, reading))
    .flatMap((a): readonly Draft[] => (a.at === null ? [] : [{ to: 'refused', at: a.at, because: [a.id] }]))
    .filter((d) => d.at.lo > lastMove(reading));
}

function silence(reading: DemandReading, now: DateSpan): readonly Draft[] {
  return reading.deliveries
    .filter((d) => clockStarted(d) && !reading.acts.some((a) => answersDelivery(a, d, now)))
    .map((d) => ({ to: 'no_response', at: now, because: [d.id] }));
}

/** Acts against a met demand later than its latest yes: listed, and they ask for a measurement. */
function asks(reading: DemandReading, now: DateSpan): readonly Proposal[] {
  if (reading.state !== 'met') return [];
  const measured = Math.max(...necessary(reading).flatMap((i) => latestOf(reading, i.id, now).map((m) => m.at.lo)), 0);
  return reading.acts
    .filter((a) => a.bears === 'against' && isSurelyAfter(a, reading) && a.at !== null && a.at.lo > measured)
    .map((a): Proposal => ({ type: 'measure', to: null, at: a.at ?? now, because: [a.id], deciders: 1 }));
}

const lastMove = (reading: DemandReading): number => reading.history.at(-1)?.at.lo ?? Number.NEGATIVE_INFINITY;

/** A decision follows what was decided before it: a ground as old as the last move is decided on now. */
const notBefore = (reading: DemandReading, at: DateSpan, now: DateSpan): DateSpan =>
  lastMove(reading) >= at.lo ? now : at;
