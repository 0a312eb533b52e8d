/** Undo on a real node: what an entry said ends, what it replaced is said again, history tells both; refusals name their cause. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failureOf, type TempNode, tempNode } from './temp-node.ts';

let t: TempNode;
beforeAll(async () => {
  t = await tempNode();
});
afterAll(() => t.remove());

const event = (title: string) =>
  t.node.call('record.new', { kind: 'Event', fields: { title, kind: 'protest', date: '2022-01-05' } });

describe('undo', () => {
  test('a record made by the entry leaves the search, and its history says so', async () => {
    const { id, entry } = await event('A cerulean gathering');
    expect((await t.node.call('search', { text: 'cerulean' })).total).toBe(1);
    const undone = await t.node.call('undo', { entry, reason: 'entered twice' });
    expect(undone.ended).toBe(3);
    expect((await t.node.call('search', { text: 'cerulean' })).total).toBe(0);
    expect((await failureOf(t.node.call('show', { id }))).code).toBe('E_NOT_FOUND');
    const { entries } = await t.node.call('history', { id });
    const claims = entries.flatMap((e) => e.claims);
    expect(claims.every((c) => !c.live && c.ended === 'undone' && c.reason === 'entered twice')).toBe(true);
    expect((await t.node.call('rebuild', { check: true })).equal).toBe(true);
  });

  test('a replaced value stands again with all that was said about it, and nothing else changes', async () => {
    const { id } = await event('Before the change');
    const said = await t.node.call('claim', {
      id,
      field: 'injured',
      value: 'at least 8',
      speaker: 'Witness (practice)',
    });
    const replaced = await t.node.call('claim', { id, field: 'injured', value: '3', replaces: said.claim });
    await t.node.call('undo', { entry: replaced.entry });
    const shown = await t.node.call('show', { id });
    expect(shown.fields['injured']?.claims.map((c) => [c.text, c.speaker])).toEqual([
      [(await t.node.call('show', { id })).fields['injured']?.text, 'Witness (practice)'],
    ]);
    expect(shown.fields['injured']?.n_competing).toBe(0);
    expect(shown.title).toBe('Before the change');
  });

  test('a withdrawn value is said again', async () => {
    const { id } = await event('Withdrawn and back');
    const note = await t.node.call('claim', { id, field: 'description', value: 'words on the square' });
    const gone = await t.node.call('retract', { claim: note.claim });
    expect((await t.node.call('show', { id })).fields['description']).toBeUndefined();
    await t.node.call('undo', { entry: gone.entry });
    expect((await t.node.call('show', { id })).fields['description']?.value).toBe('words on the square');
    expect((await failureOf(t.node.call('undo', { entry: gone.entry }))).code).toBe('E_UNDO_NOTHING');
  });

  test('an action over two spaces is undone whole: no half of the record stays', async () => {
    const { id, entry } = await t.node.call('record.new', {
      kind: 'Event',
      fields: { title: 'A twofold saffron event', kind: 'protest', date: '2022-01-05', note: 'kept to ourselves' },
    });
    const { entries } = await t.node.call('history', { id });
    expect(entries).toHaveLength(2);
    const undone = await t.node.call('undo', { entry });
    expect(undone.entries).toHaveLength(2);
    expect((await t.node.call('search', { text: 'saffron', all_spaces: true })).total).toBe(0);
    expect((await failureOf(t.node.call('show', { id }))).code).toBe('E_NOT_FOUND');
  });

  test('undoing twice, undoing an undo, an unknown entry and a claim that was replaced since are refused', async () => {
    const { id, entry } = await event('For refusals');
    const first = await t.node.call('claim', { id, field: 'description', value: 'one' });
    await t.node.call('claim', { id, field: 'description', value: 'two', replaces: first.claim });
    expect((await failureOf(t.node.call('undo', { entry: first.entry }))).code).toBe('E_UNDO_NOTHING');
    const undone = await t.node.call('undo', { entry });
    expect((await failureOf(t.node.call('undo', { entry }))).code).toBe('E_UNDO_NOTHING');
    expect((await failureOf(t.node.call('undo', { entry: undone.entry }))).code).toBe('E_UNDO_AGAIN');
    expect((await failureOf(t.node.call('undo', { entry: 'ab'.repeat(32) }))).code).toBe('E_UNDO_ENTRY');
    expect((await failureOf(t.node.call('undo', { entry: 'nonsense' }))).code).toBe('E_UNDO_ENTRY');
  });

  test('done again after an undo, it stands again', async () => {
    const { id } = await event('Again and again');
    const one = await t.node.call('claim', { id, field: 'tags', value: 'checked' });
    await t.node.call('undo', { entry: one.entry });
    expect((await t.node.call('show', { id })).fields['tags']).toBeUndefined();
    await t.node.call('claim', { id, field: 'tags', value: 'checked' });
    expect((await t.node.call('show', { id })).fields['tags']?.text).toBe('checked');
  });

  test('a co-signature and a concluded decision stay', async () => {
    const st = await t.node.call('statement.new', {
      title: 'A practice statement',
      lang_original: 'en',
      text: 'We ask for the release of those who were detained.',
      demands: [{ key: 'D1', verbatim: 'the release of those who were detained' }],
    });
    const frozen = await t.node.call('statement.freeze', { id: st.id });
    const signed = await t.node.call('statement.sign', { id: st.id, signed_as: 'Practice organisation A' });
    expect((await failureOf(t.node.call('undo', { entry: signed.entry }))).code).toBe('E_UNDO_DECISION');
    expect((await failureOf(t.node.call('undo', { entry: frozen.entry }))).code).toBe('E_FROZEN');
    expect((await failureOf(t.node.call('undo', { entry: st.entry }))).code).toBe('E_FROZEN');
  });
});
