/** The table of moves: every pair of states and every missing ground. */
import { describe, expect, test } from 'vitest';
import type { RecordView } from '../records/model.ts';
import { each } from '../records/view-fixture.ts';
import {
  delivery,
  demand,
  event,
  factsOf,
  measurement,
  move,
  moves,
  PAST,
  readOne,
  response,
  TABLE,
} from './example-fixture.ts';
import { checkMove, factIds, type NewMove } from './move.ts';
import { proposeMoves } from './propose.ts';
import type { DemandReading } from './reading.ts';
import { DEMAND_STATES, type DemandState } from './state.ts';

const aside = event('evt_aside', '2022-01-07');
const setAside: RecordView = {
  ...aside,
  fields: Object.fromEntries(
    Object.entries(aside.fields).map(([k, f]) => [
      k,
      { ...f, claims: f.claims.map((c) => ({ ...c, conf: 'set_aside' })) },
    ]),
  ),
};
const facts = factsOf(event('evt_47', '2022-01-20'), event('evt_16', '2022-01-04/2022-01-06'), setAside);

/** A reading in a state, with all that a move to `to` on 30 January needs. */
function ready(from: DemandState, to: DemandState): DemandReading {
  const measurements = [
    measurement('mea_yes', 'D1', '2022-01-09', 'yes'),
    ...(to === 'reversed' ? [measurement('mea_now_no', 'D1', '2022-01-25', 'no')] : []),
    ...(to === 'met' ? [measurement('mea_now', 'D1', '2022-01-25', 'yes')] : []),
  ];
  const responses = to === 'refused' ? [response('rsp_now', '2022-01-25', ['D1', 'refusal', true])] : [];
  return readOne({
    demands: [demand('D1', { move: moves(...PAST[from]) })],
    measurements,
    responses,
    deliveries: [delivery('dlv_1', 'sta_seed')],
  });
}
const GROUND: { readonly [S in DemandState]: readonly string[] } = {
  met: ['mea_now'],
  reversed: ['mea_now_no'],
  breached: ['evt_47'],
  refused: ['rsp_now'],
  no_response: ['dlv_1'],
  open: ['sta_seed'],
  withdrawn: ['sta_seed'],
};

describe('the table', () => {
  for (const from of DEMAND_STATES)
    for (const to of DEMAND_STATES) {
      const allowed = TABLE.some(([f, t]) => f === from && t === to);
      test(`${from} -> ${to} is ${allowed ? 'allowed' : 'refused'}`, () => {
        const reading = ready(from, to);
        expect(reading.state).toBe(from);
        const found = checkMove(reading, move(to, '2022-01-30', GROUND[to], { note: 'because we erred' }), facts);
        if (allowed) expect(found).toEqual({ ok: true, value: undefined });
        else expect(found).toMatchObject({ ok: false, error: { code: 'E_MOVE_FROM', params: { from, to } } });
      });
    }

  test('a state nobody knows, a second decision of the same moment, a decision before the demand', () => {
    const codes = [
      checkMove(ready('open', 'met'), move('partly_met', '2022-01-30', ['mea_now']), facts),
      checkMove(ready('met', 'reversed'), move('withdrawn', '2022-01-10', ['sta_seed']), facts),
      checkMove(ready('open', 'breached'), move('breached', '2022-01-04', ['evt_47']), facts),
    ].map((r) => (r.ok ? 'ok' : r.error.code));
    expect(codes).toEqual(['E_MOVE_FROM', 'E_MOVE_FROM', 'E_MOVE_FROM']);
  });

  test('a quotation has no state to move', () => {
    const p1 = readOne({ demands: [demand('P1', { kind: 'reported' })] });
    expect(checkMove(p1, move('met', '2022-01-30', ['mea_now']), facts)).toMatchObject({
      error: { code: 'E_NO_STATE' },
    });
  });
});

const codeOf = (reading: DemandReading, m: NewMove): string => {
  const found = checkMove(reading, m, facts);
  return found.ok
    ? 'ok'
    : `${found.error.code} ${String(found.error.params?.['missing'] ?? found.error.params?.['reason'] ?? '')}`.trim();
};

describe('met', () => {
  const two = demand('D6', {
    indicators: each(
      { id: 'i1', question: 'a', proves: 'necessary' },
      { id: 'i2', question: 'b', proves: 'necessary' },
      { id: 'i3', question: 'c', proves: 'informative' },
    ),
  });
  const yes1 = measurement('m1', 'D6', '2022-01-16', 'yes');
  const yes2 = measurement('m2', 'D6', '2022-01-17', 'yes', { indicator: 'i2' });
  const ask = (measurements: readonly RecordView[], because: readonly string[], more: Partial<NewMove> = {}) =>
    codeOf(readOne({ demands: [two], measurements }), move('met', '2022-01-17', because, more));

  test('needs the latest yes on every necessary indicator, with evidence, named in the decision', () => {
    expect(ask([yes1, yes2], ['m1', 'm2'])).toBe('ok');
    expect(ask([yes1], ['m1'])).toBe('E_MOVE_EVIDENCE measurement_yes');
    expect(ask([yes1, yes2], ['m1'])).toBe('E_MOVE_EVIDENCE measurement_named');
    expect(ask([yes1, yes2], [])).toBe('E_MOVE_EVIDENCE because');
    const bare = measurement('m2', 'D6', '2022-01-17', 'yes', { indicator: 'i2', evidence: each() });
    expect(ask([yes1, bare], ['m1', 'm2'])).toBe('E_MOVE_EVIDENCE measurement_yes');
  });

  test('a later no, an unknown, or a tie of yes and no on one day is not met', () => {
    const on = (id: string, date: string, met: string) => measurement(id, 'D6', date, met);
    expect(ask([yes1, yes2, on('m3', '2022-01-17', 'no')], ['m1', 'm2'])).toBe('E_MOVE_EVIDENCE measurement_yes');
    expect(ask([yes1, yes2, on('m3', '2022-01-17', 'unknown')], ['m1', 'm2'])).toBe('E_MOVE_EVIDENCE measurement_yes');
    expect(ask([yes1, yes2, on('m3', '2022-01-16', 'no')], ['m1', 'm2'])).toBe('E_MOVE_EVIDENCE measurement_yes');
    expect(ask([yes1, yes2, on('m3', '2022-01-18', 'no')], ['m1', 'm2'])).toBe('ok');
  });

  test('a demand without a necessary indicator can never be met', () => {
    const none = demand('D6', { indicators: { id: 'i1', question: 'a', proves: 'informative' } });
    const reading = readOne({ demands: [none], measurements: [yes1] });
    expect(codeOf(reading, move('met', '2022-01-17', ['m1']))).toBe('E_MOVE_EVIDENCE necessary_indicator');
  });

  test('needs two different persons', () => {
    expect(ask([yes1, yes2], ['m1', 'm2'], { deciders: ['Aisulu Beket'] })).toBe('E_DECIDERS');
    expect(ask([yes1, yes2], ['m1', 'm2'], { deciders: ['Aisulu Beket', ' aisulu beket'] })).toBe('E_DECIDERS');
  });

  test('an observation and the response of the addressee may stand beside the measurement, a context response may not', () => {
    const input = { demands: [two], measurements: [yes1, yes2] };
    const by = response('rsp_17', '2022-01-17', ['D6', 'restoration', true]);
    const other = response('rsp_18', '2022-01-17', ['D6', 'restoration', false]);
    const reading = readOne({ ...input, responses: [by, other] });
    expect(codeOf(reading, move('met', '2022-01-17', ['m1', 'm2', 'obs_33', 'rsp_17']))).toBe('ok');
    expect(codeOf(reading, move('met', '2022-01-17', ['m1', 'm2', 'rsp_18']))).toBe('E_MOVE_CONTEXT not_addressee');
  });
});

describe('reversed', () => {
  const met = demand('D6', { move: moves({ to: 'met', at: '2022-01-17', because: ['m1'] }) });
  const yes = measurement('m1', 'D6', '2022-01-17', 'yes');
  const against = response('rsp_34', '2023-01-05', ['D6', 'against', true]);

  test('needs a no later than the yes; an act against alone only asks for a measurement', () => {
    const no = measurement('m2', 'D6', '2023-01-05', 'no');
    expect(codeOf(readOne({ demands: [met], measurements: [yes, no] }), move('reversed', '2023-01-05', ['m2']))).toBe(
      'ok',
    );
    const unmeasured = readOne({ demands: [met], measurements: [yes], responses: [against] });
    expect(codeOf(unmeasured, move('reversed', '2023-01-05', ['rsp_34']))).toBe('E_MOVE_EVIDENCE measurement_no');
    expect(proposeMoves(unmeasured, facts, Date.parse('2023-02-01'))).toEqual([
      expect.objectContaining({ type: 'measure', to: null, because: ['rsp_34'] }),
    ]);
  });

  test('a no of the same day as the yes is not later', () => {
    const no = measurement('m2', 'D6', '2022-01-17', 'no');
    expect(codeOf(readOne({ demands: [met], measurements: [yes, no] }), move('reversed', '2023-01-05', ['m2']))).toBe(
      'E_MOVE_EVIDENCE measurement_no',
    );
  });
});

describe('breached', () => {
  const reading = readOne({
    demands: [demand('D1')],
    responses: [response('rsp_10', '2022-01-07', ['D1', 'against', true])],
  });

  test('needs an event, act or outage with a source, surely after the demand, and two persons', () => {
    expect(codeOf(reading, move('breached', '2022-01-20', ['evt_47']))).toBe('ok');
    expect(codeOf(reading, move('breached', '2022-01-20', ['evt_47', 'rsp_10']))).toBe('ok');
    expect(codeOf(reading, move('breached', '2022-01-20', ['rsp_10']))).toBe('E_MOVE_EVIDENCE evidence_record');
    expect(codeOf(reading, move('breached', '2022-01-20', ['evt_absent']))).toBe('E_MOVE_EVIDENCE evidence_record');
    expect(codeOf(reading, move('breached', '2022-01-20', ['evt_aside']))).toBe('E_MOVE_EVIDENCE evidence_record');
    expect(codeOf(reading, move('breached', '2022-01-20', ['evt_47'], { deciders: ['one'] }))).toBe('E_DECIDERS');
  });

  test('an event that may have begun before the demand is listed, not the ground', () => {
    expect(codeOf(reading, move('breached', '2022-01-20', ['evt_16']))).toBe('E_MOVE_CONTEXT may_be_older');
  });

  test('nothing later undoes it; it is reopened only when its records are set aside, by two persons', () => {
    const stands = readOne({
      demands: [demand('D1', { move: moves({ to: 'breached', at: '2022-01-20', because: ['evt_47'] }) })],
      measurements: [measurement('m1', 'D1', '2022-02-01', 'yes')],
    });
    expect(codeOf(stands, move('met', '2022-02-01', ['m1']))).toBe('E_MOVE_FROM');
    expect(codeOf(stands, move('open', '2022-02-01', ['sta_seed'], { note: 'compensation paid' }))).toBe(
      'E_MOVE_EVIDENCE evidence_set_aside',
    );
    const wrong = ready('breached', 'open');
    expect(codeOf(wrong, move('open', '2022-02-01', ['evt_aside'], { note: 'another day' }))).toBe('ok');
    expect(codeOf(wrong, move('open', '2022-02-01', ['evt_aside'], { note: 'x', deciders: ['one'] }))).toBe(
      'E_DECIDERS',
    );
    expect(codeOf(wrong, move('open', '2022-02-01', ['evt_aside']))).toBe('E_MOVE_EVIDENCE reason');
    const reopen = move('open', '2022-02-01', ['sta_seed'], { note: 'x' });
    expect(factIds(stands, reopen)).toEqual(['sta_seed', 'evt_47']);
    expect(checkMove(stands, reopen, () => null)).toMatchObject({
      error: { params: { missing: 'evidence_set_aside', id: 'evt_47' } },
    });
  });
});

describe('refused and no response', () => {
  test('only a refusal by the addressee dated after the demand', () => {
    const reading = readOne({
      demands: [demand('D10')],
      responses: [
        response('rsp_19', '2022-01-20', ['D10', 'refusal', false]),
        response('rsp_old', '2022-01-03', ['D10', 'refusal', true]),
        response('rsp_month', '2022-01', ['D10', 'refusal', true]),
        response('rsp_ok', '2022-01-21', ['D10', 'refusal', true]),
        response('rsp_act', '2022-01-21', ['D10', 'act', true]),
      ],
    });
    const ask = (id: string) => codeOf(reading, move('refused', '2022-01-30', [id], { deciders: ['one'] }));
    expect(ask('rsp_19')).toBe('E_MOVE_CONTEXT not_addressee');
    expect(ask('rsp_old')).toBe('E_MOVE_CONTEXT older');
    expect(ask('rsp_month')).toBe('E_MOVE_CONTEXT may_be_older');
    expect(ask('rsp_act')).toBe('E_MOVE_EVIDENCE refusal_by_addressee');
    expect(ask('rsp_ok')).toBe('ok');
  });

  const silent = (more: Parameters<typeof delivery>[2], responses: readonly RecordView[] = []) =>
    readOne({ demands: [demand('D4')], responses, deliveries: [delivery('dlv_1', 'sta_seed', more)] });
  const ask = (reading: DemandReading, at = '2022-01-22') => codeOf(reading, move('no_response', at, ['dlv_1']));

  test('the clock needs a receipt, an addressee, a date that has passed, and silence', () => {
    expect(ask(silent({}))).toBe('ok');
    expect(ask(silent({}), '2022-01-21')).toBe('E_MOVE_EVIDENCE due_date_passed');
    expect(ask(silent({ receipt: [] }))).toBe('E_MOVE_EVIDENCE receipt');
    expect(ask(silent({ channel: 'publication_only' }))).toBe('E_MOVE_EVIDENCE receipt');
    expect(ask(silent({ addressee: 'org_else' }))).toBe('E_MOVE_EVIDENCE receipt');
    expect(ask(silent({ answer: 'rsp_1' }))).toBe('E_MOVE_EVIDENCE silence');
    expect(ask(silent({}, [response('rsp_1', '2022-01-10', ['D4', 'announcement', true])]))).toBe(
      'E_MOVE_EVIDENCE silence',
    );
    expect(ask(silent({}, [response('rsp_1', '2022-01-10', ['D4', 'act', false])]))).toBe('ok');
  });

  test('without a reply date the deadline of the demand counts, without both nothing passes', () => {
    const deliveries = [delivery('dlv_1', 'dem_D4', { reply_due: null })];
    expect(ask(readOne({ demands: [demand('D4', { deadline: '2022-01-15' })], deliveries }), '2022-01-16')).toBe('ok');
    expect(ask(readOne({ demands: [demand('D4')], deliveries }), '2026-01-16')).toBe('E_MOVE_EVIDENCE due_date_passed');
  });

  test('the engine proposes what the clock and the measurements allow, and no breach', () => {
    const late = silent({});
    expect(proposeMoves(late, facts, Date.parse('2022-01-21T12:00Z'))).toEqual([]);
    expect(proposeMoves(late, facts, Date.parse('2022-01-22T00:00Z'))).toEqual([
      expect.objectContaining({ type: 'move', to: 'no_response', because: ['dlv_1'], deciders: 1 }),
    ]);
    expect(proposeMoves(ready('open', 'met'), facts, Date.parse('2022-02-01')).map((p) => p.to)).toContain('met');
    expect(proposeMoves(ready('met', 'reversed'), facts, Date.parse('2022-02-01')).map((p) => p.to)).toEqual([
      'reversed',
    ]);
  });
});
