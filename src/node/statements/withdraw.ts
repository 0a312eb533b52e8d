/** Withdrawal of a published statement by decision of its signatories: its demands move to withdrawn by their own rule. */
import { refuse } from '../../base/failures.ts';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import { checkMove } from '../../demands/move.ts';
import { asDate, asText, structOf, termOf, textOf } from '../../records/field-values.ts';
import { checkStatementMove, type StatementState } from '../../records/statement-text.ts';
import type { Context } from '../context.ts';
import { contentOf } from '../reads/statements.ts';
import { demandReadings } from '../reads/demands.ts';
import { ourParties } from '../writes/claims.ts';
import { dayOf, ownClaims, startAction, statementOf, subjectOf } from './found.ts';

/**
 * One entry: the statement, and each of its demands that can be withdrawn. Throws E_STATEMENT, E_REQUIRED (reason, or no
 * signatory of this statement who decided), E_NOT_FOUND, E_DATE.
 */
export async function withdrawStatement(
  c: Context,
  input: ApiIn<'statement.withdraw'>,
): Promise<ApiOut<'statement.withdraw'>> {
  const { view, reading, space } = await statementOf(c, input);
  const from = (termOf(view, 'state') ?? 'draft') as StatementState;
  const moved = checkStatementMove((b) => c.parts.primitives.sha256(b), from, 'withdrawn', {
    ...(await contentOf(reading, view)),
    textHash: textOf(view, 'text_hash'),
  });
  if (!moved.ok) return refuse(moved.error.code, moved.error.params);
  const reason = input.reason.trim();
  if (reason === '') return refuse('E_REQUIRED', { field: 'reason', state: 'withdrawn' });
  if (input.deciders.length === 0) return refuse('E_REQUIRED', { field: 'deciders', state: 'withdrawn' });
  const under = (await reading.views('CoSignature', space)).filter((s) => textOf(s, 'statement') === view.id);
  const by = [...new Set(input.deciders)].map((id) => {
    const signature = under.find((s) => s.id === id && textOf(s, 'withdrawn') === null);
    return signature
      ? (asText(structOf(signature, 'signed_as')?.['name']) ?? id)
      : refuse('E_NOT_FOUND', { id: id.slice(0, 80) });
  });
  const at = dayOf(c, input.at);
  const span = asDate(at) ?? refuse('E_DATE', { value: at });
  const action = startAction(c);
  const ours = await ourParties(c, space);
  const subject = subjectOf(view.id);
  action.say('Statement', subject, 'state', 'withdrawn', undefined, ownClaims(view, 'state', ours)[0]?.claim);
  action.say('Statement', subject, 'withdrawal', { at, reason, by });
  const demands: string[] = [];
  for (const demand of await demandReadings(c.parts, reading, space, Number.MAX_SAFE_INTEGER)) {
    if (demand.statement !== view.id || demand.kind === 'reported') continue;
    const move = { to: 'withdrawn', at: span, because: [view.id], deciders: by, note: reason };
    if (!checkMove(demand, move, () => null).ok) continue;
    action.say('Demand', subjectOf(demand.id), 'move', {
      to: 'withdrawn',
      at,
      because: [view.id],
      deciders: by,
      note: reason,
    });
    demands.push(demand.key);
  }
  return { id: view.id, entry: await action.write(space, input.person), demands };
}
