/**
 * CSV that a spreadsheet opens safely (RFC 4180): UTF-8 with BOM, CRLF, every cell quoted that needs it. A cell that begins
 * with = + - @ tab or CR would run as a formula: it gets a leading apostrophe, which our import takes off again.
 */

export const BOM = '\ufeff';
const FORMULA = /^[=+\-@\t\r]/;

export const safeCell = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

export function csvLine(cells: readonly string[]): string {
  return `${cells.map((c) => quoted(safeCell(c))).join(',')}\r\n`;
}

const quoted = (text: string): string => (/[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
