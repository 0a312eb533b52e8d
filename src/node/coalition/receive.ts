/**
 * Entries and blocks of others come in here, from a bundle, a peer or a file: verified one by one (checks 1 to 3), then taken
 * in batches, each in one transaction. The same input twice changes nothing; cut off anywhere, what was durable is whole.
 */
import { equalBytes, fromHex, toHex } from '../../base/bytes.ts';
import { splitSign1 } from '../../ledger/cose.ts';
import { verifyEntry } from '../../ledger/entry-verify.ts';
import { BLOCK_MAX, HEADER_MAX } from '../../ledger/header.ts';
import type { VerifiedEntry } from '../../ledger/model.ts';
import type { ParkedEntry } from '../../store/received-port.ts';
import { applyBatch, type IncomingBlock } from './receive-batch.ts';
import { BATCH } from './receive-gather.ts';
import { parkRow } from './receive-park.ts';
import { openLocked } from './receive-keys.ts';
import type { ReceiveReport } from './receive-report.ts';
import { createRun, forgetStates, reportOf, type Run } from './receive-run.ts';
import type { ReceivedFrame, ReceiveOptions } from './receive-types.ts';
import type { Verdict } from './verifier.ts';

/** Blocks of one batch; a block may be 256 KiB. */
const BATCH_BYTES = 8 * 1_048_576;
const BATCH_BLOCKS = 4 * BATCH;
/** Parked under this space: headers of a newer version, of which nothing else is known. */
const UNREAD = new Uint8Array(32);

/** What came since the last batch: nothing of it is verified but the hashes of blocks. */
interface Pending {
  readonly entries: Uint8Array[];
  readonly blocks: IncomingBlock[];
  bytes: number;
}
/** An entry of a newer version: id and bytes. */
interface Unread {
  readonly id: Uint8Array;
  readonly bytes: Uint8Array;
}
interface ReadBatch {
  readonly entries: readonly VerifiedEntry[];
  readonly blocks: readonly IncomingBlock[];
  readonly unread: readonly Unread[];
}
const nothing = (): Pending => ({ entries: [], blocks: [], bytes: 0 });
const isFull = (p: Pending): boolean =>
  p.entries.length >= BATCH || p.bytes >= BATCH_BYTES || p.blocks.length >= BATCH_BLOCKS;
const taken = (entries: readonly VerifiedEntry[]): ReadBatch => ({ entries, blocks: [], unread: [] });

/**
 * Takes entries and blocks from others: checks 1 to 17, batches of at most 1,000 entries per transaction, never half-applied,
 * idempotent. The projection is not followed and spaces are not reloaded: `follow(c)` and `parts.spaces.refresh()` after it.
 * Throws KuaFailure for faults of the disk, and what the frames themselves throw, after keeping what came whole.
 */
export async function receiveFrames(
  parts: Run['parts'],
  frames: AsyncIterable<ReceivedFrame>,
  options: ReceiveOptions = {},
): Promise<ReceiveReport> {
  const run = createRun(parts, options);
  await resume(run);
  let pending = nothing();
  // One batch is applied while the next is read and verified.
  let applying: Promise<void> = Promise.resolve();
  const flush = async (): Promise<void> => {
    const batch = pending;
    pending = nothing();
    const known = await dropKnown(run, batch);
    const verdicts = run.verifier.start(known.entries);
    await applying;
    applying = verdicts.finish().then((found) => applyAll(run, readBatch(run, known, found)));
    applying.catch(() => undefined);
  };
  try {
    for await (const frame of frames) {
      // Before the frame after a full batch, so that a block still joins the entry it follows.
      if (isFull(pending) && frame.is !== 'block') await flush();
      if (pending.bytes >= 2 * BATCH_BYTES) await flush();
      await takeFrame(run, pending, frame);
    }
  } finally {
    await flush();
    await applying;
  }
  return reportOf(run, parts.ledger);
}

async function takeFrame(run: Run, pending: Pending, frame: ReceivedFrame): Promise<void> {
  switch (frame.is) {
    case 'entry':
      return takeEntry(run, pending, frame.bytes);
    case 'block':
      return takeBlock(run, pending, frame.ph, frame.block);
    case 'blob':
      return run.options.onBlob?.(frame);
    case 'note':
      return run.options.onNote?.(frame);
    case 'more':
      run.counts.more = frame.more;
      return;
    case 'unknown':
      run.counts.unknown += 1;
      return;
    case 'bad':
      return run.refuse('', frame.code);
  }
}

function takeEntry(run: Run, pending: Pending, bytes: Uint8Array): void {
  run.counts.entries += 1;
  pending.entries.push(bytes);
}

/** Of so many entries of a batch one must be held before the others are looked up. */
const PROBED = 8;

/**
 * A batch without the entries that are held byte for byte: their signatures were verified when they came, and a bundle that is read
 * twice is mostly such. An entry with another signature than the one held is judged like any other.
 */
async function dropKnown(run: Run, batch: Pending): Promise<Pending> {
  const { ledger, primitives: p } = run.parts;
  const named = (bytes: Uint8Array): { id: Uint8Array; sig: Uint8Array } => {
    const outer = splitSign1(bytes, HEADER_MAX);
    return outer ? { id: p.sha256(outer.payload), sig: outer.signature } : { id: UNREAD, sig: UNREAD };
  };
  const probed = await ledger.signedSo(batch.entries.slice(0, PROBED).map(named));
  if (!probed.includes(true)) return batch;
  const held = [...probed, ...(await ledger.signedSo(batch.entries.slice(PROBED).map(named)))];
  const entries = batch.entries.filter((_, i) => !held[i]);
  run.counts.duplicate += batch.entries.length - entries.length;
  return { ...batch, entries };
}

/** Entries whose checks 1 to 3 hold; of the others each is refused, or left unread when a newer program wrote it. */
function readBatch(run: Run, batch: Pending, verdicts: readonly Verdict[]): ReadBatch {
  const p = run.parts.primitives;
  const entries: VerifiedEntry[] = [];
  const unread: Unread[] = [];
  for (const [i, verdict] of verdicts.entries()) {
    const bytes = batch.entries[i];
    if (verdict.ok) entries.push(verdict.value);
    else if (bytes) {
      const outer = splitSign1(bytes, HEADER_MAX);
      const id = p.sha256(outer ? outer.payload : bytes);
      if (verdict.error.code === 'P_VERSION') unread.push({ id, bytes });
      else run.refuse(toHex(id), verdict.error.code);
    }
  }
  return { entries, blocks: batch.blocks, unread };
}

function takeBlock(run: Run, pending: Pending, ph: Uint8Array, block: Uint8Array): void {
  const name = toHex(ph);
  if (block.length > BLOCK_MAX) run.refuse(name, 'E_SIZE');
  else if (!equalBytes(run.parts.primitives.sha256(block), ph)) run.refuse(name, 'E_PAYLOAD');
  else {
    pending.blocks.push({ ph, name, block });
    pending.bytes += block.length;
  }
}

/** A batch, what it let in from the parked ones, and the payloads that its keys open; a transaction for each step. */
async function applyAll(run: Run, first: ReadBatch): Promise<void> {
  let batch = first;
  while (batch.entries.length + batch.blocks.length + batch.unread.length > 0) {
    await durable(run, batch);
    run.options.onProgress?.(run.counts.entries);
    for (const hex of run.unlocked) {
      const space = fromHex(hex);
      if (space) await openLocked(run.parts, space);
    }
    run.unlocked.clear();
    batch = taken(run.carry.splice(0, BATCH));
  }
}

async function durable(run: Run, { entries, blocks, unread }: ReadBatch): Promise<void> {
  try {
    await run.parts.ledger.transact(async (tx) => {
      for (const { id, bytes } of unread)
        await parkRow(run, tx, {
          ...{ id, space: UNREAD, code: 'P_VERSION', writer: null, seq: null, prev: null, ph: null },
          ...{ frame: bytes, block: null, receivedAt: run.parts.clock() },
        });
      await applyBatch(run, tx, entries, blocks);
    });
  } catch (error) {
    forgetStates(run.parts);
    throw error;
  }
}

/** Operations and header versions that this program reads: what waited for another is looked at again when this changes. */
const READS = 'header 1, operations 0-6';

/**
 * Takes up what an earlier run left, or what may come in since: parked entries whose wait is over, locked payloads whose key is held,
 * entries of newer versions after an upgrade. Every run begins with it, and so does the node.
 */
export async function resumeReceiving(parts: Run['parts']): Promise<void> {
  const run = createRun(parts, {});
  await resume(run);
  for (const space of await parts.ledger.spaces()) await openLocked(parts, space);
}

async function resume(run: Run): Promise<void> {
  const { ledger } = run.parts;
  const parked = await ledger.parkedSpaces();
  if (parked.length === 0) return;
  const upgraded = (await ledger.local('receive', 'reads')) !== READS;
  for (const { space, code } of parked) {
    if (code === 'P_VERSION' && upgraded) await takeAgain(run, (await ledger.parked(space, LEFT)).filter(isUnread));
    if (code === 'P_SPACE' && (await ledger.secrets('seat', space)).length > 0)
      await takeAgain(
        run,
        (await ledger.parked(space, LEFT)).filter((row) => row.code === 'P_SPACE'),
      );
    if (code === 'P_PREV') await takeAgain(run, await ledger.ready(space, LEFT));
  }
  if (upgraded) await ledger.transact((tx) => tx.putLocal('receive', 'reads', READS));
  const { counts } = run;
  Object.assign(counts, { accepted: 0, duplicate: 0, parked: 0, quarantined: 0, blocks: 0 });
  counts.refused.length = 0;
}

const LEFT = 10_000;
const isUnread = (row: ParkedEntry): boolean => row.code === 'P_VERSION';

async function takeAgain(run: Run, rows: readonly ParkedEntry[]): Promise<void> {
  const entries: VerifiedEntry[] = [];
  const read: Uint8Array[] = [];
  for (const row of rows) {
    const entry = verifyEntry(run.parts.primitives, row.frame);
    if (!entry.ok) continue;
    if (row.block && row.ph) run.blocks.put(toHex(row.ph), row.block);
    if (row.writer === null) read.push(row.id);
    entries.push(entry.value);
  }
  if (read.length > 0) await run.parts.ledger.transact((tx) => tx.unpark(UNREAD, read));
  while (entries.length > 0) await applyAll(run, taken(entries.splice(0, BATCH)));
}
