/** What receiving notes of media objects is what going through the ledger finds; the watermark stands where nothing is left to look at. */
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { admit, carry, type TempNode, ticking } from '../../../test/coalition/exchange-kit.ts';
import { tempNode } from '../../../test/node/temp-node.ts';
import { openLedgerStore } from '../../store/sqlite/ledger-db.ts';
import { fileKeys } from '../keys.ts';
import { nodePrimitives } from '../../store/node-primitives.ts';
import { layout } from '../layout.ts';

const open: TempNode[] = [];
afterEach(async () => {
  for (const t of open.splice(0)) await t.remove();
});
const started = async (): Promise<TempNode> => {
  const t = await tempNode(ticking());
  open.push(t);
  return t;
};

/** Rows of media objects, and how far the ledger was followed; of a node that is closed for the moment. */
async function rows(t: TempNode): Promise<{ readonly media: readonly unknown[]; readonly behind: number }> {
  await t.node.close();
  const keys = fileKeys(nodePrimitives(), t.vault);
  const made = openLedgerStore({
    ...{ path: layout(t.dir).ledger, key: keys.database, wrapKey: keys.wrap, clock: Date.now, readonly: true },
  });
  if (!made.ok) throw new Error(made.error.code);
  const ledger = made.value;
  const seen = (await ledger.local('media-seen', 'all')) as { readonly touched?: number } | null;
  const media = await ledger.locals('media');
  const behind = (await ledger.highestTouched()) - (seen?.touched ?? 0);
  await ledger.close();
  await t.reopen();
  return { media, behind };
}

test('a bundle with objects leaves the rows that the sender has, followed to the end', async () => {
  const [a, b] = [await started(), await started()];
  await admit(a, b);
  for (const name of ['one.bin', 'two.bin']) {
    const file = join(a.root, name);
    writeFileSync(file, randomBytes(3_000));
    await a.node.call('evidence.add', { file, space: 'case' });
  }
  await carry(a, b);
  const [sent, received] = [await rows(a), await rows(b)];
  expect(received.media.length).toBe(2);
  expect(received.media).toEqual(sent.media);
  expect(received.behind).toBe(0);
});
