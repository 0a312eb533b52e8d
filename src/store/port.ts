/** The store as the node sees it: one ledger, one projection, one blob store. Nothing of SQLite leaks through it. */
import type { RecordId } from '../base/ids.ts';
import type { Json } from '../base/result.ts';
import type { EntryState, PayloadState, VerifiedEntry } from '../ledger/model.ts';
import type { RecordClaim, Visibility } from '../records/model.ts';
import type { SignalRow } from '../records/signal-row.ts';
import type { ErasureReader } from './erasure-port.ts';
import type { ReceivedReader, ReceivedTx } from './received-port.ts';

export interface StoredEntry {
  readonly id: Uint8Array;
  readonly space: Uint8Array;
  readonly writer: Uint8Array;
  readonly seq: number;
  readonly kind: 0 | 1 | 2 | 3;
  readonly prev: Uint8Array | null;
  readonly ms: number;
  readonly ctr: number;
  readonly epoch: Uint8Array;
  readonly ph: Uint8Array;
  readonly plen: number;
  readonly header: Uint8Array;
  readonly sig: Uint8Array;
  readonly arrival: number | null;
  readonly touched: number;
  readonly state: EntryState;
  readonly reason: string | null;
  readonly receivedAt: number;
  readonly payloadState: PayloadState;
  readonly payloadCode: string | null;
  readonly block: Uint8Array | null;
  /** Its writer wrote two entries at one number, and this one stands at that number or behind it. */
  readonly forked: boolean;
}

export interface WriterHead {
  readonly seq: number;
  readonly id: Uint8Array;
  readonly ms: number;
  readonly ctr: number;
}

export type SecretType =
  | 'org'
  | 'org-next'
  | 'practice-org'
  | 'device'
  | 'age'
  | 'log'
  | 'witness'
  | 'party'
  | 'seat'
  | 'kem'
  | 'writer'
  | 'epoch';
export interface Secret {
  readonly type: SecretType;
  /** Space id, or null for a node-wide key. */
  readonly space: Uint8Array | null;
  /** Public key or epoch id. */
  readonly id: Uint8Array;
  readonly secret: Uint8Array;
}

/** Reads of ledger.db. */
export interface LedgerReader extends ReceivedReader, ErasureReader {
  spaces(): Promise<readonly Uint8Array[]>;
  entry(id: Uint8Array): Promise<StoredEntry | null>;
  head(space: Uint8Array, writer: Uint8Array): Promise<WriterHead | null>;
  /** Head of every writer of a space, sorted by writer key. */
  frontier(space: Uint8Array): Promise<readonly { readonly writer: Uint8Array; readonly head: WriterHead }[]>;
  /** Control entries of a space with their blocks, in order of arrival. */
  controls(space: Uint8Array): Promise<readonly StoredEntry[]>;
  /** Entries with `touched` above the watermark, ascending, with blocks. */
  touchedAfter(watermark: number, limit: number): Promise<readonly StoredEntry[]>;
  highestTouched(): Promise<number>;
  erased(
    space: Uint8Array,
  ): Promise<readonly { readonly ph: Uint8Array; readonly entry: Uint8Array; readonly eraseEntry: Uint8Array }[]>;
  /** Unwrapped secrets of a type; `space` null for node-wide ones. */
  secrets(type: SecretType, space: Uint8Array | null): Promise<readonly Secret[]>;
  /** Node-local settings: accounts, sessions, space names. Never synced. */
  local(kind: string, key: string): Promise<Json | null>;
  locals(kind: string): Promise<readonly { readonly key: string; readonly value: Json }[]>;
  counts(): Promise<{
    readonly entries: number;
    readonly payloads: number;
    readonly bytes: number;
    readonly quarantined: number;
  }>;
}

export interface NewEntry {
  readonly entry: VerifiedEntry;
  readonly state: EntryState;
  readonly reason: string | null;
  readonly block: Uint8Array | null;
  readonly payloadState: PayloadState;
  readonly payloadCode: string | null;
}

/** Writes of ledger.db; exists only inside `transact`. */
export interface LedgerTx extends LedgerReader, ReceivedTx {
  /** False when the id is already held. Raises `touched`, gives `arrival` when accepted; two ids at one number mark the writer forked. */
  putEntry(e: NewEntry): Promise<boolean>;
  /** Deletes blocks, adds to the erase set, raises `touched` of the erased entries and of `also`. */
  erase(
    space: Uint8Array,
    eraseEntry: Uint8Array,
    targets: readonly { readonly entry: Uint8Array; readonly ph: Uint8Array }[],
  ): Promise<void>;
  /** Drops this node's own copy of a payload (`kua erase --local`). */
  drop(space: Uint8Array, entry: Uint8Array): Promise<void>;
  putSecret(s: Secret): Promise<void>;
  deleteSecret(s: Pick<Secret, 'type' | 'space' | 'id'>): Promise<void>;
  putLocal(kind: string, key: string, value: Json): Promise<void>;
  deleteLocal(kind: string, key: string): Promise<void>;
}

export interface LedgerStore extends LedgerReader {
  /** One durable transaction: when it resolves, the disk has it (synchronous=FULL). A throw rolls everything back. Calls are queued. */
  transact<T>(work: (tx: LedgerTx) => Promise<T>): Promise<T>;
  /** After an erase: WAL checkpoint (TRUNCATE), so that no erased page stays. */
  checkpoint(): Promise<void>;
  integrityCheck(): Promise<readonly string[]>;
  /** Consistent encrypted copy of the file under the same key. */
  copyTo(path: string): Promise<void>;
  close(): Promise<void>;
}

/** Degrees. */
export interface GeoBounds {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}
export interface SearchQuery {
  /** Space ids in hex; null = every space of the node. */
  readonly spaces: readonly string[] | null;
  readonly text: string | null;
  readonly kinds: readonly string[];
  /** Same field: any value matches; different fields: all must. `=` also takes a place's name or region code, a ref's title or id, a term or its label. */
  readonly where: readonly { readonly field: string; readonly value: string }[];
  /** Overlap of the record's own date with [from, to), UTC ms. */
  readonly from: number | null;
  readonly to: number | null;
  readonly facets: readonly string[];
  readonly limit: number;
  readonly after: string | null;
  /** Records whose own date begins later than this instant are left out (UTC ms). */
  readonly asOf: number | null;
  /** Records of which nothing reaches this audience are neither listed nor counted; absent: all. */
  readonly audience?: Visibility;
  /** Records whose place stands inside; absent or null: anywhere. */
  readonly bounds?: GeoBounds | null;
  /** Absent: by relevance when text is asked for and hits are few, else newest first. Without a date comes last. */
  readonly sort?: SearchSort;
}
export type SearchSort = 'newest' | 'oldest' | 'updated';
export interface SearchItem {
  readonly id: RecordId;
  readonly space: string;
  readonly kind: string;
  readonly title: string;
  readonly state: string | null;
  readonly dayLo: number | null;
  readonly dayHi: number | null;
  readonly place: RecordId | null;
  readonly placeTitle: string | null;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly competing: number;
  readonly origins: number;
  /** Two organisations say different things of one field. */
  readonly differ: boolean;
}
export interface SearchPage {
  readonly total: number;
  readonly items: readonly SearchItem[];
  readonly facets?: {
    readonly [facet: string]: readonly { readonly value: string; readonly label: string; readonly count: number }[];
  };
  readonly cursor?: string;
  /** `relevance` only when hits <= 20,000, else newest first. */
  readonly order: 'relevance' | SearchSort;
}
/** Number of records of a query at each place, for the whole query. */
export interface SpotCounts {
  readonly spots: readonly {
    /** Id of a Place record, or `@LAT,LON WORDS` for a place written out with the record. */
    readonly spot: string;
    readonly title: string;
    readonly lat: number;
    readonly lon: number;
    /** Metres; null = precision unknown. */
    readonly radius: number | null;
    readonly count: number;
  }[];
  /** Places beyond the 1,000 with the most records, not looked up, and the records at them. */
  readonly more: { readonly places: number; readonly count: number };
  /** Those whose place has no coordinates here, and those without a place. */
  readonly elsewhere: number;
  readonly total: number;
}
/** Number of records of a query by their own date, UTC. */
export interface DayCounts {
  /** Dates within one day, by days since 1970, ascending. */
  readonly days: readonly { readonly day: number; readonly count: number }[];
  /** Dates wider than a day, by their first instant and the one after their last. */
  readonly spans: readonly { readonly from: number; readonly to: number; readonly count: number }[];
  readonly undated: number;
  readonly total: number;
}
export type SearchCode = 'E_CURSOR' | 'E_LIMIT' | 'E_FACET';

/** One entry that speaks about a record, as history shows it. */
export interface HistoryEntry {
  readonly entry: string;
  readonly space: string;
  readonly ms: number;
  readonly party: string;
  readonly by: string | null;
  readonly batch: string | null;
  readonly state: PayloadState;
  readonly erasedBy: string | null;
  readonly claims: readonly (RecordClaim & {
    readonly live: boolean;
    readonly endedBy: string | null;
    readonly endReason: string | null;
  })[];
}

/** The key of an imported row as found in live claims' ctx (`ck`), halves in hex. */
export interface KnownRow {
  readonly first: string;
  readonly second: string;
  readonly entry: string;
  readonly batch: string;
  /** Live claims of that row: claim ids, with subject and field, so that changed rows can replace them. */
  readonly claims: readonly { readonly claim: string; readonly subject: RecordId; readonly field: string }[];
}

export interface SignalQuery {
  readonly space: string;
  /** Empty = any. Terms, ids of places or their words, ids of people; `assignees` takes `none`. */
  readonly states: readonly string[];
  readonly places: readonly string[];
  readonly themes: readonly string[];
  readonly assignees: readonly string[];
  readonly flagged: boolean | null;
  /** Those that wait for a date later than `asOf` instead of the others. */
  readonly later: boolean;
  /** Signals said later than this instant are left out. */
  readonly asOf: number;
  readonly sort: 'received' | 'oldest';
  /** 1 to 200; 0 = counts only. */
  readonly limit: number;
  readonly after: string | null;
}
/** What the index knows of a signal: terms and ids as texts. */
export interface SignalSpot extends SignalRow {
  readonly id: RecordId;
  readonly space: string;
}
/** Number of signals of one combination, the reading date honoured; `waits` = comes back later than it. */
export interface SignalCell {
  readonly state: string;
  readonly place: string | null;
  readonly theme: string | null;
  readonly assignee: string | null;
  readonly flagged: boolean;
  readonly waits: boolean;
  readonly n: number;
}
export interface SignalPage {
  readonly items: readonly SignalSpot[];
  readonly cursor?: string;
  /** Of the whole space, whatever is asked for: every count of the page is a sum of these. */
  readonly cells: readonly SignalCell[];
}
/** Signals by one index: same media bytes, same text, one place and time, one theme and time; nearest in time first. */
export type SignalsNear =
  | { readonly by: 'media'; readonly id: RecordId; readonly space: string; readonly limit: number }
  | { readonly by: 'text'; readonly id: RecordId; readonly space: string; readonly key: string; readonly limit: number }
  | {
      readonly by: 'place' | 'theme';
      readonly id: RecordId;
      readonly space: string;
      readonly term: string;
      readonly at: number;
      readonly within: number;
      readonly limit: number;
    };
export interface SignalIndex {
  /** Refuses with E_LIMIT, E_CURSOR. */
  list(q: SignalQuery): Promise<SignalPage>;
  spots(ids: readonly RecordId[]): Promise<readonly SignalSpot[]>;
  near(q: SignalsNear): Promise<readonly SignalSpot[]>;
  /**
   * Counts of neighbours, each from one index: same media, same words within a day, same minute, place and theme; and other named origins
   * of the theme within the time at any of the places. Times must be exact to `exact` ms to count.
   */
  hints(
    id: RecordId,
    q: { readonly space: string; readonly places: readonly string[]; readonly within: number; readonly exact: number },
  ): Promise<{
    readonly media: number;
    readonly text: number;
    readonly minute: number;
    readonly origins: number;
  }>;
  /** Other ends of Relation records that name the signal, with the relation's kind. */
  linked(
    id: RecordId,
  ): Promise<readonly { readonly id: RecordId; readonly kind: string; readonly origin: string | null }[]>;
  /** Events of any of the places whose date touches [from, to), nearest to `at` first. */
  eventsNear(q: {
    readonly space: string;
    readonly places: readonly string[];
    readonly from: number;
    readonly to: number;
    readonly at: number;
    readonly limit: number;
  }): Promise<readonly SearchItem[]>;
  /** Places of a space (and of the node's other spaces) that stand on the map. */
  points(space: string): Promise<readonly { readonly id: RecordId; readonly lat: number; readonly lon: number }[]>;
  /** Signals said in [from, to) by time, for counts. */
  said(
    space: string,
    from: number,
    to: number,
  ): Promise<
    readonly {
      readonly id: RecordId;
      readonly place: string | null;
      readonly theme: string | null;
      readonly state: string;
      readonly said: number;
      readonly width: number;
      readonly origin: string | null;
    }[]
  >;
}

/** The projection: computed from the ledger, deletable at any time. */
export interface Projection {
  readonly signals: SignalIndex;
  /** Folds what the ledger touched after the watermark. Returns the number of entries folded. */
  catchUp(progress?: (done: number, total: number) => void): Promise<number>;
  search(q: SearchQuery): Promise<
    | { readonly ok: true; readonly value: SearchPage }
    | {
        readonly ok: false;
        readonly error: { readonly code: SearchCode; readonly params?: { readonly [k: string]: Json } };
      }
  >;
  /** Counts for the map; page, facets and sort of the query are not looked at. */
  spots(q: SearchQuery): Promise<SpotCounts>;
  /** Counts for the timeline; page, facets and sort of the query are not looked at. */
  days(q: SearchQuery): Promise<DayCounts>;
  /** Ids of the records of a query in the order of their ids, at most `limit`, after the one named. */
  matching(q: SearchQuery, limit: number, after?: RecordId): Promise<readonly RecordId[]>;
  /** Live claims of a record over case space and own space; empty when unknown. */
  claimsOf(id: RecordId): Promise<readonly RecordClaim[]>;
  /** All ids of a kind that have a live claim, ascending by id. */
  idsOf(kind: string, spaces: readonly string[] | null): Promise<readonly RecordId[]>;
  item(id: RecordId): Promise<SearchItem | null>;
  /** Those of the ids that have a live claim, in any space. */
  existing(ids: readonly RecordId[]): Promise<ReadonlySet<RecordId>>;
  history(id: RecordId): Promise<readonly HistoryEntry[]>;
  /** Records that refer to this one, and those it refers to: counts by kind and field, then pages by keyset. */
  relationCounts(id: RecordId): Promise<
    readonly {
      readonly direction: 'from' | 'to';
      readonly field: string;
      readonly kind: string;
      readonly count: number;
    }[]
  >;
  relations(
    id: RecordId,
    direction: 'from' | 'to',
    field: string,
    after: string | null,
    limit: number,
  ): Promise<{ readonly items: readonly SearchItem[]; readonly cursor?: string }>;
  knownRows(space: string, party: string, firstHalves: readonly string[]): Promise<readonly KnownRow[]>;
  /** Batches of a space with row and entry counts, and whether a batch end names them. */
  batches(
    space: string,
  ): Promise<readonly { readonly batch: string; readonly entries: number; readonly ended: boolean }[]>;
  countsByKind(spaces: readonly string[] | null): Promise<{ readonly [kind: string]: number }>;
  /** Canonical dump: one JSON line per record, ordered by space id and record id; no surrogates. */
  dump(): AsyncIterable<string>;
  /** Drops nothing: folds the whole ledger into a fresh temporary index and compares dumps. */
  rebuildCheck(progress?: (done: number, total: number) => void): Promise<{
    readonly equal: boolean;
    readonly records: number;
    readonly sha256: string;
    readonly firstDifference: string | null;
  }>;
  /** Empties the index and folds everything again. */
  rebuild(progress?: (done: number, total: number) => void): Promise<void>;
  /** FTS optimize and WAL truncate after an erase. */
  scrub(): Promise<void>;
  close(): Promise<void>;
}
