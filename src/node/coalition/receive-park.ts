/** Parking: entries that wait, within their limits. */
import { toHex } from '../../base/bytes.ts';
import type { LedgerTx } from '../../store/port.ts';
import type { ParkedEntry } from '../../store/received-port.ts';
import { type Run, within } from './receive-run.ts';

/**
 * Parks within the limits, else E_QUOTA: the sender keeps it. A row that stands already only gets the block that it lacked. Spaces that
 * nobody here asked for share one limit: a stranger may invent any number of them.
 */
export async function parkRow(run: Run, tx: LedgerTx, row: ParkedEntry): Promise<void> {
  const known = await tx.parkedRow(row.space, row.id);
  const gains = row.block !== null && known?.block === false;
  if (known && !gains && known.code === row.code) return countParked(run, row);
  const key = row.code === 'P_SPACE' ? '' : toHex(row.space);
  const blockBytes = row.block?.length ?? 0;
  const bytes = known ? (gains ? blockBytes : 0) : row.frame.length + blockBytes;
  const read = () => tx.parkedUsage(key === '' ? null : row.space);
  if (!(await within(run.parked, key, read, bytes, known ? 0 : 1))) {
    run.refuse(toHex(known && row.ph ? row.ph : row.id), 'E_QUOTA');
    return;
  }
  await tx.park(row);
  countParked(run, row);
}

function countParked(run: Run, row: ParkedEntry): void {
  const hex = toHex(row.id);
  run.counts.spaces.add(toHex(row.space));
  if (run.parkedIds.has(hex)) return;
  run.parkedIds.add(hex);
  run.counts.parked += 1;
}
