/**
 * Who may write in a space, computed from the set of its control entries in any order (docs/formats/membership.md).
 * Nothing compares clocks and nothing asks what came before what: a control entry names the grant it acts under, a revoke
 * names the last entries it accepts, and where two revokes collide the more senior author's stands.
 */
import { compareBytes, toHex } from '../base/bytes.ts';
import { epochsOf } from './epoch-standing.ts';
import type { LedgerCode } from './errors.ts';
import { isGenesis } from './header.ts';
import { heldAncestry } from './membership-ancestry.ts';
import { type Act, actsOf, bySeniority } from './membership-chain.ts';
import type {
  Certificate,
  ControlEntry,
  EffectiveRevoke,
  Fork,
  Member,
  Membership,
  MembershipOptions,
  SeatStanding,
} from './membership-model.ts';
import { settle } from './membership-settle.ts';
import { certificatesOf, verifier } from './membership-verify.ts';
import type { Primitives, Role, Seat } from './model.ts';

export type {
  ControlEntry,
  Cut,
  Fork,
  Membership,
  MembershipOptions,
  SeatStanding,
} from './membership-model.ts';
export { partyOf, roleOf } from './membership-model.ts';

const NOBODY: Membership = {
  ...{ writers: new Map(), public: null, certified: new Map(), certificates: new Map(), seats: new Map() },
  ...{ fallen: new Set<string>(), effective: new Set<string>(), voided: new Map(), accepted: new Set<string>() },
  ...{ revokes: new Map(), epochs: [], forks: new Map() },
};

/** Splits that were reported, and those that two control entries of one writer at one number show. */
function forksOf(reported: readonly Fork[], controls: Iterable<ControlEntry>): Map<string, number> {
  const out = new Map<string, number>();
  const add = (writer: string, seq: number): void => {
    if (seq < (out.get(writer) ?? Number.POSITIVE_INFINITY)) out.set(writer, seq);
  };
  for (const { writer, seq } of reported) add(toHex(writer), seq);
  const seen = new Set<string>();
  for (const { header } of controls) {
    const writer = toHex(header.writer);
    const place = `${writer} ${header.seq}`;
    if (seen.has(place)) add(writer, header.seq);
    seen.add(place);
  }
  return out;
}

interface Granted {
  readonly id: Uint8Array;
  readonly seat: Seat;
}

/** Seats with an effective grant. `granted`: the genesis, then effective grants from the most senior to the least. */
function seatsOf(granted: readonly Granted[], ended: ReadonlyMap<string, readonly EffectiveRevoke[]>) {
  const bySeat = new Map<string, Granted[]>();
  for (const g of granted) {
    const key = toHex(g.seat.key);
    const list = bySeat.get(key);
    if (list) list.push(g);
    else bySeat.set(key, [g]);
  }
  const seats = new Map<string, SeatStanding>();
  for (const [key, list] of bySeat) {
    const [first] = list;
    if (!first) continue;
    const grantRoles = list.map((g) => g.seat.role);
    const role = Math.min(...grantRoles) as Role;
    const endedBy = (ended.get(key) ?? []).map((r) => r.entry);
    const grants = list.map((g) => g.id);
    seats.set(key, { seat: { ...first.seat, role }, role, live: endedBy.length === 0, grants, grantRoles, endedBy });
  }
  return seats;
}

/** Writers of seats with standing; a writer certified by several seats belongs to the first of them that has one. */
function writersOf(
  certificates: ReadonlyMap<string, readonly Certificate[]>,
  seats: ReadonlyMap<string, SeatStanding>,
) {
  const certified = new Map<string, string>();
  const writers = new Map<string, Member>();
  for (const [writer, list] of certificates) {
    const keys = list.map((c) => toHex(c.seat));
    const key = keys.find((k) => seats.has(k)) ?? keys[0];
    if (key === undefined) continue;
    certified.set(writer, key);
    const standing = seats.get(key);
    if (standing) writers.set(writer, { seat: standing.seat.key, party: standing.seat.party, role: standing.role });
  }
  return { certified, writers };
}

/** Codes of operations 0 and 1 that found or certify nothing. */
function voidedStarts(
  others: ReadonlyMap<string, ControlEntry>,
  certificates: ReadonlyMap<string, readonly Certificate[]>,
): Map<string, LedgerCode> {
  const holding = new Set([...certificates.values()].flatMap((list) => list.map((c) => toHex(c.entry))));
  const out = new Map<string, LedgerCode>();
  for (const [hex, { header, control }] of others)
    if (control.op === 0) out.set(hex, 'E_AUTH');
    else if (control.op === 1 && !holding.has(hex)) out.set(hex, header.seq === 0 ? 'Q_NO_CERT' : 'E_AUTH');
  return out;
}

const isPrimitives = (o: Primitives | MembershipOptions): o is Primitives => 'verifyRaw' in o;

/**
 * `controls`: the control entries of one space whose clear part is known, in any order, repeated or not, accepted and
 * quarantined alike. With primitives, certificates and party signatures are verified.
 */
export function membership(
  controls: readonly ControlEntry[],
  options: Primitives | null | MembershipOptions = null,
): Membership {
  const o: MembershipOptions = options === null ? {} : isPrimitives(options) ? { primitives: options } : options;
  const founding = controls.filter((c) => c.control.op === 0 && isGenesis(c.header));
  // Of several, which only a faulty caller hands in, the lowest id: order must not matter.
  const genesis = founding.reduce((a, b) => (b && a && compareBytes(a.id, b.id) > 0 ? b : a), founding[0]);
  if (!genesis || genesis.control.op !== 0) return NOBODY;
  const verified = verifier(o);
  if (!verified(genesis)) return { ...NOBODY, public: genesis.control.public };

  const space = toHex(genesis.id);
  const others = new Map<string, ControlEntry>();
  for (const c of controls)
    if (c.header.kind === 1 && toHex(c.header.space) === space && toHex(c.id) !== space) others.set(toHex(c.id), c);
  const ancestry = o.ancestry ?? heldAncestry([genesis, ...others.values()]);
  const certificates = certificatesOf(genesis, others.values(), verified);
  const forks = forksOf(o.forks ?? [], [genesis, ...others.values()]);
  const { acts, voided: withoutAuthority } = actsOf(genesis, others, certificates, ancestry, verified);
  const { effective, revokes, voided } = settle(genesis, acts, forks, ancestry);

  const revoked = new Map<string, EffectiveRevoke[]>();
  for (const { control, entry } of revokes) {
    if (control.op !== 3) continue;
    const key = toHex(control.seatKey);
    const list = revoked.get(key);
    if (list) list.push({ entry: entry.id, cuts: control.cuts });
    else revoked.set(key, [{ entry: entry.id, cuts: control.cuts }]);
  }
  const grants = effective.filter((a) => a.control.op === 2).sort(bySeniority);
  const seatOf = (a: Act): Granted[] => (a.control.op === 2 ? [{ id: a.entry.id, seat: a.control.seat }] : []);
  const seats = seatsOf([{ id: genesis.id, seat: genesis.control.seat }, ...grants.flatMap(seatOf)], revoked);
  const fallen = new Set<string>();
  for (const { control } of others.values())
    if (control.op === 2 && !seats.has(toHex(control.seat.key))) fallen.add(toHex(control.seat.key));
  const starts = voidedStarts(others, certificates);
  const standing = [...others].filter(([hex, c]) => c.control.op === 1 && !starts.has(hex)).map(([hex]) => hex);
  return {
    ...writersOf(certificates, seats),
    public: genesis.control.public,
    certificates,
    seats,
    fallen,
    effective: new Set([space, ...standing, ...effective.map((a) => a.hex)]),
    voided: new Map([...starts, ...withoutAuthority, ...voided]),
    accepted: new Set(effective.flatMap((a) => (a.control.op === 5 ? a.control.entries.map(toHex) : []))),
    revokes: revoked,
    epochs: genesis.control.public ? [] : epochsOf([genesis, ...effective.map((a) => a.entry)]),
    forks,
  };
}
