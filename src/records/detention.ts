/**
 * States of a detention as data: which move is allowed, what it needs, and the history computed from moves. A move that no
 * longer fits is kept and flagged, never dropped. Clocks: detention-clocks.ts.
 */
import { type Failure, fail, ok, type Result } from '../base/result.ts';
import type { DateSpan } from './field-values.ts';

export const DETENTION_STATES = [
  'alleged',
  'held_unacknowledged',
  'held_police',
  'held_administrative',
  'held_remand',
  'held_sentenced',
  'house_arrest',
  'whereabouts_unknown',
  'release_reported',
  'released_conditional',
  'released',
  'escaped',
  'died',
] as const;
export type DetentionState = (typeof DETENTION_STATES)[number];

export const isDetentionState = (text: string): text is DetentionState =>
  (DETENTION_STATES as readonly string[]).includes(text);
const HELD: readonly DetentionState[] = DETENTION_STATES.filter((s) => s.startsWith('held_'));
/** Open, release_reported apart. */
const HOLDING: readonly DetentionState[] = [...HELD, 'house_arrest', 'whereabouts_unknown'];
const OPEN: readonly DetentionState[] = ['alleged', ...HOLDING, 'release_reported'];
const CLOSED: readonly DetentionState[] = ['released', 'released_conditional', 'escaped', 'died'];

/** True while nobody has confirmed that it ended. */
export const isOpen = (state: string): boolean => (OPEN as readonly string[]).includes(state);

export interface DetentionGround {
  /** `source_connection` terms of the sources named. */
  readonly connections: readonly string[];
  /** Court or release documents and records of the authority. */
  readonly documents: number;
  /** Person who writes the move and person who reviewed it; the same person is no review. */
  readonly author: string;
  readonly reviewer: string | null;
  /** A mass statement ("detainees were released") names nobody and moves nobody. */
  readonly massStatement: boolean;
  /** New facility, or the word `unknown`; for a transfer. */
  readonly facility: string | null;
  /** The evidence that closed the case turned out to be wrong. */
  readonly closingEvidenceWrong: boolean;
}

type Need =
  | 'any_source'
  | 'close_source'
  | 'source'
  | 'transfer'
  | 'one_source'
  | 'closing'
  | 'still_held'
  | 'document'
  | 'revert';
interface Rule {
  readonly from: readonly (DetentionState | null)[];
  readonly to: readonly DetentionState[];
  readonly need: Need;
}

/** The table of records design, section 4; the first row that holds the pair decides. `null` = a new record. */
const RULES: readonly Rule[] = [
  { from: [null], to: ['alleged'], need: 'any_source' },
  { from: ['alleged'], to: HELD, need: 'close_source' },
  { from: ['release_reported'], to: [...HELD, 'whereabouts_unknown'], need: 'still_held' },
  { from: ['released_conditional'], to: ['released'], need: 'document' },
  { from: CLOSED, to: HELD, need: 'revert' },
  { from: OPEN, to: CLOSED, need: 'closing' },
  { from: ['alleged', ...HOLDING], to: ['release_reported'], need: 'one_source' },
  { from: HOLDING, to: HELD, need: 'transfer' },
  { from: OPEN, to: ['house_arrest', 'whereabouts_unknown'], need: 'source' },
];

const ruleFor = (from: string | null, to: string): Rule | null =>
  RULES.find(
    (r) =>
      from !== to && (r.from as readonly (string | null)[]).includes(from) && (r.to as readonly string[]).includes(to),
  ) ?? null;

export const isAllowed = (from: DetentionState | null, to: string): boolean => ruleFor(from, to) !== null;

export type DetentionCode = 'E_MOVE_FROM' | 'E_MOVE_EVIDENCE' | 'E_CLOSE_EVIDENCE';
const CLOSE: readonly string[] = ['self', 'family', 'lawyer', 'cellmate', 'official', 'eyewitness'];
const CONFIRMS: readonly string[] = ['self', 'family', 'lawyer'];

/** May this move be written? `from` null = the record is new. */
export function checkDetentionMove(
  from: DetentionState | null,
  to: string,
  ground: DetentionGround,
): Result<void, Failure<DetentionCode>> {
  const rule = ruleFor(from, to);
  if (rule === null) return fail('E_MOVE_FROM', { from: from ?? 'new', to });
  const missing = ground.massStatement ? 'named_person' : LACKS[rule.need](ground);
  if (missing === null) return ok(undefined);
  return fail(rule.need === 'closing' || rule.need === 'document' ? 'E_CLOSE_EVIDENCE' : 'E_MOVE_EVIDENCE', {
    to,
    missing,
  });
}

const hasSource = (g: DetentionGround): boolean => g.connections.length > 0 || g.documents > 0;
const reviewed = (g: DetentionGround): boolean => g.reviewer !== null && g.reviewer !== g.author;
const anySource = (g: DetentionGround): string | null => (hasSource(g) ? null : 'source');

/** What a ground lacks, or null. */
const LACKS: { readonly [N in Need]: (g: DetentionGround) => string | null } = {
  any_source: anySource,
  source: anySource,
  one_source: anySource,
  still_held: anySource,
  close_source: (g) => (g.documents > 0 || g.connections.some((c) => CLOSE.includes(c)) ? null : 'close_source'),
  transfer: (g) => anySource(g) ?? (g.facility === null || g.facility.trim() === '' ? 'facility' : null),
  closing: (g) =>
    g.documents === 0 && !g.connections.some((c) => CONFIRMS.includes(c))
      ? 'confirmation'
      : reviewed(g)
        ? null
        : 'second_person',
  document: (g) => (g.documents === 0 ? 'document' : null),
  revert: (g) => (g.closingEvidenceWrong ? null : 'closing_evidence_wrong'),
};

export interface DetentionMove {
  readonly claim: string;
  readonly to: string;
  readonly at: DateSpan;
}
export interface DetentionStep extends DetentionMove {
  readonly from: DetentionState | null;
  /** `W_MOVE_ORDER`: no longer fits; listed, moves nothing. */
  readonly flags: readonly string[];
}

/** History by `at.lo`, then claim id. Reverts stay visible; a claim handed in twice stands once. */
export function foldDetention(moves: readonly DetentionMove[]): readonly DetentionStep[] {
  const ordered = [...new Map(moves.map((m) => [m.claim, m])).values()].sort(
    (a, b) => a.at.lo - b.at.lo || (a.claim < b.claim ? -1 : a.claim > b.claim ? 1 : 0),
  );
  let state: DetentionState | null = null;
  return ordered.map((move) => {
    const from = state;
    // A case may enter the record when it is already further on: its first move sets the state.
    const fits = isDetentionState(move.to) && (from === null || isAllowed(from, move.to));
    if (fits) state = move.to as DetentionState;
    return { ...move, from, flags: fits ? [] : ['W_MOVE_ORDER'] };
  });
}

/** State after the moves that fit; null before the first. */
export function detentionStateAt(moves: readonly DetentionMove[], asOfMs: number): DetentionState | null {
  const last = foldDetention(moves.filter((m) => m.at.lo <= asOfMs)).findLast((m) => m.flags.length === 0);
  return last && isDetentionState(last.to) ? last.to : null;
}
