/** Tables of ledger.db (docs/formats/tables.md) and their version in `user_version`. */
import { type Failure, fail, ok, type Result } from '../../base/result.ts';
import type { Database } from './open.ts';

export const LEDGER_SCHEMA = 2;

/** Entries that wait: `prev`, `ph`, `writer`, `seq` are null when the header is of an unknown version. */
const PARKED = `CREATE TABLE parked (
  space INTEGER NOT NULL REFERENCES space, id BLOB NOT NULL, code TEXT NOT NULL, writer BLOB, seq INTEGER, prev BLOB, ph BLOB,
  frame BLOB NOT NULL, block BLOB, received_at INTEGER NOT NULL, PRIMARY KEY (space, id)
) STRICT;
CREATE INDEX parked_prev ON parked (space, prev);
CREATE INDEX parked_ph ON parked (ph);
`;

/** A block comes by its hash alone; six bytes of it find the entry (see ids below). */
const RECEIVED_INDEXES = `CREATE INDEX payload_ph ON payload (substr(ph, 1, 6));
CREATE INDEX payload_locked ON payload (space, entry) WHERE state = 'locked';
CREATE INDEX entries_arrival ON entries (arrival) WHERE arrival IS NOT NULL;
CREATE INDEX entries_answers ON entries (space, kind, touched) WHERE kind > 1;
`;

/** From version 1 to 2: what entries of others need. Nothing was parked before, so that table is made anew. */
const TO_2 = `
ALTER TABLE space ADD COLUMN standing INTEGER NOT NULL DEFAULT 0;
ALTER TABLE writer ADD COLUMN forked_at INTEGER;
DROP TABLE parked;
${PARKED}${RECEIVED_INDEXES}PRAGMA user_version = 2;
`;

/**
 * `space`, `writer` and `entry` are local integers that never leave the node. Erasure is kept per entry, not per
 * payload hash alone: a header may copy the hash of somebody else's payload, and erasing that entry must not reach theirs.
 * Ids are random, so a full index of them is what a bulk append mostly writes; six bytes find the row as well, and
 * the one writer checks the rest in the transaction that inserts it (200,000 entries: 24k/s against 15k/s).
 */
const TABLES = `
CREATE TABLE space (space INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, standing INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE writer (
  writer INTEGER PRIMARY KEY, space INTEGER NOT NULL REFERENCES space, key BLOB NOT NULL, forked_at INTEGER,
  UNIQUE (space, key)
) STRICT;
CREATE TABLE entries (
  entry INTEGER PRIMARY KEY, space INTEGER NOT NULL REFERENCES space, id BLOB NOT NULL,
  writer INTEGER NOT NULL REFERENCES writer, seq INTEGER NOT NULL, kind INTEGER NOT NULL, prev BLOB,
  ms INTEGER NOT NULL, ctr INTEGER NOT NULL, epoch BLOB NOT NULL, plen INTEGER NOT NULL,
  header BLOB NOT NULL, sig BLOB NOT NULL,
  arrival INTEGER, touched INTEGER NOT NULL, state TEXT NOT NULL, reason TEXT, received_at INTEGER NOT NULL
) STRICT;
CREATE INDEX entries_id ON entries (substr(id, 1, 6));
CREATE INDEX entries_chain ON entries (space, writer, seq);
CREATE INDEX entries_touched ON entries (touched);
CREATE INDEX entries_control ON entries (space, entry) WHERE kind = 1;
CREATE INDEX entries_quarantined ON entries (space, entry) WHERE state = 'quarantined';
CREATE TABLE payload (
  entry INTEGER PRIMARY KEY REFERENCES entries, space INTEGER NOT NULL REFERENCES space, ph BLOB NOT NULL,
  state TEXT NOT NULL, code TEXT, block BLOB
) STRICT;
CREATE INDEX payload_missing ON payload (space, ph) WHERE block IS NULL;
${RECEIVED_INDEXES}CREATE TABLE erased (
  space INTEGER NOT NULL REFERENCES space, ph BLOB NOT NULL, entry BLOB NOT NULL, erase_entry BLOB NOT NULL,
  PRIMARY KEY (space, ph, entry, erase_entry)
) STRICT, WITHOUT ROWID;
${PARKED}CREATE TABLE secret (
  space INTEGER NOT NULL, type TEXT NOT NULL, id BLOB NOT NULL, wrapped BLOB NOT NULL, PRIMARY KEY (space, type, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE peer (
  space INTEGER NOT NULL REFERENCES space, peer BLOB NOT NULL, frontier BLOB NOT NULL, at INTEGER NOT NULL, last_error TEXT,
  PRIMARY KEY (space, peer)
) STRICT, WITHOUT ROWID;
CREATE TABLE local (kind TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (kind, key)) STRICT, WITHOUT ROWID;
CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO counter VALUES ('entry', 0), ('arrival', 0), ('touched', 0);
PRAGMA user_version = ${LEDGER_SCHEMA};
`;

/**
 * Makes the tables in an empty database and brings those of version 1 up (the folder's migration kept a copy). Refuses
 * those of a newer program (E_NEWER) or of something else (E_DB_DAMAGED).
 */
export function prepareLedger(
  db: Database,
  file: string,
  readonly: boolean,
): Result<null, Failure<'E_NEWER' | 'E_DB_DAMAGED'>> {
  const version = Number(db.pragma('user_version', { simple: true }));
  if (version === LEDGER_SCHEMA) return ok(null);
  if (version > LEDGER_SCHEMA) return fail('E_NEWER', { what: file, format: version, supported: LEDGER_SCHEMA });
  if (version === 1 && !readonly) {
    db.transaction(() => db.exec(TO_2)).immediate();
    return ok(null);
  }
  const tables = db.prepare<[], { n: number }>('SELECT count(*) AS n FROM sqlite_schema').get();
  if (readonly || tables?.n !== 0) return fail('E_DB_DAMAGED', { file });
  db.transaction(() => db.exec(TABLES)).immediate();
  return ok(null);
}
