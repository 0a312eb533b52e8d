/**
 * Imports a file into a node and writes claims by hand between its groups, printing the id of each acknowledged entry.
 * Arguments: data folder, key file, CSV, record that the claims are about.
 */
import { writeSync } from 'node:fs';
import { createApi } from '../../src/node/api.ts';
import { type Author, createAuthor } from '../../src/node/author.ts';
import { openVault } from '../../src/node/compose.ts';
import { restoredMark } from '../../src/node/layout.ts';
import { openParts } from '../../src/node/parts.ts';
import { expectOk } from '../../src/base/result.ts';
import { acquireLock } from '../../src/store/lock.ts';

const [dir = '', keyFile = '', file = '', record = ''] = process.argv.slice(2);
// Unbuffered: what the parent reads was acknowledged before the kill.
const say = (ids: readonly string[]): void => {
  for (const id of ids) writeSync(1, `${id}\n`);
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
};
const api = createApi(parts, telling);
const claims: Promise<unknown>[] = [];
let n = 0;
const byHand = (field: string, value: string): void => {
  claims.push(api.call('claim', { id: record, field, value }));
};
say(['ready']);
await api.call(
  'import',
  { file, profile: 'ucdp-ged' },
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
