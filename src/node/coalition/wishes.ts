/**
 * The note `kua/wants/1` in a bundle: payloads and media objects that the sender has the entries of but not the bytes, so that the
 * answer brings what a torn bundle left out (docs/formats/bundle.md).
 *   [* [space: 32, [* ph: 32], [* [address: 32, have: uint]]]]
 */
import { toHex } from '../../base/bytes.ts';
import { decodeCbor, encodeCbor } from '../../ledger/cbor.ts';
import type { Value } from '../../ledger/model.ts';
import { isArrayOf, isBytesOf, isUint, parseAll } from '../../ledger/shape.ts';
import type { Parts } from '../parts.ts';
import { mediaOf } from './media.ts';
import type { Wishes } from './peers.ts';

export const WISHES_NOTE = 'kua/wants/1';
/** Together well below the 64 KiB of a note. */
const MOST_PAYLOADS = 500;
const MOST_OBJECTS = 500;
const MOST_SPACES = 1_000;

export interface SpaceWishes extends Wishes {
  readonly space: Uint8Array;
}

/** What we lack of these spaces, at most as many things as fit one note. */
export async function ourWishes(parts: Parts, spaces: readonly Uint8Array[]): Promise<readonly SpaceWishes[]> {
  let [payloadsLeft, objectsLeft] = [MOST_PAYLOADS, MOST_OBJECTS];
  const wishes: SpaceWishes[] = [];
  for (const space of spaces) {
    const payloads = (await parts.ledger.wants(space, MOST_PAYLOADS)).slice(0, payloadsLeft);
    const objects = (await mediaOf(parts.ledger, toHex(space)))
      .filter((o) => o.entry !== null && !parts.blobs.has(o.address))
      .slice(0, objectsLeft)
      .map((o) => ({ address: o.address, have: parts.blobs.partial(o.address) }));
    payloadsLeft -= payloads.length;
    objectsLeft -= objects.length;
    if (payloads.length + objects.length > 0) wishes.push({ space, payloads, objects });
  }
  return wishes;
}

export const encodeWishes = (wishes: readonly SpaceWishes[]): Uint8Array =>
  encodeCbor(wishes.map((w): Value => [w.space, [...w.payloads], w.objects.map((o): Value => [o.address, o.have])]));

/** Null: not such a note. */
export function decodeWishes(bytes: Uint8Array): readonly SpaceWishes[] | null {
  const decoded = decodeCbor(bytes);
  if (!decoded.ok || !isArrayOf(decoded.value, 0, MOST_SPACES)) return null;
  return parseAll(decoded.value, (item): SpaceWishes | null => {
    if (!isArrayOf(item, 3, 3)) return null;
    const [space, phs, addresses] = item;
    if (!isBytesOf(space, 32) || !isArrayOf(phs, 0, MOST_PAYLOADS) || !isArrayOf(addresses, 0, MOST_OBJECTS))
      return null;
    const payloads = parseAll(phs, (ph) => (isBytesOf(ph, 32) ? ph : null));
    const objects = parseAll(addresses, (o) => {
      if (!isArrayOf(o, 2, 2)) return null;
      const [address, have] = o;
      return isBytesOf(address, 32) && isUint(have) ? { address, have } : null;
    });
    return payloads && objects && { space, payloads, objects };
  });
}
