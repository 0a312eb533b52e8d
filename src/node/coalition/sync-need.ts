/**
 * The answer to `POST need`: what the called node lacks although it has the entries, which seat answers (shown, never trusted), and
 * what it holds now.
 *   [wants: [0*1000 ph: 32], seat: 32 / null, frontier]
 * A push that broke off between an entry and its block is healed by the next exchange, whoever calls (docs/decisions/0026).
 */
import { decodeCbor, encodeCbor } from '../../ledger/cbor.ts';
import { type Frontier, frontierValue, parseFrontier } from '../../ledger/frontier.ts';
import { isArrayOf, isBytesOf, parseAll } from '../../ledger/shape.ts';

export interface Need {
  readonly wants: readonly Uint8Array[];
  readonly seat: Uint8Array | null;
  readonly frontier: Frontier;
}

const MOST = 1_000;

export const encodeNeed = (n: Need): Uint8Array =>
  encodeCbor([[...n.wants.slice(0, MOST)], n.seat, frontierValue(n.frontier)]);

/** Null: not such an answer. */
export function decodeNeed(bytes: Uint8Array): Need | null {
  const decoded = decodeCbor(bytes);
  if (!decoded.ok || !isArrayOf(decoded.value, 3, 3)) return null;
  const [items, seat, rows] = decoded.value;
  const frontier = parseFrontier(rows);
  const wants = isArrayOf(items, 0, MOST) ? parseAll(items, (x) => (isBytesOf(x, 32) ? x : null)) : null;
  if (!wants || !frontier || (seat !== null && !isBytesOf(seat, 32))) return null;
  return { wants, seat: seat ?? null, frontier };
}
