/** Writes a backup of a running or stopped node into one tar; form in backup-format.ts. */
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { copyFileSync, createReadStream, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import tar from 'tar-stream';
import type { Clock } from '../base/clock.ts';
import { KuaFailure } from '../base/failures.ts';
import { err, type Failure, fail, ok, type Result } from '../base/result.ts';
import { BACKUP_FILES, blobMember, isLogFile, MANIFEST, type Manifest, type Member } from './backup-format.ts';
import { blobPaths, CHUNK_BYTES, hashFile, heldObjects } from './blob-paths.ts';
import {
  createExclusive,
  FILE_MODE,
  type FreeBytes,
  freeBytes,
  isDiskFull,
  makeFolder,
  OBJECT_MODE,
  publishPart,
  removeDurably,
  writeAll,
} from './files.ts';
import type { LedgerStore } from './port.ts';

export interface BackupReport {
  /** Length of the file. */
  readonly bytes: number;
  readonly entries: number;
  readonly blobs: number;
}

export type BackupCode = 'E_BACKUP_EXISTS' | 'E_BACKUP_BLOB' | 'E_DISK_FULL';

export interface BackupOptions {
  readonly dir: string;
  readonly ledger: LedgerStore;
  /** Must not exist yet. */
  readonly file: string;
  readonly clock: Clock;
  readonly freeBytes?: FreeBytes;
}

/** One member and where its bytes are now. */
interface Planned extends Member {
  readonly path: string;
  readonly mode: number;
}

/**
 * Writes one file. The ledger is copied first and stays encrypted; objects are written before the
 * entries that name them, so the copy never names one that is not in the tar. Appends wait while the ledger is copied.
 */
export async function makeBackup(o: BackupOptions): Promise<Result<BackupReport, Failure<BackupCode>>> {
  const { dir, ledger, file: out } = o;
  const target = resolve(out);
  if (existsSync(target)) return fail('E_BACKUP_EXISTS', { file: out });
  const paths = blobPaths(dir);
  makeFolder(paths.incoming);
  makeFolder(dirname(target));
  const copy = join(paths.incoming, `${randomUUID()}.part`);
  const part = join(dirname(target), `.${basename(target)}.${randomUUID()}.part`);
  try {
    const { entries } = await ledger.counts();
    await ledger.copyTo(copy);
    const plan = await planned(dir, copy);
    const need = [...plan.files, ...plan.blobs].reduce((sum, m) => sum + m.size + 1024, 0);
    if ((o.freeBytes ?? freeBytes)(dirname(target)) < need) return fail('E_DISK_FULL', { file: out, need });
    await writeTar(part, dir, plan, o.clock());
    const bytes = statSync(part).size;
    if (!(await publishPart(part, target, FILE_MODE))) return fail('E_BACKUP_EXISTS', { file: out });
    return ok({ bytes, entries, blobs: plan.blobs.length });
  } catch (error) {
    if (isDiskFull(error)) return fail('E_DISK_FULL', { file: out }, error);
    if (error instanceof KuaFailure && isBackupFailure(error.failure)) return err(error.failure);
    throw error;
  } finally {
    removeDurably(copy);
    for (const name of readdirSync(paths.incoming))
      if (name.startsWith(`${basename(copy)}.`)) removeDurably(join(paths.incoming, name));
    removeDurably(part);
  }
}

const isBackupFailure = (f: Failure): f is Failure<BackupCode> =>
  ['E_BACKUP_BLOB', 'E_BACKUP_EXISTS', 'E_DISK_FULL'].includes(f.code);

interface Plan {
  readonly files: readonly Planned[];
  readonly blobs: readonly Planned[];
}

async function planned(dir: string, ledgerCopy: string): Promise<Plan> {
  const files: Planned[] = [];
  for (const name of BACKUP_FILES) {
    const path = name === 'ledger.db' ? ledgerCopy : join(dir, name);
    if (!existsSync(path)) continue;
    files.push({ name, path, size: statSync(path).size, sha256: await hashFile(path), mode: FILE_MODE });
  }
  for (const [i, name] of logFiles(dir).entries()) {
    // Newest checkpoints are replaced while we read: a copy of our own cannot change any more.
    const path = `${ledgerCopy}.${i}`;
    copyFileSync(join(dir, name), path);
    files.push({ name, path, size: statSync(path).size, sha256: await hashFile(path), mode: FILE_MODE });
  }
  const paths = blobPaths(dir);
  const blobs: Planned[] = [];
  for await (const { address, bytes } of heldObjects(paths)) {
    blobs.push({
      name: blobMember(address),
      path: paths.object(address),
      size: bytes,
      sha256: address,
      mode: OBJECT_MODE,
    });
  }
  return { files, blobs };
}

/** Files of the log that a backup takes along, in the order of their names. */
function logFiles(dir: string): readonly string[] {
  const below = (name: string): readonly string[] =>
    existsSync(join(dir, name))
      ? readdirSync(join(dir, name), { withFileTypes: true }).flatMap((e) =>
          e.isDirectory() ? (e.name === 'tile' ? [] : below(`${name}/${e.name}`)) : [`${name}/${e.name}`],
        )
      : [];
  return below('log').filter(isLogFile).toSorted();
}

function manifestOf(dir: string, plan: Plan): Manifest {
  const version = JSON.parse(readFileSync(join(dir, 'kua.json'), 'utf8')) as { format: number; min: number };
  return {
    backup: 1,
    format: version.format,
    min: version.min,
    members: plan.files.map(({ name, size, sha256 }) => ({ name, size, sha256 })),
    blobs: plan.blobs.map(({ sha256, size }) => [sha256, size] as const),
  };
}

async function writeTar(part: string, dir: string, plan: Plan, now: number): Promise<void> {
  const pack = tar.pack();
  const handle = await createExclusive(part);
  const mtime = new Date(now);
  // Its errors reach us through the two sides below; without a listener one would end the process.
  pack.on('error', () => undefined);
  const fill = async (): Promise<void> => {
    await addBytes(pack, { name: MANIFEST, mode: FILE_MODE, mtime }, JSON.stringify(manifestOf(dir, plan)));
    for (const member of [...plan.files, ...plan.blobs]) await addFile(pack, member, mtime);
    pack.finalize();
  };
  try {
    // The first failure of either side ends the other: a full disk must not leave the reader waiting.
    const stop = (error: unknown): never => {
      pack.destroy(error instanceof Error ? error : new Error(String(error)));
      throw error;
    };
    const results = await Promise.allSettled([fill().catch(stop), drain(pack, handle).catch(stop)]);
    const failed = results.filter((r) => r.status === 'rejected').map((r) => r.reason as unknown);
    if (failed.length > 0) throw failed.find((e) => e instanceof KuaFailure || isDiskFull(e)) ?? failed[0];
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function drain(pack: tar.Pack, handle: FileHandle): Promise<void> {
  for await (const chunk of pack) await writeAll(handle, chunk as Uint8Array);
}

type Header = { readonly name: string; readonly mode: number; readonly mtime: Date };

function addBytes(pack: tar.Pack, header: Header, text: string): Promise<void> {
  return new Promise((done, failed) => {
    const entry = pack.entry({ ...header }, text, (error) => (error ? failed(error) : done()));
    entry.on('error', failed);
  });
}

async function addFile(pack: tar.Pack, member: Planned, mtime: Date): Promise<void> {
  const { name, size, mode, path } = member;
  const ended: { settle: (error?: Error | null) => void } = { settle: () => undefined };
  const end = new Promise<void>((done, failed) => {
    ended.settle = (error) => (error ? failed(error) : done());
  });
  const entry = pack.entry({ name, size, mode, mtime }, (error) => ended.settle(error));
  entry.on('error', (error: Error) => ended.settle(error));
  const hash = createHash('sha256');
  let read = 0;
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) {
      const bytes = chunk as Uint8Array;
      hash.update(bytes);
      read += bytes.length;
      if (read > size) break;
      if (!entry.write(bytes)) await Promise.race([once(entry, 'drain'), end]);
    }
    // What changed since it was listed is not written as if it were whole.
    if (read !== size || hash.digest('hex') !== member.sha256) {
      throw new KuaFailure({ code: 'E_BACKUP_BLOB', params: { address: member.sha256 } });
    }
    entry.end(null);
    await end;
  } catch (error) {
    end.catch(() => undefined);
    throw error;
  }
}
