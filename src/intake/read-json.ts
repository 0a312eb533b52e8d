/** JSON arrays and JSON Lines as tables: members of the objects are columns; nested values stand in a cell as JSON text. */
import { type Failure, fail, ok, type Result } from '../base/result.ts';
import { type ByteSource, decodeText, type Encoding } from './encoding.ts';
import {
  checkCells,
  checkHeader,
  ERROR_COLUMNS,
  isErrorColumn,
  TABLE_LIMITS,
  type Table,
  type TableCode,
  type TableRow,
} from './table.ts';

type Members = { readonly [name: string]: unknown };

const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value.normalize('NFC');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const columnsOf = (seen: Set<string>): readonly string[] => [...seen].filter((name) => !isErrorColumn(name));

function toRow(value: unknown, row: number, header: readonly string[]): TableRow {
  if (!isObject(value)) return { row, cells: [], error: { code: 'E_JSON', params: { row, why: 'not_an_object' } } };
  const cells = header.map((name) => cellText(value[name]));
  return { row, cells, error: checkCells(cells, header) };
}

/** The whole JSON document, or why not: more than 64 MB is refused, JSON Lines has no such limit. */
export async function readJsonDocument(
  open: ByteSource,
  encoding: Encoding,
): Promise<Result<unknown, Failure<'E_LIMIT' | 'E_JSON'>>> {
  let text = '';
  for await (const chunk of decodeText(open, encoding)) {
    text += chunk;
    if (text.length > TABLE_LIMITS.jsonBytes)
      return fail('E_LIMIT', { field: 'JSON document', max: TABLE_LIMITS.jsonBytes });
  }
  const value = parse(text.replace(/^\ufeff/, ''));
  return value === undefined ? fail('E_JSON', { row: 1, why: 'not_json' }) : ok(value);
}

export async function openJsonTable(open: ByteSource, encoding: Encoding): Promise<Result<Table, Failure<TableCode>>> {
  const read = await readJsonDocument(open, encoding);
  if (!read.ok) return read;
  const list = Array.isArray(read.value) ? (read.value as readonly unknown[]) : [];
  if (list.length === 0) return fail('E_EMPTY_FILE');
  const seen = new Set<string>();
  for (const value of list) if (isObject(value)) for (const name of Object.keys(value)) seen.add(name);
  const header = checkHeader(columnsOf(seen));
  if (!header.ok) return header;
  async function* rows(): AsyncIterable<TableRow> {
    for (const [i, value] of list.entries()) yield toRow(value, i + 1, header.ok ? header.value : []);
  }
  return ok({ format: 'json', encoding, delimiter: null, header: header.value, rows });
}

async function* linesOf(
  open: ByteSource,
  encoding: Encoding,
): AsyncIterable<{ readonly line: number; readonly text: string }> {
  let rest = '';
  let line = 0;
  for await (const chunk of decodeText(open, encoding)) {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop() ?? '';
    for (const text of parts) yield { line: ++line, text: text.replace(/^\ufeff/, '').trim() };
  }
  if (rest.trim() !== '') yield { line: line + 1, text: rest.trim() };
}

/** Two passes: the first collects the members of all lines, so that no late member is lost. */
export async function openJsonLines(open: ByteSource, encoding: Encoding): Promise<Result<Table, Failure<TableCode>>> {
  const seen = new Set<string>();
  for await (const { text } of linesOf(open, encoding)) {
    const value = text === '' ? null : parse(text);
    if (isObject(value)) for (const name of Object.keys(value)) seen.add(name);
    if (seen.size > TABLE_LIMITS.columns + ERROR_COLUMNS.length) break;
  }
  const header = checkHeader(columnsOf(seen));
  if (!header.ok) return header;
  if (header.value.length === 0) return fail('E_JSON', { row: 1, why: 'not_json' });
  async function* rows(): AsyncIterable<TableRow> {
    for await (const { line, text } of linesOf(open, encoding)) {
      if (text === '') continue;
      const value = parse(text);
      if (value === undefined)
        yield { row: line, cells: [text], error: { code: 'E_JSON', params: { row: line, why: 'not_json' } } };
      else yield toRow(value, line, header.ok ? header.value : []);
    }
  }
  return ok({ format: 'jsonl', encoding, delimiter: null, header: header.value, rows });
}
