/** The life of a record, entry by entry: which claims each made, which it ended, and what was known at any of them. */
import { fromHex, toHex } from '../../base/bytes.ts';
import type { RecordId } from '../../base/ids.ts';
import { partyOf } from '../../ledger/membership.ts';
import type { RecordClaim } from '../../records/model.ts';
import type { HistoryEntry } from '../../store/port.ts';
import type { Parts } from '../parts.ts';
import { groundOf } from '../coalition/erasure-receipts.ts';
import { payloadIn } from '../stored.ts';

export interface Step {
  /** From 1. */
  readonly n: number;
  readonly entry: string;
  readonly ms: number;
  readonly party: string;
  readonly by: string | null;
  readonly batch: string | null;
  readonly state: string;
  /** The erase entry that took its content away; null: not erased, or that entry is not held (the ledger came from a backup). */
  readonly erased: { readonly party: string | null; readonly ground: string; readonly ms: number } | null;
}
export interface TimedClaim {
  readonly claim: RecordClaim;
  /** Number of the step that made it. */
  readonly made: number;
  /** Number of the step that ended it, null while it stands. */
  readonly ended: number | null;
  readonly reason: string | null;
  readonly how: 'replaced' | 'withdrawn' | 'undone';
}
export interface Timeline {
  readonly steps: readonly Step[];
  readonly claims: readonly TimedClaim[];
}

interface Known extends Omit<Step, 'n'> {
  readonly ctr: number;
}

/** Entries that speak about the record and those that ended what others said of it, in the ledger's order. */
export async function timelineOf(parts: Parts, id: RecordId): Promise<Timeline> {
  const history = await parts.projection.history(id);
  const known = new Map<string, Known>();
  for (const h of history) known.set(h.entry, await ofHistory(parts, h));
  const replacers = new Map<string, boolean>();
  for (const h of history)
    for (const claim of h.claims) {
      if (claim.endedBy === null) continue;
      const ender = known.get(claim.endedBy) ?? (await ofEnder(parts, claim.endedBy, h.party));
      if (ender) known.set(claim.endedBy, ender);
      replacers.set(claim.claim, await isReplaced(parts, claim.endedBy, claim.claim));
    }
  const steps = [...known.values()]
    .toSorted((a, b) => a.ms - b.ms || a.ctr - b.ctr || (a.entry < b.entry ? -1 : 1))
    .map(({ ctr: _ctr, ...step }, i): Step => ({ ...step, n: i + 1 }));
  const number = new Map(steps.map((s) => [s.entry, s.n] as const));
  const claims = history.flatMap((h) =>
    h.claims.map(
      (claim): TimedClaim => ({
        claim,
        made: number.get(h.entry) ?? 0,
        ended: claim.endedBy === null ? null : (number.get(claim.endedBy) ?? 0),
        ...howEnded(claim.endReason, replacers.get(claim.claim) ?? false),
      }),
    ),
  );
  return { steps, claims };
}

async function ofHistory(parts: Parts, h: HistoryEntry): Promise<Known> {
  const stored = await parts.ledger.entry(fromHex(h.entry) ?? new Uint8Array());
  const { entry, ms, party, by, batch, state } = h;
  return { entry, ms, party, by, batch, state, ctr: stored?.ctr ?? 0, erased: await erasedBy(parts, h) };
}

async function erasedBy(parts: Parts, h: HistoryEntry): Promise<Step['erased']> {
  const eraser = h.erasedBy === null ? null : await parts.ledger.entry(fromHex(h.erasedBy) ?? new Uint8Array());
  if (!eraser) return null;
  const { membership } = parts.spaces.find(toHex(eraser.space));
  const party = partyOf(membership, eraser.writer);
  return { party: party && toHex(party), ground: groundOf(parts, eraser), ms: eraser.ms };
}

/** An entry that only ends: it is of the party whose claims it ends, which alone may end them. */
async function ofEnder(parts: Parts, entry: string, party: string): Promise<Known | null> {
  const stored = await parts.ledger.entry(fromHex(entry) ?? new Uint8Array());
  if (!stored) return null;
  const payload = await payloadIn(parts, stored);
  return {
    entry,
    ms: stored.ms,
    ctr: stored.ctr,
    party,
    by: payload?.by ? toHex(payload.by) : null,
    batch: payload?.batch ? toHex(payload.batch) : null,
    state: stored.payloadState,
    erased: null,
  };
}

/** An undo writes its word before the reason a person gave. */
function howEnded(reason: string | null, replaced: boolean): Pick<TimedClaim, 'how' | 'reason'> {
  const undone = /^undone(?:: (.*))?$/s.exec(reason ?? '');
  if (undone) return { how: 'undone', reason: undone[1] ?? null };
  return { how: replaced ? 'replaced' : 'withdrawn', reason };
}

async function isReplaced(parts: Parts, entry: string, claim: string): Promise<boolean> {
  const stored = await parts.ledger.entry(fromHex(entry) ?? new Uint8Array());
  const payload = stored && (await payloadIn(parts, stored));
  return (payload?.ends ?? []).some(
    (e) => e.type === 'claim' && e.by !== null && `${toHex(e.target.entry)}.${e.target.index}` === claim,
  );
}

/** Claims that stood once step `n` was known. */
export const claimsAt = (timeline: Timeline, n: number): readonly RecordClaim[] =>
  timeline.claims.filter((c) => c.made <= n && (c.ended === null || c.ended > n)).map((c) => c.claim);
