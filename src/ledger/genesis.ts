/** Makes the first entry of a space: its founder's seat and writer, and for a private space its first epoch. */
import { type EpochKey, epochId, type MadeEntry, makeControlEntry, type WriterState } from './entry-make.ts';
import { makeWriterCertificate } from './membership-sign.ts';
import type { Primitives, Seat, Wrap } from './model.ts';
import { grantInfo, seatBytes } from './seat.ts';

/** Inside a genesis the space has no id yet: its signatures and its epoch stand over 32 zero bytes. */
const NO_SPACE = new Uint8Array(32);

export interface GenesisInput {
  readonly public: boolean;
  readonly seatSeed: Uint8Array;
  readonly kemSecret: Uint8Array;
  readonly partySeed: Uint8Array;
  readonly writerSeed: Uint8Array;
  readonly now: number;
  readonly text: string;
  readonly salt: Uint8Array;
}
export interface Genesis {
  readonly entry: MadeEntry['entry'];
  readonly block: Uint8Array;
  /** 32 bytes: the genesis entry's id. */
  readonly space: Uint8Array;
  readonly epoch: EpochKey | null;
  /** State of the founder's writer after the genesis. */
  readonly writer: WriterState;
}

export async function makeGenesis(p: Primitives, g: GenesisInput): Promise<Genesis> {
  const seatKey = p.publicKey(g.seatSeed);
  const kem = await p.kemPublicKey(g.kemSecret);
  const seat: Seat = {
    key: seatKey,
    kem,
    party: p.publicKey(g.partySeed),
    psig: p.sign(g.partySeed, seatBytes(NO_SPACE, seatKey, kem)),
    role: 4,
  };
  const publicKey = p.publicKey(g.writerSeed);
  const secret = g.public ? null : p.random(32);
  const epoch: EpochKey | null = secret && { epoch: epochId(p, NO_SPACE, secret), secret };
  const wraps: Wrap[] = [];
  if (epoch) {
    const sealed = await p.hpkeSeal(kem, grantInfo(NO_SPACE, seatKey, epoch.epoch), epoch.secret);
    wraps.push({ seat: seatKey, epoch: epoch.epoch, enc: sealed.enc, ct: sealed.ct });
  }
  const writer: WriterState = { space: NO_SPACE, seed: g.writerSeed, publicKey, seq: 0, prev: null, ms: 0, ctr: 0 };
  const made = makeControlEntry(
    p,
    writer,
    {
      op: 0,
      public: g.public,
      seat,
      cert: makeWriterCertificate(p, g.seatSeed, NO_SPACE, publicKey),
      next: epoch && { n: 0, epoch: epoch.epoch, wraps },
    },
    { text: g.text, salt: g.salt, cards: [], applications: [] },
    g.now,
    epoch,
  );
  return { entry: made.entry, block: made.block, space: made.id, epoch, writer: { ...made.next, space: made.id } };
}
