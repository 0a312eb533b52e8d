/** A space in memory for tests of this room: appended payloads, the live-claim rule, known rows. No signatures, no store. */
import { createHash, createHmac } from 'node:crypto';
import { toHex } from '../base/bytes.ts';
import type { RecordId } from '../base/ids.ts';
import type { LiveClaim, Payload, Value } from '../ledger/model.ts';
import { claimId, toRecordClaim } from '../records/claims.ts';
import { foldRecord } from '../records/fold.ts';
import { recordId } from '../records/kind-names.ts';
import type { RecordClaim, RecordView } from '../records/model.ts';
import type { KnownRow } from '../store/port.ts';
import type { EntryDraft, ImportTarget } from './port.ts';

interface Held {
  readonly id: Uint8Array;
  readonly payload: Payload;
}

export class MemoryTarget implements ImportTarget {
  readonly space = 'a'.repeat(64);
  readonly isPublic: boolean;
  readonly entries: Held[] = [];
  private counter = 0;
  /** Appends after this many entries fail: a kill. */
  failAfter = Number.POSITIVE_INFINITY;

  constructor(isPublic = true) {
    this.isPublic = isPublic;
  }

  mac(bytes: Uint8Array): Uint8Array {
    return createHmac('sha256', 'salt of the test space').update(bytes).digest();
  }

  random(n: number): Uint8Array {
    this.counter++;
    return createHash('sha256').update(`random ${this.isPublic} ${this.counter}`).digest().subarray(0, n);
  }

  async append(drafts: readonly EntryDraft[]): Promise<readonly string[]> {
    const ids: string[] = [];
    for (const { payload } of drafts) {
      if (this.entries.length >= this.failAfter) throw new Error('killed');
      const id = createHash('sha256').update(`entry ${this.entries.length}`).digest();
      this.entries.push({ id, payload });
      ids.push(toHex(id));
    }
    return ids;
  }

  private cachedAt = -1;
  private cachedSubjects: ReadonlySet<RecordId> = new Set();

  private subjects(): ReadonlySet<RecordId> {
    if (this.cachedAt !== this.entries.length) {
      this.cachedSubjects = new Set(this.live().map((c) => c.subject));
      this.cachedAt = this.entries.length;
    }
    return this.cachedSubjects;
  }

  private ended(): { readonly claims: ReadonlySet<string>; readonly batches: ReadonlySet<string> } {
    const claims = new Set<string>();
    const batches = new Set<string>();
    for (const { payload } of this.entries)
      for (const e of payload.ends)
        if (e.type === 'batch') batches.add(toHex(e.batch));
        else claims.add(claimId(e.target.entry, e.target.index));
    return { claims, batches };
  }

  live(): readonly RecordClaim[] {
    const { claims, batches } = this.ended();
    return this.entries.flatMap(({ id, payload }, n) => {
      if (payload.batch && batches.has(toHex(payload.batch))) return [];
      return payload.claims.flatMap((c, index): RecordClaim[] => {
        if (claims.has(claimId(id, index))) return [];
        const live: LiveClaim = {
          entry: id,
          index,
          space: new Uint8Array(32),
          subject: c.subject,
          kind: c.kind,
          field: c.field,
          value: c.value,
          ctx: c.ctx ?? payload.ctx,
          party: new Uint8Array(32),
          by: payload.by,
          ms: n,
          ctr: 0,
          batch: payload.batch,
          forked: false,
        };
        return [toRecordClaim(live)];
      });
    });
  }

  async known(firstHalves: readonly string[]): Promise<readonly KnownRow[]> {
    const wanted = new Set(firstHalves);
    const { claims, batches } = this.ended();
    return this.entries.flatMap(({ id, payload }) => {
      const batch = payload.batch ? toHex(payload.batch) : '';
      if (batches.has(batch)) return [];
      return rowsOf(payload).flatMap(({ ck, from, to }): KnownRow[] => {
        const first = toHex(ck.subarray(0, 16));
        if (!wanted.has(first)) return [];
        const own = payload.claims.flatMap((c, i) => {
          const claim = claimId(id, i);
          return i >= from && i < to && !claims.has(claim)
            ? [{ claim, subject: recordId(c.kind, c.subject), field: c.field }]
            : [];
        });
        return [{ first, second: toHex(ck.subarray(16)), entry: toHex(id), batch, claims: own }];
      });
    });
  }

  async exists(ids: readonly RecordId[]): Promise<ReadonlySet<RecordId>> {
    const there = this.subjects();
    return new Set(ids.filter((id) => there.has(id)));
  }

  async fold(): Promise<void> {}

  views(): ReadonlyMap<RecordId, RecordView> {
    const bySubject = new Map<RecordId, RecordClaim[]>();
    for (const c of this.live()) bySubject.set(c.subject, [...(bySubject.get(c.subject) ?? []), c]);
    return new Map([...bySubject].map(([id, claims]) => [id, foldRecord(id, claims)] as const));
  }

  counts(): { readonly [kind: string]: number } {
    const counts: { [kind: string]: number } = {};
    for (const v of this.views().values()) counts[v.kind] = (counts[v.kind] ?? 0) + 1;
    return counts;
  }
}

function rowsOf(payload: Payload): readonly { readonly ck: Uint8Array; readonly from: number; readonly to: number }[] {
  const { ck, rows } = payload.ctx.extra;
  const end = payload.claims.length;
  if (ck instanceof Uint8Array) return [{ ck, from: 0, to: end }];
  const list = (Array.isArray(rows) ? rows : []) as readonly (readonly Value[])[];
  return list.map((row, i) => ({
    ck: row[1] as Uint8Array,
    from: Number(row[2]),
    to: Number(list[i + 1]?.[2] ?? end),
  }));
}
