/**
 * Ids of imported records and content keys of imported rows, both HMAC-SHA-256 under the space's salt:
 *
 *   record id   uuid8 of mac(text('kua-import-1', namespace, kind, key parts…))
 *   content key mac(text('kua-ck-1', profile, row key))[0..16] || mac(text('kua-ck-1', profile, row key, content))[0..16]
 *
 * `text` = the parts in UTF-8, each preceded by its length in bytes and a colon, so that no two lists give one text.
 * Persons imported into a public space get random ids: there, derived ones could be guessed from names.
 */
import { utf8 } from '../base/bytes.ts';
import { uuid4, uuid8 } from '../base/ids.ts';
import type { KindName } from '../records/kind-names.ts';
import type { ImportTarget } from './port.ts';

type Keyed = Pick<ImportTarget, 'mac'>;

function framed(parts: readonly string[]): Uint8Array {
  let text = '';
  for (const p of parts) text += `${Buffer.byteLength(p)}:${p}`;
  return utf8(text);
}

/** Id of the record of this kind and key: the same file gives the same ids on any node of the space. */
export function derivedId(target: Keyed, namespace: string, kind: KindName, key: readonly string[]): Uint8Array {
  return uuid8(target.mac(framed(['kua-import-1', namespace, kind, ...key])));
}

/** Null where the id must be random: a person in a public space. */
export function importId(
  target: Pick<ImportTarget, 'mac' | 'isPublic'>,
  namespace: string,
  kind: KindName,
  key: readonly string[],
): Uint8Array | null {
  return kind === 'Person' && target.isPublic ? null : derivedId(target, namespace, kind, key);
}

export const randomId = (target: Pick<ImportTarget, 'random'>): Uint8Array => uuid4(target.random(16));

/** Says which row of which profile: 16 bytes. */
export function firstHalf(target: Keyed, profile: string, rowKey: string): Uint8Array {
  return target.mac(framed(['kua-ck-1', profile, rowKey])).slice(0, 16);
}

/** Says what the row says: 16 bytes. */
export function secondHalf(target: Keyed, profile: string, rowKey: string, content: string): Uint8Array {
  return target.mac(framed(['kua-ck-1', profile, rowKey, content])).slice(0, 16);
}
