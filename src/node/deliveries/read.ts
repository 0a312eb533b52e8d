/** Deliveries as the API hands them out: what went to whom, whether a reply is due, what may be decided; and the letter. */
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import type { DeliveryJson, ReplyDueJson } from '../../contract/areas/deliveries.ts';
import { compareClocks, deliveryClock } from '../../demands/delivery-clock.ts';
import type { DemandReading } from '../../demands/reading.ts';
import { replyLetter } from '../../messages/reply-letter.ts';
import { formatEdtf } from '../../base/dates.ts';
import { refuse } from '../../base/failures.ts';
import { type Lang } from '../../messages/translate.ts';
import { asDate, asText, dateOf, structOf, termOf, textOf, textsOf } from '../../records/field-values.ts';
import { kindOfPrefix, parseRecordId } from '../../records/kind-names.ts';
import type { RecordView } from '../../records/model.ts';
import { asOfMs } from '../as-of.ts';
import type { Context } from '../context.ts';
import { startReading } from '../reading.ts';
import { demandReadings, pickDemand } from '../reads/demands.ts';
import { organisationNames, ownName, titled } from './named.ts';
import { type ProfileRow, replyRules, rowJson } from './reply-rules.ts';
import { proposalsFor, type WorkScope } from './work.ts';

interface Scope extends WorkScope {
  readonly lang: Lang;
  readonly rules: readonly ProfileRow[];
  readonly titleOf: (id: string) => string | null;
  /** Ids of the deliveries on which "no answer" may be decided, by demand id. */
  readonly silent: ReadonlyMap<string, readonly string[]>;
}

async function startScope(c: Context, input: ApiIn<'deliveries.list'>): Promise<Scope> {
  const { parts } = c;
  const space = parts.spaces.find(input.space);
  const asOf = asOfMs(input.as_of, parts.clock());
  const reading = await startReading(parts);
  const lang = input.lang ?? 'en';
  const demands = await demandReadings(parts, reading, space, asOf, lang);
  const organisations = await reading.views('Organisation', space);
  await reading.loadTitles(organisations.map((o) => o.id));
  const scope = { parts, reading, space, asOf, demands };
  const silent = new Map<string, readonly string[]>();
  for (const d of demands) {
    if (d.deliveries.length === 0) continue;
    const found = (await proposalsFor(scope, d)).filter((p) => p.to === 'no_response');
    silent.set(
      d.id,
      found.flatMap((p) => p.because),
    );
  }
  return {
    ...scope,
    lang,
    silent,
    rules: await replyRules(),
    titleOf: organisationNames(reading, organisations, lang),
  };
}

function dueJson(view: RecordView, rules: readonly ProfileRow[], lang: Lang): ReplyDueJson | null {
  const due = structOf(view, 'reply_due');
  const date = asText(due?.['date']);
  if (due === null || date === null) return null;
  const id = asText(due['profile_row']);
  const row = rules.find((r) => r.id === id);
  return { date, basis: row?.basis[lang] ?? asText(due['basis']) ?? '', row: id, status: row?.status ?? null };
}

/** Demands a delivery carries: those that it or their statement names. */
const carried = (demands: readonly DemandReading[], what: readonly string[]): readonly DemandReading[] =>
  demands.filter(
    (d) => d.kind === 'coalition' && (what.includes(d.id) || (d.statement !== null && what.includes(d.statement))),
  );

async function whatJson(scope: Scope, ids: readonly string[]): Promise<DeliveryJson['what']> {
  const titles = await titled(scope.reading, ids);
  return titles.map(({ id, title }) => {
    const demand = scope.demands.find((d) => d.id === id);
    const parsed = parseRecordId(id);
    return {
      id,
      title: demand ? demand.text : title,
      kind: parsed.ok ? kindOfPrefix(id.slice(0, 3)) : null,
      key: demand?.key ?? null,
    };
  });
}

async function answersOf(scope: Scope, view: RecordView): Promise<DeliveryJson['answers']> {
  const out = [];
  for (const { id, title } of await titled(scope.reading, textsOf(view, 'answer'))) {
    const parsed = parseRecordId(id);
    const answer = parsed.ok ? await scope.reading.view(parsed.value.text) : null;
    const at = answer && dateOf(answer, 'at');
    if (!at || at.lo <= scope.asOf)
      out.push({ id, title: (answer && textOf(answer, 'text')) ?? title, at: at?.text ?? null });
  }
  return out;
}

async function deliveryJson(scope: Scope, view: RecordView): Promise<DeliveryJson> {
  const { reading, asOf } = scope;
  const what = textsOf(view, 'what');
  const answers = await answersOf(scope, view);
  const withdrawn = dateOf(view, 'withdrawn');
  const receipts = await titled(reading, textsOf(view, 'receipt'));
  const addressee = textOf(view, 'addressee');
  const channel = termOf(view, 'channel') ?? '';
  const due = dueJson(view, scope.rules, scope.lang);
  return {
    id: view.id,
    at: dateOf(view, 'at')?.text ?? '',
    what: await whatJson(scope, what),
    purpose: termOf(view, 'purpose') ?? '',
    addressee: addressee === null ? null : ((await titled(reading, [addressee], scope.titleOf))[0] ?? null),
    channel,
    incoming_no: textOf(view, 'incoming_no'),
    due,
    receipts,
    answers,
    withdrawn: withdrawn !== null && withdrawn.lo <= asOf ? withdrawn.text : null,
    note: textOf(view, 'note'),
    clock: deliveryClock(
      {
        channel,
        receipts: receipts.length,
        due: asDate(due?.date),
        answers: answers.map((a) => asDate(a.at)),
        withdrawn,
      },
      asOf,
    ),
    demands: carried(scope.demands, what).map((d) => ({
      id: d.id,
      key: d.key,
      state: d.state,
      silence: scope.silent.get(d.id)?.includes(view.id) ?? false,
    })),
  };
}

export async function deliveriesList(c: Context, input: ApiIn<'deliveries.list'>): Promise<ApiOut<'deliveries.list'>> {
  const scope = await startScope(c, input);
  const wanted = input.demand === undefined ? null : pickDemand(scope.demands, input.demand).id;
  const all: DeliveryJson[] = [];
  for (const view of await scope.reading.views('Delivery', scope.space)) {
    const at = dateOf(view, 'at');
    if (at !== null && at.lo > scope.asOf) continue;
    const json = await deliveryJson(scope, view);
    if (wanted === null || json.demands.some((d) => d.id === wanted)) all.push(json);
  }
  const deliveries = all
    .filter((d) => input.clock === undefined || d.clock.state === input.clock)
    .toSorted((a, b) => compareClocks(a.clock, b.clock) || (a.at < b.at ? 1 : a.at > b.at ? -1 : a.id < b.id ? -1 : 1));
  return { deliveries, total: all.length };
}

export async function deliveriesRules(
  _c: Context,
  input: ApiIn<'deliveries.rules'>,
): Promise<ApiOut<'deliveries.rules'>> {
  return { rules: (await replyRules()).map((row) => rowJson(row, input.lang ?? 'en')) };
}

/** The letter that goes with a delivery, in one language, composed from the delivery and its demands. */
export async function deliveriesLetter(
  c: Context,
  input: ApiIn<'deliveries.letter'>,
): Promise<ApiOut<'deliveries.letter'>> {
  const scope = await startScope(c, input);
  const views = await scope.reading.views('Delivery', scope.space);
  const view = views.find((v) => v.id === input.id) ?? refuse('E_NOT_FOUND', { id: input.id.slice(0, 80) });
  const delivery = await deliveryJson(scope, view);
  const { lang } = scope;
  const demands = scope.demands
    .filter((d) => delivery.demands.some((x) => x.id === d.id))
    .map((d) => ({ key: d.key, text: d.text, verbatim: d.verbatim }));
  const params = {
    org: await ownName(c.parts),
    addressee: delivery.addressee?.title ?? '',
    date: formatEdtf(delivery.at, lang),
    due: delivery.due === null ? '' : formatEdtf(delivery.due.date, lang),
    what: delivery.what
      .filter((w) => w.kind !== 'Demand')
      .map((w) => w.title)
      .join('; '),
    number: delivery.incoming_no ?? '',
  };
  return { lang, paragraphs: replyLetter(lang, delivery.purpose, params), demands };
}
