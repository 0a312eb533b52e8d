/**
 * After a restore the log may be older than what others saw, and signing it would tell a second history. Until enough
 * witnesses, or our own checkpoints that came back from others, show that nothing larger is known, it signs nothing.
 * Leaves that the backup held are the same in both histories; so what counts is whether anybody knows a size above theirs.
 */
import { refuse } from '../../base/failures.ts';
import { QUORUM } from '../../evidence/log/policy.ts';
import { KEY_TYPE } from '../../evidence/log/note.ts';
import type { LedgerStore } from '../../store/port.ts';
import { restoredMark } from '../layout.ts';
import type { Parts } from '../parts.ts';
import { leafCount } from './leaves.ts';
import { logRow, putRestoreRow, type RestoreRow, restoreRow, trusted } from './rows.ts';

/** Called when a folder is opened for writing, before anything is appended: what it holds now is what the backup held. */
export async function noteRestore(dir: string, ledger: LedgerStore): Promise<void> {
  const mark = restoredMark(dir);
  if (mark === null || (await restoreRow(ledger))?.mark === mark) return;
  const { first } = await logRow(ledger);
  const leaves = await leafCount(ledger, first);
  await ledger.transact((tx) => putRestoreRow(tx, { mark, leaves, confirmed: [], behind: null, settled: false }));
}

/** The restore that is not settled yet, or null. */
export async function unsettled(parts: Parts): Promise<RestoreRow | null> {
  const row = await restoreRow(parts.ledger);
  return row && !row.settled ? row : null;
}

/** Throws E_LOG_BEHIND, E_LOG_RESTORED. */
export async function assertMaySign(parts: Parts): Promise<void> {
  const row = await unsettled(parts);
  if (!row) return;
  if (row.behind !== null) refuse('E_LOG_BEHIND', { ours: row.leaves, theirs: row.behind });
  refuse('E_LOG_RESTORED');
}

/**
 * Somebody says which size of our log they know: 0 when none. `by` is a witness's name, or null for a checkpoint of ours that
 * came back: that one can only show that we are behind.
 */
export async function heardOfSize(parts: Parts, by: string | null, size: number): Promise<void> {
  const row = await unsettled(parts);
  if (!row) return;
  const witnesses = (await trusted(parts.primitives, parts.ledger)).filter((t) => t.key.type === KEY_TYPE.cosignature);
  const behind = size > row.leaves ? Math.max(size, row.behind ?? 0) : row.behind;
  const confirmed = by === null || row.confirmed.includes(by) ? row.confirmed : [...row.confirmed, by];
  const enough = witnesses.length > 0 && confirmed.length >= Math.min(QUORUM, witnesses.length);
  await parts.ledger.transact((tx) =>
    putRestoreRow(tx, { ...row, behind, confirmed, settled: behind === null && enough }),
  );
}

/** A new log begins: the old one's state no longer matters. */
export const settledRow = (row: RestoreRow): RestoreRow => ({ ...row, settled: true });
