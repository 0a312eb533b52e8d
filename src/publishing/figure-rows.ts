/** Figures as an edition shows them: the rows of a series in the words of one language, with their marks for the chart. */
import type { FigureMark, Side } from '../charts/figure-steps.ts';
import { type FigureReading, groupFigures, type Series } from '../records/figures.ts';
import { textOf } from '../records/field-values.ts';
import { numberOf, quotable } from '../records/quotable.ts';
import type { PublicCase, SourceLine } from './case.ts';
import { type Run, textFor, type Words } from './words.ts';

export interface FigureRow {
  readonly reading: FigureReading;
  readonly number: string;
  readonly date: string;
  readonly side: Side;
  readonly withdrawn: boolean;
  readonly period: string | null;
  readonly note: Run | null;
  readonly sources: readonly SourceLine[];
  /** null when a part of the line is missing: then no line is handed out. */
  readonly quotable: string | null;
  readonly mark: FigureMark;
}

const SIDES: readonly string[] = ['official', 'independent', 'media', 'international', 'coalition'];
const sideOf = (text: string | null): Side => (text !== null && SIDES.includes(text) ? text : 'media') as Side;

/** Every series of the case, figures in the order of the series. */
export const figureSeries = (kase: PublicCase): readonly Series[] => groupFigures(kase.of('Figure'));

/** Row of a figure. `reference` is what a pasted line leads back to. */
export function figureRow(f: FigureReading, kase: PublicCase, words: Words, reference: string): FigureRow | null {
  const view = kase.get(f.id);
  if (!view) return null;
  const number = numberOf(f, words.lang);
  const withdrawn = f.status === 'withdrawn';
  const side = sideOf(f.side);
  const line = quotable(view, words.lang, reference, (id) => (kase.get(id) ? kase.title(id, words).text : null));
  return {
    reading: f,
    number,
    date: words.date(f.asOf.text),
    side,
    withdrawn,
    period: textOf(view, 'period'),
    note: textFor(view, 'note', words.lang),
    sources: kase.sources(view, words),
    quotable: line.ok ? line.value : null,
    mark: {
      lo: f.asOf.lo,
      hi: Number.isFinite(f.asOf.hi) ? f.asOf.hi : f.asOf.lo,
      low: f.low,
      high: f.high,
      counter: f.who,
      side,
      withdrawn,
      text: number,
    },
  };
}

export function scopeRun(scope: string, kase: PublicCase, words: Words): Run {
  return kase.get(scope) ? kase.title(scope, words) : { text: scope, lang: 'und' };
}

/** Groups in order of first appearance. */
export function groupBy<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
