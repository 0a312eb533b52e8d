/**
 * The simulated coalition: a seeded scenario over real nodes with real folders. The seed decides who does what and when; keys and ids
 * are random all the same, so that a rule that hangs on their order is met on one side or the other from run to run.
 */
import { expect } from 'vitest';
import { KuaFailure } from '../../src/base/failures.ts';
import { event } from './exchange-kit.ts';
import { read, readDamaged, sync, write } from './simulation-exchange.ts';
import { backUp, copyOf, putBack, type SimNode, simNode, type World } from './simulation-node.ts';
import { NOW } from '../node/temp-node.ts';

const YEAR = 365 * 86_400_000;
const STEP_MS = 10 * 60_000;
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

/** mulberry32: the same scenario again from the same number. */
export function seeded(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
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
const usb = (nth: number): boolean => nth === 3 || nth === 6 || (nth > 9 && nth % 3 === 0);
/** A year ahead, a year behind, minutes wrong, right. */
const skew = (nth: number, random: () => number): number =>
  nth % 4 === 1 ? YEAR : nth % 4 === 2 ? -YEAR : nth % 4 === 3 ? Math.round((random() - 0.5) * 3_600_000) : 0;

const count = (s: Pick<Simulation, 'counts'>, what: string): void =>
  void s.counts.set(what, (s.counts.get(what) ?? 0) + 1);
const among = <T>(s: Pick<Simulation, 'random'>, list: readonly T[]): T | undefined =>
  list[Math.floor(s.random() * list.length)];

/** Does it, or is refused in order. Any other refusal ends the simulation. */
async function attempt<T>(s: Simulation, what: string, work: () => Promise<T>): Promise<T | null> {
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

/** The founder's node, and all others in its space but the last, which comes late. */
export async function found(seed: number, size: number): Promise<Simulation> {
  const random = seeded(seed);
  const world: World = { now: NOW };
  const nodes: SimNode[] = [];
  for (let i = 0; i < size; i++) {
    const o = { name: `node ${i}`, link: usb(i) ? 'usb' : 'line', slug: i === 0 ? 'case' : 'shared' } as const;
    nodes.push(await simNode(world, { ...o, offset: i === 0 ? 0 : skew(i, random) }));
  }
  const [founder] = nodes;
  if (!founder) throw new Error('no node');
  founder.standing = 'live';
  const { space } = await founder.node.call('coalition.invite', { space: 'case' });
  const s: Simulation = { world, nodes, space: typeof space === 'string' ? space : '', random, counts: new Map() };
  for (const node of nodes.slice(1, -1)) await admitted(s, founder, node);
  for (const node of nodes.slice(1, -1)) await meet(s, node, founder);
  return s;
}

/** Lets a node in; it knows the space only when it next meets somebody who knows its grant. */
async function admitted(s: Simulation, by: SimNode, node: SimNode): Promise<void> {
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

const titleOf = (s: Simulation): string => `${among(s, WORDS)} ${Math.floor(s.random() * 1_000)}`;

/** One thing that a person does at a node that may write. */
async function speak(s: Simulation, node: SimNode, mayErase: boolean): Promise<void> {
  const own = among(s, node.said);
  const roll = s.random();
  if (!own || roll < 0.5)
    await attempt(s, 'record', async () => {
      const made = await event(node, node.slug, titleOf(s));
      node.acknowledged.push(made.entry);
      node.said.push({ entry: made.entry, claim: null, record: made.id });
    });
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

/** What a removed member writes on with, while nobody has told it. */
function noteBeyond(s: Simulation): void {
  const leaver = at(s, PLAYS.leaver);
  if (leaver.standing === 'removed') leaver.beyond.push(...leaver.acknowledged.splice(0));
}

const writers = (s: Simulation): readonly SimNode[] =>
  s.nodes.filter((n, i) => n.standing !== 'outside' && i !== PLAYS.relay && i !== PLAYS.reader);
/** Members that somebody may remove do not erase: what was obeyed before the removal came stays obeyed (docs/decisions/0027). */
const mayErase = (s: Simulation, node: SimNode): boolean => s.nodes.indexOf(node) > PLAYS.restored;

/** Bundles on their way: they arrive late, in any order, twice, or never. */
interface Underway {
  readonly to: SimNode;
  readonly file: string;
}

async function step(s: Simulation, underway: Underway[]): Promise<void> {
  s.world.now += STEP_MS;
  const present = s.nodes.filter((n) => n.standing !== 'outside');
  const a = among(s, present);
  const b =
    a &&
    among(
      s,
      present.filter((n) => n !== a && n.group === a.group),
    );
  const roll = s.random();
  const speaker = among(s, writers(s));
  if (roll < 0.5) {
    if (speaker) await speak(s, speaker, mayErase(s, speaker));
  } else if (roll < 0.7) {
    if (a && b) await meet(s, a, b, s.random() < 0.1 ? 300 + Math.floor(s.random() * 4_000) : undefined);
  } else if (roll < 0.82) {
    const file = a && b ? await write(a, b, s.space) : null;
    if (b && file !== null) underway.push({ to: b, file });
  } else if (roll < 0.94) {
    const [one] = underway.splice(Math.floor(s.random() * underway.length), 1);
    if (one) await arrives(s, one, underway);
  } else if (roll < 0.97) {
    if (speaker) await attempt(s, 'rotate', () => speaker.node.call('coalition.rotate', { space: speaker.slug }));
  } else {
    const manager = s.nodes[PLAYS.founder];
    if (manager) await acceptSome(s, manager);
  }
}

async function arrives(s: Simulation, one: Underway, underway: Underway[]): Promise<void> {
  const roll = s.random();
  if (roll < 0.2) return count(s, 'a bundle that is lost');
  if (roll < 0.4) {
    await readDamaged(one.to, one.file, s.random(), s.random() < 0.7 ? 'torn' : 'flipped');
    count(s, 'a damaged bundle');
    if (roll < 0.3) return;
  }
  await read(one.to, one.file);
  count(s, 'a bundle that arrives late');
  if (s.random() < 0.3) underway.push(one);
}

/** A manager accepts one quarantined entry by name, as the desk offers it; never one of the member that was removed for good. */
async function acceptSome(s: Simulation, manager: SimNode): Promise<void> {
  const { items } = await manager.node.call('coalition.quarantine', { space: manager.slug });
  noteBeyond(s);
  const leaver = new Set(at(s, PLAYS.leaver).beyond);
  const one = items.find((q) => q.acceptable && q.kind === 'note' && !leaver.has(q.entry));
  if (one)
    await attempt(s, 'accept', () =>
      manager.node.call('coalition.accept', { space: manager.slug, entries: [one.entry] }),
    );
}

async function partyOf(node: SimNode): Promise<string> {
  const { seats } = await node.node.call('keys.read', {});
  const own = seats.find((seat) => seat.slug === node.slug);
  if (!own) throw new Error(`${node.name} has no seat`);
  return own.party;
}

async function remove(s: Simulation, by: SimNode, whom: SimNode): Promise<void> {
  await by.node.call('coalition.revoke', { space: by.slug, member: await partyOf(whom), reason: 'practice' });
  count(s, 'removal');
}

/** Cuts the coalition into up to four groups. */
function scatter(s: Simulation): void {
  const groups = 2 + Math.floor(s.random() * 3);
  for (const node of s.nodes) node.group = Math.floor(s.random() * groups);
  count(s, 'partition');
}

export const at = (s: Simulation, play: number): SimNode => {
  const node = s.nodes[play];
  return node ?? expect.fail(`no node ${play}`);
};

/** What happens once, by the share of the steps that are over. */
const EVENTS: readonly (readonly [share: number, run: (s: Simulation) => Promise<void>])[] = [
  [0.1, async (s) => backUp(at(s, PLAYS.restored))],
  [0.15, async (s) => scatter(s)],
  [
    0.3,
    async (s) => {
      // Two managers, each on its side of a cut line, remove each other, and go on.
      const [a, b] = [at(s, PLAYS.managerA), at(s, PLAYS.managerB)];
      scatter(s);
      [a.group, b.group] = [0, 1];
      await remove(s, a, b);
      await remove(s, b, a);
      for (const node of [a, b]) await speak(s, node, false);
    },
  ],
  [
    0.4,
    async (s) => {
      // One who knows nothing of the removal stays with the removed member, and both write on.
      const [leaver, ally, founder] = [at(s, PLAYS.leaver), at(s, PLAYS.ally), at(s, PLAYS.founder)];
      [leaver.group, ally.group] = [9, 9];
      await remove(s, founder, leaver);
      leaver.acknowledged.length = 0;
      leaver.standing = 'removed';
      for (let i = 0; i < 3; i++) await speak(s, leaver, false);
      // What the founder says from now on is not for the leaver.
      await speak(s, founder, false);
    },
  ],
  [
    0.45,
    async (s) => {
      const copy = await copyOf(s.world, at(s, PLAYS.copied), 'copy of node 7');
      copy.group = (at(s, PLAYS.copied).group + 1) % 2;
      s.nodes.push(copy);
      for (const node of [copy, at(s, PLAYS.copied)]) await speak(s, node, false);
      count(s, 'copied folder');
    },
  ],
  [
    0.55,
    async (s) => {
      await putBack(s.world, at(s, PLAYS.restored));
      await speak(s, at(s, PLAYS.restored), false);
      count(s, 'restore');
    },
  ],
  [
    0.65,
    async (s) => {
      const late = s.nodes.findIndex((n) => n.standing === 'outside');
      await admitted(s, at(s, PLAYS.managerUsb), at(s, late));
      await meet(s, at(s, late), at(s, PLAYS.managerUsb));
      count(s, 'late joiner');
    },
  ],
  [0.7, async (s) => scatter(s)],
  // The clock of one that ran a year ahead is set right.
  [0.75, async (s) => void (at(s, PLAYS.ally).time.offset = 0)],
];

export async function run(s: Simulation, steps: number): Promise<void> {
  const underway: Underway[] = [];
  const events = [...EVENTS];
  for (let i = 0; i < steps; i++) {
    while (events[0] && events[0][0] * steps <= i) await events.shift()?.[1](s);
    await step(s, underway);
  }
  for (const [, happens] of events) await happens(s);
  noteBeyond(s);
}
