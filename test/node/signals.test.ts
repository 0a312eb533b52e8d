/** Signals over a real node: queue, triage with undo and conflict, hints, presence, intake, the public form, spikes. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiIn, ApiOut } from '../../src/contract/api.ts';
import type { SignalRowJson } from '../../src/contract/areas/signals.ts';
import { failureOf, NOW, type TempNode, tempNode } from './temp-node.ts';

let t: TempNode;
let now = NOW;
let almaty = '';
let nearAlmaty = '';
let aktau = '';
let documenter = '';
let second = '';

const place = async (name: string, lat: number, lon: number): Promise<string> =>
  (
    await t.node.call('record.new', {
      kind: 'Place',
      fields: {
        names: [{ text: name, lang: 'en', script: 'Latn', kind: 'full' }],
        admin: 'kz.almaty_city',
        geometry: { type: 'Point', coordinates: [lon, lat] },
        precision: 'settlement',
      },
    })
  ).id;

const signal = async (more: Partial<ApiIn<'signals.new'>> = {}): Promise<ApiOut<'signals.new'>> =>
  t.node.call('signals.new', {
    channel: 'telegram',
    text: `Invented account number ${Math.random()} of what was seen in the street`,
    place: almaty,
    claimed_at: '2022-01-05T14:03+06:00',
    theme: 'clash',
    speaker: 'Invented Channel One',
    ...more,
  });
const rowOf = async (id: string): Promise<SignalRowJson> => {
  const { items } = await t.node.call('signals.list', { limit: 200 });
  const row = items.find((r) => r.id === id);
  if (!row) throw new Error(`${id} is not in the list`);
  return row;
};
const entries = async (): Promise<number> => (await t.node.call('info', {})).entries;

beforeAll(async () => {
  t = await tempNode(() => now);
  almaty = await place('Almaty', 43.25, 76.95);
  nearAlmaty = await place('Almaty, a district of it', 43.26, 76.95);
  aktau = await place('Aktau', 43.65, 51.17);
  documenter = (await t.node.call('users.add', { name: 'Documenter', role: 'documenter' })).id;
  second = (await t.node.call('users.add', { name: 'Second person', role: 'documenter' })).id;
});
afterAll(() => t.remove());

describe('triage', () => {
  test('one action is one entry, takes the signal, and undo brings back what was', async () => {
    const { id } = await signal();
    const before = await rowOf(id);
    expect(before).toMatchObject({ state: 'new', assignee: null, place: { id: almaty, precision: 'settlement' } });
    const held = await entries();
    const done = await t.node.call('signals.triage', {
      id,
      action: 'set_aside',
      reason: 'The picture is older than the event.',
      person: documenter,
      expect: before.revision,
    });
    expect(await entries()).toBe(held + 1);
    expect(done).toMatchObject({ state: 'set_aside', record: null });
    const after = await rowOf(id);
    expect(after).toMatchObject({
      state: 'set_aside',
      assignee: { id: documenter, name: 'Documenter' },
      revision: done.revision,
    });
    expect((await t.node.call('show', { id })).fields['reason']?.text).toBe('The picture is older than the event.');
    await t.node.call('undo', { entry: done.entry, person: documenter });
    expect(await rowOf(id)).toMatchObject({ state: 'new', assignee: null });
    expect((await t.node.call('show', { id })).fields['reason']).toBeUndefined();
  });

  test('the second of two people is told the present state and who made it; nothing of theirs is written', async () => {
    const { id } = await signal();
    const { revision } = await rowOf(id);
    await t.node.call('signals.triage', { id, action: 'needs_info', person: documenter, expect: revision });
    const held = await entries();
    const failure = await failureOf(
      t.node.call('signals.triage', { id, action: 'out_of_scope', reason: 'x', person: second, expect: revision }),
    );
    expect(failure).toMatchObject({ code: 'E_TRIAGE_STATE', params: { state: 'needs_info', by: 'Documenter' } });
    expect(await entries()).toBe(held);
    const many = await t.node.call('signals.triage_many', {
      ids: [id],
      action: 'out_of_scope',
      reason: 'x',
      expect: { [id]: revision },
      person: second,
    });
    expect(many).toEqual({
      count: 0,
      entries: [],
      left_out: [{ id, code: 'E_TRIAGE_STATE', state: 'needs_info', by: 'Documenter' }],
    });
  });

  test('promotion makes an Event with the words, the place and the media, never with who sent it', async () => {
    const made = await signal({ sender: 'Invented sender +0 000', text: 'Invented: shots were heard near the square' });
    expect(made.entries).toHaveLength(2);
    const done = await t.node.call('signals.triage', { id: made.id, action: 'promote', person: documenter });
    const event = await t.node.call('show', { id: done.record ?? '' });
    expect(event).toMatchObject({ kind: 'Event' });
    expect(event.fields['description']?.claims[0]).toMatchObject({
      text: 'Invented: shots were heard near the square',
      speaker: 'Invented Channel One',
      modality: 'alleged',
    });
    expect(event.fields['place']?.value).toBe(almaty);
    expect(event.fields['event_kind'] ?? event.fields['kind']).toBeDefined();
    expect(JSON.stringify(event)).not.toContain('+0 000');
    const row = await t.node.call('show', { id: made.id });
    expect(row.state).toBe('promoted');
    expect(row.fields['promoted_to']?.value).toEqual([done.record]);
    const links = await t.node.call('signals.candidates', { id: made.id });
    expect(links.promote['sender']).toBeUndefined();
    await t.node.call('undo', { entry: done.entry, person: documenter });
    expect((await t.node.call('show', { id: made.id })).state).toBe('new');
    expect((await failureOf(t.node.call('show', { id: done.record ?? '' }))).code).toBe('E_NOT_FOUND');
  });

  test('an existing event takes a signal; corroboration links it; the same origin does not corroborate', async () => {
    const event = await t.node.call('record.new', {
      kind: 'Event',
      fields: { title: 'Invented clash', kind: ['clash'], date: '2022-01-05', place: almaty },
    });
    const [a, b, again] = [
      await signal(),
      await signal({ speaker: 'Invented Channel Two', place: nearAlmaty, claimed_at: '2022-01-05T15:10+06:00' }),
      await signal({ speaker: '@Invented channel ONE' }),
    ];
    const found = await t.node.call('signals.candidates', { id: a.id });
    expect(found.events.map((e) => e.id)).toContain(event.id);
    expect(found.events[0]?.reasons.map((r) => r.code)).toEqual(['same_place', 'same_day']);
    const other = found.corroborating.find((h) => h.id === b.id);
    expect(other?.reasons.map((r) => r.code)).toEqual(['other_origin', 'near_place', 'within_hours', 'same_theme']);
    expect(found.corroborating.find((h) => h.id === again.id)?.reasons[0]).toEqual({
      code: 'same_origin',
      params: { origin: 'Invented Channel One' },
    });
    expect(found.n_origins).toBe(2);
    expect((await rowOf(a.id)).hints.corroborating).toBeGreaterThanOrEqual(1);
    const same = await t.node.call('signals.triage', {
      id: a.id,
      action: 'corroborate',
      other: again.id,
      origin: 'same_origin',
    });
    expect(same.state).toBe('reading');
    const independent = await t.node.call('signals.triage', {
      id: a.id,
      action: 'corroborate',
      other: b.id,
      origin: 'independent',
    });
    expect(independent.state).toBe('corroborated');
    expect((await rowOf(a.id)).n_origins).toBe(2);
    expect(
      (await t.node.call('signals.candidates', { id: a.id })).corroborating.find((h) => h.id === b.id)?.linked,
    ).toBe(true);
    const attached = await t.node.call('signals.triage', { id: a.id, action: 'promote', attach: event.id });
    expect(attached).toMatchObject({ state: 'promoted', record: event.id });
  });

  test('duplicates: the same minute and place, the same words; the twin stays readable and comes back by reopening', async () => {
    const text = 'Invented words, exactly the same in both of the accounts that were posted';
    const [a, b] = [
      await signal({ text }),
      await signal({ text: text.toUpperCase(), speaker: 'Invented Channel Three' }),
    ];
    const hint = (await t.node.call('signals.candidates', { id: a.id })).duplicates.find((h) => h.id === b.id);
    expect(hint?.reasons.map((r) => r.code)).toEqual(['same_text', 'same_minute']);
    await t.node.call('signals.triage', { id: b.id, action: 'duplicate_of', other: a.id });
    expect(await rowOf(b.id)).toMatchObject({ state: 'duplicate' });
    const reopened = await t.node.call('signals.triage', { id: b.id, action: 'reopen' });
    expect(reopened.state).toBe('new');
    expect((await t.node.call('show', { id: b.id })).fields['duplicate_of']).toBeUndefined();
    expect(
      (await failureOf(t.node.call('signals.triage', { id: a.id, action: 'duplicate_of', other: a.id }))).code,
    ).toBe('E_TRIAGE_INPUT');
  });

  test('later: it waits, and comes back by itself', async () => {
    const { id } = await signal();
    await t.node.call('signals.triage', { id, action: 'later', until: '2022-01-20' });
    const seen = await t.node.call('signals.list', { limit: 200 });
    expect(seen.items.some((r) => r.id === id)).toBe(false);
    expect(seen.counts.later).toBe(1);
    const waiting = await t.node.call('signals.list', { later: true });
    expect(waiting).toMatchObject({ total: 1, items: [{ id, later: '2022-01-20', state: 'new' }] });
    const then = await t.node.call('signals.list', { as_of: '2022-01-20', limit: 200 });
    expect(then.items.some((r) => r.id === id)).toBe(true);
    expect(then.counts.later).toBe(0);
    expect((await failureOf(t.node.call('signals.triage', { id, action: 'later', until: '2022-01-01' }))).code).toBe(
      'E_TRIAGE_LATER',
    );
  });

  test('eighty at once are one entry, undone as one; a reason is required', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 80; i++) ids.push((await signal({ text: `Invented bulk ${i}`, place: aktau })).id);
    const held = await entries();
    const done = await t.node.call('signals.triage_many', { ids, action: 'out_of_scope', reason: 'Of another year.' });
    expect(done).toMatchObject({ count: 80, left_out: [] });
    expect(done.entries).toHaveLength((await entries()) - held);
    expect(done.entries).toHaveLength(1);
    expect((await t.node.call('signals.list', { place: [aktau] })).counts.states.out_of_scope).toBe(80);
    await t.node.call('undo', { entry: done.entries[0] ?? '' });
    const counts = (await t.node.call('signals.list', { place: [aktau] })).counts.states;
    expect([counts.out_of_scope, counts.new]).toEqual([0, 80]);
    expect((await failureOf(t.node.call('signals.triage_many', { ids, action: 'set_aside' }))).code).toBe('E_REQUIRED');
  });
});

test('the list: filters, exact totals, facets without their own filter, keyset pages, mine', async () => {
  const all = await t.node.call('signals.list', { limit: 200, place: ['Aktau'], person: documenter });
  expect(all.total).toBe(80);
  expect(all.facets.place.find((f) => f.value === aktau)).toEqual({ value: aktau, label: 'Aktau', count: 80 });
  expect(all.facets.place.length).toBeGreaterThan(1);
  expect(all.marks.find((m) => m.id === aktau)).toMatchObject({ count: 80, lat: 43.65, precision: 'settlement' });
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const page = await t.node.call('signals.list', {
      place: [aktau],
      sort: 'oldest',
      limit: 33,
      ...(after === undefined ? {} : { after }),
    });
    expect(page.total).toBe(80);
    seen.push(...page.items.map((r) => r.id));
    after = page.cursor;
  } while (after !== undefined);
  expect(new Set(seen).size).toBe(80);
  expect(seen).toHaveLength(80);
  const [first = ''] = seen;
  await t.node.call('signals.triage', { id: first, action: 'read', person: second });
  const mine = await t.node.call('signals.list', { mine: true, person: second });
  expect(mine.items.map((r) => r.id)).toEqual([first]);
  expect(mine.counts.mine).toBe(1);
  expect((await t.node.call('signals.list', { assigned: 'none', place: [aktau] })).total).toBe(79);
  expect((await failureOf(t.node.call('signals.list', { limit: 201 }))).code).toBe('E_LIMIT');
  expect((await failureOf(t.node.call('signals.list', { after: 'x' }))).code).toBe('E_CURSOR');
  expect((await failureOf(t.node.call('signals.list', { state: ['open'] }))).code).toBe('E_TERM');
  // Counts rest on the index alone: a rebuild gives the same.
  const counted = (await t.node.call('signals.list', {})).counts;
  expect((await t.node.call('rebuild', { check: true })).equal).toBe(true);
  await t.node.call('rebuild', {});
  expect((await t.node.call('signals.list', {})).counts).toEqual(counted);
});

test('presence is no entry and ends after a minute of silence', async () => {
  const { id } = await signal();
  const held = await entries();
  const said = await t.node.call('signals.presence', { id, reading: true, person: second });
  expect(said.present).toEqual([{ id, person: { id: second, name: 'Second person' }, seconds: 0 }]);
  now += 59_000;
  expect((await t.node.call('signals.present', {})).present).toHaveLength(1);
  now += 1_000;
  expect((await t.node.call('signals.present', {})).present).toEqual([]);
  await t.node.call('signals.presence', { id, reading: true, person: second });
  expect((await t.node.call('signals.presence', { id, reading: false, person: second })).present).toEqual([]);
  expect(await entries()).toBe(held);
});

test('the sender stands in the vault of the own space only', async () => {
  const { id } = await signal({ sender: 'canary-sender-alexandrite', sender_risk: 'high' });
  const shown = await t.node.call('show', { id }, { role: 'documenter' });
  expect(shown.fields['sender']).toBeUndefined();
  expect((await t.node.call('show', { id }, { role: 'manager' })).fields['sender']?.text).toBe(
    'canary-sender-alexandrite',
  );
  const row = await t.node.call('signals.list', { limit: 200 });
  expect(JSON.stringify(row)).not.toContain('alexandrite');
});

test('the public form: off until switched on, ended by date, a new link ends the old', async () => {
  expect(await t.node.call('signals.form', {})).toMatchObject({ on: false, path: null });
  const on = await t.node.call('signals.form_put', { on: true, title: 'Hotline', expires: '2022-02-01' });
  const token = on.path?.slice('/report/'.length) ?? '';
  expect(token).toMatch(/^[\w-]{32}$/);
  expect(await t.node.call('report.form', { token, lang: 'ru' })).toMatchObject({ title: 'Hotline' });
  const sent = await t.node.call('report.send', {
    token,
    text: 'Invented report',
    place: 'Zhanaozen',
    when: 'in the evening',
    contact: 'canary-contact-morganite',
    lang: 'kk',
  });
  expect(sent.receipt).toHaveLength(4);
  const found = await t.node.call('search', { text: sent.receipt.join(' ') });
  expect(found.total).toBe(1);
  const shown = await t.node.call('show', { id: found.items[0]?.id ?? '' }, { role: 'documenter' });
  expect(shown.fields['channel']?.value).toBe('web_form');
  expect(shown.fields['text']?.claims[0]).toMatchObject({ conf: 'reported', by: null });
  expect(shown.fields['text']?.text).toContain('in the evening');
  expect(JSON.stringify(shown)).not.toContain('morganite');
  const renewed = await t.node.call('signals.form_put', { renew: true });
  expect(renewed.received).toBe(1);
  expect((await failureOf(t.node.call('report.form', { token }))).code).toBe('E_PATH');
  const next = renewed.path?.slice('/report/'.length) ?? '';
  const was = now;
  now = Date.UTC(2022, 1, 2);
  expect((await failureOf(t.node.call('report.send', { token: next, text: 'late' }))).code).toBe('E_PATH');
  now = was;
  await t.node.call('signals.form_put', { on: false });
  expect((await failureOf(t.node.call('report.form', { token: next }))).code).toBe('E_PATH');
});

test('a spike: several origins of one place and theme in a day, after quiet weeks', async () => {
  for (let i = 0; i < 6; i++)
    await signal({
      place: aktau,
      theme: 'protest',
      speaker: `Invented Source ${i}`,
      claimed_at: '2022-01-11T10:00+05:00',
    });
  const read = await t.node.call('signals.spikes', { as_of: '2022-01-11T18:00Z' });
  expect(read.alarms[0]).toMatchObject({
    theme: 'protest',
    observed: 6,
    posts: 6,
    place: { id: aktau, title: 'Aktau' },
  });
  expect(read.false_alarms.command).toBe('npm run bench -- spikes');
  expect(
    (await t.node.call('signals.spikes', { as_of: '2022-01-09T18:00Z' })).alarms.map((a) => a.theme),
  ).not.toContain('protest');
});
