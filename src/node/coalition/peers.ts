/**
 * What we know of other nodes: what each holds (the port's peers: a seat's key for a node met by sync, a device's key for the
 * sender of a bundle, a seat's key too once it is known), which addresses we sync with, what each asked us for.
 */
import { fromHex, toHex } from '../../base/bytes.ts';
import { refuse } from '../../base/failures.ts';
import type { Json } from '../../base/result.ts';
import type { SyncPeerJson } from '../../contract/areas/exchange.ts';
import { decodeFrontier, encodeFrontier, type Frontier } from '../../ledger/frontier.ts';
import type { LedgerReader, LedgerTx } from '../../store/port.ts';
import type { Parts } from '../parts.ts';
import type { Space } from '../spaces.ts';

/** An address of a space, `local('sync-peer', SPACE/URL)`. Instants: UTC ms. */
export interface PeerRow {
  readonly url: string;
  readonly space: string;
  readonly at: number | null;
  readonly tried: number | null;
  readonly error: string | null;
  readonly failures: number;
  readonly next: number | null;
  /** Seat that answers there, as it said of itself; hex. */
  readonly seat: string | null;
}

const KIND = 'sync-peer';
const keyOf = (space: string, url: string): string => `${space}/${url}`;
const json = (value: object): Json => value as unknown as Json;

/** What a peer (seat or device key) held when we last heard of it; empty: nothing known. */
export async function peerFrontier(
  ledger: LedgerReader,
  space: Uint8Array,
  peer: Uint8Array,
): Promise<Frontier | null> {
  const row = (await ledger.peers(space)).find((p) => toHex(p.peer) === toHex(peer));
  const read = row && decodeFrontier(row.frontier);
  return read?.ok ? read.value : null;
}

export const putPeerFrontier = (
  tx: LedgerTx,
  space: Uint8Array,
  peer: Uint8Array,
  frontier: Frontier,
  at: number,
): Promise<void> => tx.putPeer({ space, peer, frontier: encodeFrontier(frontier), at, lastError: null });

export async function peerRows(ledger: LedgerReader, space?: string): Promise<readonly PeerRow[]> {
  const rows = (await ledger.locals(KIND)).map((row) => row.value as unknown as PeerRow);
  return rows.filter((row) => space === undefined || row.space === space);
}

export const putPeerRow = (tx: LedgerTx, row: PeerRow): Promise<void> =>
  tx.putLocal(KIND, keyOf(row.space, row.url), json(row));

const instant = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

export function peerJson(space: Space | undefined, row: PeerRow): SyncPeerJson {
  return {
    url: row.url,
    space: row.space,
    slug: space?.info.slug ?? row.space.slice(0, 12),
    at: instant(row.at),
    tried: instant(row.tried),
    last_error: row.error,
    failures: row.failures,
    next: instant(row.next),
    party: (row.seat && partyOfSeat(space, row.seat)) || null,
  };
}

function partyOfSeat(space: Space | undefined, seat: string): string | null {
  const standing = space?.membership.seats.get(seat);
  return standing ? toHex(standing.seat.party) : null;
}

/** Name of the organisation behind a seat (hex) of a space; null: not known here. */
export function organisationOfSeat(parts: Parts, space: Space | undefined, seat: string | null): string | null {
  const party = seat === null ? null : partyOfSeat(space, seat);
  return (party !== null && parts.spaces.organisations().get(party)) || null;
}

/** Notes an address of a space; known already: as it is. */
export async function addPeer(parts: Parts, space: string, url: string): Promise<PeerRow> {
  return parts.ledger.transact(async (tx) => {
    const known = (await tx.local(KIND, keyOf(space, url))) as unknown as PeerRow | null;
    if (known) return known;
    const row: PeerRow = {
      url,
      space,
      at: null,
      tried: null,
      error: null,
      failures: 0,
      next: null,
      seat: null,
    };
    await putPeerRow(tx, row);
    return row;
  });
}

export async function removePeer(parts: Parts, space: string, url: string): Promise<boolean> {
  return parts.ledger.transact(async (tx) => {
    const known = await tx.local(KIND, keyOf(space, url));
    if (known !== null) await tx.deleteLocal(KIND, keyOf(space, url));
    return known !== null;
  });
}

/** What a reader asked for in its last bundle: payloads and media that it has the entries of but not the bytes. */
export interface Wishes {
  readonly payloads: readonly Uint8Array[];
  readonly objects: readonly { readonly address: Uint8Array; readonly have: number }[];
}

const WISHES = 'peer-wants';
interface WishRow {
  readonly payloads: readonly string[];
  readonly objects: readonly (readonly [address: string, have: number])[];
}

export const putWishes = (tx: LedgerTx, space: Uint8Array, peer: Uint8Array, wishes: Wishes): Promise<void> =>
  tx.putLocal(
    WISHES,
    keyOf(toHex(space), toHex(peer)),
    json({
      payloads: wishes.payloads.map(toHex),
      objects: wishes.objects.map((o) => [toHex(o.address), o.have]),
    } satisfies WishRow),
  );

export async function wishesOf(ledger: LedgerReader, space: Uint8Array, peer: Uint8Array): Promise<Wishes> {
  const row = (await ledger.local(WISHES, keyOf(toHex(space), toHex(peer)))) as unknown as WishRow | null;
  const bytes = (hex: string): Uint8Array => fromHex(hex) ?? refuse('E_INTERNAL');
  return {
    payloads: (row?.payloads ?? []).map(bytes),
    objects: (row?.objects ?? []).map(([address, have]) => ({ address: bytes(address), have })),
  };
}
