/** Spaces as the exchange sees them: those held here and those whose admission is awaited, our seat in each, who may call. */
import { toHex } from '../../base/bytes.ts';
import { refuse } from '../../base/failures.ts';
import { makeWriterCertificate } from '../../ledger/membership-sign.ts';
import type { Parts } from '../parts.ts';
import type { Space } from '../spaces.ts';

/** Our seat in a space, and a writer under it that can sign an opening. */
export interface Caller {
  readonly space: Uint8Array;
  readonly seat: Uint8Array;
  readonly writer: Uint8Array;
  readonly writerSeed: Uint8Array;
  readonly cert: Uint8Array;
}

/**
 * Null without a seat. A newcomer has no writer before the first entry: the opening is then signed by a key that certifies
 * nothing else and is forgotten.
 */
export async function callerOf(parts: Parts, space: Uint8Array): Promise<Caller | null> {
  const { ledger, primitives: p } = parts;
  const seats = await ledger.secrets('seat', space);
  // After a removal and a return there are two: the one that is live, else the newest, which waits to be admitted.
  const hex = toHex(space);
  const live = parts.spaces.all().find((one) => one.hex === hex)?.seat;
  const seat = (live?.live && seats.find((one) => toHex(one.id) === toHex(live.seat.key))) || seats.at(-1);
  if (!seat) return null;
  const held = (await ledger.secrets('writer', space)).at(-1);
  const seed = held?.secret ?? p.random(32);
  const writer = held?.id ?? p.publicKey(seed);
  const cert = makeWriterCertificate(p, seat.secret, space, writer);
  return { space, seat: seat.id, writer, writerSeed: seed, cert };
}

/** Whether the seat may exchange in the space: held, with an effective grant that no effective revoke ended. */
export function isLiveSeat(space: Space, seat: string): boolean {
  return space.membership.seats.get(seat)?.live === true;
}

/** The space for a caller whose seat is live now; E_DENIED for every reason alike. */
export function spaceForSeat(parts: Parts, space: string, seat: string): Space {
  const found = parts.spaces.all().find((s) => s.hex === space);
  return found && isLiveSeat(found, seat) ? found : refuse('E_DENIED');
}
