/**
 * Manifest of a bundle (docs/formats/bundle.md): COSE_Sign1 (aad 'kua/bundle/1') by the sender's device key over
 *   [1, created-ms, card: bstr, spaces: [0*1000 [space: 32, have: frontier, base: frontier, entries: uint]]]
 * In the place of the card a further computer of an organisation sets the organisation's statement that it is its (device-statement.ts).
 * It says who sends and what they hold, so that the answer is a delta. Frames are verified on their own: a manifest whose
 * signature does not hold takes nothing from them.
 */
import { utf8 } from '../base/bytes.ts';
import { type Failure, fail, ok, type Result } from '../base/result.ts';
import { type Card, verifyCard } from './card.ts';
import { decodeCbor, encodeCbor } from './cbor.ts';
import { type DeviceStatement, peekDeviceStatement } from './device-statement.ts';
import { type Frontier, frontierValue, parseFrontier } from './frontier.ts';
import type { Primitives, Value } from './model.ts';
import { isArrayOf, isBytesOf, isUint, parseAll } from './shape.ts';
import { openObject, peekObject, signObject } from './sign1.ts';

const AAD = utf8('kua/bundle/1');
/** About 50,000 rows of frontiers. */
export const MANIFEST_MAX = 4 * 1_048_576;
const CARD_MAX = 65_536;

export interface ManifestSpace {
  readonly space: Uint8Array;
  /** What the sender holds. */
  readonly have: Frontier;
  /** What the sender took the reader to hold. */
  readonly base: Frontier;
  /** Entries of the space in this bundle. */
  readonly entries: number;
}
export interface Manifest {
  readonly createdMs: number;
  /** The sender's organisation card; its `device` key signs. */
  readonly card: Uint8Array;
  readonly spaces: readonly ManifestSpace[];
}
export interface ReadManifest {
  readonly manifest: Manifest;
  /** The card when its own signature holds. Whether it is a card of that organisation is the reader's question. */
  readonly card: Card | null;
  /** What stands in its place, when that is the statement of a further computer; whose key signed it is the reader's question. */
  readonly statement: DeviceStatement | null;
  /** E_SIG: the card or the manifest is not signed as it says; who sent it is unknown. */
  readonly code: 'E_SIG' | null;
}

export function makeManifest(p: Primitives, deviceSeed: Uint8Array, m: Manifest): Uint8Array {
  const payload = encodeCbor([
    1,
    m.createdMs,
    m.card,
    m.spaces.map((s): Value => [s.space, frontierValue(s.have), frontierValue(s.base), s.entries]),
  ]);
  if (payload.length > MANIFEST_MAX) throw new RangeError(`manifest of ${payload.length} bytes`);
  return signObject(p, deviceSeed, AAD, payload);
}

function parseSpace(value: Value): ManifestSpace | null {
  if (!isArrayOf(value, 4, 4)) return null;
  const [space, haveItem, baseItem, entries] = value;
  const have = parseFrontier(haveItem);
  const base = parseFrontier(baseItem);
  return isBytesOf(space, 32) && have && base && isUint(entries) ? { space, have, base, entries } : null;
}

function parseManifest(payload: Uint8Array): Manifest | null {
  const decoded = decodeCbor(payload);
  if (!decoded.ok || !isArrayOf(decoded.value, 4, 4)) return null;
  const [version, createdMs, card, spaceItems] = decoded.value;
  if (version !== 1 || !isUint(createdMs) || !(card instanceof Uint8Array) || card.length > CARD_MAX) return null;
  const spaces = isArrayOf(spaceItems, 0, 1000) ? parseAll(spaceItems, parseSpace) : null;
  return spaces && { createdMs, card, spaces };
}

/** E_BUNDLE_MANIFEST: not a manifest, or of a newer version. A wrong signature is `code`, not a failure: the frames still count. */
export function readManifest(p: Primitives, bytes: Uint8Array): Result<ReadManifest, Failure<'E_BUNDLE_MANIFEST'>> {
  const payload = peekObject(bytes, MANIFEST_MAX);
  const manifest = payload && parseManifest(payload);
  if (!manifest) return fail('E_BUNDLE_MANIFEST', { bytes: bytes.length });
  const card = verifyCard(p, manifest.card);
  const statement = card ? null : peekDeviceStatement(manifest.card);
  const device = card?.device ?? statement?.device;
  const signed = device !== undefined && openObject(p, device, AAD, bytes, MANIFEST_MAX) !== null;
  return ok({ manifest, card, statement, code: signed ? null : 'E_SIG' });
}
