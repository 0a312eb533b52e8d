/** A signed decision among competing accounts: a claim `~FIELD` that prefers or excludes one of them, with its reason. */
import { refuse } from '../../base/failures.ts';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import type { Value } from '../../ledger/model.ts';
import { foldRecord } from '../../records/fold.ts';
import { decisionTarget, fieldOf } from '../../records/registry.ts';
import { type Context, actor } from '../context.ts';
import { ctxOf, parseClaimId } from '../payloads.ts';
import { resolveId } from '../reads/show.ts';
import { ourParties, ownOn, writeRecord } from '../writes/claims.ts';

/** One decision of ours stands per field: a new one takes the place of the last. */
export async function decide(c: Context, input: ApiIn<'record.decide'>): Promise<ApiOut<'record.decide'>> {
  const id = await resolveId(c.parts, input.id, input.space);
  const claims = await c.parts.projection.claimsOf(id.text);
  const target = claims.find((x) => x.claim === input.claim && x.field === input.field);
  const ref = parseClaimId(input.claim);
  if (!target || !ref || id.kind === null) return refuse('E_CLAIM', { claim: input.claim.slice(0, 80) });
  if (fieldOf(id.kind, input.field) === null || decisionTarget(input.field) !== null)
    return refuse('E_FIELD', { kind: id.kind, field: input.field });
  if (input.reason.trim() === '') return refuse('E_REQUIRED', { field: 'reason', state: 'decided' });
  const { by } = await actor(c, input.person);
  const space = c.parts.spaces.find(target.space);
  const value: Value = [input.verb, [[ref.entry, ref.index]], input.reason.trim()];
  const field = `~${input.field}`;
  const before = ownOn(foldRecord(id.text, claims), field, await ourParties(c, space));
  const entry = await writeRecord(c, space, by, { text: id.text, id: id.id, kind: id.kind }, [
    { field, value, ctx: ctxOf({}), replaces: before },
  ]);
  return { entry, claim: `${entry}.0` };
}
