/**
 * Erases entries on an unencrypted node and dies by SIGKILL at one step. Arguments: data folder, step (`inside` = in the
 * transaction, just before it commits), entry ids.
 */
import { fromHex, toHex } from '../../src/base/bytes.ts';
import { createAuthor } from '../../src/node/author.ts';
import { finishErasures } from '../../src/node/coalition/erasure-steps.ts';
import { startPlain } from '../node/plain-node.ts';

const [dir = '', at = '', ...entries] = process.argv.slice(2);
const die = (): void => {
  process.kill(process.pid, 'SIGKILL');
};
const { parts } = await startPlain(dir);
const { ledger, primitives, clock } = parts;
const author = createAuthor({
  ledger: {
    ...ledger,
    transact: (work) =>
      ledger.transact(async (tx) => {
        const result = await work(tx);
        if (at === 'inside') die();
        return result;
      }),
  },
  ...{ primitives, clock, restored: null },
});
const targets = [];
let space = null;
for (const hex of entries) {
  const stored = await ledger.entry(fromHex(hex) ?? new Uint8Array());
  if (!stored) throw new Error('not held');
  space = parts.spaces.find(toHex(stored.space));
  targets.push({ entry: stored.id, ph: stored.ph, ended: [] });
}
if (!space) throw new Error('nothing to erase');
await author.erase(space, { targets, ground: 'consent withdrawn' });
await finishErasures(parts, author, (step) => {
  if (step === at) die();
});
process.stdout.write('finished\n');
