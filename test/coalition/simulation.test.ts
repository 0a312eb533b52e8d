/**
 * Many nodes, lines that are cut, sticks, wrong clocks, a restore, a copied folder, removals at both ends of a cut: at the end every
 * live node holds the same entries and shows the same. KUA_SIM_SEED, KUA_SIM_NODES (10 or more), KUA_SIM_STEPS change it.
 */
import { expect, test } from 'vitest';
import { event } from './exchange-kit.ts';
import { differences, type Holding, holding, opensWith } from './simulation-check.ts';
import { read, write } from './simulation-exchange.ts';
import type { SimNode } from './simulation-node.ts';
import { partyOf } from './simulation-events.ts';
import { at, meet, PLAYS, type Simulation, sticks } from './simulation-acts.ts';
import { found, run } from './simulation.ts';

const number = (name: string, usual: number): number => Number(process.env[name] ?? usual);
const SEED = number('KUA_SIM_SEED', Date.now() % 1_000_000);
const NODES = Math.max(10, number('KUA_SIM_NODES', 20));
const STEPS = number('KUA_SIM_STEPS', 60);
const MOST_ROUNDS = 10;

const live = (s: Simulation): readonly SimNode[] => s.nodes.filter((n) => n.standing === 'live');

/** Everybody meets the founder, again and again, until a whole round moves nothing. */
async function settle(s: Simulation): Promise<number> {
  const founder = at(s, PLAYS.founder);
  for (const node of s.nodes) node.group = 0;
  for (let round = 1; round <= MOST_ROUNDS; round++) {
    let moved = 0;
    const errors: string[] = [];
    for (const node of live(s).filter((n) => n !== founder)) {
      s.world.now += 60_000;
      const met = await meet(s, node, founder);
      moved += met.moved;
      if (met.error === null) continue;
      // One whose removal came before its own removal of the other is turned away, and brings what it has on a stick.
      errors.push(`${node.name}: ${met.error}`);
      moved += await sticks(s, node, founder);
    }
    if (moved > 0) continue;
    await findRemoved(s);
    expect(errors.filter((text) => live(s).some((n) => text.startsWith(`${n.name}:`)))).toEqual([]);
    return round;
  }
  return expect.fail(`the nodes did not come to rest in ${MOST_ROUNDS} rounds`);
}

/** Who has no live seat any more by the founder's members. */
async function findRemoved(s: Simulation): Promise<void> {
  const { members } = await at(s, PLAYS.founder).node.call('coalition.read', { space: 'case' });
  const parties = new Set(members.filter((m) => m.live).map((m) => m.party));
  for (const node of live(s)) {
    const own = (await node.node.call('keys.read', {})).seats.find((seat) => seat.slug === node.slug);
    if (own && !parties.has(own.party)) node.standing = 'removed';
  }
}

const isRelay = (s: Simulation, node: SimNode): boolean => s.nodes.indexOf(node) === PLAYS.relay;
/** Without the state of payloads that a relay, or whom its writer took for removed, does not open and nobody is shown. */
const standings = (h: Holding, relay: boolean): ReadonlyMap<string, string> =>
  new Map(
    [...h.entries].map(([id, text]) => [
      id,
      relay || text.startsWith('quarantined') ? text.split(' ').slice(0, 2).join(' ') : text,
    ]),
  );

test(`${NODES} nodes, ${STEPS} steps, KUA_SIM_SEED=${SEED}: the same entries and the same dump everywhere`, async () => {
  const s = await found(SEED, NODES);
  try {
    await run(s, STEPS);
    const removed = (): readonly SimNode[] => s.nodes.filter((n) => n.standing === 'removed');
    const founder = at(s, PLAYS.founder);
    await settle(s);
    // What the removed wrote on with comes to the founder on a stick, and is not shown.
    for (const node of removed()) {
      const file = await write(node, founder, s.space);
      if (file !== null) await read(founder, file);
    }
    const final: string[] = [];
    for (const [i, node] of s.nodes.entries())
      if (node.standing === 'live' && i !== PLAYS.relay && i !== PLAYS.reader) {
        const made = await event(node, node.slug, `Last word of ${node.name}`);
        node.acknowledged.push(made.entry);
        final.push(made.entry);
      }
    await settle(s);
    // Of the two managers that removed each other one stays.
    expect([PLAYS.managerA, PLAYS.managerB].filter((play) => at(s, play).standing === 'live')).toHaveLength(1);
    expect(removed().length).toBe(2);
    // The removed are handed every byte there is.
    for (const node of removed()) {
      const file = await write(founder, node, s.space);
      if (file !== null) await read(node, file);
    }

    const { members } = await founder.node.call('coalition.read', { space: 'case' });
    const party = await partyOf(at(s, PLAYS.restored));
    const writersOfRestored = members
      .filter((m) => m.party === party)
      .flatMap((m) => m.seats.flatMap((x) => x.writers));
    const all = await holding(founder, s.space);
    expect(all.parked).toBe(0);
    expect(all.differs).toBeNull();
    for (const word of live(s).filter((n) => final.length > 0 && n.acknowledged.some((id) => final.includes(id))))
      expect(all.dump.some((line) => line.includes(`Last word of ${word.name}"`))).toBe(true);
    for (const node of live(s).filter((n) => n !== founder)) {
      const own = await holding(node, s.space);
      const relay = isRelay(s, node);
      expect(differences(standings(own, relay), standings(all, relay)), node.name).toEqual([]);
      expect({ differs: own.differs, parked: own.parked, forks: own.forks }, node.name).toEqual({
        ...{ differs: null, parked: 0, forks: all.forks },
      });
      expect(own.dump, node.name).toEqual(relay ? [] : all.dump);
    }
    // The copied folder forked one writer; the node that was put back none: it began another.
    expect([...all.forks]).toEqual([expect.any(String)]);
    expect(writersOfRestored.length).toBeGreaterThan(1);
    expect(writersOfRestored.filter((w) => w.forked_from !== null)).toEqual([]);
    // No entry that a live node acknowledged is missing.
    for (const node of live(s)) {
      const lost = node.acknowledged.filter((id) => all.entries.get(id)?.startsWith('accepted') !== true);
      expect(lost, node.name).toEqual([]);
    }
    // What the removed member wrote on with is held, and counts nowhere.
    const { beyond } = at(s, PLAYS.leaver);
    expect(beyond.length).toBeGreaterThan(0);
    for (const id of beyond) expect(all.entries.get(id), id).toMatch(/^quarantined Q_CUT /);
    for (const node of removed()) {
      const opened = await opensWith(node, s.space, all.stored);
      expect(opened.size, 'what it could read while it was a member').toBeGreaterThan(0);
      expect(
        final.filter((id) => opened.has(id)),
        `${node.name} opens what was written after its removal`,
      ).toEqual([]);
    }
  } finally {
    for (const node of s.nodes) await node.remove().catch(() => undefined);
    process.stdout.write(`${JSON.stringify(Object.fromEntries([...s.counts].sort()))}\n`);
  }
}, 3_600_000);
