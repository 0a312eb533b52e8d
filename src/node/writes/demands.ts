/**
 * Measurements, responses and decisions on demands. A decision that needs two persons needs two calls by two accounts: the
 * first is kept as a proposal of this node, the second makes the entry (records design, section 6, "Two persons").
 */
import { refuse } from '../../base/failures.ts';
import { uuid4 } from '../../base/ids.ts';
import type { Json } from '../../base/result.ts';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import { recordFact } from '../../demands/facts.ts';
import { checkMove, factIds } from '../../demands/move.ts';
import type { DemandReading } from '../../demands/reading.ts';
import type { Value } from '../../ledger/model.ts';
import { asDate, termOf, textOf } from '../../records/field-values.ts';
import { parseRecordId, recordId } from '../../records/kind-names.ts';
import { type Context, actor } from '../context.ts';
import { ctxOf, parseSource } from '../payloads.ts';
import { type Reading, startReading } from '../reading.ts';
import { demandReadings, pickDemand } from '../reads/demands.ts';
import { resolveId } from '../reads/show.ts';
import type { Space } from '../spaces.ts';
import { parsedValue, writeRecord } from './claims.ts';

async function demandOf(
  c: Context,
  input: { readonly space?: string; readonly demand: string },
): Promise<{ space: Space; demand: DemandReading }> {
  const space = c.parts.spaces.find(input.space);
  const reading = await startReading(c.parts);
  const demands = await demandReadings(c.parts, reading, space, Number.MAX_SAFE_INTEGER);
  return { space, demand: pickDemand(demands, input.demand) };
}

/** Ids of records named by id or by printed code. Throws E_NOT_FOUND. */
async function idsOf(c: Context, space: Space, texts: readonly string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const text of texts) {
    const id = (await resolveId(c.parts, text, space.hex)).text;
    if ((await c.parts.projection.item(id)) === null) return refuse('E_NOT_FOUND', { id: text.slice(0, 80) });
    ids.push(id);
  }
  return ids;
}

/** Sources and evidence among what is named stand as sources of the claims; records stand in the field itself. */
const sourcesAmong = (ids: readonly string[]) =>
  ids.flatMap((id) => {
    const source = /^(src|evd)_/.test(id) ? parseSource(id) : null;
    return source?.ok ? [source.value] : [];
  });

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

export async function move(c: Context, input: ApiIn<'demand.move'>): Promise<ApiOut<'demand.move'>> {
  const { space, demand } = await demandOf(c, input);
  const { user, by } = await actor(c, input.person);
  const because = await idsOf(c, space, input.because);
  const at = asDate(parsedValue('Measurement', 'at', input.at));
  if (!at) return refuse('E_DATE', { text: input.at });
  const reading = await startReading(c.parts);
  const facts = new Map<string, ReturnType<typeof recordFact>>();
  const setAside = await setAsideRecords(reading, space);
  for (const id of factIds(demand, { to: input.to, at, because })) {
    const parsed = parseRecordId(id);
    const view = parsed.ok ? await reading.view(parsed.value.text) : null;
    if (view) facts.set(id, recordFact(view, setAside));
  }
  const me = recordId('Person', by);
  const proposalKey = `${space.hex} ${demand.id} ${input.to} ${at.text}`;
  const proposal = (await c.parts.ledger.local('proposal', proposalKey)) as { by: string; because: string[] } | null;
  const other = proposal && proposal.by !== me && same(proposal.because, because) ? proposal.by : null;
  const deciders = other ? [other, me] : [me];
  const checked = checkMove(
    demand,
    { to: input.to, at, because, deciders, note: input.note ?? null },
    (id) => facts.get(id) ?? null,
  );
  if (!checked.ok) {
    if (checked.error.code !== 'E_DECIDERS') return refuse(checked.error.code, checked.error.params);
    await c.parts.ledger.transact((tx) => tx.putLocal('proposal', proposalKey, { by: me, because }));
    return refuse('E_DECIDERS', { ...checked.error.params, proposed_by: user.name, kept: true });
  }
  const target = parseRecordId(demand.id);
  if (!target.ok) return refuse(target.error.code, target.error.params);
  const value: Value = { to: input.to, at: at.text, because, deciders, ...(input.note ? { note: input.note } : {}) };
  const entry = await writeRecord(c, space, by, { text: target.value.text, id: target.value.id, kind: 'Demand' }, [
    { field: 'move', value, ctx: ctxOf({ obs: at.text, sources: sourcesAmong(because) }) },
  ]);
  if (proposal) await c.parts.ledger.transact((tx) => tx.deleteLocal('proposal', proposalKey));
  return { entry, state: input.to };
}

/** Records that a concluded verification set aside. */
async function setAsideRecords(reading: Reading, space: Space): Promise<ReadonlySet<string>> {
  const out = new Set<string>();
  for (const view of await reading.views('Verification', space))
    if (textOf(view, 'second_reviewer') !== null && termOf(view, 'conclusion') === 'set_aside')
      out.add(textOf(view, 'target') ?? '');
  return out;
}

const same = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.toSorted().join(' ') === b.toSorted().join(' ');
