/**
 * Epochs that a live seat cannot open, wrapped to it once more. A grant wraps the epochs that its author knows; an epoch begun
 * meanwhile elsewhere, or by a removal that did not stand, leaves a member out. Whoever manages makes it good as soon as it learns of
 * both; where nobody who manages holds the epoch, whoever writes (docs/decisions/0030).
 */
import { toHex } from '../../base/bytes.ts';
import { KuaFailure } from '../../base/failures.ts';
import { authorityOf, makeGrant, makeRotate } from '../../ledger/control-make.ts';
import type { EpochKey, WriterState } from '../../ledger/entry-make.ts';
import { newEpoch, readingSeats, removalsSeen, WRAPS_MAX, wrapEpochs } from '../../ledger/epochs.ts';
import type { ControlEntry } from '../../ledger/membership.ts';
import type { NextEpoch, Seat } from '../../ledger/model.ts';
import type { LedgerReader } from '../../store/port.ts';
import { authorOf, type Context } from '../context.ts';
import type { Space } from '../spaces.ts';

const begunBy = ({ control: c }: ControlEntry): NextEpoch | null =>
  c.op === 0 || c.op === 3 || c.op === 4 ? c.next : null;

/**
 * Seats (hex) that hold each epoch (hex): by an effective entry, or by the one that began it, effective or not: a void removal still
 * gave its epoch to those it named. No other void entry counts, or a removed member could say who needs nothing.
 */
function holders({ membership: m, controls }: Space): ReadonlyMap<string, ReadonlySet<string>> {
  const out = new Map<string, Set<string>>();
  const add = (epoch: Uint8Array, seat: Uint8Array): void => {
    const key = toHex(epoch);
    out.set(key, (out.get(key) ?? new Set()).add(toHex(seat)));
  };
  for (const entry of controls) {
    const { control } = entry;
    const begun = begunBy(entry);
    const counts = m.effective.has(toHex(entry.id));
    for (const wrap of begun?.wraps ?? [])
      if (counts || toHex(wrap.epoch) === toHex(begun?.epoch ?? new Uint8Array())) add(wrap.epoch, wrap.seat);
    if (control.op === 2 && counts) for (const wrap of control.wraps) add(wrap.epoch, wrap.seat);
  }
  return out;
}

interface Lacking {
  readonly seat: Seat;
  readonly epochs: readonly EpochKey[];
}

/** Epochs (hex) whose beginner knew of a removal that is not held here: whom they leave out may be left out on purpose. */
async function unsureEpochs(ledger: LedgerReader, space: Space): Promise<ReadonlySet<string>> {
  const begun = space.controls.flatMap((c) => {
    const next = begunBy(c);
    return next ? [{ epoch: next.epoch, deps: c.header.deps }] : [];
  });
  const places = await ledger.places(
    space.id,
    begun.flatMap((b) => b.deps),
  );
  const held = new Set(places.map((place) => toHex(place.id)));
  return new Set(begun.filter((b) => b.deps.some((id) => !held.has(toHex(id)))).map((b) => toHex(b.epoch)));
}

/**
 * Live seats that read, with the epochs held here that they lack: at most what one entry carries. `manages`: we do; otherwise
 * epochs that some live manager holds are left to those.
 */
async function lackingIn(ledger: LedgerReader, space: Space, manages: boolean): Promise<readonly Lacking[]> {
  const known = holders(space);
  const managers = [...space.membership.seats].filter(([, s]) => s.live && s.role === 4).map(([key]) => key);
  const unsure = await unsureEpochs(ledger, space);
  const held = (await ledger.secrets('epoch', space.id)).filter(
    (e) => !unsure.has(toHex(e.id)) && (manages || !managers.some((key) => known.get(toHex(e.id))?.has(key))),
  );
  let left = WRAPS_MAX - space.membership.seats.size;
  return readingSeats(space.membership).flatMap((seat): Lacking[] => {
    const epochs = held.filter((e) => !known.get(toHex(e.id))?.has(toHex(seat.key))).slice(0, Math.max(0, left));
    left -= epochs.length;
    return epochs.length > 0 ? [{ seat, epochs: epochs.map((e) => ({ epoch: e.id, secret: e.secret })) }] : [];
  });
}

/** A manager grants each seat what it has already, with the epochs that it lacks. */
async function grant(c: Context, space: Space, auth: Uint8Array, lacking: readonly Lacking[]): Promise<number> {
  const p = c.parts.primitives;
  const make = async ({ now }: { readonly now: number }) => {
    const grants = lacking.map(async ({ seat, epochs }) => ({
      seat,
      wraps: await wrapEpochs(p, space.id, [seat], epochs),
    }));
    return (await Promise.all(grants)).map(
      (one) => (writer: WriterState) => makeGrant(p, writer, { auth, ...one }, { now }),
    );
  };
  return (await authorOf(c).control(space, make, undefined, { note: false })).length;
}

/** Others may only begin an epoch: one for all, which carries the missing ones beside itself. */
async function rotate(c: Context, space: Space, auth: Uint8Array, lacking: readonly Lacking[]): Promise<number> {
  const p = c.parts.primitives;
  const { next, key } = await newEpoch(p, space.id, space.membership);
  const more = await Promise.all(lacking.map(({ seat, epochs }) => wrapEpochs(p, space.id, [seat], epochs)));
  const whole = { ...next, wraps: [...next.wraps, ...more.flat()] };
  const made = await authorOf(c).control(
    space,
    async ({ now }) => [
      (writer) => {
        const deps = removalsSeen(space.membership, space.controls, writer.publicKey);
        return makeRotate(p, writer, { auth, next: whole }, { now, deps });
      },
    ],
    (tx) => tx.putSecret({ type: 'epoch', space: space.id, id: key.epoch, secret: key.secret }),
    { note: false },
  );
  return made.length;
}

/** Spaces as they were looked at: read anew when members or keys change, so that a long sync looks once and not with every page. */
const LOOKED = new WeakSet<Space>();

/**
 * Wraps what live seats lack, in every private space where we manage or write. Returns how many entries were written. What cannot be
 * written now (a full disk, a seat that ended) waits for the next exchange. Spaces are fresh, before and after.
 */
export async function shareEpochs(c: Context): Promise<number> {
  let written = 0;
  for (const space of c.parts.spaces.all()) {
    const key = space.public || space.info.role === 'own' ? undefined : space.seat?.seat.key;
    if (!key || LOOKED.has(space)) continue;
    LOOKED.add(space);
    const manages = authorityOf(space.membership, key, 2);
    const auth = manages ?? authorityOf(space.membership, key, 4);
    const lacking = auth ? await lackingIn(c.parts.ledger, space, manages !== null) : [];
    if (!auth || lacking.length === 0) continue;
    try {
      written += await (manages ? grant : rotate)(c, space, auth, lacking);
    } catch (error) {
      LOOKED.delete(space);
      if (!(error instanceof KuaFailure)) throw error;
    }
  }
  if (written > 0) await c.parts.spaces.refresh();
  return written;
}
