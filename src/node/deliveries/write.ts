/** A handing-over is recorded, its receipt added, answered, withdrawn. Each is one signed action of one person. */
import { refuse } from '../../base/failures.ts';
import { type RecordId, uuid4 } from '../../base/ids.ts';
import type { Json } from '../../base/result.ts';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import type { ReplyDueJson } from '../../contract/areas/deliveries.ts';
import { replyDue } from '../../demands/delivery-clock.ts';
import type { DemandReading } from '../../demands/reading.ts';
import type { Ctx, Value } from '../../ledger/model.ts';
import { asDate, asStruct, asText, dateOf, termOf, textOf, textsOf } from '../../records/field-values.ts';
import { type KindName, parseRecordId, recordId } from '../../records/kind-names.ts';
import type { RecordView } from '../../records/model.ts';
import { actor, type Context } from '../context.ts';
import { ctxOf } from '../payloads.ts';
import { type Reading, startReading } from '../reading.ts';
import { noteCopy, subjectsOf } from '../record/copies.ts';
import { demandReadings, pickDemand } from '../reads/demands.ts';
import type { Space } from '../spaces.ts';
import { type FieldWrite, ourParties, parsedValue } from '../writes/claims.ts';
import { idsOf, sourcesAmong } from './named.ts';
import { replyRules } from './reply-rules.ts';
import { type RecordWrite, writeTogether } from './together.ts';

interface Work {
  readonly space: Space;
  readonly reading: Reading;
  readonly demands: readonly DemandReading[];
  readonly by: Uint8Array;
}

async function startWork(c: Context, input: { readonly space?: string; readonly person?: string }): Promise<Work> {
  const space = c.parts.spaces.find(input.space);
  const reading = await startReading(c.parts);
  const demands = await demandReadings(c.parts, reading, space, Number.MAX_SAFE_INTEGER);
  const { by } = await actor(c, input.person);
  return { space, reading, demands, by };
}

/** A record about to be made, with its new id. */
function newTarget(c: Context, kind: KindName): RecordWrite['target'] {
  const id = uuid4(c.parts.random(16));
  return { text: recordId(kind, id), id, kind };
}

function targetOf(id: string, kind: string): RecordWrite['target'] {
  const parsed = parseRecordId(id);
  return parsed.ok
    ? { text: parsed.value.text, id: parsed.value.id, kind }
    : refuse(parsed.error.code, parsed.error.params);
}

const write = (kind: string, field: string, value: Json, ctx: Ctx): FieldWrite => ({
  field,
  value: parsedValue(kind, field, value),
  ctx,
});

/** What is handed over: record ids, keys of demands, or the SHA-256 of what is no record here. */
async function whatOf(c: Context, work: Work, texts: readonly string[]): Promise<string[]> {
  const out: string[] = [];
  for (const text of texts) {
    if (/^[0-9a-f]{64}$/i.test(text)) out.push(text.toLowerCase());
    else {
      const demand = work.demands.find((d) => d.key.toLowerCase() === text.toLowerCase());
      out.push(...(demand ? [demand.id] : await idsOf(c, work.space, [text])));
    }
  }
  return out.length === 0 ? refuse('E_EMPTY', { field: 'what' }) : [...new Set(out)];
}

/** Reply date from a row of a legal profile or as given, which then says on what basis. Throws E_DUE, E_EMPTY, E_DATE. */
async function dueOf(input: ApiIn<'deliveries.new'>): Promise<ReplyDueJson | null> {
  if (input.due_row !== undefined && input.due_row !== '') {
    const rules = await replyRules();
    const row = rules.find((r) => r.id === input.due_row);
    if (!row) return refuse('E_DUE', { row: input.due_row, reason: 'unknown' });
    const at = asDate(input.at);
    const date = at && replyDue(row, rules, at);
    if (date === null) return refuse('E_DUE', { row: row.id, reason: 'day' });
    return { date, basis: row.basis.en, row: row.id, status: row.status };
  }
  if (input.due_date === undefined || input.due_date === '') return null;
  const basis = input.due_basis?.trim() ?? '';
  if (basis === '') return refuse('E_EMPTY', { field: 'due_basis' });
  return { date: input.due_date, basis, row: null, status: null };
}

/** The demands named one by one, not those of a statement handed over whole. */
const namedDemands = (demands: readonly DemandReading[], what: readonly string[]): readonly DemandReading[] =>
  demands.filter((d) => d.kind === 'coalition' && what.includes(d.id));

export async function deliveriesNew(c: Context, input: ApiIn<'deliveries.new'>): Promise<ApiOut<'deliveries.new'>> {
  const work = await startWork(c, input);
  const { space, by } = work;
  const what = await whatOf(c, work, input.what);
  const [addressee = ''] = await idsOf(c, space, [input.addressee]);
  const receipt = await idsOf(c, space, input.receipt ?? []);
  const due = await dueOf(input);
  const ctx = ctxOf({ obs: input.at, sources: sourcesAmong(receipt) });
  const target = newTarget(c, 'Delivery');
  const say = (field: string, value: Json): FieldWrite => write('Delivery', field, value, ctx);
  const asked = input.purpose === 'right_of_reply' ? namedDemands(work.demands, what) : [];
  if (input.purpose === 'right_of_reply' && asked.length === 0) return refuse('E_EMPTY', { field: 'what' });
  const entry = await writeTogether(c, space, by, [
    {
      target,
      fields: [
        ...what.map((w) => say('what', w)),
        say('purpose', input.purpose),
        say('addressee', addressee),
        say('channel', input.channel),
        say('at', input.at),
        ...(input.incoming_no ? [say('incoming_no', input.incoming_no)] : []),
        ...(due === null
          ? []
          : [say('reply_due', { date: due.date, basis: due.basis, ...(due.row ? { profile_row: due.row } : {}) })]),
        ...receipt.map((r) => say('receipt', r)),
        ...(input.note ? [say('note', input.note)] : []),
      ],
    },
    ...asked.map((d) => ({
      target: targetOf(d.id, 'Demand'),
      fields: [write('Demand', 'reply', { asked_at: input.at, delivery: target.text }, ctx)],
    })),
  ]);
  await noteIt(c, work, target.text, what, addressee);
  return { id: target.text, entry, due };
}

/** What was handed over is a copy that went out: a consent withdrawn later finds it (src/node/record/copies.ts). */
async function noteIt(c: Context, work: Work, id: RecordId, what: readonly string[], addressee: string): Promise<void> {
  const views: RecordView[] = [];
  for (const text of what) {
    const parsed = parseRecordId(text);
    const view = parsed.ok ? await work.reading.view(parsed.value.text) : null;
    if (view) views.push(view);
  }
  await work.reading.loadTitles([...what, addressee]);
  await noteCopy(c, {
    what: 'delivery',
    title: what.map((w) => work.demands.find((d) => d.id === w)?.key ?? work.reading.titleOf(w) ?? w).join('; '),
    to: work.reading.titleOf(addressee) ?? addressee,
    at: new Date(c.parts.clock()).toISOString(),
    space: work.space.hex,
    subjects: subjectsOf(views),
    record: id,
  });
}

/** The delivery as it stands. Throws E_NOT_FOUND; E_DELIVERY when it was withdrawn. */
async function standing(c: Context, work: Work, id: string): Promise<RecordView> {
  const [found = ''] = await idsOf(c, work.space, [id]);
  const parsed = parseRecordId(found);
  const view = parsed.ok ? await work.reading.view(parsed.value.text) : null;
  if (view?.kind !== 'Delivery') return refuse('E_NOT_FOUND', { id: id.slice(0, 80) });
  const withdrawn = dateOf(view, 'withdrawn');
  return withdrawn === null ? view : refuse('E_DELIVERY', { withdrawn: withdrawn.text });
}

export async function deliveriesReceipt(
  c: Context,
  input: ApiIn<'deliveries.receipt'>,
): Promise<ApiOut<'deliveries.receipt'>> {
  const work = await startWork(c, input);
  const view = await standing(c, work, input.id);
  const receipt = await idsOf(c, work.space, input.receipt);
  if (receipt.length === 0) return refuse('E_EMPTY', { field: 'receipt' });
  const ctx = ctxOf({ sources: sourcesAmong(receipt) });
  const entry = await writeTogether(c, work.space, work.by, [
    {
      target: targetOf(view.id, 'Delivery'),
      fields: [
        ...receipt.map((r) => write('Delivery', 'receipt', r, ctx)),
        ...(input.incoming_no ? [write('Delivery', 'incoming_no', input.incoming_no, ctx)] : []),
      ],
    },
  ]);
  return { id: view.id, entry };
}

export async function deliveriesAnswer(
  c: Context,
  input: ApiIn<'deliveries.answer'>,
): Promise<ApiOut<'deliveries.answer'>> {
  const work = await startWork(c, input);
  const { space, by } = work;
  const view = await standing(c, work, input.id);
  const made = input.response ? await recorded(c, work, input.response) : await answerOf(c, work, view, input);
  const replies = await replyWrites(c, work, view, made);
  const entry = await writeTogether(c, space, by, [
    ...made.writes,
    { target: targetOf(view.id, 'Delivery'), fields: [write('Delivery', 'answer', made.id, made.ctx)] },
    ...replies,
  ]);
  return { id: view.id, entry, response: made.id };
}

interface Answer {
  readonly id: string;
  readonly at: string;
  readonly text: string;
  readonly demands: readonly string[];
  readonly ctx: Ctx;
  readonly writes: readonly RecordWrite[];
}

/** A response that is recorded already. */
async function recorded(c: Context, work: Work, response: string): Promise<Answer> {
  const [id = ''] = await idsOf(c, work.space, [response]);
  const parsed = parseRecordId(id);
  const view = parsed.ok ? await work.reading.view(parsed.value.text) : null;
  if (view?.kind !== 'Response') return refuse('E_ID_KIND', { id, expected: 'rsp', found: id.slice(0, 3) });
  const ctx = ctxOf({ sources: sourcesAmong(textsOf(view, 'evidence')) });
  return {
    id,
    at: dateOf(view, 'at')?.text ?? '',
    text: textOf(view, 'text') ?? '',
    demands: textsOf(view, 'demand'),
    ctx,
    writes: [],
  };
}

/** A response made of what the addressee answered. Throws E_EMPTY, E_MOVE_EVIDENCE. */
async function answerOf(c: Context, work: Work, view: RecordView, input: ApiIn<'deliveries.answer'>): Promise<Answer> {
  const { at = '', text = '', bears = '' } = input;
  for (const [field, value] of [
    ['at', at],
    ['text', text],
    ['bears', bears],
  ] as const)
    if (value.trim() === '') return refuse('E_EMPTY', { field });
  const named = (input.demands ?? []).map((key) => pickDemand(work.demands, key));
  const demands = named.length > 0 ? named : namedDemands(work.demands, textsOf(view, 'what'));
  if (demands.length === 0) return refuse('E_EMPTY', { field: 'demands' });
  const evidence = await idsOf(c, work.space, input.evidence ?? []);
  if (evidence.length === 0) return refuse('E_MOVE_EVIDENCE', { to: 'response', missing: 'evidence' });
  const ctx = ctxOf({ sources: sourcesAmong(evidence) });
  const target = newTarget(c, 'Response');
  const from = textOf(view, 'addressee') ?? '';
  const byAddressee = (d: DemandReading): boolean => d.addressees.some((a) => a.id === from);
  const say = (field: string, value: Json): FieldWrite => write('Response', field, value, ctx);
  return {
    id: target.text,
    at,
    text,
    demands: demands.map((d) => d.id),
    ctx,
    writes: [
      {
        target,
        fields: [
          ...demands.map((d) => say('demand', d.id)),
          say('from', from),
          say('at', at),
          say('text', text),
          say('bears', bears),
          say('by_addressee', demands.every(byAddressee)),
          ...demands.map((d) => say('link', { demand: d.id, bears, by_addressee: byAddressee(d) })),
          ...evidence.map((e) => say('evidence', e)),
        ],
      },
    ],
  };
}

/** A right of reply that was used: the answer stands uncut on each demand that this delivery asked about. */
async function replyWrites(c: Context, work: Work, view: RecordView, made: Answer): Promise<readonly RecordWrite[]> {
  if (termOf(view, 'purpose') !== 'right_of_reply') return [];
  const ours = await ourParties(c, work.space);
  const writes: RecordWrite[] = [];
  for (const demand of namedDemands(work.demands, textsOf(view, 'what'))) {
    if (!made.demands.includes(demand.id)) continue;
    const target = targetOf(demand.id, 'Demand');
    const on = await work.reading.view(target.text);
    const asked = on?.fields['reply']?.claims.find(
      (x) => ours.has(x.party) && asText(asStruct(x.value)?.['delivery']) === view.id,
    );
    const value: Value = parsedValue('Demand', 'reply', {
      asked_at: dateOf(view, 'at')?.text ?? made.at,
      delivery: view.id,
      answer: made.text,
      answered_at: made.at,
    });
    writes.push({ target, fields: [{ field: 'reply', value, ctx: made.ctx, replaces: asked?.claim }] });
  }
  return writes;
}

export async function deliveriesWithdraw(
  c: Context,
  input: ApiIn<'deliveries.withdraw'>,
): Promise<ApiOut<'deliveries.withdraw'>> {
  const work = await startWork(c, input);
  const view = await standing(c, work, input.id);
  if (input.reason.trim() === '') return refuse('E_EMPTY', { field: 'reason' });
  const at = input.at ?? new Date(c.parts.clock()).toISOString().slice(0, 10);
  const ctx = ctxOf({ extra: { note: input.reason.trim() } });
  const entry = await writeTogether(c, work.space, work.by, [
    { target: targetOf(view.id, 'Delivery'), fields: [write('Delivery', 'withdrawn', at, ctx)] },
  ]);
  return { id: view.id, entry };
}
