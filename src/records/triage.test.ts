/** Triage: every action from every state, as the records design says it, and no sequence leads out of the machine. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { propertyRuns } from '../../test/property-runs.ts';
import type { TriageAction, TriageState } from '../contract/areas/signals.ts';
import { TRIAGE_ACTIONS } from '../contract/areas/signals.ts';
import { isOpenState, OPEN_STATES, TRIAGE_STATES, triageActions, triageMove } from './triage.ts';
import { SCHEMES, termsOf } from './vocabulary.ts';

const state = fc.constantFrom(...TRIAGE_STATES);
const action = fc.constantFrom(...TRIAGE_ACTIONS);
const CLOSING: readonly TriageAction[] = ['duplicate_of', 'unverifiable', 'out_of_scope', 'set_aside'];

describe('the machine', () => {
  test('its states are the terms of the vocabulary', () => {
    expect(SCHEMES).toContain('triage_state');
    expect(termsOf('triage_state').toSorted()).toEqual([...TRIAGE_STATES].toSorted());
  });
  test('from new a decision takes the signal and decides in one', () => {
    expect(triageActions('new')).toEqual(TRIAGE_ACTIONS.filter((a) => a !== 'reopen'));
    expect(triageMove('new', 'promote')).toEqual({ ok: true, value: 'promoted' });
  });
  test('any state can be closed for any other reason, and opened again', () => {
    for (const from of TRIAGE_STATES)
      for (const close of CLOSING) {
        const to = triageMove(from, close);
        if (!to.ok) expect(to.error.params).toEqual({ from, action: close });
        else expect(triageMove(to.value, 'reopen')).toEqual({ ok: true, value: 'new' });
      }
  });
  test('a closed signal takes nothing but another reason, or being opened', () => {
    for (const from of TRIAGE_STATES.filter((s) => !isOpenState(s) && s !== 'promoted'))
      expect(triageActions(from).filter((a) => !CLOSING.includes(a))).toEqual(['reopen']);
  });
  test('another copy of one origin corroborates nothing', () => {
    expect(triageMove('new', 'corroborate', 'same_origin')).toEqual({ ok: true, value: 'reading' });
    expect(triageMove('needs_info', 'corroborate', 'same_origin')).toEqual({ ok: true, value: 'needs_info' });
  });
  test('waiting changes no state; taking a corroborated signal does not lower it', () => {
    for (const from of OPEN_STATES) expect(triageMove(from, 'later')).toEqual({ ok: true, value: from });
    expect(triageMove('corroborated', 'read')).toEqual({ ok: true, value: 'corroborated' });
  });
});

test('no sequence of actions leaves the vocabulary, and from wherever it ends two actions lead back to new', () => {
  fc.assert(
    fc.property(state, fc.array(action, { maxLength: 30 }), (from, actions) => {
      let at: TriageState = from;
      for (const a of actions) {
        const to = triageMove(at, a);
        if (to.ok) at = to.value;
      }
      expect(TRIAGE_STATES).toContain(at);
      const back = triageMove(at, 'reopen');
      expect(back.ok || at === 'new' || at === 'reading').toBe(true);
    }),
    propertyRuns(100),
  );
});
