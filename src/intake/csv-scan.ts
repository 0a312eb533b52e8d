/**
 * CSV (RFC 4180) in chunks, with the line of every record, and able to go on after a broken quote. csv-parse was tried:
 * after a letter behind a closing quote it takes the rest of the file for one cell, and after its record limit it drops
 * what follows without a word; its reading of well-formed files is the oracle of this scanner's test.
 *
 * Broken: a quote inside an unquoted cell, a letter after a closing quote, a quote never closed, a record over the
 * limit. A broken record gives one error with its first line; reading goes on at the line after it.
 */

export interface CsvRecord {
  /** Line of the file on which the record begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  /** Set when the record is broken; `cells` then holds its first line unparsed. */
  readonly error: 'E_CSV_QUOTE' | 'E_CSV_RECORD' | null;
}

const QUOTE = 34;
const CR = 13;
const LF = 10;

export interface CsvScanner {
  /** Complete records of what was pushed so far. */
  push(text: string): readonly CsvRecord[];
  /** The rest of the file. */
  end(): readonly CsvRecord[];
}

/** `maxRecord` in characters. Lines end with LF, CRLF or CR; empty lines are passed over. */
export function createCsvScanner(delimiter: string, maxRecord = 4_194_304): CsvScanner {
  const comma = delimiter.charCodeAt(0);
  let buffer = '';
  let line = 1;
  let first = true;

  /** Reads one record at `from`; null = the buffer ends before it does. */
  function record(from: number, final: boolean): { cells: string[]; next: number; broken: boolean } | null {
    const cells: string[] = [];
    let at = from;
    for (;;) {
      let cell: string;
      if (buffer.charCodeAt(at) === QUOTE) {
        let close = at + 1;
        let escaped = false;
        for (;;) {
          close = buffer.indexOf('"', close);
          if (close < 0) return final ? { cells, next: at, broken: true } : null;
          if (close + 1 >= buffer.length && !final) return null;
          if (buffer.charCodeAt(close + 1) !== QUOTE) break;
          escaped = true;
          close += 2;
        }
        cell = buffer.slice(at + 1, close);
        if (escaped) cell = cell.replaceAll('""', '"');
        at = close + 1;
        const c = buffer.charCodeAt(at);
        if (at < buffer.length && c !== comma && c !== LF && c !== CR) return { cells, next: at, broken: true };
      } else {
        const start = at;
        let quoted = false;
        for (; at < buffer.length; at++) {
          const c = buffer.charCodeAt(at);
          if (c === comma || c === LF || c === CR) break;
          if (c === QUOTE) quoted = true;
        }
        if (at >= buffer.length && !final) return null;
        if (quoted) return { cells, next: at, broken: true };
        cell = buffer.slice(start, at);
      }
      cells.push(cell);
      if (at >= buffer.length) return { cells, next: at, broken: false };
      const c = buffer.charCodeAt(at);
      if (c === comma) {
        at++;
        continue;
      }
      if (c === CR) {
        if (at + 1 >= buffer.length && !final) return null;
        if (buffer.charCodeAt(at + 1) === LF) at++;
      }
      return { cells, next: at + 1, broken: false };
    }
  }

  /** Position after the line end at or after `from`, or -1. */
  function lineEnd(from: number, final: boolean): number {
    for (let i = from; i < buffer.length; i++) {
      const c = buffer.charCodeAt(i);
      if (c === LF) return i + 1;
      if (c === CR) {
        if (i + 1 >= buffer.length && !final) return -1;
        return buffer.charCodeAt(i + 1) === LF ? i + 2 : i + 1;
      }
    }
    return final ? buffer.length : -1;
  }

  function lines(from: number, to: number): number {
    let n = 0;
    for (let i = from; i < to; i++) {
      const c = buffer.charCodeAt(i);
      if (c === LF || (c === CR && buffer.charCodeAt(i + 1) !== LF)) n++;
    }
    return n;
  }

  function drain(final: boolean): CsvRecord[] {
    const out: CsvRecord[] = [];
    let at = 0;
    while (at < buffer.length) {
      const found = record(at, final);
      const long = !found && buffer.length - at > maxRecord;
      if (!found && !long) break;
      if (found && !found.broken) {
        if (found.cells.length > 1 || found.cells[0] !== '') out.push({ line, cells: found.cells, error: null });
        line += lines(at, found.next);
        at = found.next;
        continue;
      }
      // The rest of the first line is given up, and reading goes on with the next line.
      const end = lineEnd(at, final || long);
      if (end < 0) break;
      out.push({
        line,
        cells: [buffer.slice(at, Math.min(end, at + 1000)).trimEnd()],
        error: long ? 'E_CSV_RECORD' : 'E_CSV_QUOTE',
      });
      line += 1;
      at = end;
    }
    buffer = buffer.slice(at);
    return out;
  }

  return {
    push(text) {
      buffer += first && text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
      first = first && text === '';
      return drain(false);
    },
    end: () => drain(true),
  };
}
