/** Twenty people on one node at once: every acknowledged write stands afterwards, once, and survives a kill. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningNode, startNode } from '../e2e/running-node.ts';
import { arrive, lost, type Person, work } from './people.ts';

const PEOPLE = 20;
const ROUNDS = 3;
const folder = mkdtempSync(join(tmpdir(), 'kua-load-'));
let node: RunningNode;
const people: Person[] = [];

beforeAll(async () => {
  node = await startNode(folder);
  for (let n = 1; n <= PEOPLE; n++)
    people.push(await arrive(node, `Practice person ${n}`, n % 4 === 0 ? 'reviewer' : 'documenter'));
}, 120_000);
afterAll(async () => {
  await node?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('no write of twenty people is lost, doubled or refused', { timeout: 180_000 }, async () => {
  const day = await work(people, node.space, ROUNDS, 20);
  expect(day.refused).toEqual([]);
  expect(day.acknowledged).toHaveLength(PEOPLE * ROUNDS * 2);
  expect(new Set(day.acknowledged.map((a) => a.claim)).size).toBe(day.acknowledged.length);
  const first = people[0];
  if (!first) throw new Error('nobody came');
  expect(await lost(first, node.space, day)).toEqual([]);
  await node.kill();
  await node.restart();
  expect(await lost(first, node.space, day)).toEqual([]);
  const { total } = await first.get<{ total: number }>(
    `/api/1/spaces/${node.space}/records?kind=Group&text=practice&limit=1`,
  );
  expect(total).toBe(PEOPLE * ROUNDS);
});
