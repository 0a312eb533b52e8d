/** The custody trail of a file, by its SHA-256, over every space that holds it. */
import { refuse } from '../../base/failures.ts';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import { custodyTrail } from '../../evidence/custody.ts';
import type { Parts } from '../parts.ts';
import { startReading } from '../reading.ts';
import { valueToJson } from './json.ts';

export async function custody(parts: Parts, input: ApiIn<'custody'>): Promise<ApiOut<'custody'>> {
  const sha256 = input.sha256.toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(sha256)) return refuse('E_USAGE', { reason: 'a SHA-256 has 64 hexadecimal digits' });
  const reading = await startReading(parts);
  const evidence = [];
  const trail = [];
  const spaces = input.space === undefined ? parts.spaces.all() : [parts.spaces.find(input.space)];
  for (const space of spaces)
    for (const id of await parts.projection.idsOf('Evidence', [space.hex])) {
      const claims = await parts.projection.claimsOf(id);
      if (!claims.some((x) => x.field === 'sha256' && x.value === sha256)) continue;
      evidence.push({ id, space: space.info.slug });
      for (const { event, party, ...line } of custodyTrail(claims))
        trail.push({
          ...line,
          space: space.info.slug,
          organisation: party === null ? null : reading.authorOf(party),
          event: valueToJson(event),
        });
    }
  if (evidence.length === 0) return refuse('E_NOT_FOUND', { id: sha256 });
  return { sha256, evidence, trail };
}
