/** Checks 4 to 12 of an entry: is it held, does it fit its chain, may its writer write. Pure; lookups are given. */
import { equalBytes } from '../base/bytes.ts';
import type { LedgerCode } from './errors.ts';
import { isGenesis } from './header.ts';
import type { Membership } from './membership.ts';
import { roleOf } from './membership.ts';
import type { Control, Header, VerifiedEntry } from './model.ts';

export type Outcome =
  | { readonly state: 'accepted' | 'duplicate' }
  | { readonly state: 'parked' | 'quarantined' | 'refused'; readonly code: LedgerCode };

/** What the store knows about an entry's surroundings. */
export interface Known {
  readonly held: boolean;
  readonly genesisHeld: boolean;
  /** Header of the entry named by `prev`, null when not held. */
  readonly prev: Header | null;
  /** Control operation of the entry's own block, when it is a control entry whose block is here. */
  readonly control: Control | null;
}

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

/** `m` is computed over the space's control entries and, when the block is here, this one. */
export function admit(entry: VerifiedEntry, known: Known, m: Membership): Outcome {
  const h = entry.header;
  if (known.held) return { state: 'duplicate' };
  if (!known.genesisHeld && !isGenesis(h)) return { state: 'parked', code: 'P_SPACE' };
  if (h.seq > 0) {
    if (!known.prev) return { state: 'parked', code: 'P_PREV' };
    const code = chainCode(entry, known.prev);
    if (code) return refused(code);
  }
  if (!epochRuleHolds(h, m.public)) return refused('E_EPOCH_RULE');
  // A writer's certificate is its seq 0 entry (the founder's: the genesis). `m` already counts what that entry says.
  const role = roleOf(m, h.writer);
  if (role === null) return { state: 'quarantined', code: 'Q_NO_CERT' };
  const needed = h.kind === 3 ? 1 : known.control && [2, 3, 5].includes(known.control.op) ? 4 : 3;
  return role >= needed ? { state: 'accepted' } : { state: 'quarantined', code: 'Q_NO_GRANT' };
}
