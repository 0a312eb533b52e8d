/**
 * Spaces that we asked to join and of which nothing has arrived: their name (`local('space', id)`) and our seat are here, no entry is.
 */
import { fromHex } from '../../base/bytes.ts';
import type { SpaceInfo } from '../../contract/api.ts';
import type { Parts } from '../parts.ts';
import type { SpaceSettings } from '../spaces.ts';

export async function waitingSpaces(parts: Parts): Promise<readonly SpaceInfo[]> {
  const held = new Set(parts.spaces.all().map((s) => s.hex));
  const found: SpaceInfo[] = [];
  for (const { key, value } of await parts.ledger.locals('space')) {
    const id = held.has(key) ? null : fromHex(key);
    if (!id || (await parts.ledger.secrets('seat', id)).length === 0) continue;
    found.push({ ...(value as unknown as SpaceSettings), id: key, public: false });
  }
  return found;
}

/** By slug, id, or the first 8 or more characters of the id; null when none is meant. */
export async function waitingSpace(parts: Parts, name: string | undefined): Promise<SpaceInfo | null> {
  if (name === undefined) return null;
  const all = await waitingSpaces(parts);
  return (
    all.find((s) => s.slug === name || s.id === name) ??
    all.find((s) => name.length >= 8 && s.id.startsWith(name)) ??
    null
  );
}
