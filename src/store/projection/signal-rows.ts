/** Writes the triage row of a signal; the triggers of its table keep the counts. */
import type { RecordView } from '../../records/model.ts';
import { signalRow } from '../../records/signal-row.ts';
import type { Database } from '../sqlite/open.ts';
import type { Interns } from './intern.ts';
import { NO_DAY } from './no-day.ts';

/** Stands for "none" where a column is part of a key. */
export const NO_TERM = 0;

export interface SignalRows {
  put(no: number, space: number, view: RecordView): void;
  remove(no: number): void;
}

export function createSignalRows(db: Database, interns: Interns): SignalRows {
  const insert = db.prepare(
    `INSERT INTO signal (rec, space, id, state, place, theme, assignee, flagged, later, received, said, said_hi, origin, lat, lon, text_key, mark, shown)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const drop = db.prepare<[number]>('DELETE FROM signal WHERE rec = ?');
  const term = (text: string | null): number => (text === null ? NO_TERM : interns.term(text));
  return {
    put(no, space, view) {
      const row = signalRow(view);
      insert.run(
        ...[no, space, view.id, term(row.state), term(row.place), term(row.theme), term(row.assignee)],
        ...[row.flagged ? 1 : 0, row.later, row.received ?? NO_DAY, row.saidLo, row.saidHi, term(row.origin)],
        ...[row.lat, row.lon, row.textKey, row.mark, JSON.stringify(row.shown)],
      );
    },
    remove: (no) => void drop.run(no),
  };
}
