/** What the move rules need to know of a record that is named as a ground. */
import { asDate, claimsOf, type DateSpan, sourcesOf, valueOf } from '../records/field-values.ts';
import type { RecordView } from '../records/model.ts';

export interface RecordFact {
  readonly kind: string;
  /** The record's own date. */
  readonly date: DateSpan | null;
  /** Distinct sources and evidence behind it. */
  readonly sources: number;
  /** Every account of what happened is set aside. */
  readonly setAside: boolean;
}

/** Looks up a record by id; null when it is not here. */
export type FactOf = (id: string) => RecordFact | null;

const DATE_FIELDS = ['date', 'at', 'window', 'arrested_at', 'as_of'] as const;

/** Facts of a record from its view. `setAside`: records a concluded verification set aside. */
export function recordFact(view: RecordView, setAside: ReadonlySet<string> = new Set()): RecordFact {
  const dates = DATE_FIELDS.map((f) => asDate(valueOf(view, f)));
  const claims = Object.keys(view.fields).flatMap((f) => claimsOf(view, f));
  return {
    kind: view.kind,
    date: dates.find((d) => d !== null) ?? null,
    sources: sourcesOf(view).length,
    setAside: setAside.has(view.id) || (claims.length > 0 && claims.every((c) => c.conf === 'set_aside')),
  };
}
