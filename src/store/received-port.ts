/** What the ledger's port offers for entries that come from others: lookups for the checks, waiting rows, forks, frontiers, peers. */
import type { EntryState, PayloadState } from '../ledger/model.ts';
import type { NewEntry, StoredEntry } from './port.ts';

/** Last entry of one branch of a writer; a frontier is sorted by writer, then head. */
export interface Tip {
  readonly writer: Uint8Array;
  readonly seq: number;
  readonly head: Uint8Array;
}

/** A writer of whom two entries stand at one number. */
export interface ForkedWriter {
  readonly writer: Uint8Array;
  /** Earliest number with two entries: from there on its claims carry the flag. */
  readonly seq: number;
  /** Ids of the entries at that number, ascending: two of them are the proof. */
  readonly entries: readonly Uint8Array[];
}

/** A place in a writer's chain, as the checks and the re-evaluation need it. */
export interface ChainPlace {
  readonly id: Uint8Array;
  readonly seq: number;
  readonly kind: 0 | 1 | 2 | 3;
  readonly prev: Uint8Array | null;
  readonly state: EntryState;
  readonly reason: string | null;
}

/** What stands around an entry that is about to be checked. */
export interface Surroundings {
  readonly held: boolean;
  /** Header bytes of the entry that `prev` names, null when it is not held or `prev` is null. */
  readonly prev: Uint8Array | null;
  /** Ids of other entries at the same writer and number. */
  readonly rivals: readonly Uint8Array[];
}
export interface Whereabouts {
  readonly id: Uint8Array;
  readonly writer: Uint8Array;
  readonly seq: number;
  readonly prev: Uint8Array | null;
}

export type ParkCode = 'P_SPACE' | 'P_PREV' | 'P_VERSION';
/**
 * An entry that waits, with its block when that came: P_SPACE for the space, P_PREV for the entry before, P_VERSION for a program that
 * reads it, or for the block of a control entry (its operation is not known before).
 */
export interface ParkedEntry {
  readonly id: Uint8Array;
  /** 32 zero bytes when the header is of an unknown version. */
  readonly space: Uint8Array;
  readonly code: ParkCode;
  readonly writer: Uint8Array | null;
  readonly seq: number | null;
  readonly prev: Uint8Array | null;
  readonly ph: Uint8Array | null;
  /** The COSE_Sign1 bytes as received. */
  readonly frame: Uint8Array;
  readonly block: Uint8Array | null;
  readonly receivedAt: number;
}

export interface Peer {
  readonly space: Uint8Array;
  /** Public key or name that the exchange gives this peer. */
  readonly peer: Uint8Array;
  /** Its last frontier, as `encodeFrontier` gives it. */
  readonly frontier: Uint8Array;
  /** UTC ms of the last exchange, failed or not. */
  readonly at: number;
  /** Code of the last failure, null after a success. */
  readonly lastError: string | null;
}

/** Entries and bytes (headers, signatures, blocks) that count against a limit. */
export interface Usage {
  readonly entries: number;
  readonly bytes: number;
}

export interface ReceivedReader {
  /** One row per branch tip of every writer of the space, accepted and quarantined entries alike; sorted by (writer, head). */
  tips(space: Uint8Array): Promise<readonly Tip[]>;
  /**
   * Entries of a writer behind (seq, afterId), ascending by (seq, id), with blocks. Without `afterId`: those with a higher number. At
   * most `limit` (1,000); call again with the last one's seq and id.
   */
  entriesAfter(
    space: Uint8Array,
    writer: Uint8Array,
    seq: number,
    limit?: number,
    afterId?: Uint8Array,
  ): Promise<readonly StoredEntry[]>;
  /** The same places without header and block, for walks over long chains. */
  chain(
    space: Uint8Array,
    writer: Uint8Array,
    fromSeq: number,
    limit?: number,
    afterId?: Uint8Array,
  ): Promise<readonly ChainPlace[]>;
  /** Places of these entries, of those that are held in the space. */
  places(
    space: Uint8Array,
    ids: readonly Uint8Array[],
  ): Promise<readonly (ChainPlace & { readonly writer: Uint8Array })[]>;
  forks(space: Uint8Array): Promise<readonly ForkedWriter[]>;
  /** Quarantined entries, with reason and time, in the order they came. */
  quarantined(space: Uint8Array, limit?: number): Promise<readonly StoredEntry[]>;
  quarantineUsage(space: Uint8Array): Promise<Usage>;
  /** Entries that wait in a space (null: in all), in the order of their ids. */
  parked(space: Uint8Array | null, limit?: number): Promise<readonly ParkedEntry[]>;
  parkedUsage(space: Uint8Array | null): Promise<Usage>;
  /** Where entries wait, and for what. */
  parkedSpaces(): Promise<readonly { readonly space: Uint8Array; readonly code: ParkCode; readonly entries: number }[]>;
  /** Predecessors that parked entries wait for and that are neither held nor parked, by writer and number. */
  missing(space: Uint8Array): Promise<readonly { readonly writer: Uint8Array; readonly seq: number }[]>;
  /** Stored block of that hash in the space, null when it is not here (absent, erased, dropped). */
  block(space: Uint8Array, ph: Uint8Array): Promise<Uint8Array | null>;
  /** Hashes of blocks that entries of the space lack and that were neither erased nor dropped: what to ask a peer for. */
  wants(space: Uint8Array, limit?: number): Promise<readonly Uint8Array[]>;
  /** Accepted entries behind a place in the order of acceptance: what the log takes as leaves. Once given, an arrival never changes. */
  arrivals(
    after: number,
    limit?: number,
  ): Promise<readonly { readonly arrival: number; readonly id: Uint8Array; readonly space: Uint8Array }[]>;
  /** Rises whenever membership, forks or keys of the space may have changed; 0 for an unknown space. */
  standing(space: Uint8Array): Promise<number>;
  peers(space: Uint8Array): Promise<readonly Peer[]>;
  /** Parked entries whose wait is over: `prev` (P_PREV) or the space (P_SPACE) is held. In no space twice after a run that ended. */
  ready(space: Uint8Array, limit?: number): Promise<readonly ParkedEntry[]>;
  /** Distinct epochs of locked payloads. */
  lockedEpochs(space: Uint8Array): Promise<readonly Uint8Array[]>;
  /** For each, in its order: true when the entry is held with this very signature, so that it was verified when it came. */
  signedSo(entries: readonly { readonly id: Uint8Array; readonly sig: Uint8Array }[]): Promise<readonly boolean[]>;
  /** What checks 4 to 8 need, for each entry in its order. */
  around(space: Uint8Array, entries: readonly Whereabouts[]): Promise<readonly Surroundings[]>;
}

/** An entry that names a block by hash. */
export interface NamedBlock {
  readonly id: Uint8Array;
  readonly space: Uint8Array;
  readonly header: Uint8Array;
  readonly kind: 0 | 1 | 2 | 3;
  readonly state: PayloadState;
  readonly stored: boolean;
}
export type BlockOutcome = 'stored' | 'held' | 'erased' | 'dropped' | 'unknown';

export interface ReceivedTx {
  /** Many entries in one call, in their order. `erased`: new, but its payload is in the erase set and was not stored. */
  putEntries(entries: readonly NewEntry[]): Promise<readonly ('new' | 'held' | 'erased')[]>;
  /** Puts a block whose hash was checked to the entry that lacks one. Raises `touched`. */
  putBlock(
    space: Uint8Array,
    entry: Uint8Array,
    block: Uint8Array,
    state: PayloadState,
    code: string | null,
  ): Promise<BlockOutcome>;
  /** Held entries of any space that name this block, whether they have it or not. */
  named(ph: Uint8Array): Promise<readonly NamedBlock[]>;
  /** A payload that was locked opens or turns out bad. Raises `touched`. */
  setPayload(space: Uint8Array, entry: Uint8Array, state: PayloadState, code: string | null): Promise<void>;
  /** Locked payloads of a space behind an entry id, with blocks, whose epoch is one of these. */
  locked(space: Uint8Array, epoch: Uint8Array, limit: number): Promise<readonly StoredEntry[]>;
  /** Moves entries in or out of quarantine. The first acceptance gives the arrival, and it stays. Raises `touched`. */
  setStates(
    space: Uint8Array,
    changes: readonly { readonly id: Uint8Array; readonly state: EntryState; readonly reason: string | null }[],
  ): Promise<void>;
  /** Raises `standing` of a space, for changes that no entry of it tells. */
  raiseStanding(space: Uint8Array): Promise<void>;
  park(e: ParkedEntry): Promise<void>;
  unpark(space: Uint8Array, ids: readonly Uint8Array[]): Promise<void>;
  /** The row of a parked entry, without its bytes; null when it is not parked. */
  parkedRow(space: Uint8Array, id: Uint8Array): Promise<{ readonly code: ParkCode; readonly block: boolean } | null>;
  /** Parked entries that name this block. */
  parkedByBlock(ph: Uint8Array): Promise<readonly ParkedEntry[]>;
  /** Parked entries that wait for these ids as their `prev`. */
  waiting(space: Uint8Array, prevs: readonly Uint8Array[]): Promise<readonly ParkedEntry[]>;
  putPeer(p: Peer): Promise<void>;
}
