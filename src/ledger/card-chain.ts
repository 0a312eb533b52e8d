/**
 * The cards of one organisation, from card 0 to the one in force: a CBOR array of byte strings, 1 to 32 of them.
 * Card 0's payload hash is the organisation's id; card n+1 names card n in `prev` and is by the key whose SHA-256 is n's `next`.
 */
import { equalBytes } from '../base/bytes.ts';
import { type Card, verifyCard } from './card.ts';
import { decodeCbor, encodeCbor } from './cbor.ts';
import type { Primitives } from './model.ts';
import { isArrayOf, parseAll } from './shape.ts';

const MAX_CARDS = 32;

export type VerifiedCard = Card & { readonly payloadHash: Uint8Array };

export interface CardChain {
  readonly orgId: Uint8Array;
  /** The newest card: whose key signs. */
  readonly card: VerifiedCard;
  /** From card 0 to the newest. */
  readonly cards: readonly VerifiedCard[];
}

export const encodeCards = (cards: readonly Uint8Array[]): Uint8Array => encodeCbor([...cards]);

/** The chain when every card is in form, signed by its own key and linked to the one before; null otherwise. */
export function verifyCards(p: Primitives, bytes: Uint8Array): CardChain | null {
  const decoded = decodeCbor(bytes);
  if (!decoded.ok || !isArrayOf(decoded.value, 1, MAX_CARDS)) return null;
  const cards = parseAll(decoded.value, (x) => (x instanceof Uint8Array ? verifyCard(p, x) : null));
  const [first] = cards ?? [];
  if (!cards || !first || first.n !== 0 || first.prev !== null) return null;
  let last = first;
  for (const card of cards.slice(1)) {
    const linked = card.n === last.n + 1 && card.prev !== null && equalBytes(card.prev, last.payloadHash);
    if (!linked || !equalBytes(p.sha256(card.org), last.next)) return null;
    last = card;
  }
  return { orgId: first.payloadHash, card: last, cards };
}
