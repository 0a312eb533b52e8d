/** The case as an edition reads it: disclosed records by kind in a fixed order, titles, sources, places. */
import { asDate, asStruct, asText, claimsOf, sourcesOf, structOf, textOf } from '../records/field-values.ts';
import type { KindName } from '../records/kind-names.ts';
import type { RecordView } from '../records/model.ts';
import type { SpaceInfo } from '../contract/api.ts';
import { type Disclosure, DISCLOSED_KINDS, discloseTo } from './disclosure.ts';
import { unitLabel } from '../records/units.ts';
import { type LonLat, pointOf } from './place-rule.ts';
import type { EditionSource } from './port.ts';
import { demandFiles, followsPrinted, isPublished, mainStatement } from './published-statements.ts';
import { EVERYTHING, isOut, type Selection } from './selection.ts';
import { type Run, textFor, type Words } from './words.ts';

export interface SourceLine {
  readonly id: string;
  readonly title: Run;
  readonly publisher: string | null;
  /** http or https, or null. */
  readonly url: string | null;
  /** The address was shortened to its site. */
  readonly shortened: boolean;
}
export interface PlaceLine {
  readonly id: string | null;
  readonly name: Run;
  readonly precision: string;
  readonly admin: string | null;
  readonly point: LonLat | null;
}

export interface PublicCase {
  readonly space: SpaceInfo;
  readonly asOf: string;
  readonly asOfMs: number;
  readonly disclosure: Disclosure;
  readonly selection: Selection;
  /** Never printed: whether a request for reply still stands is read from them. */
  readonly deliveries: readonly RecordView[];
  /** Disclosed records of a kind, by their own date, then by id. */
  of(kind: KindName): readonly RecordView[];
  get(id: string): RecordView | null;
  /** One line for a person; a withheld name is told as such. */
  title(id: string, words: Words): Run;
  sources(view: RecordView, words: Words): readonly SourceLine[];
  source(id: string, words: Words): SourceLine | null;
  /** The statement the edition is about: the one with the most demands; null when no published one has any. */
  readonly main: RecordView | null;
  /** File name of each demand's page, by id. */
  readonly demandFiles: ReadonlyMap<string, string>;
  /** The place a record stands at, or null. */
  place(view: RecordView, words: Words): PlaceLine | null;
}

/** Field with a kind's own date. */
const DATE_FIELD: { readonly [K in KindName]?: string } = {
  Event: 'date',
  Act: 'date',
  Statement: 'date',
  Figure: 'as_of',
  ConnectivityObservation: 'at',
  Response: 'at',
  Measurement: 'at',
  Outage: 'window',
};

/** Reads every kind through the disclosure view. The only place that touches members' values. */
export async function openCase(source: EditionSource, selection: Selection = EVERYTHING): Promise<PublicCase> {
  const asOfMs = Date.parse(source.asOf);
  const [persons, involvements, verifications, deliveries] = await Promise.all([
    collect(source, 'Person'),
    collect(source, 'Involvement'),
    collect(source, 'Verification'),
    collect(source, 'Delivery'),
  ]);
  const { leaveOut } = selection;
  const disclosure = discloseTo(source.space, persons, involvements, asOfMs, { verifications, deliveries, leaveOut });
  const byKind = new Map<string, readonly RecordView[]>();
  const byId = new Map<string, RecordView>();
  for (const kind of DISCLOSED_KINDS) {
    const all = kind === 'Person' ? persons : kind === 'Involvement' ? involvements : await collect(source, kind);
    const shown = all.flatMap((record) => {
      if (isOut(selection, kind) || leaveOut.has(record.id)) return [];
      const view = disclosure.view(record);
      return view && !startsAfter(view, asOfMs) ? [view] : [];
    });
    byKind.set(kind, shown.sort(byDate));
    for (const view of shown) byId.set(view.id, view);
  }
  keepPublished(byKind, byId, disclosure);
  const of = (kind: KindName): readonly RecordView[] => byKind.get(kind) ?? [];
  const get = (id: string): RecordView | null => byId.get(id) ?? null;
  const title = (id: string, words: Words): Run => titleOf(get(id), id, words);
  const sourceLine = (id: string, words: Words): SourceLine | null => {
    const view = get(id);
    return view?.kind === 'Source' ? readSource(view, words, disclosure) : null;
  };
  const main = mainStatement(of('Statement'), of('Demand'));
  return {
    space: source.space,
    asOf: source.asOf,
    asOfMs,
    disclosure,
    selection,
    main,
    demandFiles: demandFiles(of('Demand'), main, (d) => textOf(d, 'key') ?? d.id),
    deliveries,
    of,
    get,
    title,
    source: sourceLine,
    sources: (view, words) =>
      sourcesOf(view)
        .map((id) => sourceLine(id, words))
        .filter((s) => s !== null),
    place: (view, words) => readPlace(view, get, words),
  };
}

/** Takes out what is not published yet, and what stands or falls with it; each statement is told as left out. */
function keepPublished(
  byKind: Map<string, readonly RecordView[]>,
  byId: Map<string, RecordView>,
  disclosure: Disclosure,
): void {
  const drop = (view: RecordView): void => void byId.delete(view.id);
  for (const statement of byKind.get('Statement') ?? [])
    if (!isPublished(statement)) {
      drop(statement);
      disclosure.notPublished(statement.id);
    }
  const printed = (id: string): boolean => byId.has(id);
  // A measurement follows its demand, and a demand its statement: in that order.
  for (const kind of ['Statement', 'Demand', 'CoSignature', 'Measurement'])
    byKind.set(
      kind,
      (byKind.get(kind) ?? []).filter((view) => {
        const stays = printed(view.id) && followsPrinted(view, printed);
        if (!stays) drop(view);
        return stays;
      }),
    );
}

export async function collect(source: EditionSource, kind: KindName): Promise<readonly RecordView[]> {
  const found = source.records(kind);
  const all: RecordView[] = [];
  if (Symbol.asyncIterator in found) for await (const view of found) all.push(view);
  else all.push(...(await found));
  return all.sort((a, b) => (a.id < b.id ? -1 : 1));
}

export const dateField = (kind: string): string | null => DATE_FIELD[kind as KindName] ?? null;

function ownStart(view: RecordView): number {
  const field = dateField(view.kind);
  const date = field === null ? null : asDate(view.fields[field]?.claims[0]?.value);
  return date?.lo ?? Number.POSITIVE_INFINITY;
}
const byDate = (a: RecordView, b: RecordView): number => {
  const [x, y] = [ownStart(a), ownStart(b)];
  return x === y ? (a.id < b.id ? -1 : 1) : x - y;
};
const startsAfter = (view: RecordView, ms: number): boolean => Number.isFinite(ownStart(view)) && ownStart(view) > ms;

function titleOf(view: RecordView | null, id: string, words: Words): Run {
  const own = (text: string): Run => ({ text, lang: words.lang });
  if (!view) return id.startsWith('per_') ? own(words.t('records.person')) : own(id);
  switch (view.kind) {
    case 'Person':
      return (
        textFor(view, 'names', words.lang) ?? textFor(view, 'occupation', words.lang) ?? own(words.t('records.person'))
      );
    case 'Organisation':
      return textFor(view, 'names', words.lang) ?? own(id);
    case 'Place':
      return textFor(view, 'names', words.lang) ?? unitRun(textOf(view, 'admin'), words);
    case 'Group':
      return textFor(view, 'description', words.lang) ?? own(id);
    case 'Demand':
      return own(textOf(view, 'key') ?? id);
    case 'Measurement': {
      const met = textOf(view, 'met');
      return own(
        words.t('demand.measurement', {
          date: words.date(textOf(view, 'at') ?? ''),
          met: words.t(met === 'yes' || met === 'no' ? `demand.met.${met}` : 'demand.met.unknown'),
        }),
      );
    }
    case 'Statement':
      return textFor(view, 'title', words.lang) ?? own(words.t('records.title_withheld'));
    case 'Response':
      return textFor(view, 'text', words.lang) ?? own(id);
    case 'ConnectivityObservation':
      return textFor(view, 'description', words.lang) ?? own(textOf(view, 'code') ?? id);
    default:
      return textFor(view, 'title', words.lang) ?? textFor(view, 'name', words.lang) ?? own(textOf(view, 'code') ?? id);
  }
}

function readSource(view: RecordView, words: Words, disclosure: Disclosure): SourceLine {
  const publisher = textOf(view, 'publisher');
  const address = textOf(view, 'url');
  const withheld = disclosure.leftOut.filter((l) => l.id === view.id);
  const title = textFor(view, 'title', words.lang);
  return {
    id: view.id,
    title: title ?? {
      text: publisher ?? words.t('records.title_withheld'),
      lang: publisher === null ? words.lang : 'und',
    },
    publisher,
    url: address !== null && /^https?:\/\//.test(address) ? address : null,
    shortened: withheld.some((l) => l.reason === 'name_in_address'),
  };
}

/** A place without a public name of its own is told by its administrative unit. */
const unitRun = (admin: string | null, words: Words): Run => ({
  text: admin === null ? words.t('map.elsewhere') : unitLabel(admin, words.lang),
  lang: words.lang,
});

function readPlace(view: RecordView, get: (id: string) => RecordView | null, words: Words): PlaceLine | null {
  const claim = claimsOf(view, 'place')[0];
  const id = asText(claim?.value);
  const place = id === null ? null : get(id);
  if (place) {
    const geometry = structOf(place, 'geometry');
    return {
      id: place.id,
      name: textFor(place, 'names', words.lang) ?? unitRun(textOf(place, 'admin'), words),
      precision: textOf(place, 'precision') ?? 'unknown',
      admin: textOf(place, 'admin'),
      point: geometry && pointOf(geometry),
    };
  }
  const struct = asStruct(claim?.value);
  if (!struct) return null;
  // A point written on the record itself: rounded like every other, its own words left out because they may be an address.
  const point = pointOf(struct);
  const admin = asText(struct['admin']);
  return {
    id: null,
    name: unitRun(admin, words),
    precision: 'settlement',
    admin,
    point: point && { lon: Math.round(point.lon * 100) / 100, lat: Math.round(point.lat * 100) / 100 },
  };
}
