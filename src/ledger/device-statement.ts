/**
 * "This computer is ours too": a further device of an organisation. COSE_Sign1 (aad 'kua/device/1') by the organisation's key over
 *   [1, org-id, device: 32, {label => key text}]
 * The device that a card names needs none. It stands behind the cards in notes, answers and manifests (docs/formats/invitation.md);
 * whoever does not know it passes it over as a card that does not verify.
 */
import { equalBytes, utf8 } from '../base/bytes.ts';
import type { CardChain } from './card-chain.ts';
import { decodeCbor, encodeCbor } from './cbor.ts';
import type { Primitives } from './model.ts';
import { isArrayOf, isBytesOf, isMap, isText } from './shape.ts';
import { openObject, peekObject, signObject } from './sign1.ts';

const AAD = utf8('kua/device/1');
const MAX_KEYS = 16;

export interface DeviceStatement {
  readonly orgId: Uint8Array;
  readonly device: Uint8Array;
  /** As in a card: `age` is the recipient that bundles for this computer are sealed to. */
  readonly keys: { readonly [label: string]: string };
}

export const makeDeviceStatement = (p: Primitives, orgSeed: Uint8Array, s: DeviceStatement): Uint8Array =>
  signObject(p, orgSeed, AAD, encodeCbor([1, s.orgId, s.device, s.keys]));

/** What it says, its signature not looked at: to find whose cards to verify it with. Null: another form. */
export function peekDeviceStatement(bytes: Uint8Array): DeviceStatement | null {
  const payload = peekObject(bytes);
  const decoded = payload && decodeCbor(payload);
  if (!decoded?.ok || !isArrayOf(decoded.value, 4, 4)) return null;
  const [version, orgId, device, keys] = decoded.value;
  if (version !== 1 || !isBytesOf(orgId, 32) || !isBytesOf(device, 32) || !isMap(keys)) return null;
  const texts = Object.values(keys);
  if (texts.length > MAX_KEYS || !texts.every(isText)) return null;
  return { orgId, device, keys: keys as { [label: string]: string } };
}

/** The statement when the key of one of the organisation's cards signed it; null otherwise. */
export function readDeviceStatement(p: Primitives, bytes: Uint8Array, chain: CardChain): DeviceStatement | null {
  const said = peekDeviceStatement(bytes);
  if (!said || !equalBytes(said.orgId, chain.orgId)) return null;
  return chain.cards.some((card) => openObject(p, card.org, AAD, bytes) !== null) ? said : null;
}
