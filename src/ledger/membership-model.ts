/** What membership is computed from and what it says: the types, and small questions that others ask of it. */
import { toHex } from '../base/bytes.ts';
import type { LedgerCode } from './errors.ts';
import type { Control, Header, Primitives, Role, Seat } from './model.ts';

export interface ControlEntry {
  readonly id: Uint8Array;
  readonly header: Header;
  readonly control: Control;
}

/** Two ids were seen at one (writer, seq); `seq` is the earliest number where that writer's chain splits. */
export interface Fork {
  readonly writer: Uint8Array;
  readonly seq: number;
}

/** Ancestors by `prev` over every entry that is held, of any kind and state. */
export interface Ancestry {
  /** True when `id` equals `of` or is an ancestor of it; null when `of` (or a link to `id`) is not held. */
  isIn(id: Uint8Array, of: Uint8Array): boolean | null;
}

/** Author of a certified writer's entries. */
export interface Member {
  readonly seat: Uint8Array;
  readonly party: Uint8Array;
  readonly role: Role;
}

/** A seat with at least one effective grant (for the founder: the genesis), ended or not. */
export interface SeatStanding {
  /** As its most senior effective grant names it, with the lowest role of all its effective grants. */
  readonly seat: Seat;
  readonly role: Role;
  /** No effective revoke names it. */
  readonly live: boolean;
  /** Ids of its effective grants, most senior first, and the role that each of them gives. */
  readonly grants: readonly Uint8Array[];
  readonly grantRoles: readonly Role[];
  /** Ids of the effective revokes that name it, most senior first. */
  readonly endedBy: readonly Uint8Array[];
}

/** An epoch as one effective control entry announces it. */
export interface EpochStanding {
  readonly n: number;
  readonly epoch: Uint8Array;
  /** Id of the genesis, revoke or rotate that announces it. */
  readonly entry: Uint8Array;
  /** Seats (hex) that hold a wrap of it in any effective control entry. */
  readonly covers: ReadonlySet<string>;
}

export interface Cut {
  readonly writer: Uint8Array;
  readonly seq: number;
  readonly id: Uint8Array;
}

/** An effective revoke of a seat. */
export interface EffectiveRevoke {
  readonly entry: Uint8Array;
  readonly cuts: readonly Cut[];
}

/** The seat that one first entry of a writer certifies; a writer forked at its first entry has several. */
export interface Certificate {
  readonly entry: Uint8Array;
  readonly seat: Uint8Array;
}

/** Keys of the maps and sets are hexadecimal. The same for the same set of control entries, in any order. */
export interface Membership {
  /** Certified writers whose seat has, or had before it was revoked, an effective grant. */
  readonly writers: ReadonlyMap<string, Member>;
  /** Null: no valid genesis among the control entries. */
  readonly public: boolean | null;
  /** Seat of each certified writer, with or without a grant. */
  readonly certified: ReadonlyMap<string, string>;
  /** Every certificate of a writer; more than one only when it forked at its first entry. */
  readonly certificates: ReadonlyMap<string, readonly Certificate[]>;
  readonly seats: ReadonlyMap<string, SeatStanding>;
  /** Seats that some grant names and that have no effective one: every grant void or suspended. */
  readonly fallen: ReadonlySet<string>;
  /** Control entries that count. */
  readonly effective: ReadonlySet<string>;
  /**
   * Control entries that do not, and why: E_AUTH (`auth` gives its author no such right, or is not held), E_SIG (party
   * signature of a seat), Q_NO_CERT, E_CUT_SELF, Q_CUT (it or its authority is beyond an effective revoke's cut),
   * E_FORK (grant or accept after its writer's chain split; another manager repeats it).
   */
  readonly voided: ReadonlyMap<string, LedgerCode>;
  /** Entries (not control) that effective accepts name. */
  readonly accepted: ReadonlySet<string>;
  /** Effective revokes by seat, most senior first. */
  readonly revokes: ReadonlyMap<string, readonly EffectiveRevoke[]>;
  /** Sorted by (n, entry id). Empty in a public space. */
  readonly epochs: readonly EpochStanding[];
  /** Earliest split of each forked writer: those given, and those that the control entries show by themselves. */
  readonly forks: ReadonlyMap<string, number>;
}

export interface MembershipOptions {
  /**
   * Verifies certificates and party signatures; without them every one is taken to hold, so that quarantined entries among
   * the controls could certify anybody: leave them out only for entries that were verified before.
   */
  readonly primitives?: Primitives | null;
  readonly forks?: readonly Fork[];
  /** Default: what the control entries' own `prev` tell, and where they do not reach, the numbers. */
  readonly ancestry?: Ancestry | null;
  /** Kept by the caller between calls, by entry id: a signature is verified once. */
  readonly signatures?: Map<string, boolean>;
}

export const partyOf = (m: Membership, writer: Uint8Array): Uint8Array | null =>
  m.writers.get(toHex(writer))?.party ?? null;
export const roleOf = (m: Membership, writer: Uint8Array): Role | null => m.writers.get(toHex(writer))?.role ?? null;
