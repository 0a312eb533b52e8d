/** What a node or a person of the simulated coalition does, one thing at a time, and what the scenario keeps of it. */
import { expect } from 'vitest';
import { KuaFailure } from '../../src/base/failures.ts';
import { event } from './exchange-kit.ts';
import { read, sync, write } from './simulation-exchange.ts';
import type { SimNode, World } from './simulation-node.ts';

export const YEAR = 365 * 86_400_000;
const WORDS = ['A march', 'Атыс', 'Ұстау', 'A search', 'Суд', 'A letter'];

/** What a node may answer when its person does what it must not, or what has gone meanwhile. */
const NOT_ANY_MORE: ReadonlySet<string> = new Set([
  ...['E_SEAT_ROLE', 'E_SEAT_ENDED', 'E_SPACE_LOCKED', 'E_NOT_FOUND', 'E_CLAIM', 'E_ENTRY', 'E_ERASE_TARGET'],
]);

export interface Simulation {
  readonly world: World;
  readonly nodes: SimNode[];
  readonly space: string;
  readonly random: () => number;
  /** How often each thing was done, and how often it was refused in order. */
  readonly counts: Map<string, number>;
}

/** Parts that nodes play, by number; all further ones write, every third of them without a line. */
export const PLAYS = {
  ...{
    founder: 0,
    managerA: 1,
    managerB: 2,
    managerUsb: 3,
    relay: 4,
    leaver: 5,
    restored: 6,
    copied: 7,
    reader: 8,
    ally: 9,
  },
} as const;
const ROLES: { readonly [nth: number]: 'relay' | 'read' | 'manage' } = {
  1: 'manage',
  2: 'manage',
  3: 'manage',
  4: 'relay',
  8: 'read',
};
export const count = (s: Pick<Simulation, 'counts'>, what: string): void =>
  void s.counts.set(what, (s.counts.get(what) ?? 0) + 1);
export const among = <T>(s: Pick<Simulation, 'random'>, list: readonly T[]): T | undefined =>
  list[Math.floor(s.random() * list.length)];

/** Does it, or is refused in order. Any other refusal ends the simulation. */
export async function attempt<T>(s: Simulation, what: string, work: () => Promise<T>): Promise<T | null> {
  try {
    const out = await work();
    count(s, what);
    return out;
  } catch (error) {
    if (!(error instanceof KuaFailure) || !NOT_ANY_MORE.has(error.failure.code))
      throw new Error(`${what}: ${error instanceof KuaFailure ? JSON.stringify(error.failure) : ''}`, { cause: error });
    count(s, `${what} ${error.failure.code}`);
    return null;
  }
}

/** Lets a node in; it knows the space only when it next meets somebody who knows its grant. */
export async function admitted(s: Simulation, by: SimNode, node: SimNode): Promise<void> {
  const role = ROLES[s.nodes.indexOf(node)] ?? 'write';
  const invited = await by.node.call('coalition.invite', { space: by.slug, role });
  const answer = await node.node.call('coalition.join', { file: invited.text, slug: node.slug });
  await by.node.call('coalition.admit', { space: by.slug, file: answer.text });
  node.standing = 'live';
  node.group = by.group;
}

/** An exchange as the two are able to: by line where both have one, else a stick there and one back. */
export async function meet(
  s: Simulation,
  a: SimNode,
  b: SimNode,
  cutAfter?: number,
): Promise<{ moved: number; error: string | null }> {
  if (a.link === 'line' && b.link === 'line') {
    count(s, cutAfter === undefined ? 'sync' : 'sync over a line that breaks');
    return sync(a, b, s.space, cutAfter);
  }
  return { moved: await sticks(s, a, b), error: null };
}

export async function sticks(s: Simulation, a: SimNode, b: SimNode): Promise<number> {
  count(s, 'sticks');
  let moved = 0;
  for (const [from, to] of [
    [a, b],
    [b, a],
  ] as const) {
    const file = await write(from, to, s.space);
    if (file !== null) moved += await read(to, file);
  }
  return moved;
}

export const at = (s: Simulation, play: number): SimNode => {
  const node = s.nodes[play];
  return node ?? expect.fail(`no node ${play}`);
};

const titleOf = (s: Simulation): string => `${among(s, WORDS)} ${Math.floor(s.random() * 1_000)}`;

export async function record(s: Simulation, node: SimNode): Promise<void> {
  await attempt(s, 'record', async () => {
    const made = await event(node, node.slug, titleOf(s));
    node.acknowledged.push(made.entry);
    node.said.push({ entry: made.entry, claim: null, record: made.id });
  });
}

/** One thing that a person does at a node that may write. */
export async function speak(s: Simulation, node: SimNode, mayErase: boolean): Promise<void> {
  const own = among(s, node.said);
  const roll = s.random();
  if (!own || roll < 0.5) await record(s, node);
  else if (roll < 0.8)
    await attempt(s, 'claim', async () => {
      const other = among(s, among(s, s.nodes)?.said ?? []) ?? own;
      const body = { field: 'injured', value: String(Math.floor(s.random() * 90)), space: node.slug };
      const made = await node.node.call('claim', { id: other.record, ...body });
      node.acknowledged.push(made.entry);
      node.said.push({ entry: made.entry, claim: made.claim, record: other.record });
    });
  else if (roll < 0.9 && own.claim !== null)
    await attempt(s, 'retract', async () => {
      const made = await node.node.call('retract', { claim: own.claim ?? '', space: node.slug, reason: 'mistaken' });
      node.acknowledged.push(made.entry);
    });
  else if (mayErase)
    await attempt(s, 'erase', async () => {
      await node.node.call('erase', { entry: own.entry, ground: 'consent withdrawn', space: node.slug });
      node.said = node.said.filter((one) => one.entry !== own.entry);
    });
}
