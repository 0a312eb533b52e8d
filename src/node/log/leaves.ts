/**
 * Leaves of the node's log: entries in the order of their acceptance (`arrival`, given in the transaction that accepts, once
 * for each). Leaf index = arrival - 1. In a log that follows another, leaf 0 is the entry that names the old one, and the
 * others follow in the same order without it.
 */
import { leafHash } from '../../evidence/log/merkle.ts';
import type { LedgerReader } from '../../store/port.ts';
import { logSha256 } from '../../store/log/sha256.ts';
import type { LogRow } from './rows.ts';

const PAGE = 1_000;

export function indexOfArrival(first: LogRow['first'], arrival: number): number {
  if (!first) return arrival - 1;
  if (arrival === first.arrival) return 0;
  return arrival < first.arrival ? arrival : arrival - 1;
}

/** Arrival of a leaf. */
export function arrivalOfIndex(first: LogRow['first'], index: number): number {
  if (!first) return index + 1;
  if (index === 0) return first.arrival;
  return index < first.arrival ? index : index + 1;
}

/** Ids of leaves from `from` on, at most `limit`; none at the end. `limit` above 1 once `from` is above 0. */
export async function leafIds(
  ledger: LedgerReader,
  first: LogRow['first'],
  from: number,
  limit = PAGE,
): Promise<readonly Uint8Array[]> {
  if (first && from === 0) {
    const [head] = await ledger.arrivals(first.arrival - 1, 1);
    return head ? [head.id] : [];
  }
  const rows = await ledger.arrivals(arrivalOfIndex(first, from) - 1, limit);
  return rows.filter((r) => r.arrival !== first?.arrival).map((r) => r.id);
}

export async function* leafHashes(
  ledger: LedgerReader,
  first: LogRow['first'],
  from: number,
): AsyncGenerator<readonly Uint8Array[]> {
  for (let at = from; ; ) {
    const ids = await leafIds(ledger, first, at);
    if (ids.length === 0) return;
    yield ids.map((id) => leafHash(logSha256, id));
    at += ids.length;
  }
}

/** Number of leaves. Pages only behind `from`, which the caller knows to be there. */
export async function leafCount(ledger: LedgerReader, first: LogRow['first'], from = 0): Promise<number> {
  let at = from;
  for (;;) {
    const ids = await leafIds(ledger, first, at);
    if (ids.length === 0) return at;
    at += ids.length;
  }
}
