/** The ledger's port over open connections: queued durable transactions, checkpoint, check, copy. */
import { type FileHandle, open } from 'node:fs/promises';
import type { Clock } from '../../base/clock.ts';
import { KuaFailure } from '../../base/failures.ts';
import { createExclusive, writeAll } from '../files.ts';
import type { LedgerReader, LedgerStore, LedgerTx } from '../port.ts';
import { asKuaFailure, guarded } from './failure.ts';
import { ledgerReader } from './ledger-reader.ts';
import { ledgerWrites } from './ledger-tx.ts';
import { localInts } from './local-ints.ts';
import type { Database } from './open.ts';
import type { SecretWrap } from './secret-wrap.ts';

const COPY_CHUNK = 1_048_576;

function integrity(db: Database, file: string): readonly string[] {
  return guarded(file, () => {
    const rows = db.prepare<[], string>('PRAGMA integrity_check').pluck().all();
    const dangling = db.prepare<[], { table: string }>('PRAGMA foreign_key_check').all();
    return [...rows.filter((row) => row !== 'ok'), ...dangling.map((row) => `dangling reference in ${row.table}`)];
  });
}

/** The port of a reader worker: whatever would write is a bug of the caller. */
export function readOnlyStore(db: Database, reader: LedgerReader, file: string): LedgerStore {
  const refuse = async (): Promise<never> => {
    throw new Error('this ledger store was opened for reading');
  };
  return {
    ...reader,
    transact: refuse,
    checkpoint: refuse,
    copyTo: refuse,
    integrityCheck: async () => integrity(db, file),
    close: async () => {
      db.close();
    },
  };
}

export interface WritingParts {
  readonly writer: Database;
  readonly reader: Database;
  readonly wrap: SecretWrap;
  readonly file: string;
  readonly clock: Clock;
}

/** The port over a write and a read connection to the same file. */
export function writingStore({ writer, reader, wrap, file, clock }: WritingParts): LedgerStore {
  const committed = ledgerReader(reader, file, wrap);
  const ints = localInts(writer);
  const own = ledgerReader(writer, file, wrap, ints);
  const begin = ledgerWrites({ db: writer, file, ints, reader: own, wrap, clock });
  let tail: Promise<unknown> = Promise.resolve();
  let closed = false;
  // Kept open until the connections are closed: closing any descriptor of the file would drop SQLite's POSIX locks on it.
  let source: FileHandle | null = null;

  /** Runs callers one after another; a failed one does not hold up the next. */
  const queued = <T>(work: () => Promise<T>): Promise<T> => {
    if (closed) return Promise.reject(new Error('the ledger store is closed'));
    const run = tail.then(work);
    tail = run.catch(() => undefined);
    return run;
  };

  const once = async <T>(work: (tx: LedgerTx) => Promise<T>): Promise<T> => {
    guarded(file, () => writer.exec('BEGIN IMMEDIATE'));
    let open = null;
    try {
      open = begin();
      const result = await work(open.tx);
      open.settle();
      writer.exec('COMMIT');
      return result;
    } catch (error) {
      // SQLite has rolled back by itself when the disk was full.
      if (writer.inTransaction) writer.exec('ROLLBACK');
      ints.forget();
      throw asKuaFailure(error, file);
    } finally {
      open?.end();
    }
  };

  const truncateWal = (): void =>
    guarded(file, () => {
      const [row] = writer.pragma('wal_checkpoint(TRUNCATE)') as readonly { readonly busy: number }[];
      if (row?.busy !== 0) throw new KuaFailure({ code: 'E_DB_BUSY', params: { file } });
    });

  return {
    ...committed,
    transact: (work) => queued(() => once(work)),
    checkpoint: () => queued(async () => truncateWal()),
    integrityCheck: () => queued(async () => integrity(writer, file)),
    // With the WAL empty and the queue held, the main file alone is the whole database and does not change.
    copyTo: (path) =>
      queued(async () => {
        truncateWal();
        source ??= await open(file, 'r');
        await copyBytes(source, path);
      }),
    close: async () => {
      if (closed) return;
      const last = queued(async () => {
        reader.close();
        writer.close();
        await source?.close();
      });
      closed = true;
      await last;
    },
  };
}

async function copyBytes(source: FileHandle, path: string): Promise<void> {
  const target = await createExclusive(path);
  try {
    const chunk = new Uint8Array(COPY_CHUNK);
    for (let at = 0; ; ) {
      const { bytesRead } = await source.read(chunk, 0, chunk.length, at);
      if (bytesRead === 0) break;
      await writeAll(target, chunk.subarray(0, bytesRead));
      at += bytesRead;
    }
    await target.sync();
  } finally {
    await target.close();
  }
}
