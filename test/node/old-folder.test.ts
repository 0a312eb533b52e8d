/** A data folder of format 1, made by the program of that time: it is copied aside, migrated, and says what it said. */
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { expectOk } from '../../src/base/result.ts';
import { composeDirect } from '../../src/node/compose.ts';
import { openVault } from '../../src/node/open-vault.ts';
import { NOW } from './temp-node.ts';

const FIXTURE = new URL('../fixtures/folder/', import.meta.url).pathname;
const EVENT = 'evt_41nfyxxr4q9mvt4x1cz4c5ktv1';

let root = '';
let dir = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'kua-old-folder-'));
  dir = join(root, 'data');
  cpSync(join(FIXTURE, 'format-1'), dir, { recursive: true });
  cpSync(join(FIXTURE, 'format-1.key'), join(root, 'key'));
  chmodSync(join(root, 'key'), 0o600);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const open = async () => {
  const vault = expectOk(await openVault(dir, { type: 'keyFile', path: join(root, 'key') }), 'vault');
  return expectOk(await composeDirect(dir, vault, { clock: () => NOW + 60_000 }), 'node');
};

test('opens, keeps a copy of what it was, and goes on', async () => {
  const before = readFileSync(join(dir, 'ledger.db'));
  const node = await open();
  expect(readFileSync(join(dir, 'before-format-2', 'ledger.db')).equals(before)).toBe(true);
  expect(JSON.parse(readFileSync(join(dir, 'kua.json'), 'utf8'))).toEqual({ format: 2, min: 2 });
  expect((await node.call('show', { id: EVENT })).fields['title']?.value).toEqual('Practice rally of format 1');
  const made = await node.call('record.new', { kind: 'Event', fields: { title: 'Of format 2', kind: 'strike' } });
  expect((await node.call('search', { kinds: ['Event'] })).total).toBe(3);
  expect((await node.call('rebuild', { check: true })).equal).toBe(true);
  await node.close();
  const again = await open();
  expect((await again.call('show', { id: made.id })).fields['title']?.value).toEqual('Of format 2');
  await again.close();
});

test('cut off between the copy and the tables, it opens at the next start', async () => {
  // The vault opens, which migrates the folder; then the process dies before the ledger was opened.
  expectOk(await openVault(dir, { type: 'keyFile', path: join(root, 'key') }), 'vault');
  expect(existsSync(join(dir, 'before-format-2'))).toBe(true);
  const node = await open();
  expect((await node.call('search', { kinds: ['Event'] })).total).toBe(2);
  await node.close();
});
