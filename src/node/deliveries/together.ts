/** Fields of several records as one user action: one entry per space, all durable before any is acknowledged. */
import type { RecordId } from '../../base/ids.ts';
import type { End, PayloadClaim } from '../../ledger/model.ts';
import { authorOf, type Context, follow } from '../context.ts';
import { ctxOf, parseClaimId, payloadOf } from '../payloads.ts';
import type { Space } from '../spaces.ts';
import { type FieldWrite, placeOfWriting } from '../writes/claims.ts';

export interface RecordWrite {
  readonly target: { readonly text: RecordId; readonly id: Uint8Array; readonly kind: string };
  readonly fields: readonly FieldWrite[];
}

/** Resolves to the entry in the space itself. */
export async function writeTogether(
  c: Context,
  space: Space,
  by: Uint8Array,
  writes: readonly RecordWrite[],
): Promise<string> {
  const groups = new Map<string, { readonly space: Space; readonly claims: PayloadClaim[]; readonly ends: End[] }>();
  for (const { target, fields } of writes)
    for (const f of fields) {
      const placed = placeOfWriting(c, space, target.kind, f.field, f.ctx);
      const group = groups.get(placed.space.hex) ?? { space: placed.space, claims: [], ends: [] };
      groups.set(placed.space.hex, group);
      const replaced = f.replaces === undefined ? null : parseClaimId(f.replaces);
      if (replaced) group.ends.push({ type: 'claim', target: replaced, by: group.claims.length, reason: null });
      group.claims.push({ subject: target.id, kind: target.kind, field: f.field, value: f.value, ctx: placed.ctx });
    }
  const parts = [...groups.values()].toSorted(
    (a, b) => Number(b.space.hex === space.hex) - Number(a.space.hex === space.hex),
  );
  const entries = await authorOf(c).appendAcross(
    parts.map((g) => ({ space: g.space, draft: { payload: payloadOf(by, ctxOf({}), g.claims, g.ends) } })),
  );
  await follow(c);
  return entries[0] ?? '';
}
