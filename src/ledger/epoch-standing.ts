/** Which epochs a private space has and which seats hold each, from its effective control entries. */
import { compareBytes, toHex } from '../base/bytes.ts';
import type { ControlEntry, EpochStanding } from './membership-model.ts';
import type { NextEpoch, Wrap } from './model.ts';

const announced = ({ control: c }: ControlEntry): NextEpoch | null =>
  c.op === 0 || c.op === 3 || c.op === 4 ? c.next : null;

const wrapsOf = (entry: ControlEntry): readonly Wrap[] =>
  entry.control.op === 2 ? entry.control.wraps : (announced(entry)?.wraps ?? []);

/** Sorted by (n, entry id). A wrap counts for the epoch that it names, whichever entry carries it. */
export function epochsOf(effective: readonly ControlEntry[]): readonly EpochStanding[] {
  const covers = new Map<string, Set<string>>();
  for (const entry of effective)
    for (const wrap of wrapsOf(entry)) {
      const epoch = toHex(wrap.epoch);
      const seats = covers.get(epoch);
      if (seats) seats.add(toHex(wrap.seat));
      else covers.set(epoch, new Set([toHex(wrap.seat)]));
    }
  return effective
    .flatMap((entry): EpochStanding[] => {
      const next = announced(entry);
      const of = next && covers.get(toHex(next.epoch));
      return next ? [{ n: next.n, epoch: next.epoch, entry: entry.id, covers: of ?? new Set() }] : [];
    })
    .sort((a, b) => a.n - b.n || compareBytes(a.entry, b.entry));
}
