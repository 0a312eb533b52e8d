/**
 * The data folder as a whole: its format version (kua.json = {format, min}), its making, its migration.
 * A folder whose `min` is above this program's format is refused and nothing in it is touched; an older one is copied
 * aside (databases, vault; objects are write-once and no migration changes them) before the first step runs.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Failure, fail, ok, type Result } from '../base/result.ts';
import { copyDurably, fsyncFolder, makeFolder, moveDurably, replaceFile } from './files.ts';
import { acquireLock, type FolderLock } from './lock.ts';

/** Format this program writes, and the oldest program format that may open such a folder. */
export const FOLDER_FORMAT = 2;
const FOLDER_MIN = 2;

/** One step from a format to the next. It must stand being run again after a crash in its middle. */
export interface Migration {
  readonly from: number;
  run(dir: string): void;
}
/**
 * Registered steps. Format 2: ledger.db has the tables for entries of others. The file is encrypted and the vault is not
 * open yet, so the step only keeps the copy; whoever opens the ledger next brings its tables up in one transaction.
 */
export const MIGRATIONS: readonly Migration[] = [{ from: 1, run: () => undefined }];

export interface Folder {
  readonly dir: string;
  readonly format: number;
  /** True when this call made the folder. */
  readonly made: boolean;
  /** Format it had before this call migrated it, else null. */
  readonly migratedFrom: number | null;
}

export interface OpenFolderOptions {
  /** The lock, when the caller holds it already; a migration takes it for its time otherwise. */
  readonly lock?: FolderLock;
  readonly format?: number;
  readonly migrations?: readonly Migration[];
}

type FolderCode = 'E_NEWER' | 'E_FOLDER' | 'E_IN_USE' | 'E_DB_DAMAGED' | 'E_DB_IO' | 'E_DISK_FULL';

const VERSION_FILE = 'kua.json';
/** What may lie in a folder before its version file is written: traces of a start that was cut off. */
const EARLY = new Set(['lock.db', 'lock.db-journal', 'node.json', 'erased.cbor']);
const COPIED = ['kua.json', 'vault.cbor', 'erased.cbor', 'ledger.db', 'ledger.db-wal'];

/** The version file of a folder, or null when the folder is absent or empty. */
function readVersion(dir: string): Result<{ format: number; min: number } | null, Failure<'E_FOLDER'>> {
  const path = join(dir, VERSION_FILE);
  if (!existsSync(path)) {
    const foreign = existsSync(dir) && readdirSync(dir).find((name) => !EARLY.has(name) && !name.endsWith('.new'));
    return foreign ? fail('E_FOLDER', { dir, reason: 'foreign', name: foreign }) : ok(null);
  }
  let read: unknown;
  try {
    read = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    return fail('E_FOLDER', { dir, reason: 'damaged', name: VERSION_FILE }, cause);
  }
  const { format, min } = (typeof read === 'object' && read !== null ? read : {}) as Record<string, unknown>;
  if (!Number.isSafeInteger(format) || !Number.isSafeInteger(min)) {
    return fail('E_FOLDER', { dir, reason: 'damaged', name: VERSION_FILE });
  }
  return ok({ format: Number(format), min: Number(min) });
}

/** Opens a data folder, makes it (0700) when absent, migrates an older one. */
export function openFolder(dir: string, options: OpenFolderOptions = {}): Result<Folder, Failure<FolderCode>> {
  const supported = options.format ?? FOLDER_FORMAT;
  const version = readVersion(dir);
  if (!version.ok) return version;
  if (version.value === null) {
    makeFolder(dir);
    writeVersion(dir, supported);
    return ok({ dir, format: supported, made: true, migratedFrom: null });
  }
  const { format, min } = version.value;
  if (min > supported) return fail('E_NEWER', { what: dir, format, supported });
  // A newer format that says this program may still open it stays as it is.
  if (format >= supported) return ok({ dir, format, made: false, migratedFrom: null });
  const own = options.lock ? null : acquireLock(dir);
  if (own && !own.ok) return own;
  try {
    return migrate(dir, format, supported, options.migrations ?? MIGRATIONS);
  } finally {
    own?.value.release();
  }
}

function writeVersion(dir: string, format: number): void {
  replaceFile(
    join(dir, VERSION_FILE),
    `${JSON.stringify({ format, min: Math.min(FOLDER_MIN, format) })}\n`,
    randomBytes,
  );
}

function migrate(
  dir: string,
  from: number,
  to: number,
  steps: readonly Migration[],
): Result<Folder, Failure<FolderCode>> {
  const road: Migration[] = [];
  for (let at = from; at < to; at++) {
    const step = steps.find((s) => s.from === at);
    if (!step) return fail('E_FOLDER', { dir, reason: 'no_road', name: String(from) });
    road.push(step);
  }
  copyAside(dir, from);
  for (const step of road) {
    step.run(dir);
    writeVersion(dir, step.from + 1);
  }
  return ok({ dir, format: to, made: false, migratedFrom: from });
}

/** Keeps the first copy: after a crash in a migration the folder is no longer what it was before. */
function copyAside(dir: string, format: number): void {
  const target = join(dir, `before-format-${format + 1}`);
  if (existsSync(target)) return;
  const part = `${target}.part`;
  rmSync(part, { recursive: true, force: true });
  makeFolder(part);
  for (const name of COPIED) if (existsSync(join(dir, name))) copyDurably(join(dir, name), join(part, name));
  fsyncFolder(part);
  moveDurably(part, target);
}
