/** Tables of index.db (docs/formats/index.md). A file of another version, or a damaged one, is made again from the ledger. */
import { existsSync } from 'node:fs';
import { type Failure, fail, type Result } from '../../base/result.ts';
import { removeDurably } from '../files.ts';
import type { DatabaseCode } from '../sqlite/failure.ts';
import { type Database, openDatabase } from '../sqlite/open.ts';

/** Raised with every change of a table, of a token rule or of a rule that decides what a row holds. */
export const INDEX_VERSION = 5;

const TABLES = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
-- tells an emptied index from the one before
INSERT INTO meta (key, value) VALUES ('born', abs(random() % 9007199254740991));
-- members: writers, their parties and who manages, as the rows were folded under them
CREATE TABLE space (no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, own INTEGER NOT NULL DEFAULT 0, members TEXT NOT NULL DEFAULT '');
-- records that somebody decided about: folded again when other parties manage
CREATE TABLE decided (rec INTEGER PRIMARY KEY);
CREATE TABLE party (no INTEGER PRIMARY KEY, space INTEGER NOT NULL, id TEXT NOT NULL, UNIQUE (space, id));
CREATE TABLE batch (no INTEGER PRIMARY KEY, space INTEGER NOT NULL, party INTEGER NOT NULL, id TEXT NOT NULL, UNIQUE (party, id));
CREATE INDEX batch_space ON batch (space);
CREATE TABLE term (no INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE, fold TEXT NOT NULL);
CREATE INDEX term_fold ON term (fold);
CREATE TABLE facet_name (no INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);

-- space is null while an entry is only named by an end or an erase, or is not accepted
CREATE TABLE entry (no INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, space INTEGER, party INTEGER, batch INTEGER);
CREATE TABLE subject_entry (subject INTEGER NOT NULL, entry INTEGER NOT NULL, PRIMARY KEY (subject, entry)) WITHOUT ROWID;
CREATE INDEX subject_of_entry ON subject_entry (entry);
CREATE TABLE batch_entry (batch INTEGER NOT NULL, entry INTEGER NOT NULL, PRIMARY KEY (batch, entry)) WITHOUT ROWID;
-- via = 0: the end of a data entry; else the erased entry whose ends an erase repeats
CREATE TABLE ended (target INTEGER NOT NULL, idx INTEGER NOT NULL, entry INTEGER NOT NULL, via INTEGER NOT NULL, party INTEGER NOT NULL, PRIMARY KEY (target, idx, entry, via)) WITHOUT ROWID;
CREATE INDEX ended_by ON ended (entry);
CREATE TABLE batch_end (batch INTEGER NOT NULL, entry INTEGER NOT NULL, via INTEGER NOT NULL, PRIMARY KEY (batch, entry, via)) WITHOUT ROWID;
CREATE INDEX batch_end_by ON batch_end (entry);
CREATE TABLE erase_target (target INTEGER NOT NULL, entry INTEGER NOT NULL, PRIMARY KEY (target, entry)) WITHOUT ROWID;
CREATE INDEX erase_target_by ON erase_target (entry);
CREATE TABLE row_key (first BLOB NOT NULL, entry INTEGER NOT NULL, PRIMARY KEY (first, entry)) WITHOUT ROWID;
CREATE INDEX row_key_entry ON row_key (entry);

-- narrow on purpose: filters scan it; live = 0: every claim ended, kept for the history page; reach: 0 = some claim reaches the
-- coalition, 1 = the organisation at most, 2 = the vault alone; spot: term of the place it stands at, 0 = none; updated: newest claim;
-- ver grows with every write of a row, so that a reader knows which it has to read again
CREATE TABLE rec (no INTEGER PRIMARY KEY, id TEXT NOT NULL, space INTEGER NOT NULL, live INTEGER NOT NULL, kind TEXT, sort INTEGER NOT NULL, day_lo INTEGER, day_hi INTEGER,
  reach INTEGER NOT NULL DEFAULT 0, spot INTEGER NOT NULL DEFAULT 0, updated INTEGER NOT NULL DEFAULT 0, ver INTEGER NOT NULL DEFAULT 0, UNIQUE (id, space));
-- holds all that filters ask, so that they never leave it
CREATE INDEX rec_newest ON rec (sort DESC, id, space, kind, day_hi, reach, spot) WHERE live = 1;
CREATE INDEX rec_ver ON rec (ver);
CREATE INDEX rec_updated ON rec (updated DESC, id, space, kind, sort, day_hi, reach, spot) WHERE live = 1;
CREATE INDEX rec_event ON rec (space, sort, day_hi, id) WHERE live = 1 AND kind = 'Event';
CREATE TABLE doc (no INTEGER PRIMARY KEY, title TEXT NOT NULL, state TEXT, lat REAL, lon REAL, radius REAL, place TEXT, audience TEXT NOT NULL,
  competing INTEGER NOT NULL, origins INTEGER NOT NULL, digest TEXT NOT NULL, names TEXT NOT NULL, facets TEXT NOT NULL);
CREATE TABLE facet (space INTEGER NOT NULL, facet INTEGER NOT NULL, term INTEGER NOT NULL, rec INTEGER NOT NULL, PRIMARY KEY (space, facet, term, rec)) WITHOUT ROWID;
CREATE TABLE rel (rec INTEGER NOT NULL, field INTEGER NOT NULL, target INTEGER NOT NULL, PRIMARY KEY (rec, field, target)) WITHOUT ROWID;
CREATE INDEX rel_to ON rel (target, field, rec);
-- triage: one narrow row a signal; lists are cut from its first index alone, hints from the others
CREATE TABLE signal (rec INTEGER PRIMARY KEY, space INTEGER NOT NULL, id TEXT NOT NULL, state INTEGER NOT NULL, place INTEGER NOT NULL, theme INTEGER NOT NULL,
  assignee INTEGER NOT NULL, flagged INTEGER NOT NULL, later INTEGER, received INTEGER NOT NULL, said INTEGER, said_hi INTEGER, origin INTEGER NOT NULL,
  lat REAL, lon REAL, text_key TEXT, mark TEXT NOT NULL, shown TEXT NOT NULL);
CREATE INDEX signal_list ON signal (space, received, id, state, place, theme, assignee, flagged, later, said);
CREATE INDEX signal_near ON signal (space, theme, said, place, origin, said_hi);
CREATE INDEX signal_at ON signal (space, place, said, theme, said_hi);
CREATE INDEX signal_said ON signal (space, said, state, place, theme, assignee, flagged);
CREATE INDEX signal_later ON signal (space, later) WHERE later IS NOT NULL;
CREATE INDEX signal_text ON signal (space, text_key, said) WHERE text_key IS NOT NULL;
-- exact counts of every combination that occurs, kept by the triggers: a list counts without reading its rows
CREATE TABLE signal_count (space INTEGER NOT NULL, state INTEGER NOT NULL, place INTEGER NOT NULL, theme INTEGER NOT NULL, assignee INTEGER NOT NULL,
  flagged INTEGER NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (space, state, place, theme, assignee, flagged)) WITHOUT ROWID;
CREATE TRIGGER signal_in AFTER INSERT ON signal BEGIN
  INSERT INTO signal_count VALUES (new.space, new.state, new.place, new.theme, new.assignee, new.flagged, 1)
    ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER signal_out AFTER DELETE ON signal BEGIN
  UPDATE signal_count SET n = n - 1 WHERE space = old.space AND state = old.state AND place = old.place AND theme = old.theme
    AND assignee = old.assignee AND flagged = old.flagged;
  DELETE FROM signal_count WHERE space = old.space AND state = old.state AND place = old.place AND theme = old.theme
    AND assignee = old.assignee AND flagged = old.flagged AND n = 0;
END;
CREATE TABLE name_key (key TEXT NOT NULL, rec INTEGER NOT NULL, PRIMARY KEY (key, rec)) WITHOUT ROWID;
CREATE VIRTUAL TABLE ft USING fts5 (title, body, kk, name, content='', contentless_delete=1, tokenize='ascii');
CREATE VIRTUAL TABLE ft_name USING fts5 (key, content='', contentless_delete=1, tokenize='trigram');
`;

const NAMES = TABLES.matchAll(/CREATE (?:VIRTUAL )?TABLE (\w+)/g);
const DROP = [...NAMES].map((m) => `DROP TABLE ${m[1]};`).join('\n');

export type IndexCode = DatabaseCode | 'E_INDEX';

const versionOf = (db: Database): number => Number(db.pragma('user_version', { simple: true }));

/** Removes an index file with its side files. */
export function removeIndexFile(path: string): void {
  for (const end of ['', '-wal', '-shm']) if (existsSync(path + end)) removeDurably(path + end);
}

function create(path: string, key: Uint8Array | null): Result<Database, Failure<IndexCode>> {
  const db = openDatabase(path, key, { synchronous: 'NORMAL' });
  if (!db.ok) return db;
  db.value.transaction(() => {
    db.value.exec(TABLES);
    db.value.pragma(`user_version=${INDEX_VERSION}`);
  })();
  return db;
}

/** Empties the index in place, in the caller's transaction: readers see the old rows until it commits. */
export function emptyIndex(db: Database): void {
  db.exec(DROP);
  db.exec(TABLES);
}

/** Opens the index for writing; a missing, damaged or other-version file is replaced by an empty one. */
export function openIndexWriter(path: string, key: Uint8Array | null): Result<Database, Failure<IndexCode>> {
  const db = openDatabase(path, key, { synchronous: 'NORMAL' });
  if (db.ok && versionOf(db.value) === INDEX_VERSION) return db;
  if (db.ok) db.value.close();
  else if (db.error.code !== 'E_DB_DAMAGED') return db;
  removeIndexFile(path);
  return create(path, key);
}

/** Opens the index for reading. Fails with E_INDEX when the writer has not made it yet. */
export function openIndexReader(path: string, key: Uint8Array | null): Result<Database, Failure<IndexCode>> {
  if (!existsSync(path)) return fail('E_INDEX', { file: path });
  const db = openDatabase(path, key, { synchronous: 'NORMAL', readonly: true });
  if (db.ok && versionOf(db.value) !== INDEX_VERSION) {
    db.value.close();
    return fail('E_INDEX', { file: path });
  }
  return db;
}
