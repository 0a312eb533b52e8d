/** One case space as an edition reads it: folded records, nothing decided about what the public may see. */
import type { SpaceInfo } from '../contract/api.ts';
import type { KindName } from '../records/kind-names.ts';
import type { RecordView } from '../records/model.ts';
import type { EditionSigner, EditionSource } from '../publishing/port.ts';
import { orgSeed, ourChain } from './coalition/identity.ts';
import type { Parts } from './parts.ts';
import { startReading } from './reading.ts';
import type { Space } from './spaces.ts';

export async function editionSource(parts: Parts, space: Space, asOfMs: number): Promise<EditionSource> {
  const reading = await startReading(parts);
  const cache = new Map<KindName, readonly RecordView[]>();
  const info: SpaceInfo = space.info;
  return {
    space: info,
    asOf: new Date(asOfMs).toISOString(),
    async records(kind) {
      const cached = cache.get(kind);
      if (cached) return cached;
      const views: RecordView[] = [];
      for (const [n, view] of (await reading.views(kind, space)).entries()) {
        // Others of this thread have their turn: a large case is read for seconds.
        if (n % 100 === 99) await new Promise((resolve) => setImmediate(resolve));
        const item = await reading.item(view.id);
        if (item?.dayLo == null || item.dayLo <= asOfMs) views.push(view);
      }
      cache.set(kind, views);
      return views;
    },
  };
}

/** The organisation's key signs editions the one that its newest card names. */
export async function editionSigner(parts: Parts): Promise<EditionSigner | null> {
  const ours = await ourChain(parts.primitives, parts.ledger);
  const seed = ours && (await orgSeed(parts.ledger, ours.chain));
  return seed
    ? { publicKey: parts.primitives.publicKey(seed), sign: (message) => parts.primitives.sign(seed, message) }
    : null;
}
