/** What the next edition is to hold, and the answers people gave to what its checks ask. One plan per space, seen by all who may build. */
import { refuse } from '../../base/failures.ts';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import type { EditionAnswerJson, EditionSelectionJson } from '../../contract/areas/publications.ts';
import { LANGS } from '../../messages/translate.ts';
import type { Selection } from '../../publishing/selection.ts';
import { asOfMs } from '../as-of.ts';
import { actor, type Context } from '../context.ts';
import type { Parts } from '../parts.ts';
import type { Space } from '../spaces.ts';
import { lastNumber, type Plan, planOf, putPlan, workOf } from './store.ts';
import { workJson } from './work.ts';

const PARTS = ['events', 'figures', 'connectivity', 'responses', 'persons'] as const;

/** The plan's selection with what the call changes, in one order. Throws E_DATE, E_REQUIRED. */
export function selectionOf(plan: Plan, input: Partial<EditionSelectionJson>, now: number): EditionSelectionJson {
  const given = { ...plan.selection, ...defined(input) };
  const langs = LANGS.filter((lang) => given.langs.includes(lang));
  if (langs.length === 0) refuse('E_REQUIRED', { field: 'langs', state: 'edition' });
  if (given.read_as_of !== null) asOfMs(given.read_as_of, now);
  return {
    langs,
    parts_out: PARTS.filter((part) => given.parts_out.includes(part)),
    leave_out: [...new Set(given.leave_out)].sort(),
    read_as_of: given.read_as_of,
  };
}

function defined({
  langs,
  parts_out,
  leave_out,
  read_as_of,
}: Partial<EditionSelectionJson>): Partial<EditionSelectionJson> {
  return {
    ...(langs === undefined ? {} : { langs }),
    ...(parts_out === undefined ? {} : { parts_out }),
    ...(leave_out === undefined ? {} : { leave_out }),
    ...(read_as_of === undefined ? {} : { read_as_of: read_as_of === '' ? null : read_as_of }),
  };
}

export const chosen = (s: EditionSelectionJson): Selection => ({
  langs: s.langs,
  partsOut: PARTS.filter((part) => s.parts_out.includes(part)),
  leaveOut: new Set(s.leave_out),
});

export const readAt = (s: EditionSelectionJson, now: number): number => asOfMs(s.read_as_of ?? undefined, now);

export async function planJson(parts: Parts, space: Space, lang: string | undefined): Promise<ApiOut<'editions.plan'>> {
  const plan = await planOf(parts, space);
  return {
    number: (await lastNumber(parts.ledger, space)) + 1,
    selection: plan.selection,
    answers: plan.answers,
    work: workJson(await workOf(parts, 'edition-work', space.hex), parts.clock(), lang),
    revision: await parts.ledger.highestTouched(),
  };
}

export const editionsPlan = (c: Context, input: ApiIn<'editions.plan'>): Promise<ApiOut<'editions.plan'>> =>
  planJson(c.parts, c.parts.spaces.find(input.space), input.lang);

export async function prepare(c: Context, input: ApiIn<'editions.prepare'>): Promise<ApiOut<'editions.prepare'>> {
  const { parts } = c;
  const space = parts.spaces.find(input.space);
  await actor(c, input.person);
  const plan = await planOf(parts, space);
  const selection = selectionOf(plan, input, parts.clock());
  await parts.ledger.transact((tx) => putPlan(tx, space, { ...plan, selection }));
  return planJson(parts, space, input.lang);
}

async function keepAnswers(
  c: Context,
  space: Space,
  change: (answers: readonly EditionAnswerJson[]) => readonly EditionAnswerJson[],
): Promise<void> {
  const plan = await planOf(c.parts, space);
  const answers = change(plan.answers);
  await c.parts.ledger.transact((tx) => putPlan(tx, space, { ...plan, answers }));
}

/** A written reason for what a check asks. What stops an edition cannot be answered: it is mended, or left out. */
export async function accept(c: Context, input: ApiIn<'editions.accept'>): Promise<ApiOut<'editions.accept'>> {
  const space = c.parts.spaces.find(input.space);
  const { user } = await actor(c, input.person);
  const reason = input.reason.normalize('NFC').trim();
  if (reason === '') refuse('E_REQUIRED', { field: 'reason', state: 'edition' });
  const { checkEdition } = await import('./check.ts');
  const { checks } = await checkEdition(c.parts, space, (await planOf(c.parts, space)).selection);
  const asked = checks.find((check) => check.code === input.code);
  if (asked?.verdict === 'stop') refuse('E_EDITION_STOPPED', { n: 1, checks: asked.code });
  if (asked?.verdict !== 'ask' || asked.fingerprint !== input.fingerprint)
    refuse('E_EDITION_ANSWER', { check: input.code });
  const answer: EditionAnswerJson = {
    code: input.code,
    fingerprint: input.fingerprint,
    reason,
    lang: input.reason_lang ?? input.lang ?? 'en',
    by: user.id,
    by_name: user.name,
    at: new Date(c.parts.clock()).toISOString(),
    confirmed: null,
  };
  await keepAnswers(c, space, (answers) => [...answers.filter((a) => a.code !== input.code), answer]);
  return planJson(c.parts, space, input.lang);
}

/** The second person, in a session of their own. */
export async function confirm(c: Context, input: ApiIn<'editions.confirm'>): Promise<ApiOut<'editions.confirm'>> {
  const space = c.parts.spaces.find(input.space);
  const { user } = await actor(c, input.person);
  const { answers } = await planOf(c.parts, space);
  const given = answers.find((a) => a.code === input.code && a.fingerprint === input.fingerprint);
  if (!given) return refuse('E_EDITION_ANSWER', { check: input.code });
  if (given.by === user.id) return refuse('E_SECOND_PERSON', { name: user.name });
  const confirmed = { by: user.id, by_name: user.name, at: new Date(c.parts.clock()).toISOString() };
  await keepAnswers(c, space, (all) => all.map((a) => (a.code === given.code ? { ...a, confirmed } : a)));
  return planJson(c.parts, space, input.lang);
}

export async function unanswer(c: Context, input: ApiIn<'editions.unanswer'>): Promise<ApiOut<'editions.unanswer'>> {
  const space = c.parts.spaces.find(input.space);
  await actor(c, input.person);
  await keepAnswers(c, space, (answers) => answers.filter((a) => a.code !== input.code));
  return planJson(c.parts, space, input.lang);
}
