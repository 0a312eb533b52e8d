/**
 * One node per data folder: an exclusive lock on lock.db, held for life. The system frees it when the process dies,
 * even by kill -9, so there is no stale lock to clear. node.json beside it says who holds it.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../base/clock.ts';
import { type Failure, fail, type Json, ok, type Result } from '../base/result.ts';
import { removeDurably, replaceFile, touchPrivate } from './files.ts';
import { type Database, Driver } from './sqlite/driver.ts';
import { databaseFailure } from './sqlite/failure.ts';

export interface FolderLock {
  /** Writes where the running node is reached (URL or socket) into node.json, for a second process to read. */
  announce(address: string): void;
  /** Frees the folder; a second call does nothing. */
  release(): void;
}

/** Who holds a folder, as node.json says. */
export interface Holder {
  readonly pid: number | null;
  readonly address: string | null;
}

const LOCK = 'lock.db';
const HOLDER = 'node.json';

/** Takes the folder, or fails with E_IN_USE naming the process that has it (null while that one is still starting). */
export function acquireLock(
  dir: string,
  clock: Clock = Date.now,
): Result<FolderLock, Failure<'E_IN_USE' | 'E_DB_DAMAGED' | 'E_DB_IO' | 'E_DISK_FULL'>> {
  const file = join(dir, LOCK);
  let db: Database | null = null;
  try {
    touchPrivate(file);
    db = new Driver(file, { timeout: 0 });
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db?.close();
    const failure = databaseFailure(error, file);
    if (!failure) throw error;
    if (failure.code === 'E_DB_BUSY') return fail('E_IN_USE', { dir, ...readHolder(dir) });
    return fail(failure.code, failure.params, error);
  }
  const held = db;
  const write = (address: string | null): void => {
    const holder: Json = { pid: process.pid, address, started: new Date(clock()).toISOString() };
    replaceFile(join(dir, HOLDER), `${JSON.stringify(holder)}\n`, randomBytes);
  };
  write(null);
  return ok({
    announce: (address) => write(address),
    release() {
      if (!held.open) return;
      removeDurably(join(dir, HOLDER));
      held.exec('ROLLBACK');
      held.close();
    },
  });
}

/** What node.json says; nulls when it is not there or not readable. It may be left over: only the lock itself tells. */
export function readHolder(dir: string): Holder {
  let read: unknown;
  try {
    read = JSON.parse(readFileSync(join(dir, HOLDER), 'utf8'));
  } catch {
    return { pid: null, address: null };
  }
  const field = (name: string): unknown =>
    typeof read === 'object' && read !== null && name in read ? (read as Record<string, unknown>)[name] : null;
  const pid = field('pid');
  const address = field('address');
  return { pid: typeof pid === 'number' ? pid : null, address: typeof address === 'string' ? address : null };
}
