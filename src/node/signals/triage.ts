/** Triage as entries: one action of a person, over one signal or many, is one entry where it fits; `undo` takes it back whole. */
import { KuaFailure, refuse } from '../../base/failures.ts';
import { type RecordId, uuid4 } from '../../base/ids.ts';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import type { TriageAnswer, TriageInput, TriageState } from '../../contract/areas/signals.ts';
import type { Ctx, End, PayloadClaim, Value } from '../../ledger/model.ts';
import { claimsOf, textOf, textsOf } from '../../records/field-values.ts';
import { foldRecord } from '../../records/fold.ts';
import type { RecordView } from '../../records/model.ts';
import { triageMark, triageMove, triageStateOf } from '../../records/triage.ts';
import { asOfMs } from '../as-of.ts';
import { type Context, actor, authorOf, follow } from '../context.ts';
import { packed, type Piece } from '../lists/action.ts';
import { ctxOf, parseClaimId } from '../payloads.ts';
import { resolveId } from '../reads/show.ts';
import type { Space } from '../spaces.ts';
import { personBytes } from '../users.ts';
import { ourParties } from '../writes/claims.ts';
import { personRef } from './account.ts';
import { checkedInput, type Checked } from './triage-input.ts';
import { promoted } from './promote.ts';

/** What one action works with: looked up once, whatever the number of signals. */
interface Desk {
  readonly c: Context;
  readonly input: Checked;
  readonly by: Uint8Array;
  readonly ours: ReadonlySet<string>;
  /** New record of a promotion: made with the first signal, joined by the others. */
  record: RecordId | null;
}

interface Target {
  readonly id: RecordId;
  readonly bytes: Uint8Array;
  readonly view: RecordView;
  readonly space: Space;
}

async function targetOf(c: Context, text: string, spaceName: string | undefined): Promise<Target> {
  const id = await resolveId(c.parts, text, spaceName);
  const claims = await c.parts.projection.claimsOf(id.text);
  const home = (await c.parts.projection.item(id.text))?.space;
  if (claims.length === 0 || home === undefined) return refuse('E_NOT_FOUND', { id: id.text });
  if (id.kind !== 'Signal') return refuse('E_ID_KIND', { id: id.text, expected: 'sig', found: id.text.slice(0, 3) });
  const space = c.parts.spaces.find(home);
  return { id: id.text, bytes: id.id, view: foldRecord(id.text, claims), space };
}

/** Who made the state that stands: a person of this node by name. */
async function stateBy(c: Context, view: RecordView): Promise<string | null> {
  const claim = claimsOf(view, 'state')[0];
  return claim?.by == null ? null : ((await c.people.byId(claim.by))?.name ?? null);
}

async function refuseChanged(c: Context, view: RecordView, expect: string | undefined): Promise<void> {
  if (expect === undefined || expect === triageMark(view)) return;
  refuse('E_TRIAGE_STATE', { state: triageStateOf(view), by: (await stateBy(c, view)) ?? '' });
}

/** Claims and ends of one signal; replaces our own earlier ones, leaves those of other organisations beside them. */
function createWrites(desk: Desk, target: Target, ctx: Ctx) {
  const claims: PayloadClaim[] = [];
  const ends: End[] = [];
  const own = (field: string) =>
    claimsOf(target.view, field).filter((x) => desk.ours.has(x.party) && x.space === target.space.hex);
  return {
    claims,
    ends,
    set(field: string, value: Value): void {
      for (const old of own(field)) {
        const ref = parseClaimId(old.claim);
        if (ref) ends.push({ type: 'claim', target: ref, by: claims.length, reason: null });
      }
      claims.push({ subject: target.bytes, kind: 'Signal', field, value, ctx });
    },
    add(field: string, value: Value): void {
      if (!textsOf(target.view, field).includes(String(value)))
        claims.push({ subject: target.bytes, kind: 'Signal', field, value, ctx });
    },
    end(field: string): void {
      for (const old of own(field)) {
        const ref = parseClaimId(old.claim);
        if (ref) ends.push({ type: 'claim', target: ref, by: null, reason: null });
      }
    },
    link(from: RecordId, to: RecordId, kind: string): void {
      const subject = uuid4(desk.c.parts.random(16));
      for (const [field, value] of [
        ['from', from],
        ['to', to],
        ['kind', kind],
      ] as const)
        claims.push({ subject, kind: 'Relation', field, value, ctx });
    },
  };
}

type Writes = ReturnType<typeof createWrites>;

/** What stays of an earlier decision is taken out when another takes its place. */
function endEarlier(writes: Writes, target: Target, to: TriageState, action: TriageInput['action']): void {
  if (action !== 'later' && textOf(target.view, 'later') !== null) writes.end('later');
  if (to !== 'duplicate' && textOf(target.view, 'duplicate_of') !== null) writes.end('duplicate_of');
  const keeps = action === 'later' || action === 'read' || action === 'assign';
  if (!keeps && textOf(target.view, 'reason') !== null) writes.end('reason');
  if (action === 'reopen') writes.end('assignee');
}

async function pieceOf(desk: Desk, target: Target, from: TriageState, to: TriageState): Promise<Piece> {
  const { c, input } = desk;
  const ctx = ctxOf({ obs: new Date(c.parts.clock()).toISOString() });
  const writes = createWrites(desk, target, ctx);
  endEarlier(writes, target, to, input.action);
  if (to !== from) writes.set('state', to);
  const taken = input.action === 'read' || input.action === 'assign';
  const assignee = input.assignee ?? personRef(desk.by);
  // Whoever decides on a signal that nobody has takes it by that.
  if (taken || (input.action !== 'reopen' && input.action !== 'later' && textOf(target.view, 'assignee') === null))
    if (textOf(target.view, 'assignee') !== assignee) writes.set('assignee', assignee);
  if (input.until !== null) writes.set('later', input.until);
  if (input.reason !== null) writes.set('reason', input.reason);
  if (input.action === 'duplicate_of' && input.other) writes.set('duplicate_of', input.other);
  if (input.action === 'corroborate' && input.other)
    writes.link(input.other, target.id, input.origin === 'same_origin' ? 'same_origin' : 'supports');
  if (input.contradictedBy) writes.link(input.contradictedBy, target.id, 'contradicts');
  if (input.action === 'promote') {
    const made =
      input.attach === null && desk.record === null ? await promoted(c, target.view, input.event, ctx) : null;
    const record: RecordId = input.attach ?? desk.record ?? made?.id ?? refuse('E_INTERNAL');
    desk.record = record;
    if (made) writes.claims.push(...made.claims);
    writes.add('promoted_to', record);
    writes.link(record, target.id, 'derived_from');
  }
  if (writes.claims.length === 0 && writes.ends.length === 0)
    return refuse('E_TRIAGE_MOVE', { from, action: input.action });
  return { space: target.space, claims: writes.claims, ends: writes.ends };
}

async function startDesk(
  c: Context,
  input: ApiIn<'signals.triage'> | ApiIn<'signals.triage_many'>,
  space: Space,
): Promise<Desk> {
  const { user } = await actor(c, input.person);
  const checked = await checkedInput(c, input, space, asOfMs(input.as_of, c.parts.clock()));
  const by = personBytes(user);
  return { c, input: checked, by, ours: await ourParties(c, space), record: null };
}

/** The move that an action makes of a signal now. Throws E_TRIAGE_MOVE, E_TRIAGE_STATE, E_TRIAGE_INPUT. */
async function moveOf(desk: Desk, target: Target, expect: string | undefined): Promise<[TriageState, TriageState]> {
  await refuseChanged(desk.c, target.view, expect);
  const from = triageStateOf(target.view);
  const to = triageMove(from, desk.input.action, desk.input.origin ?? undefined);
  if (!to.ok) return refuse(to.error.code, to.error.params);
  if (desk.input.other === target.id || desk.input.attach === target.id || desk.input.contradictedBy === target.id)
    refuse('E_TRIAGE_INPUT', { action: desk.input.action, field: 'other' });
  return [from, to.value];
}

export async function triage(c: Context, input: ApiIn<'signals.triage'>): Promise<TriageAnswer> {
  const target = await targetOf(c, input.id, input.space);
  const desk = await startDesk(c, input, target.space);
  const [from, to] = await moveOf(desk, target, input.expect);
  const piece = await pieceOf(desk, target, from, to);
  const [entry] = await authorOf(c).appendAcross(packed(c, desk.by, ctxOf({}), [piece]));
  await follow(c);
  const after = foldRecord(target.id, await c.parts.projection.claimsOf(target.id));
  return { entry: entry ?? '', state: to, revision: triageMark(after), record: desk.record };
}

export async function triageMany(
  c: Context,
  input: ApiIn<'signals.triage_many'>,
): Promise<ApiOut<'signals.triage_many'>> {
  const ids = [...new Set(input.ids)];
  if (ids.length === 0 || ids.length > 500) return refuse('E_LIMIT', { field: 'ids', max: 500 });
  const desk = await startDesk(c, input, c.parts.spaces.find(input.space));
  const pieces: Piece[] = [];
  const leftOut: ApiOut<'signals.triage_many'>['left_out'][number][] = [];
  for (const id of ids) {
    let target: Target | null = null;
    try {
      target = await targetOf(c, id, input.space);
      const [from, to] = await moveOf(desk, target, input.expect?.[id]);
      pieces.push(await pieceOf(desk, target, from, to));
    } catch (error) {
      if (!(error instanceof KuaFailure)) throw error;
      const state = target && triageStateOf(target.view);
      const by = target && (await stateBy(c, target.view));
      leftOut.push({ id, code: error.failure.code, state, by });
    }
  }
  if (pieces.length === 0) return { count: 0, entries: [], left_out: leftOut };
  const entries = await authorOf(c).appendAcross(packed(c, desk.by, ctxOf({}), pieces));
  await follow(c);
  return { count: pieces.length, entries, left_out: leftOut };
}
