/**
 * Imports a file into a node and writes claims by hand between its groups, putting the id of each acknowledged entry
 * into a file. Arguments: data folder, key file, CSV, record that the claims are about, file for the ids.
 */
import { openSync, writeSync } from 'node:fs';
import { createApi } from '../../src/node/api.ts';
import { type Author, createAuthor } from '../../src/node/author.ts';
import { openVault } from '../../src/node/open-vault.ts';
import { restoredMark } from '../../src/node/layout.ts';
import { openParts } from '../../src/node/parts.ts';
import { expectOk } from '../../src/base/result.ts';
import { acquireLock } from '../../src/store/lock.ts';

const [dir = '', keyFile = '', file = '', record = '', acknowledgements = ''] = process.argv.slice(2);
// Written at once: the kill takes nothing with it that was handed to the system.
const log = openSync(acknowledgements, 'a', 0o600);
const say = (ids: readonly string[]): void => {
  writeSync(log, ids.map((id) => `${id}\n`).join(''));
};
const vault = expectOk(await openVault(dir, { type: 'keyFile', path: keyFile }), 'vault');
expectOk(acquireLock(dir), 'lock');
const parts = expectOk(await openParts(dir, vault, { clock: Date.now }), 'node');
await parts.projection.catchUp();
const author = createAuthor({
  ledger: parts.ledger,
  primitives: parts.primitives,
  clock: parts.clock,
  restored: restoredMark(dir),
});
const acknowledged = async (ids: Promise<readonly string[]>): Promise<readonly string[]> => {
  say(await ids);
  return ids;
};
const telling: Author = {
  append: (space, drafts) => acknowledged(author.append(space, drafts)),
  appendAcross: (over) => acknowledged(author.appendAcross(over)),
  erase: (space, erase) => author.erase(space, erase),
  receipt: (space, receipt) => author.receipt(space, receipt),
  control: (space, make, settle) => author.control(space, make, settle),
};
const api = createApi(parts, telling);
const claims: Promise<unknown>[] = [];
let n = 0;
const byHand = (field: string, value: string): void => {
  claims.push(api.call('claim', { id: record, field, value }));
};
process.stdout.write('ready\n');
await api.call(
  'import',
  { file, profile: 'csv-generic' },
  {
    onProgress: (_done, _total, what) => {
      if (what !== 'rows') return;
      n++;
      byHand('injured', String(n));
      if (n % 2 === 0) byHand('note', `private note ${n}`);
    },
  },
);
await Promise.all(claims);
say(['finished']);
await parts.close();
