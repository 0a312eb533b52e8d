/** The rows that say which entries speak about which records, and what ends what. */
import { toHex } from '../../base/bytes.ts';
import type { ClaimRef } from '../../ledger/model.ts';
import type { Database } from '../sqlite/open.ts';
import { type Contribution, importedRows } from './contribution.ts';
import { createEntryReads, type EntryReads, type EntryRow } from './entry-reads.ts';
import type { Interns } from './intern.ts';

/** Records and entries to look at again after a change. */
export interface Again {
  readonly subjects: readonly number[];
  readonly targets: readonly number[];
}

export interface EntryRows extends EntryReads {
  /** Row of an entry that may not have arrived. */
  place(id: Uint8Array): number;
  put(id: Uint8Array, known: EntryRow | null, space: number, party: number, batch: number | null): EntryRow;
  /** Takes back all an entry said; returns the subjects and targets to look at again. `keepSubjects` keeps it in histories. */
  retract(row: EntryRow, keepSubjects: boolean): Again;
  addSubject(subject: number, entry: number): void;
  addEnds(row: EntryRow, c: Contribution): Again;
  addRowKeys(row: EntryRow, c: Contribution): void;
  addEraseTarget(target: number, entry: number): void;
  /** Replaces what an erase repeats of a target's ends; null when the erase has no effect on it. */
  setErasedEnds(eraser: number, target: EntryRow, ended: readonly (ClaimRef | Uint8Array)[] | null): Again;
}

export function createEntryRows(db: Database, interns: Interns): EntryRows {
  const numbers = (sql: string) => db.prepare<number[], number>(sql).pluck();
  const reads = createEntryReads(db);
  const add = db.prepare('INSERT INTO entry (id, space, party, batch) VALUES (?, ?, ?, ?)');
  const set = db.prepare('UPDATE entry SET space = ?, party = ?, batch = ? WHERE no = ?');
  const addSubject = db.prepare('INSERT OR IGNORE INTO subject_entry (subject, entry) VALUES (?, ?)');
  const dropSubject = db.prepare('DELETE FROM subject_entry WHERE subject = ? AND entry = ?');
  const endTargets = numbers('SELECT target FROM ended WHERE entry = ?');
  const dropEnds = db.prepare('DELETE FROM ended WHERE entry = ?');
  const viaTargets = numbers('SELECT target FROM ended WHERE entry = ? AND via = ?');
  const dropVia = db.prepare('DELETE FROM ended WHERE entry = ? AND via = ?');
  const addEnd = db.prepare('INSERT OR IGNORE INTO ended (target, idx, entry, via, party) VALUES (?, ?, ?, ?, ?)');
  const endedBatches = numbers('SELECT batch FROM batch_end WHERE entry = ?');
  const dropBatchEnds = db.prepare('DELETE FROM batch_end WHERE entry = ?');
  const viaBatches = numbers('SELECT batch FROM batch_end WHERE entry = ? AND via = ?');
  const dropViaBatches = db.prepare('DELETE FROM batch_end WHERE entry = ? AND via = ?');
  const addBatchEnd = db.prepare('INSERT OR IGNORE INTO batch_end (batch, entry, via) VALUES (?, ?, ?)');
  const batchSubjects = numbers(
    'SELECT DISTINCT s.subject FROM batch_entry b JOIN subject_entry s ON s.entry = b.entry WHERE b.batch = ?',
  );
  const addBatchEntry = db.prepare('INSERT OR IGNORE INTO batch_entry (batch, entry) VALUES (?, ?)');
  const dropBatchEntry = db.prepare('DELETE FROM batch_entry WHERE batch = ? AND entry = ?');
  const addRowKey = db.prepare('INSERT OR IGNORE INTO row_key (first, entry) VALUES (?, ?)');
  const dropRowKeys = db.prepare('DELETE FROM row_key WHERE entry = ?');
  const addTarget = db.prepare('INSERT OR IGNORE INTO erase_target (target, entry) VALUES (?, ?)');
  const targetsOf = numbers('SELECT target FROM erase_target WHERE entry = ?');
  const dropTargets = db.prepare('DELETE FROM erase_target WHERE entry = ?');

  function place(id: Uint8Array): number {
    const known = reads.find(id);
    return known ? known.no : Number(add.run(id, null, null, null).lastInsertRowid);
  }

  function end(ref: ClaimRef | Uint8Array, by: number, via: number, party: number, out: number[]): number | null {
    if (ref instanceof Uint8Array) {
      const batch = interns.batch(party, toHex(ref));
      addBatchEnd.run(batch, by, via);
      for (const subject of batchSubjects.all(batch)) out.push(subject);
      return null;
    }
    const target = place(ref.entry);
    addEnd.run(target, ref.index, by, via, party);
    for (const subject of reads.subjectsOf(target)) out.push(subject);
    return target;
  }

  function subjectsAfter(targets: readonly number[], batches: readonly number[], out: number[]): void {
    for (const target of targets) for (const subject of reads.subjectsOf(target)) out.push(subject);
    for (const batch of batches) for (const subject of batchSubjects.all(batch)) out.push(subject);
  }

  return {
    ...reads,
    place,
    put(id, known, space, party, batch) {
      let no = known?.no;
      if (no === undefined) no = Number(add.run(id, space, party, batch).lastInsertRowid);
      else set.run(space, party, batch, no);
      if (batch !== null) addBatchEntry.run(batch, no);
      return { no, space, party, batch };
    },
    retract(row, keepSubjects) {
      const subjects = [...reads.subjectsOf(row.no)];
      const targets = [...targetsOf.all(row.no)];
      subjectsAfter(endTargets.all(row.no), endedBatches.all(row.no), subjects);
      dropEnds.run(row.no);
      dropBatchEnds.run(row.no);
      dropTargets.run(row.no);
      dropRowKeys.run(row.no);
      if (row.batch !== null) dropBatchEntry.run(row.batch, row.no);
      if (!keepSubjects) for (const subject of reads.subjectsOf(row.no)) dropSubject.run(subject, row.no);
      set.run(null, null, null, row.no);
      return { subjects, targets };
    },
    addSubject: (subject, entry) => void addSubject.run(subject, entry),
    addEnds(row, c) {
      const subjects: number[] = [];
      const targets: number[] = [];
      for (const e of c.opened.payload.ends) {
        const target = end(e.type === 'batch' ? e.batch : e.target, row.no, 0, row.party ?? 0, subjects);
        if (target !== null) targets.push(target);
      }
      return { subjects, targets };
    },
    addRowKeys(row, c) {
      for (const r of importedRows(c.opened.payload)) addRowKey.run(r.first, row.no);
    },
    addEraseTarget: (target, entry) => void addTarget.run(target, entry),
    setErasedEnds(eraser, target, refs) {
      const subjects: number[] = [];
      const targets: number[] = [];
      subjectsAfter(viaTargets.all(eraser, target.no), viaBatches.all(eraser, target.no), subjects);
      dropVia.run(eraser, target.no);
      dropViaBatches.run(eraser, target.no);
      for (const ref of refs ?? []) {
        const ended = end(ref, eraser, target.no, target.party ?? 0, subjects);
        if (ended !== null) targets.push(ended);
      }
      return { subjects, targets };
    },
  };
}
