/** The record page on a real node: ends and reasons, decisions, the rule, reading at an entry, reviews, disclosure, size. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failureOf, type TempNode, tempNode } from './temp-node.ts';

let t: TempNode;
beforeAll(async () => {
  t = await tempNode();
  for (const name of ['Reviewer One', 'Reviewer Two', 'Reviewer Three'])
    await t.node.call('users.add', { name, role: 'reviewer' });
  await t.node.call('users.add', { name: 'Documenter', role: 'documenter' });
});
afterAll(() => t.remove());

const event = (title: string, more: { readonly [field: string]: string } = {}) =>
  t.node.call('record.new', { kind: 'Event', fields: { title, kind: 'protest', date: '2022-01-05', ...more } });
const page = (id: string, at_entry?: string) =>
  t.node.call('record.page', { id, ...(at_entry === undefined ? {} : { at_entry }) });

describe('accounts', () => {
  test('competing claims stand together, the rule names its step, a decision turns it round and can be taken back', async () => {
    const { id } = await event('A gathering');
    const low = await t.node.call('claim', { id, field: 'injured', value: '3', conf: 'corroborated' });
    const high = await t.node.call('claim', { id, field: 'injured', value: '8' });
    const before = (await page(id)).fields['injured'];
    expect([before?.n_competing, before?.rule]).toEqual([1, { step: 'conf', shown: 'corroborated', next: 'reported' }]);
    expect(before?.claims.map((c) => [c.audience, c.ours])).toEqual([
      ['public', true],
      ['public', true],
    ]);
    const decision = await t.node.call('record.decide', {
      id,
      field: 'injured',
      claim: high.claim,
      verb: 'prefer',
      reason: 'the register of the hospital',
      person: 'Reviewer One',
    });
    const decided = (await page(id)).fields['injured'];
    expect(decided?.claims[0]?.claim).toBe(high.claim);
    expect(decided?.rule?.step).toBe('decision');
    expect(decided?.decisions).toMatchObject([
      { verb: 'prefer', targets: [high.claim], reason: 'the register of the hospital', by: 'Reviewer One', ours: true },
    ]);
    expect((await page(id)).fields['~injured']).toBeUndefined();
    await t.node.call('retract', { claim: decision.claim, reason: 'a copying error' });
    expect((await page(id)).fields['injured']?.claims[0]?.claim).toBe(low.claim);
    const bare = { id, field: 'injured', claim: high.claim, verb: 'prefer' as const };
    expect((await failureOf(t.node.call('record.decide', { ...bare, reason: ' ' }))).code).toBe('E_REQUIRED');
    expect((await failureOf(t.node.call('record.decide', { ...bare, field: 'title', reason: 'x' }))).code).toBe(
      'E_CLAIM',
    );
  });

  test('what was taken back stays, with who, when and why; a replaced value says so', async () => {
    const { id } = await event('A title with a misprint', { description: 'to be taken back' });
    const shown = await page(id);
    const title = shown.fields['title']?.claim ?? '';
    await t.node.call('claim', { id, field: 'title', value: 'A title without', replaces: title });
    await t.node.call('retract', {
      claim: shown.fields['description']?.claim ?? '',
      reason: 'the witness withdrew it',
      person: 'Documenter',
    });
    const after = await page(id);
    expect(after.fields['title']?.ended).toMatchObject([
      { text: 'A title with a misprint', ended: { how: 'replaced' } },
    ]);
    expect(after.fields['description']).toBeUndefined();
    expect(after.ended_fields['description']).toMatchObject([
      {
        text: 'to be taken back',
        ended: { how: 'withdrawn', reason: 'the witness withdrew it', by: 'Documenter' },
      },
    ]);
  });

  test('a writer is told who wrote of the same field meanwhile; both accounts are kept', async () => {
    const { id } = await event('Two at one record');
    const seen = (await page(id)).revision;
    const first = await t.node.call('claim', { id, field: 'injured', value: '1', seen, person: 'Documenter' });
    expect(first.meanwhile).toBeUndefined();
    // The clock of this node stands still: what came in later counts as later by its hybrid time alone.
    const second = await t.node.call('claim', { id, field: 'injured', value: '2', seen: '0-0' });
    expect(second.meanwhile).toMatchObject([{ by: 'Documenter' }]);
    expect((await page(id)).fields['injured']?.n_competing).toBe(1);
  });
});

test('read as known at an entry: later claims are not there, ended ones stand again', async () => {
  const { id, entry } = await event('First title');
  const title = (await page(id)).fields['title']?.claim ?? '';
  const second = await t.node.call('claim', { id, field: 'title', value: 'Second title', replaces: title });
  await t.node.call('retract', { claim: second.claim, reason: 'wrong record' });
  const { steps } = await t.node.call('record.steps', { id });
  expect(steps.map((s) => s.changes.filter((c) => c.field === 'title').map((c) => [c.before, c.after]))).toEqual([
    [[null, 'First title']],
    [['First title', 'Second title']],
    [['Second title', null]],
  ]);
  expect(steps[2]?.changes[0]?.reason).toBe('wrong record');
  const at = async (n: number) => page(id, steps[n]?.entry ?? '');
  expect((await at(0)).fields['title']?.text).toBe('First title');
  expect((await at(1)).fields['title']?.text).toBe('Second title');
  expect((await at(2)).fields['title']).toBeUndefined();
  expect((await at(0)).at_entry).toMatchObject({ entry, n: 1, of: 3 });
  expect((await failureOf(page(id, 'ff'.repeat(32)))).code).toBe('E_ENTRY');
});

describe('two reviewers', () => {
  test('disagreement is inconclusive with both texts; nobody reviews what they wrote or twice', async () => {
    const { id } = await event('To be checked');
    const checks = [
      { kind: 'source', result: 'corroborated', text: 'two newsrooms' },
      { kind: 'geolocation', result: 'verified', text: 'the square' },
    ];
    const review = (person: string, conclusion: string, more: object = {}) =>
      t.node.call('review', { id, conclusion, person, ...more });
    expect((await failureOf(review('Manager', 'verified'))).code).toBe('E_SELF_REVIEW');
    await review('Reviewer One', 'corroborated', { checks, text: 'holds' });
    const waiting = await t.node.call('record.verifications', { id });
    expect(waiting.verifications).toMatchObject([
      { state: 'waiting', conclusion: 'corroborated', first: { name: 'Reviewer One' }, second: null, checks },
    ]);
    expect(waiting.authors.length).toBe(1);
    expect((await failureOf(review('Reviewer One', 'corroborated'))).code).toBe('E_SELF_REVIEW');
    await review('Reviewer Two', 'doubtful', { text: 'one origin only' });
    const [done] = (await t.node.call('record.verifications', { id })).verifications;
    expect(done).toMatchObject({
      state: 'concluded',
      conclusion: 'inconclusive',
      second: { name: 'Reviewer Two' },
      dissent: [{ by: 'Reviewer Two', text: 'doubtful: one origin only' }],
    });
    expect((await page(id)).n_verifications).toBe(1);
  });
  test('agreement concludes, and what the second adds is kept as dissent', async () => {
    const { id } = await event('Agreed on');
    await t.node.call('review', { id, conclusion: 'verified', person: 'Reviewer One' });
    await t.node.call('review', { id, conclusion: 'verified', dissent: 'the hour is open', person: 'Reviewer Two' });
    const [done] = (await t.node.call('record.verifications', { id })).verifications;
    expect(done).toMatchObject({ conclusion: 'verified', dissent: [{ text: 'the hour is open' }] });
  });
});

test('the page of a record with 10,000 relations stays under 100 KB', async () => {
  const { id } = await event('Referred to by many');
  const file = join(t.root, 'acts.csv');
  const rows = Array.from({ length: 10_000 }, (_, n) => `Act,A${n},censorship,${id}`);
  writeFileSync(file, ['kind,code,type,event', ...rows].join('\n'));
  expect((await t.node.call('import', { file, profile: 'csv-generic' })).errors).toBe(0);
  const read = await page(id);
  expect(read.relations.find((r) => r.field === 'event')?.count).toBe(10_000);
  expect(JSON.stringify(read).length).toBeLessThan(100_000);
}, 300_000);
