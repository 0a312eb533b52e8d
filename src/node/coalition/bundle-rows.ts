/** Bundles written and read here, as the Coalition page lists them: the newest 50, no path, nothing of their content. */
import type { Json } from '../../base/result.ts';
import type { BundleJson } from '../../contract/areas/coalition.ts';
import type { LedgerReader, LedgerTx } from '../../store/port.ts';

const KIND = 'bundle';
const KEPT = 50;

/** Newest first. */
export async function bundleRows(ledger: LedgerReader): Promise<readonly BundleJson[]> {
  return (await ledger.locals(KIND)).map((row) => row.value as unknown as BundleJson).toReversed();
}

/** Called by whoever wrote or read a bundle, in the transaction that notes what came of it. */
export async function noteBundle(tx: LedgerTx, row: BundleJson): Promise<void> {
  const rows = await tx.locals(KIND);
  for (const old of rows.slice(0, Math.max(0, rows.length + 1 - KEPT))) await tx.deleteLocal(KIND, old.key);
  const nth = Number(rows.at(-1)?.key.slice(-6) ?? '-1') + 1;
  await tx.putLocal(KIND, `${row.at} ${String(nth % 1_000_000).padStart(6, '0')}`, row as unknown as Json);
}
