/** Claims by hand: a new value, a replacement, a retraction, a new record. */
import { toHex } from '../../base/bytes.ts';
import { parseEdtf } from '../../base/dates.ts';
import { refuse } from '../../base/failures.ts';
import { type RecordId, uuid4 } from '../../base/ids.ts';
import type { Json } from '../../base/result.ts';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import type { Ctx, End, PayloadClaim, Source, Value } from '../../ledger/model.ts';
import { type KindName, recordId } from '../../records/kind-names.ts';
import type { RecordClaim, RecordView } from '../../records/model.ts';
import { fieldOf } from '../../records/registry.ts';
import { parseFieldValue } from '../../records/validate.ts';
import { type Context, actor, authorOf, follow } from '../context.ts';
import { asAction } from '../lists/action.ts';
import { ctxOf, parseClaimId, parseSource, payloadOf, type Said } from '../payloads.ts';
import { startReading } from '../reading.ts';
import { kindNamed } from '../reads/search.ts';
import { resolveId } from '../reads/show.ts';
import type { Space } from '../spaces.ts';
import { payloadIn } from '../stored.ts';
import { refuseFrozen } from './frozen.ts';

type Spoken = Pick<ApiIn<'claim'>, 'speaker' | 'conf' | 'modality' | 'source' | 'obs' | 'value_lang' | 'note' | 'vis'>;

const CONFS = ['reported', 'corroborated', 'verified', 'set_aside'];
const MODALITIES = ['asserted', 'alleged', 'possible', 'denied', 'withdrawn'];
const VISIBILITIES = ['public', 'coalition', 'organisation', 'vault'];

function oneOf(name: string, value: string | undefined, allowed: readonly string[]): string | undefined {
  if (value !== undefined && !allowed.includes(value)) refuse('E_TERM', { scheme: name, value, nearest: [...allowed] });
  return value;
}

/** What a person said about a value, checked. */
export function saidOf(spoken: Spoken): Said {
  const sources: Source[] = [];
  if (spoken.source !== undefined && spoken.source !== '') {
    const parsed = parseSource(spoken.source);
    if (!parsed.ok) return refuse(parsed.error.code, parsed.error.params);
    sources.push(parsed.value);
  }
  const obs = spoken.obs || undefined;
  if (obs !== undefined && !parseEdtf(obs).ok) refuse('E_DATE', { value: obs.slice(0, 60) });
  return {
    conf: oneOf('conf', spoken.conf, CONFS),
    sources,
    obs,
    extra: {
      speaker: spoken.speaker || undefined,
      modality: oneOf('modality', spoken.modality, MODALITIES),
      lang: spoken.value_lang || undefined,
      vis: oneOf('visibility', spoken.vis, VISIBILITIES),
      note: spoken.note || undefined,
    },
  };
}

export function parsedValue(kind: string, field: string, value: Json): Value {
  const parsed = parseFieldValue(kind as KindName, field, value);
  return parsed.ok ? parsed.value : refuse(parsed.error.code, parsed.error.params);
}

/** Where a claim is written: the record's space, or our own private space when only we may read it (records design, Visibility). */
export function placeOfWriting(
  c: Context,
  space: Space,
  kind: string,
  field: string,
  ctx: Ctx,
): { readonly space: Space; readonly ctx: Ctx } {
  const ceiling = ctx.extra['vis'] ?? fieldOf(kind as KindName, field)?.vis ?? 'coalition';
  if (ceiling !== 'vault' && ceiling !== 'organisation') return { space, ctx };
  const own = c.parts.spaces.own();
  if (!own || own.hex === space.hex) return { space, ctx };
  return { space: own, ctx: { ...ctx, extra: { ...ctx.extra, case: space.hex } } };
}

/** The live claim of our own party; another organisation's claim is never replaced or withdrawn. Throws E_CLAIM. */
async function ownClaim(c: Context, claims: readonly RecordClaim[], text: string): Promise<RecordClaim> {
  const found = claims.find((x) => x.claim === text);
  const space = found ? c.parts.spaces.find(found.space) : null;
  return found && space && (await c.parts.spaces.isOurs(space, found.party))
    ? found
    : refuse('E_CLAIM', { claim: text.slice(0, 80) });
}

export async function claim(c: Context, input: ApiIn<'claim'>): Promise<ApiOut<'claim'>> {
  const id = await resolveId(c.parts, input.id, input.space);
  const claims = await c.parts.projection.claimsOf(id.text);
  const first = claims[0];
  if (!first || id.kind === null) return refuse('E_NOT_FOUND', { id: id.text });
  const value = parsedValue(id.kind, input.field, input.value);
  await refuseFrozen(c, { how: 'say', kind: id.kind, id: id.text, field: input.field, value });
  const { by } = await actor(c, input.person);
  const home = c.parts.spaces.find(input.space ?? first.space);
  const placed = placeOfWriting(c, home, id.kind, input.field, ctxOf(saidOf(input)));
  const ends: End[] = [];
  // A statement is in one state: the next takes the place of ours, and does not stand beside it as another account.
  const ours = id.kind === 'Statement' && input.field === 'state' ? await ourParties(c, home) : new Set<string>();
  const replaces = input.replaces ?? claims.find((x) => x.field === 'state' && ours.has(x.party))?.claim;
  if (replaces !== undefined) {
    const old = await ownClaim(c, claims, replaces);
    const target = parseClaimId(old.claim);
    if (!target || old.field !== input.field) return refuse('E_CLAIM', { claim: replaces.slice(0, 80) });
    ends.push({ type: 'claim', target, by: 0, reason: null });
  }
  const meanwhile = await saidSince(c, claims, input);
  const body: PayloadClaim = { subject: id.id, kind: id.kind, field: input.field, value, ctx: null };
  const [entry] = await authorOf(c).append(placed.space, [{ payload: payloadOf(by, placed.ctx, [body], ends) }]);
  await follow(c);
  return { entry: entry ?? '', claim: `${entry ?? ''}.0`, ...(meanwhile.length > 0 ? { meanwhile } : {}) };
}

/** Accounts of the field that came in after the revision the writer had read. */
async function saidSince(
  c: Context,
  claims: readonly RecordClaim[],
  input: Pick<ApiIn<'claim'>, 'field' | 'seen'>,
): Promise<NonNullable<ApiOut<'claim'>['meanwhile']>> {
  const seen = Number(/^(\d+)-/.exec(input.seen ?? '')?.[1] ?? Number.NaN);
  const since = claims.filter((x) => x.field === input.field && x.ms > seen);
  if (since.length === 0) return [];
  const reading = await startReading(c.parts);
  return since.map((x) => ({ author: reading.authorOf(x.party), by: reading.personOf(x.by) }));
}

export async function retract(c: Context, input: ApiIn<'retract'>): Promise<ApiOut<'retract'>> {
  const target = parseClaimId(input.claim);
  const stored = target ? await c.parts.ledger.entry(target.entry) : null;
  if (!target || !stored) return refuse('E_CLAIM', { claim: input.claim.slice(0, 80) });
  const space = c.parts.spaces.find(toHex(stored.space));
  const { by } = await actor(c, input.person);
  const end: End = { type: 'claim', target, by: null, reason: input.reason ?? null };
  const ours = await c.parts.ledger.secrets('writer', stored.space);
  const said = (await payloadIn(c.parts, stored))?.claims[target.index];
  if (!said || !ours.some((w) => toHex(w.id) === toHex(stored.writer)))
    return refuse('E_CLAIM', { claim: input.claim.slice(0, 80) });
  const { kind, field, value } = said;
  await refuseFrozen(c, { how: 'retract', kind, id: recordId(kind, said.subject), field, value });
  const [entry] = await authorOf(c).append(space, [{ payload: payloadOf(by, ctxOf({}), [], [end]) }]);
  await follow(c);
  return { entry: entry ?? '' };
}

/** A value about to be written; `replaces` names a claim of our own party that it takes the place of. */
export interface FieldWrite {
  readonly field: string;
  readonly value: Value;
  readonly ctx: Ctx;
  readonly replaces?: string | undefined;
}

/** Our own live claim on a field, which a later decision of ours replaces; undefined when there is none. */
export function ownOn(view: RecordView, field: string, ours: ReadonlySet<string>): string | undefined {
  return view.fields[field]?.claims.find((x) => ours.has(x.party))?.claim;
}

/** Party keys of this node in a space, hex. */
export async function ourParties(c: Context, space: Space): Promise<ReadonlySet<string>> {
  return new Set((await c.parts.ledger.secrets('party', space.id)).map((s) => toHex(s.id)));
}

/**
 * Writes the fields of one record as one user action. Fields that only our organisation may read go into the own space,
 * in an entry acknowledged together with the first.
 */
export async function writeRecord(
  c: Context,
  space: Space,
  by: Uint8Array,
  id: { readonly text: RecordId; readonly id: Uint8Array; readonly kind: string },
  fields: readonly FieldWrite[],
): Promise<string> {
  const grouped = new Map<string, { space: Space; claims: PayloadClaim[]; ends: End[] }>();
  for (const f of fields) {
    const placed = placeOfWriting(c, space, id.kind, f.field, f.ctx);
    const group = grouped.get(placed.space.hex) ?? { space: placed.space, claims: [], ends: [] };
    const target = f.replaces === undefined ? null : parseClaimId(f.replaces);
    if (target) group.ends.push({ type: 'claim', target, by: group.claims.length, reason: null });
    group.claims.push({ subject: id.id, kind: id.kind, field: f.field, value: f.value, ctx: placed.ctx });
    grouped.set(placed.space.hex, group);
  }
  const parts = [...grouped.values()].map((g) => ({
    space: g.space,
    draft: { payload: payloadOf(by, ctxOf({}), g.claims, g.ends) },
  }));
  const entries = await authorOf(c).appendAcross(asAction(c, parts));
  await follow(c);
  return entries[0] ?? '';
}

export async function recordNew(c: Context, input: ApiIn<'record.new'>): Promise<ApiOut<'record.new'>> {
  const kind = kindNamed(input.kind);
  const space = c.parts.spaces.find(input.space);
  const { by } = await actor(c, input.person);
  const ctx = ctxOf(saidOf(input));
  const fields: { field: string; value: Value; ctx: Ctx }[] = [];
  for (const [field, given] of Object.entries(input.fields)) {
    const list =
      Array.isArray(given) &&
      (fieldOf(kind as KindName, field)?.card === '*' || fieldOf(kind as KindName, field)?.card === '+');
    for (const value of list ? (given as readonly Json[]) : [given])
      fields.push({ field, value: parsedValue(kind, field, value), ctx });
  }
  // A new demand of a frozen statement would stand among those that were signed.
  const tie = fields.find((f) => kind === 'Demand' && f.field === 'statement');
  if (tie) await refuseFrozen(c, { how: 'say', kind, id: '', field: tie.field, value: tie.value });
  if (fields.length === 0) return refuse('E_EMPTY', { field: 'fields' });
  const bytes = uuid4(c.parts.random(16));
  const id = recordId(kind, bytes);
  const entry = await writeRecord(c, space, by, { text: id, id: bytes, kind }, fields);
  return { id, entry };
}
