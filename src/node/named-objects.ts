/** Stored objects that live claims name, over all spaces: what must be held for the evidence to be whole. */
import { type BlobObject, parseObject } from '../evidence/anchor.ts';
import type { Parts } from './parts.ts';

export async function namedObjects(parts: Parts): Promise<readonly BlobObject[]> {
  const out: BlobObject[] = [];
  for (const id of await parts.projection.idsOf('Evidence', null))
    for (const claim of await parts.projection.claimsOf(id)) {
      const object = claim.field === 'object' ? parseObject(claim.value) : null;
      if (object) out.push(object);
    }
  return out;
}
