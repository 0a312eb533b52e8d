/**
 * Organisation card: COSE_Sign1 (aad 'kua/card/1') by the organisation's key over
 *   [1, n, prev / null, [[lang, name] …], org, next, device, {label => key text}]
 * Organisation id = SHA-256 of card 0's payload. Card n+1 is signed by the key whose SHA-256 is card n's `next`.
 */
import { utf8 } from '../base/bytes.ts';
import { decodeCbor, encodeCbor } from './cbor.ts';
import type { Primitives, Value } from './model.ts';
import { isArrayOf, isBytesOf, isMap, isText, isUint, parseAll } from './shape.ts';
import { openObject, peekObject, signObject } from './sign1.ts';

const AAD = utf8('kua/card/1');

export interface Card {
  readonly n: number;
  readonly prev: Uint8Array | null;
  readonly names: readonly (readonly [lang: string, name: string])[];
  readonly org: Uint8Array;
  readonly next: Uint8Array;
  readonly device: Uint8Array;
  readonly keys: { readonly [label: string]: string };
}

export function makeCard(
  p: Primitives,
  seed: Uint8Array,
  card: Card,
): { readonly bytes: Uint8Array; readonly orgId: Uint8Array } {
  const payload = encodeCbor([
    1,
    card.n,
    card.prev,
    card.names.map((x): Value => [...x]),
    card.org,
    card.next,
    card.device,
    card.keys,
  ]);
  return { bytes: signObject(p, seed, AAD, payload), orgId: p.sha256(payload) };
}

/** The card when its form and its own key's signature hold; null otherwise. */
export function verifyCard(p: Primitives, bytes: Uint8Array): (Card & { readonly payloadHash: Uint8Array }) | null {
  const payload = peekObject(bytes);
  const decoded = payload && decodeCbor(payload);
  if (!payload || !decoded?.ok || !isArrayOf(decoded.value, 8, 8)) return null;
  const [version, n, prev, names, org, next, device, keys] = decoded.value;
  if (version !== 1 || !isUint(n) || (prev !== null && !isBytesOf(prev, 32)) || !isArrayOf(names, 1, 50)) return null;
  if (!isBytesOf(org, 32) || !isBytesOf(next, 32) || !isBytesOf(device, 32) || !isMap(keys)) return null;
  const named = parseAll(names, (x) =>
    isArrayOf(x, 2, 2) && isText(x[0]) && isText(x[1]) ? ([x[0], x[1]] as const) : null,
  );
  if (!named || !Object.values(keys).every(isText) || !openObject(p, org, AAD, bytes)) return null;
  return {
    n,
    prev: prev ?? null,
    names: named,
    org,
    next,
    device,
    keys: keys as { [label: string]: string },
    payloadHash: p.sha256(payload),
  };
}
