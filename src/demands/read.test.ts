/** Demands of the January 2022 example as they read on 12 January 2022 and now. */
import { expect, test } from 'vitest';
import { each, view } from '../records/view-fixture.ts';
import { delivery, demand, measurement, moves, readAll, readOne, response, STATE } from './example-fixture.ts';

const JANUARY_12 = '2022-01-12T04:00Z';

const d6 = demand('D6', {
  move: moves(
    { to: 'met', at: '2022-01-17', because: ['mea_1', 'obs_33', 'rsp_17'] },
    { to: 'reversed', at: '2023-01-05', because: ['mea_2'] },
  ),
});
const measurements = [measurement('mea_1', 'D6', '2022-01-17', 'yes'), measurement('mea_2', 'D6', '2023-01-05', 'no')];

test('D6 is open on 12 January 2022, then met, and reversed at present', () => {
  expect(readOne({ demands: [d6], measurements }, JANUARY_12)).toMatchObject({
    state: 'open',
    openSince: '2022-01-05',
    history: [],
    measurements: [],
  });
  expect(readOne({ demands: [d6], measurements }, '2022-02-01T00:00Z').state).toBe('met');
  const now = readOne({ demands: [d6], measurements });
  expect(now.state).toBe('reversed');
  expect(now.openSince).toBeNull();
  expect(now.history.map((m) => [m.to, m.at.text, m.flags])).toEqual([
    ['met', '2022-01-17', []],
    ['reversed', '2023-01-05', []],
  ]);
  expect(now.indicators).toEqual([
    expect.objectContaining({
      id: 'i1',
      proves: 'necessary',
      latest: expect.objectContaining({ id: 'mea_2', met: 'no' }),
    }),
  ]);
});

test('D1 is breached on 7 January and stays so', () => {
  const d1 = demand('D1', { move: moves({ to: 'breached', at: '2022-01-07', because: ['evt_49', 'evt_47'] }) });
  expect(readOne({ demands: [d1] }, '2022-01-06T23:00Z').state).toBe('open');
  expect(readOne({ demands: [d1] }, JANUARY_12).state).toBe('breached');
  expect(readOne({ demands: [d1] }).state).toBe('breached');
});

test('acts hang under the demand by date in their own word, with the reason when they are context', () => {
  const responses = [
    response('rsp_12', '2022-01-09', ['D8', 'refusal', false]),
    response('rsp_01', '2022-01-04', ['D8', 'act', true]),
    response('rsp_06', '2022-01-05', ['D8', 'announcement', true]),
    response('rsp_04', '2022-01-05', ['D8', 'context', true]),
    response('rsp_03', '2022-01-05', ['D8', 'against', true]),
    response('rsp_99', '2022-02-01', ['D8', 'act', true]),
    response('rsp_05', '2022-01-06', ['D9', 'act', true]),
  ];
  const found = readOne({ demands: [demand('D8')], responses }, JANUARY_12).acts;
  expect(found.map((a) => [a.id, a.bears, a.contextReason, a.context])).toEqual([
    ['rsp_01', 'act', 'older', true],
    ['rsp_03', 'against', null, false],
    ['rsp_04', 'context', null, true],
    ['rsp_06', 'announcement', 'announcement', true],
    ['rsp_12', 'refusal', 'not_addressee', true],
  ]);
});

test('a response without links bears on the demands it names', () => {
  const rsp = view('Response', 'rsp_1', {
    demand: each('dem_D2', 'dem_D3'),
    at: '2022-01-06',
    from: STATE,
    text: 'said',
    bears: 'response_bears:act',
    by_addressee: true,
  });
  const found = readAll(
    {
      demands: [demand('D2'), demand('D3'), demand('D4')],
      responses: [rsp],
      titleOf: (id) => (id === STATE ? 'State' : null),
    },
    JANUARY_12,
  );
  expect(found.map((d) => d.acts.map((a) => [a.bears, a.fromTitle, a.context]))).toEqual([
    [['act', 'State', false]],
    [['act', 'State', false]],
    [],
  ]);
});

test("the protesters' own demands are quotations: no state, no act, no indicator", () => {
  const p1 = demand('P1', {
    kind: 'reported',
    verbatim: 'a reduction in the price of gas',
    move: moves({ to: 'met', at: '2022-01-06', because: ['rsp_1'] }),
  });
  expect(readOne({ demands: [p1], responses: [response('rsp_1', '2022-01-06', ['P1', 'act', true])] })).toMatchObject({
    kind: 'reported',
    state: null,
    openSince: null,
    history: [],
    acts: [],
    indicators: [],
    verbatim: 'a reduction in the price of gas',
  });
});

test('demands are ordered by number, and a demand of a later statement is not there yet', () => {
  const later = view('Statement', 'sta_later', { date: '2022-07-29' });
  const demands = ['D10', 'P1', 'D2', 'D1'].map((k) => demand(k));
  const input = { demands: [...demands, demand('E1', { statement: 'sta_later' })] };
  expect(
    readAll({ ...input, statements: [later, view('Statement', 'sta_seed', { date: '2022-01-05' })] }, JANUARY_12).map(
      (d) => d.key,
    ),
  ).toEqual(['D1', 'D2', 'D10', 'P1']);
});

test('the right of reply reads not asked, asked and answered, each at its date', () => {
  const reply = { asked_at: '2022-01-10', answer: 'We hold otherwise.', answered_at: '2022-02-01' };
  const d = demand('D3', { reply });
  expect(readOne({ demands: [d] }, '2022-01-09T00:00Z').reply).toMatchObject({
    state: 'not_asked',
    at: null,
    text: null,
  });
  expect(readOne({ demands: [d] }, JANUARY_12).reply).toMatchObject({ state: 'asked', at: '2022-01-10', text: null });
  expect(readOne({ demands: [d] }).reply).toMatchObject({
    state: 'answered',
    at: '2022-02-01',
    text: 'We hold otherwise.',
  });
});

test('deliveries of the demand and of its statement are read, withdrawn ones are not', () => {
  const deliveries = [
    delivery('dlv_1', 'sta_seed'),
    delivery('dlv_2', 'dem_D3', { withdrawn: '2022-01-08' }),
    delivery('dlv_3', 'sta_other'),
  ];
  const found = readOne({ demands: [demand('D3')], deliveries }).deliveries;
  expect(found.map((d) => [d.id, d.toAddressee, d.due?.text])).toEqual([['dlv_1', true, '2022-01-21']]);
});

test('a decision that cannot be read is named, never dropped silently', () => {
  const odd = demand('D2', { move: each({ to: 'met' }, 'met') });
  expect(readOne({ demands: [odd] })).toMatchObject({
    state: 'open',
    history: [],
    unreadMoves: ['dem_D2.move.0', 'dem_D2.move.1'],
  });
});

test('a text stands in the language asked for when it has one', () => {
  const d = demand('D6', {
    indicators: {
      id: 'i1',
      question: { en: 'Is access back?', kk: 'Байланыс қалпына келді ме?' },
      proves: 'informative',
    },
    two_sided: { ours: 'cut again', theirs: 'an emergency measure' },
  });
  const found = readOne({ demands: [d], lang: 'kk' });
  expect(found.indicators[0]).toMatchObject({ question: 'Байланыс қалпына келді ме?', proves: 'informative' });
  expect(found.twoSided).toMatchObject({ ours: 'cut again', theirs: 'an emergency measure' });
});
