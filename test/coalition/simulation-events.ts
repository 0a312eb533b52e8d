/** What happens once in the simulated coalition, by the share of the steps that are over: removals, a copied folder, a restore, a late joiner. */
import { backUp, copyOf, putBack, type SimNode } from './simulation-node.ts';
import { admitted, at, count, meet, PLAYS, record, type Simulation, speak, YEAR } from './simulation-acts.ts';

/** What a removed member writes on with, while nobody has told it. */
export function noteBeyond(s: Simulation): void {
  const leaver = at(s, PLAYS.leaver);
  if (leaver.standing === 'removed') leaver.beyond.push(...leaver.acknowledged.splice(0));
}

export async function partyOf(node: SimNode): Promise<string> {
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

/** What happens once, by the share of the steps that are over. */
export const EVENTS: readonly (readonly [share: number, run: (s: Simulation) => Promise<void>])[] = [
  [
    0.1,
    async (s) => {
      // What others know this node to hold is more than its backup holds.
      const [node, founder] = [at(s, PLAYS.restored), at(s, PLAYS.founder)];
      await record(s, node);
      await backUp(node);
      await record(s, node);
      await meet(s, node, founder);
    },
  ],
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
      await record(s, leaver);
      for (let i = 0; i < 2; i++) await speak(s, leaver, false);
      // What the founder says from now on is not for the leaver.
      await record(s, founder);
    },
  ],
  [
    0.45,
    async (s) => {
      await record(s, at(s, PLAYS.copied));
      const copy = await copyOf(s.world, at(s, PLAYS.copied), 'copy of node 7');
      copy.group = (at(s, PLAYS.copied).group + 1) % 2;
      s.nodes.push(copy);
      for (const node of [copy, at(s, PLAYS.copied)]) await record(s, node);
      count(s, 'copied folder');
    },
  ],
  [
    0.55,
    async (s) => {
      // The clock of the new computer stands a year back, and what it loses was known to be there.
      const node = at(s, PLAYS.restored);
      node.time.offset -= YEAR;
      await putBack(s.world, node);
      await record(s, node);
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
