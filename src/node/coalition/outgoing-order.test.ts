/** What a node sends page by page comes in the order that src/ledger/wire-order.ts gives for all of it at once. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { equalBytes, toHex } from '../../base/bytes.ts';
import { frontierOf } from '../../ledger/frontier.ts';
import { type WireEntry, wireOrder } from '../../ledger/wire-order.ts';
import {
  about,
  makeNode,
  makeSpace,
  type NodeFixture,
  type SpaceFixture,
} from '../../store/projection/ledger-fixture.ts';
import { planOutgoing, type Step, steps } from './outgoing.ts';

let node: NodeFixture;
beforeAll(async () => {
  node = await makeNode();
});
afterAll(() => node.close());

/** mulberry32: the same space for the same seed. */
function generator(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

async function invented(seed: number): Promise<SpaceFixture> {
  const below = generator(seed);
  const space = await makeSpace(seed % 2 === 0);
  const n = 20 + below(300);
  for (let i = 0; i < n; i++) {
    // Text that does not compress: some blocks pass 64 KiB.
    const length = below(12) === 0 ? 60_000 + below(60_000) : 10;
    const text = Array.from({ length }, () => String.fromCharCode(0x400 + below(0x1ff))).join('');
    const claims = about('Person', new Uint8Array(16).fill(i % 7), { note: text });
    // Two clocks far apart; the second writer is a minute behind the genesis at times.
    const writer = below(2) === 0 ? 0 : 1;
    space.data({ claims }, { writer, now: 1_700_000_000_002 + i * 10 - (writer === 1 ? below(60_000) : 0) });
  }
  await node.add(space, space.entries);
  return space;
}

const nameOf = (step: Step): string =>
  step.is === 'entry' ? `entry ${toHex(step.entry.id)}` : `block ${toHex(step.ph)}`;

async function sent(space: SpaceFixture, theirs: Parameters<typeof planOutgoing>[2]): Promise<string[]> {
  const names: string[] = [];
  for await (const step of steps(node.ledger, await planOutgoing(node.ledger, space.id, theirs)))
    names.push(nameOf(step));
  return names;
}
function wanted(space: SpaceFixture, from: number): string[] {
  const items = space.entries
    .slice(from)
    .map(({ entry }): WireEntry => ({ is: 'entry', id: entry.id, header: entry.header, send: true, block: true }));
  const ph = new Map(space.entries.map(({ entry }) => [toHex(entry.id), toHex(entry.header.ph)]));
  return [...wireOrder(items)].flatMap((step) => {
    if (step.is === 'blob') return [];
    const id = toHex(step.entry.id);
    return [step.is === 'entry' ? `entry ${id}` : `block ${ph.get(id)}`];
  });
}

test.each([1, 2, 3, 4, 5, 6])('of a whole space, case %i', async (seed) => {
  const space = await invented(seed);
  const names = await sent(space, []);
  expect(names).toHaveLength(2 * space.entries.length);
  expect(names).toEqual(wanted(space, 0));
});

test.each([11, 12, 13])('of what a reader with some of it lacks, case %i', async (seed) => {
  const space = await invented(seed);
  // Both chains in the order of making: the first 30 entries are a prefix of each.
  const held = space.entries.slice(0, 15).map(({ entry }) => ({ id: entry.id, header: entry.header }));
  const names = await sent(space, frontierOf(held));
  expect(names).toEqual(wanted(space, 15));
  expect(space.entries.some(({ entry }) => equalBytes(entry.id, space.id))).toBe(true);
});
