/** Deliveries on a real node: reply dates, right of reply, "no answer by D", two persons of whom the first is kept waiting. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiIn, DemandJson } from '../../src/contract/api.ts';
import type { DeliveryJson } from '../../src/contract/areas/deliveries.ts';
import { failureOf, type TempNode, tempNode } from './temp-node.ts';

const SPACE = 'january-2022';
const PRESENT = '2026-01-01';
const SECOND = 'Second Decider';

let t: TempNode;
let source = '';
let receipt = '';
beforeAll(async () => {
  t = await tempNode(() => Date.UTC(2026, 0, 1));
  await t.node.call('example', { name: SPACE });
  await t.node.call('users.add', { name: SECOND, role: 'reviewer' });
  const found = await t.node.call('search', { space: SPACE, kinds: ['Source'], limit: 1 });
  source = found.items[0]?.id ?? '';
  receipt = (
    await t.node.call('record.new', {
      space: SPACE,
      kind: 'Evidence',
      fields: { kind: 'document', sha256: 'ab'.repeat(32), size: '12', mime: 'application/pdf' },
    })
  ).id;
});
afterAll(() => t.remove());

const demand = (id: string, as_of = PRESENT): Promise<DemandJson> =>
  t.node.call('demand.show', { space: SPACE, id, as_of });
const addresseeOf = async (key: string): Promise<string> => (await demand(key)).addressees[0]?.id ?? '';
const deliver = async (more: Partial<ApiIn<'deliveries.new'>> & { readonly what: readonly string[] }) =>
  t.node.call('deliveries.new', {
    space: SPACE,
    purpose: 'statement',
    addressee: await addresseeOf('D2'),
    channel: 'registered_post',
    at: '2022-01-06',
    ...more,
  });
const list = async (as_of = PRESENT, more: { demand?: string; clock?: string } = {}) =>
  t.node.call('deliveries.list', { space: SPACE, as_of, ...more });
const one = async (id: string, as_of = PRESENT): Promise<DeliveryJson> => {
  const found = (await list(as_of)).deliveries.find((d) => d.id === id);
  if (!found) throw new Error(`no delivery ${id}`);
  return found;
};

describe('a delivery', () => {
  test('needs something handed over, a known purpose and channel, and an addressee that is here', async () => {
    expect((await failureOf(deliver({ what: [] }))).code).toBe('E_EMPTY');
    expect((await failureOf(deliver({ what: ['D2'], purpose: 'gift' }))).code).toBe('E_TERM');
    expect((await failureOf(deliver({ what: ['D2'], channel: 'pigeon' }))).code).toBe('E_TERM');
    expect((await failureOf(deliver({ what: ['D2'], addressee: 'org_00000000000000000000000000' }))).code).toBe(
      'E_NOT_FOUND',
    );
    expect((await failureOf(deliver({ what: ['D2'], at: 'soon' }))).code).toBe('E_DATE');
    expect((await failureOf(deliver({ what: ['D2'], due_date: '2022-02-01' }))).code).toBe('E_EMPTY');
    expect((await failureOf(deliver({ what: ['D2'], due_row: 'xx.none' }))).params?.['reason']).toBe('unknown');
    expect((await failureOf(deliver({ what: ['D2'], due_row: 'kz.appeal', at: '2022-01' }))).params?.['reason']).toBe(
      'day',
    );
    expect((await list()).total).toBe(0);
  });

  test('without a receipt, or published only, starts no clock and says why; a receipt starts it', async () => {
    const { id, due } = await deliver({ what: ['D7'], due_row: 'kz.appeal' });
    expect(due).toMatchObject({ date: '2022-01-27', row: 'kz.appeal', status: 'confirm_with_a_lawyer' });
    expect((await one(id)).clock).toEqual({ state: 'no_receipt', days: null });
    const published = await deliver({
      what: ['D7'],
      channel: 'publication_only',
      receipt: [receipt],
      due_row: 'kz.appeal',
    });
    expect((await one(published.id)).clock.state).toBe('publication_only');
    expect((await demand('D7')).proposals).toEqual([]);

    await t.node.call('deliveries.receipt', { space: SPACE, id, receipt: [receipt], incoming_no: 'ZT-123' });
    expect(await one(id, '2022-01-20')).toMatchObject({ incoming_no: 'ZT-123', clock: { state: 'waiting' } });
    expect((await one(id, '2022-01-28')).clock).toEqual({ state: 'overdue', days: 1 });
    await t.node.call('deliveries.withdraw', {
      space: SPACE,
      id,
      at: '2022-02-01',
      reason: 'sent to the wrong office',
    });
    expect((await one(id, '2022-01-30')).clock.state).toBe('overdue');
    expect((await one(id)).clock.state).toBe('withdrawn');
    const again = t.node.call('deliveries.receipt', { space: SPACE, id, receipt: [receipt] });
    expect((await failureOf(again)).code).toBe('E_DELIVERY');
    await t.node.call('deliveries.withdraw', { space: SPACE, id: published.id, reason: 'no delivery at all' });
  });

  test('several demands, or a whole statement, go in one delivery', async () => {
    const { id } = await deliver({ what: ['D2', 'D4'] });
    expect((await one(id)).what.map((w) => w.key)).toEqual(['D2', 'D4']);
    const statement = (await demand('D2')).statement?.id ?? '';
    const whole = await deliver({ what: [statement] });
    expect((await one(whole.id)).demands.length).toBe(12);
    expect((await list(PRESENT, { demand: 'D12' })).deliveries.map((d) => d.id)).toEqual([whole.id]);
    for (const x of [id, whole.id])
      await t.node.call('deliveries.withdraw', { space: SPACE, id: x, reason: 'exercise' });
  });
});

describe('no answer by D', () => {
  test('is proposed when the reply date passed, decided by a person, and never before', async () => {
    const { id } = await deliver({
      addressee: await addresseeOf('D12'),
      what: ['D12'],
      receipt: [receipt],
      due_date: '2022-02-01',
      due_basis: 'as agreed',
    });
    expect((await demand('D12', '2022-02-01')).proposals).toEqual([]);
    const after = await demand('D12', '2022-02-02');
    expect(after.proposals).toMatchObject([{ to: 'no_response', due: '2022-02-01', deciders: 1 }]);
    expect(after.state).toBe('open');
    expect((await one(id, '2022-02-02')).demands).toMatchObject([{ key: 'D12', silence: true }]);

    const early = t.node.call('demand.decide', {
      space: SPACE,
      demand: 'D12',
      to: 'no_response',
      at: '2022-01-30',
      because: [id],
    });
    expect((await failureOf(early)).params).toMatchObject({ missing: 'due_date_passed' });
    const made = await t.node.call('demand.decide', {
      space: SPACE,
      demand: 'D12',
      to: 'no_response',
      at: '2022-02-03',
      because: [id],
    });
    expect(made).toMatchObject({ kept: false, state: 'no_response' });
    expect((await demand('D12')).state).toBe('no_response');
    expect((await one(id)).demands[0]?.silence).toBe(false);
  });

  test('is not proposed once the addressee answered', async () => {
    const { id } = await deliver({ what: ['D4'], receipt: [receipt], due_date: '2022-02-01', due_basis: 'as agreed' });
    const answer = {
      space: SPACE,
      id,
      at: '2022-01-25',
      text: 'We have released them.',
      bears: 'announcement',
    } as const;
    expect((await failureOf(t.node.call('deliveries.answer', answer))).code).toBe('E_MOVE_EVIDENCE');
    const made = await t.node.call('deliveries.answer', { ...answer, evidence: [source] });
    expect((await one(id)).answers).toMatchObject([{ id: made.response, at: '2022-01-25' }]);
    expect((await one(id)).clock.state).toBe('answered');
    expect((await one(id, '2022-01-20')).clock.state).toBe('waiting');
    const d4 = await demand('D4');
    expect(d4.proposals.filter((p) => p.to === 'no_response')).toEqual([]);
    expect(d4.acts.some((a) => a.id === made.response)).toBe(true);
    expect(d4.reply.state).toBe('not_asked');
  });
});

describe('the right of reply', () => {
  test('is asked by a delivery, answered uncut beside the demand, and not asked again once withdrawn', async () => {
    const asked = await deliver({
      what: ['D3'],
      purpose: 'right_of_reply',
      receipt: [receipt],
      due_row: 'wgad.extension',
    });
    expect(asked.due?.date).toBe('2022-04-07');
    expect((await demand('D3')).reply).toMatchObject({ state: 'asked', at: '2022-01-06', delivery: asked.id });
    const text = `We hold otherwise. ${'Long. '.repeat(400)}`.trim();
    await t.node.call('deliveries.answer', {
      space: SPACE,
      id: asked.id,
      at: '2022-02-10',
      text,
      bears: 'context',
      evidence: [source],
    });
    expect((await demand('D3')).reply).toMatchObject({ state: 'answered', at: '2022-02-10', text });
    expect((await demand('D3', '2022-02-01')).reply.state).toBe('asked');
    const record = await t.node.call('show', { space: SPACE, id: (await demand('D3')).id });
    expect(record.fields['reply']?.claims).toHaveLength(1);

    const other = await deliver({ what: ['D5'], purpose: 'right_of_reply' });
    expect((await demand('D5')).reply.state).toBe('asked');
    await t.node.call('deliveries.withdraw', { space: SPACE, id: other.id, reason: 'wrong address' });
    expect((await demand('D5')).reply.state).toBe('not_asked');
  });

  test('asks in a letter of the reader’s language with the demand, the date and what is printed', async () => {
    const asked = await deliver({
      what: ['D6'],
      purpose: 'right_of_reply',
      due_date: '2022-02-01',
      due_basis: 'as agreed',
    });
    for (const lang of ['kk', 'ru', 'en'] as const) {
      const letter = await t.node.call('deliveries.letter', { space: SPACE, id: asked.id, lang });
      expect(letter.demands.map((d) => d.key)).toEqual(['D6']);
      expect(letter.paragraphs.join('\n')).toContain('Practice organisation A');
      expect(letter.paragraphs.join('\n')).toMatch(
        lang === 'en' ? /uncut/ : lang === 'ru' ? /без сокращений/ : /қысқартылмай/,
      );
      expect(letter.paragraphs.join('\n')).not.toContain('{$');
    }
  });
});

describe('two persons', () => {
  const breach = async (): Promise<ApiIn<'demand.decide'>> => {
    const found = await t.node.call('search', {
      space: SPACE,
      kinds: ['Event'],
      where: [{ field: 'code', value: 'EV047' }],
    });
    return {
      space: SPACE,
      demand: 'D7',
      to: 'breached',
      at: '2022-03-01',
      because: [found.items[0]?.id ?? ''],
      note: 'exercise',
    };
  };
  const waiting = async () => (await demand('D7')).waiting;

  test('the first is kept and shown, a no stays readable, the second makes the entry', async () => {
    const input = await breach();
    expect(await t.node.call('demand.decide', input)).toMatchObject({
      kept: true,
      entry: '',
      state: 'open',
      needed: 2,
    });
    const [first] = await waiting();
    expect(first).toMatchObject({ to: 'breached', at: '2022-03-01', by_name: 'Manager', note: 'exercise', no: null });
    expect((await demand('D7')).state).toBe('open');
    const second = (answer: 'yes' | 'no' | 'withdraw', more: { person?: string; note?: string } = {}) =>
      t.node.call('demand.second', { space: SPACE, demand: 'D7', waiting: first?.id ?? '', answer, ...more });

    expect((await failureOf(second('yes'))).code).toBe('E_DECIDERS');
    expect((await failureOf(second('withdraw', { person: SECOND }))).code).toBe('E_DECISION_OTHER');
    expect((await failureOf(second('no', { person: SECOND }))).code).toBe('E_EMPTY');
    await second('no', { person: SECOND, note: 'the day is not certain' });
    expect((await waiting())[0]?.no).toMatchObject({ by_name: SECOND, note: 'the day is not certain' });
    expect((await failureOf(second('yes', { person: SECOND }))).code).toBe('E_WAITING');

    await t.node.call('demand.decide', input);
    expect((await waiting()).map((w) => w.no !== null).toSorted()).toEqual([false, true]);
    const again = (await waiting()).find((w) => w.no === null);
    const made = await t.node.call('demand.second', {
      space: SPACE,
      demand: 'D7',
      waiting: again?.id ?? '',
      answer: 'yes',
      person: SECOND,
    });
    expect(made.state).toBe('breached');
    const after = await demand('D7');
    expect(after.history.at(-1)).toMatchObject({ state: 'breached', by: ['Manager', SECOND], note: 'exercise' });
    expect(after.waiting.map((w) => w.no !== null)).toEqual([true]);
  });

  test('the first takes it back, and nothing waits any more', async () => {
    const input = { ...(await breach()), demand: 'D8' };
    await t.node.call('demand.decide', input);
    const [first] = (await demand('D8')).waiting;
    await t.node.call('demand.second', { space: SPACE, demand: 'D8', waiting: first?.id ?? '', answer: 'withdraw' });
    expect((await demand('D8')).waiting).toEqual([]);
    const gone = t.node.call('demand.second', {
      space: SPACE,
      demand: 'D8',
      waiting: first?.id ?? '',
      answer: 'yes',
      person: SECOND,
    });
    expect((await failureOf(gone)).code).toBe('E_WAITING');
  });
});

describe('what we add to a demand', () => {
  test('both sides, each with a source and at most 600 characters; a new note of ours replaces ours', async () => {
    const note = {
      space: SPACE,
      demand: 'D9',
      ours: 'ours',
      theirs: 'theirs',
      ours_source: source,
      theirs_source: source,
      at: '2022-02-01',
    };
    expect((await failureOf(t.node.call('demand.sides', { ...note, theirs_source: '' }))).code).toBe('E_EMPTY');
    const long = await failureOf(t.node.call('demand.sides', { ...note, ours: 'ә'.repeat(601) }));
    expect([long.code, long.params?.['max']]).toEqual(['E_LIMIT', 600]);
    await t.node.call('demand.sides', { ...note, ours: 'ә'.repeat(600) });
    await t.node.call('demand.sides', { ...note, ours: 'a newer note' });
    expect((await demand('D9')).two_sided).toMatchObject({
      ours: 'a newer note',
      theirs: 'theirs',
      ours_source: { id: source },
    });
    const record = await t.node.call('show', { space: SPACE, id: (await demand('D9')).id });
    expect(record.fields['two_sided']?.claims).toHaveLength(1);
  });

  test('an indicator with its next check, due on its day', async () => {
    const indicator = {
      space: SPACE,
      demand: 'D10',
      question: 'Which missions came?',
      source: 'manual',
      proves: 'informative',
    };
    expect((await failureOf(t.node.call('demand.indicator', { ...indicator, check_every: 'monthly' }))).code).toBe(
      'E_PERIOD',
    );
    const { id } = await t.node.call('demand.indicator', {
      ...indicator,
      check_every: 'P1M',
      target: '1',
      unit: 'missions',
    });
    expect(id).toBe('i2');
    const next = async (as_of: string) => (await demand('D10', as_of)).indicators.find((i) => i.id === id)?.next;
    expect(await next('2022-01-20')).toEqual({ day: '2022-02-05', due: false });
    expect(await next('2022-02-05')).toEqual({ day: '2022-02-05', due: true });
    await t.node.call('demand.measure', {
      space: SPACE,
      demand: 'D10',
      indicator: id,
      at: '2022-02-04',
      met: 'unknown',
      value: 'one',
      evidence: [source],
    });
    expect(await next('2022-02-05')).toEqual({ day: '2022-03-04', due: false });
  });

  test('a refusal of a decision names states and records in words', async () => {
    const { errorBody } = await import('../../src/messages/errors/texts.ts');
    const input = { space: SPACE, demand: 'D4', to: 'reversed', at: '2024-01-01', because: [source] };
    const failure = await failureOf(t.node.call('demand.decide', input));
    for (const [lang, word] of [
      ['en', 'open'],
      ['ru', 'открыто'],
      ['kk', 'ашық'],
    ] as const) {
      const { message } = errorBody(failure, lang);
      expect(message).toContain(word);
      expect(message).not.toMatch(/\breversed\b(?! ?”)/);
    }
  });
});
