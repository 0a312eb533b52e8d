/**
 * What makes a second computer one of the same organisation, each one line of text that any channel carries (docs/formats/invitation.md):
 *   kua-device:1:BASE64URL        COSE_Sign1 (aad 'kua/device-ask/1') by the device key over [1, device, recipient, [[key, kem] …]], by the new computer
 *   kua-device-keys:1:BASE64URL   CBOR [1, device, enc, ct]: HPKE to the first kem of the asking line, back to it alone; inside COSE_Sign1
 *                                 (aad 'kua/device-keys/1') by the organisation's key over [1, device, [cards], statement, [space …]]
 *   space = [space, role, slug, title, address / null, seat-key, party-seed, application]
 * The seats of the first line are bound to no space yet: whoever adds the computer says which it is for. The second line holds secrets.
 */
import { concatBytes, equalBytes, fromBase64Url, toBase64Url, utf8 } from '../../base/bytes.ts';
import { decodeCbor, encodeCbor } from '../../ledger/cbor.ts';
import { peekDeviceStatement, readDeviceStatement } from '../../ledger/device-statement.ts';
import type { Primitives, Role, Value } from '../../ledger/model.ts';
import { isArrayOf, isBytesOf, isText, isTextOrNull, isUint, parseAll } from '../../ledger/shape.ts';
import { openObject, peekObject, signObject } from '../../ledger/sign1.ts';
import { chainsOf, type KnownChain } from './card-book.ts';

const ASK = 'kua-device:1:';
const KEYS = 'kua-device-keys:1:';
const ASK_AAD = utf8('kua/device-ask/1');
const KEYS_AAD = utf8('kua/device-keys/1');
const MAX_TEXT = 200_000;
/** So many spaces one line can bring a computer into. */
export const ASKED_SEATS = 16;

export interface SeatKeys {
  readonly key: Uint8Array;
  readonly kem: Uint8Array;
}
export interface DeviceAsk {
  readonly device: Uint8Array;
  /** `age1…` of the new computer. */
  readonly recipient: string;
  readonly seats: readonly SeatKeys[];
}
export interface DeviceSpace {
  readonly space: Uint8Array;
  readonly role: Role;
  readonly slug: string;
  readonly title: string;
  readonly address: string | null;
  /** Which of the seats of the asking line. */
  readonly seat: Uint8Array;
  readonly partySeed: Uint8Array;
  readonly application: Uint8Array;
}
export interface DeviceKeys {
  readonly device: Uint8Array;
  readonly cards: readonly Uint8Array[];
  readonly statement: Uint8Array;
  readonly spaces: readonly DeviceSpace[];
}

function bytesOf(text: string, prefix: string): Uint8Array | null {
  if (text.length > MAX_TEXT) return null;
  const packed = text.replaceAll(/\s/g, '');
  const at = packed.indexOf(prefix);
  return at < 0 ? null : fromBase64Url(packed.slice(at + prefix.length));
}

export function writeAsk(p: Primitives, deviceSeed: Uint8Array, a: DeviceAsk): string {
  const seats = a.seats.map((s): Value => [s.key, s.kem]);
  return ASK + toBase64Url(signObject(p, deviceSeed, ASK_AAD, encodeCbor([1, a.device, a.recipient, seats])));
}

/** `form`: not such a line, or torn. `signature`: it was changed. */
export function readAsk(p: Primitives, text: string): DeviceAsk | 'form' | 'signature' {
  const bytes = bytesOf(text, ASK);
  const payload = bytes && peekObject(bytes);
  const decoded = payload && decodeCbor(payload);
  if (!bytes || !decoded?.ok || !isArrayOf(decoded.value, 4, 4)) return 'form';
  const [version, device, recipient, items] = decoded.value;
  if (version !== 1 || !isBytesOf(device, 32) || !isText(recipient) || !isArrayOf(items, 1, ASKED_SEATS)) return 'form';
  const seats = parseAll(items, (x): SeatKeys | null =>
    isArrayOf(x, 2, 2) && isBytesOf(x[0], 32) && isBytesOf(x[1], 32) ? { key: x[0], kem: x[1] } : null,
  );
  if (!seats || !/^age1[0-9a-z]{20,2000}$/.test(recipient)) return 'form';
  return openObject(p, device, ASK_AAD, bytes) ? { device, recipient, seats } : 'signature';
}

const info = (device: Uint8Array): Uint8Array => concatBytes(KEYS_AAD, device);

/** `to`: the first kem of the asking line. */
export async function writeDeviceKeys(
  p: Primitives,
  orgSeed: Uint8Array,
  to: Uint8Array,
  k: DeviceKeys,
): Promise<string> {
  const spaces = k.spaces.map(
    (s): Value => [s.space, s.role, s.slug, s.title, s.address, s.seat, s.partySeed, s.application],
  );
  const plain = signObject(p, orgSeed, KEYS_AAD, encodeCbor([1, k.device, [...k.cards], k.statement, spaces]));
  const { enc, ct } = await p.hpkeSeal(to, info(k.device), plain);
  return KEYS + toBase64Url(encodeCbor([1, k.device, enc, ct]));
}

function parseSpace(x: Value): DeviceSpace | null {
  if (!isArrayOf(x, 8, 8)) return null;
  const [space, role, slug, title, address, seat, partySeed, application] = x;
  if (!isBytesOf(space, 32) || !isUint(role) || role < 2 || role > 4 || !isText(slug) || !isText(title)) return null;
  if (!isTextOrNull(address) || !isBytesOf(seat, 32) || !isBytesOf(partySeed, 32)) return null;
  if (!(application instanceof Uint8Array)) return null;
  return { space, role: role as Role, slug, title, address, seat, partySeed, application };
}

/** For which device the line is; null: another form. */
export function peekDeviceKeys(text: string): { device: Uint8Array; enc: Uint8Array; ct: Uint8Array } | null {
  const bytes = bytesOf(text, KEYS);
  const decoded = bytes && decodeCbor(bytes);
  if (!decoded?.ok || !isArrayOf(decoded.value, 4, 4)) return null;
  const [version, device, enc, ct] = decoded.value;
  const known = version === 1 && isBytesOf(device, 32) && isBytesOf(enc, 32) && ct instanceof Uint8Array;
  return known ? { device, enc, ct } : null;
}

/** Opened with the secret of the first kem that this device asked with. Null: not for it, or not by that organisation's key. */
export async function readDeviceKeys(
  p: Primitives,
  sealed: { readonly device: Uint8Array; readonly enc: Uint8Array; readonly ct: Uint8Array },
  kemSecret: Uint8Array,
): Promise<(DeviceKeys & { readonly chain: KnownChain }) | null> {
  const plain = await p.hpkeOpen(kemSecret, info(sealed.device), sealed.enc, sealed.ct);
  const payload = plain && peekObject(plain);
  const decoded = payload && decodeCbor(payload);
  if (!plain || !decoded?.ok || !isArrayOf(decoded.value, 5, 5)) return null;
  const [version, device, cardItems, statement, items] = decoded.value;
  if (version !== 1 || !isBytesOf(device, 32) || !equalBytes(device, sealed.device)) return null;
  const cards = isArrayOf(cardItems, 1, 32) ? parseAll(cardItems, (x) => (x instanceof Uint8Array ? x : null)) : null;
  const spaces = isArrayOf(items, 1, ASKED_SEATS) ? parseAll(items, parseSpace) : null;
  if (!cards || !spaces || !(statement instanceof Uint8Array)) return null;
  const orgId = peekDeviceStatement(statement)?.orgId;
  const chain = chainsOf(p, cards).values().next().value;
  if (!orgId || !chain || chain.fault || !equalBytes(chain.orgId, orgId)) return null;
  const said = readDeviceStatement(p, statement, chain);
  if (!said || !equalBytes(said.device, device) || !openObject(p, chain.card.org, KEYS_AAD, plain)) return null;
  return { device, cards, statement, spaces, chain };
}
