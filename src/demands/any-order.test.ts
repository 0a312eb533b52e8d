/** What no order of responses or moves can ever do. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { propertyRuns } from '../../test/property-runs.ts';
import type { RecordView } from '../records/model.ts';
import { Claims, view } from '../records/view-fixture.ts';
import { demand, factsOf, move, moves, PAST, readOne, response, TABLE } from './example-fixture.ts';
import { checkMove } from './move.ts';
import { proposeMoves } from './propose.ts';
import { DEMAND_STATES, type DemandState } from './state.ts';

describe('responses alone', () => {
  const BEARS = ['act', 'announcement', 'refusal', 'against', 'restoration', 'context'];
  const anyResponse = fc.record({
    date: fc.constantFrom('2021-12-31', '2022-01-04', '2022-01-05', '2022-01-10', '2022-03', '2023-01-05'),
    bears: fc.constantFrom(...BEARS),
    by: fc.boolean(),
  });

  test('in any order they never give met, reversed or breached, and a context response moves nothing', () => {
    fc.assert(
      fc.property(
        fc.array(anyResponse, { minLength: 1, maxLength: 8 }),
        fc.constantFrom<DemandState>('open', 'met', 'refused', 'no_response', 'reversed'),
        (drawn, from) => {
          const responses = drawn.map((r, i) => response(`rsp_${i}`, r.date, ['D1', r.bears, r.by]));
          const past = demand('D1', { move: moves(...PAST[from]) });
          const reading = readOne({ demands: [past], responses });
          expect(reading.state).toBe(from);
          const all = factsOf(...responses);
          const ids = responses.map((r) => r.id as string);
          for (const to of ['met', 'reversed', 'breached'])
            expect(checkMove(reading, move(to, '2024-01-01', ids), all).ok).toBe(false);
          for (const p of proposeMoves(reading, all, Date.parse('2024-01-01')))
            expect(p.type === 'measure' || p.to === 'refused').toBe(true);
          for (const act of reading.acts.filter((a) => a.context))
            for (const to of ['met', 'reversed', 'breached', 'refused', 'no_response'])
              expect(checkMove(reading, move(to, '2024-01-01', [act.id]), all).ok).toBe(false);
        },
      ),
      propertyRuns(200),
    );
  });
});

test('the same moves in any order, doubled or not, keep all of them and flag the same ones', () => {
  const anyMove = fc.record({
    to: fc.constantFrom<string>(...DEMAND_STATES, 'of_a_newer_version'),
    day: fc.integer({ min: 6, max: 9 }),
  });
  fc.assert(
    fc.property(fc.array(anyMove, { maxLength: 7 }), fc.infiniteStream(fc.nat()), (drawn, seeds) => {
      const values = drawn.map((m) => ({ to: m.to, at: `2022-01-0${m.day}`, because: ['evt_47'] }));
      const parts = moves(...values).parts;
      const shuffled = [...parts, ...parts.slice(0, 2)]
        .map((part) => ({ part, k: seeds.next().value ?? 0 }))
        .sort((a, b) => a.k - b.k)
        .map(({ part }) => part);
      const a = readOne({ demands: [demand('D1', { move: moves(...values) })] });
      const b = readOne({
        demands: [view('Demand', 'dem_D1', { ...plain(demand('D1')), move: new Claims(shuffled) })],
      });
      expect(b.history).toEqual(a.history);
      expect(b.history.length).toBe(values.length);
      expect(b.state).toBe(a.state);
      let state = 'open';
      for (const m of a.history) {
        expect(m.from).toBe(state);
        const fits = TABLE.some(([f, t]) => f === m.from && t === m.to);
        expect(m.flags).toEqual(fits ? [] : ['W_MOVE_ORDER']);
        if (fits) state = m.to;
      }
      expect(a.state).toBe(state);
    }),
    propertyRuns(200),
  );
});

const plain = (v: RecordView) => Object.fromEntries(Object.entries(v.fields).map(([k, f]) => [k, f.value]));
