/** The rows an import refused: the file's own columns, then `_row,_column,_code,_message,_value`. Mended, it can be imported. */
import { type FileHandle, open } from 'node:fs/promises';
import { ERROR_COLUMNS } from './table.ts';
import type { RowFailure } from './unit.ts';

export interface ErrorSink {
  write(text: string): Promise<void>;
}

/** One CSV cell; what a spreadsheet would take for a formula gets a quote before it. */
export function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /["\n\r,;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const line = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`;
export const errorFileHeader = (header: readonly string[]): string => `\ufeff${line([...header, ...ERROR_COLUMNS])}`;

/** A row broken before its cells could be told apart stands whole in the first column. */
export function errorFileLine(header: readonly string[], row: RowFailure, message: string): string {
  const cells = header.map((_, i) => row.cells[i] ?? '');
  return line([...cells, String(row.row), row.column, row.failure.code, message, row.value]);
}

/** Writes to a path; the file comes to be with the first error, mode 0600. */
export function errorFileAt(path: string): ErrorSink & { close(): Promise<void> } {
  let handle: FileHandle | null = null;
  return {
    async write(text) {
      handle ??= await open(path, 'w', 0o600);
      await handle.appendFile(text);
    },
    async close() {
      await handle?.close();
      handle = null;
    },
  };
}
