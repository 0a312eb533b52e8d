/**
 * Bodies of the exchange over HTTP beside the opening (docs/formats/sync.md), CBOR in the profile of entries:
 *   hello  -> [nonce: 32, base-url]
 *   open   -> [token: 1..256 bytes of text, seconds: uint, frontier]
 *   pull   <- [frontier, wants: [0*10000 ph: 32], max-bytes: uint]
 *   push   -> [accepted, duplicate, parked, quarantined, refused: [0*10000 [id or ph: bstr, code]]]
 */
import { type Failure, fail, ok, type Result } from '../base/result.ts';
import { decodeCbor, encodeCbor } from './cbor.ts';
import { type Frontier, frontierValue, parseFrontier } from './frontier.ts';
import type { Value } from './model.ts';
import { isArrayOf, isBytesOf, isText, isUint, parseAll } from './shape.ts';
import { BASE_URL_MAX } from './sync-open.ts';

export const WANTS_MAX = 10_000;
/** Most refusals that one answer names; the count of the rest is told by what stays unsent. */
export const REFUSED_MAX = 10_000;
/** Most bytes of one of these bodies: a frontier of 65,536 rows and what stands beside it. */
export const SYNC_BODY_MAX = 8 * 1_048_576;

export interface Hello {
  readonly nonce: Uint8Array;
  readonly baseUrl: string;
}
export interface SyncOpened {
  readonly token: string;
  /** How long the token holds. */
  readonly seconds: number;
  readonly frontier: Frontier;
}
export interface Pull {
  /** What the caller holds. */
  readonly frontier: Frontier;
  /** Blocks of entries that the caller holds already. */
  readonly wants: readonly Uint8Array[];
  /** Where the answer should end; whole frames only, at least one. */
  readonly maxBytes: number;
}
export interface Refused {
  /** Entry id, payload hash or object address, as far as it could be read. */
  readonly id: Uint8Array;
  readonly code: string;
}
export interface Pushed {
  readonly accepted: number;
  readonly duplicate: number;
  readonly parked: number;
  readonly quarantined: number;
  readonly refused: readonly Refused[];
}

type Read<T> = Result<T, Failure<'E_SYNC_BODY'>>;

function read<T>(bytes: Uint8Array, what: string, parse: (items: readonly Value[]) => T | null): Read<T> {
  if (bytes.length > SYNC_BODY_MAX) return fail('E_SYNC_BODY', { what });
  const decoded = decodeCbor(bytes);
  const parsed = decoded.ok && Array.isArray(decoded.value) ? parse(decoded.value as readonly Value[]) : null;
  return parsed === null ? fail('E_SYNC_BODY', { what }) : ok(parsed);
}

export const encodeHello = (h: Hello): Uint8Array => encodeCbor([h.nonce, h.baseUrl]);
export const decodeHello = (bytes: Uint8Array): Read<Hello> =>
  read(bytes, 'hello', ([nonce, baseUrl, more]) =>
    isBytesOf(nonce, 32) && isText(baseUrl) && baseUrl.length <= BASE_URL_MAX && more === undefined
      ? { nonce, baseUrl }
      : null,
  );

export const encodeOpened = (o: SyncOpened): Uint8Array => encodeCbor([o.token, o.seconds, frontierValue(o.frontier)]);
export const decodeOpened = (bytes: Uint8Array): Read<SyncOpened> =>
  read(bytes, 'open', ([token, seconds, rows, more]) => {
    const frontier = parseFrontier(rows);
    return isText(token) &&
      token.length >= 1 &&
      token.length <= 256 &&
      isUint(seconds) &&
      frontier &&
      more === undefined
      ? { token, seconds, frontier }
      : null;
  });

export const encodePull = (q: Pull): Uint8Array => encodeCbor([frontierValue(q.frontier), [...q.wants], q.maxBytes]);
export const decodePull = (bytes: Uint8Array): Read<Pull> =>
  read(bytes, 'pull', ([rows, items, maxBytes, more]) => {
    const frontier = parseFrontier(rows);
    const wants = isArrayOf(items, 0, WANTS_MAX) ? parseAll(items, (x) => (isBytesOf(x, 32) ? x : null)) : null;
    return frontier && wants && isUint(maxBytes) && more === undefined ? { frontier, wants, maxBytes } : null;
  });

function parseRefused(value: Value): Refused | null {
  if (!isArrayOf(value, 2, 2)) return null;
  const [id, code] = value;
  return id instanceof Uint8Array && id.length <= 32 && isText(code) && code.length <= 64 ? { id, code } : null;
}

export const encodePushed = (r: Pushed): Uint8Array =>
  encodeCbor([
    r.accepted,
    r.duplicate,
    r.parked,
    r.quarantined,
    r.refused.slice(0, REFUSED_MAX).map((x): Value => [x.id, x.code]),
  ]);
export const decodePushed = (bytes: Uint8Array): Read<Pushed> =>
  read(bytes, 'push', ([accepted, duplicate, parked, quarantined, items, more]) => {
    const refused = isArrayOf(items, 0, REFUSED_MAX) ? parseAll(items, parseRefused) : null;
    return isUint(accepted) &&
      isUint(duplicate) &&
      isUint(parked) &&
      isUint(quarantined) &&
      refused &&
      more === undefined
      ? { accepted, duplicate, parked, quarantined, refused }
      : null;
  });
