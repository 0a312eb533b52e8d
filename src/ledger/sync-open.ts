/**
 * The opening of an exchange (docs/formats/sync.md): COSE_Sign1 (aad 'kua/sync/1') by the caller's writer over
 *   [1, space: 32, nonce: 32, base-url, writer: 32, seat-key: 32, cert: 64]
 * The caller signs the server's own fresh nonce and address, so that nobody in the middle can use the request elsewhere
 * or again; no clock is asked. `cert` is the seat's signature that the writer writes for it: a newcomer's first entry may
 * not be here yet. Which seat may call is the receiver's question, not asked here.
 */
import { utf8 } from '../base/bytes.ts';
import { type Failure, fail, ok, type Result } from '../base/result.ts';
import { decodeCbor, encodeCbor } from './cbor.ts';
import { verifySignature } from './ed25519.ts';
import type { Primitives } from './model.ts';
import { writerBytes } from './seat.ts';
import { isArrayOf, isBytesOf, isText } from './shape.ts';
import { openObject, peekObject, signObject } from './sign1.ts';

const AAD = utf8('kua/sync/1');
export const BASE_URL_MAX = 2048;
/** Most bytes of a request worth reading. */
export const SYNC_OPEN_MAX = 4096;

export interface SyncOpen {
  readonly space: Uint8Array;
  /** The server's, from `hello`. */
  readonly nonce: Uint8Array;
  /** The server's, as it named itself in `hello`. */
  readonly baseUrl: string;
  readonly writer: Uint8Array;
  readonly seatKey: Uint8Array;
  /** Seat key over `writerBytes(space, writer)`; the space's id, for the founder too. */
  readonly cert: Uint8Array;
}

export function makeOpen(p: Primitives, writerSeed: Uint8Array, o: SyncOpen): Uint8Array {
  const payload = encodeCbor([1, o.space, o.nonce, o.baseUrl, o.writer, o.seatKey, o.cert]);
  return signObject(p, writerSeed, AAD, payload);
}

/** The request when its form, the seat's certificate and the writer's signature hold. E_DENIED, with no reason, otherwise: a stranger learns nothing. */
export function readOpen(p: Primitives, bytes: Uint8Array): Result<SyncOpen, Failure<'E_DENIED'>> {
  const payload = bytes.length <= SYNC_OPEN_MAX ? peekObject(bytes) : null;
  const decoded = payload && decodeCbor(payload);
  if (!decoded?.ok || !isArrayOf(decoded.value, 7, 7)) return fail('E_DENIED');
  const [version, space, nonce, baseUrl, writer, seatKey, cert] = decoded.value;
  if (version !== 1 || !isBytesOf(space, 32) || !isBytesOf(nonce, 32)) return fail('E_DENIED');
  if (!isText(baseUrl) || baseUrl.length > BASE_URL_MAX) return fail('E_DENIED');
  if (!isBytesOf(writer, 32) || !isBytesOf(seatKey, 32) || !isBytesOf(cert, 64)) return fail('E_DENIED');
  if (!verifySignature(p, seatKey, writerBytes(space, writer), cert)) return fail('E_DENIED');
  if (!openObject(p, writer, AAD, bytes)) return fail('E_DENIED');
  return ok({ space, nonce, baseUrl, writer, seatKey, cert });
}
