/**
 * Ancestry over a space's entries without holding them all: an unforked writer's chain is known by its numbers, and of a
 * forked one every entry from the split on. Entries that may be asked about are noted first.
 */
import { toHex } from '../base/bytes.ts';
import type { Ancestry } from './membership-model.ts';

interface Link {
  readonly writer: string;
  readonly seq: number;
  readonly prev: string | null;
}
export interface Noted {
  readonly id: Uint8Array;
  readonly writer: Uint8Array;
  readonly seq: number;
  readonly prev: Uint8Array | null;
}

export class ChainAncestry implements Ancestry {
  private readonly kept = new Map<string, Link>();
  private readonly passing = new Map<string, Link>();
  private readonly splits = new Map<string, number>();
  private readonly walked = new Map<string, ReadonlySet<string> | null>();

  /** An entry that is held. `forNow`: until `forget`, so that a run over a million entries does not keep them. */
  note(e: Noted, forNow = false): void {
    this.noteNamed(toHex(e.id), toHex(e.writer), e, forNow);
  }
  /** The same for a caller that has the names of entry and writer in hex already. */
  noteNamed(id: string, writer: string, e: Pick<Noted, 'seq' | 'prev'>, forNow: boolean): void {
    if (this.kept.has(id)) return;
    const link = { writer, seq: e.seq, prev: e.prev && toHex(e.prev) };
    (forNow ? this.passing : this.kept).set(id, link);
    if (this.splits.has(link.writer)) this.walked.clear();
  }
  /** From `seq` on the chain of this writer branches. Its entries from there on are noted by the caller, and kept. */
  split(writer: string, seq: number): void {
    this.splits.set(writer, seq);
    this.walked.clear();
  }
  isSplit(writer: string): boolean {
    return this.splits.has(writer);
  }
  knows(id: Uint8Array): boolean {
    return this.link(toHex(id)) !== undefined;
  }
  drop(id: Uint8Array): void {
    this.passing.delete(toHex(id));
  }
  forget(): void {
    this.passing.clear();
  }

  isIn(id: Uint8Array, of: Uint8Array): boolean | null {
    const name = toHex(of);
    const to = this.link(name);
    if (!to) return null;
    const wanted = toHex(id);
    if (wanted === name) return true;
    const from = this.link(wanted);
    if (!from || from.writer !== to.writer || from.seq >= to.seq) return false;
    const split = this.splits.get(to.writer);
    if (split === undefined || from.seq < split) return true;
    const above = this.branch(name, split);
    return above && above.has(wanted);
  }

  private link(id: string): Link | undefined {
    return this.kept.get(id) ?? this.passing.get(id);
  }

  /** The entry and its ancestors down to the split; null when a link is not known. */
  private branch(name: string, split: number): ReadonlySet<string> | null {
    const known = this.walked.get(name);
    if (known !== undefined) return known;
    const out = new Set<string>();
    for (let at: string | null = name; at !== null; ) {
      const link = this.link(at);
      if (!link) {
        this.walked.set(name, null);
        return null;
      }
      if (link.seq < split) break;
      out.add(at);
      // Below the split there is one chain, and nobody noted it.
      at = link.seq === split ? null : link.prev;
    }
    this.walked.set(name, out);
    return out;
  }
}
