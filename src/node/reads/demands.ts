/** Demands as the API hands them out: state from decisions, acts listed, measurements, two sides, the reply. */
import { refuse } from '../../base/failures.ts';
import type { ApiIn, ApiOut, DemandJson, ReadScope } from '../../contract/api.ts';
import { readDemands } from '../../demands/read.ts';
import type { DemandReading } from '../../demands/reading.ts';
import { isDue, nextCheck } from '../../demands/next-check.ts';
import { isLang } from '../../messages/translate.ts';
import { asOfMs } from '../as-of.ts';
import { organisationNames, titled } from '../deliveries/named.ts';
import { demandWork, type WorkScope } from '../deliveries/work.ts';
import type { Parts } from '../parts.ts';
import { type Reading, startReading } from '../reading.ts';
import type { Space } from '../spaces.ts';

/** Demand readings of a space at an instant, with every title they name loaded. */
export async function demandReadings(
  parts: Parts,
  reading: Reading,
  space: Space,
  asOf: number,
  lang?: string,
): Promise<readonly DemandReading[]> {
  const demands = await reading.views('Demand', space);
  if (demands.length === 0) return [];
  const organisations = await reading.views('Organisation', space);
  await reading.loadTitles(organisations.map((o) => o.id));
  const input = {
    demands,
    statements: await reading.views('Statement', space),
    measurements: await reading.views('Measurement', space),
    responses: await reading.views('Response', space),
    deliveries: await reading.views('Delivery', space),
    titleOf: organisationNames(reading, organisations, isLang(lang) ? lang : undefined),
    ...(lang ? { lang } : {}),
  };
  return readDemands(input, asOf);
}

/** A person id of the roster reads as the name of the person; other texts stand as they are. */
const decider = (reading: Reading, text: string): string => reading.titleOf(text) ?? text;

export async function demandJson(scope: WorkScope, d: DemandReading): Promise<DemandJson> {
  const { reading, asOf } = scope;
  const history = [];
  for (const m of d.history)
    history.push({
      state: m.to,
      at: m.at.text,
      because: await titled(reading, m.because),
      by: m.deciders.map((x) => decider(reading, x)),
      note: m.note,
      claim: m.claim,
      flags: m.flags,
    });
  const measurements = [];
  for (const m of d.measurements)
    measurements.push({
      id: m.id,
      indicator: m.indicator,
      at: m.at.text,
      met: m.met,
      text: m.text,
      evidence: await titled(reading, m.evidence),
    });
  await reading.loadTitles(d.acts.flatMap((a) => a.sources.slice(0, 1)));
  return {
    id: d.id,
    key: d.key,
    kind: d.kind,
    text: d.text,
    verbatim: d.verbatim,
    addressees: d.addressees,
    state: d.state,
    open_since: d.openSince,
    history,
    acts: d.acts.map((a) => ({
      id: a.id,
      at: a.at?.text ?? '',
      from: a.fromTitle,
      text: a.text,
      bears: a.bears,
      context_reason: a.contextReason,
      source: a.sources[0] === undefined ? null : (reading.titleOf(a.sources[0]) ?? a.sources[0]),
    })),
    indicators: d.indicators.map((i) => ({
      id: i.id,
      question: i.question,
      proves: i.proves,
      source: i.source,
      target: i.target,
      unit: i.unit,
      check_every: i.checkEvery,
      next: dueOn(nextCheck(i, d.date), asOf),
      latest: i.latest && { id: i.latest.id, at: i.latest.at.text, met: i.latest.met, text: i.latest.text },
    })),
    measurements,
    two_sided: d.twoSided && {
      ours: d.twoSided.ours,
      theirs: d.twoSided.theirs,
      ours_source: (await titled(reading, idsIn(d.twoSided.oursSource)))[0] ?? null,
      theirs_source: (await titled(reading, idsIn(d.twoSided.theirsSource)))[0] ?? null,
      at: d.twoSided.at,
    },
    reply: {
      state: d.reply.state,
      at: d.reply.at,
      text: d.reply.text,
      asked_at: d.reply.askedAt,
      delivery: d.reply.delivery,
    },
    note: d.remark,
    ...(await demandWork(scope, d)),
  };
}

const idsIn = (id: string | null): readonly string[] => (id === null ? [] : [id]);
const dueOn = (day: string | null, asOf: number) => (day === null ? null : { day, due: isDue(day, asOf) });

async function readAll(parts: Parts, scope: ReadScope): Promise<WorkScope> {
  const reading = await startReading(parts);
  const space = parts.spaces.find(scope.space);
  const asOf = asOfMs(scope.as_of, parts.clock());
  return { parts, reading, space, asOf, demands: await demandReadings(parts, reading, space, asOf, scope.lang) };
}

export async function demandList(parts: Parts, input: ApiIn<'demand.list'>): Promise<ApiOut<'demand.list'>> {
  const scope = await readAll(parts, input);
  const { demands } = scope;
  const out: DemandJson[] = [];
  for (const d of demands.filter((x) => x.kind === 'coalition')) out.push(await demandJson(scope, d));
  // Quotations of others' demands stand after the coalition's own and carry no state.
  for (const d of demands.filter((x) => x.kind === 'reported')) out.push(await demandJson(scope, d));
  return { demands: out };
}

/** By record id or by key, such as `D6`. Throws E_NOT_FOUND. */
export function pickDemand(demands: readonly DemandReading[], id: string): DemandReading {
  return (
    demands.find((d) => d.id === id || d.key.toLowerCase() === id.toLowerCase()) ??
    refuse('E_NOT_FOUND', { id: id.slice(0, 80) })
  );
}

export async function demandShow(parts: Parts, input: ApiIn<'demand.show'>): Promise<ApiOut<'demand.show'>> {
  const scope = await readAll(parts, input);
  return demandJson(scope, pickDemand(scope.demands, input.id));
}
