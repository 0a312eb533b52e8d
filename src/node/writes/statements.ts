/** Our own statements: drafted, frozen under one text hash, published. Signing and what else is done with them: node/statements. */
import { refuse } from '../../base/failures.ts';
import { uuid4 } from '../../base/ids.ts';
import type { Json } from '../../base/result.ts';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import type { PayloadClaim } from '../../ledger/model.ts';
import { termOf, textOf } from '../../records/field-values.ts';
import { parseRecordId, recordId } from '../../records/kind-names.ts';
import type { RecordView } from '../../records/model.ts';
import { checkQuote, checkStatementMove, type StatementState } from '../../records/statement-text.ts';
import { type Context, actor, authorOf, follow } from '../context.ts';
import { ctxOf, payloadOf } from '../payloads.ts';
import type { Reading } from '../reading.ts';
import { contentOf, hashNow, versionsOf } from '../reads/statements.ts';
import type { Space } from '../spaces.ts';
import { dayOf, statementOf } from '../statements/found.ts';
import { obstaclesTo } from '../statements/review.ts';
import { type FieldWrite, ourParties, ownOn, parsedValue, writeRecord } from './claims.ts';

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
  say('Statement', subject, 'date', dayOf(c, input.date));
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
  const [obstacle] = await obstaclesTo(c, reading, view, await contentOf(reading, view), hash);
  if (obstacle) return refuse(obstacle.code, obstacle.params);
  // What was read on the review screen is what is closed, or nothing is.
  if (input.hash !== undefined && input.hash !== hash) return refuse('E_HASH', { frozen: hash, signed: input.hash });
  const entry = await moveTo(c, space, input.person, view, 'frozen', [
    { field: 'text_hash', value: hash, ctx: ctxOf({}) },
  ]);
  return { id: view.id, text_hash: hash, entry };
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
