/**
 * Decisions on the state of a demand. One that needs two persons needs two calls by two accounts: the first is kept as a
 * row of this node, the second makes the entry, which names both (records design, section 6, "Two persons").
 */
import { refuse } from '../../base/failures.ts';
import type { Failure } from '../../base/result.ts';
import type { ApiIn, ApiOut, UserJson } from '../../contract/api.ts';
import { recordFact } from '../../demands/facts.ts';
import { checkMove, factIds } from '../../demands/move.ts';
import type { DemandReading } from '../../demands/reading.ts';
import { asDate, termOf, textOf } from '../../records/field-values.ts';
import { parseRecordId, recordId } from '../../records/kind-names.ts';
import { actor, type Context } from '../context.ts';
import { ctxOf } from '../payloads.ts';
import { type Reading, startReading } from '../reading.ts';
import { demandReadings, pickDemand } from '../reads/demands.ts';
import type { Space } from '../spaces.ts';
import { parsedValue, writeRecord } from '../writes/claims.ts';
import { idsOf, sourcesAmong } from './named.ts';
import { rowOf, type Waiting, waitingKey, waitingOf, waitingOn } from './waiting.ts';

type Decision = Pick<ApiIn<'demand.move'>, 'space' | 'demand' | 'to' | 'at' | 'because' | 'note' | 'person'>;

/** Made, or kept until a second person decides the same. */
export type Attempt =
  | { readonly kept: false; readonly entry: string; readonly state: string }
  | { readonly kept: true; readonly failure: Failure; readonly demand: DemandReading };

export async function demandOf(
  c: Context,
  input: { readonly space?: string | undefined; readonly demand: string },
): Promise<{ space: Space; demand: DemandReading; reading: Reading }> {
  const space = c.parts.spaces.find(input.space);
  const reading = await startReading(c.parts);
  const demands = await demandReadings(c.parts, reading, space, Number.MAX_SAFE_INTEGER);
  return { space, demand: pickDemand(demands, input.demand), reading };
}

/** Records that a concluded verification set aside. */
async function setAsideRecords(reading: Reading, space: Space): Promise<ReadonlySet<string>> {
  const out = new Set<string>();
  for (const view of await reading.views('Verification', space))
    if (textOf(view, 'second_reviewer') !== null && termOf(view, 'conclusion') === 'set_aside')
      out.add(textOf(view, 'target') ?? '');
  return out;
}

/** A refusal names the record or question in words, not by its id alone. */
function refuseInWords(reading: Reading, demand: DemandReading, failure: Failure): never {
  const id = failure.params?.['id'];
  const indicator = failure.params?.['indicator'];
  const title = typeof id === 'string' ? (demand.acts.find((a) => a.id === id)?.text ?? reading.titleOf(id)) : null;
  const question = demand.indicators.find((i) => i.id === indicator)?.question;
  return refuse(failure.code, {
    ...failure.params,
    ...(title ? { title: title.slice(0, 120) } : {}),
    ...(question ? { question } : {}),
  });
}

const same = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.toSorted().join(' ') === b.toSorted().join(' ');

async function attempt(
  c: Context,
  at: { readonly space: Space; readonly demand: DemandReading; readonly reading: Reading },
  input: Omit<Decision, 'because'> & { readonly because: readonly string[] },
  who: { readonly user: UserJson; readonly by: Uint8Array },
): Promise<Attempt> {
  const { space, demand, reading } = at;
  const { because } = input;
  const date = asDate(parsedValue('Measurement', 'at', input.at));
  if (!date) return refuse('E_DATE', { value: input.at });
  const facts = new Map<string, ReturnType<typeof recordFact>>();
  const setAside = await setAsideRecords(reading, space);
  for (const id of factIds(demand, { to: input.to, at: date, because })) {
    const parsed = parseRecordId(id);
    const view = parsed.ok ? await reading.view(parsed.value.text) : null;
    if (view) facts.set(id, recordFact(view, setAside));
  }
  await reading.loadTitles(because);
  const me = recordId('Person', who.by);
  const key = waitingKey(space.hex, demand.id, input.to, date.text);
  const kept = waitingOf(c.parts, key, await c.parts.ledger.local('proposal', key));
  const first = kept && kept.no === null && kept.by !== me && same(kept.because, because) ? kept : null;
  const deciders = first ? [first.by, me] : [me];
  const note = first?.note ?? input.note ?? null;
  const checked = checkMove(demand, { to: input.to, at: date, because, deciders, note }, (id) => facts.get(id) ?? null);
  if (!checked.ok) {
    if (checked.error.code !== 'E_DECIDERS') return refuseInWords(reading, demand, checked.error);
    const since =
      kept?.by === me && kept.no === null && kept.since !== '' ? kept.since : new Date(c.parts.clock()).toISOString();
    await c.parts.ledger.transact(async (tx) => {
      // What somebody said no to stays readable beside the new decision.
      if (kept?.no) await tx.putLocal('proposal', `${key} ${kept.since}`, rowOf(kept));
      await tx.putLocal('proposal', key, rowOf({ by: me, because, note: input.note ?? null, since, no: null }));
    });
    return {
      kept: true,
      demand,
      failure: { code: 'E_DECIDERS', params: { ...checked.error.params, proposed_by: who.user.name, kept: true } },
    };
  }
  const target = parseRecordId(demand.id);
  if (!target.ok) return refuse(target.error.code, target.error.params);
  const entry = await writeRecord(c, space, who.by, { text: target.value.text, id: target.value.id, kind: 'Demand' }, [
    {
      field: 'move',
      value: { to: input.to, at: date.text, because, deciders, ...(note ? { note } : {}) },
      ctx: ctxOf({ obs: date.text, sources: sourcesAmong(because) }),
    },
  ]);
  if (kept && kept.no === null) await c.parts.ledger.transact((tx) => tx.deleteLocal('proposal', key));
  return { kept: false, entry, state: input.to };
}

async function attemptByPerson(c: Context, input: Decision): Promise<Attempt> {
  const at = await demandOf(c, input);
  const who = await actor(c, input.person);
  return attempt(c, at, { ...input, because: await idsOf(c, at.space, input.because) }, who);
}

/** `demand.move`: the first of two persons is refused with E_DECIDERS and `kept: true`. */
export async function move(c: Context, input: ApiIn<'demand.move'>): Promise<ApiOut<'demand.move'>> {
  const made = await attemptByPerson(c, input);
  return made.kept ? refuse(made.failure.code, made.failure.params) : { entry: made.entry, state: made.state };
}

/** `demand.decide`: the same, but "kept" is an answer. */
export async function decide(c: Context, input: ApiIn<'demand.decide'>): Promise<ApiOut<'demand.decide'>> {
  const made = await attemptByPerson(c, input);
  return made.kept
    ? { kept: true, entry: '', state: made.demand.state, needed: Number(made.failure.params?.['needed'] ?? 2) }
    : {
        kept: false,
        entry: made.entry,
        state: made.state,
        needed: made.state === 'met' || made.state === 'breached' ? 2 : 1,
      };
}

/** The second person says yes or no, the first takes it back. Throws E_WAITING when nothing waits under that name any more. */
export async function second(c: Context, input: ApiIn<'demand.second'>): Promise<ApiOut<'demand.second'>> {
  const at = await demandOf(c, input);
  const who = await actor(c, input.person);
  const me = recordId('Person', who.by);
  const found = (await waitingOn(c.parts, at.space.hex, at.demand.id)).find((w) => w.id === input.waiting);
  if (!found || found.no !== null) return refuse('E_WAITING', { demand: at.demand.key });
  if (input.answer === 'withdraw') return takeBack(c, at.demand, found, me);
  if (found.by === me) return refuse('E_DECIDERS', { needed: 2, given: 1 });
  if (input.answer === 'no') {
    const note = input.note?.trim() ?? '';
    if (note === '') return refuse('E_EMPTY', { field: 'note' });
    const no = { by: me, note, at: new Date(c.parts.clock()).toISOString() };
    await c.parts.ledger.transact((tx) => tx.putLocal('proposal', found.key, rowOf({ ...found, no })));
    return { entry: '', state: at.demand.state };
  }
  const made = await attempt(c, at, { demand: at.demand.id, to: found.to, at: found.at, because: found.because }, who);
  return made.kept ? refuse(made.failure.code, made.failure.params) : { entry: made.entry, state: made.state };
}

async function takeBack(
  c: Context,
  demand: DemandReading,
  found: Waiting,
  me: string,
): Promise<ApiOut<'demand.second'>> {
  if (found.by !== me) return refuse('E_DECISION_OTHER', { demand: demand.key });
  await c.parts.ledger.transact((tx) => tx.deleteLocal('proposal', found.key));
  return { entry: '', state: demand.state };
}
