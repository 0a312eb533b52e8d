/** The read side of the index: one read-only connection that sees what the writer committed, and never waits for it. */
import { type Failure, ok, type Result } from '../../base/result.ts';
import type { LedgerReader } from '../port.ts';
import { type ListReads, createListReads } from './list-reads.ts';
import type { Payloads } from './payloads.ts';
import { createRecordReads, type RecordReads } from './record-reads.ts';
import { type IndexCode, openIndexReader } from './schema.ts';
import { createSearch, type Searches } from './search.ts';
import { createSignalReads, type SignalReads } from './signal-reads.ts';

export interface IndexReader extends ListReads, RecordReads, Searches {
  readonly signals: SignalReads;
  close(): void;
}

export function openReader(
  path: string,
  key: Uint8Array | null,
  ledger: LedgerReader,
  payloads: Payloads,
): Result<IndexReader, Failure<IndexCode>> {
  const db = openIndexReader(path, key);
  if (!db.ok) return db;
  return ok({
    ...createListReads(db.value),
    ...createRecordReads(db.value, ledger, payloads),
    ...createSearch(db.value),
    signals: createSignalReads(db.value),
    close: () => void db.value.close(),
  });
}
