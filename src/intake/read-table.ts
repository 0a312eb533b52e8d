/**
 * A file as a table: CSV, JSON array or JSON Lines, read in a stream. The header is read when the table is opened; rows
 * follow in order, broken ones as errors with their line. Limits: 500 columns, 1 MB per cell, 64 MB of a JSON document.
 */
import { type Failure, fail, ok, type Result } from '../base/result.ts';
import { createCsvScanner } from './csv-scan.ts';
import { type ByteSource, decodeText, detectEncoding, type Encoding } from './encoding.ts';
import { openJsonLines, openJsonTable } from './read-json.ts';
import {
  checkCells,
  checkHeader,
  isErrorColumn,
  TABLE_LIMITS,
  type Table,
  type TableCode,
  type TableRow,
  undoFormulaQuote,
} from './table.ts';

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
    let begun = false;
    async function* all() {
      for await (const chunk of decodeText(open, encoding)) yield* scanner.push(chunk);
      yield* scanner.end();
    }
    for await (const record of all()) {
      // An export of ours says in a line before its header what it leaves out; that line is no row.
      begun ||= !(record.cells.length === 1 && /^\ufeff?# /.test(record.cells[0] ?? ''));
      if (begun) yield record;
    }
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
