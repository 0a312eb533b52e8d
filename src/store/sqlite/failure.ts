/** What SQLite's result codes mean to the node: the only place that reads them. */
import { KuaFailure } from '../../base/failures.ts';
import type { Failure } from '../../base/result.ts';

export type DatabaseCode = 'E_DB_DAMAGED' | 'E_DB_BUSY' | 'E_DB_IO' | 'E_DISK_FULL';

/**
 * The failure a SQLite error stands for, or null when the error is none of SQLite's or tells of a bug.
 * A wrong key and a damaged first page look the same to the cipher: both are E_DB_DAMAGED.
 */
export function databaseFailure(error: unknown, file: string): Failure<DatabaseCode> | null {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  const made = (c: DatabaseCode): Failure<DatabaseCode> => ({ code: c, params: { file }, cause: error });
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')) return made('E_DB_DAMAGED');
  if (code === 'SQLITE_FULL') return made('E_DISK_FULL');
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return made('E_DB_BUSY');
  if (code.startsWith('SQLITE_IOERR') || code.startsWith('SQLITE_CANTOPEN') || code.startsWith('SQLITE_READONLY')) {
    return made('E_DB_IO');
  }
  return null;
}

/** Runs `work`; an error of SQLite leaves as a KuaFailure, so that no caller ever sees SQLite's own. */
export function guarded<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw asKuaFailure(error, file);
  }
}

/** The error itself, or the KuaFailure that stands for it. */
export function asKuaFailure(error: unknown, file: string): unknown {
  const failure = databaseFailure(error, file);
  return failure ? new KuaFailure(failure) : error;
}
