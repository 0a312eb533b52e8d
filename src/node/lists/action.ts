/**
 * One user action that needs more than one entry: over two spaces, or larger than an entry may be. Its entries carry the
 * same `action` in their ctx and are appended in one transaction, so that undoing one of them undoes all.
 */
import { equalBytes } from '../../base/bytes.ts';
import { encodeCbor } from '../../ledger/cbor.ts';
import type { Ctx, End, Payload, PayloadClaim } from '../../ledger/model.ts';
import { payloadValue } from '../../ledger/payload-codec.ts';
import type { StoredEntry } from '../../store/port.ts';
import type { Context } from '../context.ts';
import { ctxOf, payloadOf } from '../payloads.ts';
import type { Space } from '../spaces.ts';
import { payloadIn } from '../stored.ts';

/** Below the 256 KiB of an entry (ENTRY_LIMITS), with room for its ctx and padding. */
const PACKED_BYTES = 200_000;

/** Claims that must stand in one entry, and what they end; `by` of an end counts within the piece. */
export interface Piece {
  readonly space: Space;
  readonly claims: readonly PayloadClaim[];
  readonly ends: readonly End[];
}

export interface ActionPart {
  readonly space: Space;
  readonly draft: { readonly payload: Payload };
}

const sizeOf = (claims: readonly PayloadClaim[], ends: readonly End[]): number =>
  encodeCbor(payloadValue(payloadOf(null, ctxOf({}), claims, ends))).length;

/** Marks drafts of one user action; a single one needs no mark. */
export function asAction(c: Context, drafts: readonly ActionPart[]): readonly ActionPart[] {
  if (drafts.length < 2) return drafts;
  const action = c.parts.random(16);
  return drafts.map(({ space, draft: { payload } }) => ({
    space,
    draft: { payload: { ...payload, ctx: { ...payload.ctx, extra: { ...payload.ctx.extra, action } } } },
  }));
}

/** Pieces in as few entries as hold them, one space after another. */
export function packed(c: Context, by: Uint8Array, ctx: Ctx, pieces: readonly Piece[]): readonly ActionPart[] {
  const out: ActionPart[] = [];
  for (const space of new Map(pieces.map((p) => [p.space.hex, p.space] as const)).values()) {
    let claims: PayloadClaim[] = [];
    let ends: End[] = [];
    let size = 0;
    const close = (): void => {
      if (claims.length > 0 || ends.length > 0)
        out.push({ space, draft: { payload: payloadOf(by, ctx, claims, ends) } });
      [claims, ends, size] = [[], [], 0];
    };
    for (const piece of pieces) {
      if (piece.space.hex !== space.hex) continue;
      const bytes = sizeOf(piece.claims, piece.ends);
      if (size + bytes > PACKED_BYTES) close();
      const start = claims.length;
      claims.push(...piece.claims);
      for (const end of piece.ends)
        ends.push(end.type === 'claim' && end.by !== null ? { ...end, by: end.by + start } : end);
      size += bytes;
    }
    close();
  }
  return asAction(c, out);
}

/** Entries are looked for this far on both sides: an action has far fewer. */
const NEAR = 64;

const actionOf = (payload: Payload): Uint8Array | null => {
  const action = payload.ctx.extra['action'];
  return action instanceof Uint8Array && action.length === 16 ? action : null;
};

/** Entries of the same user action with their payloads, the one given among them, in the order they were written. */
export async function entriesOfAction(
  c: Context,
  stored: StoredEntry,
  payload: Payload,
): Promise<readonly { readonly stored: StoredEntry; readonly payload: Payload }[]> {
  const action = actionOf(payload);
  if (!action) return [{ stored, payload }];
  const out: { stored: StoredEntry; payload: Payload }[] = [];
  for (const near of await c.parts.ledger.touchedAfter(Math.max(0, stored.touched - NEAR), 2 * NEAR)) {
    const said = near.kind === 0 ? await payloadIn(c.parts, near) : null;
    const of = said && actionOf(said);
    if (said && of && equalBytes(of, action)) out.push({ stored: near, payload: said });
  }
  return out;
}
