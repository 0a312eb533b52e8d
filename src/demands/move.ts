/**
 * May this decision be written? The table of records design, section 5 (docs/formats/demand.md), one ground per state.
 * Checked when a move is written; the fold (state.ts) never drops a move, it only flags it.
 */
import { type Failure, fail, ok, type Result } from '../base/result.ts';
import type { DateSpan } from '../records/field-values.ts';
import type { FactOf } from './facts.ts';
import { indicatorsMet, latestOf, necessary } from './measured.ts';
import type { DemandAct, DemandReading } from './reading.ts';
import { ALLOWED_FROM, type DemandState, type HistoryMove, isDemandState, stateAt } from './state.ts';

export type MoveCode = 'E_NO_STATE' | 'E_MOVE_FROM' | 'E_MOVE_EVIDENCE' | 'E_MOVE_CONTEXT' | 'E_DECIDERS';
export type MoveCheck = Result<void, Failure<MoveCode>>;

/** A decision about to be written. */
export interface NewMove {
  readonly to: string;
  readonly at: DateSpan;
  /** Measurement, response, record or delivery ids; at least one. */
  readonly because: readonly string[];
  /** Persons who decide, each in a session of their own. */
  readonly deciders: readonly string[];
  readonly note: string | null;
}

/** Kinds that can show that what was demanded not to happen has happened. */
const BREACH_KINDS: readonly string[] = ['Event', 'Act', 'Outage'];
/** Records of what happened, as against sources, evidence and texts about it. */
const HAPPENING_KINDS: readonly string[] = [...BREACH_KINDS, 'ConnectivityObservation', 'Detention', 'Figure'];

const pass: MoveCheck = ok(undefined);
const lacks = (to: string, missing: string, more: { readonly [name: string]: string } = {}): MoveCheck =>
  fail('E_MOVE_EVIDENCE', { to, missing, ...more });

/** Refuses a move that the table does not allow; the first reason found. `reading` is read to the present. */
export function checkMove(reading: DemandReading, move: NewMove, factOf: FactOf): MoveCheck {
  if (reading.kind === 'reported') return fail('E_NO_STATE', { demand: reading.key });
  const to = move.to;
  const from = stateAt(reading.history, move.at.lo);
  if (!isDemandState(to) || !ALLOWED_FROM[to].includes(from)) return fail('E_MOVE_FROM', { from, to });
  // Two decisions of one moment would be ordered by their claim ids, which nobody chooses.
  const same = reading.history.find((m) => m.at.lo === move.at.lo);
  if (same) return fail('E_MOVE_FROM', { from, to, same_moment: same.claim });
  // A decision dated before the demand would move a demand that nobody had made.
  if (reading.date !== null && move.at.hi <= reading.date.lo) return fail('E_MOVE_FROM', { from: 'none', to });
  if (move.because.length === 0) return lacks(to, 'because');
  if (to !== 'open' && to !== 'withdrawn') {
    const older = contextGround(reading, move, factOf);
    if (older) return older;
  }
  const ground = GROUNDS[to](reading, move, factOf);
  if (!ground.ok) return ground;
  const needed = decidersNeeded(from, to);
  const given = new Set(move.deciders.map((d) => d.normalize('NFC').trim().toLowerCase()).filter((d) => d !== ''));
  return given.size < needed ? fail('E_DECIDERS', { needed, given: given.size }) : pass;
}

/** Persons a move needs: two where it says that a demand is met or breached, or takes a breach back. */
export function decidersNeeded(from: DemandState, to: DemandState): number {
  return to === 'met' || to === 'breached' || (to === 'open' && from === 'breached') ? 2 : 1;
}

/** No ground may be context: a response not by the addressee, only announced, or anything older than the demand. */
function contextGround(reading: DemandReading, move: NewMove, factOf: FactOf): MoveCheck | null {
  const since = reading.date?.lo ?? Number.NEGATIVE_INFINITY;
  for (const id of move.because) {
    const act = reading.acts.find((a) => a.id === id);
    if (act?.context) return fail('E_MOVE_CONTEXT', { id, reason: act.contextReason ?? 'context' });
    const fact = act ? null : factOf(id);
    if (fact?.kind === 'Response') return fail('E_MOVE_CONTEXT', { id, reason: 'other_demand' });
    const measured = reading.measurements.find((m) => m.id === id);
    const happened = fact && HAPPENING_KINDS.includes(fact.kind) ? fact.date : null;
    const date = measured?.at ?? happened;
    if (date && date.hi <= since) return fail('E_MOVE_CONTEXT', { id, reason: 'older' });
  }
  return null;
}

type Ground = (reading: DemandReading, move: NewMove, factOf: FactOf) => MoveCheck;

const GROUNDS: { readonly [S in DemandState]: Ground } = {
  met: (reading, move) => {
    if (necessary(reading).length === 0) return lacks('met', 'necessary_indicator');
    const unmet = indicatorsMet(reading, move.at).find((i) => i.latest.length === 0 || !i.met);
    if (unmet) return lacks('met', 'measurement_yes', { indicator: unmet.id });
    const unnamed = indicatorsMet(reading, move.at).find((i) => !i.latest.some((m) => move.because.includes(m.id)));
    return unnamed ? lacks('met', 'measurement_named', { indicator: unnamed.id }) : pass;
  },

  reversed: (reading, move) => {
    const named = necessary(reading).flatMap((i) => {
      const yes = reading.measurements.findLast((m) => m.indicator === i.id && m.met === 'yes' && m.at.lo < move.at.hi);
      return latestOf(reading, i.id, move.at).filter(
        (m) =>
          m.met === 'no' &&
          m.evidence.length > 0 &&
          move.because.includes(m.id) &&
          (yes === undefined || m.at.lo > yes.at.lo),
      );
    });
    return named.length > 0 ? pass : lacks('reversed', 'measurement_no');
  },

  breached: (reading, move, factOf) => {
    const since = reading.date?.lo ?? Number.NEGATIVE_INFINITY;
    const shown = move.because
      .map((id) => ({ id, fact: factOf(id) }))
      .filter(({ fact }) => fact !== null && BREACH_KINDS.includes(fact.kind) && !fact.setAside && fact.sources > 0);
    if (shown.length === 0) return lacks('breached', 'evidence_record');
    // A record that may have begun before the demand is listed, not the ground.
    const sure = shown.some(({ fact }) => fact?.date != null && fact.date.lo >= since && fact.date.lo < move.at.hi);
    return sure ? pass : fail('E_MOVE_CONTEXT', { id: shown[0]?.id, reason: 'may_be_older' });
  },

  refused: (reading, move) => {
    const refusals = reading.acts.filter((a) => move.because.includes(a.id) && a.bears === 'refusal');
    if (refusals.length === 0) return lacks('refused', 'refusal_by_addressee');
    const after = refusals.some((a) => isSurelyAfter(a, reading) && a.at !== null && a.at.lo < move.at.hi);
    return after ? pass : fail('E_MOVE_CONTEXT', { id: refusals[0]?.id, reason: 'may_be_older' });
  },

  no_response: (reading, move) => {
    const named = reading.deliveries.filter((d) => move.because.includes(d.id));
    if (named.length === 0) return lacks('no_response', 'delivery');
    if (!named.some((d) => clockStarted(d))) return lacks('no_response', 'receipt');
    const passed = named.filter((d) => clockStarted(d) && d.due !== null && d.due.hi <= move.at.lo);
    if (passed.length === 0) return lacks('no_response', 'due_date_passed');
    const answer = reading.acts.find((a) => passed.every((d) => answersDelivery(a, d, move.at)));
    if (answer) return lacks('no_response', 'silence', { id: answer.id });
    return passed.every((d) => d.answered) ? lacks('no_response', 'silence') : pass;
  },

  open: (reading, move, factOf) => {
    if (move.note === null || move.note.trim() === '') return lacks('open', 'reason');
    const breach = breachBefore(reading, move.at);
    // A record that is not here may stand: only what is seen to be set aside, or no evidence record, takes it back.
    const stands = breach?.because.find((id) => {
      if (reading.acts.some((a) => a.id === id) || reading.measurements.some((m) => m.id === id)) return false;
      const fact = factOf(id);
      return fact === null || (BREACH_KINDS.includes(fact.kind) && !fact.setAside);
    });
    return stands === undefined ? pass : lacks('open', 'evidence_set_aside', { id: stands });
  },

  withdrawn: () => pass,
};

/** The breach that stands at a moment; null when the demand is in another state. */
function breachBefore(reading: DemandReading, at: DateSpan): HistoryMove | null {
  const last = reading.history.findLast((m) => m.flags.length === 0 && m.at.lo <= at.lo);
  return last?.to === 'breached' ? last : null;
}

/** Ids whose facts `checkMove` will ask for: the grounds named, and those of a breach that a reopening takes back. */
export const factIds = (reading: DemandReading, move: Pick<NewMove, 'to' | 'at' | 'because'>): readonly string[] => [
  ...new Set([...move.because, ...(move.to === 'open' ? (breachBefore(reading, move.at)?.because ?? []) : [])]),
];

/** True when the act cannot have come before the demand. */
export const isSurelyAfter = (act: DemandAct, reading: DemandReading): boolean =>
  !act.context && act.at !== null && act.at.lo >= (reading.date?.lo ?? Number.NEGATIVE_INFINITY);

/** A delivery starts the clock only when it was handed to an addressee and received. */
export const clockStarted = (d: DemandReading['deliveries'][number]): boolean =>
  d.toAddressee && d.receipts.length > 0 && d.channel !== 'publication_only';

/** True when an act of the addressee falls between the delivery and the decision. */
export const answersDelivery = (
  act: DemandAct,
  delivery: DemandReading['deliveries'][number],
  until: DateSpan,
): boolean => act.byAddressee && act.at !== null && act.at.hi > delivery.at.lo && act.at.lo < until.hi;
