/**
 * Makes the control entries of a coalition: grant, revoke, rotate, accept, roster, each with an optional note that is sealed
 * when an epoch key is given. Nothing is judged here: the caller names an authority that holds (`authorityOf`) and keeps
 * the block below 262,144 bytes. Verification never imports this file.
 */
import { equalBytes, toHex } from '../base/bytes.ts';
import { type EpochKey, type MadeEntry, makeControlEntry, type WriterState } from './entry-make.ts';
import { roleFor } from './membership-chain.ts';
import type { Cut, Membership } from './membership-model.ts';
import type { Control, ControlNote, NextEpoch, Primitives, Seat, Wrap } from './model.ts';

export interface ControlOptions {
  readonly now: number;
  readonly deps?: readonly Uint8Array[];
  /** Name or reason, cards, applications; null or absent: the entry has no note. */
  readonly note?: Partial<ControlNote> | null;
  /** Seals the note: the epoch of a private space that its readers hold. A public space has none. */
  readonly key?: EpochKey | null;
}

function make(p: Primitives, w: WriterState, control: Control, o: ControlOptions): MadeEntry {
  const note = o.note ? { text: null, salt: null, cards: [], applications: [], ...o.note } : null;
  return makeControlEntry(p, w, control, note, o.now, o.key ?? null, o.deps ? { deps: o.deps } : {});
}

/** Lets a seat in. `wraps`: every epoch of the space for it (`wrapEpochs`); empty in a public space and for a relay. */
export const makeGrant = (
  p: Primitives,
  w: WriterState,
  g: { readonly auth: Uint8Array; readonly seat: Seat; readonly wraps: readonly Wrap[] },
  o: ControlOptions,
): MadeEntry => make(p, w, { op: 2, ...g }, o);

/** Ends a seat: what its writers wrote up to the cuts stays. `next`: a new epoch (`newEpoch`); null in a public space. */
export const makeRevoke = (
  p: Primitives,
  w: WriterState,
  r: {
    readonly auth: Uint8Array;
    readonly seatKey: Uint8Array;
    readonly cuts: readonly Cut[];
    readonly next: NextEpoch | null;
  },
  o: ControlOptions,
): MadeEntry => make(p, w, { op: 3, ...r }, o);

/** A new epoch, to write under when none is eligible. */
export const makeRotate = (
  p: Primitives,
  w: WriterState,
  r: { readonly auth: Uint8Array; readonly next: NextEpoch },
  o: ControlOptions,
): MadeEntry => make(p, w, { op: 4, ...r }, o);

/** Takes entries back in that lie beyond a cut: 1 to 1,000 ids, none of a control entry. */
export const makeAccept = (
  p: Primitives,
  w: WriterState,
  a: { readonly auth: Uint8Array; readonly entries: readonly Uint8Array[] },
  o: ControlOptions,
): MadeEntry => make(p, w, { op: 5, ...a }, o);

/** Publishes cards and applications in its note. */
export const makeRoster = (
  p: Primitives,
  w: WriterState,
  r: { readonly auth: Uint8Array },
  o: ControlOptions,
): MadeEntry => make(p, w, { op: 6, ...r }, o);

/**
 * What to name in `auth`: the most senior effective grant (for the founder: the genesis) that gives this live seat the role
 * that the operation needs. Null: it may not do that.
 */
export function authorityOf(m: Membership, seatKey: Uint8Array, op: 2 | 3 | 4 | 5 | 6): Uint8Array | null {
  const standing = m.seats.get(toHex(seatKey));
  if (!standing?.live) return null;
  return standing.grants.find((_, i) => (standing.grantRoles[i] ?? 0) >= roleFor(op)) ?? null;
}

/**
 * The cuts that keep everything we hold of a seat: the tips of its writers' branches. For a lower cut, as after a theft,
 * the caller names earlier entries instead.
 */
export const cutsOf = (
  m: Membership,
  seatKey: Uint8Array,
  tips: readonly { readonly writer: Uint8Array; readonly seq: number; readonly head: Uint8Array }[],
): readonly Cut[] =>
  tips
    .filter((t) => m.certificates.get(toHex(t.writer))?.some((c) => equalBytes(c.seat, seatKey)))
    .map((t) => ({ writer: t.writer, seq: t.seq, id: t.head }));
