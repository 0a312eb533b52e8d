/**
 * Triage of signals as a state machine (records design, section 6). Pure. A decision on a new signal takes it first, in the
 * same entry; every closed state is left by `reopen`, and every action can be undone by ending its claims.
 */
import { type Failure, fail, ok, type Result } from '../base/result.ts';
import { TRIAGE_ACTIONS, type TriageAction, type TriageState } from '../contract/areas/signals.ts';
import { valueOf } from './field-values.ts';
import type { RecordView } from './model.ts';

export const TRIAGE_STATES: readonly TriageState[] = [
  'new',
  'reading',
  'needs_info',
  'corroborated',
  'promoted',
  'duplicate',
  'unverifiable',
  'out_of_scope',
  'set_aside',
];
/** A person still has to decide. */
export const OPEN_STATES: readonly TriageState[] = ['new', 'reading', 'needs_info', 'corroborated'];

export const isTriageState = (text: string): text is TriageState => TRIAGE_STATES.some((s) => s === text);
export const isOpenState = (state: TriageState): boolean => OPEN_STATES.includes(state);

/** A signal without a state, or with one of a newer program, waits like a new one. */
export function triageStateOf(view: RecordView): TriageState {
  const value = valueOf(view, 'state');
  const text = typeof value === 'string' ? value.slice(value.lastIndexOf(':') + 1) : '';
  return isTriageState(text) ? text : 'new';
}

const CLOSING: { readonly [A in TriageAction]?: TriageState } = {
  duplicate_of: 'duplicate',
  unverifiable: 'unverifiable',
  out_of_scope: 'out_of_scope',
  set_aside: 'set_aside',
};

/** State after an action; the same state where the action changes other fields only. */
export function triageMove(
  from: TriageState,
  action: TriageAction,
  origin: 'independent' | 'same_origin' = 'independent',
): Result<TriageState, Failure<'E_TRIAGE_MOVE'>> {
  const refused = fail('E_TRIAGE_MOVE', { from, action });
  const closed = CLOSING[action];
  if (closed !== undefined) return closed === from ? refused : ok(closed);
  if (action === 'reopen') return from === 'new' || from === 'reading' ? refused : ok('new');
  if (action === 'promote') return isOpenState(from) || from === 'promoted' ? ok('promoted') : refused;
  if (!isOpenState(from)) return refused;
  switch (action) {
    case 'read':
    case 'assign':
      return ok(from === 'corroborated' ? from : 'reading');
    case 'needs_info':
      return from === 'needs_info' ? refused : ok('needs_info');
    case 'corroborate':
      // Another copy of the same origin is no second account.
      return ok(origin === 'independent' ? 'corroborated' : from === 'new' ? 'reading' : from);
    default:
      return ok(from);
  }
}

/** Actions that the state allows, in the order of the keys. */
export const triageActions = (from: TriageState): readonly TriageAction[] =>
  TRIAGE_ACTIONS.filter((action) => triageMove(from, action).ok);

/** Fields that triage writes: a revision of a signal is made of their live claims. */
export const TRIAGE_FIELDS = ['state', 'assignee', 'later', 'promoted_to', 'duplicate_of', 'reason'] as const;

/** Names the present state of triage; another action by anybody changes it. FNV-1a, 52 bits: no secret, no proof. */
export function triageMark(view: RecordView): string {
  let [a, b] = [0x811c9dc5, 0x01000193];
  for (const field of TRIAGE_FIELDS)
    for (const claim of (view.fields[field]?.claims ?? []).map((c) => c.claim).toSorted())
      for (const char of `${field} ${claim}\n`) {
        a = Math.imul(a ^ char.charCodeAt(0), 0x01000193);
        b = Math.imul(b ^ (char.charCodeAt(0) + 0x9e37), 0x85ebca6b);
      }
  return (a >>> 0).toString(16).padStart(8, '0') + (b >>> 12).toString(16).padStart(5, '0');
}
