/**
 * Checks 4 to 12 of an entry: is it held, does it fit its chain, may its writer write, is it before the cut of a removal.
 * Pure; lookups are given. Checks 10 to 12 alone are `standingOf`: asked again whenever membership changes.
 */
import { equalBytes, toHex } from '../base/bytes.ts';
import type { LedgerCode } from './errors.ts';
import { isGenesis } from './header.ts';
import { isBeyond, seatOfEntry } from './membership-ancestry.ts';
import { roleFor } from './membership-chain.ts';
import type { Ancestry, Membership } from './membership-model.ts';
import type { Control, Header, Role, VerifiedEntry } from './model.ts';

/** `forked`: another entry stands at this writer and number; both are kept, and the writer is marked. */
export type Outcome =
  | { readonly state: 'accepted'; readonly forked?: true }
  | { readonly state: 'duplicate' }
  | { readonly state: 'quarantined'; readonly code: LedgerCode; readonly forked?: true }
  | { readonly state: 'parked' | 'refused'; readonly code: LedgerCode };

/** What the store knows about an entry's surroundings. */
export interface Known {
  readonly held: boolean;
  readonly genesisHeld: boolean;
  /** Header of the entry named by `prev`, null when not held. */
  readonly prev: Header | null;
  /** Control operation of the entry's own block, when it is a control entry whose block is here. */
  readonly control: Control | null;
  /** The entry's own block is here and names an operation above 6. */
  readonly unknownOperation?: boolean;
  /** Another id is held at the same writer and number. */
  readonly forked?: boolean;
  /** Over all entries held; without it numbers decide what stands before a cut. */
  readonly ancestry?: Ancestry;
}

const BY_NUMBER: Ancestry = { isIn: () => null };
const refused = (code: LedgerCode): Outcome => ({ state: 'refused', code });

/** The chain rule: same space and writer, next number, rising clock. A genesis gives its id as the space of what follows. */
function chainCode(entry: VerifiedEntry, prev: Header): LedgerCode | null {
  const h = entry.header;
  const sameSpace =
    equalBytes(prev.space, h.space) || (isGenesis(prev) && h.prev !== null && equalBytes(h.space, h.prev));
  if (!sameSpace || !equalBytes(prev.writer, h.writer) || h.seq !== prev.seq + 1) return 'E_CHAIN';
  return h.ms > prev.ms || (h.ms === prev.ms && h.ctr > prev.ctr) ? null : 'E_CLOCK';
}

/** Data is sealed exactly in private spaces; erase and receipt entries are always open; control only ever seals its note. */
function epochRuleHolds(h: Header, isPublic: boolean | null): boolean {
  if (h.kind === 1) return isPublic !== true || h.epoch.length === 0;
  if (h.kind === 2 || h.kind === 3) return h.epoch.length === 0;
  return isPublic === null || (h.epoch.length === 0) === isPublic;
}

/** Smallest role for an entry: a receipt and a writer's certificate take any, every other kind at least write. */
function roleNeeded(h: Pick<Header, 'kind'>, control: Control | null): Role {
  if (h.kind === 3) return 1;
  if (h.kind !== 1 || control === null) return 3;
  return control.op === 0 || control.op === 1 ? 1 : roleFor(control.op);
}

/** An entry by its place in a chain: what a store knows without reading the header. */
type Placed = { readonly id: Uint8Array; readonly header: Pick<Header, 'kind' | 'writer' | 'seq' | 'prev'> };

/**
 * True when an effective revoke of its seat cuts the entry off (check 12, without the accepts). A control entry is also cut
 * off with the grant that it stands on: that `membership` has decided.
 */
export function isBeyondCut(
  m: Membership,
  header: Placed['header'],
  id: Uint8Array,
  ancestry: Ancestry = BY_NUMBER,
): boolean {
  const seat = seatOfEntry(m.certificates.get(toHex(header.writer)) ?? [], { id, header }, ancestry);
  return seat !== null && isBeyondCutOf(m, toHex(seat), { id, header }, ancestry);
}

const isBeyondCutOf = (m: Membership, seat: string, entry: Placed, ancestry: Ancestry): boolean =>
  (m.revokes.get(seat) ?? []).some((r) => isBeyond(r.cuts, entry, ancestry));

/**
 * Checks 10 to 12. A control entry that has no effect for another reason (`m.voided`: E_AUTH, E_CUT_SELF, E_FORK)
 * is accepted all the same: it hides nothing, and may have effect once what it names arrives.
 */
export function standingOf(
  entry: Placed,
  control: Control | null,
  m: Membership,
  ancestry: Ancestry = BY_NUMBER,
): Extract<Outcome, { state: 'accepted' | 'quarantined' }> {
  const { header: h, id } = entry;
  const hex = toHex(id);
  const isAct = control !== null && control.op >= 2;
  if (isAct && m.effective.has(hex)) return { state: 'accepted' };
  // Kept apart, so that whoever computes membership of accepted entries need not verify this signature again.
  if (m.voided.get(hex) === 'E_SIG') return { state: 'quarantined', code: 'E_SIG' };
  const seat = seatOfEntry(m.certificates.get(toHex(h.writer)) ?? [], entry, ancestry);
  if (!seat) return { state: 'quarantined', code: 'Q_NO_CERT' };
  const seatName = toHex(seat);
  const role = m.seats.get(seatName)?.role ?? 0;
  if (role < roleNeeded(h, control)) return { state: 'quarantined', code: 'Q_NO_GRANT' };
  const isCut = (isAct && m.voided.get(hex) === 'Q_CUT') || isBeyondCutOf(m, seatName, entry, ancestry);
  if (isCut && (h.kind === 1 || !m.accepted.has(hex))) return { state: 'quarantined', code: 'Q_CUT' };
  return { state: 'accepted' };
}

/** `m` is computed over the space's control entries and, when the block is here, this one; and over its fork, if it is one. */
export function admit(entry: VerifiedEntry, known: Known, m: Membership): Outcome {
  const unfit = fit(entry, known, m);
  if (unfit) return unfit;
  const outcome = standingOf(entry, known.control, m, known.ancestry);
  return known.forked ? { ...outcome, forked: true } : outcome;
}

/** Checks 4 to 9 alone, for whoever asks for the standing later; null: they hold. */
export function fit(entry: VerifiedEntry, known: Known, m: Pick<Membership, 'public'>): Outcome | null {
  const h = entry.header;
  if (known.held) return { state: 'duplicate' };
  if (!known.genesisHeld && !isGenesis(h)) return { state: 'parked', code: 'P_SPACE' };
  if (h.seq > 0) {
    if (!known.prev) return { state: 'parked', code: 'P_PREV' };
    const code = chainCode(entry, known.prev);
    if (code) return refused(code);
  }
  if (!epochRuleHolds(h, m.public)) return refused('E_EPOCH_RULE');
  return known.unknownOperation ? { state: 'parked', code: 'P_VERSION' } : null;
}
