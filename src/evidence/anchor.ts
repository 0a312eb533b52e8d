/**
 * The entries of an ingest: the anchor, which says what was stored and under which key, and the first custody event.
 * One anchor per item and nothing else in it, so that disclosing it discloses nothing else; written with codec 0 (`plain`).
 */
import { toHex } from '../base/bytes.ts';
import type { Ctx, Payload, PayloadClaim, Value } from '../ledger/model.ts';

/** What stores an original: the claim Evidence.object = [alg, sha256, size, address, key]. */
export interface BlobObject {
  /** 0 plain, 1 A256GCM-STREAM-1M; others come from newer programs and cannot be opened here. */
  readonly alg: number;
  /** Of the original bytes. */
  readonly sha256: Uint8Array;
  /** Length of the original. */
  readonly size: number;
  /** SHA-256 of the stored bytes; equals `sha256` when plain. */
  readonly address: Uint8Array;
  /** 32 bytes, null when plain. */
  readonly key: Uint8Array | null;
}

export const objectValue = (o: BlobObject): Value => [o.alg, o.sha256, o.size, o.address, o.key];

/** The object a claim value describes, or null when it is not one. An unknown `alg` is kept. */
export function parseObject(value: Value): BlobObject | null {
  if (!Array.isArray(value) || value.length !== 5) return null;
  const [alg, sha256, size, address, key] = value as readonly Value[];
  const isHash = (v: Value | undefined): v is Uint8Array => v instanceof Uint8Array && v.length === 32;
  if (typeof alg !== 'number' || typeof size !== 'number' || !isHash(sha256) || !isHash(address)) return null;
  if (!Number.isSafeInteger(size) || size < 0 || !(key === null || isHash(key))) return null;
  if ((alg === 0 && key !== null) || (alg === 1 && key === null)) return null;
  return { alg, sha256, size, address, key: key ?? null };
}

const OWN: Ctx = { conf: 'reported', src: [{ type: 'own' }], obs: null, extra: {} };
const KIND = 'Evidence';

/** A payload without ends, batch or person: custody names devices and organisations only. */
const payloadOf = (claims: readonly PayloadClaim[]): Payload => ({ by: null, ctx: OWN, claims, ends: [], batch: null });

/** Payload of the anchor entry. `mime` is as sniffed; `kind` a term of evidence_kind. The hash stands in hex, as records read it. */
export function anchorPayload(
  subject: Uint8Array,
  item: { readonly object: BlobObject; readonly mime: string; readonly kind: string },
): Payload {
  const claim = (field: string, value: Value): PayloadClaim => ({ subject, kind: KIND, field, value, ctx: null });
  return payloadOf([
    claim('object', objectValue(item.object)),
    claim('sha256', toHex(item.object.sha256)),
    claim('size', item.object.size),
    claim('mime', item.mime),
    claim('kind', item.kind),
  ]);
}

export type CustodyAction =
  | 'capture'
  | 'ingestion'
  | 'digest'
  | 'fixity-check'
  | 'repair'
  | 'virus-check'
  | 'metadata-extraction'
  | 'content-test'
  | 'replication'
  | 'transfer-give'
  | 'transfer-accept'
  | 'derivation'
  | 'redaction'
  | 'export';

export interface CustodyEvent {
  readonly action: CustodyAction;
  /** UTC, RFC 3339. */
  readonly at: string;
  readonly agent: { readonly tool: string; readonly version: string; readonly device?: string };
  readonly outcome: 'ok' | 'fail' | 'partial';
  /** What the action says of itself: channel, the sender's hash, counts. */
  readonly detail?: { readonly [key: string]: Value };
  /** Organisation, never an address. */
  readonly place?: string;
  readonly from?: string;
  readonly to?: string;
  /** Entries of this item's trail that its author had seen; the anchor or the newest custody entries. */
  readonly prev: readonly Uint8Array[];
}

/** Value of a claim `Evidence.custody`. */
export function custodyValue(e: CustodyEvent): Value {
  const value: { [key: string]: Value } = {
    action: e.action,
    at: e.at,
    at_precision: 'second',
    agent: { ...e.agent },
    outcome: e.outcome,
    prev: e.prev,
  };
  if (e.detail !== undefined) value['detail'] = e.detail;
  if (e.place !== undefined) value['place'] = e.place;
  if (e.from !== undefined) value['from'] = e.from;
  if (e.to !== undefined) value['to'] = e.to;
  return value;
}

/** Payload of one custody entry about an item. */
export const custodyPayload = (subject: Uint8Array, event: CustodyEvent): Payload =>
  payloadOf([{ subject, kind: KIND, field: 'custody', value: custodyValue(event), ctx: null }]);

/** Payload of the `ingestion` event: how the item came in, and the sender's hash when one was given. */
export function ingestionPayload(
  subject: Uint8Array,
  e: Pick<CustodyEvent, 'at' | 'agent' | 'prev'> & { readonly channel: string; readonly claimedSha256: string | null },
): Payload {
  const detail: { [key: string]: Value } = { channel: e.channel };
  if (e.claimedSha256 !== null) detail['sha256'] = e.claimedSha256;
  return custodyPayload(subject, {
    action: 'ingestion',
    at: e.at,
    agent: e.agent,
    outcome: 'ok',
    detail,
    prev: e.prev,
  });
}
