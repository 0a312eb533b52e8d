/** The record kinds and the 3-letter prefixes of their ids (DESIGN section 3). */
import { decodeId, encodeId, type RecordId } from '../base/ids.ts';
import { type Failure, fail, ok, type Result } from '../base/result.ts';

export const KIND_PREFIX = {
  Signal: 'sig',
  Source: 'src',
  Evidence: 'evd',
  Person: 'per',
  Group: 'grp',
  Organisation: 'org',
  Place: 'plc',
  Event: 'evt',
  Act: 'act',
  Involvement: 'inv',
  Detention: 'det',
  ConnectivityObservation: 'obs',
  Outage: 'out',
  Figure: 'fig',
  Verification: 'ver',
  Statement: 'sta',
  CoSignature: 'cos',
  Demand: 'dem',
  Measurement: 'mea',
  Response: 'rsp',
  Delivery: 'dlv',
  Publication: 'pub',
  Relation: 'rel',
  Term: 'trm',
  Task: 'tsk',
} as const satisfies Record<string, string>;

export type KindName = keyof typeof KIND_PREFIX;
export const KIND_NAMES = Object.keys(KIND_PREFIX) as readonly KindName[];

const BY_PREFIX = new Map<string, KindName>(KIND_NAMES.map((k) => [KIND_PREFIX[k], k] as const));

export function isKindName(text: string): text is KindName {
  return Object.hasOwn(KIND_PREFIX, text);
}

/** Kind named by a prefix, or null for one of a newer version. */
export const kindOfPrefix = (prefix: string): KindName | null => BY_PREFIX.get(prefix) ?? null;

/** Text id of a 16-byte subject of a kind; a kind of a newer version gets the prefix `xxx`. */
export function recordId(kind: string, id: Uint8Array): RecordId {
  return encodeId(isKindName(kind) ? KIND_PREFIX[kind] : 'xxx', id);
}

export interface ParsedRecordId {
  readonly text: RecordId;
  readonly kind: KindName | null;
  readonly id: Uint8Array;
}

/** Parses a text id; with `kind` given, another kind's id is refused with E_ID_KIND. */
export function parseRecordId(text: string, kind?: KindName): Result<ParsedRecordId, Failure<'E_ID' | 'E_ID_KIND'>> {
  const decoded = decodeId(text);
  if (!decoded.ok) return decoded;
  const found = kindOfPrefix(decoded.value.prefix);
  if (kind && found !== kind)
    return fail('E_ID_KIND', { id: text, expected: KIND_PREFIX[kind], found: decoded.value.prefix });
  return ok({ text: text as RecordId, kind: found, id: decoded.value.id });
}
