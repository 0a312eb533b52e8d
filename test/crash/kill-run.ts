/**
 * Kills a node at random moments while it imports and while people write, and looks each time for what it acknowledged:
 * every id held, the folder sound, the index equal to a rebuilt one, and after the import is run again the same records
 * as an unbroken run gives, none twice.
 */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fromHex } from '../../src/base/bytes.ts';
import { expectOk } from '../../src/base/result.ts';
import { composeDirect } from '../../src/node/compose.ts';
import type { KuaNode } from '../../src/node/kua-node.ts';
import { openVault } from '../../src/node/open-vault.ts';
import { initNode } from '../../src/node/init.ts';
import { openParts, type Parts } from '../../src/node/parts.ts';
import { displayedDump } from '../node/displayed.ts';

export interface KillReport {
  readonly kills: number;
  /** Runs that were over before their kill came: still checked. */
  readonly finished: number;
  readonly acknowledged: number;
  readonly rows: number;
  readonly seed: number;
  readonly seconds: number;
  /** What was not as it must be; empty when all is well. */
  readonly faults: readonly string[];
}

interface Base {
  readonly dir: string;
  readonly keyFile: string;
  readonly csv: string;
  readonly record: string;
}

const CHILD = fileURLToPath(new URL('kill-child.ts', import.meta.url));
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Rows of the profile csv-generic, whose rows are an entry each: invented events. */
const csvOf = (rows: number): string =>
  `${[
    'kind,id,title,.kind,date,killed,injured',
    ...Array.from({ length: rows }, (_, i) => {
      const day = `2022-01-${String(1 + (i % 28)).padStart(2, '0')}`;
      return `Event,P${i},Practice gathering ${i},protest,${day},${i % 7},${i % 11}`;
    }),
  ].join('\n')}\n`;

/** A pseudo-random sequence of numbers in [0, 1), so that a run can be repeated by its seed. */
function sequence(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

async function openNode(base: Base, dir: string): Promise<KuaNode> {
  const vault = expectOk(await openVault(dir, { type: 'keyFile', path: base.keyFile }), 'vault');
  return expectOk(await composeDirect(dir, vault, { clock: Date.now }), 'node');
}

async function makeBase(root: string, rows: number): Promise<Base> {
  const dir = join(root, 'base');
  const made = expectOk(
    await initNode({
      dir,
      credentials: { type: 'newKeyFile', folder: join(root, 'keys') },
      name: 'Practice organisation A',
      manager: 'Manager',
      clock: Date.now,
    }),
    'init',
  );
  const csv = join(root, 'rows.csv');
  writeFileSync(csv, csvOf(rows));
  const base = { dir, keyFile: made.key_file ?? '', csv, record: '' };
  const node = await openNode(base, dir);
  const { id } = await node.call('record.new', {
    kind: 'Event',
    fields: { title: 'Written about by hand', injured: '0' },
  });
  await node.call('claim', { id, field: 'note', value: 'first note' });
  await node.close();
  return { ...base, record: id };
}

interface Run {
  readonly ids: readonly string[];
  readonly finished: boolean;
  /** From ready to the end, ms. */
  readonly lasted: number;
}

/** Starts a child, waits until it writes, kills it `afterMs` later; null lets it finish. */
async function runChild(base: Base, dir: string, afterMs: number | null): Promise<Run> {
  const child: ChildProcessWithoutNullStreams = spawn(
    process.execPath,
    ['--import', 'tsx', CHILD, dir, base.keyFile, base.csv, base.record, `${dir}.ids`],
    { cwd: ROOT },
  );
  let out = '';
  let errors = '';
  child.stderr.on('data', (d: Buffer) => {
    errors += d.toString();
  });
  const closed = once(child, 'close');
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (d: Buffer) => {
      out += d.toString();
      if (out.includes('ready\n')) resolve();
    });
    child.once('exit', (code) => reject(new Error(`the child ended before it was ready (${code}): ${errors}`)));
  });
  const started = performance.now();
  const timer = afterMs === null ? null : setTimeout(() => child.kill('SIGKILL'), afterMs);
  await closed;
  if (timer) clearTimeout(timer);
  const lines = existsSync(`${dir}.ids`) ? readFileSync(`${dir}.ids`, 'utf8').split('\n').slice(0, -1) : [];
  const finished = lines.includes('finished');
  if (!finished && child.signalCode !== 'SIGKILL') throw new Error(`the child failed: ${errors}`);
  return {
    ids: lines.filter((l) => l !== 'finished'),
    finished,
    lasted: performance.now() - started,
  };
}

/** The folder's parts, for what the API does not say. */
async function withParts<T>(base: Base, dir: string, work: (parts: Parts) => Promise<T>): Promise<T> {
  const vault = expectOk(await openVault(dir, { type: 'keyFile', path: base.keyFile }), 'vault');
  const parts = expectOk(await openParts(dir, vault, { clock: Date.now }), 'parts');
  try {
    return await work(parts);
  } finally {
    await parts.close();
  }
}

async function missingIds(parts: Parts, ids: readonly string[]): Promise<readonly string[]> {
  const missing: string[] = [];
  for (const id of ids) {
    const stored = await parts.ledger.entry(fromHex(id) ?? new Uint8Array(32));
    if (stored?.payloadState !== 'open') missing.push(id);
  }
  return missing;
}

/** What is wrong with a folder after a kill. */
async function check(base: Base, dir: string, run: Run, rows: number, wanted: string): Promise<readonly string[]> {
  const faults: string[] = [];
  const missing = await withParts(base, dir, (parts) => missingIds(parts, run.ids));
  if (missing.length > 0) faults.push(`${missing.length} acknowledged entries are lost, the first ${missing[0]}`);
  const node = await openNode(base, dir);
  try {
    const doctor = await node.call('doctor', {});
    if (!doctor.ok) faults.push(`doctor: ${JSON.stringify(doctor.checks.filter((c) => c.result !== 'pass'))}`);
    const again = await node.call('import', { file: base.csv, profile: 'csv-generic' });
    if (again.new + again.same !== rows || again.errors + again.changed > 0)
      faults.push(`import again: ${JSON.stringify(again)}`);
    const { total } = await node.call('search', { kinds: ['Event'], limit: 1 });
    if (total !== rows + 1) faults.push(`${total} events of ${rows + 1}`);
    const rebuilt = await node.call('rebuild', { check: true });
    if (!rebuilt.equal) faults.push(`rebuild --check: ${rebuilt.first_difference}`);
  } finally {
    await node.close();
  }
  const dump = await withParts(base, dir, (parts) => displayedDump(parts, [base.record]));
  if (dump !== wanted) faults.push(`the displayed records differ: ${dump} instead of ${wanted}`);
  return faults;
}

/** Runs `kills` times. Leaves nothing behind but the folder of a failed run, which its fault names. */
export async function killRun(
  kills: number,
  o: { readonly rows: number; readonly seed?: number; readonly onKill?: (n: number, faults: number) => void },
): Promise<KillReport> {
  const began = performance.now();
  const seed = o.seed ?? Math.floor(Math.random() * 2 ** 32);
  const random = sequence(seed);
  const root = mkdtempSync(join(tmpdir(), 'kua-kill-'));
  const faults: string[] = [];
  let acknowledged = 0;
  let finished = 0;
  const base = await makeBase(root, o.rows);
  const whole = join(root, 'whole');
  cpSync(base.dir, whole, { recursive: true });
  // Shortest unbroken run seen: on a busy machine the first one tells little about the next.
  let lasts = (await runChild(base, whole, null)).lasted;
  const wanted = await withParts(base, whole, (parts) => displayedDump(parts, [base.record]));
  for (let i = 0; i < kills; i++) {
    const dir = join(root, `kill-${i}`);
    cpSync(base.dir, dir, { recursive: true });
    const run = await runChild(base, dir, random() * lasts * 0.9);
    acknowledged += run.ids.length;
    if (run.finished) {
      finished++;
      lasts = Math.min(lasts, run.lasted);
    }
    const found = await check(base, dir, run, o.rows, wanted);
    faults.push(...found.map((f) => `kill ${i} (seed ${seed}, ${dir}): ${f}`));
    if (found.length === 0) rmSync(dir, { recursive: true });
    o.onKill?.(i + 1, faults.length);
  }
  if (faults.length === 0) rmSync(root, { recursive: true });
  const seconds = Math.round((performance.now() - began) / 100) / 10;
  return { kills, finished, acknowledged, rows: o.rows, seed, seconds, faults };
}
