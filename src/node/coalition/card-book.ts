/**
 * Cards of organisations, in any order and from any hand, put together to chains. Card n+1 counts when it names card n and is by the
 * key whose hash card n names. Two different cards n+1 are a fault: neither is used, and the chain stops before them.
 */
import { equalBytes, toHex } from '../../base/bytes.ts';
import { verifyCard } from '../../ledger/card.ts';
import type { CardChain, VerifiedCard } from '../../ledger/card-chain.ts';
import type { Primitives } from '../../ledger/model.ts';

export interface KnownChain extends CardChain {
  /** As signed, from card 0 to the newest that counts. */
  readonly bytes: readonly Uint8Array[];
  readonly fault: boolean;
}

/** So many cards of one organisation are followed. */
const MAX_CARDS = 32;

interface Read {
  readonly card: VerifiedCard;
  readonly bytes: Uint8Array;
}

/** Chains by organisation id in hex. Cards that do not verify, or hang on none, are left out. */
export function chainsOf(p: Primitives, cards: Iterable<Uint8Array>): ReadonlyMap<string, KnownChain> {
  const byHash = new Map<string, Read>();
  for (const bytes of cards) {
    const card = verifyCard(p, bytes);
    if (card) byHash.set(toHex(card.payloadHash), { card, bytes });
  }
  const after = new Map<string, Read[]>();
  for (const read of byHash.values()) {
    if (read.card.prev === null) continue;
    const prev = toHex(read.card.prev);
    after.set(prev, [...(after.get(prev) ?? []), read]);
  }
  const chains = new Map<string, KnownChain>();
  for (const first of byHash.values()) {
    if (first.card.n !== 0 || first.card.prev !== null) continue;
    const line = [first];
    let fault = false;
    for (let last = first; line.length < MAX_CARDS; ) {
      const next = (after.get(toHex(last.card.payloadHash)) ?? []).filter(
        ({ card }) => card.n === last.card.n + 1 && equalBytes(p.sha256(card.org), last.card.next),
      );
      const [only] = next;
      fault = next.length > 1;
      if (!only || fault) break;
      line.push(only);
      last = only;
    }
    chains.set(toHex(first.card.payloadHash), {
      orgId: first.card.payloadHash,
      card: (line.at(-1) ?? first).card,
      cards: line.map((x) => x.card),
      bytes: line.map((x) => x.bytes),
      fault,
    });
  }
  return chains;
}
