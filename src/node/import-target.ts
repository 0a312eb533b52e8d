/** What the import engine writes to: one space of this node (src/intake/port.ts). */
import { toHex } from '../base/bytes.ts';
import type { ImportTarget } from '../intake/port.ts';
import type { Author } from './author.ts';
import type { Parts } from './parts.ts';
import { startReading } from './reading.ts';
import type { Space } from './spaces.ts';
import { frozenRow } from './writes/frozen.ts';

export async function importTarget(parts: Parts, author: Author, space: Space): Promise<ImportTarget> {
  const parties = (await parts.ledger.secrets('party', space.id)).map((s) => toHex(s.id));
  return {
    space: space.hex,
    isPublic: space.public,
    mac: (bytes) => parts.primitives.hmacSha256(space.salt, bytes),
    random: parts.random,
    async known(firstHalves) {
      const found = await Promise.all(
        parties.map((party) => parts.projection.knownRows(space.hex, party, firstHalves)),
      );
      return found.flat();
    },
    append: (drafts) => author.append(space, drafts),
    exists: (ids) => parts.projection.existing(ids),
    admit: async (row) => frozenRow(parts, await startReading(parts), row),
    async fold() {
      await parts.projection.catchUp();
    },
  };
}
