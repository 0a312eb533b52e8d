/** Claims by hand on a real node: competing values, replacement, retraction, roles of spaces, erasure. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failureOf, filesBelow, type TempNode, tempNode } from './temp-node.ts';

let t: TempNode;
beforeAll(async () => {
  t = await tempNode();
});
afterAll(() => t.remove());

const event = (title: string) =>
  t.node.call('record.new', { kind: 'Event', fields: { title, kind: 'protest', date: '2022-01-05' } });

describe('claims', () => {
  test('a second account of a value stands beside the first, each with its speaker', async () => {
    const { id } = await event('A gathering on the square');
    await t.node.call('claim', { id, field: 'injured', value: '3', speaker: 'Hospital (practice)' });
    await t.node.call('claim', { id, field: 'injured', value: 'at least 8', speaker: 'Witness (practice)' });
    const shown = await t.node.call('show', { id });
    const field = shown.fields['injured'];
    expect(field?.n_competing).toBe(1);
    expect(field?.claims.map((c) => c.speaker).toSorted()).toEqual(['Hospital (practice)', 'Witness (practice)']);
    expect(field?.claims.map((c) => c.by)).toEqual(['Manager', 'Manager']);
  });

  test('a replaced value is no longer live and stays in the history', async () => {
    const { id } = await event('A title with a misprint');
    const first = (await t.node.call('show', { id })).fields['title'];
    await t.node.call('claim', { id, field: 'title', value: 'A title without', replaces: first?.claim ?? '' });
    const shown = await t.node.call('show', { id });
    expect(shown.fields['title']?.value).toBe('A title without');
    expect(shown.fields['title']?.n_competing).toBe(0);
    const { entries } = await t.node.call('history', { id });
    expect(
      entries
        .flatMap((e) => e.claims)
        .filter((c) => c.field === 'title')
        .map((c) => c.live)
        .toSorted(),
    ).toEqual([false, true]);
  });

  test('a retracted value leaves the record and the search', async () => {
    const { id } = await event('Unmistakable quicksilver word');
    const title = (await t.node.call('show', { id })).fields['title'];
    expect((await t.node.call('search', { text: 'quicksilver' })).total).toBe(1);
    await t.node.call('retract', { claim: title?.claim ?? '', reason: 'written to the wrong record' });
    expect((await t.node.call('search', { text: 'quicksilver' })).total).toBe(0);
    expect((await t.node.call('show', { id })).fields['title']).toBeUndefined();
  });

  test('refusals name the thing: unknown field, term, date, record, claim', async () => {
    const { id } = await event('For refusals');
    const refused = async (field: string, value: string) =>
      (await failureOf(t.node.call('claim', { id, field, value }))).code;
    expect(await refused('no_such_field', 'x')).toBe('E_FIELD');
    expect(await refused('kind', 'protesst')).toBe('E_TERM');
    expect(await refused('date', '2022-13')).toBe('E_DATE');
    expect(await refused('title', 'a\0b')).toBe('E_VALUE');
    expect((await failureOf(t.node.call('claim', { id, field: 'title', value: 'x', speaker: 'a\0b' }))).code).toBe(
      'E_INPUT',
    );
    expect((await failureOf(t.node.call('show', { id: 'evt_00000000000000000000000000' }))).code).toBe('E_NOT_FOUND');
    expect((await failureOf(t.node.call('show', { id: 'evt_zzz' }))).code).toBe('E_ID');
    expect((await failureOf(t.node.call('retract', { claim: `${'0'.repeat(64)}.0` }))).code).toBe('E_CLAIM');
    expect((await failureOf(t.node.call('search', { space: 'nowhere' }))).code).toBe('E_SPACE');
  });

  test('everything is there after a restart', async () => {
    const before = await t.node.call('search', { facets: ['kind'] });
    await t.reopen();
    expect(await t.node.call('search', { facets: ['kind'] })).toEqual(before);
    expect((await t.node.call('rebuild', { check: true })).equal).toBe(true);
  });
});

describe('secrecy', () => {
  test('a canary of a private space is in no file of the data folder', async () => {
    const canary = 'canary-zhalyn-4711';
    const { id } = await event(`Event with ${canary}`);
    await t.node.call('claim', { id, field: 'note', value: `private note ${canary}` });
    expect((await t.node.call('search', { text: canary })).total).toBe(1);
    for (const file of filesBelow(t.dir)) expect(readFileSync(file).includes(canary), file).toBe(false);
  });

  test('a private note is written to our own space, not to the case', async () => {
    const { id } = await event('Event with a note');
    await t.node.call('claim', { id, field: 'note', value: 'only for us' });
    const spaces = (await t.node.call('spaces.list', {})).spaces;
    const own = spaces.find((s) => s.role === 'own');
    const shown = await t.node.call('show', { id });
    expect(shown.fields['note']?.value).toEqual(['only for us']);
    const { entries } = await t.node.call('history', { id });
    expect(entries.length).toBe(2);
    expect(own?.public).toBe(false);
  });

  test('an erased entry leaves record and search, and the chain still verifies', async () => {
    const { id, entry } = await event('Erasable amaranth');
    expect((await t.node.call('search', { text: 'amaranth' })).total).toBe(1);
    await t.node.call('erase', { entry, ground: 'consent withdrawn' });
    expect((await t.node.call('search', { text: 'amaranth' })).total).toBe(0);
    expect((await failureOf(t.node.call('erase', { entry, ground: 'again' }))).code).toBe('E_ENTRY');
    expect((await failureOf(t.node.call('show', { id }))).code).toBe('E_NOT_FOUND');
    const doctor = await t.node.call('doctor', {});
    expect(doctor.checks.filter((c) => c.result !== 'pass')).toEqual([]);
  });
});

describe('people', () => {
  test('two persons review; a third opinion of the author is refused', async () => {
    await t.node.call('users.add', { name: 'Reviewer One', role: 'reviewer' });
    await t.node.call('users.add', { name: 'Reviewer Two', role: 'reviewer' });
    const { id } = await event('To be reviewed');
    expect((await failureOf(t.node.call('review', { id, conclusion: 'verified', person: 'Manager' }))).code).toBe(
      'E_SELF_REVIEW',
    );
    expect((await failureOf(t.node.call('review', { id, conclusion: 'nonsense', person: 'Reviewer One' }))).code).toBe(
      'E_TERM',
    );
    expect((await failureOf(t.node.call('review', { id, conclusion: 'set_aside', person: 'Reviewer One' }))).code).toBe(
      'E_REQUIRED',
    );
    const first = await t.node.call('review', {
      id,
      conclusion: 'corroborated',
      text: 'two sources',
      person: 'Reviewer One',
    });
    expect(
      (await failureOf(t.node.call('review', { id, conclusion: 'corroborated', person: 'Reviewer One' }))).code,
    ).toBe('E_SELF_REVIEW');
    const second = await t.node.call('review', {
      id,
      conclusion: 'doubtful',
      text: 'one origin only',
      person: 'Reviewer Two',
    });
    expect(second.id).toBe(first.id);
    const { fields } = await t.node.call('show', { id: first.id });
    expect(fields['conclusion']?.value).toBe('inconclusive');
    expect(JSON.stringify(fields['dissent']?.value)).toContain('one origin only');
    expect(JSON.stringify(fields['checks']?.value)).toContain('two sources');
  });

  test('the last manager is neither locked nor lowered', async () => {
    expect((await failureOf(t.node.call('users.lock', { name: 'Manager', locked: true }))).code).toBe('E_LAST_MANAGER');
    expect((await failureOf(t.node.call('users.role', { name: 'Manager', role: 'reviewer' }))).code).toBe(
      'E_LAST_MANAGER',
    );
  });

  test('a login link works once and for an unlocked person only', async () => {
    const { token } = await t.node.call('login.token', { name: 'Reviewer One' });
    const session = await t.node.call('login.redeem', { token });
    expect((await failureOf(t.node.call('login.redeem', { token }))).code).toBe('E_LOGIN');
    expect((await t.node.call('session.read', { session: session.session })).user.name).toBe('Reviewer One');
    await t.node.call('users.lock', { name: 'Reviewer One', locked: true });
    expect((await failureOf(t.node.call('session.read', { session: session.session }))).code).toBe('E_SESSION');
    expect((await failureOf(t.node.call('login.token', { name: 'Reviewer One' }))).code).toBe('E_USER_LOCKED');
  });
});
