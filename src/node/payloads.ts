/** Builds payloads from what people and commands say: sources in text form, context, ends. */
import { fromHex } from '../base/bytes.ts';
import { refuse } from '../base/failures.ts';
import { decodeId } from '../base/ids.ts';
import { type Failure, fail, ok, type Result } from '../base/result.ts';
import type { ClaimRef, Ctx, End, Payload, PayloadClaim, Source, Value } from '../ledger/model.ts';

/** `ENTRY.INDEX` as a claim reference. */
export function parseClaimId(text: string): ClaimRef | null {
  const m = /^([0-9a-f]{64})\.(\d{1,4})$/.exec(text);
  const entry = m?.[1] ? fromHex(m[1]) : null;
  return entry && m?.[2] ? { entry, index: Number(m[2]) } : null;
}

/** `src_…`, `evd_…`, a claim id, or `own`. */
export function parseSource(text: string): Result<Source, Failure<'E_ID' | 'E_ID_KIND'>> {
  if (text === 'own') return ok({ type: 'own' });
  const ref = parseClaimId(text);
  if (ref) return ok({ type: 'claim', ref });
  const id = decodeId(text);
  if (!id.ok) return id;
  if (id.value.prefix === 'evd') return ok({ type: 'evidence', id: id.value.id });
  if (id.value.prefix === 'src') return ok({ type: 'source', id: id.value.id });
  return fail('E_ID_KIND', { id: text, expected: 'src, evd', found: id.value.prefix });
}

export interface Said {
  readonly conf?: string | undefined;
  readonly sources?: readonly Source[];
  readonly obs?: string | null | undefined;
  readonly extra?: { readonly [key: string]: Value | undefined };
}

export function ctxOf(said: Said): Ctx {
  const extra: { [key: string]: Value } = {};
  for (const [key, value] of Object.entries(said.extra ?? {})) {
    if (typeof value === 'string' && value.includes('\0')) refuse('E_INPUT', { path: key, reason: 'a text with NUL' });
    if (value !== undefined) extra[key] = value;
  }
  return { conf: said.conf ?? 'reported', src: said.sources ?? [], obs: said.obs ?? null, extra };
}

export const payloadOf = (
  by: Uint8Array | null,
  ctx: Ctx,
  claims: readonly PayloadClaim[],
  ends: readonly End[] = [],
  batch: Uint8Array | null = null,
): Payload => ({ by, ctx, claims, ends, batch });
