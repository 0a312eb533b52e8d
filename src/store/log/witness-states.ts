/** Newest checkpoint that this node's witness cosigned, per origin; moved by compare-and-set in one durable transaction. */
import { equalBytes, fromHex, toHex } from '../../base/bytes.ts';
import type { WitnessState } from '../../evidence/log/witness.ts';
import type { LedgerReader, LedgerStore } from '../port.ts';

const KIND = 'log-witness';
type Row = { readonly size: number; readonly root: string } | null;

const stateOf = (origin: string, row: Row): WitnessState | null =>
  row && { origin, size: row.size, root: fromHex(row.root) ?? new Uint8Array(0) };

export async function witnessState(ledger: LedgerReader, origin: string): Promise<WitnessState | null> {
  return stateOf(origin, (await ledger.local(KIND, origin)) as Row);
}

/** False when the state is no longer `before`: nothing is written, and the caller decides again on the new one. */
export function moveWitnessState(
  ledger: LedgerStore,
  before: WitnessState | null,
  next: WitnessState,
): Promise<boolean> {
  return ledger.transact(async (tx) => {
    const held = stateOf(next.origin, (await tx.local(KIND, next.origin)) as Row);
    const same = before === null || held === null ? before === held : isSame(before, held);
    if (!same) return false;
    await tx.putLocal(KIND, next.origin, { size: next.size, root: toHex(next.root) });
    return true;
  });
}

const isSame = (a: WitnessState, b: WitnessState): boolean => a.size === b.size && equalBytes(a.root, b.root);
