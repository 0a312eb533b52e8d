/**
 * "This party is us": an organisation says which party of a space it is. COSE_Sign1 (aad 'kua/party/1') by the
 * organisation's key over [1, space, party, org-id]. And the seat that a newcomer brings along, signed by the party.
 */
import { equalBytes, utf8 } from '../base/bytes.ts';
import type { CardChain } from './card-chain.ts';
import { decodeCbor, encodeCbor } from './cbor.ts';
import type { Primitives, Role, Seat } from './model.ts';
import { seatBytes } from './seat.ts';
import { isArrayOf, isBytesOf } from './shape.ts';
import { openObject, peekObject, signObject } from './sign1.ts';

const AAD = utf8('kua/party/1');

export interface Application {
  readonly space: Uint8Array;
  readonly party: Uint8Array;
  readonly orgId: Uint8Array;
}

export const makeApplication = (p: Primitives, orgSeed: Uint8Array, a: Application): Uint8Array =>
  signObject(p, orgSeed, AAD, encodeCbor([1, a.space, a.party, a.orgId]));

/** What an application says, its signature not looked at: to find whose cards to verify it with. Null: another form. */
export function peekApplication(bytes: Uint8Array): Application | null {
  const payload = peekObject(bytes);
  const decoded = payload && decodeCbor(payload);
  if (!decoded?.ok || !isArrayOf(decoded.value, 4, 4)) return null;
  const [version, space, party, orgId] = decoded.value;
  return version === 1 && isBytesOf(space, 32) && isBytesOf(party, 32) && isBytesOf(orgId, 32)
    ? { space, party, orgId }
    : null;
}

export interface SignedApplication extends Application {
  /** Number of the card whose key signed. */
  readonly card: number;
  /** That card is the newest: an application under an older key is to be repeated under the new one (the old may be stolen). */
  readonly current: boolean;
}

/** The application when one of the organisation's cards signed it; null otherwise. */
export function readApplication(p: Primitives, bytes: Uint8Array, chain: CardChain): SignedApplication | null {
  const said = peekApplication(bytes);
  if (!said || !equalBytes(said.orgId, chain.orgId)) return null;
  const by = chain.cards.findLast((card) => openObject(p, card.org, AAD, bytes) !== null);
  return by ? { ...said, card: by.n, current: by.n === chain.card.n } : null;
}

/** A seat as the newcomer hands it over: keys of the device, signed by the organisation's party in this space. */
export async function makeSeat(
  p: Primitives,
  s: {
    readonly space: Uint8Array;
    readonly seatSeed: Uint8Array;
    readonly kemSecret: Uint8Array;
    readonly partySeed: Uint8Array;
    readonly role: Role;
  },
): Promise<Seat> {
  const key = p.publicKey(s.seatSeed);
  const kem = await p.kemPublicKey(s.kemSecret);
  const psig = p.sign(s.partySeed, seatBytes(s.space, key, kem));
  return { key, kem, party: p.publicKey(s.partySeed), psig, role: s.role };
}
