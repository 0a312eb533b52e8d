/** The practice statement of the example: three real keys under one text, and loading it again changes nothing. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ApiOut, StatementJson } from '../../src/contract/api.ts';
import { type TempNode, tempNode } from './temp-node.ts';

let t: TempNode;
let loaded: ApiOut<'example'>;
let statement: StatementJson;
beforeAll(async () => {
  t = await tempNode();
  loaded = await t.node.call('example', { name: 'january-2022' });
  statement = await t.node.call('statement.show', { space: loaded.practice_space, id: 'PS1' });
});
afterAll(() => t.remove());

test('three organisations co-sign with three keys; one of them with a reservation', () => {
  expect(statement).toMatchObject({ state: 'frozen', ours: true, date: '2022-01-11' });
  expect(statement.signatories.map((s) => [s.basis, s.verified, s.fault])).toEqual(Array(3).fill(['key', true, null]));
  expect(new Set(statement.signatories.map((s) => s.key)).size).toBe(3);
  expect(statement.signatories.map((s) => s.name).toSorted()).toEqual([
    'Practice Organisation A (invented)',
    'Practice Organisation B (invented)',
    'Practice Organisation C (invented)',
  ]);
  expect(statement.signatories.filter((s) => s.reservation !== null)).toHaveLength(1);
});

test('every language marks every demand, and everything is marked as invented', () => {
  expect(statement.versions.map((v) => v.lang).toSorted()).toEqual(['en', 'kk', 'ru']);
  expect(statement.demands).toHaveLength(3);
  for (const d of statement.demands) expect(d.clauses.map((c) => c.in_text)).toEqual([true, true, true]);
  for (const name of [...statement.addressees, ...statement.signatories.map((s) => s.name)])
    expect(name).toContain('(invented)');
});

test('is counted apart from the case; the practice organisations are not doubled by signing', () => {
  expect(loaded.practice).toMatchObject({ Statement: 1, Demand: 3, CoSignature: 3, Organisation: 4 });
  expect(loaded.counts).toMatchObject({ Statement: 34, Demand: 18, CoSignature: 13 });
});

test('loaded again, after a restart too, nothing is added and the keys are the same', async () => {
  await t.reopen();
  expect((await t.node.call('example', { name: 'january-2022' })).entries_new).toBe(0);
  expect(await t.node.call('statement.show', { space: loaded.practice_space, id: 'PS1' })).toEqual(statement);
});

test('two nodes make different keys', async () => {
  const other = await tempNode();
  try {
    const there = await other.node.call('example', { name: 'january-2022' });
    const shown = await other.node.call('statement.show', { space: there.practice_space, id: 'PS1' });
    const keys = [...statement.signatories, ...shown.signatories].map((s) => s.key);
    expect(new Set(keys).size).toBe(6);
  } finally {
    await other.remove();
  }
});
