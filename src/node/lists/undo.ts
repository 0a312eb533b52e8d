/**
 * Undo of one user action: a new entry of the same party ends what still stands of it and says again what it had replaced
 * or withdrawn, so that the record is as it was before. History keeps both. There is no undo of an undo: the action is done again.
 */
import { fromHex, toHex } from '../../base/bytes.ts';
import { refuse } from '../../base/failures.ts';
import type { RecordId } from '../../base/ids.ts';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import { encodeCbor } from '../../ledger/cbor.ts';
import type { ClaimRef, Ctx, End, Payload, PayloadClaim } from '../../ledger/model.ts';
import { recordId } from '../../records/kind-names.ts';
import type { RecordClaim } from '../../records/model.ts';
import type { StoredEntry } from '../../store/port.ts';
import { type Context, actor, authorOf, follow } from '../context.ts';
import { ctxOf } from '../payloads.ts';
import { payloadIn } from '../stored.ts';
import { refuseFrozen } from '../writes/frozen.ts';
import { entriesOfAction, packed, type Piece } from './action.ts';

/** First word of the reason an undo gives for each end; what the person wrote follows after a colon. */
export const UNDONE = 'undone';

/** Decisions that stay: what was decided is answered by a new decision, never taken out (records design, sections 5 and 6). */
const LASTING_KINDS: readonly string[] = ['CoSignature', 'Publication'];

interface Held {
  readonly stored: StoredEntry;
  readonly payload: Payload;
}

async function heldEntry(c: Context, text: string): Promise<Held> {
  const id = fromHex(text.split('.')[0] ?? '');
  const stored = id?.length === 32 ? await c.parts.ledger.entry(id) : null;
  const named = { entry: text.slice(0, 64) };
  if (!stored || stored.kind !== 0) return refuse('E_UNDO_ENTRY', named);
  const writers = await c.parts.ledger.secrets('writer', stored.space);
  if (!writers.some((w) => toHex(w.id) === toHex(stored.writer))) return refuse('E_UNDO_OTHER', named);
  const payload = await payloadIn(c.parts, stored);
  if (!payload) return refuse('E_UNDO_ENTRY', named);
  if (payload.batch) return refuse('E_UNDO_BATCH', { batch: toHex(payload.batch) });
  if (payload.ctx.extra['undo'] !== undefined || payload.ends.some((e) => e.type === 'batch'))
    return refuse('E_UNDO_AGAIN', named);
  return { stored, payload };
}

/** Live claims of records, each read once. */
function createLive(c: Context): (id: RecordId) => Promise<readonly RecordClaim[]> {
  const known = new Map<string, readonly RecordClaim[]>();
  return async (id) => {
    const claims = known.get(id) ?? (await c.parts.projection.claimsOf(id));
    known.set(id, claims);
    return claims;
  };
}

type Live = ReturnType<typeof createLive>;

async function refuseLasting(c: Context, live: Live, claim: PayloadClaim): Promise<void> {
  const { kind, field, value } = claim;
  const id = recordId(kind, claim.subject);
  const concluded =
    kind === 'Verification' && (await live(id)).some((x) => x.field === 'second_reviewer' || x.field === 'dissent');
  if (LASTING_KINDS.includes(kind) || concluded || (kind === 'Demand' && field === 'move'))
    refuse('E_UNDO_DECISION', { kind, field });
  await refuseFrozen(c, { how: 'retract', kind, id, field, value });
}

/** Keys of a ctx that name the row or action a claim came with: what is said again came with this undo. */
const OF_ENTRY: readonly string[] = ['ck', 'rows', 'action', 'undo'];

const saidAgain = (ctx: Ctx): Ctx => ({
  ...ctx,
  extra: Object.fromEntries(Object.entries(ctx.extra).filter(([key]) => !OF_ENTRY.includes(key))),
});

const sameValue = (a: PayloadClaim, b: RecordClaim): boolean =>
  a.field === b.field && toHex(encodeCbor(a.value)) === toHex(encodeCbor(b.value));

/** The claim an entry took away, to be said again; null when its words are erased or somebody of us said it again since. */
async function takenAway(c: Context, live: Live, ref: ClaimRef, party: string | null): Promise<PayloadClaim | null> {
  const stored = await c.parts.ledger.entry(ref.entry);
  const payload = stored && (await payloadIn(c.parts, stored));
  const claim = payload?.claims[ref.index];
  if (!payload || !claim) return null;
  const standing = await live(recordId(claim.kind, claim.subject));
  if (standing.some((x) => (party === null || x.party === party) && sameValue(claim, x))) return null;
  return { ...claim, ctx: saidAgain(claim.ctx ?? payload.ctx) };
}

/** What one entry of the action leaves to end and to say again. */
async function piecesOf(c: Context, live: Live, held: Held, reason: string): Promise<readonly Piece[]> {
  const space = c.parts.spaces.find(toHex(held.stored.space));
  const entry = toHex(held.stored.id);
  const [party] = await c.parts.ledger.secrets('party', held.stored.space);
  const pieces: Piece[] = [];
  const standing = new Set<number>();
  for (const [index, claim] of held.payload.claims.entries()) {
    const isLive = (await live(recordId(claim.kind, claim.subject))).some((x) => x.claim === `${entry}.${index}`);
    if (!isLive) continue;
    await refuseLasting(c, live, claim);
    standing.add(index);
    const end: End = { type: 'claim', target: { entry: held.stored.id, index }, by: null, reason };
    pieces.push({ space, claims: [], ends: [end] });
  }
  for (const end of held.payload.ends) {
    // A replacement that was itself replaced since is not what stands: what it replaced stays in the history.
    if (end.type !== 'claim' || (end.by !== null && !standing.has(end.by))) continue;
    const again = await takenAway(c, live, end.target, party ? toHex(party.id) : null);
    if (again) pieces.push({ space, claims: [again], ends: [] });
  }
  return pieces;
}

export async function undo(c: Context, input: ApiIn<'undo'>): Promise<ApiOut<'undo'>> {
  const held = await heldEntry(c, input.entry);
  const { by } = await actor(c, input.person);
  const live = createLive(c);
  const reason = input.reason?.trim() ? `${UNDONE}: ${input.reason.trim()}` : UNDONE;
  const pieces: Piece[] = [];
  for (const part of await entriesOfAction(c, held.stored, held.payload))
    pieces.push(...(await piecesOf(c, live, part, reason)));
  if (pieces.length === 0) return refuse('E_UNDO_NOTHING', { entry: input.entry.slice(0, 64) });
  const ctx = ctxOf({ extra: { undo: held.stored.id } });
  const entries = await authorOf(c).appendAcross(packed(c, by, ctx, pieces));
  await follow(c);
  const ended = pieces.reduce((n, p) => n + p.ends.length, 0);
  return { entry: entries[0] ?? '', entries, ended };
}
