/**
 * Frontier: what a node holds of a space, as its branch tips (docs/formats/sync.md).
 *   frontier = [* [writer: 32, seq, head: 32]]   sorted by (writer, head), no row twice; several rows of a writer: a fork
 * Heads are entry ids, so two nodes that meet find every fork of which they hold different branches.
 */
import { compareBytes, toHex } from '../base/bytes.ts';
import { type Failure, fail, ok, type Result } from '../base/result.ts';
import { decodeCbor, encodeCbor } from './cbor.ts';
import type { Value } from './model.ts';
import { isBytesOf, isUint } from './shape.ts';

export interface FrontierRow {
  readonly writer: Uint8Array;
  readonly seq: number;
  readonly head: Uint8Array;
}
/** Sorted by (writer, head). */
export type Frontier = readonly FrontierRow[];

/** What one side lacks of a writer. */
export interface Range {
  readonly writer: Uint8Array;
  /** Entries of the writer with this seq and above, in every branch, ... */
  readonly fromSeq: number;
  /** ... but for these heads and their ancestors, which the peer holds. `lacking` takes them away. */
  readonly except: readonly Uint8Array[];
}

/** 1,000 writers make a space; forks add rows. About 5 MB at most. */
export const FRONTIER_MAX_ROWS = 65_536;

const compareRows = (a: FrontierRow, b: FrontierRow): number =>
  compareBytes(a.writer, b.writer) || compareBytes(a.head, b.head);

/** Rows in the order of a frontier, each once. */
export function sortFrontier(rows: Iterable<FrontierRow>): Frontier {
  const sorted = [...rows].toSorted(compareRows);
  return sorted.filter((row, i) => i === 0 || compareRows(sorted[i - 1] as FrontierRow, row) !== 0);
}

export const frontierValue = (frontier: Frontier): Value => frontier.map((r): Value => [r.writer, r.seq, r.head]);

/** The frontier, or null when a row has another form, rows are unsorted or repeated, or there are too many. */
export function parseFrontier(value: Value | undefined): Frontier | null {
  if (!Array.isArray(value) || value.length > FRONTIER_MAX_ROWS) return null;
  const rows: FrontierRow[] = [];
  for (const item of value as readonly Value[]) {
    if (!Array.isArray(item) || item.length !== 3) return null;
    const [writer, seq, head] = item as readonly Value[];
    if (!isBytesOf(writer, 32) || !isUint(seq) || !isBytesOf(head, 32)) return null;
    const row = { writer, seq, head };
    const before = rows.at(-1);
    if (before && compareRows(before, row) >= 0) return null;
    rows.push(row);
  }
  return rows;
}

export const encodeFrontier = (frontier: Frontier): Uint8Array => encodeCbor(frontierValue(frontier));

/** E_FRONTIER: not a frontier. */
export function decodeFrontier(bytes: Uint8Array): Result<Frontier, Failure<'E_FRONTIER'>> {
  const decoded = decodeCbor(bytes);
  const frontier = decoded.ok ? parseFrontier(decoded.value) : null;
  return frontier ? ok(frontier) : fail('E_FRONTIER', { bytes: bytes.length });
}

function rowsByWriter(frontier: Frontier): Map<string, FrontierRow[]> {
  const rows = new Map<string, FrontierRow[]>();
  for (const row of frontier) {
    const name = toHex(row.writer);
    const held = rows.get(name);
    if (held) held.push(row);
    else rows.set(name, [row]);
  }
  return rows;
}

const maxSeq = (rows: readonly FrontierRow[]): number => rows.reduce((most, r) => Math.max(most, r.seq), -1);

function rangeOf(
  mine: readonly FrontierRow[],
  theirs: readonly FrontierRow[],
  held: (id: Uint8Array) => boolean,
  split: number | null,
): Range | null {
  const [first] = mine;
  if (!first) return null;
  const { writer } = first;
  const top = maxSeq(mine);
  const known = theirs.filter((r) => held(r.head));
  const except = known.map((r) => r.head);
  // A head that we lack at a seq that we have: the peer has another branch, and we do not know where it splits.
  if (theirs.some((r) => !held(r.head) && r.seq <= top)) return { writer, fromSeq: 0, except };
  const theirTips = new Set(except.map(toHex));
  if (mine.every((r) => theirTips.has(toHex(r.head)))) return null;
  if (known.length === 0) return theirs.length === 0 ? { writer, fromSeq: 0, except } : null;
  if (mine.length === 1) {
    const fromSeq = maxSeq(known) + 1;
    return fromSeq <= top ? { writer, fromSeq, except: [] } : null;
  }
  // Below the earliest split all branches are one chain; above it a tip of ours may have left any of theirs.
  return { writer, fromSeq: Math.min(split ?? 0, maxSeq(known) + 1), except };
}

/**
 * What a peer with frontier `theirs` lacks of what a node with frontier `mine` holds, by writer. `held`: is this id in the
 * node's ledger. A head held: the writer's later entries; a head unknown at a seq that we have: a fork, the writer from
 * seq 0; an absent writer: all of it; a head unknown beyond ours: nothing, the peer is ahead. `splitOf` gives the
 * earliest split of a forked writer (else its chain is read from 0); `lacking` then leaves out what the peer holds.
 */
export function difference(
  mine: Frontier,
  theirs: Frontier,
  held: (id: Uint8Array) => boolean,
  splitOf: (writer: Uint8Array) => number | null = () => null,
): readonly Range[] {
  const their = rowsByWriter(theirs);
  const ranges: Range[] = [];
  for (const [name, rows] of rowsByWriter(mine)) {
    const writer = (rows[0] as FrontierRow).writer;
    const range = rangeOf(rows, their.get(name) ?? [], held, rows.length > 1 ? splitOf(writer) : null);
    if (range) ranges.push(range);
  }
  return ranges;
}

/** What `lacking` needs of an entry. */
export interface ChainLink {
  readonly id: Uint8Array;
  readonly header: { readonly prev: Uint8Array | null };
}

/** The entries of a range that the peer lacks: all but its heads and their ancestors. `entries`: the range, each before those that name it in `prev`. */
export function lacking<E extends ChainLink>(range: Range, entries: readonly E[]): readonly E[] {
  if (range.except.length === 0) return entries;
  const has = new Set(range.except.map(toHex));
  const out: E[] = [];
  for (let i = entries.length - 1; i >= 0; i--) {
    const entry = entries[i] as E;
    if (!has.has(toHex(entry.id))) out.push(entry);
    else if (entry.header.prev) has.add(toHex(entry.header.prev));
  }
  return out.toReversed();
}

/** Frontier of a set of entries: of each writer those that no other entry of the set names as `prev`. */
export function frontierOf(
  entries: Iterable<{
    readonly id: Uint8Array;
    readonly header: { readonly writer: Uint8Array; readonly seq: number; readonly prev: Uint8Array | null };
  }>,
): Frontier {
  const tips = new Map<string, FrontierRow>();
  const named = new Set<string>();
  for (const { id, header } of entries) {
    tips.set(toHex(id), { writer: header.writer, seq: header.seq, head: id });
    if (header.prev) named.add(toHex(header.prev));
  }
  return sortFrontier([...tips].flatMap(([id, row]) => (named.has(id) ? [] : [row])));
}
