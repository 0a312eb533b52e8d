/** Our own statements: drafted, frozen under one text hash, signed with the organisation's key, published. */
import { fromHex } from '../../base/bytes.ts';
import { refuse } from '../../base/failures.ts';
import { uuid4 } from '../../base/ids.ts';
import type { Json } from '../../base/result.ts';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import { makeCoSignature } from '../../ledger/cosign.ts';
import type { PayloadClaim, Value } from '../../ledger/model.ts';
import { asText, structOf, termOf, textOf } from '../../records/field-values.ts';
import { parseRecordId, recordId } from '../../records/kind-names.ts';
import type { RecordView } from '../../records/model.ts';
import { checkQuote, checkStatementMove, type StatementState } from '../../records/statement-text.ts';
import { type Context, actor, authorOf, follow } from '../context.ts';
import { ctxOf, payloadOf } from '../payloads.ts';
import { type Reading, startReading } from '../reading.ts';
import { contentOf, hashNow, versionsOf } from '../reads/statements.ts';
import { resolveId } from '../reads/show.ts';
import type { Space } from '../spaces.ts';
import { type FieldWrite, ourParties, ownOn, parsedValue, writeRecord } from './claims.ts';

const today = (c: Context): string => new Date(c.parts.clock()).toISOString().slice(0, 10);

async function statementOf(c: Context, input: { readonly space?: string; readonly id: string }) {
  const id = await resolveId(c.parts, input.id, input.space);
  const reading = await startReading(c.parts);
  const view = await reading.view(id.text);
  if (!view || view.kind !== 'Statement') return refuse('E_NOT_FOUND', { id: input.id.slice(0, 80) });
  const item = await reading.item(id.text);
  return { id, view, reading, space: c.parts.spaces.find(input.space ?? item?.space) };
}

/** One entry: the statement and its demands, each tied to a clause that occurs in the text. */
export async function statementNew(c: Context, input: ApiIn<'statement.new'>): Promise<ApiOut<'statement.new'>> {
  const space = c.parts.spaces.find(input.space);
  const { by } = await actor(c, input.person);
  const keys = new Set<string>();
  for (const d of input.demands) {
    if (keys.has(d.key)) refuse('E_INPUT', { path: `demands.${d.key.slice(0, 40)}`, reason: 'one number twice' });
    keys.add(d.key);
    const quoted = checkQuote(d.verbatim, input.text);
    if (!quoted.ok) return refuse(quoted.error.code, { ...quoted.error.params, key: d.key });
  }
  const self = (await c.parts.ledger.local('org', 'self')) as { name?: string } | null;
  const subject = uuid4(c.parts.random(16));
  const id = recordId('Statement', subject);
  const claims: PayloadClaim[] = [];
  const say = (kind: string, of: Uint8Array, field: string, value: Json): void => {
    claims.push({ subject: of, kind, field, value: parsedValue(kind, field, value), ctx: null });
  };
  say('Statement', subject, 'title', input.title);
  say('Statement', subject, 'kind', 'joint statement');
  say('Statement', subject, 'state', 'draft');
  say('Statement', subject, 'issuer', self?.name ?? '');
  say('Statement', subject, 'date', today(c));
  say('Statement', subject, 'versions', { lang: input.lang_original, text: input.text, standing: 'original' });
  const addressees = new Set(input.demands.flatMap((d) => (d.addressee ? [d.addressee] : [])));
  for (const addressee of addressees) say('Statement', subject, 'addressee', addressee);
  for (const d of input.demands) {
    const demand = uuid4(c.parts.random(16));
    say('Demand', demand, 'key', d.key);
    say('Demand', demand, 'text', d.verbatim);
    say('Demand', demand, 'verbatim', d.verbatim);
    say('Demand', demand, 'statement', id);
    say('Demand', demand, 'kind', 'coalition');
    say('Statement', subject, 'demands', recordId('Demand', demand));
  }
  const ctx = ctxOf({ extra: { lang: input.lang_original } });
  const [entry] = await authorOf(c).append(space, [{ payload: payloadOf(by, ctx, claims) }]);
  await follow(c);
  return { id, entry: entry ?? '' };
}

/** Refuses a state that the text, its demands or its hash do not bear. */
async function checkMove(
  c: Context,
  { view, reading }: { readonly view: RecordView; readonly reading: Reading },
  move: readonly [StatementState, StatementState],
  hash: string | null,
): Promise<void> {
  const content = { ...(await contentOf(reading, view)), textHash: hash };
  const checked = checkStatementMove((b) => c.parts.primitives.sha256(b), ...move, content);
  if (!checked.ok) refuse(checked.error.code, checked.error.params);
}

/** Moves a statement to a state: the new state takes the place of our earlier one. */
async function moveTo(
  c: Context,
  space: Space,
  person: string | undefined,
  view: RecordView,
  state: string,
  more: readonly FieldWrite[] = [],
): Promise<string> {
  const { by } = await actor(c, person);
  const parsed = parseRecordId(view.id);
  if (!parsed.ok) return refuse(parsed.error.code, parsed.error.params);
  const replaces = ownOn(view, 'state', await ourParties(c, space));
  return writeRecord(c, space, by, { text: view.id, id: parsed.value.id, kind: view.kind }, [
    ...more,
    { field: 'state', value: state, ctx: ctxOf({}), replaces },
  ]);
}

export async function freeze(c: Context, input: ApiIn<'statement.freeze'>): Promise<ApiOut<'statement.freeze'>> {
  const { view, reading, space } = await statementOf(c, input);
  if (termOf(view, 'state') !== 'draft')
    return refuse('E_FROZEN', { state: termOf(view, 'state') ?? '', field: 'versions' });
  if (versionsOf(view).every((v) => v.standing === 'unofficial'))
    return refuse('E_REQUIRED', { field: 'versions', state: 'frozen' });
  const hash = await hashNow(c.parts, reading, view);
  await checkMove(c, { view, reading }, ['draft', 'frozen'], hash);
  const entry = await moveTo(c, space, input.person, view, 'frozen', [
    { field: 'text_hash', value: hash, ctx: ctxOf({}) },
  ]);
  return { id: view.id, text_hash: hash, entry };
}

export async function sign(c: Context, input: ApiIn<'statement.sign'>): Promise<ApiOut<'statement.sign'>> {
  const { view, reading, space } = await statementOf(c, input);
  const frozen = textOf(view, 'text_hash');
  if (frozen === null || termOf(view, 'state') === 'draft')
    return refuse('E_REQUIRED', { field: 'text_hash', state: 'frozen' });
  const now = await hashNow(c.parts, reading, view);
  if (now !== frozen) return refuse('E_HASH', { frozen, signed: now });
  const key = (await c.parts.ledger.secrets('org', null)).at(-1);
  const self = (await c.parts.ledger.local('org', 'self')) as { id?: string } | null;
  const org = self?.id ? fromHex(self.id) : null;
  const hash = fromHex(frozen);
  if (!key || !org || !hash) return refuse('E_HASH', { frozen, signed: '' });
  const { by } = await actor(c, input.person);
  const at = today(c);
  const signedAs = { name: input.signed_as, ...(input.mandate ? { mandate: input.mandate } : {}) };
  const scope = input.reservation ? 'with_reservation' : 'whole';
  const signatory = recordId('Organisation', org.subarray(0, 16));
  // One organisation signs one text once: asked again in the same words, it is told of the signature that stands.
  const standing = (await reading.views('CoSignature', space)).find(
    (s) =>
      textOf(s, 'statement') === view.id &&
      textOf(s, 'text_hash') === frozen &&
      textOf(s, 'signatory') === signatory &&
      termOf(s, 'basis') === 'key' &&
      textOf(s, 'withdrawn') === null &&
      asText(structOf(s, 'signed_as')?.['name']) === input.signed_as &&
      (textOf(s, 'reservation') ?? '') === (input.reservation ?? ''),
  );
  const made = standing?.fields['cose']?.claim.split('.')[0];
  if (standing && made) return { id: standing.id, entry: made, verified: true };
  const cose = makeCoSignature(c.parts.primitives, key.secret, {
    textHash: hash,
    signedAs,
    scope,
    reservation: input.reservation ?? null,
    at,
    orgId: org,
    card: 0,
  });
  const bytes = uuid4(c.parts.random(16));
  const id = recordId('CoSignature', bytes);
  const fields: [string, Value][] = [
    ['statement', view.id],
    ['text_hash', frozen],
    ['signatory', signatory],
    ['signed_as', signedAs],
    ['scope', scope],
    ['at', at],
    ['basis', 'key'],
    ['cose', cose],
    ...(input.reservation ? [['reservation', input.reservation] as [string, Value]] : []),
  ];
  const entry = await writeRecord(
    c,
    space,
    by,
    { text: id, id: bytes, kind: 'CoSignature' },
    fields.map(([field, value]) => ({ field, value, ctx: ctxOf({}) })),
  );
  return { id, entry, verified: true };
}

export async function publish(c: Context, input: ApiIn<'statement.publish'>): Promise<ApiOut<'statement.publish'>> {
  const { view, reading, space } = await statementOf(c, input);
  const state = termOf(view, 'state');
  if (state !== 'frozen')
    return refuse(state === 'draft' ? 'E_REQUIRED' : 'E_FROZEN', { field: 'text_hash', state: state ?? 'draft' });
  await checkMove(c, { view, reading }, ['frozen', 'published'], textOf(view, 'text_hash'));
  const entry = await moveTo(c, space, input.person, view, 'published');
  return { id: view.id, state: 'published', entry };
}
