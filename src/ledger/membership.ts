/**
 * Who may write in a space, computed from its control entries in any order. So far a space has its founder's seat: the
 * genesis (operation 0) and certificates of further writers under that seat (operation 1) are evaluated. Grants, revokes,
 * rotations, accepts and rosters (2 to 6) decode and are kept, and take effect when the coalition's rules come with them.
 */
import { equalBytes, toHex } from '../base/bytes.ts';
import { verifySignature } from './ed25519.ts';
import { isGenesis } from './header.ts';
import type { Control, Header, Primitives, Role, Seat } from './model.ts';
import { seatBytes, writerBytes } from './seat.ts';

export interface ControlEntry {
  readonly id: Uint8Array;
  readonly header: Header;
  readonly control: Control;
}
export interface Member {
  readonly seat: Uint8Array;
  readonly party: Uint8Array;
  readonly role: Role;
}
export interface Membership {
  /** Certified writers by hexadecimal key. */
  readonly writers: ReadonlyMap<string, Member>;
  readonly public: boolean | null;
}

const NO_SPACE = new Uint8Array(32);

function seatIsSigned(p: Primitives, seat: Seat): boolean {
  return verifySignature(p, seat.party, seatBytes(NO_SPACE, seat.key, seat.kem), seat.psig);
}

/** With primitives given, certificates are verified; a node gives none for entries that it has admitted before. */
export function membership(controls: readonly ControlEntry[], p: Primitives | null = null): Membership {
  const writers = new Map<string, Member>();
  // Operation 0 written later in a chain founds nothing, wherever it stands in the list.
  const genesis = controls.find((c) => c.control.op === 0 && isGenesis(c.header));
  if (!genesis || genesis.control.op !== 0) return { writers, public: null };
  const { seat, cert } = genesis.control;
  const founder: Member = { seat: seat.key, party: seat.party, role: seat.role };
  const valid =
    !p || (seatIsSigned(p, seat) && verifySignature(p, seat.key, writerBytes(NO_SPACE, genesis.header.writer), cert));
  if (!valid) return { writers, public: genesis.control.public };
  writers.set(toHex(genesis.header.writer), founder);
  for (const { header, control } of controls) {
    if (control.op !== 1 || header.seq !== 0 || !equalBytes(control.seatKey, seat.key)) continue;
    if (!equalBytes(header.space, genesis.id)) continue;
    if (p && !verifySignature(p, seat.key, writerBytes(header.space, header.writer), control.cert)) continue;
    writers.set(toHex(header.writer), founder);
  }
  return { writers, public: genesis.control.public };
}

export const partyOf = (m: Membership, writer: Uint8Array): Uint8Array | null =>
  m.writers.get(toHex(writer))?.party ?? null;
export const roleOf = (m: Membership, writer: Uint8Array): Role | null => m.writers.get(toHex(writer))?.role ?? null;
