/** What a person sees of a node, as one hash: every record's displayed values, without ids of claims, times and batches. */
import { createHash } from 'node:crypto';
import type { Parts } from '../../src/node/parts.ts';
import { foldRecord } from '../../src/records/fold.ts';
import { KIND_NAMES } from '../../src/records/kind-names.ts';

/** SHA-256 in hex over the displayed values of all records, ordered by kind and id. */
export async function displayedDump(parts: Parts, without: readonly string[] = []): Promise<string> {
  const hash = createHash('sha256');
  for (const kind of KIND_NAMES)
    for (const id of await parts.projection.idsOf(kind, null)) {
      if (without.includes(id)) continue;
      const view = foldRecord(id, await parts.projection.claimsOf(id));
      const fields = Object.entries(view.fields).map(([name, f]) => [
        name,
        f.value,
        f.n_competing,
        f.n_origins,
        f.claims.length,
      ]);
      hash.update(JSON.stringify([kind, id, fields]));
    }
  return hash.digest('hex');
}
