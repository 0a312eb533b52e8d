/**
 * Co-signature of a statement: COSE_Sign1 (aad 'kua/cosign/1') by the organisation's key over
 *   [1, text_hash, signed_as, scope, reservation / null, at, org-id, card number]
 * so that it verifies outside the entry, from its bytes, the card and the statement's text alone.
 */
import { equalBytes, utf8 } from '../base/bytes.ts';
import { decodeCbor, encodeCbor } from './cbor.ts';
import type { Card } from './card.ts';
import type { Primitives, Value } from './model.ts';
import { isArrayOf, isBytesOf, isText, isTextOrNull, isUint } from './shape.ts';
import { openObject, signObject } from './sign1.ts';

const AAD = utf8('kua/cosign/1');

export interface CoSigned {
  readonly textHash: Uint8Array;
  readonly signedAs: Value;
  readonly scope: string;
  readonly reservation: string | null;
  readonly at: string;
  readonly orgId: Uint8Array;
  readonly card: number;
}

export const makeCoSignature = (p: Primitives, seed: Uint8Array, c: CoSigned): Uint8Array =>
  signObject(p, seed, AAD, encodeCbor([1, c.textHash, c.signedAs, c.scope, c.reservation, c.at, c.orgId, c.card]));

export type CoSignatureVerdict =
  | { readonly ok: true; readonly signed: CoSigned }
  | { readonly ok: false; readonly code: 'E_SIG' | 'E_HASH' | 'E_CARD' };

/** E_SIG: not signed by that card's key; E_CARD: of another organisation or card number; E_HASH: another text was signed. */
export function verifyCoSignature(
  p: Primitives,
  bytes: Uint8Array,
  card: Pick<Card, 'org' | 'n'>,
  orgId: Uint8Array,
  textHash: Uint8Array,
): CoSignatureVerdict {
  const payload = openObject(p, card.org, AAD, bytes);
  const decoded = payload && decodeCbor(payload);
  if (!decoded?.ok || !isArrayOf(decoded.value, 8, 8)) return { ok: false, code: 'E_SIG' };
  const [version, hash, signedAs, scope, reservation, at, org, n] = decoded.value;
  if (version !== 1 || !isBytesOf(hash, 32) || signedAs === undefined || !isText(scope) || !isTextOrNull(reservation))
    return { ok: false, code: 'E_SIG' };
  if (!isText(at) || !isBytesOf(org, 32) || !isUint(n)) return { ok: false, code: 'E_SIG' };
  if (!equalBytes(org, orgId) || n !== card.n) return { ok: false, code: 'E_CARD' };
  if (!equalBytes(hash, textHash)) return { ok: false, code: 'E_HASH' };
  return { ok: true, signed: { textHash: hash, signedAs, scope, reservation, at, orgId: org, card: n } };
}
