/** Consent and disclosure on a real node: limits, two approvals, withdrawal at once, copies that went out, reasons. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openParts } from '../../src/node/parts.ts';
import { noteCopy } from '../../src/node/record/copies.ts';
import { failureOf, NOW, type TempNode, tempNode } from './temp-node.ts';

let t: TempNode;
beforeAll(async () => {
  t = await tempNode();
  for (const name of ['Reviewer One', 'Reviewer Two']) await t.node.call('users.add', { name, role: 'reviewer' });
});
afterAll(() => t.remove());

/** Names differ: a text that holds the withheld name of anybody is kept back too. */
const NAMES = ['Ainur Sartova', 'Bolat Ermekuly', 'Dariga Tusipova', 'Marat Ospanuly'];
let made = 0;
const person = async (fields: { readonly [field: string]: string | boolean } = {}) =>
  (
    await t.node.call('record.new', {
      kind: 'Person',
      fields: { names: NAMES[made++] ?? '', name_withheld: true, ...fields },
    })
  ).id;
const give = (id: string, more: object = {}) =>
  t.node.call('consent.give', {
    id,
    by: 'self',
    scope: ['record', 'publish_name'],
    manner: 'written',
    at: '2022-01-06',
    ...more,
  });
const scopeOf = async (id: string, scope: string) => {
  const { scopes } = await t.node.call('consent.show', { id });
  const found = scopes.find((s) => s.scope === scope);
  return [found?.allowed, found?.because];
};
const named = async (id: string) =>
  (await t.node.call('record.disclosure', { id })).fields.find((f) => f.field === 'names');

describe('limits', () => {
  test('by phone and in custody a scope out of reach is refused and nothing is written', async () => {
    const id = await person({ minor: false });
    const refused = await failureOf(give(id, { manner: 'phone' }));
    expect([refused.code, refused.params?.['scope']]).toEqual(['E_CONSENT', 'publish_name']);
    expect((await failureOf(give(id, { manner: 'in_custody', scope: ['lawyer', 'press'] }))).params?.['scope']).toBe(
      'press',
    );
    expect((await t.node.call('consent.show', { id })).consents).toEqual([]);
    await give(id, { manner: 'phone', scope: ['record', 'transmit_un'] });
    expect(await scopeOf(id, 'transmit_un')).toEqual([true, 'given']);
  });
  test('consent is a person’s alone', async () => {
    const { id } = await t.node.call('record.new', { kind: 'Event', fields: { title: 'x', kind: 'protest' } });
    expect((await failureOf(give(id))).code).toBe('E_FIELD');
  });
  test('unknown age: a guardian, then two approvals by two who did not write it', async () => {
    const id = await person();
    await give(id);
    expect(await scopeOf(id, 'publish_name')).toEqual([false, 'needs_guardian']);
    const { claim } = await give(id, { by: 'guardian', who: 'Guardian (invented)' });
    expect(await scopeOf(id, 'publish_name')).toEqual([false, 'needs_approvals']);
    const approve = (person: string) => t.node.call('consent.approve', { id, claim, person });
    expect((await failureOf(approve('Manager'))).code).toBe('E_SELF_REVIEW');
    await approve('Reviewer One');
    expect((await failureOf(approve('Reviewer One'))).code).toBe('E_SELF_REVIEW');
    expect((await named(id))?.public).toBeNull();
    expect((await approve('Reviewer Two')).approvals).toBe(2);
    expect(await scopeOf(id, 'publish_name')).toEqual([true, 'given']);
    expect(await named(id)).toMatchObject({ public: 'Bolat Ermekuly', because: [] });
  });
});

test('withdrawal holds at once, lists each copy once with letters in three languages, and keeps what was not withdrawn', async () => {
  const id = await person({ minor: false });
  const { claim } = await give(id);
  expect((await named(id))?.public).toBe('Dariga Tusipova');
  await t.node.close();
  const parts = await openParts(t.dir, t.vault, { clock: () => NOW });
  if (!parts.ok) throw new Error('the folder does not open');
  const copy = { at: '2022-01-08T10:00:00.000Z', space: '', subjects: [id, id], record: null };
  const c = { parts: parts.value };
  await noteCopy(c, { ...copy, id: 'c1', what: 'edition', title: 'Edition 1', to: 'public' });
  await noteCopy(c, { ...copy, id: 'c2', what: 'export', title: 'people.csv', to: 'Lawyers (practice)' });
  await noteCopy(c, { ...copy, id: 'c3', what: 'export', title: 'other.csv', to: 'x', subjects: ['per_other'] });
  await parts.value.close();
  await t.reopen();
  const done = await t.node.call('consent.withdraw', { id, claim, scope: ['publish_name'], reason: 'asked by phone' });
  expect(done.copies).toBe(2);
  expect((await named(id))?.public).toBeNull();
  expect((await named(id))?.because).toContain('consent_withdrawn');
  expect(await scopeOf(id, 'record')).toEqual([true, 'given']);
  const shown = await t.node.call('consent.show', { id });
  expect(shown.copies.map((c) => [c.id, c.recall])).toEqual([
    ['c1', 'never'],
    ['c2', 'asked'],
  ]);
  const letters = shown.copies[1]?.letters;
  for (const lang of ['kk', 'ru', 'en'] as const) {
    expect(letters?.[lang]).toContain(id);
    expect(letters?.[lang]).toContain('Lawyers (practice)');
    expect(letters?.[lang]).not.toContain('Tusipova');
  }
  expect(new Set(Object.values(letters ?? {})).size).toBe(3);
  expect((await failureOf(t.node.call('consent.withdraw', { id, claim }))).code).toBe('E_CLAIM');
});
