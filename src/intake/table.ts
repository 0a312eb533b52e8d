/** A table as imports see it, its limits, and the checks that hold for every format. */
import { type Failure, fail, ok, type Result } from '../base/result.ts';
import type { Encoding } from './encoding.ts';

export const TABLE_LIMITS = { columns: 500, cellChars: 1_048_576, jsonBytes: 67_108_864 } as const;

export interface TableRow {
  /** Line of the file on which the row begins, from 1; in a JSON array the position of the element. */
  readonly row: number;
  readonly cells: readonly string[];
  readonly error: Failure | null;
}
export interface Table {
  readonly format: 'csv' | 'json' | 'jsonl';
  readonly encoding: Encoding;
  readonly delimiter: string | null;
  readonly header: readonly string[];
  rows(): AsyncIterable<TableRow>;
}
export type TableCode =
  | 'E_EMPTY_FILE'
  | 'E_ENCODING'
  | 'E_HEADER_TWICE'
  | 'E_HEADER_EMPTY'
  | 'E_LIMIT'
  | 'E_JSON'
  | 'E_CSV_QUOTE';

/** Columns of an error file, put there by an earlier import: not data. */
export const ERROR_COLUMNS = ['_row', '_column', '_code', '_message', '_value'] as const;
export const isErrorColumn = (name: string): boolean => (ERROR_COLUMNS as readonly string[]).includes(name);

/** What spreadsheets must not take for a formula is written with a quote before it; reading takes it off. */
export function undoFormulaQuote(cell: string): string {
  return cell.charCodeAt(0) === 39 && /^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell;
}

/** A cell as the profile sees it, or why it cannot be read. */
export function checkCells(cells: readonly string[], header: readonly string[]): Failure | null {
  for (const [i, cell] of cells.entries()) {
    if (cell.length > TABLE_LIMITS.cellChars)
      return { code: 'E_LIMIT', params: { field: header[i] ?? String(i + 1), max: TABLE_LIMITS.cellChars } };
    if (cell.includes('\u0000')) return { code: 'E_NUL', params: { column: header[i] ?? String(i + 1) } };
  }
  return null;
}

export function checkHeader(names: readonly string[]): Result<readonly string[], Failure<TableCode>> {
  if (names.length > TABLE_LIMITS.columns)
    return fail('E_LIMIT', { field: 'columns', max: TABLE_LIMITS.columns, found: names.length });
  const seen = new Set<string>();
  for (const [i, name] of names.entries()) {
    if (name === '') return fail('E_HEADER_EMPTY', { column: i + 1 });
    if (seen.has(name)) return fail('E_HEADER_TWICE', { column: name });
    seen.add(name);
  }
  return ok(names);
}
