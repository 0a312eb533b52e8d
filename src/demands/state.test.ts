/** The state of a demand at any past day. */
import { expect, test } from 'vitest';
import { asDate } from '../records/field-values.ts';
import { foldMoves, type Move, stateAt } from './state.ts';

const move = (claim: string, to: string, at: string): Move => ({
  claim,
  to,
  at: asDate(at) ?? { text: at, lo: 0, hi: 0 },
  because: ['mea_1'],
  deciders: ['one', 'two'],
  note: null,
});

test('a state holds from the beginning of the day it was decided for', () => {
  const history = [move('a', 'met', '2022-01-17'), move('b', 'reversed', '2023-01-05')];
  const on = (iso: string) => stateAt(history, Date.parse(iso));
  expect([on('2022-01-16T23:59Z'), on('2022-01-17T00:00Z'), on('2023-01-04T23:59Z'), on('2023-01-05T00:00Z')]).toEqual([
    'open',
    'met',
    'met',
    'reversed',
  ]);
});

test('two moves of one moment stand in the order of their claims; the one that no longer fits is flagged and moves nothing', () => {
  const history = foldMoves([move('b', 'refused', '2022-01-10'), move('a', 'breached', '2022-01-10')]);
  expect(history.map((m) => [m.claim, m.from, m.flags])).toEqual([
    ['a', 'open', []],
    ['b', 'breached', ['W_MOVE_ORDER']],
  ]);
  expect(stateAt(history, Date.parse('2022-02-01'))).toBe('breached');
});

test('a met written by another node after a breach stays visible and does not undo it', () => {
  const history = [move('a', 'breached', '2022-01-07'), move('b', 'met', '2023-01-01')];
  expect(foldMoves(history)).toHaveLength(2);
  expect(stateAt(history, Date.parse('2024-01-01'))).toBe('breached');
});
