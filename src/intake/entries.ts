/**
 * Units to entry payloads. A row that may concern a person is an entry of its own; packed rows share entries of up to
 * 64 KB, whose ctx lists them as `rows: [[row, ck, first claim]]`.
 */
import type { Ctx, End, Payload, PayloadClaim, Source, Value } from '../ledger/model.ts';
import { recordId } from '../records/kind-names.ts';
import type { EntryDraft } from './port.ts';
import { ctxText, type Unit, type UnitCtx } from './unit.ts';

export const ENTRY_LIMITS = { packBytes: 65_536, packClaims: 900, unitBytes: 204_800, unitClaims: 1000 } as const;

/** A unit with its ids, content key and the earlier claims it replaces. */
export interface ReadyUnit {
  readonly unit: Unit;
  readonly ids: readonly Uint8Array[];
  /** 32 bytes. */
  readonly ck: Uint8Array;
  readonly ends: readonly End[];
  /** Length of what it says: close to its size in the entry. */
  readonly weight: number;
}

export function makeCtx(ctx: UnitCtx, extra: { readonly [key: string]: Value }): Ctx {
  const src: readonly Source[] =
    ctx.sources.length === 0 ? [{ type: 'own' }] : ctx.sources.map((id) => ({ type: 'source', id }));
  return { conf: ctx.conf, src, obs: ctx.obs, extra: { ...ctx.extra, ...extra } };
}

function makeClaims(ready: ReadyUnit, base: UnitCtx, cache: Map<UnitCtx, Ctx>): readonly PayloadClaim[] {
  const { unit, ids } = ready;
  const same = unit.ctx === base || ctxText(unit.ctx) === ctxText(base);
  return unit.claims.map((c) => {
    const wanted = c.ctx ?? (same ? null : unit.ctx);
    let ctx: Ctx | null = null;
    if (wanted) {
      ctx = cache.get(wanted) ?? makeCtx(wanted, {});
      cache.set(wanted, ctx);
    }
    const kind = unit.records[c.record]?.kind ?? 'Event';
    const target = c.ref === undefined ? undefined : unit.records[c.ref];
    const value = target && c.ref !== undefined ? recordId(target.kind, ids[c.ref] ?? new Uint8Array(16)) : c.value;
    return { subject: ids[c.record] ?? new Uint8Array(16), kind, field: c.field, value, ctx };
  });
}

export interface EntryMaker {
  readonly by: Uint8Array | null;
  readonly batch: Uint8Array;
}

/** One row, one entry. */
export function singleEntry(ready: ReadyUnit, maker: EntryMaker): EntryDraft {
  const { unit, ck, ends } = ready;
  const payload: Payload = {
    by: maker.by,
    ctx: makeCtx(unit.ctx, { row: unit.row, ck }),
    claims: makeClaims(ready, unit.ctx, new Map()),
    ends,
    batch: maker.batch,
  };
  return { payload };
}

/** Rows in order, as many to an entry as fit; `ends` point at claims of their own row and move with it. */
export function packedEntries(units: readonly ReadyUnit[], maker: EntryMaker): readonly EntryDraft[] {
  const drafts: EntryDraft[] = [];
  let group: ReadyUnit[] = [];
  let bytes = 0;
  let claims = 0;
  const flush = (): void => {
    const [head] = group;
    if (!head) return;
    const all: PayloadClaim[] = [];
    const ends: End[] = [];
    const rows: Value[] = [];
    const cache = new Map<UnitCtx, Ctx>();
    for (const ready of group) {
      const first = all.length;
      rows.push([ready.unit.row, ready.ck, first]);
      all.push(...makeClaims(ready, head.unit.ctx, cache));
      for (const e of ready.ends) ends.push(e.type === 'claim' && e.by !== null ? { ...e, by: e.by + first } : e);
    }
    const ctx = makeCtx(head.unit.ctx, { rows });
    drafts.push({ payload: { by: maker.by, ctx, claims: all, ends, batch: maker.batch } });
    group = [];
    bytes = 0;
    claims = 0;
  };
  for (const ready of units) {
    const n = ready.unit.claims.length;
    const full = bytes + ready.weight > ENTRY_LIMITS.packBytes || claims + n > ENTRY_LIMITS.packClaims;
    if (group.length > 0 && (full || ready.ends.length > 0)) flush();
    group.push(ready);
    bytes += ready.weight + 60;
    claims += n;
    if (ready.ends.length > 200) flush();
  }
  flush();
  return drafts;
}
