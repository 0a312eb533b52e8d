/** What we add to a demand of ours: the two-sided note, and indicators by which one would see that it is met. */
import { refuse } from '../../base/failures.ts';
import type { Json } from '../../base/result.ts';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import { isPeriod } from '../../demands/next-check.ts';
import { parseRecordId } from '../../records/kind-names.ts';
import { actor, type Context } from '../context.ts';
import { ctxOf, parseSource } from '../payloads.ts';
import { ourParties, ownOn, parsedValue, writeRecord } from '../writes/claims.ts';
import { demandOf } from './decisions.ts';
import { idsOf, sourcesAmong } from './named.ts';

/** Characters of one side: enough for a position, short enough to be read beside the other. */
export const SIDE_MAX = 600;

function targetOf(id: string) {
  const parsed = parseRecordId(id);
  return parsed.ok
    ? { text: parsed.value.text, id: parsed.value.id, kind: 'Demand' }
    : refuse(parsed.error.code, parsed.error.params);
}

/** Both sides, each with its source; our earlier note is replaced, another organisation's stays beside it. */
export async function sides(c: Context, input: ApiIn<'demand.sides'>): Promise<ApiOut<'demand.sides'>> {
  const { space, demand, reading } = await demandOf(c, input);
  if (demand.kind === 'reported') return refuse('E_NO_STATE', { demand: demand.key });
  for (const field of ['ours', 'theirs', 'ours_source', 'theirs_source'] as const) {
    const value = input[field].trim();
    if (value === '') return refuse('E_EMPTY', { field });
    if (!field.endsWith('_source') && [...value].length > SIDE_MAX) return refuse('E_LIMIT', { field, max: SIDE_MAX });
  }
  const [ours = '', theirs = ''] = await idsOf(c, space, [input.ours_source, input.theirs_source]);
  for (const id of [ours, theirs]) {
    const source = parseSource(id);
    if (!source.ok) return refuse(source.error.code, source.error.params);
  }
  const { by } = await actor(c, input.person);
  const target = targetOf(demand.id);
  const view = await reading.view(target.text);
  const value: Json = {
    ours: input.ours.trim(),
    theirs: input.theirs.trim(),
    ours_source: ours,
    theirs_source: theirs,
    at: input.at ?? new Date(c.parts.clock()).toISOString().slice(0, 10),
  };
  const entry = await writeRecord(c, space, by, target, [
    {
      field: 'two_sided',
      value: parsedValue('Demand', 'two_sided', value),
      ctx: ctxOf({ sources: sourcesAmong([ours, theirs]) }),
      replaces: view ? ownOn(view, 'two_sided', await ourParties(c, space)) : undefined,
    },
  ]);
  return { entry };
}

/** A new indicator; its id is the next free one. Throws E_PERIOD for a text that is no period. */
export async function indicator(c: Context, input: ApiIn<'demand.indicator'>): Promise<ApiOut<'demand.indicator'>> {
  const { space, demand } = await demandOf(c, input);
  if (demand.kind === 'reported') return refuse('E_NO_STATE', { demand: demand.key });
  if (input.question.trim() === '') return refuse('E_EMPTY', { field: 'question' });
  const every = input.check_every?.trim() ?? '';
  if (every !== '' && !isPeriod(every)) return refuse('E_PERIOD', { value: every });
  const taken = demand.indicators.map((i) => Number(/^i(\d+)$/.exec(i.id)?.[1] ?? 0));
  const id = `i${Math.max(0, ...taken) + 1}`;
  const { by } = await actor(c, input.person);
  const given = (name: 'target' | 'unit' | 'query'): { readonly [member: string]: string } =>
    input[name]?.trim() ? { [name]: input[name].trim() } : {};
  const value = parsedValue('Demand', 'indicators', {
    id,
    question: input.question.trim(),
    source: input.source,
    proves: input.proves,
    ...given('target'),
    ...given('unit'),
    ...given('query'),
    ...(every === '' ? {} : { check_every: every }),
  });
  const entry = await writeRecord(c, space, by, targetOf(demand.id), [{ field: 'indicators', value, ctx: ctxOf({}) }]);
  return { id, entry };
}
