/**
 * Which entry stands before which by `prev`. The store knows every entry; control entries alone know only themselves, so
 * the ancestry made of them answers null as soon as a link is an entry of another kind.
 */
import { equalBytes, toHex } from '../base/bytes.ts';
import type { Ancestry, Certificate, ControlEntry, Cut } from './membership-model.ts';
import type { Header } from './model.ts';

/** Entries that follow each other by one without a branch: within a run the number alone tells what stands before what. */
interface Run {
  /** Number of its lowest entry, and what that one follows. */
  readonly from: number;
  readonly prev: string | null;
}
interface Place {
  readonly run: Run;
  readonly seq: number;
}

/** Where each entry stands. A chain of ten thousand is one run: asked about it, nobody walks it. */
function runsOf(headers: ReadonlyMap<string, Header>): ReadonlyMap<string, Place> {
  const children = new Map<string, number>();
  const prevOf = new Map<string, string | null>();
  for (const [hex, { prev }] of headers) {
    const before = prev && toHex(prev);
    prevOf.set(hex, before);
    if (before !== null) children.set(before, (children.get(before) ?? 0) + 1);
  }
  const places = new Map<string, Place>();
  for (const [hex] of headers) {
    // Down to an entry that has its place or begins a run, then up again.
    const open: string[] = [];
    for (let at: string | null = hex; at !== null && !places.has(at); ) {
      const header = headers.get(at);
      if (!header) break;
      open.push(at);
      at = prevOf.get(at) ?? null;
    }
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      const header = headers.get(at);
      if (!header) continue;
      const prev = prevOf.get(at) ?? null;
      const before = prev === null ? undefined : places.get(prev);
      const follows =
        before !== undefined && prev !== null && children.get(prev) === 1 && header.seq === before.seq + 1;
      places.set(at, { run: follows ? before.run : { from: header.seq, prev }, seq: header.seq });
    }
  }
  return places;
}

export function heldAncestry(entries: readonly Pick<ControlEntry, 'id' | 'header'>[]): Ancestry {
  const headers = new Map<string, Header>();
  for (const e of entries) headers.set(toHex(e.id), e.header);
  const places = runsOf(headers);
  return {
    isIn(id, of) {
      const wanted = toHex(id);
      const held = places.get(wanted);
      const floor = held?.seq ?? 0;
      let at = toHex(of);
      for (;;) {
        if (at === wanted) return held ? true : null;
        const place = places.get(at);
        if (!place) return null;
        if (held?.run === place.run) return held.seq <= place.seq;
        // Numbers fall by one along `prev`: below the wanted entry's own number it is not to be met any more.
        const { run } = place;
        if (run.prev === null || run.from <= floor) return false;
        at = run.prev;
      }
    },
  };
}

/**
 * True when an entry of that writer is not a cut entry nor an ancestor of one; a writer without a cut is beyond entirely.
 * While a cut entry is not held, its number decides.
 */
export function isBeyond(
  cuts: readonly Cut[],
  entry: { readonly id: Uint8Array; readonly header: Pick<Header, 'writer' | 'seq'> },
  ancestry: Ancestry,
): boolean {
  const { id, header } = entry;
  return !cuts.some((cut) => {
    if (!equalBytes(cut.writer, header.writer)) return false;
    if (equalBytes(cut.id, id)) return true;
    return ancestry.isIn(id, cut.id) ?? header.seq <= cut.seq;
  });
}

/** Seat of an entry: its writer's, or, of a writer forked at its first entry, that of the entry's own branch. */
export function seatOfEntry(
  certificates: readonly Certificate[],
  entry: { readonly id: Uint8Array; readonly header: Pick<Header, 'prev'> },
  ancestry: Ancestry,
): Uint8Array | null {
  const [first] = certificates;
  if (!first || certificates.length === 1) return first?.seat ?? null;
  const own = certificates.find((c) => {
    if (equalBytes(c.entry, entry.id)) return true;
    const { prev } = entry.header;
    return ancestry.isIn(c.entry, entry.id) ?? (prev !== null && ancestry.isIn(c.entry, prev) === true);
  });
  return (own ?? first).seat;
}
