/**
 * Who has erased and who has not yet. A node answers an erasure with a receipt entry once nothing of it is left in its
 * files; a seat's own erase of its party's entry says the same. Until every live seat did, the erasure is an open duty.
 */
import { equalBytes, toHex } from '../../base/bytes.ts';
import { openBody } from '../../ledger/body.ts';
import { eraseEffect, type Erasing } from '../../ledger/erase-effect.ts';
import { decodeHeader } from '../../ledger/header.ts';
import { type Membership, partyOf } from '../../ledger/membership.ts';
import { type ErasedPayload, readReceipt, RECEIPT_MAX_ERASED } from '../../ledger/receipt.ts';
import type { StoredEntry } from '../../store/port.ts';
import type { Author } from '../author.ts';
import type { Parts } from '../parts.ts';
import type { Space } from '../spaces.ts';
import { erasingOf } from './erasure.ts';

/** One erase entry and how far it is obeyed. Parties and seats in hex. */
export interface ErasureStanding {
  readonly entry: Uint8Array;
  readonly ms: number;
  readonly ground: string;
  readonly party: string;
  readonly targets: readonly {
    readonly entry: Uint8Array;
    /** `erased`: obeyed here; `waiting`: a manager of a second party must ask too; `absent`: not arrived here; `none`: without effect. */
    readonly state: 'erased' | 'waiting' | 'absent' | 'none';
  }[];
  /** Parties with a live seat whose every live seat confirmed every target that is erased, and the others. */
  readonly done: readonly string[];
  readonly missing: readonly string[];
}

/** Seats (hex) that confirmed the erasure of an entry, by entry id in hex. */
type Confirmations = ReadonlyMap<string, ReadonlySet<string>>;

const seatOf = (m: Membership, writer: Uint8Array): string | undefined => m.certified.get(toHex(writer));

/** Entries that a receipt names; none when it is of another kind, not accepted, or unreadable. */
function receiptOf(parts: Parts, e: StoredEntry): readonly ErasedPayload[] {
  const header = decodeHeader(e.header);
  if (e.state !== 'accepted' || !header.ok || !e.block) return [];
  const body = openBody(parts.primitives, header.value, e.block, () => null);
  const receipt = body.ok && body.value.type === 'receipt' ? readReceipt(body.value.value) : null;
  return receipt?.is === 'erased' ? receipt.entries : [];
}

interface Said {
  readonly stored: StoredEntry;
  readonly erasing: Erasing;
}

async function erasesOf(parts: Parts, space: Space): Promise<readonly Said[]> {
  const all = await parts.ledger.answers(space.id, 2, 0);
  return all.flatMap((stored) => {
    const erasing = erasingOf(parts.primitives, stored, space.membership);
    return erasing ? [{ stored, erasing }] : [];
  });
}

async function confirmationsOf(parts: Parts, space: Space, erases: readonly Said[]): Promise<Confirmations> {
  const m = space.membership;
  const out = new Map<string, Set<string>>();
  const add = (entry: Uint8Array, seat: string | undefined): void => {
    if (seat === undefined) return;
    const key = toHex(entry);
    out.set(key, (out.get(key) ?? new Set()).add(seat));
  };
  for (const e of await parts.ledger.answers(space.id, 3, 0))
    for (const erased of receiptOf(parts, e)) add(erased.entry, seatOf(m, e.writer));
  for (const { stored, erasing } of erases)
    for (const t of erasing.targets) {
      const target = await parts.ledger.entry(t.entry);
      const party = target && partyOf(m, target.writer);
      if (party && toHex(party) === erasing.party) add(t.entry, seatOf(m, stored.writer));
    }
  return out;
}

/** Appends receipts for what this node has erased in these spaces (hex) and not confirmed yet. Returns how many entries they name. */
export async function answerErasures(parts: Parts, author: Author, spaces: readonly string[]): Promise<number> {
  // Members may have changed in the very batch that brought the erasure.
  await parts.spaces.reload();
  let answered = 0;
  for (const space of parts.spaces.all()) {
    const { seat } = space;
    if (!spaces.includes(space.hex) || !seat?.live) continue;
    const mine = toHex(seat.seat.key);
    const confirmed = await confirmationsOf(parts, space, await erasesOf(parts, space));
    const owed = new Map<string, ErasedPayload>();
    for (const { entry, ph } of await parts.ledger.erased(space.id))
      if (!confirmed.get(toHex(entry))?.has(mine)) owed.set(toHex(entry), { entry, ph });
    const rows = [...owed.values()];
    for (let at = 0; at < rows.length; at += RECEIPT_MAX_ERASED)
      await author.receipt(space, { is: 'erased', entries: rows.slice(at, at + RECEIPT_MAX_ERASED) });
    answered += rows.length;
  }
  return answered;
}

/** Live seats of a space by party, hex. */
function liveSeats(m: Membership): ReadonlyMap<string, readonly string[]> {
  const out = new Map<string, string[]>();
  for (const [seat, standing] of m.seats) {
    const party = toHex(standing.seat.party);
    if (standing.live) out.set(party, [...(out.get(party) ?? []), seat]);
  }
  return out;
}

/** Every erase of a space that is accepted, oldest first, with who has obeyed it. */
export async function erasuresOf(parts: Parts, space: Space): Promise<readonly ErasureStanding[]> {
  const m = space.membership;
  const erases = await erasesOf(parts, space);
  const confirmed = await confirmationsOf(parts, space, erases);
  const seats = liveSeats(m);
  const out: ErasureStanding[] = [];
  for (const { stored, erasing } of erases) {
    const targets: ErasureStanding['targets'][number][] = [];
    for (const t of erasing.targets) {
      const held = await parts.ledger.entry(t.entry);
      const party = held && partyOf(m, held.writer);
      const erased = { entry: t.entry, ph: t.ph, party: party ? toHex(party) : null };
      const named = erases.map((e) => e.erasing).filter((e) => e.targets.some((x) => equalBytes(x.entry, t.entry)));
      const effect = eraseEffect(erased, named);
      const counts = effect.state === 'effective' && effect.by.some((b) => equalBytes(b.entry, erasing.entry));
      const waits = effect.state === 'waiting' && erasing.manages;
      const state = !held
        ? 'absent'
        : held.kind === 0 && counts
          ? 'erased'
          : held.kind === 0 && waits
            ? 'waiting'
            : 'none';
      targets.push({ entry: t.entry, state });
    }
    const asked = targets.filter((t) => t.state === 'erased');
    const did = (seat: string): boolean => asked.every((t) => confirmed.get(toHex(t.entry))?.has(seat) ?? false);
    const parties = [...seats].map(([party, all]) => ({ party, done: all.every(did) }));
    out.push({
      entry: erasing.entry,
      ms: stored.ms,
      ground: groundOf(parts, stored),
      party: erasing.party,
      targets,
      done: asked.length === 0 ? [] : parties.filter((x) => x.done).map((x) => x.party),
      missing: asked.length === 0 ? [] : parties.filter((x) => !x.done).map((x) => x.party),
    });
  }
  return out.sort((a, b) => a.ms - b.ms || (toHex(a.entry) < toHex(b.entry) ? -1 : 1));
}

/** Why it was erased, as its author wrote. */
export function groundOf(parts: Pick<Parts, 'primitives'>, e: StoredEntry): string {
  const header = decodeHeader(e.header);
  if (!header.ok || !e.block) return '';
  const body = openBody(parts.primitives, header.value, e.block, () => null);
  return body.ok && body.value.type === 'erase' ? body.value.erase.ground : '';
}

/** Erasures that a live seat has not confirmed, or that wait for a manager of a second party. */
export const isOpen = (e: ErasureStanding): boolean =>
  e.missing.length > 0 || e.targets.some((t) => t.state === 'waiting');
