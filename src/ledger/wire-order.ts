/**
 * Order on the wire (docs/formats/sync.md): what decides and what names people goes before what weighs.
 *   (a) of writers with control entries in the range, their chain up to the last one, control blocks attached; genesis first
 *   (b) the rest by (ms, ctr, id), each followed by its block when that has at most 64 KiB
 *   (c) larger blocks, smallest first        (d) media objects, smallest first
 * An entry never precedes its `prev`: times rise along a chain.
 * Reference form: it holds all items. A node reads its chains page by page and must come to the same order.
 */
import { compareBytes, toHex } from '../base/bytes.ts';
import { isGenesis } from './header.ts';
import type { Header } from './model.ts';

export const SMALL_BLOCK_MAX = 65_536;

export interface WireEntry {
  readonly is: 'entry';
  readonly id: Uint8Array;
  readonly header: Pick<Header, 'kind' | 'space' | 'writer' | 'seq' | 'ms' | 'ctr' | 'plen'>;
  /** False: the peer has the entry and wants its block alone. */
  readonly send: boolean;
  /** Is the block here, and does the peer want it. */
  readonly block: boolean;
}
export interface WireBlob {
  readonly is: 'blob';
  readonly address: Uint8Array;
  readonly size: number;
}
/** What to send next: an entry, the block of an entry, or a media object. */
export type WireStep<E extends WireEntry, B extends WireBlob> =
  | { readonly is: 'entry'; readonly entry: E }
  | { readonly is: 'block'; readonly entry: E }
  | { readonly is: 'blob'; readonly blob: B };

const byTime = (a: WireEntry, b: WireEntry): number =>
  a.header.ms - b.header.ms || a.header.ctr - b.header.ctr || compareBytes(a.id, b.id);

/** Of each writer with control entries: the seq of the last. */
function lastControls(entries: readonly WireEntry[]): ReadonlyMap<string, number> {
  const last = new Map<string, number>();
  for (const { header } of entries) {
    if (header.kind !== 1) continue;
    const writer = toHex(header.writer);
    last.set(writer, Math.max(last.get(writer) ?? 0, header.seq));
  }
  return last;
}

/** Steps in order. Items may come in any order; each is sent once, and nothing that is not among them. */
export function* wireOrder<E extends WireEntry, B extends WireBlob>(
  items: Iterable<E | B>,
): Generator<WireStep<E, B>, void, undefined> {
  const entries: E[] = [];
  const blobs: B[] = [];
  for (const item of items)
    if (item.is === 'entry') entries.push(item);
    else blobs.push(item);
  entries.sort(byTime);
  const last = lastControls(entries);
  const early: E[] = [];
  for (const e of entries) if (e.header.seq <= (last.get(toHex(e.header.writer)) ?? -1)) early.push(e);
  // Without the genesis everything else waits parked, and a member's clock may be behind the founder's.
  early.sort((a, b) => Number(isGenesis(b.header)) - Number(isGenesis(a.header)) || byTime(a, b));
  for (const entry of early) {
    if (entry.send) yield { is: 'entry', entry };
    if (entry.block && entry.header.kind === 1) yield { is: 'block', entry };
  }
  const sent = new Set(early);
  const large: E[] = [];
  for (const entry of entries) {
    const isEarly = sent.has(entry);
    if (entry.send && !isEarly) yield { is: 'entry', entry };
    if (!entry.block || (isEarly && entry.header.kind === 1)) continue;
    if (entry.header.plen <= SMALL_BLOCK_MAX) yield { is: 'block', entry };
    else large.push(entry);
  }
  large.sort((a, b) => a.header.plen - b.header.plen || byTime(a, b));
  for (const entry of large) yield { is: 'block', entry };
  blobs.sort((a, b) => a.size - b.size || compareBytes(a.address, b.address));
  for (const blob of blobs) yield { is: 'blob', blob };
}
