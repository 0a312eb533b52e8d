/**
 * Kill -9 of a node that writes and signs: no two of its checkpoints tell different histories, nothing that was handed out is forgotten,
 * and it starts again. KUA_LOG_KILLS sets how often (default 3).
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toHex, utf8 } from '../../src/base/bytes.ts';
import { expectOk } from '../../src/base/result.ts';
import { parseCheckpoint } from '../../src/evidence/log/checkpoint.ts';
import { leafHash } from '../../src/evidence/log/merkle.ts';
import { verifyNote } from '../../src/evidence/log/note.ts';
import { composeDirect } from '../../src/node/compose.ts';
import { initNode } from '../../src/node/init.ts';
import { leafIds } from '../../src/node/log/leaves.ts';
import { heldIdentity, logRow } from '../../src/node/log/rows.ts';
import { openVault } from '../../src/node/open-vault.ts';
import { openParts, type Parts } from '../../src/node/parts.ts';
import { openLogFolder } from '../../src/store/log/log-folder.ts';
import { logSha256 } from '../../src/store/log/sha256.ts';

const KILLS = Number(process.env['KUA_LOG_KILLS'] ?? 3);
const CHILD = fileURLToPath(new URL('log-child.ts', import.meta.url));
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

let root = '';
let dir = '';
let keyFile = '';
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'kua-log-kill-'));
  dir = join(root, 'data');
  const made = await initNode({
    ...{ dir, name: 'Practice organisation A', manager: 'Manager', clock: Date.now },
    credentials: { type: 'newKeyFile', folder: join(root, 'keys') },
  });
  keyFile = expectOk(made, 'init').key_file ?? '';
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const vaultOf = async () => expectOk(await openVault(dir, { type: 'keyFile', path: keyFile }), 'vault');

/** Starts the writer, kills it so many ms after it is ready. Throws when it ends by itself. */
async function killed(afterMs: number, handedOut: string): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', CHILD, dir, keyFile, handedOut], { cwd: ROOT });
  let err = '';
  child.stderr.on('data', (bytes: Buffer) => (err += bytes.toString()));
  const closed = once(child, 'close');
  await new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve());
    child.once('exit', (code) => reject(new Error(`the writer ended (${String(code)}): ${err}`)));
  });
  setTimeout(() => child.kill('SIGKILL'), afterMs);
  await closed;
  if (child.signalCode !== 'SIGKILL') throw new Error(`the writer failed: ${err}`);
}

/** Every note that lies in the folder now: whoever copies it sees them. */
function notesIn(folder: string): readonly string[] {
  const below = ['notes', 'pending'].flatMap((name) => {
    const path = join(folder, name);
    return existsSync(path)
      ? readdirSync(path).flatMap((file) => (file.startsWith('.') ? [] : [join(path, file)]))
      : [];
  });
  return [join(folder, 'checkpoint'), ...below].flatMap((path) =>
    existsSync(path) ? [readFileSync(path, 'utf8')] : [],
  );
}

/** Notes of whole lines: the last may be cut off. */
const handed = (text: string): readonly string[] =>
  text.split('\n').flatMap((line) => (line.endsWith('"') ? [JSON.parse(line) as string] : []));
const sizeOf = (note: string): number => expectOk(parseCheckpoint(utf8(note)), note).checkpoint.size;

/** Root of the first n leaves, as RFC 6962 says it, with nothing of the program's own. */
function rootOf(leaves: readonly Buffer[]): Buffer {
  const [only] = leaves;
  if (!only) return createHash('sha256').digest();
  if (leaves.length === 1) return only;
  const k = 2 ** Math.floor(Math.log2(leaves.length - 1));
  return createHash('sha256')
    .update(Uint8Array.of(1))
    .update(rootOf(leaves.slice(0, k)))
    .update(rootOf(leaves.slice(k)))
    .digest();
}

async function withParts<T>(work: (parts: Parts) => Promise<T>): Promise<T> {
  const parts = expectOk(await openParts(dir, await vaultOf(), { clock: Date.now }), 'parts');
  try {
    return await work(parts);
  } finally {
    await parts.close();
  }
}

async function leavesOf({ ledger }: Parts): Promise<readonly Buffer[]> {
  const { first } = await logRow(ledger);
  return (await leafIds(ledger, first, 0, 100_000)).map((id) => Buffer.from(leafHash(logSha256, id)));
}

test(
  `after kill -9 at ${KILLS} random moments every checkpoint ever signed is of one history`,
  async () => {
    const handedOut = join(root, 'handed-out');
    const seen = new Set<string>();
    const random = Array.from({ length: KILLS }, () => 20 + Math.random() * 900);
    let given: readonly string[] = [];
    for (const afterMs of random) {
      await killed(afterMs, handedOut);
      given = existsSync(handedOut) ? handed(readFileSync(handedOut, 'utf8')) : [];
      for (const note of [...given, ...notesIn(join(dir, 'log'))]) seen.add(note);
      // What was signed is in the ledger before anybody sees it, whenever the kill comes.
      const largest = Math.max(0, ...[...seen].map(sizeOf));
      const signed = await withParts(async (parts) => (await logRow(parts.ledger)).signed?.size ?? 0);
      expect(signed, `killed after ${Math.round(afterMs)} ms`).toBeGreaterThanOrEqual(largest);
    }
    expect(given.length, `kills after ${random.map(Math.round).join(', ')} ms`).toBeGreaterThan(0);
    await withParts(async (parts) => {
      const leaves = await leavesOf(parts);
      const identity = await heldIdentity(parts.primitives, parts.ledger);
      const row = await logRow(parts.ledger);
      for (const text of seen) {
        const { checkpoint, note } = expectOk(parseCheckpoint(utf8(text)), text);
        expect(checkpoint.origin).toBe(row.origin);
        expect(leaves.length).toBeGreaterThanOrEqual(checkpoint.size);
        expect(expectOk(verifyNote(parts.primitives, note, identity ? [identity.logKey] : []), text)).toHaveLength(1);
        expect(toHex(checkpoint.root), `size ${checkpoint.size}`).toBe(
          rootOf(leaves.slice(0, checkpoint.size)).toString('hex'),
        );
      }
    });
    const node = expectOk(await composeDirect(dir, await vaultOf(), { clock: Date.now }), 'node');
    const { entry } = await node.call('record.new', {
      kind: 'Event',
      fields: { title: 'After all', date: '2022-01-06' },
    });
    await node.call('log.checkpoint', {});
    const { proof } = await node.call('log.proof', { entry });
    expect((await node.call('log.verify', { proof })).ok).toBe(true);
    expect((await node.call('doctor', {})).checks.filter((c) => c.result === 'fail')).toEqual([]);
    await node.close();
  },
  60_000 + KILLS * 20_000,
);

test('making lost tiles again, cut off in the middle, is begun anew; nothing is signed over half of them', async () => {
  await withParts(async (parts) => {
    const folder = openLogFolder(dir);
    const leaves = (await leavesOf(parts)).map((leaf) => new Uint8Array(leaf));
    rmSync(join(folder.path, 'tile'), { recursive: true });
    const cut = folder.remaking(async () => {
      await folder.grow(0, leaves.slice(0, 3));
      throw new Error('the power went');
    });
    await expect(cut).rejects.toThrow('the power went');
  });
  const node = expectOk(await composeDirect(dir, await vaultOf(), { clock: Date.now }), 'node');
  const { entry } = await node.call('record.new', { kind: 'Event', fields: { title: 'Later', date: '2022-01-07' } });
  const { note, size } = await node.call('log.checkpoint', {});
  const { proof } = await node.call('log.proof', { entry });
  expect((await node.call('log.verify', { proof })).ok).toBe(true);
  await node.close();
  await withParts(async (parts) => {
    const signed = expectOk(parseCheckpoint(utf8(note)), note).checkpoint;
    expect(toHex(signed.root)).toBe(rootOf((await leavesOf(parts)).slice(0, size)).toString('hex'));
  });
});
