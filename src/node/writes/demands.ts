/** Measurements of demands and responses to them; decisions stand in ../deliveries/decisions.ts. */
import { refuse } from '../../base/failures.ts';
import { uuid4 } from '../../base/ids.ts';
import type { Json } from '../../base/result.ts';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import { recordId } from '../../records/kind-names.ts';
import { type Context, actor } from '../context.ts';
import { demandOf } from '../deliveries/decisions.ts';
import { idsOf, sourcesAmong } from '../deliveries/named.ts';
import { ctxOf } from '../payloads.ts';
import type { Space } from '../spaces.ts';
import { parsedValue, writeRecord } from './claims.ts';

async function newRecord(
  c: Context,
  space: Space,
  person: string | undefined,
  kind: string,
  fields: readonly (readonly [string, Json])[],
  sources: readonly string[],
) {
  const { by } = await actor(c, person);
  const bytes = uuid4(c.parts.random(16));
  const ctx = ctxOf({ sources: sourcesAmong(sources) });
  const id = recordId(kind, bytes);
  const values = fields.map(([field, value]) => ({ field, value: parsedValue(kind, field, value), ctx }));
  return { id, entry: await writeRecord(c, space, by, { text: id, id: bytes, kind }, values) };
}

export async function measure(c: Context, input: ApiIn<'demand.measure'>): Promise<ApiOut<'demand.measure'>> {
  const { space, demand } = await demandOf(c, input);
  if (demand.kind === 'reported') return refuse('E_NO_STATE', { demand: demand.key });
  if (!demand.indicators.some((i) => i.id === input.indicator))
    return refuse('E_INDICATOR', { indicator: input.indicator, known: demand.indicators.map((i) => i.id) });
  const evidence = await idsOf(c, space, input.evidence);
  if (evidence.length === 0) return refuse('E_MOVE_EVIDENCE', { to: 'measurement', missing: 'evidence' });
  const { user } = await actor(c, input.person);
  return newRecord(
    c,
    space,
    input.person,
    'Measurement',
    [
      ['demand', demand.id],
      ['indicator', input.indicator],
      ['at', input.at],
      ['met', input.met],
      ['value', input.value],
      ['measured_by', user.name],
      ...evidence.map((id): [string, Json] => ['evidence', id]),
    ],
    evidence,
  );
}

export async function respond(c: Context, input: ApiIn<'demand.respond'>): Promise<ApiOut<'demand.respond'>> {
  const { space, demand } = await demandOf(c, input);
  if (demand.kind === 'reported') return refuse('E_NO_STATE', { demand: demand.key });
  const evidence = await idsOf(c, space, input.evidence);
  if (evidence.length === 0) return refuse('E_MOVE_EVIDENCE', { to: 'response', missing: 'evidence' });
  return newRecord(
    c,
    space,
    input.person,
    'Response',
    [
      ['demand', demand.id],
      ['from', input.from],
      ['at', input.at],
      ['text', input.text],
      ['bears', input.bears],
      ['by_addressee', input.by_addressee],
      ['link', { demand: demand.id, bears: input.bears, by_addressee: input.by_addressee }],
      ...evidence.map((id): [string, Json] => ['evidence', id]),
    ],
    evidence,
  );
}
