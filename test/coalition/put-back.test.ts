/** A computer that was put back from an old backup, its clock set back with it, is given by stick what it lost. */
import { afterEach, expect, test } from 'vitest';
import { NOW } from '../node/temp-node.ts';
import { admit, carry, event } from './exchange-kit.ts';
import { differences, holding } from './simulation-check.ts';
import { backUp, putBack, type SimNode, simNode, type World } from './simulation-node.ts';

const nodes: SimNode[] = [];
afterEach(async () => {
  for (const t of nodes.splice(0)) await t.remove().catch(() => undefined);
});

test('a node put back with a clock a year behind is sent again what others knew it to hold', async () => {
  const world: World = { now: NOW };
  const a = await simNode(world, { name: 'a', link: 'usb', slug: 'case', offset: 0 });
  const b = await simNode(world, { name: 'b', link: 'usb', slug: 'shared', offset: 0 });
  nodes.push(a, b);
  const space = await admit(a, b);
  await carry(a, b, { space: 'case' });
  await backUp(b);
  for (let i = 0; i < 3; i++) await event(a, 'case', `After the backup ${i}`);
  await carry(a, b, { space: 'case' });
  await event(b, 'shared', 'Said before the disk died');
  await carry(b, a, { space: 'shared' });
  b.time.offset = -365 * 86_400_000;
  await putBack(world, b);
  for (let i = 0; i < 2; i++) {
    await carry(b, a, { space: 'shared' });
    await carry(a, b, { space: 'case' });
  }
  await event(b, 'shared', 'Said after it was put back');
  await carry(b, a, { space: 'shared' });
  await carry(a, b, { space: 'case' });
  const [mine, theirs] = [await holding(a, space), await holding(b, space)];
  expect(differences(theirs.entries, mine.entries)).toEqual([]);
  expect(theirs.dump).toEqual(mine.dump);
  expect(mine.dump).toHaveLength(5);
  expect([mine.forks, theirs.forks, mine.parked, theirs.parked]).toEqual([[], [], 0, 0]);
});
