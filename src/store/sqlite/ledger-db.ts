/** Opens ledger.db: one write connection behind a queue, one read connection that sees committed entries only. */
import { randomBytes } from 'node:crypto';
import type { Clock, Random } from '../../base/clock.ts';
import { err, type Failure, fail, ok, type Result } from '../../base/result.ts';
import type { LedgerStore } from '../port.ts';
import { type DatabaseCode, databaseFailure } from './failure.ts';
import { ledgerReader } from './ledger-reader.ts';
import { prepareLedger } from './ledger-schema.ts';
import { readOnlyStore, writingStore } from './ledger-store.ts';
import { type Database, openDatabase } from './open.ts';
import { secretWrap } from './secret-wrap.ts';

export interface LedgerOptions {
  readonly path: string;
  /** 32 bytes; null leaves the file unencrypted (tests of erasure). */
  readonly key: Uint8Array | null;
  /** 32 bytes that wrap every row of the secret table. */
  readonly wrapKey: Uint8Array;
  readonly clock: Clock;
  /** For reader workers: no write connection is opened. */
  readonly readonly?: boolean;
  readonly random?: Random;
}

export type LedgerOpenCode = DatabaseCode | 'E_NEWER';

/** Opens or makes ledger.db. What fails later leaves as a KuaFailure with a DatabaseCode; nothing of SQLite is thrown. */
export function openLedgerStore(o: LedgerOptions): Result<LedgerStore, Failure<LedgerOpenCode>> {
  const wrap = secretWrap(o.wrapKey, o.random ?? ((n) => randomBytes(n)));
  if (o.readonly) {
    const reader = connect(o, true);
    return reader.ok ? ok(readOnlyStore(reader.value, ledgerReader(reader.value, o.path, wrap), o.path)) : reader;
  }
  const writer = connect(o, false);
  if (!writer.ok) return writer;
  const reader = connect(o, true);
  if (!reader.ok) {
    writer.value.close();
    return reader;
  }
  return ok(writingStore({ writer: writer.value, reader: reader.value, wrap, file: o.path, clock: o.clock }));
}

function connect(o: LedgerOptions, readonly: boolean): Result<Database, Failure<LedgerOpenCode>> {
  const db = openDatabase(o.path, o.key, { readonly, synchronous: 'FULL' });
  if (!db.ok) return db;
  try {
    const ready = prepareLedger(db.value, o.path, readonly);
    if (ready.ok) return db;
    db.value.close();
    return err(ready.error);
  } catch (error) {
    db.value.close();
    const failure = databaseFailure(error, o.path);
    if (failure) return fail(failure.code, failure.params, error);
    throw error;
  }
}
