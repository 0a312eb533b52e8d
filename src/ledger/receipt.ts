/**
 * Body of a receipt entry (kind 3; docs/formats/entry.md):
 *   [1, 1, frontier]                    stored up to here
 *   [1, 2, [1*1000 [entry: 32, ph: 32]]]   erased these
 */
import { type Frontier, frontierValue, parseFrontier } from './frontier.ts';
import type { Value } from './model.ts';
import { isArrayOf, isBytesOf, parseAll } from './shape.ts';

export interface ErasedPayload {
  readonly entry: Uint8Array;
  readonly ph: Uint8Array;
}
export type Receipt =
  | { readonly is: 'stored'; readonly frontier: Frontier }
  | { readonly is: 'erased'; readonly entries: readonly ErasedPayload[] };

/** Most entries that one receipt of erasure names; more go into several. */
export const RECEIPT_MAX_ERASED = 1000;

export const receiptValue = (r: Receipt): Value =>
  r.is === 'stored' ? [1, 1, frontierValue(r.frontier)] : [1, 2, r.entries.map((e): Value => [e.entry, e.ph])];

function parseErased(value: Value): ErasedPayload | null {
  if (!isArrayOf(value, 2, 2)) return null;
  const [entry, ph] = value;
  return isBytesOf(entry, 32) && isBytesOf(ph, 32) ? { entry, ph } : null;
}

/** The receipt of a decoded body (`openBody` gives it as it stands), or null when it is another form. */
export function readReceipt(value: Value): Receipt | null {
  if (!isArrayOf(value, 3, 3) || value[0] !== 1) return null;
  const [, type, rows] = value;
  if (type === 1) {
    const frontier = parseFrontier(rows);
    return frontier && { is: 'stored', frontier };
  }
  const entries = type === 2 && isArrayOf(rows, 1, RECEIPT_MAX_ERASED) ? parseAll(rows, parseErased) : null;
  return entries && { is: 'erased', entries };
}
