/**
 * When erases take effect on an entry (ledger design, section 8; docs/decisions/0027): one of them is by the entry's own
 * party, or seats that manage of two different parties name it. Of the ends that they repeat, those count that the
 * entry's own party repeats, or two managing parties: nobody ends another organisation's words by erasing something.
 * A function of the set: the order and repetition of erases make no difference.
 */
import { compareBytes, equalBytes, toHex } from '../base/bytes.ts';
import type { ClaimRef, EraseTarget } from './model.ts';

/** An accepted erase entry. */
export interface Erasing {
  readonly entry: Uint8Array;
  /** Party key of its author in hex. */
  readonly party: string;
  /** Its author's seat has the role `manage`. */
  readonly manages: boolean;
  readonly targets: readonly EraseTarget[];
}

/** A data entry, as its header names it; `party` null: its writer is not certified here. */
export interface Erasable {
  readonly entry: Uint8Array;
  readonly ph: Uint8Array;
  readonly party: string | null;
}

export interface CountedErase {
  readonly entry: Uint8Array;
  /** Of the ends it repeats, those that count; sorted, each once. */
  readonly ended: readonly (ClaimRef | Uint8Array)[];
}

export type EraseEffect =
  /** `by`: the erases that make it so, sorted by id. */
  | { readonly state: 'effective'; readonly by: readonly CountedErase[] }
  /** One party that manages asks for it; a manager of any other party decides. */
  | { readonly state: 'waiting'; readonly party: string; readonly by: readonly Uint8Array[] }
  | { readonly state: 'none' };

export const refKey = (ref: ClaimRef | Uint8Array): string =>
  ref instanceof Uint8Array ? toHex(ref) : `${toHex(ref.entry)}.${ref.index}`;

/** What each erase of the set says about the entry: its ends, by key. */
function naming(target: Erasable, erases: readonly Erasing[]) {
  const found = new Map<string, { erase: Erasing; ended: Map<string, ClaimRef | Uint8Array> }>();
  for (const erase of erases)
    for (const named of erase.targets) {
      if (!equalBytes(named.entry, target.entry) || !equalBytes(named.ph, target.ph)) continue;
      const key = toHex(erase.entry);
      const one = found.get(key) ?? { erase, ended: new Map<string, ClaimRef | Uint8Array>() };
      for (const ref of named.ended) one.ended.set(refKey(ref), ref);
      found.set(key, one);
    }
  return [...found.values()].sort((a, b) => compareBytes(a.erase.entry, b.erase.entry));
}

export function eraseEffect(target: Erasable, erases: readonly Erasing[]): EraseEffect {
  const all = naming(target, erases);
  const isOwn = (e: Erasing): boolean => target.party !== null && e.party === target.party;
  const own = all.filter((n) => isOwn(n.erase));
  const managing = all.filter((n) => n.erase.manages);
  const managers = new Set(managing.map((n) => n.erase.party));
  const [first] = managers;
  if (own.length === 0 && managers.size < 2) {
    return first === undefined
      ? { state: 'none' }
      : { state: 'waiting', party: first, by: managing.map((n) => n.erase.entry) };
  }
  const counts = (key: string): boolean =>
    own.some((n) => n.ended.has(key)) ||
    new Set(managing.filter((n) => n.ended.has(key)).map((n) => n.erase.party)).size >= 2;
  const by = all.filter((n) => isOwn(n.erase) || (n.erase.manages && managers.size >= 2));
  return {
    state: 'effective',
    by: by.map(({ erase, ended }) => ({
      entry: erase.entry,
      ended: [...ended.keys()]
        .filter(counts)
        .sort()
        .flatMap((key) => ended.get(key) ?? []),
    })),
  };
}
