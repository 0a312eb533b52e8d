/** Reads of ledger.db for entries that come from others: surroundings, forks, tips, waiting rows, blocks by hash, peers. */
import type { Buffer } from 'node:buffer';
import { compareBytes, equalBytes } from '../../base/bytes.ts';
import type { StoredEntry } from '../port.ts';
import type {
  ChainPlace,
  ForkedWriter,
  ParkCode,
  ParkedEntry,
  Peer,
  ReceivedReader,
  Surroundings,
  Tip,
  Usage,
  Whereabouts,
} from '../received-port.ts';
import { guarded } from './failure.ts';
import type { LocalInts } from './local-ints.ts';
import type { Database } from './open.ts';
import { ENTRY_SELECT, type EntryRow, idKey, plain, storedEntry } from './rows.ts';

const PAGE = 1_000;
/** One page of entries stops here even before its limit: blocks may be 256 KiB each. */
const PAGE_BYTES = 8 * 1_048_576;
/** Behind every id of 32 bytes. */
const LAST_ID = new Uint8Array(33).fill(255);

interface ChainRow {
  readonly id: Buffer;
  readonly seq: number;
  readonly kind: 0 | 1 | 2 | 3;
  readonly prev: Buffer | null;
  readonly state: 'accepted' | 'quarantined';
  readonly reason: string | null;
}
interface ParkedRow {
  readonly space: number;
  readonly id: Buffer;
  readonly code: ParkCode;
  readonly writer: Buffer | null;
  readonly seq: number | null;
  readonly prev: Buffer | null;
  readonly ph: Buffer | null;
  readonly frame: Buffer;
  readonly block: Buffer | null;
  readonly received_at: number;
}
interface PeerRow {
  readonly peer: Buffer;
  readonly frontier: Buffer;
  readonly at: number;
  readonly last_error: string | null;
}

export const PARKED_SELECT =
  'SELECT p.space, p.id, p.code, p.writer, p.seq, p.prev, p.ph, p.frame, p.block, p.received_at FROM parked p';

export const parkedEntry = (row: ParkedRow, ints: LocalInts): ParkedEntry => ({
  id: plain(row.id),
  space: ints.spaceId(row.space),
  code: row.code,
  writer: row.writer && plain(row.writer),
  seq: row.seq,
  prev: row.prev && plain(row.prev),
  ph: row.ph && plain(row.ph),
  frame: plain(row.frame),
  block: row.block && plain(row.block),
  receivedAt: row.received_at,
});

export type { ParkedRow };

const chainPlace = (row: ChainRow): ChainPlace => ({
  id: plain(row.id),
  seq: row.seq,
  kind: row.kind,
  prev: row.prev && plain(row.prev),
  state: row.state,
  reason: row.reason,
});

function prepare(db: Database) {
  const behind = 'e.space = ? AND e.writer = ? AND (e.seq > ? OR (e.seq = ? AND e.id > ?)) AND e.seq >= ?';
  return {
    after: db.prepare<(number | Uint8Array)[], EntryRow>(
      `${ENTRY_SELECT} WHERE ${behind} ORDER BY e.seq, e.id LIMIT ?`,
    ),
    chain: db.prepare<(number | Uint8Array)[], ChainRow>(
      `SELECT e.id, e.seq, e.kind, e.prev, e.state, e.reason FROM entries e WHERE ${behind} ORDER BY e.seq, e.id LIMIT ?`,
    ),
    place: db.prepare<[Uint8Array, Uint8Array, number], ChainRow & { readonly writer: number }>(
      `SELECT e.id, e.seq, e.kind, e.prev, e.state, e.reason, e.writer FROM entries e
       WHERE substr(e.id, 1, 6) = ? AND e.id = ? AND e.space = ?`,
    ),
    ready: db.prepare<[number, number], ParkedRow>(
      `${PARKED_SELECT} WHERE p.space = ? AND CASE p.code
         WHEN 'P_PREV' THEN EXISTS (SELECT 1 FROM entries e WHERE substr(e.id, 1, 6) = substr(p.prev, 1, 6) AND e.id = p.prev)
         WHEN 'P_SPACE' THEN EXISTS (SELECT 1 FROM entries e WHERE e.space = p.space) ELSE 0 END
       ORDER BY p.seq, p.id LIMIT ?`,
    ),
    lockedEpochs: db
      .prepare<[number], Buffer>(
        `SELECT DISTINCT e.epoch FROM payload p JOIN entries e ON e.entry = p.entry WHERE p.state = 'locked' AND p.space = ? AND p.code IS NOT 'P_VERSION'`,
      )
      .pluck(),
    writers: db.prepare<[number], { writer: number; key: Buffer; forked_at: number | null }>(
      'SELECT writer, key, forked_at FROM writer WHERE space = ? ORDER BY key',
    ),
    last: db.prepare<[number, number], { seq: number; id: Buffer }>(
      'SELECT seq, id FROM entries WHERE space = ? AND writer = ? ORDER BY seq DESC, id LIMIT 1',
    ),
    at: db
      .prepare<[number, number, number], Buffer>(
        'SELECT id FROM entries WHERE space = ? AND writer = ? AND seq = ? ORDER BY id',
      )
      .pluck(),
    header: db
      .prepare<[Uint8Array, Uint8Array], Buffer>('SELECT header FROM entries WHERE substr(id, 1, 6) = ? AND id = ?')
      .pluck(),
    // Branch tips of a forked writer: entries from the split on that no other names as its prev.
    branches: db.prepare<[number, number, number], { seq: number; id: Buffer; prev: Buffer | null }>(
      'SELECT seq, id, prev FROM entries WHERE space = ? AND writer = ? AND seq >= ?',
    ),
    quarantined: db.prepare<[number, number], EntryRow>(
      `${ENTRY_SELECT} WHERE e.space = ? AND e.state = 'quarantined' ORDER BY e.entry LIMIT ?`,
    ),
    quarantineUsage: db.prepare<[number], { entries: number; bytes: number }>(
      `SELECT count(*) AS entries, coalesce(sum(length(e.header) + length(e.sig) + coalesce(length(p.block), 0)), 0) AS bytes
       FROM entries e JOIN payload p ON p.entry = e.entry WHERE e.space = ? AND e.state = 'quarantined'`,
    ),
    parked: db.prepare<[number], ParkedRow>(`${PARKED_SELECT} ORDER BY p.space, p.id LIMIT ?`),
    parkedIn: db.prepare<[number, number], ParkedRow>(`${PARKED_SELECT} WHERE p.space = ? ORDER BY p.id LIMIT ?`),
    parkedUsage: db.prepare<[number | null, number | null], { entries: number; bytes: number }>(
      `SELECT count(*) AS entries, coalesce(sum(length(frame) + coalesce(length(block), 0)), 0) AS bytes FROM parked
       WHERE ? IS NULL OR space = ?`,
    ),
    parkedSpaces: db.prepare<[], { space: number; code: ParkCode; entries: number }>(
      'SELECT space, code, count(*) AS entries FROM parked GROUP BY space, code ORDER BY space, code',
    ),
    missing: db.prepare<[number], { writer: Buffer; seq: number }>(
      `SELECT DISTINCT p.writer, p.seq - 1 AS seq FROM parked p WHERE p.space = ? AND p.code = 'P_PREV'
       AND NOT EXISTS (SELECT 1 FROM parked q WHERE q.space = p.space AND q.id = p.prev) ORDER BY 1, 2`,
    ),
    block: db
      .prepare<[Uint8Array, Uint8Array, number], Buffer>(
        'SELECT block FROM payload WHERE substr(ph, 1, 6) = ? AND ph = ? AND space = ? AND block IS NOT NULL LIMIT 1',
      )
      .pluck(),
    wants: db
      .prepare<[number, number], Buffer>(
        "SELECT DISTINCT ph FROM payload WHERE space = ? AND block IS NULL AND state = 'absent' ORDER BY ph LIMIT ?",
      )
      .pluck(),
    arrivals: db.prepare<[number, number], { arrival: number; id: Buffer; space: number }>(
      'SELECT arrival, id, space FROM entries WHERE arrival > ? ORDER BY arrival LIMIT ?',
    ),
    sig: db
      .prepare<[Uint8Array, Uint8Array], Buffer>('SELECT sig FROM entries WHERE substr(id, 1, 6) = ? AND id = ?')
      .pluck(),
    standing: db.prepare<[number], number>('SELECT standing FROM space WHERE space = ?').pluck(),
    peers: db.prepare<[number], PeerRow>(
      'SELECT peer, frontier, at, last_error FROM peer WHERE space = ? ORDER BY peer',
    ),
  };
}

/** The reads of `ReceivedReader` over one connection. */
export function receivedReads(db: Database, file: string, ints: LocalInts): ReceivedReader {
  const sql = prepare(db);
  const answer = async <T>(work: () => T): Promise<T> => guarded(file, work);
  const inSpace = <T>(id: Uint8Array, none: T, work: (space: number) => T): Promise<T> =>
    answer(() => {
      const space = ints.space(id);
      return space === null ? none : work(space);
    });
  const inChain = <T>(id: Uint8Array, key: Uint8Array, work: (space: number, writer: number) => T[]): Promise<T[]> =>
    inSpace<T[]>(id, [], (space) => {
      const writer = ints.writer(space, key);
      return writer === null ? [] : work(space, writer);
    });

  function tipsOf(space: number, w: { writer: number; key: Buffer; forked_at: number | null }): Tip[] {
    const key = plain(w.key);
    if (w.forked_at === null) {
      const row = sql.last.get(space, w.writer);
      return row ? [{ writer: key, seq: row.seq, head: plain(row.id) }] : [];
    }
    const rows = sql.branches.all(space, w.writer, w.forked_at);
    const named = new Set(rows.map((r) => r.prev?.toString('latin1')));
    return rows
      .filter((r) => !named.has(r.id.toString('latin1')))
      .map((r) => ({ writer: key, seq: r.seq, head: plain(r.id) }))
      .sort((a, b) => compareBytes(a.head, b.head));
  }

  /** `newest`: highest number of each writer that was asked for; behind it nothing is held. */
  function surroundings(space: number, e: Whereabouts, newest: Map<number, number>): Surroundings {
    const writer = ints.writer(space, e.writer);
    let top = -1;
    if (writer !== null) {
      top = newest.get(writer) ?? sql.last.get(space, writer)?.seq ?? -1;
      newest.set(writer, top);
    }
    const ids = writer === null || e.seq > top ? [] : sql.at.all(space, writer, e.seq).map((id) => plain(id));
    const prev = e.prev && sql.header.get(idKey(e.prev), e.prev);
    return {
      held: ids.some((id) => equalBytes(id, e.id)),
      prev: prev ? plain(prev) : null,
      rivals: ids.filter((id) => !equalBytes(id, e.id)),
    };
  }

  const usage = (row: Usage | undefined): Usage => row ?? { entries: 0, bytes: 0 };
  return {
    tips: (space) => inSpace(space, [], (s) => sql.writers.all(s).flatMap((w) => tipsOf(s, w))),
    entriesAfter: (space, writer, seq, limit = PAGE, afterId = LAST_ID) =>
      inChain(space, writer, (s, w) => {
        const out: StoredEntry[] = [];
        let bytes = 0;
        for (const row of sql.after.iterate(s, w, seq, seq, afterId, seq, limit)) {
          out.push(storedEntry(row, ints));
          bytes += row.block?.length ?? 0;
          if (bytes >= PAGE_BYTES) break;
        }
        return out;
      }),
    chain: (space, writer, fromSeq, limit = PAGE, afterId) =>
      inChain(space, writer, (s, w) =>
        sql.chain
          .all(s, w, afterId ? fromSeq : fromSeq - 1, fromSeq, afterId ?? LAST_ID, fromSeq, limit)
          .map(chainPlace),
      ),
    places: (space, ids) =>
      inSpace(space, [], (s) =>
        ids.flatMap((id) => {
          const row = sql.place.get(idKey(id), id, s);
          return row ? [{ ...chainPlace(row), writer: ints.writerKey(row.writer) }] : [];
        }),
      ),
    ready: (space, limit = PAGE) =>
      inSpace(space, [], (s) => sql.ready.all(s, limit).map((row) => parkedEntry(row, ints))),
    lockedEpochs: (space) => inSpace(space, [], (s) => sql.lockedEpochs.all(s).map((epoch) => plain(epoch))),
    forks: (space) =>
      inSpace(space, [], (s) =>
        sql.writers.all(s).flatMap((w): ForkedWriter[] => {
          if (w.forked_at === null) return [];
          const entries = sql.at.all(s, w.writer, w.forked_at).map((id) => plain(id));
          return [{ writer: plain(w.key), seq: w.forked_at, entries }];
        }),
      ),
    quarantined: (space, limit = PAGE) =>
      inSpace(space, [], (s) => sql.quarantined.all(s, limit).map((row) => storedEntry(row, ints))),
    quarantineUsage: (space) => inSpace(space, usage(undefined), (s) => usage(sql.quarantineUsage.get(s))),
    parked: (space, limit = PAGE) =>
      space === null
        ? answer(() => sql.parked.all(limit).map((row) => parkedEntry(row, ints)))
        : inSpace(space, [], (s) => sql.parkedIn.all(s, limit).map((row) => parkedEntry(row, ints))),
    parkedUsage: (space) =>
      space === null
        ? answer(() => usage(sql.parkedUsage.get(null, null)))
        : inSpace(space, usage(undefined), (s) => usage(sql.parkedUsage.get(s, s))),
    parkedSpaces: () => answer(() => sql.parkedSpaces.all().map((row) => ({ ...row, space: ints.spaceId(row.space) }))),
    missing: (space) =>
      inSpace(space, [], (s) => sql.missing.all(s).map((row) => ({ writer: plain(row.writer), seq: row.seq }))),
    block: (space, ph) => inSpace(space, null, (s) => plain(sql.block.get(idKey(ph), ph, s)) ?? null),
    wants: (space, limit = PAGE) => inSpace(space, [], (s) => sql.wants.all(s, limit).map((ph) => plain(ph))),
    arrivals: (after, limit = PAGE) =>
      answer(() =>
        sql.arrivals
          .all(after, limit)
          .map((row) => ({ arrival: row.arrival, id: plain(row.id), space: ints.spaceId(row.space) })),
      ),
    standing: (space) => inSpace(space, 0, (s) => sql.standing.get(s) ?? 0),
    peers: (space) =>
      inSpace(space, [], (s) =>
        sql.peers.all(s).map(
          (row): Peer => ({
            space,
            peer: plain(row.peer),
            frontier: plain(row.frontier),
            at: row.at,
            lastError: row.last_error,
          }),
        ),
      ),
    signedSo: (entries) =>
      answer(() =>
        entries.map(({ id, sig }) => {
          const held = sql.sig.get(idKey(id), id);
          return held !== undefined && equalBytes(held, sig);
        }),
      ),
    around: (space, entries) =>
      inSpace(
        space,
        entries.map((): Surroundings => ({ held: false, prev: null, rivals: [] })),
        (s) => {
          const newest = new Map<number, number>();
          return entries.map((e) => surroundings(s, e, newest));
        },
      ),
  };
}
