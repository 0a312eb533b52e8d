/** Opens an encrypted SQLite file with the settings every database of a data folder has. */
import { existsSync } from 'node:fs';
import { toHex } from '../../base/bytes.ts';
import { err, type Failure, ok, type Result } from '../../base/result.ts';
import { touchPrivate } from '../files.ts';
import { type Database, Driver } from './driver.ts';
import { type DatabaseCode, databaseFailure } from './failure.ts';

export type { Database };

export interface OpenOptions {
  readonly readonly?: boolean;
  /** FULL: a commit is on the disk when it returns (ledger). NORMAL: it may be lost in a power cut, never torn (index). */
  readonly synchronous: 'FULL' | 'NORMAL';
}

/** How long a statement waits for another connection's lock. */
const BUSY_TIMEOUT_MS = 10_000;
const CACHE_KIB = 32_768;
/** 32 MiB: a page of an index that many transactions touch is written back once, not once per transaction. */
const WAL_PAGES = 8_000;

/**
 * Opens or makes a database. `key` is 32 bytes and given raw, so no password derivation runs; null leaves the file
 * unencrypted (tests of erasure, where encryption would hide a leftover). Fails with E_DB_DAMAGED on a wrong key or a
 * damaged file, E_DISK_FULL when making it needs space that is not there.
 */
export function openDatabase(
  path: string,
  key: Uint8Array | null,
  opts: OpenOptions,
): Result<Database, Failure<DatabaseCode>> {
  const readonly = opts.readonly ?? false;
  let db: Database | null = null;
  try {
    // Made by us first: SQLite gives its side files the mode of the database, and would make this one readable by all.
    if (!readonly && !existsSync(path)) touchPrivate(path);
    db = new Driver(path, { readonly, timeout: BUSY_TIMEOUT_MS });
    if (key) {
      db.pragma("cipher='chacha20'");
      db.pragma(`key='raw:${toHex(key)}'`);
    }
    // Sorts of an encrypted database would otherwise write plaintext into the system's temporary folder.
    db.pragma('temp_store=MEMORY');
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
    db.pragma('foreign_keys=ON');
    db.pragma(`cache_size=-${CACHE_KIB}`);
    if (!readonly) {
      db.pragma('journal_mode=WAL');
      db.pragma('secure_delete=ON');
      db.pragma(`wal_autocheckpoint=${WAL_PAGES}`);
      db.pragma(`synchronous=${opts.synchronous}`);
    }
    return ok(db);
  } catch (error) {
    db?.close();
    const failure = databaseFailure(error, path);
    if (failure) return err(failure);
    throw error;
  }
}
