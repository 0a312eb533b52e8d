/**
 * What we send of a space: the entries that a reader lacks and the blocks it wants, in the order of docs/formats/sync.md,
 * read page by page, so that a space of a million entries never stands in memory. Bundles and sync both send this.
 *   (a) chains up to their last control entry  (w) small blocks that the reader asked for  (b) the rest by time  (c) large blocks
 */
import { toHex } from '../../base/bytes.ts';
import { sign1Bytes } from '../../ledger/cose.ts';
import type { Frame } from '../../ledger/frame.ts';
import { type ChainLink, difference, type Frontier, lacking, type Range } from '../../ledger/frontier.ts';
import { SMALL_BLOCK_MAX } from '../../ledger/wire-order.ts';
import type { LedgerReader, StoredEntry } from '../../store/port.ts';
import { chainPages } from '../../store/space-members.ts';

/** Frozen when it is made: entries written later are not part of it, so that it can be gone through twice alike. */
export interface Outgoing {
  readonly space: Uint8Array;
  readonly mine: Frontier;
  readonly lanes: readonly Lane[];
  /** Hashes of payloads that the reader has the entries of. */
  readonly wants: readonly Uint8Array[];
}
interface Lane extends Range {
  readonly toSeq: number;
  /** Highest control entry of the writer; -1: none. */
  readonly lastControl: number;
}
export type Step =
  | { readonly is: 'entry'; readonly entry: StoredEntry }
  | { readonly is: 'block'; readonly ph: Uint8Array; readonly block: Uint8Array };

const PAGE = 256;
/** Of a block that the reader asked for by its hash. */
const MOST_WANTS = 1_000;

/** `theirs`: what the reader holds, as far as we know. `wants`: hashes of payloads whose entries it has. */
export async function planOutgoing(
  ledger: LedgerReader,
  space: Uint8Array,
  theirs: Frontier,
  wants: readonly Uint8Array[] = [],
): Promise<Outgoing> {
  const mine = await ledger.tips(space);
  const held = new Set<string>();
  for (const row of theirs) if (await ledger.entry(row.head)) held.add(toHex(row.head));
  const splits = new Map((await ledger.forks(space)).map((f) => [toHex(f.writer), f.seq]));
  const ranges = difference(
    mine,
    theirs,
    (id) => held.has(toHex(id)),
    (writer) => splits.get(toHex(writer)) ?? null,
  );
  const controls = new Map<string, number>();
  if (ranges.length > 0)
    for (const c of await ledger.controls(space)) {
      const writer = toHex(c.writer);
      controls.set(writer, Math.max(controls.get(writer) ?? -1, c.seq));
    }
  const lanes = ranges.map((range): Lane => {
    const writer = toHex(range.writer);
    const toSeq = mine.filter((r) => toHex(r.writer) === writer).reduce((top, r) => Math.max(top, r.seq), -1);
    return { ...range, toSeq, lastControl: controls.get(writer) ?? -1 };
  });
  return { space, mine, lanes, wants: wants.slice(0, MOST_WANTS) };
}

const byTime = (a: StoredEntry, b: StoredEntry): number =>
  a.ms - b.ms || a.ctr - b.ctr || (toHex(a.id) < toHex(b.id) ? -1 : 1);

/**
 * Of a forked writer: ids (hex) of what the reader lacks. What it has is found from its heads downwards, so that the range is gone
 * through whole; without headers and blocks, which may be many megabytes.
 */
async function lackingIds(ledger: LedgerReader, space: Uint8Array, lane: Lane): Promise<ReadonlySet<string>> {
  const links: ChainLink[] = [];
  for await (const page of chainPages(ledger, space, lane.writer, lane.fromSeq))
    for (const { id, prev, seq } of page) if (seq <= lane.toSeq) links.push({ id, header: { prev } });
  return new Set(lacking(lane, links).map((link) => toHex(link.id)));
}

/** Entries of a lane up to a number, in the order of the chain. */
async function* chain(ledger: LedgerReader, space: Uint8Array, lane: Lane, to: number): AsyncGenerator<StoredEntry> {
  const left = lane.except.length > 0 ? await lackingIds(ledger, space, lane) : null;
  let page = await ledger.entriesAfter(space, lane.writer, lane.fromSeq - 1, PAGE);
  while (page.length > 0) {
    for (const entry of page) {
      if (entry.seq > to) return;
      if (!left || left.has(toHex(entry.id))) yield entry;
    }
    const last = page.at(-1);
    page = last && page.length === PAGE ? await ledger.entriesAfter(space, lane.writer, last.seq, PAGE, last.id) : [];
  }
}

interface Head {
  readonly rest: AsyncGenerator<StoredEntry>;
  readonly entry: StoredEntry;
}

/** Several chains as one, by (ms, ctr, id): times rise along a chain, so that no entry comes before its `prev`. */
async function* merged(chains: readonly AsyncGenerator<StoredEntry>[]): AsyncGenerator<StoredEntry> {
  const heads: Head[] = [];
  const put = async (rest: AsyncGenerator<StoredEntry>): Promise<void> => {
    const next = await rest.next();
    if (next.done) return;
    let [low, high] = [0, heads.length];
    while (low < high) {
      const mid = (low + high) >> 1;
      const at = heads[mid];
      if (at && byTime(at.entry, next.value) > 0) high = mid;
      else low = mid + 1;
    }
    heads.splice(low, 0, { rest, entry: next.value });
  };
  for (const rest of chains) await put(rest);
  for (let head = heads.shift(); head; head = heads.shift()) {
    yield head.entry;
    await put(head.rest);
  }
}

const isGenesis = (e: StoredEntry): boolean => e.kind === 1 && e.seq === 0 && toHex(e.id) === toHex(e.space);

/** The order on the wire. The same plan gives the same steps again, but for payloads that were erased in between. */
export async function* steps(ledger: LedgerReader, plan: Outgoing): AsyncGenerator<Step> {
  const { space, lanes } = plan;
  const early = lanes.filter((l) => l.lastControl >= l.fromSeq);
  const genesis = early.length > 0 && lanes.some((l) => l.fromSeq === 0) ? await ledger.entry(space) : null;
  const founder = genesis && lanes.some((l) => l.fromSeq === 0 && toHex(l.writer) === toHex(genesis.writer));
  // A reader that lacks the genesis can judge nothing before it, whatever the clocks say.
  if (founder && genesis) yield* withBlock(genesis);
  for await (const entry of merged(early.map((l) => chain(ledger, space, l, l.lastControl)))) {
    if (isGenesis(entry)) continue;
    yield { is: 'entry', entry };
    if (entry.kind === 1 && entry.block) yield { is: 'block', ph: entry.ph, block: entry.block };
  }
  const large: { readonly ph: Uint8Array; readonly plen: number; readonly nth: number }[] = [];
  const later = (ph: Uint8Array, plen: number): void => {
    large.push({ ph, plen, nth: large.length });
  };
  for (const ph of plan.wants) {
    const block = await ledger.block(space, ph);
    if (block === null) continue;
    if (block.length <= SMALL_BLOCK_MAX) yield { is: 'block', ph, block };
    else later(ph, block.length);
  }
  const lastControl = new Map(lanes.map((l) => [toHex(l.writer), l.lastControl]));
  for await (const entry of merged(lanes.map((l) => chain(ledger, space, l, l.toSeq)))) {
    const sent = entry.seq <= (lastControl.get(toHex(entry.writer)) ?? -1);
    if (!sent) yield { is: 'entry', entry };
    if (!entry.block || (sent && entry.kind === 1)) continue;
    if (entry.plen <= SMALL_BLOCK_MAX) yield { is: 'block', ph: entry.ph, block: entry.block };
    else later(entry.ph, entry.plen);
  }
  for (const { ph } of large.toSorted((a, b) => a.plen - b.plen || a.nth - b.nth)) {
    const block = await ledger.block(space, ph);
    if (block) yield { is: 'block', ph, block };
  }
}

function* withBlock(entry: StoredEntry): Generator<Step> {
  yield { is: 'entry', entry };
  if (entry.block) yield { is: 'block', ph: entry.ph, block: entry.block };
}

export const frameOf = (step: Step): Frame =>
  step.is === 'entry' ? { is: 'entry', bytes: sign1Bytes(step.entry.header, step.entry.sig) } : step;

/** Bytes that a step's frame takes, a little too high rather than too low. */
export const stepBytes = (step: Step): number =>
  step.is === 'entry' ? step.entry.header.length + step.entry.sig.length + 20 : step.block.length + 48;
