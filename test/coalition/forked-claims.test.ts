/** A device that tells two histories: what it wrote behind the split says so wherever a claim is shown; what stands before does not. */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { composeDirect } from '../../src/node/compose.ts';
import { tempNode } from '../node/temp-node.ts';
import { admit, carry, event, read, recipientOf, type TempNode, ticking } from './exchange-kit.ts';

const nodes: TempNode[] = [];
afterEach(async () => {
  for (const t of nodes.splice(0)) await t.remove();
});
async function node(): Promise<TempNode> {
  const t = await tempNode(ticking());
  nodes.push(t);
  return t;
}

test('claims of a forked writer are marked in the record, on its page and in the list of forks', async () => {
  const [a, b] = [await node(), await node()];
  await admit(a, b);
  const plain = await event(a, 'case', 'By A');
  await carry(a, b, { space: 'case' });
  const before = await event(b, 'shared', 'Before the split');
  // Somebody runs a copy of the folder beside the first.
  const dir = `${b.dir}-copy`;
  await b.node.close();
  cpSync(b.dir, dir, { recursive: true });
  await b.reopen();
  const copy = await composeDirect(dir, b.vault, { clock: ticking() });
  if (!copy.ok) throw new Error(JSON.stringify(copy.error));
  const one = await event(b, 'shared', 'One history');
  const two = await copy.value.call('record.new', { space: 'shared', kind: 'Event', fields: { title: 'The other' } });
  const file = join(b.root, 'copy.kua.age');
  await copy.value.call('bundle.write', { file, to: [await recipientOf(a)], space: 'shared' });
  await copy.value.close();
  expect(await carry(b, a, { space: 'shared' })).toMatchObject({ refused: [] });
  expect(await read(a, file)).toMatchObject({ refused: [] });

  const [fork] = (await a.node.call('coalition.read', { space: 'case' })).forks;
  expect(fork?.entries.toSorted()).toEqual([one.entry, two.entry].toSorted());
  const marks = async (id: string) => {
    const shown = (await a.node.call('show', { id })).fields['title']?.claims.map((c) => c.forked);
    const page = (await a.node.call('record.page', { id })).fields['title']?.claims.map((c) => c.forked);
    expect(page).toEqual(shown);
    return shown;
  };
  expect(await marks(plain.id)).toEqual([false]);
  expect(await marks(before.id)).toEqual([false]);
  expect(await marks(one.id)).toEqual([true]);
  expect(await marks(two.id)).toEqual([true]);
});
