/** Units made by code rather than by a profile (seed statement, example): each value checked as a form's would be. */
import { type Failure, fail, type Json, ok, type Result } from '../base/result.ts';
import type { Value } from '../ledger/model.ts';
import { type KindName, recordId } from '../records/kind-names.ts';
import { parseFieldValue } from '../records/validate.ts';
import { derivedId, recordIdBytes } from './ids.ts';
import type { ImportTarget } from './port.ts';
import type { Unit, UnitClaim, UnitCtx, UnitRecord } from './unit.ts';

/** A value, or a value with what its claim says beside it. */
export interface Said {
  readonly value: Json;
  readonly extra: { readonly [key: string]: Value };
}
export type Fields = { readonly [field: string]: Json | Said | readonly (Json | Said)[] | undefined };
export interface RecordDraft {
  readonly kind: KindName;
  readonly key: readonly string[];
  readonly fields: Fields;
}
export interface UnitDraft {
  readonly key: string;
  readonly ctx: UnitCtx;
  readonly records: readonly RecordDraft[];
}

export const said = (value: Json, extra: { readonly [key: string]: Value }): Said => ({ value, extra });
const isSaid = (v: Json | Said | undefined): v is Said =>
  typeof v === 'object' &&
  v !== null &&
  !Array.isArray(v) &&
  Object.keys(v).length === 2 &&
  'extra' in v &&
  'value' in v;

export interface UnitMaker {
  readonly target: Pick<ImportTarget, 'mac' | 'isPublic'>;
  readonly namespace: string;
}

/** Text id of a record of that kind and key. */
export const refOf = (maker: UnitMaker, kind: KindName, ...key: readonly string[]): string =>
  recordId(kind, derivedId(maker.target, maker.namespace, kind, key));

/** Fails with the code of the first value that its field does not take, naming record and field. */
export function makeUnit(maker: UnitMaker, draft: UnitDraft, row = 0): Result<Unit, Failure> {
  const records: UnitRecord[] = [];
  const claims: UnitClaim[] = [];
  for (const [index, r] of draft.records.entries()) {
    records.push({ kind: r.kind, id: recordIdBytes(maker.target, maker.namespace, r.kind, r.key) });
    for (const [field, given] of Object.entries(r.fields)) {
      if (given === undefined) continue;
      for (const one of Array.isArray(given) ? (given as readonly (Json | Said)[]) : [given as Json | Said]) {
        const { value, extra } = isSaid(one) ? one : { value: one, extra: null };
        const own: UnitCtx | null = extra ? { ...draft.ctx, extra: { ...draft.ctx.extra, ...extra } } : null;
        // `@n`: the n-th record of this unit, whose id may be random.
        const local = typeof value === 'string' ? /^@(\d+)$/.exec(value) : null;
        if (local) {
          claims.push({ record: index, field, value: '', ref: Number(local[1]), ctx: own });
          continue;
        }
        const parsed = parseFieldValue(r.kind, field, value);
        if (!parsed.ok) return fail(parsed.error.code, { record: r.key.join(' '), field, ...parsed.error.params });
        claims.push({ record: index, field, value: parsed.value, ctx: own });
      }
    }
  }
  return ok({ row, key: draft.key, ctx: draft.ctx, records, claims, shared: [] });
}

export function makeUnits(maker: UnitMaker, drafts: readonly UnitDraft[]): Result<readonly Unit[], Failure> {
  const units: Unit[] = [];
  for (const [i, draft] of drafts.entries()) {
    const made = makeUnit(maker, draft, i + 1);
    if (!made.ok) return made;
    units.push(made.value);
  }
  return ok(units);
}

/** Ctx of units made by code. */
export function draftCtx(
  sources: readonly Uint8Array[],
  extra: { readonly [key: string]: Value },
  obs: string | null = null,
): UnitCtx {
  return { conf: 'reported', sources, obs, extra };
}
