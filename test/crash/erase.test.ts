/** SIGKILL at each step of an erasure: the next start leaves it untouched or finishes it, before anything is served. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fromHex } from '../../src/base/bytes.ts';
import { filesWith, plainNode, startPlain } from '../node/plain-node.ts';
import { Space } from '../ledger/space-kit.ts';

const WORDS = ['zebracanary', 'okapicanary'];
let root = '';
let before = '';
let entries: readonly string[] = [];

/** A folder with a record and a file of a member of a public space; each step dies in a copy of it. */
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'kua-erase-kill-'));
  before = join(root, 'before');
  const space = await Space.found('kill');
  const b = await space.admit(space.founder, 'B', 4);
  const made = await plainNode(space, b);
  await made.take(space.held);
  const space_ = Buffer.from(space.genesis.space).toString('hex');
  const record = await made.api.call('record.new', { space: space_, kind: 'Event', fields: { title: 'Zebracanary' } });
  const file = join(root, 'note.txt');
  writeFileSync(file, 'Okapicanary was here.\n');
  const evidence = await made.api.call('evidence.add', { space: space_, file });
  entries = [record.entry, evidence.entry];
  rmSync(file);
  await made.close();
  cpSync(made.dir, before, { recursive: true });
  await made.remove();
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function dieAt(dir: string, step: string): Promise<NodeJS.Signals | null> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', fileURLToPath(new URL('erase-child.ts', import.meta.url)), dir, step, ...entries],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let errors = '';
  child.stderr.on('data', (d: Buffer) => {
    errors += d.toString();
  });
  const [, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  expect(signal, errors).toBe('SIGKILL');
  return signal;
}

test('the words are in the files before', () => {
  expect(filesWith(before, WORDS).join()).toMatch(/zebracanary.*okapicanary|okapicanary.*zebracanary/);
});

test.each(['inside', 'begun', 'file', 'folded', 'scrubbed', 'truncated', 'objects', 'answered'])(
  'killed at %s',
  async (step) => {
    const dir = join(root, step);
    cpSync(before, dir, { recursive: true });
    await dieAt(dir, step);
    const node = await startPlain(dir);
    const states = [];
    for (const hex of entries)
      states.push((await node.parts.ledger.entry(fromHex(hex) ?? new Uint8Array()))?.payloadState);
    if (step === 'inside') {
      expect(states).toEqual(['open', 'open']);
      expect((await node.api.call('search', { text: 'zebracanary' })).total).toBe(1);
    } else {
      expect(states).toEqual(['erased', 'erased']);
      expect(filesWith(dir, WORDS)).toEqual([]);
      expect((await node.api.call('search', { text: 'zebracanary' })).total).toBe(0);
      expect(await node.parts.ledger.locals('erasing')).toEqual([]);
    }
    expect(await node.parts.ledger.integrityCheck()).toEqual([]);
    expect((await node.parts.projection.rebuildCheck()).equal).toBe(true);
    await node.close();
    expect(filesWith(dir, step === 'inside' ? [] : WORDS)).toEqual([]);
  },
);
