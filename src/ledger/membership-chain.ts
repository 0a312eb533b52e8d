/**
 * Rule 1 and rule 3 of membership: an act (operations 2 to 6) counts only under a grant that it names and that gives its
 * author's seat the role needed; chain(X) = X, its auth, that one's auth … genesis. Seniority is the length of that chain.
 */
import { compareBytes, toHex } from '../base/bytes.ts';
import type { LedgerCode } from './errors.ts';
import { seatOfEntry } from './membership-ancestry.ts';
import type { Ancestry, Certificate, ControlEntry } from './membership-model.ts';
import type { Verified } from './membership-verify.ts';
import type { Control, Role } from './model.ts';

/** An act whose chain reaches the genesis. */
export interface Act {
  readonly entry: ControlEntry;
  readonly hex: string;
  readonly control: Exclude<Control, { op: 0 } | { op: 1 }>;
  /** Seat of its author, hex. */
  readonly seat: string;
  /** The grant it acts under; null: the genesis. */
  readonly auth: Act | null;
  /** Acts in its chain, itself included, the genesis not. */
  readonly depth: number;
}

export interface Acts {
  /** Those with authority, each after the act that it names. */
  readonly acts: readonly Act[];
  readonly voided: ReadonlyMap<string, LedgerCode>;
}

/** Manage to grant, revoke and accept; write to rotate and to keep the roster. */
export const roleFor = (op: 2 | 3 | 4 | 5 | 6): Role => (op === 4 || op === 6 ? 3 : 4);

export const bySeniority = (a: Act, b: Act): number => a.depth - b.depth || compareBytes(a.entry.id, b.entry.id);

/** Of two revokes: the seniority of the grants they name, then lower (seq, id). */
export function byAuthor(a: Act, b: Act): number {
  if (a.auth !== b.auth) return a.auth && b.auth ? bySeniority(a.auth, b.auth) : a.auth ? 1 : -1;
  return a.entry.header.seq - b.entry.header.seq || compareBytes(a.entry.id, b.entry.id);
}

interface Draft {
  readonly entry: ControlEntry;
  readonly hex: string;
  readonly control: Act['control'];
  readonly auth: string;
}

/** `members`: control entries of the space by id, without its genesis. */
export function actsOf(
  genesis: ControlEntry,
  members: ReadonlyMap<string, ControlEntry>,
  certificates: ReadonlyMap<string, readonly Certificate[]>,
  ancestry: Ancestry,
  verified: Verified,
): Acts {
  const voided = new Map<string, LedgerCode>();
  const acts: Act[] = [];
  const root = toHex(genesis.id);
  const founder = genesis.control.op === 0 ? genesis.control.seat : null;
  const waiting = new Map<string, Draft[]>();
  for (const [hex, entry] of members) {
    const { control } = entry;
    if (control.op === 0 || control.op === 1) continue;
    if (control.op === 2 && !verified(entry)) {
      voided.set(hex, 'E_SIG');
      continue;
    }
    // Until its authority is found, an act has none.
    voided.set(hex, certificates.has(toHex(entry.header.writer)) ? 'E_AUTH' : 'Q_NO_CERT');
    const auth = toHex(control.auth);
    const draft = { entry, hex, control, auth };
    const list = waiting.get(auth);
    if (list) list.push(draft);
    else waiting.set(auth, [draft]);
  }

  /** Acts that name this grant, when it gave their seat what they need. */
  const under = (auth: Act | null, hex: string, seat: string, role: Role): void => {
    for (const { entry, hex: own, control } of waiting.get(hex) ?? []) {
      const author = seatOfEntry(certificates.get(toHex(entry.header.writer)) ?? [], entry, ancestry);
      if (!author || toHex(author) !== seat || role < roleFor(control.op)) continue;
      voided.delete(own);
      acts.push({ entry, hex: own, control, seat, auth, depth: (auth?.depth ?? 0) + 1 });
    }
  };
  if (founder) under(null, root, toHex(founder.key), founder.role);
  // The list grows while it is walked: from the genesis down, each grant lets in those that name it. No recursion, so
  // that no chain is too long; an act in a circle is never reached.
  for (let i = 0; i < acts.length; i++) {
    const act = acts[i] as Act;
    if (act.control.op === 2) under(act, act.hex, toHex(act.control.seat.key), act.control.seat.role);
  }
  return { acts, voided };
}
