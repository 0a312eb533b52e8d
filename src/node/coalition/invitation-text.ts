/**
 * What a newcomer needs and what comes back, each one line of text that any channel carries (docs/formats/invitation.md):
 *   kua-invite:1:BASE64URL   CBOR [1, space, role, address / null, [cards], application]   by who invites
 *   kua-answer:1:BASE64URL   CBOR [1, space, [key, kem, party, psig, role], [cards], application]   by the newcomer
 *   kua-cards:1:BASE64URL    the cards of one organisation, from card 0 (docs/formats/entry.md): beside a key on paper
 * Behind the cards of an answer may stand the organisation's statement of a further computer (device-statement.ts), whose seat it then is.
 * Nothing in them is secret. `application` is the organisation's signature "this party is us"; `psig` is the party's "this seat is ours".
 * Spaces and line breaks inside do not matter; what stands before the prefix (an address and `#`) is passed over.
 * Refused before anything is decoded: more than 200,000 characters. Then: another form, a signature that does not hold.
 */
import { equalBytes, fromBase64Url, toBase64Url } from '../../base/bytes.ts';
import { readApplication } from '../../ledger/application.ts';
import { encodeCards, verifyCards } from '../../ledger/card-chain.ts';
import { decodeCbor, encodeCbor } from '../../ledger/cbor.ts';
import { peekDeviceStatement, readDeviceStatement } from '../../ledger/device-statement.ts';
import { verifySignature } from '../../ledger/ed25519.ts';
import type { Primitives, Role, Seat, Value } from '../../ledger/model.ts';
import { seatBytes } from '../../ledger/seat.ts';
import { isArrayOf, isBytesOf, isTextOrNull, isUint, parseAll } from '../../ledger/shape.ts';
import { chainsOf, type KnownChain } from './card-book.ts';

const INVITE = 'kua-invite:1:';
const ANSWER = 'kua-answer:1:';
const CARDS = 'kua-cards:1:';
const MAX_TEXT = 200_000;
const MAX_CARDS = 32;
const MAX_ADDRESS = 300;

export interface Invitation {
  readonly space: Uint8Array;
  readonly role: Role;
  readonly address: string | null;
  readonly cards: readonly Uint8Array[];
  readonly application: Uint8Array;
}
export interface Answer {
  readonly space: Uint8Array;
  readonly seat: Seat;
  /** From card 0; the last may be the statement of a further computer. */
  readonly cards: readonly Uint8Array[];
  readonly application: Uint8Array;
}

/** `form`: not such a text, or torn. `signature`: it was changed, or put together from parts of others. */
export type TextFault = 'form' | 'signature';
export type Read<T> = { readonly value: T; readonly chain: KnownChain; readonly party: Uint8Array } | TextFault;

export const writeInvitation = (i: Invitation): string =>
  INVITE + toBase64Url(encodeCbor([1, i.space, i.role, i.address, [...i.cards], i.application]));

export const writeAnswer = (a: Answer): string =>
  ANSWER +
  toBase64Url(
    encodeCbor([
      1,
      a.space,
      [a.seat.key, a.seat.kem, a.seat.party, a.seat.psig, a.seat.role],
      [...a.cards],
      a.application,
    ]),
  );

const isRole = (value: Value | undefined): value is Role => isUint(value) && value >= 1 && value <= 4;

function bytesOf(text: string, prefix: string): Uint8Array | null {
  if (text.length > MAX_TEXT) return null;
  const packed = text.replaceAll(/\s/g, '');
  const at = packed.indexOf(prefix);
  return at < 0 ? null : fromBase64Url(packed.slice(at + prefix.length));
}

export const writeCards = (cards: readonly Uint8Array[]): string => CARDS + toBase64Url(encodeCards(cards));

/** A whole chain, from card 0 to the newest, without a fault; null otherwise. */
export function readCards(p: Primitives, text: string): KnownChain | null {
  const bytes = bytesOf(text, CARDS);
  const chain = bytes && verifyCards(p, bytes);
  const decoded = chain && decodeCbor(bytes);
  const cards = decoded?.ok ? cardsIn(decoded.value) : null;
  return (cards && chainsOf(p, cards).values().next().value) ?? null;
}

function items(text: string, prefix: string, length: number): readonly Value[] | null {
  const bytes = bytesOf(text, prefix);
  const decoded = bytes && decodeCbor(bytes);
  return decoded?.ok && isArrayOf(decoded.value, length, length) && decoded.value[0] === 1 ? decoded.value : null;
}

const cardsIn = (value: Value | undefined): readonly Uint8Array[] | null =>
  isArrayOf(value, 1, MAX_CARDS + 1) ? parseAll(value, (x) => (x instanceof Uint8Array ? x : null)) : null;

/** The one organisation of the cards, which signed the application for this space and, where given, this party. */
function signedBy(
  p: Primitives,
  space: Uint8Array,
  cards: readonly Uint8Array[],
  application: Uint8Array,
  party: Uint8Array | null,
): { readonly chain: KnownChain; readonly party: Uint8Array } | null {
  const chains = [...chainsOf(p, cards).values()];
  const [chain] = chains;
  const last = cards.at(-1);
  const further = last !== undefined && peekDeviceStatement(last) !== null ? last : null;
  const expected = cards.length - (further ? 1 : 0);
  if (!chain || chains.length !== 1 || chain.fault || chain.cards.length !== expected) return null;
  if (further && !readDeviceStatement(p, further, chain)) return null;
  // Under an earlier key it says nothing: that key may be the reason why there is a newer one.
  const said = readApplication(p, application, chain);
  if (!said?.current || !equalBytes(said.space, space)) return null;
  return party === null || equalBytes(said.party, party) ? { chain, party: said.party } : null;
}

export function readInvitation(p: Primitives, text: string): Read<Invitation> {
  const found = items(text, INVITE, 6);
  if (!found) return 'form';
  const [, space, role, address, cardItems, application] = found;
  const cards = cardsIn(cardItems);
  if (!isBytesOf(space, 32) || !isRole(role) || !isTextOrNull(address) || !cards) return 'form';
  if (!(application instanceof Uint8Array) || (address !== null && address.length > MAX_ADDRESS)) return 'form';
  const by = signedBy(p, space, cards, application, null);
  return by ? { value: { space, role, address, cards, application }, ...by } : 'signature';
}

export function readAnswer(p: Primitives, text: string): Read<Answer> {
  const found = items(text, ANSWER, 5);
  if (!found) return 'form';
  const [, space, seatItem, cardItems, application] = found;
  const cards = cardsIn(cardItems);
  if (!isBytesOf(space, 32) || !isArrayOf(seatItem, 5, 5) || !cards || !(application instanceof Uint8Array))
    return 'form';
  const [key, kem, party, psig, role] = seatItem;
  if (!isBytesOf(key, 32) || !isBytesOf(kem, 32) || !isBytesOf(party, 32) || !isBytesOf(psig, 64)) return 'form';
  if (!isRole(role)) return 'form';
  const seat: Seat = { key, kem, party, psig, role };
  if (!verifySignature(p, party, seatBytes(space, key, kem), psig)) return 'signature';
  const by = signedBy(p, space, cards, application, party);
  return by ? { value: { space, seat, cards, application }, ...by } : 'signature';
}
