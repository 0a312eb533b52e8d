/** Every pair of detention states, what a move needs, and histories in any order. Persons are invented. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { propertyRuns } from '../../test/property-runs.ts';
import {
  checkDetentionMove,
  DETENTION_STATES,
  type DetentionGround,
  type DetentionState,
  detentionStateAt,
  foldDetention,
  isAllowed,
  isOpen,
} from './detention.ts';
import { asDate } from './field-values.ts';
import { schemeTerms } from './vocabulary.ts';

const HELD = ['held_unacknowledged', 'held_police', 'held_administrative', 'held_remand', 'held_sentenced'] as const;
const FULL: DetentionGround = {
  connections: ['family'],
  documents: 1,
  author: 'Aisulu Beket',
  reviewer: 'Daniyar Omar',
  massStatement: false,
  facility: 'unknown',
  closingEvidenceWrong: true,
};

/** The table of records design, section 4, written out again. */
function inTable(from: DetentionState | null, to: DetentionState): boolean {
  const held = (HELD as readonly string[]).includes(to);
  const closes = ['released', 'released_conditional', 'escaped', 'died'].includes(to);
  if (from === null) return to === 'alleged';
  if (from === to) return false;
  if (from === 'released_conditional' && to === 'released') return true;
  if (['released', 'released_conditional', 'escaped', 'died'].includes(from)) return held;
  return held || closes || ['house_arrest', 'whereabouts_unknown', 'release_reported'].includes(to);
}

test('the states are those of the vocabulary', () => {
  expect([...DETENTION_STATES].sort()).toEqual(
    schemeTerms('detention_state')
      .map((t) => t.id)
      .sort(),
  );
  expect(DETENTION_STATES.filter(isOpen)).toEqual([
    'alleged',
    ...HELD,
    'house_arrest',
    'whereabouts_unknown',
    'release_reported',
  ]);
});

describe('the table', () => {
  for (const from of [null, ...DETENTION_STATES])
    test(`from ${from ?? 'a new record'}`, () => {
      for (const to of DETENTION_STATES) {
        const found = checkDetentionMove(from, to, FULL);
        expect([to, found.ok ? 'ok' : found.error.code]).toEqual([to, inTable(from, to) ? 'ok' : 'E_MOVE_FROM']);
      }
    });
});

describe('what a move needs', () => {
  const code = (from: DetentionState | null, to: string, more: Partial<DetentionGround>) => {
    const found = checkDetentionMove(from, to, { ...FULL, documents: 0, ...more });
    return found.ok ? 'ok' : `${found.error.code} ${String(found.error.params?.['missing'])}`;
  };

  test('held needs someone close to it or a document; hearsay is not enough', () => {
    expect(code('alleged', 'held_police', { connections: ['hearsay'] })).toBe('E_MOVE_EVIDENCE close_source');
    expect(code('alleged', 'held_police', { connections: ['hearsay', 'cellmate'] })).toBe('ok');
    expect(code('alleged', 'held_police', { connections: [], documents: 1 })).toBe('ok');
  });

  test('a transfer names the new facility or says unknown', () => {
    expect(code('held_police', 'held_remand', { facility: null })).toBe('E_MOVE_EVIDENCE facility');
    expect(code('held_police', 'held_remand', { facility: 'unknown' })).toBe('ok');
  });

  test('one source of any connection makes it release reported, never released', () => {
    expect(code('held_police', 'release_reported', { connections: ['hearsay'] })).toBe('ok');
    expect(code('held_police', 'release_reported', { connections: [] })).toBe('E_MOVE_EVIDENCE source');
    expect(code('held_police', 'released', { connections: ['hearsay', 'official'] })).toBe(
      'E_CLOSE_EVIDENCE confirmation',
    );
  });

  test('closing needs a confirmation and a second person', () => {
    for (const to of ['released', 'released_conditional', 'escaped', 'died']) {
      expect(code('release_reported', to, { reviewer: null })).toBe('E_CLOSE_EVIDENCE second_person');
      expect(code('release_reported', to, { reviewer: 'Aisulu Beket' })).toBe('E_CLOSE_EVIDENCE second_person');
      expect(code('release_reported', to, { connections: ['lawyer'] })).toBe('ok');
    }
    expect(code('released_conditional', 'released', {})).toBe('E_CLOSE_EVIDENCE document');
  });

  test('a mass statement of an official closes nobody and makes nobody release reported', () => {
    const mass = { massStatement: true, documents: 1 };
    expect(code('held_police', 'release_reported', mass)).toBe('E_MOVE_EVIDENCE named_person');
    expect(code('held_police', 'released', mass)).toBe('E_CLOSE_EVIDENCE named_person');
  });

  test('a closed case is reopened only when the closing evidence was wrong', () => {
    expect(code('released', 'held_police', { closingEvidenceWrong: false })).toBe(
      'E_MOVE_EVIDENCE closing_evidence_wrong',
    );
    expect(code('released', 'held_police', {})).toBe('ok');
  });
});

test('moves in any order, doubled or not, keep all of them and flag the same ones', () => {
  const anyMove = fc.record({
    to: fc.constantFrom<string>(...DETENTION_STATES, 'newer'),
    day: fc.integer({ min: 1, max: 9 }),
  });
  fc.assert(
    fc.property(fc.array(anyMove, { maxLength: 8 }), fc.func(fc.nat()), (drawn, rank) => {
      const moves = drawn.map((m, i) => ({
        claim: `c${i}`,
        to: m.to,
        at: asDate(`2022-01-0${m.day}`) ?? { text: '', lo: 0, hi: 0 },
      }));
      const shuffled = [...moves, ...moves.slice(0, 3)].sort((a, b) => rank(a.claim) - rank(b.claim));
      const history = foldDetention(moves);
      expect(foldDetention(shuffled)).toEqual(history);
      expect(history).toHaveLength(moves.length);
      let state: DetentionState | null = null;
      for (const step of history) {
        expect(step.from).toBe(state);
        const known = (DETENTION_STATES as readonly string[]).includes(step.to);
        const fits = known && (state === null || isAllowed(state, step.to));
        expect(step.flags).toEqual(fits ? [] : ['W_MOVE_ORDER']);
        if (fits) state = step.to as DetentionState;
      }
      expect(detentionStateAt(moves, Date.parse('2023-01-01'))).toBe(state);
    }),
    propertyRuns(200),
  );
});
