/** Writes of ledger.db for entries that come from others; alive inside one transaction, like the rest of the port's writes. */
import type { Buffer } from 'node:buffer';
import type { EntryState } from '../../ledger/model.ts';
import type { NewEntry } from '../port.ts';
import type { BlockOutcome, NamedBlock, ParkCode, ReceivedTx } from '../received-port.ts';
import type { Counters, TxParts } from './ledger-tx.ts';
import type { Database } from './open.ts';
import { PARKED_SELECT, type ParkedRow, parkedEntry } from './received-reads.ts';
import { ENTRY_SELECT, type EntryRow, idKey, plain, storedEntry } from './rows.ts';

interface Place {
  readonly entry: number;
  readonly kind: 0 | 1 | 2 | 3;
  readonly state: string;
  readonly stored: number;
  readonly ph: Buffer;
}

function prepare(db: Database) {
  return {
    place: db.prepare<[Uint8Array, Uint8Array, number], Place>(
      `SELECT e.entry, e.kind, p.state, p.block IS NOT NULL AS stored, p.ph FROM entries e JOIN payload p ON p.entry = e.entry
       WHERE substr(e.id, 1, 6) = ? AND e.id = ? AND e.space = ?`,
    ),
    isErased: db
      .prepare<[number, Uint8Array, Uint8Array], number>(
        'SELECT 1 FROM erased WHERE space = ? AND ph = ? AND entry = ? LIMIT 1',
      )
      .pluck(),
    setBlock: db.prepare('UPDATE payload SET state = ?, code = ?, block = ? WHERE entry = ?'),
    setPayload: db.prepare('UPDATE payload SET state = ?, code = ? WHERE entry = ? AND block IS NOT NULL'),
    touch: db.prepare('UPDATE entries SET touched = ? WHERE entry = ?'),
    setState: db.prepare(
      'UPDATE entries SET state = ?, reason = ?, arrival = coalesce(arrival, ?), touched = ? WHERE entry = ?',
    ),
    arrival: db.prepare<[number], number | null>('SELECT arrival FROM entries WHERE entry = ?').pluck(),
    forkedAt: db.prepare<[number], number | null>('SELECT forked_at FROM writer WHERE writer = ?').pluck(),
    setForked: db.prepare('UPDATE writer SET forked_at = ? WHERE writer = ?'),
    from: db
      .prepare<[number, number, number], number>(
        'SELECT entry FROM entries WHERE space = ? AND writer = ? AND seq >= ? ORDER BY seq, entry',
      )
      .pluck(),
    raise: db.prepare('UPDATE space SET standing = standing + 1 WHERE space = ?'),
    park: db.prepare(
      `INSERT INTO parked (space, id, code, writer, seq, prev, ph, frame, block, received_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (space, id) DO UPDATE SET code = excluded.code, block = coalesce(excluded.block, block)`,
    ),
    parkedRow: db.prepare<[number, Uint8Array], { code: ParkCode; block: number }>(
      'SELECT code, block IS NOT NULL AS block FROM parked WHERE space = ? AND id = ?',
    ),
    unpark: db.prepare('DELETE FROM parked WHERE space = ? AND id = ?'),
    parkedByBlock: db.prepare<[Uint8Array], ParkedRow>(`${PARKED_SELECT} WHERE p.ph = ?`),
    waiting: db.prepare<[number, Uint8Array], ParkedRow>(
      `${PARKED_SELECT} WHERE p.space = ? AND p.prev = ? ORDER BY p.id`,
    ),
    named: db.prepare<
      [Uint8Array, Uint8Array],
      { id: Buffer; space: number; header: Buffer; kind: 0 | 1 | 2 | 3; state: NamedBlock['state']; stored: number }
    >(
      `SELECT e.id, e.space, e.header, e.kind, p.state, p.block IS NOT NULL AS stored FROM payload p
       JOIN entries e ON e.entry = p.entry WHERE substr(p.ph, 1, 6) = ? AND p.ph = ? ORDER BY e.entry`,
    ),
    locked: db.prepare<[number, Uint8Array, number], EntryRow>(
      `${ENTRY_SELECT} WHERE p.state = 'locked' AND p.code IS NOT 'P_VERSION' AND p.space = ? AND e.epoch = ? ORDER BY p.entry LIMIT ?`,
    ),
    putPeer: db.prepare(
      `INSERT INTO peer (space, peer, frontier, at, last_error) VALUES (?, ?, ?, ?, ?) ON CONFLICT (space, peer)
       DO UPDATE SET frontier = excluded.frontier, at = excluded.at, last_error = excluded.last_error`,
    ),
  };
}

export interface ReceivedPart {
  readonly tx: ReceivedTx;
  /** Two ids stand at this number of the writer. */
  fork(space: number, writer: number, seq: number): void;
  raise(space: number): void;
}
type Write = <T>(work: () => T) => Promise<T>;

/** Prepares the writes once; the returned function gives them to one transaction, whose counters they move. */
export function receivedWrites(
  parts: TxParts,
): (counters: Counters, write: Write, put: (e: NewEntry) => 'new' | 'held' | 'erased') => ReceivedPart {
  const { db, ints } = parts;
  const sql = prepare(db);

  return (counters, write, put) => {
    const raised = new Set<number>();
    const raise = (space: number): void => {
      if (space === 0 || raised.has(space)) return;
      raised.add(space);
      sql.raise.run(space);
    };
    const touch = (entry: number): void => {
      counters.touched += 1;
      sql.touch.run(counters.touched, entry);
    };
    const placeOf = (space: number | null, id: Uint8Array): Place | null =>
      space === null ? null : (sql.place.get(idKey(id), id, space) ?? null);

    function putBlock(
      space: number,
      id: Uint8Array,
      block: Uint8Array,
      state: string,
      code: string | null,
    ): BlockOutcome {
      const place = placeOf(space, id);
      if (!place) return 'unknown';
      if (place.state === 'erased' || sql.isErased.get(space, place.ph, id) !== undefined) return 'erased';
      if (place.state === 'dropped') return 'dropped';
      if (place.stored) return 'held';
      sql.setBlock.run(state, code, block, place.entry);
      touch(place.entry);
      if (place.kind === 1) raise(space);
      return 'stored';
    }

    function setState(space: number, id: Uint8Array, state: EntryState, reason: string | null): void {
      const place = placeOf(space, id);
      if (!place) throw new Error('the state of an entry that is not held');
      let arrival: number | null = null;
      if (state === 'accepted' && sql.arrival.get(place.entry) === null) arrival = counters.arrival += 1;
      counters.touched += 1;
      sql.setState.run(state, reason, arrival, counters.touched, place.entry);
    }

    const tx: ReceivedTx = {
      putEntries: (entries) => write(() => entries.map((e) => put(e))),
      putBlock: (spaceId, id, block, state, code) =>
        write(() => {
          const space = ints.space(spaceId);
          return space === null ? 'unknown' : putBlock(space, id, block, state, code);
        }),
      named: (ph) =>
        write(() =>
          sql.named.all(idKey(ph), ph).map((row) => ({
            id: plain(row.id),
            space: ints.spaceId(row.space),
            header: plain(row.header),
            kind: row.kind,
            state: row.state,
            stored: row.stored === 1,
          })),
        ),
      setPayload: (spaceId, id, state, code) =>
        write(() => {
          const place = placeOf(ints.space(spaceId), id);
          if (!place) throw new Error('the payload of an entry that is not held');
          sql.setPayload.run(state, code, place.entry);
          touch(place.entry);
        }),
      locked: (spaceId, epoch, limit) =>
        write(() => {
          const space = ints.space(spaceId);
          return space === null ? [] : sql.locked.all(space, epoch, limit).map((row) => storedEntry(row, ints));
        }),
      setStates: (spaceId, changes) =>
        write(() => {
          const space = ints.makeSpace(spaceId);
          for (const c of changes) setState(space, c.id, c.state, c.reason);
          if (changes.length > 0) raise(space);
        }),
      raiseStanding: (spaceId) => write(() => raise(ints.makeSpace(spaceId))),
      park: (e) =>
        write(() => {
          const space = ints.makeSpace(e.space);
          sql.park.run(space, e.id, e.code, e.writer, e.seq, e.prev, e.ph, e.frame, e.block, e.receivedAt);
        }),
      unpark: (spaceId, ids) =>
        write(() => {
          const space = ints.space(spaceId);
          if (space !== null) for (const id of ids) sql.unpark.run(space, id);
        }),
      parkedRow: (spaceId, id) =>
        write(() => {
          const space = ints.space(spaceId);
          const row = space === null ? undefined : sql.parkedRow.get(space, id);
          return row ? { code: row.code, block: row.block === 1 } : null;
        }),
      parkedByBlock: (ph) => write(() => sql.parkedByBlock.all(ph).map((row) => parkedEntry(row, ints))),
      waiting: (spaceId, prevs) =>
        write(() => {
          const space = ints.space(spaceId);
          if (space === null) return [];
          return prevs.flatMap((prev) => sql.waiting.all(space, prev).map((row) => parkedEntry(row, ints)));
        }),
      putPeer: (p) =>
        write(() => {
          sql.putPeer.run(ints.makeSpace(p.space), p.peer, p.frontier, p.at, p.lastError);
        }),
    };
    return {
      tx,
      raise,
      fork(space, writer, seq) {
        const before = sql.forkedAt.get(writer) ?? null;
        raise(space);
        if (before !== null && before <= seq) return;
        sql.setForked.run(seq, writer);
        for (const entry of sql.from.all(space, writer, seq)) touch(entry);
      },
    };
  };
}
