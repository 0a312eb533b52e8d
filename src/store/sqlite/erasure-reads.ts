/** Reads of erase and receipt entries; the index `entries_answers` holds these two kinds alone. */
import type { ErasureReader } from '../erasure-port.ts';
import { guarded } from './failure.ts';
import type { LocalInts } from './local-ints.ts';
import type { Database } from './open.ts';
import { ENTRY_SELECT, type EntryRow, storedEntry } from './rows.ts';

export function erasureReads(db: Database, file: string, ints: LocalInts): ErasureReader {
  const answers = db.prepare<[number, number, number], EntryRow>(
    `${ENTRY_SELECT} WHERE e.space = ? AND e.kind = ? AND e.kind > 1 AND e.touched > ? ORDER BY e.touched`,
  );
  return {
    answers: async (id, kind, after) =>
      guarded(file, () => {
        const space = ints.space(id);
        return space === null ? [] : answers.all(space, kind, after).map((row) => storedEntry(row, ints));
      }),
  };
}
