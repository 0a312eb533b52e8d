/** A unit of import: one row's records as claims, before ids are final. Ends, content keys and entries come in `write.ts`. */
import type { Failure } from '../base/result.ts';
import type { Value } from '../ledger/model.ts';
import { canonicalText } from '../records/canonical.ts';
import type { KindName } from '../records/kind-names.ts';

/** What holds for claims: the ctx of an entry without `row` and `ck`. Sources are ids of Source records; none = own. */
export interface UnitCtx {
  readonly conf: string;
  readonly sources: readonly Uint8Array[];
  readonly obs: string | null;
  readonly extra: { readonly [key: string]: Value };
}

/** A record of the unit; `id` null = a person in a public space, whose id is random and found again by the content key. */
export interface UnitRecord {
  readonly kind: KindName;
  readonly id: Uint8Array | null;
}

export interface UnitClaim {
  /** Index into `records`. */
  readonly record: number;
  readonly field: string;
  /** Of a reference within the unit: overwritten with the text id of `records[ref]`. */
  readonly value: Value;
  readonly ref?: number;
  /** null: the unit's own. */
  readonly ctx: UnitCtx | null;
}

export interface Unit {
  /** Line or position in the file; 0 for records that do not come from a row. */
  readonly row: number;
  /** Names the row for good within its profile: first half of the content key. */
  readonly key: string;
  readonly ctx: UnitCtx;
  readonly records: readonly UnitRecord[];
  readonly claims: readonly UnitClaim[];
  /** Records that many rows share; written first, when they do not exist. */
  readonly shared: readonly SharedUnit[];
}
export interface SharedUnit {
  readonly kind: KindName;
  readonly id: Uint8Array;
  readonly unit: Unit;
}

export interface RowFailure {
  readonly row: number;
  readonly column: string;
  readonly failure: Failure;
  readonly value: string;
  /** The row's own cells, for the error file. */
  readonly cells: readonly string[];
}

const ctxTexts = new WeakMap<UnitCtx, string>();
export function ctxText(ctx: UnitCtx): string {
  let text = ctxTexts.get(ctx);
  if (text === undefined) {
    const sources = ctx.sources.map((s) => Buffer.from(s).toString('hex')).join('+');
    text = `${ctx.conf}|${sources}|${ctx.obs ?? ''}|${canonicalText(ctx.extra)}`;
    ctxTexts.set(ctx, text);
  }
  return text;
}

/** What the unit says, without row number, batch and random ids: second half of the content key. */
export function unitText(unit: Unit): string {
  let out = ctxText(unit.ctx);
  for (const c of unit.claims) {
    const value = c.ref === undefined ? canonicalText(c.value) : `~${c.ref}`;
    out += `\n${c.record}${unit.records[c.record]?.kind ?? ''}.${c.field}=${value}`;
    if (c.ctx) out += `@${ctxText(c.ctx)}`;
  }
  return out;
}
