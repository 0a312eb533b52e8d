/**
 * Membership by brute force, for tests: each sentence of docs/formats/membership.md as a definition, evaluated by recursion
 * over the whole set with no index and no order of its own. Signatures are taken to hold.
 */
import { compareBytes, equalBytes, toHex } from '../../src/base/bytes.ts';
import type { Control, Header, Seat } from '../../src/ledger/model.ts';

export interface AnyEntry {
  readonly id: Uint8Array;
  readonly header: Pick<Header, 'writer' | 'seq' | 'prev' | 'kind' | 'space'>;
  readonly control: Control | null;
}

export interface Verdicts {
  readonly effective: readonly string[];
  readonly voided: readonly string[];
  readonly seats: readonly string[];
  readonly standing: readonly string[];
  readonly eligible: string;
}

export function reference(
  entries: readonly AnyEntry[],
  forks: readonly { readonly writer: Uint8Array; readonly seq: number }[],
): Verdicts {
  const all = [...new Map(entries.map((e) => [toHex(e.id), e])).values()];
  const at = (id: Uint8Array | null): AnyEntry | null => (id ? (all.find((e) => equalBytes(e.id, id)) ?? null) : null);
  const genesis = all.find((e) => e.control?.op === 0);
  if (!genesis || genesis.control?.op !== 0) throw new Error('no genesis');
  const founder = genesis.control.seat;
  const isPublic = genesis.control.public;

  const lines = new Map<AnyEntry, AnyEntry[]>();
  const line = (e: AnyEntry): AnyEntry[] => {
    const before = lines.has(e) ? null : at(e.header.prev);
    const found = lines.get(e) ?? (before ? [...line(before), e] : [e]);
    lines.set(e, found);
    return found;
  };
  const certified = (e: AnyEntry | undefined): Uint8Array | null => {
    if (e?.control?.op === 0) return founder.key;
    return e?.control?.op === 1 ? e.control.seatKey : null;
  };
  const seatOf = (e: AnyEntry): Uint8Array | null => {
    const own = certified(line(e)[0]);
    const [first] = all
      .filter((c) => equalBytes(c.header.writer, e.header.writer) && certified(c))
      .toSorted((a, b) => Number(b === genesis) - Number(a === genesis) || compareBytes(a.id, b.id));
    return own ?? certified(first);
  };
  const granted = (e: AnyEntry): Seat | null =>
    e.control?.op === 0 ? e.control.seat : e.control?.op === 2 ? e.control.seat : null;
  const needs = (op: number): number => (op === 4 || op === 6 ? 3 : 4);

  /** chain(X), or null when it does not reach the genesis by rights. */
  const chain = (x: AnyEntry): AnyEntry[] | null => {
    if (x === genesis) return [x];
    const c = x.control;
    if (!c || c.op === 0 || c.op === 1) return null;
    const auth = at(c.auth);
    const seat = auth && granted(auth);
    const author = seatOf(x);
    if (!auth || !seat || !author || !equalBytes(seat.key, author) || seat.role < needs(c.op)) return null;
    const rest = chain(auth);
    return rest ? [x, ...rest] : null;
  };
  const chains = new Map(all.map((e) => [e, chain(e)]));
  const senior = (a: AnyEntry, b: AnyEntry): number =>
    (chains.get(a)?.length ?? 0) - (chains.get(b)?.length ?? 0) || compareBytes(a.id, b.id);
  const authOf = (x: AnyEntry): AnyEntry => {
    const auth = chains.get(x)?.[1];
    if (!auth) throw new Error('no authority');
    return auth;
  };

  const beyond = (e: AnyEntry, r: AnyEntry): boolean => {
    if (r.control?.op !== 3) return false;
    const seat = seatOf(e);
    if (!seat || !equalBytes(seat, r.control.seatKey)) return false;
    return r.control.cuts
      .filter((c) => equalBytes(c.writer, e.header.writer))
      .every((c) => {
        const cut = at(c.id);
        return cut ? !line(cut).includes(e) : e.header.seq > c.seq;
      });
  };
  const hits = (r: AnyEntry, x: AnyEntry): boolean => (chains.get(x) ?? []).some((member) => beyond(member, r));

  const revokes = all
    .filter((e) => e.control?.op === 3 && chains.get(e))
    .toSorted((a, b) => {
      const [one, two] = [authOf(a), authOf(b)];
      return one === two ? a.header.seq - b.header.seq || compareBytes(a.id, b.id) : senior(one, two);
    });
  const isSelf = (r: AnyEntry): boolean => {
    const author = seatOf(r);
    return r.control?.op === 3 && ((author !== null && equalBytes(author, r.control.seatKey)) || hits(r, r));
  };
  const standing: AnyEntry[] = [];
  for (const r of revokes) if (!isSelf(r) && !standing.some((s) => hits(s, r))) standing.push(r);
  const hit = new Set(all.filter((x) => standing.some((r) => hits(r, x))));
  const isHit = (x: AnyEntry): boolean => hit.has(x);

  const splits = [
    ...forks,
    ...all
      .filter((x) =>
        all.some(
          (y) =>
            x !== y &&
            x.control &&
            y.control &&
            x.header.seq === y.header.seq &&
            equalBytes(x.header.writer, y.header.writer),
        ),
      )
      .map((x) => x.header),
  ];
  const split = (e: AnyEntry): boolean =>
    (e.control?.op === 2 || e.control?.op === 5) &&
    splits.some((f) => equalBytes(f.writer, e.header.writer) && e.header.seq >= f.seq);
  const says = (e: AnyEntry): string => {
    const s = granted(e);
    return s ? [toHex(s.key), toHex(s.kem), toHex(s.party), s.role].join(' ') : '';
  };
  const lifted = new Set<AnyEntry>();
  const suspended = (x: AnyEntry): boolean => (chains.get(x) ?? []).some((g) => split(g) && !lifted.has(g));
  for (let size = -1; size !== lifted.size; ) {
    size = lifted.size;
    // One at a time: the least fixed point does not depend on it.
    const next = all.find(
      (g) =>
        g.control?.op === 2 &&
        chains.get(g) &&
        split(g) &&
        !lifted.has(g) &&
        all.some(
          (h) =>
            h.control?.op === 2 &&
            chains.get(h) &&
            says(h) === says(g) &&
            !isHit(h) &&
            !suspended(h) &&
            !equalBytes(seatOf(h) ?? h.id, seatOf(g) ?? g.id),
        ),
    );
    if (next) lifted.add(next);
  }
  const counts = (x: AnyEntry): boolean =>
    chains.get(x) !== null && (x.control?.op === 3 ? standing.includes(x) : !isHit(x) && !suspended(x));

  const acts = all.filter((e) => (e.control?.op ?? 0) >= 2);
  const grantsOf = (key: Uint8Array): AnyEntry[] =>
    [genesis, ...acts.filter((e) => e.control?.op === 2 && counts(e))]
      .filter((e) => equalBytes(granted(e)?.key ?? e.id, key))
      .toSorted(senior);
  const keys = [
    ...new Map([founder, ...acts.flatMap((e) => granted(e) ?? [])].map((s) => [toHex(s.key), s.key])).values(),
  ];
  const roleOf = (key: Uint8Array): number => Math.min(...grantsOf(key).map((g) => granted(g)?.role ?? 9));
  const isEnded = (key: Uint8Array): boolean =>
    standing.some((r) => r.control?.op === 3 && equalBytes(r.control.seatKey, key));
  const held = keys.filter((k) => grantsOf(k).length > 0);

  const verdict = (e: AnyEntry): string => {
    const op = e.control?.op ?? null;
    if (op !== null && op >= 2 && counts(e)) return 'accepted';
    const seat = seatOf(e);
    if (!seat) return 'Q_NO_CERT';
    const needed = e.header.kind === 3 || op === 0 || op === 1 ? 1 : op === null ? 3 : needs(op);
    if (grantsOf(seat).length === 0 || roleOf(seat) < needed) return 'Q_NO_GRANT';
    const byName = all.some(
      (x) => x.control?.op === 5 && counts(x) && x.control.entries.some((id) => equalBytes(id, e.id)),
    );
    const cut =
      standing.some((r) => beyond(e, r)) ||
      (op !== null && op >= 2 && op !== 3 && chains.get(e) !== null && isHit(e)) ||
      (op === 3 && chains.get(e) !== null && !isSelf(e));
    return cut && (op !== null || !byName) ? 'Q_CUT' : 'accepted';
  };

  const epochs = [genesis, ...acts]
    .filter((e) => e === genesis || counts(e))
    .flatMap((e) => {
      const next = e.control?.op === 0 || e.control?.op === 3 || e.control?.op === 4 ? e.control.next : null;
      return next ? [{ n: next.n, epoch: next.epoch, id: e.id }] : [];
    })
    .toSorted((a, b) => b.n - a.n || compareBytes(b.id, a.id));
  const wrapped = (epoch: Uint8Array, key: Uint8Array): boolean =>
    [genesis, ...acts]
      .filter((e) => e === genesis || counts(e))
      .some((e) => {
        const c = e.control;
        const wraps = c?.op === 2 ? c.wraps : c?.op === 0 || c?.op === 3 || c?.op === 4 ? (c.next?.wraps ?? []) : [];
        return wraps.some((w) => equalBytes(w.epoch, epoch) && equalBytes(w.seat, key));
      });
  const eligible = epochs.find((e) =>
    keys.every((k) => (!held.includes(k) || isEnded(k) ? !wrapped(e.epoch, k) : roleOf(k) < 2 || wrapped(e.epoch, k))),
  );
  return {
    effective: acts
      .filter(counts)
      .map((e) => toHex(e.id))
      .sort(),
    voided: acts
      .filter((e) => !counts(e))
      .map((e) => toHex(e.id))
      .sort(),
    seats: held
      .map((k) => {
        const grants = grantsOf(k).map((g) => toHex(g.id));
        const ended = standing.filter((r) => r.control?.op === 3 && equalBytes(r.control.seatKey, k));
        return `${toHex(k)} ${roleOf(k)} ${grants.join(',')} ended by ${ended.map((r) => toHex(r.id)).join(',')}`;
      })
      .sort(),
    standing: all.map((e) => `${toHex(e.id)} ${verdict(e)}`).sort(),
    eligible: isPublic || !eligible ? 'rotate' : `${eligible.n} ${toHex(eligible.epoch)}`,
  };
}
