/** What a signature rests on without a key: as printed, confirmed by a named colleague; and its withdrawal, which hides nothing. */
import { refuse } from '../../base/failures.ts';
import { uuid4 } from '../../base/ids.ts';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import { dateOf, termOf, textOf } from '../../records/field-values.ts';
import { recordId } from '../../records/kind-names.ts';
import type { Context } from '../context.ts';
import { resolveId } from '../reads/show.ts';
import { ourParties } from '../writes/claims.ts';
import { addresseesIn } from './draft.ts';
import { dayOf, ownClaims, signatureOf, startAction, statementOf, subjectOf } from './found.ts';

/** A signatory as the published text prints it. Throws E_EMPTY, E_REQUIRED while the text is a draft. */
export async function addSignatory(
  c: Context,
  input: ApiIn<'statement.signatory'>,
): Promise<ApiOut<'statement.signatory'>> {
  const { view, reading, space } = await statementOf(c, input);
  const name = input.name.trim();
  if (name === '') return refuse('E_EMPTY', { field: 'name' });
  const state = termOf(view, 'state');
  if (state === 'draft' || state === null) return refuse('E_REQUIRED', { field: 'text_hash', state: 'frozen' });
  const action = startAction(c);
  const organisations = await reading.views('Organisation', space);
  await reading.loadTitles(organisations.map((o) => o.id));
  const signatory = addresseesIn(c, action, organisations, reading)(name);
  if (input.country?.trim()) action.say('Organisation', subjectOf(signatory), 'country', input.country.trim());
  const subject = uuid4(c.parts.random(16));
  const say = (field: string, value: Parameters<typeof action.say>[3]): void =>
    action.say('CoSignature', subject, field, value);
  say('statement', view.id);
  say('signatory', signatory);
  say('signed_as', { name });
  say('scope', 'whole');
  say('at', dayOf(c, input.at ?? dateOf(view, 'date')?.text));
  say('basis', 'reported');
  const entry = await action.write(space, input.person);
  return { id: recordId('CoSignature', subject), entry };
}

/** All four or E_REQUIRED. What it rested on before stays readable. */
export async function confirm(c: Context, input: ApiIn<'statement.confirm'>): Promise<ApiOut<'statement.confirm'>> {
  const { view, reading, space } = await signatureOf(c, input);
  for (const field of ['by', 'channel', 'at', 'evidence'] as const)
    if (input[field].trim() === '') return refuse('E_REQUIRED', { field, state: 'confirmed' });
  const basis = termOf(view, 'basis') ?? 'reported';
  if (basis !== 'reported') return refuse('E_BASIS', { basis });
  if (textOf(view, 'withdrawn') !== null) return refuse('E_WITHDRAWN', { at: textOf(view, 'withdrawn') ?? '' });
  const evidence = await resolveId(c.parts, input.evidence.trim(), space.hex);
  if (evidence.kind !== 'Evidence')
    return refuse('E_ID_KIND', { id: input.evidence, expected: 'evd', found: input.evidence.slice(0, 3) });
  if ((await reading.view(evidence.text)) === null) return refuse('E_NOT_FOUND', { id: input.evidence.slice(0, 80) });
  const subject = subjectOf(view.id);
  const action = startAction(c);
  const ours = await ourParties(c, space);
  const value = {
    by: input.by.trim(),
    channel: input.channel.trim(),
    at: dayOf(c, input.at),
    evidence: evidence.text,
  };
  action.say('CoSignature', subject, 'confirmation', value);
  action.say('CoSignature', subject, 'basis', 'confirmed', undefined, ownClaims(view, 'basis', ours)[0]?.claim);
  return { id: view.id, entry: await action.write(space, input.person) };
}

/** Date and reason, both needed. The signature stays in the list, marked. */
export async function withdrawSignature(
  c: Context,
  input: ApiIn<'statement.withdraw_signature'>,
): Promise<ApiOut<'statement.withdraw_signature'>> {
  const { view, space } = await signatureOf(c, input);
  for (const field of ['at', 'reason'] as const)
    if (input[field].trim() === '') return refuse('E_REQUIRED', { field, state: 'withdrawn' });
  const before = textOf(view, 'withdrawn');
  if (before !== null) return refuse('E_WITHDRAWN', { at: before });
  const action = startAction(c);
  const subject = subjectOf(view.id);
  action.say('CoSignature', subject, 'withdrawn', dayOf(c, input.at));
  action.say('CoSignature', subject, 'withdrawal', input.reason.trim());
  return { id: view.id, entry: await action.write(space, input.person) };
}
