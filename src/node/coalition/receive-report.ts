/** What one run of receiving did: counts, and one line for each thing that was not taken. */

export interface RefusedItem {
  /** Hex: id of an entry, SHA-256 of a block; empty for bytes that are neither. */
  readonly id: string;
  readonly code: string;
}
export interface MissingEntry {
  /** Writer key in hex. */
  readonly writer: string;
  readonly seq: number;
}
export interface ReceiveReport {
  readonly accepted: number;
  readonly duplicate: number;
  readonly parked: number;
  readonly quarantined: number;
  /** At most `MAX_REFUSED`; `refusedMore` counts the rest. */
  readonly refused: readonly RefusedItem[];
  readonly refusedMore: number;
  /** Blocks stored. */
  readonly blocks: number;
  /** Blocks that no entry here names: not stored, not a fault. */
  readonly unclaimed: number;
  /** Frames of numbers this program does not know. */
  readonly unknown: number;
  /** Epoch secrets that came and opened. */
  readonly keys: number;
  /** Predecessors that entries of this run wait for. */
  readonly missing: readonly MissingEntry[];
  /** Spaces of which something was taken, in hex. */
  readonly spaces: readonly string[];
  /** Spaces in which an entry of our own writer came that this folder does not hold: a new writer is started (E_STALE). */
  readonly stale: readonly string[];
  /** The last `[9, more]` frame; null without one. */
  readonly more: boolean | null;
}

export const MAX_REFUSED = 1_000;
