/** The example's demands on a real node: counts as designed, states by measurement or refusal only, two persons where two are needed. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiIn, ApiOut, DemandJson } from '../../src/contract/api.ts';
import { failureOf, type TempNode, tempNode } from './temp-node.ts';

const SPACE = 'january-2022';
const TWELFTH = '2022-01-12T10:00+06:00';
const PRESENT = '2026-01-01';
const SECOND = 'Second Decider';
const THIRD = 'Third Reader';

let t: TempNode;
let loaded: ApiOut<'example'>;
beforeAll(async () => {
  t = await tempNode(() => Date.UTC(2026, 0, 1));
  loaded = await t.node.call('example', { name: SPACE });
  await t.node.call('users.add', { name: SECOND, role: 'manager' });
  await t.node.call('users.add', { name: THIRD, role: 'reviewer' });
});
afterAll(() => t.remove());

const demand = (id: string, as_of = PRESENT): Promise<DemandJson> =>
  t.node.call('demand.show', { space: SPACE, id, as_of });
const states = async (as_of: string): Promise<{ readonly [key: string]: string | null }> =>
  Object.fromEntries(
    (await t.node.call('demand.list', { space: SPACE, as_of })).demands.map((d) => [d.key, d.state] as const),
  );
const byCode = async (kind: string, code: string): Promise<string> => {
  const { items } = await t.node.call('search', {
    space: SPACE,
    kinds: [kind],
    where: [{ field: 'code', value: code }],
  });
  return items[0]?.id ?? `no ${kind} ${code}`;
};
const source = async (): Promise<string> =>
  (await t.node.call('search', { space: SPACE, kinds: ['Source'], limit: 1 })).items[0]?.id ?? '';
const move = (input: Omit<ApiIn<'demand.move'>, 'space'>) => t.node.call('demand.move', { space: SPACE, ...input });
const respond = async (key: string, at: string, bears: string, byAddressee: boolean) =>
  t.node.call('demand.respond', {
    space: SPACE,
    demand: key,
    at,
    from: 'Office of the addressee (practice)',
    text: `A reply of ${at}`,
    bears,
    by_addressee: byAddressee,
    evidence: [await source()],
  });

describe('the loaded example', () => {
  test('has exactly the records that its design counts, zeros included', () => {
    expect(loaded.counts).toEqual({
      Signal: 159,
      Source: 133,
      Evidence: 0,
      Person: 11,
      Group: 9,
      Organisation: 18,
      Place: 33,
      Event: 81,
      Act: 26,
      Involvement: 0,
      Detention: 9,
      ConnectivityObservation: 34,
      Outage: 5,
      Figure: 110,
      Verification: 0,
      Statement: 34,
      CoSignature: 13,
      Demand: 18,
      Measurement: 2,
      Response: 42,
      Delivery: 0,
      Publication: 0,
      Relation: 90,
      Term: 0,
      Task: 0,
    });
    expect(loaded.followed).toBe(0);
    expect(loaded.practice).toMatchObject({ Person: 6, Detention: 6 });
  });

  test('is loaded once: a second run writes nothing and counts the same', async () => {
    const again = await t.node.call('example', { name: SPACE });
    expect(again.entries_new).toBe(0);
    expect({ ...again, seconds: 0, entries_new: 0 }).toEqual({ ...loaded, seconds: 0, entries_new: 0 });
  });

  test('follows nobody in the case and six invented persons in the practice space', async () => {
    const followed = (space: string) =>
      t.node.call('search', { space, kinds: ['Detention'], where: [{ field: 'followed', value: 'true' }] });
    expect((await followed(SPACE)).total).toBe(0);
    expect((await followed(loaded.practice_space)).total).toBe(6);
  });

  test('another name is no example', async () => {
    expect((await failureOf(t.node.call('example', { name: 'february' }))).code).toBe('E_EXAMPLE');
  });
});

describe('states of the twelve demands', () => {
  const open = ['D2', 'D3', 'D4', 'D7', 'D8', 'D9', 'D10', 'D11', 'D12'];
  const quoted = ['P1', 'P2', 'P3', 'P4', 'P5', 'P6'];
  const expected = (d6: string) => ({
    ...Object.fromEntries(open.map((key) => [key, 'open'])),
    ...Object.fromEntries(quoted.map((key) => [key, null])),
    D1: 'breached',
    D5: 'breached',
    D6: d6,
  });

  test('on 12 January 2022: two breached, the rest open, quotations without a state', async () => {
    expect(await states(TWELFTH)).toEqual(expected('open'));
  });

  test('between the measurement and its reversal D6 is met, at present it is reversed', async () => {
    expect(await states('2022-06-01')).toEqual(expected('met'));
    expect(await states(PRESENT)).toEqual(expected('reversed'));
  });

  test('the two breaches rest on the two events of 7 January, decided by two persons', async () => {
    const grounds = [await byCode('Event', 'EV047'), await byCode('Event', 'EV049')].toSorted();
    for (const key of ['D1', 'D5']) {
      const { history } = await demand(key);
      expect(history).toHaveLength(1);
      expect(history[0]).toMatchObject({ state: 'breached', at: '2022-01-07', flags: [] });
      expect(history[0]?.because.map((b) => b.id).toSorted()).toEqual(grounds);
      expect(new Set(history[0]?.by).size).toBe(2);
    }
  });

  test('D6 was met by a measurement with its observation and response, and reversed by a later one', async () => {
    const { history, measurements } = await demand('D6');
    const because = async (...named: (readonly [string, string])[]): Promise<string[]> =>
      Promise.all(named.map(([kind, code]) => byCode(kind, code)));
    expect(history.map((m) => [m.state, m.at])).toEqual([
      ['met', '2022-01-17'],
      ['reversed', '2023-01-05'],
    ]);
    const [yes, no] = measurements;
    expect([yes?.met, no?.met]).toEqual(['yes', 'no']);
    expect(history[0]?.because.map((b) => b.id).toSorted()).toEqual(
      [yes?.id ?? '', ...(await because(['ConnectivityObservation', 'OU033'], ['Response', 'RE017']))].toSorted(),
    );
    expect(history[1]?.because.map((b) => b.id).toSorted()).toEqual(
      [no?.id ?? '', ...(await because(['ConnectivityObservation', 'OU035'], ['Response', 'RE034']))].toSorted(),
    );
  });

  test('D6 shows its sources: every act, every measurement', async () => {
    const { acts, measurements } = await demand('D6');
    expect(acts.length).toBeGreaterThan(5);
    for (const act of acts) expect(act.source, act.text).toMatch(/\S/);
    for (const m of measurements) expect(m.evidence.length, m.text).toBeGreaterThan(0);
  });

  test('a reading of the past lists nothing that came later', async () => {
    const { demands } = await t.node.call('demand.list', { space: SPACE, as_of: TWELFTH });
    for (const d of demands)
      for (const at of [...d.acts.map((a) => a.at), ...d.history.map((m) => m.at), ...d.measurements.map((m) => m.at)])
        expect(at.slice(0, 10) <= '2022-01-12', `${d.key} ${at}`).toBe(true);
  });

  test('a quotation is not measured, answered or moved', async () => {
    for (const key of quoted) {
      const shown = await demand(key);
      expect([shown.kind, shown.state, shown.history]).toEqual(['reported', null, []]);
    }
    const evidence = [await source()];
    const measured = t.node.call('demand.measure', {
      space: SPACE,
      demand: 'P1',
      indicator: 'i1',
      at: '2022-02-01',
      met: 'yes',
      value: 'x',
      evidence,
    });
    expect((await failureOf(measured)).code).toBe('E_NO_STATE');
    expect((await failureOf(respond('P2', '2022-02-01', 'act', true))).code).toBe('E_NO_STATE');
    const moved = move({ demand: 'P3', to: 'met', at: '2022-02-01', because: evidence });
    expect((await failureOf(moved)).code).toBe('E_NO_STATE');
  });
});

describe('measuring', () => {
  const measure = (input: Partial<ApiIn<'demand.measure'>>) =>
    t.node.call('demand.measure', {
      space: SPACE,
      demand: 'D4',
      indicator: 'i1',
      at: '2024-01-01',
      met: 'yes',
      value: 'nobody is held',
      evidence: [],
      ...input,
    });

  test('needs evidence that is here and an indicator of this demand', async () => {
    const evidence = [await source()];
    expect((await failureOf(measure({}))).code).toBe('E_MOVE_EVIDENCE');
    const unknown = await failureOf(measure({ evidence, indicator: 'i9' }));
    expect([unknown.code, unknown.params?.['known']]).toEqual(['E_INDICATOR', ['i1']]);
    expect((await failureOf(measure({ evidence, at: 'soon' }))).code).toBe('E_DATE');
    expect((await failureOf(measure({ evidence: ['src_00000000000000000000000000'] }))).code).toBe('E_NOT_FOUND');
    expect((await failureOf(measure({ evidence, demand: 'D99' }))).code).toBe('E_NOT_FOUND');
    expect((await demand('D4')).measurements).toEqual([]);
  });

  test('a demand is met by a yes on its necessary indicator and two persons; one alone is kept as a proposal', async () => {
    const evidence = [await source()];
    const { id } = await measure({ evidence });
    const met = (person?: string) =>
      move({ demand: 'D4', to: 'met', at: '2024-01-01', because: [id], ...(person ? { person } : {}) });
    const unnamed = move({ demand: 'D4', to: 'met', at: '2024-01-01', because: evidence });
    expect((await failureOf(unnamed)).code).toBe('E_MOVE_EVIDENCE');

    const first = await failureOf(met());
    expect([first.code, first.params?.['kept']]).toEqual(['E_DECIDERS', true]);
    expect((await failureOf(met('Manager'))).code).toBe('E_DECIDERS');
    expect((await demand('D4')).state).toBe('open');

    expect((await met(SECOND)).state).toBe('met');
    const after = await demand('D4');
    expect(after.state).toBe('met');
    expect(after.history.at(-1)?.by).toEqual(['Manager', SECOND]);
    expect(after.history.at(-1)?.because).toEqual([{ id, title: expect.any(String) }]);
    expect((await demand('D4', '2023-12-31')).state).toBe('open');
  });

  test('a later no reverses it, by one person; without it nothing does', async () => {
    const reversed = (because: readonly string[]) => move({ demand: 'D4', to: 'reversed', at: '2024-06-01', because });
    const evidence = [await source()];
    expect((await failureOf(reversed(evidence))).code).toBe('E_MOVE_EVIDENCE');
    const { id } = await measure({ evidence, at: '2024-06-01', met: 'no', value: 'three are held' });
    expect((await reversed([id])).state).toBe('reversed');
    expect((await demand('D4')).history.map((m) => m.state)).toEqual(['met', 'reversed']);
  });
});

describe('acts and refusals', () => {
  test('context moves nothing: older, announced, not by the addressee, of another demand', async () => {
    const d2 = await demand('D2');
    for (const reason of ['older', 'announcement']) {
      const act = d2.acts.find((a) => a.context_reason === reason);
      expect(act, reason).toBeDefined();
      const failure = await failureOf(
        move({ demand: 'D2', to: 'refused', at: '2022-03-01', because: [act?.id ?? ''] }),
      );
      expect([failure.code, failure.params?.['reason']]).toEqual(['E_MOVE_CONTEXT', reason]);
    }
    const d8 = (await demand('D8')).acts.find((a) => a.context_reason === 'not_addressee');
    const stranger = move({ demand: 'D8', to: 'refused', at: '2022-03-01', because: [d8?.id ?? ''] });
    expect((await failureOf(stranger)).code).toBe('E_MOVE_CONTEXT');
    const other = (await demand('D6')).acts.find((a) => a.bears === 'refusal');
    const foreign = move({ demand: 'D7', to: 'refused', at: '2022-03-01', because: [other?.id ?? ''] });
    expect((await failureOf(foreign)).code).toBe('E_MOVE_CONTEXT');
    expect((await demand('D2')).history).toEqual([]);
  });

  test('a refusal by somebody else, or older than the demand, refuses nothing', async () => {
    const stranger = await respond('D7', '2022-02-01', 'refusal', false);
    const older = await respond('D7', '2022-01-01', 'refusal', true);
    for (const { id } of [stranger, older]) {
      const failure = await failureOf(move({ demand: 'D7', to: 'refused', at: '2022-03-01', because: [id] }));
      expect(failure.code).toBe('E_MOVE_CONTEXT');
    }
    expect((await demand('D7')).state).toBe('open');
  });

  test('a refusal by the addressee after the demand gives refused', async () => {
    const { id } = await respond('D7', '2022-02-02', 'refusal', true);
    expect((await move({ demand: 'D7', to: 'refused', at: '2022-02-02', because: [id] })).state).toBe('refused');
    const after = await demand('D7');
    expect([after.state, after.history.at(-1)?.because[0]?.id]).toEqual(['refused', id]);
    expect((await demand('D7', TWELFTH)).state).toBe('open');
  });

  test('an answer needs evidence', async () => {
    const failure = await failureOf(
      t.node.call('demand.respond', {
        space: SPACE,
        demand: 'D8',
        at: '2022-02-01',
        from: 'x',
        text: 'x',
        bears: 'act',
        by_addressee: true,
        evidence: [],
      }),
    );
    expect(failure.code).toBe('E_MOVE_EVIDENCE');
  });
});

describe('a breach', () => {
  test('is undone by nothing later', async () => {
    const evidence = [await source()];
    for (const to of ['met', 'reversed', 'refused', 'no_response'])
      expect((await failureOf(move({ demand: 'D1', to, at: '2024-01-01', because: evidence }))).code, to).toBe(
        'E_MOVE_FROM',
      );
    const reopened = move({ demand: 'D1', to: 'open', at: '2024-01-01', because: evidence, note: 'we wish so' });
    const failure = await failureOf(reopened);
    expect([failure.code, failure.params?.['missing']]).toEqual(['E_MOVE_EVIDENCE', 'evidence_set_aside']);
  });

  test('is taken back by two persons when two others found that its records do not hold', async () => {
    const grounds = [await byCode('Event', 'EV047'), await byCode('Event', 'EV049')];
    const open = (person?: string) =>
      move({
        demand: 'D1',
        to: 'open',
        at: '2024-01-01',
        because: grounds,
        note: 'Both records were set aside (exercise)',
        ...(person ? { person } : {}),
      });
    const aside = (id: string, person: string) =>
      t.node.call('review', { space: SPACE, id, conclusion: 'set_aside', text: 'exercise', person });
    for (const id of grounds) {
      await aside(id, SECOND);
      expect((await failureOf(aside(id, SECOND))).code).toBe('E_SELF_REVIEW');
    }
    expect((await failureOf(open())).code).toBe('E_MOVE_EVIDENCE');
    for (const id of grounds) await aside(id, THIRD);
    expect((await failureOf(open())).code).toBe('E_DECIDERS');
    expect((await open(SECOND)).state).toBe('open');
    const after = await demand('D1');
    expect(after.history.map((m) => m.state)).toEqual(['breached', 'open']);
    expect((await demand('D1', '2023-01-01')).state).toBe('breached');
  });

  test('two reviewers at one moment conclude one verification, not two halves', async () => {
    const id = await byCode('Event', 'EV041');
    const review = (person: string) => t.node.call('review', { space: SPACE, id, conclusion: 'corroborated', person });
    const [one, two] = await Promise.all([review(SECOND), review(THIRD)]);
    expect(two.id).toBe(one.id);
  });

  test('nothing of this differs after the index is built anew', async () => {
    const before = await states(PRESENT);
    expect((await t.node.call('rebuild', {})).equal).toBe(true);
    expect(await states(PRESENT)).toEqual(before);
  });
});
