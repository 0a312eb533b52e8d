/**
 * Which statements an edition may print: published ones. A draft, or a text that waits for signatures, is nobody's word yet,
 * and its demands are asked of nobody. Also which of them the edition is about, and a file name of its own for each demand.
 */
import { dateOf, termOf, textOf } from '../records/field-values.ts';
import type { RecordView } from '../records/model.ts';

const OUT: readonly string[] = ['published', 'withdrawn'];

export const isPublished = (statement: RecordView): boolean => OUT.includes(termOf(statement, 'state') ?? '');

/** Kinds that stand or fall with a statement or demand, and the field that names it. */
const FOLLOWS: { readonly [kind: string]: string } = {
  Demand: 'statement',
  CoSignature: 'statement',
  Measurement: 'demand',
};

/** Whether a record is printed, given what is: one that names a statement or demand which is not printed is not either. */
export function followsPrinted(view: RecordView, printed: (id: string) => boolean): boolean {
  const field = FOLLOWS[view.kind];
  const of = field === undefined ? null : textOf(view, field);
  return of === null || printed(of);
}

/** The statement with the most demands of its own; among equals the older, then the lower id. */
export function mainStatement(statements: readonly RecordView[], demands: readonly RecordView[]): RecordView | null {
  const own = (s: RecordView): number =>
    demands.filter((d) => textOf(d, 'statement') === s.id && termOf(d, 'kind') !== 'reported').length;
  const ranked = statements
    .map((s) => ({ s, n: own(s), at: dateOf(s, 'date')?.lo ?? Infinity }))
    .filter(({ n }) => n > 0)
    .sort((a, b) => b.n - a.n || a.at - b.at || (a.s.id < b.s.id ? -1 : 1));
  return ranked[0]?.s ?? null;
}

/** File name part: letters, digits, `-` and `_` only, so that it means the same on every disk and in every address. */
export const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, '-')
    .slice(0, 60) || 'x';

/** `d6` for demand D6 of the main statement; a key that stands in two statements carries its id in the second. */
export function demandFiles(
  demands: readonly RecordView[],
  main: RecordView | null,
  keyOf: (demand: RecordView) => string,
): ReadonlyMap<string, string> {
  const ofMain = (d: RecordView): number => (main !== null && textOf(d, 'statement') === main.id ? 0 : 1);
  const files = new Map<string, string>();
  const taken = new Set<string>();
  for (const demand of [...demands].sort((a, b) => ofMain(a) - ofMain(b) || (a.id < b.id ? -1 : 1))) {
    const plain = slug(keyOf(demand));
    const name = taken.has(plain) ? `${plain}-${demand.id}` : plain;
    taken.add(name);
    files.set(demand.id, name);
  }
  return files;
}
