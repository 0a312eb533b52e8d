/**
 * Rules 2, 4 and 5 of membership: which acts count. Revokes are decided in one pass from the most senior author to the
 * least and nothing is revisited; then every other act counts unless an effective revoke hits it or a fork suspends it.
 */
import { equalBytes, toHex } from '../base/bytes.ts';
import type { LedgerCode } from './errors.ts';
import { isBeyond } from './membership-ancestry.ts';
import { type Act, byAuthor } from './membership-chain.ts';
import type { Ancestry, ControlEntry, Cut } from './membership-model.ts';
import type { Seat } from './model.ts';

export interface Settled {
  /** Acts that count, in the order given. */
  readonly effective: readonly Act[];
  /** The revokes among them, most senior first. */
  readonly revokes: readonly Act[];
  readonly voided: ReadonlyMap<string, LedgerCode>;
}

type Revoke = Act & { readonly control: { readonly op: 3 } };
const isRevoke = (act: Act): act is Revoke => act.control.op === 3;

function groupBy<T>(items: Iterable<T>, keyOf: (item: T) => string | null): Map<string, T[]> {
  const out = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === null) continue;
    const list = out.get(key);
    if (list) list.push(item);
    else out.set(key, [item]);
  }
  return out;
}

/** Acts of one writer under one seat, and which cuts were laid on them already. */
interface Chain {
  readonly writer: string;
  readonly acts: readonly Act[];
  readonly highest: number;
  readonly laid: Set<string>;
}

function chainsOf(acts: readonly Act[]): readonly Chain[] {
  return [...groupBy(acts, (a) => toHex(a.entry.header.writer))].map(([writer, own]) => ({
    ...{ writer, acts: own, laid: new Set<string>() },
    highest: own.reduce((most, a) => Math.max(most, a.entry.header.seq), 0),
  }));
}

/** Everything that an effective revoke hits: an act beyond its cut, and all that rests on such an act. */
class Hits {
  readonly hit = new Set<string>();
  private readonly bySeat: ReadonlyMap<string, readonly Chain[]>;
  private readonly byAuth: ReadonlyMap<string, readonly Act[]>;
  private readonly genesis: ControlEntry;
  private readonly ancestry: Ancestry;
  constructor(acts: readonly Act[], genesis: ControlEntry, ancestry: Ancestry) {
    this.bySeat = new Map([...groupBy(acts, (a) => a.seat)].map(([seat, own]) => [seat, chainsOf(own)]));
    this.byAuth = groupBy(acts, (a) => a.auth?.hex ?? null);
    this.genesis = genesis;
    this.ancestry = ancestry;
  }

  /** A member of its own chain is beyond it: the revoke would take away what it stands on. */
  hitsItself(revoke: Revoke): boolean {
    const { seatKey, cuts } = revoke.control;
    const seat = toHex(seatKey);
    for (let at: Act | null = revoke; at; at = at.auth)
      if (at.seat === seat && isBeyond(cuts, at.entry, this.ancestry)) return true;
    const founder = this.genesis.control.op === 0 ? this.genesis.control.seat.key : null;
    return founder !== null && equalBytes(founder, seatKey) && isBeyond(cuts, this.genesis, this.ancestry);
  }

  /** Two cuts that are alike in this lie alike on every act of the chain. Of an entry that is not held the number decides. */
  private sayingOf(cut: Cut, chain: Chain): string {
    const held = this.ancestry.isIn(cut.id, cut.id) === true;
    // Acts of which the ancestry does not know how they stand to a held entry are decided by the number as well.
    return `${held ? toHex(cut.id) : ''}:${Math.min(cut.seq, chain.highest)}`;
  }

  apply(revoke: Revoke): void {
    const { seatKey, cuts } = revoke.control;
    const chains = this.bySeat.get(toHex(seatKey)) ?? [];
    const byWriter = chains.length === 0 ? new Map<string, Cut[]>() : groupBy(cuts, (cut) => toHex(cut.writer));
    const open = chains.flatMap((chain) => {
      const own = byWriter.get(chain.writer) ?? [];
      // Somebody may write thousands of revokes of one seat: cuts that say the same as others before hit nothing more.
      const said = own
        .map((cut) => this.sayingOf(cut, chain))
        .toSorted()
        .join(' ');
      if (chain.laid.has(said)) return [];
      chain.laid.add(said);
      return chain.acts.filter((act) => !this.hit.has(act.hex) && isBeyond(own, act.entry, this.ancestry));
    });
    for (let act = open.pop(); act; act = open.pop()) {
      if (this.hit.has(act.hex)) continue;
      this.hit.add(act.hex);
      open.push(...(this.byAuth.get(act.hex) ?? []));
    }
  }
}

/** What a grant says of its seat: another manager who says the same repeats it. */
const sameSeat = (s: Seat): string => `${toHex(s.key)} ${toHex(s.kem)} ${toHex(s.party)} ${s.role}`;

/**
 * Acts without force because of a fork: a grant or accept at or after the split of its writer's chain, and what rests on
 * such a grant. A grant regains force when a grant of the same seat in force, by another seat, says the same.
 * Least fixed point: two suspended grants never lift each other.
 */
function suspendedBy(acts: readonly Act[], forks: ReadonlyMap<string, number>, hit: ReadonlySet<string>): Set<string> {
  const isSplit = (act: Act): boolean => {
    const split = forks.get(toHex(act.entry.header.writer));
    return (act.control.op === 2 || act.control.op === 5) && split !== undefined && act.entry.header.seq >= split;
  };
  const split = new Set(forks.size === 0 ? [] : acts.filter(isSplit).map((act) => act.hex));
  if (split.size === 0) return split;
  const grants = acts.filter((act) => act.control.op === 2 && !hit.has(act.hex));
  const repeats = groupBy(grants, (g) => (g.control.op === 2 ? sameSeat(g.control.seat) : null));
  for (;;) {
    const suspended = new Set<string>();
    // Each act comes after the one that it names.
    for (const act of acts) if (split.has(act.hex) || (act.auth && suspended.has(act.auth.hex))) suspended.add(act.hex);
    const lifted = grants.filter(
      (g) =>
        split.has(g.hex) &&
        g.control.op === 2 &&
        repeats.get(sameSeat(g.control.seat))?.some((h) => h.seat !== g.seat && !suspended.has(h.hex)),
    );
    if (lifted.length === 0) return suspended;
    for (const g of lifted) split.delete(g.hex);
  }
}

/** `acts`: all with authority, each after the one that it names. `forks`: earliest split by writer (hex). */
export function settle(
  genesis: ControlEntry,
  acts: readonly Act[],
  forks: ReadonlyMap<string, number>,
  ancestry: Ancestry,
): Settled {
  const voided = new Map<string, LedgerCode>();
  const hits = new Hits(acts, genesis, ancestry);
  const revokes: Revoke[] = [];
  for (const revoke of acts.filter(isRevoke).sort(byAuthor)) {
    if (toHex(revoke.control.seatKey) === revoke.seat || hits.hitsItself(revoke)) voided.set(revoke.hex, 'E_CUT_SELF');
    else if (hits.hit.has(revoke.hex)) voided.set(revoke.hex, 'Q_CUT');
    else {
      revokes.push(revoke);
      hits.apply(revoke);
    }
  }
  // A revoke stands where it was decided; a later, junior one that hits it changes nothing.
  const effective = new Set<string>(revokes.map((r) => r.hex));
  const suspended = suspendedBy(acts, forks, hits.hit);
  for (const act of acts) {
    if (isRevoke(act)) continue;
    if (hits.hit.has(act.hex)) voided.set(act.hex, 'Q_CUT');
    else if (suspended.has(act.hex)) voided.set(act.hex, 'E_FORK');
    else effective.add(act.hex);
  }
  return { effective: acts.filter((act) => effective.has(act.hex)), revokes, voided };
}
