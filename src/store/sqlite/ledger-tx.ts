/** Writes of ledger.db, alive only inside one transaction. */
import type { Clock } from '../../base/clock.ts';
import type { Header } from '../../ledger/model.ts';
import type { LedgerReader, LedgerTx, NewEntry } from '../port.ts';
import { guarded } from './failure.ts';
import type { LocalInts } from './local-ints.ts';
import type { Database } from './open.ts';
import { receivedWrites } from './received-writes.ts';
import { idKey } from './rows.ts';
import type { SecretWrap } from './secret-wrap.ts';

export interface Counters {
  entry: number;
  arrival: number;
  touched: number;
}

export interface TxParts {
  readonly db: Database;
  readonly file: string;
  readonly ints: LocalInts;
  readonly reader: LedgerReader;
  readonly wrap: SecretWrap;
  readonly clock: Clock;
}

/** A transaction as the store runs it: the port's writes, and what to do before COMMIT and at its end. */
export interface OpenTx {
  readonly tx: LedgerTx;
  /** Writes the counters back; call before COMMIT. */
  settle(): void;
  /** From here on every method throws: a transaction that is over cannot be written to by a late promise. */
  end(): void;
}

function prepareWrites(db: Database) {
  return {
    insertEntry: db.prepare(
      `INSERT INTO entries (entry, space, id, writer, seq, kind, prev, ms, ctr, epoch, plen, header, sig, arrival, touched,
       state, reason, received_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    insertPayload: db.prepare('INSERT INTO payload (entry, space, ph, state, code, block) VALUES (?, ?, ?, ?, ?, ?)'),
    isErased: db
      .prepare<[number, Uint8Array, Uint8Array], number>(
        'SELECT 1 FROM erased WHERE space = ? AND ph = ? AND entry = ? LIMIT 1',
      )
      .pluck(),
    find: db.prepare<[Uint8Array, Uint8Array, number, Uint8Array], { entry: number; kind: number }>(
      'SELECT e.entry, e.kind FROM entries e JOIN payload p ON p.entry = e.entry WHERE substr(e.id, 1, 6) = ? AND e.id = ? AND e.space = ? AND p.ph = ?',
    ),
    isHeld: db
      .prepare<[Uint8Array, Uint8Array], number>('SELECT 1 FROM entries WHERE substr(id, 1, 6) = ? AND id = ?')
      .pluck(),
    findById: db.prepare<[Uint8Array, Uint8Array, number], { entry: number; kind: number }>(
      'SELECT entry, kind FROM entries WHERE substr(id, 1, 6) = ? AND id = ? AND space = ?',
    ),
    clear: db.prepare<[string, number]>('UPDATE payload SET state = ?, code = NULL, block = NULL WHERE entry = ?'),
    touch: db.prepare<[number, number]>('UPDATE entries SET touched = ? WHERE entry = ?'),
    addErased: db.prepare<[number, Uint8Array, Uint8Array, Uint8Array]>(
      'INSERT INTO erased (space, ph, entry, erase_entry) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
    ),
    putSecret: db.prepare<[number, string, Uint8Array, Uint8Array]>(
      'INSERT INTO secret (space, type, id, wrapped) VALUES (?, ?, ?, ?) ON CONFLICT (space, type, id) DO UPDATE SET wrapped = excluded.wrapped',
    ),
    deleteSecret: db.prepare<[number, string, Uint8Array]>(
      'DELETE FROM secret WHERE space = ? AND type = ? AND id = ?',
    ),
    putLocal: db.prepare<[string, string, string]>(
      'INSERT INTO local (kind, key, value) VALUES (?, ?, ?) ON CONFLICT (kind, key) DO UPDATE SET value = excluded.value',
    ),
    deleteLocal: db.prepare<[string, string]>('DELETE FROM local WHERE kind = ? AND key = ?'),
    rival: db
      .prepare<[number, number, number], number>(
        'SELECT 1 FROM entries WHERE space = ? AND writer = ? AND seq = ? LIMIT 1',
      )
      .pluck(),
    newest: db
      .prepare<[number, number], number | null>('SELECT max(seq) FROM entries WHERE space = ? AND writer = ?')
      .pluck(),
    anyErased: db.prepare<[number], number>('SELECT 1 FROM erased WHERE space = ? LIMIT 1').pluck(),
    counters: db.prepare<[], { name: keyof Counters; value: number }>('SELECT name, value FROM counter'),
    setCounter: db.prepare<[number, string]>('UPDATE counter SET value = ? WHERE name = ?'),
  };
}

/** The genesis carries 32 zero bytes where its own id will stand. */
export function spaceOf(header: Header, id: Uint8Array): Uint8Array {
  return header.space.every((b) => b === 0) ? id : header.space;
}

/** Prepares the writes once; the returned function starts one transaction's view of them. */
export function ledgerWrites(parts: TxParts): () => OpenTx {
  const { db, file, ints, reader, wrap, clock } = parts;
  const sql = prepareWrites(db);
  const received = receivedWrites(parts);

  return () => {
    const counters: Counters = { entry: 0, arrival: 0, touched: 0 };
    for (const row of sql.counters.all()) counters[row.name] = row.value;
    const before = { ...counters };
    let over = false;
    const write = async <T>(work: () => T): Promise<T> => {
      if (over) throw new Error('a ledger transaction was written to after its end');
      return guarded(file, work);
    };

    const more = received(counters, write, (e) => put(e));

    /** Newest number of each writer, as this transaction knows it. */
    const newest = new Map<number, number>();
    const newestOf = (space: number, writer: number): number => {
      const known = newest.get(writer) ?? sql.newest.get(space, writer) ?? -1;
      newest.set(writer, known);
      return known;
    };
    const erasing = new Map<number, boolean>();
    const hasErased = (space: number): boolean => {
      const known = erasing.get(space) ?? sql.anyErased.get(space) !== undefined;
      erasing.set(space, known);
      return known;
    };

    const put = (e: NewEntry): 'new' | 'held' | 'erased' => {
      const { header, id, headerBytes, sig } = e.entry;
      const space = ints.makeSpace(spaceOf(header, id));
      const writer = ints.makeWriter(space, header.writer);
      // An id names its writer and number: behind the newest of the writer there is nothing to look for.
      const among = header.seq <= newestOf(space, writer);
      if (among && sql.isHeld.get(idKey(id), id) !== undefined) return 'held';
      const arrival = e.state === 'accepted' ? counters.arrival + 1 : null;
      const forks = among && sql.rival.get(space, writer, header.seq) !== undefined;
      if (!among) newest.set(writer, header.seq);
      sql.insertEntry.run(
        counters.entry + 1,
        space,
        id,
        writer,
        header.seq,
        header.kind,
        header.prev,
        header.ms,
        header.ctr,
        header.epoch,
        header.plen,
        headerBytes,
        sig,
        arrival,
        counters.touched + 1,
        e.state,
        e.reason,
        clock(),
      );
      counters.entry += 1;
      counters.touched += 1;
      if (arrival !== null) counters.arrival = arrival;
      // Nothing brings an erased payload back: no bundle, no peer, no backup.
      const erased = hasErased(space) && sql.isErased.get(space, header.ph, id) !== undefined;
      sql.insertPayload.run(
        counters.entry,
        space,
        header.ph,
        erased ? 'erased' : e.payloadState,
        erased ? null : e.payloadCode,
        erased ? null : e.block,
      );
      if (forks) more.fork(space, writer, header.seq);
      if (header.kind === 1) more.raise(space);
      return erased ? 'erased' : 'new';
    };

    const clear = (entry: number, state: 'erased' | 'dropped'): void => {
      sql.clear.run(state, entry);
      counters.touched += 1;
      sql.touch.run(counters.touched, entry);
    };

    const tx: LedgerTx = {
      ...reader,
      ...more.tx,
      highestTouched: () => write(() => counters.touched),
      putEntry: (e) => write(() => put(e) !== 'held'),
      erase: (spaceId, eraseEntry, targets) =>
        write(() => {
          const space = ints.makeSpace(spaceId);
          for (const target of targets) {
            sql.addErased.run(space, target.ph, target.entry, eraseEntry);
            erasing.set(space, true);
            const held = sql.find.get(idKey(target.entry), target.entry, space, target.ph);
            if (held && held.kind !== 0) throw new Error('only data entries are erased');
            if (held) clear(held.entry, 'erased');
          }
        }),
      drop: (spaceId, entry) =>
        write(() => {
          const space = ints.space(spaceId);
          const held = space === null ? undefined : sql.findById.get(idKey(entry), entry, space);
          if (held && held.kind !== 0) throw new Error('only data entries are dropped');
          if (held) clear(held.entry, 'dropped');
        }),
      putSecret: (s) =>
        write(() => {
          const space = s.space === null ? 0 : ints.makeSpace(s.space);
          sql.putSecret.run(space, s.type, s.id, wrap.wrap(s.type, s.space, s.id, s.secret));
          if (s.space !== null) more.raise(space);
        }),
      deleteSecret: (s) =>
        write(() => {
          const space = s.space === null ? 0 : ints.space(s.space);
          if (space !== null) sql.deleteSecret.run(space, s.type, s.id);
        }),
      putLocal: (kind, key, value) =>
        write(() => {
          sql.putLocal.run(kind, key, JSON.stringify(value));
        }),
      deleteLocal: (kind, key) =>
        write(() => {
          sql.deleteLocal.run(kind, key);
        }),
    };
    return {
      tx,
      settle() {
        for (const name of ['entry', 'arrival', 'touched'] as const) {
          if (counters[name] !== before[name]) sql.setCounter.run(counters[name], name);
        }
      },
      end() {
        over = true;
      },
    };
  };
}
