/** Of a forked writer a reader is sent the branches that it lacks, each entry with its block, and nothing twice. */
import { afterEach, expect, test } from 'vitest';
import { type Entered, type Receiver, receiver, say } from '../../../test/node/receive-kit.ts';
import { Space } from '../../../test/ledger/space-kit.ts';
import { toHex } from '../../base/bytes.ts';
import { frontierOf } from '../../ledger/frontier.ts';
import { about } from '../../store/projection/ledger-fixture.ts';
import { planOutgoing, steps } from './outgoing.ts';

const nodes: Receiver[] = [];
afterEach(async () => {
  for (const node of nodes.splice(0)) await node.close();
});

test('a reader of one branch gets the other, in the order of its chain', async () => {
  const space = await Space.found('two branches');
  const b = await space.admit(space.founder, 'B', 4);
  const at = await receiver(space, b);
  nodes.push(at);
  const write = (n: number, title: string): Entered =>
    say(b, { claims: about('Event', new Uint8Array(16).fill(n), { title, kind: 'strike' }) }, null);
  const common = [write(1, 'Before'), write(2, 'Before too')];
  const split = b.state;
  const one = Array.from({ length: 300 }, (_, i) => write(3, `One ${i}`));
  b.state = split;
  const other = Array.from({ length: 280 }, (_, i) => write(4, `Other ${i}`));
  const held = [...space.held, ...common, ...one, ...other];
  expect(await at.take(held)).toMatchObject({ accepted: held.length, refused: [] });

  const sent = async (has: readonly Entered[]): Promise<string[]> => {
    const theirs = frontierOf(has.map((e) => ({ id: e.id, header: e.header })));
    const names: string[] = [];
    for await (const step of steps(at.ledger, await planOutgoing(at.ledger, space.genesis.space, theirs)))
      if (step.is === 'entry') names.push(toHex(step.entry.id));
      else names.push(`block ${toHex(step.ph)}`);
    return names;
  };
  const named = (entries: readonly Entered[]): string[] =>
    entries.flatMap((e) => [toHex(e.id), `block ${toHex(e.header.ph)}`]);
  expect(await sent([...space.held, ...common, ...one])).toEqual(named(other));
  expect(await sent([...space.held, ...common, ...other])).toEqual(named(one));
  expect(await sent([...space.held, ...common, ...one.slice(0, 40), ...other])).toEqual(named(one.slice(40)));
  expect(await sent(held)).toEqual([]);
});
