/**
 * A writer of ours that went on elsewhere: this folder was put back from an older copy, or copied. To write on with it would
 * fork it, so it is marked, and the author begins a new one under the same seat (E_STALE).
 */
import { toHex } from '../../base/bytes.ts';
import type { Frontier } from '../../ledger/frontier.ts';
import type { LedgerReader, LedgerStore, LedgerTx } from '../../store/port.ts';

/** Key of `local('stale', …)`. Both in hex. */
export const staleKey = (space: string, writer: string): string => `${space}/${writer}`;

export async function markStale(tx: LedgerTx, space: Uint8Array, writer: Uint8Array, seq: number): Promise<void> {
  await tx.putLocal('stale', staleKey(toHex(space), toHex(writer)), { seq, code: 'E_STALE' });
}

/**
 * Looks for our own writers in a peer's frontier: one that is ahead of what we hold, or stands at a head that we do not know, is
 * marked. Returns the writers marked, in hex; the exchange says E_STALE.
 */
export async function noticeStale(
  ledger: LedgerStore,
  space: Uint8Array,
  theirs: Frontier,
): Promise<readonly string[]> {
  const own = new Set((await ledger.secrets('writer', space)).map((w) => toHex(w.id)));
  const rows = theirs.filter((row) => own.has(toHex(row.writer)));
  if (rows.length === 0) return [];
  const held = new Set(
    (
      await ledger.places(
        space,
        rows.map((row) => row.head),
      )
    ).map((place) => toHex(place.id)),
  );
  const ahead = rows.filter((row) => !held.has(toHex(row.head)));
  if (ahead.length > 0)
    await ledger.transact(async (tx) => {
      for (const row of ahead) await markStale(tx, space, row.writer, row.seq);
    });
  return ahead.map((row) => toHex(row.writer));
}

/** Writers of a space that are marked, in hex. */
export async function staleWriters(ledger: LedgerReader, space: Uint8Array): Promise<readonly string[]> {
  const prefix = `${toHex(space)}/`;
  return (await ledger.locals('stale')).flatMap((row) =>
    row.key.startsWith(prefix) ? [row.key.slice(prefix.length)] : [],
  );
}
