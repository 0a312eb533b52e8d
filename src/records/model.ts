/** Claims as records read them, and the records computed from them. JSON-friendly apart from byte values. */
import type { RecordId } from '../base/ids.ts';
import type { Value } from '../ledger/model.ts';

export type Visibility = 'public' | 'coalition' | 'organisation' | 'vault';

/** Text form of a claim reference: entry id in hex, a dot, the index. */
export type ClaimId = string;

/** One live claim about one subject. */
export interface RecordClaim {
  readonly claim: ClaimId;
  /** Space id in hex. */
  readonly space: string;
  readonly subject: RecordId;
  readonly kind: string;
  readonly field: string;
  readonly value: Value;
  /** Organisation that says so: party key in hex. */
  readonly party: string;
  /** Person id in hex, when the author's organisation names one. */
  readonly by: string | null;
  readonly conf: string;
  /** `src_…`, `evd_…`, a claim id, or `own`. */
  readonly sources: readonly string[];
  readonly obs: string | null;
  readonly speaker: string | null;
  readonly modality: string | null;
  readonly lang: string | null;
  readonly prec: string | null;
  /** Ceiling the author set, when narrower than the field's default. */
  readonly vis: Visibility | null;
  readonly reliability: string | null;
  readonly note: string | null;
  /** Free-text value as the source gave it, when parsing changed it. */
  readonly asGiven: string | null;
  readonly batch: string | null;
  /** Hybrid clock of the entry; never read by a view policy, only shown. */
  readonly ms: number;
  readonly forked: boolean;
}

/** A field of a record as the view policy shows it. */
export interface FieldView {
  readonly value: Value;
  /** The displayed claim; for a list field the first of the displayed ones. */
  readonly claim: ClaimId;
  /** Distinct live values minus the one displayed; 0 for list fields, which display all. */
  readonly n_competing: number;
  /** Distinct Source ids behind the displayed value. */
  readonly n_origins: number;
  readonly decided: boolean;
  /** Contradicting decisions stand. */
  readonly disputed: boolean;
  /** Every live claim of the field, displayed one first, then by the order of the policy. */
  readonly claims: readonly RecordClaim[];
}

export interface RecordView {
  readonly id: RecordId;
  readonly kind: string;
  readonly fields: { readonly [field: string]: FieldView };
}

/** What the projection stores of a record, computed by `indexRecord` from its view alone. */
export interface IndexRow {
  readonly id: RecordId;
  readonly kind: string;
  /** One line a person reads. */
  readonly title: string;
  readonly state: string | null;
  /** First instant (inclusive) and last (exclusive) of the record's own date, UTC ms. */
  readonly dayLo: number | null;
  readonly dayHi: number | null;
  readonly lat: number | null;
  readonly lon: number | null;
  /** Metres; grows with coarser place precision. */
  readonly radius: number | null;
  /** Place record the record stands at. */
  readonly place: RecordId | null;
  /** Widest audience any value of the record may reach by default. */
  readonly audience: Visibility;
  /** Text to be found by members (never vault or organisation-only values). */
  readonly body: string;
  readonly names: readonly string[];
  /** Terms to filter and count by; refs stand as record ids. */
  readonly facets: readonly { readonly facet: string; readonly term: string }[];
  /** Every reference to another record. */
  readonly refs: readonly { readonly field: string; readonly to: RecordId }[];
  /** Numbers of competing values and of distinct sources over all fields. */
  readonly competing: number;
  readonly origins: number;
}
