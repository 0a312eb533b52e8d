/**
 * The tables of an edition that count persons from records, under the small-cell rule. Every table stands here, so that the
 * pages print, the checks compare and the node keeps the same numbers.
 */
import { asTerm, textOf, valuesOf } from '../records/field-values.ts';
import type { RecordView } from '../records/model.ts';
import type { PublicCase } from './case.ts';
import { groupBy } from './figure-rows.ts';
import { type Cell, suppress } from './small-cells.ts';

export interface PersonRow {
  /** Term id of the row. */
  readonly row: string;
  /** Name under which the cell is left out: `table/row`. */
  readonly cell: string;
  readonly count: number;
  readonly shown: Cell;
}
export interface PersonTableOf {
  readonly table: string;
  readonly rows: readonly PersonRow[];
}

const typesOf = (act: RecordView): readonly string[] =>
  valuesOf(act, 'type')
    .map(asTerm)
    .filter((x) => x !== null);

/** Distinct persons per kind of act. A person may stand in several rows, so no total is printed. */
function byAct(kase: PublicCase): PersonTableOf {
  const table = 'persons_by_act';
  const persons = kase.of('Act').flatMap((act) => {
    const victim = textOf(act, 'victim');
    return victim?.startsWith('per_') === true ? typesOf(act).map((type) => ({ type, victim })) : [];
  });
  const counted = [...groupBy(persons, (p) => p.type)].map(([row, own]) => ({
    row,
    cell: `${table}/${row}`,
    count: new Set(own.map((p) => p.victim)).size,
  }));
  const left = (row: number): boolean => kase.selection.leaveOut.has(counted[row]?.cell ?? '');
  const shown = suppress({
    cells: counted.map((c) => [c.count]),
    rowTotals: false,
    columnTotals: false,
    leftOut: left,
  });
  return {
    table,
    rows: counted.map((c, i) => ({ ...c, shown: shown.cells[i]?.[0] ?? { shown: false, small: false } })),
  };
}

export const personTables = (kase: PublicCase): readonly PersonTableOf[] => [byAct(kase)];
