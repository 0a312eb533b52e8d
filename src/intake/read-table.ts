/**
 * A file as a table: CSV, JSON array or JSON Lines, read in a stream. The header is read when the table is opened; rows
 * follow in order, broken ones as errors with their line. Limits: 500 columns, 1 MB per cell, 64 MB of a JSON document.
 */
import { type Failure, fail, ok, type Result } from '../base/result.ts';
import { createCsvScanner } from './csv-scan.ts';
import { type ByteSource, decodeText, detectEncoding, type Encoding } from './encoding.ts';
import { openJsonLines, openJsonTable } from './read-json.ts';

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
const isErrorColumn = (name: string): boolean => (ERROR_COLUMNS as readonly string[]).includes(name);

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

const DELIMITERS = [',', ';', '\t', '|'] as const;

/** The delimiter that gives the header most columns; a comma when none occurs. */
function detectDelimiter(firstLine: string): string {
  let best = ',';
  let most = 0;
  for (const d of DELIMITERS) {
    const scanner = createCsvScanner(d);
    const cells = [...scanner.push(firstLine), ...scanner.end()][0]?.cells.length ?? 0;
    if (cells > most) [best, most] = [d, cells];
  }
  return best;
}

async function firstLineOf(open: ByteSource, encoding: Encoding): Promise<string> {
  let text = '';
  for await (const chunk of decodeText(open, encoding)) {
    text += chunk;
    const start = text.search(/[^\s\ufeff]/);
    const end = start < 0 ? -1 : text.slice(start).search(/[\r\n]/);
    if (end >= 0) return text.slice(start, start + end);
    if (text.length > 2 * TABLE_LIMITS.cellChars) return text;
  }
  return text.replace(/^[\s\ufeff]+/, '');
}

async function openCsv(
  open: ByteSource,
  encoding: Encoding,
  delimiter: string,
): Promise<Result<Table, Failure<TableCode>>> {
  async function* records() {
    const scanner = createCsvScanner(delimiter);
    for await (const chunk of decodeText(open, encoding)) yield* scanner.push(chunk);
    yield* scanner.end();
  }
  let raw: readonly string[] | null = null;
  for await (const r of records()) {
    if (r.error) return fail('E_CSV_QUOTE', { row: r.line });
    raw = r.cells;
    break;
  }
  if (!raw) return fail('E_EMPTY_FILE');
  const all = raw.map((c) => undoFormulaQuote(c).normalize('NFC').trim());
  const header = checkHeader(all);
  if (!header.ok) return header;
  const kept = all.flatMap((name, i) => (isErrorColumn(name) ? [] : [i]));
  const names = kept.map((i) => all[i] ?? '');
  const whole = kept.length === all.length;
  async function* rows(): AsyncIterable<TableRow> {
    let headerRead = false;
    for await (const r of records()) {
      if (!headerRead) {
        headerRead = true;
        continue;
      }
      if (r.error) {
        yield { row: r.line, cells: r.cells, error: { code: r.error, params: { row: r.line } } };
        continue;
      }
      const cells = whole ? r.cells : kept.map((i) => r.cells[i] ?? '');
      const error =
        r.cells.length === all.length
          ? checkCells(cells, names)
          : { code: 'E_CSV_COLUMNS', params: { row: r.line, found: r.cells.length, expected: all.length } };
      yield { row: r.line, cells: error ? r.cells : cells.map(undoFormulaQuote), error };
    }
  }
  return ok({ format: 'csv', encoding, delimiter, header: names, rows });
}

export interface TableOptions {
  readonly fileName: string;
  /** Set by a profile; otherwise found. */
  readonly encoding?: Encoding | undefined;
  readonly delimiter?: string | undefined;
}

/** Opens a file as a table; the format follows the content: `[` begins a JSON array, `{` JSON Lines, else CSV. */
export async function openTable(open: ByteSource, options: TableOptions): Promise<Result<Table, Failure<TableCode>>> {
  const detected = await detectEncoding(open);
  if (!detected.ok) return detected;
  const encoding = options.encoding ?? detected.value;
  const line = await firstLineOf(open, encoding);
  if (line.trim() === '') return fail('E_EMPTY_FILE');
  const json = /\.(json|jsonl|ndjson)$/i.test(options.fileName);
  if (json && line.startsWith('[')) return openJsonTable(open, encoding);
  if (json && line.startsWith('{')) return openJsonLines(open, encoding);
  return openCsv(open, encoding, options.delimiter ?? detectDelimiter(line));
}
