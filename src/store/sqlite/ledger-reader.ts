/** Reads of ledger.db over one connection. */
import type { Buffer } from 'node:buffer';
import { KuaFailure } from '../../base/failures.ts';
import type { Json } from '../../base/result.ts';
import type { LedgerReader, Secret, SecretType, WriterHead } from '../port.ts';
import { guarded } from './failure.ts';
import { type LocalInts, localInts } from './local-ints.ts';
import type { Database } from './open.ts';
import { erasureReads } from './erasure-reads.ts';
import { receivedReads } from './received-reads.ts';
import { ENTRY_SELECT, type EntryRow, idKey, plain, storedEntry } from './rows.ts';
import type { SecretWrap } from './secret-wrap.ts';

interface HeadRow {
  readonly seq: number;
  readonly id: Buffer;
  readonly ms: number;
  readonly ctr: number;
}
interface ErasedRow {
  readonly ph: Buffer;
  readonly entry: Buffer;
  readonly erase_entry: Buffer;
}

function prepareReads(db: Database) {
  return {
    spaces: db
      .prepare<[], Buffer>(
        'SELECT id FROM space s WHERE EXISTS (SELECT 1 FROM entries e WHERE e.space = s.space) ORDER BY id',
      )
      .pluck(),
    entry: db.prepare<[Uint8Array, Uint8Array], EntryRow>(`${ENTRY_SELECT} WHERE substr(e.id, 1, 6) = ? AND e.id = ?`),
    // Of two branches with equal length the lower id, so that every node names the same head.
    head: db.prepare<[number, number], HeadRow>(
      'SELECT seq, id, ms, ctr FROM entries WHERE space = ? AND writer = ? ORDER BY seq DESC, id LIMIT 1',
    ),
    writers: db.prepare<[number], { writer: number; key: Buffer }>(
      'SELECT writer, key FROM writer WHERE space = ? ORDER BY key',
    ),
    controls: db.prepare<[number], EntryRow>(
      `${ENTRY_SELECT} WHERE e.space = ? AND e.kind = 1 ORDER BY e.arrival IS NULL, e.arrival, e.entry`,
    ),
    touchedAfter: db.prepare<[number, number], EntryRow>(
      `${ENTRY_SELECT} WHERE e.touched > ? ORDER BY e.touched LIMIT ?`,
    ),
    highestTouched: db.prepare<[], number>("SELECT value FROM counter WHERE name = 'touched'").pluck(),
    erased: db.prepare<[number], ErasedRow>(
      'SELECT ph, entry, erase_entry FROM erased WHERE space = ? ORDER BY ph, entry, erase_entry',
    ),
    secrets: db.prepare<[number, string], { id: Buffer; wrapped: Buffer }>(
      'SELECT id, wrapped FROM secret WHERE space = ? AND type = ? ORDER BY id',
    ),
    local: db.prepare<[string, string], string>('SELECT value FROM local WHERE kind = ? AND key = ?').pluck(),
    locals: db.prepare<[string], { key: string; value: string }>(
      'SELECT key, value FROM local WHERE kind = ? ORDER BY key',
    ),
    entries: db.prepare<[], number>('SELECT count(*) FROM entries').pluck(),
    withoutBlock: db.prepare<[], number>('SELECT count(*) FROM payload WHERE block IS NULL').pluck(),
    quarantined: db.prepare<[], number>("SELECT count(*) FROM entries WHERE state = 'quarantined'").pluck(),
  };
}

/** Bytes of the database in use, free pages left out. */
function bytesInUse(db: Database): number {
  const number = (name: string): number => Number(db.pragma(name, { simple: true }));
  return (number('page_count') - number('freelist_count')) * number('page_size');
}

/**
 * The reads of the port. `ints` is handed in by a transaction, which makes new ones. Every method answers from the
 * connection's own view: the committed state, or the transaction it is in.
 */
export function ledgerReader(
  db: Database,
  file: string,
  wrap: SecretWrap,
  ints: LocalInts = localInts(db),
): LedgerReader {
  const sql = prepareReads(db);
  const heads = (space: number, writer: number): WriterHead | null => {
    const row = sql.head.get(space, writer);
    return row ? { seq: row.seq, id: plain(row.id), ms: row.ms, ctr: row.ctr } : null;
  };
  /** Answers asynchronously, in a fixed order of calls, with SQLite's errors translated. */
  const answer = async <T>(work: () => T): Promise<T> => guarded(file, work);
  const inSpace = <T>(id: Uint8Array, none: T, work: (space: number) => T): Promise<T> =>
    answer(() => {
      const space = ints.space(id);
      return space === null ? none : work(space);
    });
  const openSecret = (type: SecretType, space: Uint8Array | null, row: { id: Buffer; wrapped: Buffer }): Secret => {
    const secret = wrap.unwrap(type, space, row.id, row.wrapped);
    if (!secret) throw new KuaFailure({ code: 'E_DB_DAMAGED', params: { file } });
    return { type, space, id: plain(row.id), secret };
  };
  return {
    ...receivedReads(db, file, ints),
    ...erasureReads(db, file, ints),
    spaces: () => answer(() => sql.spaces.all().map((id) => plain(id))),
    entry: (id) =>
      answer(() => {
        const row = sql.entry.get(idKey(id), id);
        return row ? storedEntry(row, ints) : null;
      }),
    head: (space, key) =>
      inSpace(space, null, (s) => {
        const writer = ints.writer(s, key);
        return writer === null ? null : heads(s, writer);
      }),
    frontier: (space) =>
      inSpace(space, [], (s) =>
        sql.writers.all(s).flatMap(({ writer, key }) => {
          const head = heads(s, writer);
          return head ? [{ writer: plain(key), head }] : [];
        }),
      ),
    controls: (space) => inSpace(space, [], (s) => sql.controls.all(s).map((row) => storedEntry(row, ints))),
    touchedAfter: (watermark, limit) =>
      answer(() => sql.touchedAfter.all(watermark, limit).map((row) => storedEntry(row, ints))),
    highestTouched: () => answer(() => sql.highestTouched.get() ?? 0),
    erased: (space) =>
      inSpace(space, [], (s) =>
        sql.erased
          .all(s)
          .map((row) => ({ ph: plain(row.ph), entry: plain(row.entry), eraseEntry: plain(row.erase_entry) })),
      ),
    secrets: (type, space) =>
      answer(() => {
        const s = space === null ? 0 : ints.space(space);
        return s === null ? [] : sql.secrets.all(s, type).map((row) => openSecret(type, space, row));
      }),
    local: (kind, key) =>
      answer(() => {
        const text = sql.local.get(kind, key);
        return text === undefined ? null : (JSON.parse(text) as Json);
      }),
    locals: (kind) =>
      answer(() => sql.locals.all(kind).map((row) => ({ key: row.key, value: JSON.parse(row.value) as Json }))),
    counts: () =>
      answer(() => {
        const entries = sql.entries.get() ?? 0;
        return {
          entries,
          payloads: entries - (sql.withoutBlock.get() ?? 0),
          bytes: bytesInUse(db),
          quarantined: sql.quarantined.get() ?? 0,
        };
      }),
  };
}
