/** Tables and lists for people. On a terminal wide columns are cut; elsewhere nothing is. */

const GAP = '  ';
const MIN_COLUMN = 8;
const length = (text: string): number => [...text].length;
const oneLine = (text: string): string => text.replaceAll(/\s*\n\s*/g, ' ');

function cut(text: string, width: number): string {
  const letters = [...text];
  return letters.length <= width ? text : `${letters.slice(0, Math.max(1, width - 1)).join('')}…`;
}

/** Widths of the columns that fit into `columns`: the widest gives way first. */
function fit(widths: readonly number[], columns: number): readonly number[] {
  const out = [...widths];
  const room = columns - GAP.length * (widths.length - 1);
  for (let over = out.reduce((a, b) => a + b, 0) - room; over > 0; ) {
    const widest = out.indexOf(Math.max(...out));
    const second = Math.max(MIN_COLUMN, ...out.filter((_, i) => i !== widest));
    const width = out[widest] ?? 0;
    const less = Math.min(over, Math.max(1, width - second));
    if (width - less < MIN_COLUMN) break;
    out[widest] = width - less;
    over -= less;
  }
  return out;
}

/** Rows below a header, columns aligned. `columns`: width of the terminal, null = not cut. */
export function table(header: readonly string[], rows: readonly (readonly string[])[], columns: number | null): string {
  const all = [header, ...rows].map((row) => row.map(oneLine));
  const natural = header.map((_, i) => Math.max(...all.map((row) => length(row[i] ?? ''))));
  const widths = columns === null ? natural : fit(natural, columns);
  const line = (row: readonly string[]): string =>
    row
      .map((cell, i) => {
        const text = columns === null ? cell : cut(cell, widths[i] ?? cell.length);
        return text + ' '.repeat(Math.max(0, (widths[i] ?? 0) - length(text)));
      })
      .join(GAP)
      .trimEnd();
  const [head, ...body] = all;
  return [line(head ?? []), widths.map((w) => '-'.repeat(w)).join(GAP), ...body.map(line)].join('\n');
}

/** `name: value` lines, values aligned. */
export function pairs(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(0, ...rows.map(([name]) => length(name)));
  return rows.map(([name, value]) => `${name}${' '.repeat(width - length(name))}  ${value}`.trimEnd()).join('\n');
}
