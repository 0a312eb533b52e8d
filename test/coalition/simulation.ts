/**
 * The simulated coalition: a seeded scenario over real nodes with real folders. The seed decides who does what and when; keys and ids
 * are random all the same, so that a rule that hangs on their order is met on one side or the other from run to run.
 */
import { NOW } from '../node/temp-node.ts';
import { EVENTS, noteBeyond } from './simulation-events.ts';
import { read, readDamaged, write } from './simulation-exchange.ts';
import { type SimNode, simNode, type World } from './simulation-node.ts';
import { admitted, among, at, attempt, count, meet, PLAYS, type Simulation, speak, YEAR } from './simulation-acts.ts';

const STEP_MS = 10 * 60_000;
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

const usb = (nth: number): boolean => nth === 3 || nth === 6 || (nth > 9 && nth % 3 === 0);
/** A year ahead, a year behind, minutes wrong, right. */
const skew = (nth: number, random: () => number): number =>
  nth % 4 === 1 ? YEAR : nth % 4 === 2 ? -YEAR : nth % 4 === 3 ? Math.round((random() - 0.5) * 3_600_000) : 0;

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
