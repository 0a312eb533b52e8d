/**
 * What else happens in the transaction that takes entries in, after they stand: each step is told what came and what changed.
 * A step throws only for faults of the disk; the whole batch is then undone.
 */
import type { Membership } from '../../ledger/membership.ts';
import type { EntryKind, EntryState, Primitives } from '../../ledger/model.ts';
import type { LedgerTx } from '../../store/port.ts';
import { applyErases } from './erasure.ts';

export interface Came {
  readonly id: Uint8Array;
  readonly kind: EntryKind;
  readonly state: EntryState;
}
export interface AfterBatch {
  readonly tx: LedgerTx;
  readonly primitives: Primitives;
  readonly space: Uint8Array;
  readonly membership: Membership;
  /** Entries that are new, in any state. */
  readonly came: readonly Came[];
  /** Entries held before whose block came now. */
  readonly filled: readonly Uint8Array[];
  /** Membership was computed anew: entries held before may have moved in or out of quarantine. */
  readonly reevaluated: boolean;
}
export type AfterBatchStep = (batch: AfterBatch) => Promise<void>;

/** An erase and its target may come in either order, and members decide whether it counts. */
const giveErasesEffect: AfterBatchStep = async ({ tx, primitives, space, membership, came, filled, reevaluated }) => {
  if (reevaluated || filled.length > 0 || came.some((e) => e.kind === 0 || e.kind === 2))
    await applyErases(primitives, tx, space, membership, reevaluated ? null : [...came.map((e) => e.id), ...filled]);
};

export const AFTER_BATCH: readonly AfterBatchStep[] = [giveErasesEffect];
