/**
 * Epochs of a private space: under which to write, wrapping their secrets to seats and opening the wraps
 * (docs/formats/membership.md). HPKE base mode, info 'kua/grant/1' || space || seat-key || epoch.
 */
import { compareBytes, equalBytes, toHex } from '../base/bytes.ts';
import { type EpochKey, epochId } from './entry-make.ts';
import type { ControlEntry, Membership } from './membership-model.ts';
import type { NextEpoch, Primitives, Seat, Wrap } from './model.ts';
import { grantInfo } from './seat.ts';

/** The first epoch of a space was made before the space had an id. */
const NO_SPACE = new Uint8Array(32);

/** Wraps that fit into one control entry beside everything else; a grant of more epochs is several grants. */
export const WRAPS_MAX = 1800;

/** Live seats that read: those that a new epoch is wrapped to. Sorted by key. */
export function readingSeats(m: Membership): readonly Seat[] {
  return [...m.seats]
    .filter(([, s]) => s.live && s.role >= 2)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, s]) => s.seat);
}

/**
 * The epoch to write under: of those whose wraps cover every live seat that reads and no seat that was ended or lost every
 * grant, the highest (n, entry id). 'rotate': none, so a new one comes first. `usable` leaves out epochs, such as those
 * whose secret this node could not open. Of a private space; a public one has no epochs.
 */
export function eligibleEpoch(
  m: Membership,
  usable: (epoch: Uint8Array) => boolean = () => true,
): { readonly n: number; readonly epoch: Uint8Array } | 'rotate' {
  const readers = readingSeats(m).map((s) => toHex(s.key));
  const out = (key: string): boolean => m.fallen.has(key) || m.seats.get(key)?.live === false;
  const found = m.epochs.findLast(
    (e) => readers.every((key) => e.covers.has(key)) && ![...e.covers].some(out) && usable(e.epoch),
  );
  return found ? { n: found.n, epoch: found.epoch } : 'rotate';
}

/** Every secret to every seat, seat by seat: 500 wraps take well under two seconds. */
export async function wrapEpochs(
  p: Primitives,
  space: Uint8Array,
  seats: readonly Pick<Seat, 'key' | 'kem'>[],
  secrets: readonly EpochKey[],
): Promise<readonly Wrap[]> {
  const sealed = seats.flatMap(({ key, kem }) =>
    secrets.map(async ({ epoch, secret }): Promise<Wrap> => {
      const { enc, ct } = await p.hpkeSeal(kem, grantInfo(space, key, epoch), secret);
      return { seat: key, epoch, enc, ct };
    }),
  );
  return Promise.all(sealed);
}

export type OpenedWrap = EpochKey | { readonly epoch: Uint8Array; readonly code: 'E_EPOCH' };

/** A secret belongs to its epoch when it hashes to it, in the space or, for the first epoch, in the space before its id. */
const isOf = (p: Primitives, space: Uint8Array, epoch: Uint8Array, secret: Uint8Array): boolean =>
  secret.length === 32 &&
  (equalBytes(epochId(p, space, secret), epoch) || equalBytes(epochId(p, NO_SPACE, secret), epoch));

/**
 * The wraps addressed to our seat, in their order. E_EPOCH: it does not open with our key, or what it holds does not hash
 * to the epoch it names; its secret is not taken.
 */
export async function openWraps(
  p: Primitives,
  space: Uint8Array,
  seat: { readonly key: Uint8Array; readonly kemSecret: Uint8Array },
  wraps: readonly Wrap[],
): Promise<readonly OpenedWrap[]> {
  const open = async (w: Wrap): Promise<OpenedWrap> => {
    const sealedFor = (s: Uint8Array) => p.hpkeOpen(seat.kemSecret, grantInfo(s, seat.key, w.epoch), w.enc, w.ct);
    // The founder's own wrap, inside the genesis, was sealed before the space had an id.
    const secret = (await sealedFor(space)) ?? (await sealedFor(NO_SPACE));
    return secret && isOf(p, space, w.epoch, secret) ? { epoch: w.epoch, secret } : { epoch: w.epoch, code: 'E_EPOCH' };
  };
  return Promise.all(wraps.filter((w) => equalBytes(w.seat, seat.key)).map(open));
}

/** Most `deps` that a header carries. */
const DEPS_MAX = 16;

/**
 * The removals by other writers that were known when an epoch began, the newest 16, as `deps` of the entry that begins it: who holds
 * that entry and not these does not know yet whom the epoch leaves out on purpose.
 */
export function removalsSeen(
  m: Membership,
  controls: readonly ControlEntry[],
  writer: Uint8Array,
): readonly Uint8Array[] {
  const effective = new Set([...m.revokes.values()].flatMap((list) => list.map((r) => toHex(r.entry))));
  return controls
    .filter((c) => effective.has(toHex(c.id)) && !equalBytes(c.header.writer, writer))
    .toSorted((a, b) => b.header.ms - a.header.ms || compareBytes(a.id, b.id))
    .slice(0, DEPS_MAX)
    .map((c) => c.id)
    .toSorted(compareBytes);
}

/** `n` of the next epoch: one above the highest known. */
export const nextNumber = (m: Membership): number => Math.min((m.epochs.at(-1)?.n ?? -1) + 1, Number.MAX_SAFE_INTEGER);

/**
 * A fresh epoch wrapped to every live seat that reads, without those that are about to be ended: what a revoke and a
 * rotate carry.
 */
export async function newEpoch(
  p: Primitives,
  space: Uint8Array,
  m: Membership,
  ending: readonly Uint8Array[] = [],
): Promise<{ readonly next: NextEpoch; readonly key: EpochKey }> {
  const secret = p.random(32);
  const key: EpochKey = { epoch: epochId(p, space, secret), secret };
  const seats = readingSeats(m).filter((s) => !ending.some((e) => equalBytes(e, s.key)));
  return { next: { n: nextNumber(m), epoch: key.epoch, wraps: await wrapEpochs(p, space, seats, [key]) }, key };
}
