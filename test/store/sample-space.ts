/** A space with one writer for tests of the store: real entries, made and signed by the ledger. */
import type { Payload } from '../../src/ledger/model.ts';
import { makeDataEntry, makeEraseEntry, type MadeEntry } from '../../src/ledger/entry-make.ts';
import { makeGenesis } from '../../src/ledger/genesis.ts';
import { nodePrimitives } from '../../src/store/node-primitives.ts';
import type { NewEntry } from '../../src/store/port.ts';

const p = nodePrimitives();

export interface SampleSpace {
  readonly id: Uint8Array;
  readonly writerKey: Uint8Array;
  readonly genesis: NewEntry;
  /** A data entry with one text claim. */
  data(text: string): NewEntry;
  erase(target: NewEntry): NewEntry;
}

const accepted = ({ entry, block }: Pick<MadeEntry, 'entry' | 'block'>): NewEntry => ({
  entry,
  state: 'accepted',
  reason: null,
  block,
  payloadState: 'open',
  payloadCode: null,
});

function noted(text: string): Payload {
  const ctx = { conf: 'reported', src: [{ type: 'own' } as const], obs: null, extra: {} };
  const claim = { subject: p.random(16), kind: 'Event', field: 'note', value: text, ctx: null };
  return { by: null, ctx, claims: [claim], ends: [], batch: null };
}

export async function sampleSpace(isPublic: boolean): Promise<SampleSpace> {
  const made = await makeGenesis(p, {
    public: isPublic,
    seatSeed: p.random(32),
    kemSecret: p.random(32),
    partySeed: p.random(32),
    writerSeed: p.random(32),
    now: 1_641_373_200_000,
    text: 'January',
    salt: p.random(32),
  });
  let writer = made.writer;
  const take = (entry: MadeEntry): NewEntry => {
    writer = entry.next;
    return accepted(entry);
  };
  return {
    id: made.space,
    writerKey: writer.publicKey,
    genesis: accepted(made),
    data: (text) =>
      take(makeDataEntry(p, writer, { payload: noted(text), plain: true }, made.epoch, 1_641_373_200_000)),
    erase: (target) =>
      take(
        makeEraseEntry(
          p,
          writer,
          { targets: [{ entry: target.entry.id, ph: target.entry.header.ph, ended: [] }], ground: 'consent withdrawn' },
          1_641_373_200_000,
        ),
      ),
  };
}
