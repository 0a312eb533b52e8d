/** Makes a space: genesis entry with its keys, and what this node calls it. */
import { toHex } from '../base/bytes.ts';
import { refuse } from '../base/failures.ts';
import { makeGenesis } from '../ledger/genesis.ts';
import type { Parts } from './parts.ts';
import type { Space, SpaceSettings } from './spaces.ts';

/** Creates the space durably, with keys for this node's party, seat and writer. Throws E_SPACE_EXISTS. */
export async function newSpace(parts: Parts, settings: SpaceSettings, isPublic: boolean): Promise<Space> {
  if (parts.spaces.all().some((s) => s.info.slug === settings.slug)) refuse('E_SPACE_EXISTS', { space: settings.slug });
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(settings.slug))
    refuse('E_USAGE', { reason: `space name "${settings.slug}": a-z, 0-9 and hyphens` });
  const { primitives: p, ledger, clock } = parts;
  const [seatSeed, kemSecret, partySeed, writerSeed] = [
    p.random(32),
    p.random(32),
    p.random(32),
    p.random(32),
  ] as const;
  const made = await makeGenesis(p, {
    public: isPublic,
    seatSeed,
    kemSecret,
    partySeed,
    writerSeed,
    now: clock(),
    text: settings.title.en,
    salt: p.random(32),
  });
  const space = made.space;
  const kemPublic = await p.kemPublicKey(kemSecret);
  await ledger.transact(async (tx) => {
    await tx.putSecret({ type: 'seat', space, id: p.publicKey(seatSeed), secret: seatSeed });
    await tx.putSecret({ type: 'kem', space, id: kemPublic, secret: kemSecret });
    await tx.putSecret({ type: 'party', space, id: p.publicKey(partySeed), secret: partySeed });
    await tx.putSecret({ type: 'writer', space, id: made.writer.publicKey, secret: writerSeed });
    if (made.epoch) await tx.putSecret({ type: 'epoch', space, id: made.epoch.epoch, secret: made.epoch.secret });
    await tx.putLocal('space', toHex(space), { ...settings });
    await tx.putEntry({
      entry: made.entry,
      state: 'accepted',
      reason: null,
      block: made.block,
      payloadState: 'open',
      payloadCode: null,
    });
  });
  await parts.spaces.reload();
  return parts.spaces.find(toHex(space));
}
