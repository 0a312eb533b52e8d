/** What the index knows of entries: which records they speak about, and which of their claims were ended. */
import type { Database } from '../sqlite/open.ts';

export interface EntryRow {
  readonly no: number;
  /** Null while only named by an end or an erase, or not accepted. */
  readonly space: number | null;
  readonly party: number | null;
  readonly batch: number | null;
}
export type EntryRowWithId = EntryRow & { readonly id: Uint8Array };

export interface EntryReads {
  find(id: Uint8Array): EntryRow | null;
  byNo(no: number): EntryRowWithId | null;
  /** Entries that speak about a record; erased ones stay among them. */
  entriesOf(subject: number): readonly number[];
  subjectsOf(entry: number): readonly number[];
  isBatchEnded(batch: number): boolean;
  /** Indexes of an entry's claims that its own party ended. */
  endedOf(row: EntryRow): ReadonlySet<number>;
  /** Erase entries that name an entry. */
  erasersOf(target: number): readonly number[];
}

export function createEntryReads(db: Database): EntryReads {
  const numbers = (sql: string) => db.prepare<number[], number>(sql).pluck();
  const columns = 'no, space, party, batch';
  const find = db.prepare<[Uint8Array], EntryRow>(`SELECT ${columns} FROM entry WHERE id = ?`);
  const byNo = db.prepare<[number], EntryRowWithId>(`SELECT ${columns}, id FROM entry WHERE no = ?`);
  const subjectsOf = numbers('SELECT subject FROM subject_entry WHERE entry = ?');
  const entriesOf = numbers('SELECT entry FROM subject_entry WHERE subject = ?');
  const isEnded = numbers('SELECT 1 FROM batch_end WHERE batch = ? LIMIT 1');
  const erasersOf = numbers('SELECT entry FROM erase_target WHERE target = ?');
  const endsOf = db.prepare<[number], { idx: number; party: number }>('SELECT idx, party FROM ended WHERE target = ?');
  return {
    find: (id) => find.get(id) ?? null,
    byNo: (no) => byNo.get(no) ?? null,
    entriesOf: (subject) => entriesOf.all(subject),
    subjectsOf: (entry) => subjectsOf.all(entry),
    isBatchEnded: (batch) => isEnded.get(batch) !== undefined,
    endedOf(row) {
      const out = new Set<number>();
      for (const e of endsOf.all(row.no)) if (e.party === row.party) out.add(e.idx);
      return out;
    },
    erasersOf: (target) => erasersOf.all(target),
  };
}
