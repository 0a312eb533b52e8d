/** Editions of a real node: what stops them, what asks, two persons, a consent taken back in the middle, corrections, mirrors to a folder. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiOut } from '../../src/contract/api.ts';
import { verifyEdition } from '../../src/publishing/verify.ts';
import { failureOf, filesBelow, NOW, type TempNode, tempNode } from './temp-node.ts';

let t: TempNode;
let now = NOW;
let first = '';
let second = '';
const space = 'january-2022';

beforeAll(async () => {
  t = await tempNode(() => now);
  await t.node.call('example', { name: space });
  first = (await t.node.call('users.add', { name: 'Reviewer One', role: 'reviewer' })).id;
  second = (await t.node.call('users.add', { name: 'Reviewer Two', role: 'reviewer' })).id;
}, 60_000);
afterAll(() => t.remove());

type Check = ApiOut<'editions.check'>['checks'][number];
const check = (more: object = {}) => t.node.call('editions.check', { space, ...more });
const named = async (code: string, more: object = {}): Promise<Check> => {
  const found = (await check(more)).checks.find((c) => c.code === code);
  if (!found) throw new Error(`no check ${code}`);
  return found;
};

describe('the example', () => {
  test('nothing stops it; sources that name people and demands with one side ask', async () => {
    const { checks, changes, number, ready } = await check();
    expect(checks.filter((c) => c.verdict === 'stop')).toEqual([]);
    expect(checks.filter((c) => c.verdict === 'ask').map((c) => [c.code, c.people])).toEqual([
      ['sources_naming', true],
      ['demands', false],
    ]);
    expect([number, ready, changes.since]).toEqual([1, false, null]);
  });
});
