/**
 * Which entry stands before which by `prev`. The store knows every entry; control entries alone know only themselves, so
 * the ancestry made of them answers null as soon as a link is an entry of another kind.
 */
import { equalBytes, toHex } from '../base/bytes.ts';
import type { Ancestry, Certificate, ControlEntry, Cut } from './membership-model.ts';
import type { Header } from './model.ts';

export function heldAncestry(entries: readonly Pick<ControlEntry, 'id' | 'header'>[]): Ancestry {
  const headers = new Map<string, Header>();
  for (const e of entries) headers.set(toHex(e.id), e.header);
  return {
    isIn(id, of) {
      const wanted = toHex(id);
      const floor = headers.get(wanted)?.seq ?? 0;
      let at = toHex(of);
      for (;;) {
        if (at === wanted) return headers.has(at) ? true : null;
        const header = headers.get(at);
        if (!header) return null;
        // Numbers fall by one along `prev`: below the wanted entry's own number it is not to be met any more.
        if (header.prev === null || header.seq <= floor) return false;
        at = toHex(header.prev);
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
