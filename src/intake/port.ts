/** What an import needs of the node: keys of the space, known rows, durable appends. */
import type { RecordId } from '../base/ids.ts';
import type { Failure } from '../base/result.ts';
import type { Payload, Value } from '../ledger/model.ts';
import type { KnownRow } from '../store/port.ts';

export interface EntryDraft {
  readonly payload: Payload;
  /** Codec 0 (evidence anchors, so that a shell can read them). */
  readonly plain?: boolean;
}

/** A row as it would be written: what it says of which record, and the earlier claims of the row that it ends. */
export interface AdmittedRow {
  readonly says: readonly {
    readonly kind: string;
    readonly id: string;
    readonly field: string;
    readonly value: Value;
  }[];
  readonly ends: readonly { readonly id: string; readonly claim: string }[];
}

export interface ImportTarget {
  /** Space id, hex. */
  readonly space: string;
  readonly isPublic: boolean;
  /** HMAC-SHA-256 under the space salt of the genesis note: import ids and content keys. */
  mac(bytes: Uint8Array): Uint8Array;
  random(n: number): Uint8Array;
  /** Rows of this party whose key starts with one of these halves (hex), batches not ended. */
  known(firstHalves: readonly string[]): Promise<readonly KnownRow[]>;
  /** Appends in order; durable when it resolves. Returns the entry ids in hex. */
  append(drafts: readonly EntryDraft[]): Promise<readonly string[]>;
  /** True when the record has a live claim (refs to existing records, counts of new records). */
  exists(ids: readonly RecordId[]): Promise<ReadonlySet<RecordId>>;
  /** Why the space does not take a row; null when it does. Asked only for rows about statements and demands. Absent: it takes all. */
  admit?(row: AdmittedRow): Promise<Failure | null>;
  /** Makes appended entries searchable. */
  fold(): Promise<void>;
}
