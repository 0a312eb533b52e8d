/**
 * One action on many records as one user action: the records of a filter, or those named, exactly as many as were read
 * back; one entry, or as few as hold them; undo of one of these undoes all.
 */
import { fromHex, toHex } from '../../base/bytes.ts';
import { refuse } from '../../base/failures.ts';
import { type RecordId, uuid4 } from '../../base/ids.ts';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import type { BulkInput, BulkSkipped } from '../../contract/areas/lists.ts';
import type { Ctx, End, PayloadClaim, Value } from '../../ledger/model.ts';
import { claimsOf, textOf, textsOf } from '../../records/field-values.ts';
import { foldRecord } from '../../records/fold.ts';
import { recordId } from '../../records/kind-names.ts';
import type { RecordView } from '../../records/model.ts';
import { isOpenState, triageStateOf } from '../../records/triage.ts';
import { asOfMs } from '../as-of.ts';
import { type Context, actor, authorOf, follow } from '../context.ts';
import { ctxOf, parseClaimId } from '../payloads.ts';
import { startReading } from '../reading.ts';
import { readableClaims } from '../reads/readable.ts';
import { filterQuery } from '../reads/search.ts';
import { resolveId } from '../reads/show.ts';
import type { Space } from '../spaces.ts';
import { hasRole } from '../users.ts';
import { ourParties, parsedValue, placeOfWriting } from '../writes/claims.ts';
import { packed, type Piece } from './action.ts';

export const MOST_BULK = 5_000;
const SKIPPED_SHOWN = 50;
/** Values of one field of one record (records design, section 1). */
const ABOUT_MOST = 200;

interface Desk {
  readonly c: Context;
  readonly input: BulkInput;
  readonly text: string;
  readonly space: Space;
  readonly by: Uint8Array;
  readonly ours: ReadonlySet<string>;
  readonly ctx: Ctx;
  /** Records that a verification has set aside, or that wait for its second person. */
  readonly underReview: ReadonlySet<string>;
}

interface Target {
  readonly id: RecordId;
  readonly bytes: Uint8Array;
  readonly view: RecordView;
}

type Made = Piece | { readonly skip: string };

async function idsOf(c: Context, input: BulkInput): Promise<readonly RecordId[]> {
  if (input.ids && input.ids.length > 0) {
    const ids: RecordId[] = [];
    for (const text of new Set(input.ids)) ids.push((await resolveId(c.parts, text, input.space)).text);
    return ids;
  }
  const filter = { ...input.filter, ...(input.space === undefined ? {} : { space: input.space }) };
  const query = await filterQuery(c.parts, filter, asOfMs(input.as_of, c.parts.clock()), c.role);
  if (!query) return [];
  const found = await c.parts.projection.search({ ...query, limit: 1 });
  if (!found.ok) return refuse(found.error.code, found.error.params);
  const { total } = found.value;
  if (total > MOST_BULK) refuse('E_BULK_LIMIT', { max: MOST_BULK, n: total });
  return c.parts.projection.matching(query, MOST_BULK + 1);
}

const claimOn = (t: Target, field: string, value: Value, ctx: Ctx): PayloadClaim => ({
  subject: t.bytes,
  kind: t.view.kind,
  field,
  value,
  ctx,
});

/** A value beside the others, where the field may be read by those who may read it. */
function added(desk: Desk, t: Target, field: string): Piece {
  const placed = placeOfWriting(desk.c, desk.space, t.view.kind, field, desk.ctx);
  const value = parsedValue(t.view.kind, field, desk.text);
  return { space: placed.space, claims: [claimOn(t, field, value, placed.ctx)], ends: [] };
}

function signalAside(desk: Desk, t: Target): Made {
  if (!isOpenState(triageStateOf(t.view))) return { skip: 'not_open' };
  const claims: PayloadClaim[] = [];
  const ends: End[] = [];
  for (const [field, value] of [
    ['state', 'set_aside'],
    ['reason', desk.text],
  ] as const) {
    for (const old of claimsOf(t.view, field).filter((x) => desk.ours.has(x.party) && x.space === desk.space.hex)) {
      const target = parseClaimId(old.claim);
      if (target) ends.push({ type: 'claim', target, by: claims.length, reason: null });
    }
    claims.push(claimOn(t, field, value, desk.ctx));
  }
  return { space: desk.space, claims, ends };
}

/** The first person's half of a verification; a second one concludes it on the record's page. */
function reviewAside(desk: Desk, t: Target): Made {
  if (desk.underReview.has(t.id)) return { skip: 'set_aside_already' };
  const me = toHex(desk.by);
  if (Object.values(t.view.fields).some((f) => f.claims.some((x) => x.batch === null && x.by === me)))
    return { skip: 'own_record' };
  const subject = uuid4(desk.c.parts.random(16));
  const fields: readonly (readonly [string, Value])[] = [
    ['target', t.id],
    ['conclusion', 'set_aside'],
    ['reviewer', recordId('Person', desk.by)],
    ['checks', { kind: 'source', result: 'set_aside', text: desk.text }],
  ];
  const ctx = { ...desk.ctx, extra: { ...desk.ctx.extra, note: desk.text } };
  return {
    space: desk.space,
    claims: fields.map(([field, value]) => ({ subject, kind: 'Verification', field, value, ctx })),
    ends: [],
  };
}

function pieceOf(desk: Desk, t: Target): Made {
  switch (desk.input.action) {
    case 'tag':
      return textsOf(t.view, 'tags').includes(desk.text) ? { skip: 'has_tag' } : added(desk, t, 'tags');
    case 'note':
      return added(desk, t, 'note');
    case 'set_aside':
      return t.view.kind === 'Signal' ? signalAside(desk, t) : reviewAside(desk, t);
    default:
      throw new Error('tasks are made for all records at once');
  }
}

/** Tasks about the records, as many as hold them; the organisation's own, in its own space. */
async function taskPieces(desk: Desk, ids: readonly RecordId[]): Promise<readonly Piece[]> {
  const { c, input } = desk;
  const placed = placeOfWriting(c, desk.space, 'Task', 'title', desk.ctx);
  const user = input.action === 'task' && input.assignee ? await c.people.named(input.assignee) : null;
  const assignee = user ? fromHex(user.id) : null;
  const due = input.due ? parsedValue('Task', 'due', input.due) : null;
  const pieces: Piece[] = [];
  for (let at = 0; at < ids.length; at += ABOUT_MOST) {
    const subject = uuid4(c.parts.random(16));
    const fields: (readonly [string, Value])[] = [
      ['title', desk.text],
      ['state', 'open'],
      ...(assignee ? [['assignee', recordId('Person', assignee)] as const] : []),
      ...(due === null ? [] : [['due', due] as const]),
      ...ids.slice(at, at + ABOUT_MOST).map((id): readonly [string, Value] => ['about', id]),
    ];
    const claims = fields.map(([field, value]) => ({ subject, kind: 'Task', field, value, ctx: placed.ctx }));
    pieces.push({ space: placed.space, claims, ends: [] });
  }
  return pieces;
}

async function underReview(c: Context, space: Space): Promise<ReadonlySet<string>> {
  const out = new Set<string>();
  for (const view of await (await startReading(c.parts)).views('Verification', space))
    if (!view.fields['second_reviewer'] || textOf(view, 'conclusion') === 'set_aside')
      for (const target of textsOf(view, 'target')) out.add(target);
  return out;
}

export async function bulk(c: Context, input: ApiIn<'records.bulk'>): Promise<ApiOut<'records.bulk'>> {
  const text = input.text.normalize('NFC').trim();
  if (text === '') refuse('E_BULK_TEXT');
  const space = c.parts.spaces.find(input.space);
  if ((input.ids?.length ?? 0) > MOST_BULK) refuse('E_BULK_LIMIT', { max: MOST_BULK, n: input.ids?.length ?? 0 });
  const ids = await idsOf(c, input);
  if (ids.length !== input.expect) refuse('E_BULK_CHANGED', { n: ids.length, expected: input.expect });
  const { by } = await actor(c, input.person);
  const ours = await ourParties(c, space);
  const aside = input.action === 'set_aside';
  const reviewing = aside ? await underReview(c, space) : new Set<string>();
  const desk: Desk = { c, input, text, space, by, ours, ctx: ctxOf({}), underReview: reviewing };
  const skipped: BulkSkipped[] = [];
  const pieces: Piece[] = [];
  if (input.action === 'task' || input.action === 'review') pieces.push(...(await taskPieces(desk, ids)));
  else
    for (const [n, id] of ids.entries()) {
      const target = await targetOf(c, id, input.space);
      if (aside && target.view.kind !== 'Signal' && !hasRole(c.role, 'reviewer'))
        refuse('E_FORBIDDEN', { role: 'reviewer' });
      const made = pieceOf(desk, target);
      if ('skip' in made) {
        const title = skipped.length < SKIPPED_SHOWN ? ((await c.parts.projection.item(id))?.title ?? id) : '';
        skipped.push({ id, title, reason: made.skip });
      } else pieces.push(made);
      if (n % 100 === 99) c.onProgress(n + 1, ids.length, 'records');
    }
  const parts = packed(c, by, desk.ctx, pieces);
  const entries = parts.length === 0 ? [] : await authorOf(c).appendAcross(parts);
  await follow(c);
  return {
    ...{ entry: entries[0] ?? '', entries, changed: ids.length - skipped.length },
    ...{ skipped: skipped.slice(0, SKIPPED_SHOWN), skipped_count: skipped.length },
  };
}

async function targetOf(c: Context, text: string, space: string | undefined): Promise<Target> {
  const id = await resolveId(c.parts, text, space);
  const claims = readableClaims(await c.parts.projection.claimsOf(id.text), c.role);
  if (claims.length === 0 || id.kind === null) return refuse('E_NOT_FOUND', { id: id.text });
  return { id: id.text, bytes: id.id, view: foldRecord(id.text, claims) };
}
