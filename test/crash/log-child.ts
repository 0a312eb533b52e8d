/**
 * Writes and signs checkpoints without end, putting each note that was handed out into a file. Arguments: data folder, key file, file
 * for the notes.
 */
import { openSync, writeSync } from 'node:fs';
import { expectOk } from '../../src/base/result.ts';
import { composeDirect } from '../../src/node/compose.ts';
import { openVault } from '../../src/node/open-vault.ts';

const [dir = '', keyFile = '', handedOut = ''] = process.argv.slice(2);
// Written at once: the kill takes nothing with it that was handed to the system.
const file = openSync(handedOut, 'a', 0o600);
const vault = expectOk(await openVault(dir, { type: 'keyFile', path: keyFile }), 'vault');
const node = expectOk(await composeDirect(dir, vault, { clock: Date.now }), 'node');
process.stdout.write('ready\n');
for (let n = 0; ; n++) {
  for (let i = 0; i <= n % 3; i++)
    await node.call('record.new', { kind: 'Event', fields: { title: `Practice ${n} ${i}`, date: '2022-01-05' } });
  const { note } = await node.call('log.checkpoint', {});
  writeSync(file, `${JSON.stringify(note)}\n`);
}
