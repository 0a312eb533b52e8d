/** Ids of imported records: derived under the space's salt (records/import-ids.ts), except persons in a public space. */
import { uuid4 } from '../base/ids.ts';
import { importId } from '../records/import-ids.ts';
import type { KindName } from '../records/kind-names.ts';
import type { ImportTarget } from './port.ts';

/** Id of the record of this kind and key: the same file gives the same ids on any node of the space. */
export function derivedId(
  target: Pick<ImportTarget, 'mac'>,
  namespace: string,
  kind: KindName,
  key: readonly string[],
): Uint8Array {
  return importId((bytes) => target.mac(bytes), namespace, kind, key).id;
}

/** Null where the id must be random: a person in a public space, where derived ids could be guessed from names. */
export function recordIdBytes(
  target: Pick<ImportTarget, 'mac' | 'isPublic'>,
  namespace: string,
  kind: KindName,
  key: readonly string[],
): Uint8Array | null {
  return kind === 'Person' && target.isPublic ? null : derivedId(target, namespace, kind, key);
}

export const randomId = (target: Pick<ImportTarget, 'random'>): Uint8Array => uuid4(target.random(16));
