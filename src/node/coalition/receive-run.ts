/** What one run of receiving knows from batch to batch: states of spaces, blocks that wait, how full the limits are, the report. */
import { fromHex, toHex } from '../../base/bytes.ts';
import type { LedgerReader, LedgerStore } from '../../store/port.ts';
import type { Usage } from '../../store/received-port.ts';
import type { VerifiedEntry } from '../../ledger/model.ts';
import type { Parts } from '../parts.ts';
import { type BlockBuffer, createBlockBuffer } from './block-buffer.ts';
import { MAX_REFUSED, type ReceiveReport, type RefusedItem } from './receive-report.ts';
import type { ReceiveOptions } from './receive-types.ts';
import { loadSpaceState, type SpaceState } from './space-state.ts';
import { plainVerifier, type Verifier } from './verifier.ts';

/** Per space (ledger design, section 2): entries, and bytes of headers, signatures and blocks. */
export const QUOTA = { entries: 10_000, bytes: 64 * 1_048_576 } as const;
const BUFFER_BYTES = 16 * 1_048_576;

/** What is counted while the run goes on. */
export interface Counts {
  accepted: number;
  duplicate: number;
  parked: number;
  quarantined: number;
  blocks: number;
  unknown: number;
  keys: number;
  entries: number;
  refusedMore: number;
  more: boolean | null;
  readonly refused: RefusedItem[];
  readonly spaces: Set<string>;
  readonly stale: Set<string>;
}

interface Level {
  entries: number;
  bytes: number;
}

export interface Run {
  readonly parts: Pick<Parts, 'ledger' | 'primitives' | 'clock'> & Partial<Pick<Parts, 'verifier'>>;
  readonly verifier: Verifier;
  readonly options: ReceiveOptions;
  readonly blocks: BlockBuffer;
  readonly counts: Counts;
  /** Parked entries whose wait ended and that the next batch takes. */
  readonly carry: VerifiedEntry[];
  /** Spaces whose locked payloads may open after this batch. */
  readonly unlocked: Set<string>;
  readonly parked: Map<string, Level>;
  /** Ids, in hex, of entries parked in this run: those that come in after all are not counted as parked. */
  readonly parkedIds: Set<string>;
  readonly quarantined: Map<string, Level>;
  /** Newest ms seen that our own clock may follow, by space in hex. */
  readonly seen: Map<string, number>;
  refuse(id: string, code: string): void;
}

export function createRun(parts: Run['parts'], options: ReceiveOptions): Run {
  const counts: Counts = {
    ...{ accepted: 0, duplicate: 0, parked: 0, quarantined: 0, blocks: 0, unknown: 0, keys: 0, entries: 0 },
    ...{ refusedMore: 0, more: null, refused: [], spaces: new Set(), stale: new Set() },
  };
  return {
    ...{
      parts,
      options,
      counts,
      verifier: parts.verifier ?? plainVerifier(parts.primitives),
      blocks: createBlockBuffer(BUFFER_BYTES),
      carry: [],
      unlocked: new Set(),
    },
    ...{ parked: new Map(), parkedIds: new Set(), quarantined: new Map(), seen: new Map() },
    refuse(id, code) {
      if (counts.refused.length < MAX_REFUSED) counts.refused.push({ id, code });
      else counts.refusedMore += 1;
    },
  };
}

/**
 * States of spaces stay with the ledger they were read from: a sync pushes many small batches, and a space of a thousand
 * control entries takes a tenth of a second to read.
 */
const KEPT = new WeakMap<LedgerStore, Map<string, SpaceState>>();
const MAX_KEPT = 64;

/** The state of a space as this transaction sees it. */
export async function spaceState(parts: Run['parts'], tx: LedgerReader, space: Uint8Array): Promise<SpaceState> {
  const kept = KEPT.get(parts.ledger) ?? new Map<string, SpaceState>();
  KEPT.set(parts.ledger, kept);
  const hex = toHex(space);
  const known = kept.get(hex);
  if (known && known.standing === (await tx.standing(space))) return known;
  const state = await loadSpaceState(parts.primitives, tx, space);
  if (kept.size >= MAX_KEPT) kept.clear();
  kept.set(hex, state);
  return state;
}

/** After a transaction that failed: what was noted in it does not stand. */
export function forgetStates(parts: Run['parts']): void {
  KEPT.delete(parts.ledger);
}

/** True when `bytes` more, in so many entries more, stay within the limit; counts them then. */
export async function within(
  levels: Map<string, Level>,
  key: string,
  read: () => Promise<Usage>,
  bytes: number,
  entries = 1,
): Promise<boolean> {
  let level = levels.get(key);
  if (!level) {
    level = { ...(await read()) };
    levels.set(key, level);
  }
  if (level.entries + entries > QUOTA.entries || level.bytes + bytes > QUOTA.bytes) return false;
  level.entries += entries;
  level.bytes += bytes;
  return true;
}

export async function reportOf(run: Run, ledger: LedgerReader): Promise<ReceiveReport> {
  const { counts } = run;
  const missing: { writer: string; seq: number }[] = [];
  for (const hex of counts.spaces) {
    const space = fromHex(hex);
    for (const m of space ? await ledger.missing(space) : []) missing.push({ writer: toHex(m.writer), seq: m.seq });
  }
  return {
    accepted: counts.accepted,
    duplicate: counts.duplicate,
    parked: counts.parked,
    quarantined: counts.quarantined,
    refused: counts.refused,
    refusedMore: counts.refusedMore,
    blocks: counts.blocks,
    unclaimed: run.blocks.unclaimed(),
    unknown: counts.unknown,
    keys: counts.keys,
    missing,
    spaces: [...counts.spaces].sort(),
    stale: [...counts.stale].sort(),
    more: counts.more,
  };
}
