/** Demands as they read at a date: state from signed decisions, acts listed without a grade, measurements, the reply. */
import {
  asDate,
  asStruct,
  asTerm,
  asText,
  asTexts,
  claimsOf,
  type DateSpan,
  dateOf,
  type Struct,
  structOf,
  termOf,
  textOf,
  textsOf,
  valueOf,
  valuesOf,
} from '../records/field-values.ts';
import type { RecordView } from '../records/model.ts';
import { readActs } from './acts.ts';
import type {
  DemandDelivery,
  DemandIndicator,
  DemandMeasurement,
  DemandReading,
  DemandReply,
  TwoSided,
} from './reading.ts';
import { type DemandState, foldMoves, type HistoryMove, type Move, stateAt } from './state.ts';
import { measuredText, textIn, wordIn } from './words.ts';

export interface DemandInput {
  readonly demands: readonly RecordView[];
  readonly statements: readonly RecordView[];
  readonly measurements: readonly RecordView[];
  readonly responses: readonly RecordView[];
  readonly deliveries: readonly RecordView[];
  readonly titleOf: (id: string) => string | null;
  /** Language preferred where a text has several; absent: the displayed one. */
  readonly lang?: string;
}

/**
 * Reads demands as of an instant (UTC ms), ordered by key. A record whose own date begins later is left out, demands
 * included. Nothing here decides: states come from the decisions written on the demand alone.
 */
export function readDemands(input: DemandInput, asOfMs: number): readonly DemandReading[] {
  const statementDates = new Map(input.statements.map((s) => [s.id as string, dateOf(s, 'date')]));
  return input.demands
    .map((view) => readDemand(view, input, statementDates, asOfMs))
    .filter((d) => d.date === null || d.date.lo <= asOfMs)
    .sort((a, b) => compareKeys(a.key, b.key) || (a.id < b.id ? -1 : 1));
}

function readDemand(
  view: RecordView,
  input: DemandInput,
  statementDates: ReadonlyMap<string, DateSpan | null>,
  asOfMs: number,
): DemandReading {
  const kind = termOf(view, 'kind') === 'reported' ? 'reported' : 'coalition';
  const statement = textOf(view, 'statement');
  const date = (statement === null ? null : statementDates.get(statement)) ?? dateOf(view, 'date');
  const addressees = textsOf(view, 'addressee').map((id) => ({ id, title: input.titleOf(id) ?? id }));
  const known = { id: view.id as string, date, statement, addressees: addressees.map((a) => a.id) };
  const { moves, unread } = readMoves(view, asOfMs, input.lang);
  const history = kind === 'reported' ? [] : foldMoves(moves);
  const state = kind === 'reported' ? null : stateAt(moves, asOfMs);
  const measurements = readMeasurements(view.id, input.measurements, asOfMs);
  const deadline = dateOf(view, 'deadline');
  const sides = structOf(view, 'two_sided');
  // A note that speaks of later things is not read at an earlier date.
  const twoSided = (asDate(sides?.['at'])?.lo ?? Number.NEGATIVE_INFINITY) <= asOfMs ? sides : null;
  return {
    id: view.id,
    key: textOf(view, 'key') ?? view.id,
    kind,
    topic: termOf(view, 'topic'),
    text: textIn(view, 'text', input.lang) ?? textOf(view, 'verbatim') ?? '',
    verbatim: textOf(view, 'verbatim'),
    statement,
    addressees,
    date,
    deadline,
    state,
    openSince: openSince(state, history, date),
    history,
    unreadMoves: unread,
    acts: kind === 'reported' ? [] : readActs(known, input.responses, input.titleOf, asOfMs, input.lang),
    indicators: kind === 'reported' ? [] : readIndicators(view, measurements, input.lang),
    measurements: kind === 'reported' ? [] : measurements,
    deliveries: readDeliveries(known, input.deliveries, deadline, asOfMs, answerDates(input.responses)),
    records: textsOf(view, 'records'),
    twoSided: twoSided && sidesIn(view, twoSided, input.lang),
    reply: readReply(view, input.deliveries, asOfMs),
    remark: textIn(view, 'remark', input.lang),
    track: textOf(view, 'track'),
  };
}

/** `D2` before `D10`, letters before numbers. */
function compareKeys(a: string, b: string): number {
  const split = (key: string): readonly [string, number] => {
    const m = /^(\D*)(\d*)/.exec(key);
    return [m?.[1] ?? '', Number(m?.[2] ?? 0)];
  };
  const [la, na] = split(a);
  const [lb, nb] = split(b);
  return la < lb ? -1 : la > lb ? 1 : na - nb;
}

function readMoves(
  view: RecordView,
  asOfMs: number,
  lang: string | undefined,
): { moves: readonly Move[]; unread: readonly string[] } {
  const moves: Move[] = [];
  const unread: string[] = [];
  for (const claim of claimsOf(view, 'move')) {
    const value = asStruct(claim.value);
    const to = asTerm(value?.['to']);
    const at = asDate(value?.['at']);
    if (value === null || to === null || at === null) unread.push(claim.claim);
    else if (at.lo <= asOfMs)
      moves.push({
        claim: claim.claim,
        to,
        at,
        because: asTexts(value['because']),
        deciders: asTexts(value['deciders']),
        note:
          translated(view, 'move_words', lang, (w) => asTerm(w['to']) === to && asText(w['at']) === at.text, 'note') ??
          asText(value['note']) ??
          claim.note,
      });
  }
  return { moves, unread };
}

function openSince(state: DemandState | null, history: readonly HistoryMove[], date: DateSpan | null): string | null {
  if (state !== 'open') return null;
  const reopened = history.findLast((m) => m.to === 'open' && m.flags.length === 0);
  return reopened?.at.text ?? date?.text ?? null;
}

function readMeasurements(demand: string, views: readonly RecordView[], asOfMs: number): readonly DemandMeasurement[] {
  return views
    .filter((v) => textOf(v, 'demand') === demand)
    .flatMap((v): readonly DemandMeasurement[] => {
      const at = dateOf(v, 'at');
      const met = termOf(v, 'met');
      if (at === null || at.lo > asOfMs) return [];
      return [
        {
          id: v.id,
          indicator: textOf(v, 'indicator') ?? '',
          at,
          met: met === 'yes' || met === 'no' ? met : 'unknown',
          text: measuredText(valueOf(v, 'value')),
          evidence: textsOf(v, 'evidence'),
          measuredBy: textOf(v, 'measured_by'),
        },
      ];
    })
    .sort((a, b) => a.at.lo - b.at.lo || a.at.hi - b.at.hi || (a.id < b.id ? -1 : 1));
}

function readIndicators(
  view: RecordView,
  measurements: readonly DemandMeasurement[],
  lang: string | undefined,
): readonly DemandIndicator[] {
  return valuesOf(view, 'indicators').flatMap((value): readonly DemandIndicator[] => {
    const struct = asStruct(value);
    const id = asText(struct?.['id']);
    if (struct === null || id === null) return [];
    return [
      {
        id,
        question:
          translated(view, 'indicator_words', lang, (w) => asText(w['indicator']) === id, 'question') ??
          wordIn(struct['question'], lang) ??
          id,
        // Only an explicit `informative` takes an indicator out of what `met` needs.
        proves: asTerm(struct['proves']) === 'informative' ? 'informative' : 'necessary',
        target: wordIn(struct['target'], lang),
        unit: asText(struct['unit']),
        source: asTerm(struct['source']),
        checkEvery: asText(struct['check_every']),
        latest: measurements.findLast((m) => m.indicator === id) ?? null,
      },
    ];
  });
}

function readDeliveries(
  demand: { readonly id: string; readonly statement: string | null; readonly addressees: readonly string[] },
  views: readonly RecordView[],
  deadline: DateSpan | null,
  asOfMs: number,
  dateOfAnswer: ReadonlyMap<string, DateSpan | null>,
): readonly DemandDelivery[] {
  return views.flatMap((v): readonly DemandDelivery[] => {
    const what = textsOf(v, 'what');
    const at = dateOf(v, 'at');
    const withdrawn = dateOf(v, 'withdrawn');
    if (at === null || at.lo > asOfMs || (withdrawn !== null && withdrawn.lo <= asOfMs)) return [];
    if (!what.includes(demand.id) && !(demand.statement !== null && what.includes(demand.statement))) return [];
    const addressee = textOf(v, 'addressee');
    return [
      {
        id: v.id,
        at,
        addressee,
        toAddressee: addressee !== null && demand.addressees.includes(addressee),
        channel: termOf(v, 'channel'),
        receipts: textsOf(v, 'receipt'),
        due: asDate(structOf(v, 'reply_due')?.['date']) ?? deadline,
        // An answer that came later is not known at an earlier date.
        answered: textsOf(v, 'answer').some((id) => (dateOfAnswer.get(id)?.lo ?? Number.NEGATIVE_INFINITY) <= asOfMs),
        purpose: termOf(v, 'purpose'),
      },
    ];
  });
}

/** The latest request for a reply made by then and not withdrawn, with its answer if it had come. */
function readReply(view: RecordView, deliveries: readonly RecordView[], asOfMs: number): DemandReply {
  const withdrawn = new Set(
    deliveries.flatMap((d) => ((dateOf(d, 'withdrawn')?.lo ?? Infinity) <= asOfMs ? [d.id as string] : [])),
  );
  const asked = valuesOf(view, 'reply')
    .map((value) => ({ struct: asStruct(value), at: asDate(asStruct(value)?.['asked_at']) }))
    .flatMap(({ struct, at }) =>
      struct && at && at.lo <= asOfMs ? [{ struct, at, answer: answerBy(struct, asOfMs) }] : [],
    )
    .filter(({ struct }) => !withdrawn.has(asText(struct['delivery']) ?? ''))
    // Of one request told twice, the one with its answer is the fuller.
    .sort((a, b) => a.at.lo - b.at.lo || Number(a.answer !== null) - Number(b.answer !== null))
    .at(-1);
  if (!asked) return { state: 'not_asked', at: null, text: null, askedAt: null, delivery: null };
  const { answer } = asked;
  const common = { askedAt: asked.at.text, delivery: asText(asked.struct['delivery']) };
  if (answer === null) return { state: 'asked', at: asked.at.text, text: null, ...common };
  return { state: 'answered', at: answer.at ?? asked.at.text, text: answer.text, ...common };
}

function answerBy(reply: Struct, asOfMs: number): { readonly text: string; readonly at: string | null } | null {
  const text = asText(reply['answer']);
  const at = asDate(reply['answered_at']);
  return text === null || (at !== null && at.lo > asOfMs) ? null : { text, at: at?.text ?? null };
}

/** Dates of responses by id, for those that answer a delivery. */
const answerDates = (responses: readonly RecordView[]): ReadonlyMap<string, DateSpan | null> =>
  new Map(responses.map((r) => [r.id as string, dateOf(r, 'at')]));

/** Words given for another language in a field of their own, such as the question of an indicator. */
function translated(
  view: RecordView,
  field: string,
  lang: string | undefined,
  fits: (words: Struct) => boolean,
  member: string,
): string | null {
  if (lang === undefined) return null;
  for (const value of valuesOf(view, field)) {
    const words = asStruct(value);
    if (words && asText(words['lang']) === lang && fits(words)) return asText(words[member]);
  }
  return null;
}

function sidesIn(view: RecordView, sides: Struct, lang: string | undefined): TwoSided {
  // A translation of an older note must not stand in for a newer one.
  const same = (words: Struct): boolean => asText(words['of']) === asText(sides['at']);
  const side = (member: 'ours' | 'theirs'): string =>
    translated(view, 'two_sided_words', lang, same, member) ?? asText(sides[member]) ?? '';
  return {
    ours: side('ours'),
    theirs: side('theirs'),
    oursSource: asText(sides['ours_source']),
    theirsSource: asText(sides['theirs_source']),
    at: asText(sides['at']),
  };
}
