/**
 * Ids and content keys of imported rows, derived by a keyed hash under the space salt, so that the same file gives the
 * same ids on any node of the space and nobody outside can guess them. Parts are joined by 0x1f (unit separator), which
 * counts as a blank inside them, so that cells never run into each other.
 */
import { concatBytes, toHex, utf8 } from '../base/bytes.ts';
import { type RecordId, uuid8 } from '../base/ids.ts';
import type { Value } from '../ledger/model.ts';
import { canonicalText } from './canonical.ts';
import { type KindName, recordId } from './kind-names.ts';

/** HMAC-SHA-256 under the space salt. */
export type SpaceMac = (bytes: Uint8Array) => Uint8Array;

const SEPARATOR = '\u001f';
const SEPARATORS = new RegExp(SEPARATOR, 'g');

const joined = (parts: readonly string[]): Uint8Array =>
  utf8(parts.map((p) => p.normalize('NFC').replace(SEPARATORS, ' ')).join(SEPARATOR));

export interface ImportId {
  readonly text: RecordId;
  readonly id: Uint8Array;
}

/** UUIDv8 of a record from an import: "kua-import-1", id namespace of the profile, kind, canonical key. */
export function importId(mac: SpaceMac, namespace: string, kind: KindName, key: readonly string[]): ImportId {
  const id = uuid8(mac(joined(['kua-import-1', namespace, kind, ...key])));
  return { text: recordId(kind, id), id };
}

/**
 * Content key of a row: 16 bytes over profile and row key, then 16 over these and the mapped values. Both halves known:
 * the row was imported as it is; the first alone: it was imported with other values.
 */
export function contentKey(mac: SpaceMac, profile: string, rowKey: readonly string[], values: Value): Uint8Array {
  const first = mac(joined(['kua-ck-1', profile, ...rowKey])).slice(0, 16);
  const second = mac(
    concatBytes(joined(['kua-ck-1', profile, ...rowKey]), utf8(SEPARATOR + canonicalText(values))),
  ).slice(0, 16);
  return concatBytes(first, second);
}

/** The halves of a content key in hex, as the store finds them. */
export const contentKeyHalves = (ck: Uint8Array): { readonly first: string; readonly second: string } => ({
  first: toHex(ck.slice(0, 16)),
  second: toHex(ck.slice(16, 32)),
});
