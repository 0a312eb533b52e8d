/**
 * Figures in series. A series is the same metric, population, offence, scope and counting; figures are never merged, summed
 * or averaged, and every one stays in its series whatever its status.
 */
import { readCount } from './counts.ts';
import { asStruct, asText, type DateSpan, dateOf, termOf, textOf, valueOf, valuesOf } from './field-values.ts';
import type { RecordView } from './model.ts';

export type FigureStatus = 'current' | 'superseded' | 'withdrawn' | 'disputed';

export interface FigureReading {
  readonly id: string;
  readonly metric: string;
  readonly population: string;
  readonly offence: string | null;
  /** Record id of a Place or Event, or words such as `national`. */
  readonly scope: string;
  readonly counting: string;
  readonly low: number;
  readonly best: number | null;
  /** null: no upper bound ("at least 8"). */
  readonly high: number | null;
  readonly asGiven: string;
  readonly unit: string | null;
  readonly asOf: DateSpan;
  readonly who: string;
  readonly quotedBy: string | null;
  readonly side: string | null;
  /** A word of a newer version is kept as it stands. */
  readonly status: FigureStatus | string;
  readonly metricAsGiven: string;
  /** Labels the counter used, with who speaks. */
  readonly labels: readonly { readonly text: string; readonly speaker: string }[];
}

/** A figure that stands for nothing else until it has these; null when metric, number, date or counter is missing. */
export function readFigure(view: RecordView): FigureReading | null {
  const count = readCount(valueOf(view, 'value'));
  const asOf = dateOf(view, 'as_of');
  const metric = termOf(view, 'metric');
  const who = textOf(view, 'who');
  if (count === null || asOf === null || metric === null || who === null) return null;
  return {
    id: view.id,
    metric,
    population: termOf(view, 'population') ?? 'all',
    offence: termOf(view, 'offence'),
    scope: textOf(view, 'scope') ?? '',
    counting: termOf(view, 'counting') ?? '',
    low: count.low,
    best: count.best ?? null,
    high: count.high ?? null,
    asGiven: count.as_given,
    unit: textOf(view, 'unit') ?? count.unit ?? null,
    asOf,
    who,
    quotedBy: textOf(view, 'quoted_by'),
    side: termOf(view, 'side'),
    status: termOf(view, 'status') ?? 'current',
    metricAsGiven: textOf(view, 'metric_as_given') ?? metric,
    labels: labelsOf(view),
  };
}

function labelsOf(view: RecordView): FigureReading['labels'] {
  return valuesOf(view, 'label').flatMap((value) => {
    const text = asText(asStruct(value)?.['text']);
    const speaker = asText(asStruct(value)?.['speaker']);
    return text === null || speaker === null ? [] : [{ text, speaker }];
  });
}

/** Order in a series: begin of the date, then its end, then id. */
export const compareFigures = (a: FigureReading, b: FigureReading): number =>
  a.asOf.lo - b.asOf.lo || a.asOf.hi - b.asOf.hi || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

export const seriesKey = (f: FigureReading): string =>
  JSON.stringify([f.metric, f.population, f.offence, f.scope, f.counting]);

export interface CurvePoint {
  readonly id: string;
  readonly lo: number;
  readonly hi: number;
  /** Known to a month or coarser: drawn as a bar over its span. */
  readonly bar: boolean;
  readonly low: number;
  readonly high: number | null;
  readonly status: string;
  /** Withdrawn: drawn hollow, struck through in the table. */
  readonly hollow: boolean;
  readonly superseded: boolean;
  /** The number is surely below that of the point before it which was not withdrawn. */
  readonly falls: boolean;
}

export interface Conflict {
  readonly a: string;
  readonly b: string;
}

export interface Series {
  readonly key: string;
  readonly metric: string;
  readonly population: string;
  readonly offence: string | null;
  readonly scope: string;
  readonly counting: string;
  readonly figures: readonly FigureReading[];
  readonly curve: readonly CurvePoint[];
  readonly conflicts: readonly Conflict[];
  /** Proposals to a person: an older figure of the same counter that a newer one replaces. */
  readonly supersedes: readonly { readonly older: string; readonly newer: string }[];
}

/** Every figure in its series, series ordered by key; figures that cannot be read are left out. */
export function groupFigures(views: readonly RecordView[]): readonly Series[] {
  const byKey = new Map<string, FigureReading[]>();
  for (const figure of views.map(readFigure).filter((f) => f !== null)) {
    const key = seriesKey(figure);
    const list = byKey.get(key);
    if (list) list.push(figure);
    else byKey.set(key, [figure]);
  }
  return [...byKey.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, list]) => seriesOf(key, [...list].sort(compareFigures)));
}

function seriesOf(key: string, figures: readonly FigureReading[]): Series {
  const { metric, population, offence, scope, counting } = figures[0] as FigureReading;
  return {
    key,
    metric,
    population,
    offence,
    scope,
    counting,
    figures,
    curve: curveOf(figures),
    conflicts: conflictsOf(figures),
    supersedes: supersedesOf(figures),
  };
}

const LONGEST_DAY_MS = 86_400_000;

function curveOf(figures: readonly FigureReading[]): readonly CurvePoint[] {
  let before: FigureReading | null = null;
  return figures.map((f): CurvePoint => {
    const falls = f.status !== 'withdrawn' && before !== null && isSurelyBelow(f, before);
    if (f.status !== 'withdrawn') before = f;
    return {
      id: f.id,
      lo: f.asOf.lo,
      hi: f.asOf.hi,
      bar: f.asOf.hi - f.asOf.lo > LONGEST_DAY_MS,
      low: f.low,
      high: f.high,
      status: f.status,
      hollow: f.status === 'withdrawn',
      superseded: f.status === 'superseded',
      falls,
    };
  });
}

const isSurelyBelow = (a: FigureReading, b: FigureReading): boolean => a.high !== null && a.high < b.low;

/** Two current figures at overlapping dates whose ranges exclude each other. */
function conflictsOf(figures: readonly FigureReading[]): readonly Conflict[] {
  const current = figures.filter((f) => f.status === 'current');
  return current.flatMap((a, i) =>
    current
      .slice(i + 1)
      .filter((b) => a.asOf.lo < b.asOf.hi && b.asOf.lo < a.asOf.hi && (isSurelyBelow(a, b) || isSurelyBelow(b, a)))
      .map((b) => ({ a: a.id, b: b.id })),
  );
}

function supersedesOf(figures: readonly FigureReading[]): Series['supersedes'] {
  const found: { readonly older: string; readonly newer: string }[] = [];
  for (const [i, older] of figures.entries()) {
    if (older.status !== 'current' || older.counting === 'in_period') continue;
    const newer = figures
      .slice(i + 1)
      .find(
        (f) =>
          f.who === older.who && f.quotedBy === older.quotedBy && f.status === 'current' && f.asOf.lo > older.asOf.lo,
      );
    if (newer) found.push({ older: older.id, newer: newer.id });
  }
  return found;
}
