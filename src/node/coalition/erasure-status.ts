/** Erasures of a space as people read them: who asked and why, who has erased, who has not yet. */
import { toHex } from '../../base/bytes.ts';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import type { ErasureJson, ErasureOpenJson } from '../../contract/areas/coalition.ts';
import type { Context } from '../context.ts';
import type { Parts } from '../parts.ts';
import { startReading } from '../reading.ts';
import type { Space } from '../spaces.ts';
import { erasuresOf, isOpen } from './erasure-receipts.ts';

const iso = (ms: number): string => new Date(ms).toISOString();

export async function erasureStatus(c: Context, input: ApiIn<'erasure.status'>): Promise<ApiOut<'erasure.status'>> {
  const space = c.parts.spaces.find(input.space);
  const reading = await startReading(c.parts);
  const named = (party: string) => ({ party, name: reading.authorOf(party) });
  const erasures = (await erasuresOf(c.parts, space)).map(
    (e): ErasureJson => ({
      entry: toHex(e.entry),
      at: iso(e.ms),
      ground: e.ground,
      by: named(e.party),
      open: isOpen(e),
      targets: e.targets.map((t) => ({ entry: toHex(t.entry), state: t.state })),
      done: e.done.map(named),
      missing: e.missing.map(named),
    }),
  );
  return { space: space.info.slug, open: erasures.filter((e) => e.open).length, erasures: erasures.toReversed() };
}

/** Those that a live seat has not confirmed, or that wait for a second party: rows of the coalition page, oldest first. */
export async function openErasures(parts: Parts, space: Space): Promise<readonly ErasureOpenJson[]> {
  return (await erasuresOf(parts, space)).filter(isOpen).map((e) => ({
    ...{ entry: toHex(e.entry), at: iso(e.ms), ground: e.ground, by: e.party },
    ...{ targets: e.targets.length, done: e.done, waiting: e.missing },
  }));
}
