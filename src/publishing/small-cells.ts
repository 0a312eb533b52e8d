/**
 * Tables that count persons from records: counts of 1 to k-1 are not printed, nor is any other cell from which one of them
 * could be computed through the printed totals. Never applied to Figures, which quote a counter.
 */

/** Lowest k for the public; no caller may go below. */
export const PUBLIC_K = 5;

export type Cell =
  | { readonly shown: true; readonly count: number }
  | { readonly shown: false; readonly small: boolean };
export interface PersonTable {
  /** Rows of counts; every row has the same length. */
  readonly cells: readonly (readonly number[])[];
  /** Totals that are printed beside the table. */
  readonly rowTotals: boolean;
  readonly columnTotals: boolean;
  /** Cells that are not printed whatever they hold, by row and column. */
  readonly leftOut?: (row: number, column: number) => boolean;
}
export interface ShownTable {
  readonly cells: readonly (readonly Cell[])[];
  readonly rowTotals: readonly Cell[] | null;
  readonly columnTotals: readonly Cell[] | null;
}

interface Variable {
  readonly value: number;
  hidden: boolean;
  /** Printed as "not shown" although it is small: "fewer than k" would say too much. */
  mute?: boolean;
  /** Never printed, only known to exist: nobody minds when it can be computed. */
  readonly implied?: boolean;
}
/** A printed sum: the parts add up to the total. */
type Equation = { readonly parts: readonly Variable[]; readonly total: Variable };

/** Hides small counts, and as many others as it takes that none of them can be computed. */
export function suppress(table: PersonTable, k: number = PUBLIC_K): ShownTable {
  const least = Math.max(k, PUBLIC_K);
  const cells = table.cells.map((row, y) =>
    row.map((value, x): Variable => {
      // A number left out says nothing at all, not even that it is small.
      const leftOut = table.leftOut?.(y, x) === true;
      return { value, hidden: leftOut || isSmall(value, least), ...(leftOut ? { mute: true } : {}) };
    }),
  );
  const width = table.cells[0]?.length ?? 0;
  const sum = (parts: readonly Variable[]): Variable => {
    const value = parts.reduce((n, p) => n + p.value, 0);
    return { value, hidden: isSmall(value, least) };
  };
  const rows = cells.map((row): Equation => ({ parts: row, total: sum(row) }));
  const columns = Array.from({ length: width }, (_, i): Equation => {
    const parts = cells.flatMap((row) => (row[i] ? [row[i]] : []));
    return { parts, total: sum(parts) };
  });
  const printed = [...(table.rowTotals ? rows : []), ...(table.columnTotals ? columns : [])];
  // With both kinds of totals a reader knows one thing more: they add up to the same number, printed or not.
  if (table.rowTotals && table.columnTotals) {
    const grand: Variable = { value: rows.reduce((n, r) => n + r.total.value, 0), hidden: true, implied: true };
    printed.push(
      { parts: rows.map((r) => r.total), total: grand },
      { parts: columns.map((c) => c.total), total: grand },
    );
  }
  const find = (): Variable | null => derivable(printed) ?? pinned(printed, least);
  for (let found = find(); found !== null; found = find()) hideAnother(found, printed);
  const shown = (v: Variable): Cell =>
    v.hidden ? { shown: false, small: saysSmall(v, least) } : { shown: true, count: v.value };
  return {
    cells: cells.map((row) => row.map(shown)),
    rowTotals: table.rowTotals ? rows.map((r) => shown(r.total)) : null,
    columnTotals: table.columnTotals ? columns.map((c) => shown(c.total)) : null,
  };
}

/** What an edition printed of one cell, and what stood behind it; kept by the node for every edition. */
export interface KeptCell {
  readonly cell: string;
  readonly count: number;
  readonly printed: 'number' | 'small' | 'nothing';
}

/**
 * Cells of a new edition that may not be printed beside an earlier one: what changed between them is a count of 1 to k-1,
 * and at least one of the two prints a number, so that a reader of both could tell how many were added or taken away. A
 * cell new in this edition, or printed as "fewer than k" in both, tells no more than those words.
 */
export function cellsToldByDifference(
  now: readonly KeptCell[],
  earlier: readonly KeptCell[],
  k: number = PUBLIC_K,
): readonly string[] {
  const least = Math.max(k, PUBLIC_K);
  const before = new Map(earlier.map((c) => [c.cell, c]));
  return now
    .filter((c) => {
      const old = before.get(c.cell);
      if (!old || c.printed === 'nothing' || old.printed === 'nothing') return false;
      return (c.printed === 'number' || old.printed === 'number') && isSmall(Math.abs(c.count - old.count), least);
    })
    .map((c) => c.cell);
}

const isSmall = (value: number, k: number): boolean => value > 0 && value < k;
const saysSmall = (v: Variable, k: number): boolean => isSmall(v.value, k) && v.implied !== true && v.mute !== true;

/** A hidden value that the equations fix, or null. Exact elimination over fractions of small integers. */
function derivable(equations: readonly Equation[]): Variable | null {
  const unknowns = [...new Set(equations.flatMap((e) => [...e.parts, e.total]).filter((v) => v.hidden))];
  const matrix = equations.map((e) =>
    unknowns.map((u) => e.parts.filter((p) => p === u).length - (e.total === u ? 1 : 0)),
  );
  const reduced = reduce(matrix);
  for (const row of reduced) {
    const at = row.flatMap((c, i) => (Math.abs(c) > 1e-9 ? [i] : []));
    const only = at[0];
    const found = only === undefined ? undefined : unknowns[only];
    if (at.length === 1 && found && found.implied !== true) return found;
  }
  return null;
}

/**
 * A hidden value that bounds fix although no sum does: 4 and 4 of a printed 8 when both are told to be below 5. A reader
 * knows 1..k-1 of what is printed as "fewer than k", and 0 or more of everything else.
 */
function pinned(equations: readonly Equation[], k: number): Variable | null {
  const bounds = new Map<Variable, readonly [number, number]>();
  for (const v of new Set(equations.flatMap((e) => [...e.parts, e.total])))
    bounds.set(v, !v.hidden ? [v.value, v.value] : saysSmall(v, k) ? [1, k - 1] : [0, Number.POSITIVE_INFINITY]);
  const of = (v: Variable): readonly [number, number] => bounds.get(v) ?? [0, Number.POSITIVE_INFINITY];
  const narrow = (v: Variable, low: number, high: number): boolean => {
    const [a, b] = of(v);
    const next = [Math.max(a, low), Math.min(b, high)] as const;
    bounds.set(v, next);
    return next[0] !== a || next[1] !== b;
  };
  const add = (list: readonly Variable[], i: 0 | 1): number => list.reduce((n, v) => n + of(v)[i], 0);
  // Bounds only ever narrow towards the true values, so this ends; the rounds are bounded all the same.
  for (let round = 0, moved = true; moved && round < 100; round++) {
    moved = false;
    for (const { parts, total } of equations) {
      if (narrow(total, add(parts, 0), add(parts, 1))) moved = true;
      for (const part of parts) {
        const others = parts.filter((p) => p !== part);
        if (narrow(part, of(total)[0] - add(others, 1), of(total)[1] - add(others, 0))) moved = true;
      }
    }
  }
  return [...bounds].find(([v, [a, b]]) => v.hidden && v.implied !== true && a === b)?.[0] ?? null;
}

/** Gauss-Jordan; coefficients are -1, 0, 1 and stay small. */
function reduce(matrix: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const rows = matrix.map((r) => [...r]);
  let top = 0;
  for (let column = 0; column < (rows[0]?.length ?? 0) && top < rows.length; column++) {
    const pivot = rows.findIndex((r, i) => i >= top && Math.abs(r[column] ?? 0) > 1e-9);
    const found = rows[pivot];
    if (!found) continue;
    [rows[pivot], rows[top]] = [rows[top] ?? found, found];
    const scale = found[column] ?? 1;
    const unit = found.map((v) => v / scale);
    rows[top] = unit;
    for (const [i, r] of rows.entries()) {
      const factor = r[column] ?? 0;
      if (i !== top && Math.abs(factor) > 1e-9) rows[i] = r.map((v, j) => v - factor * (unit[j] ?? 0));
    }
    top++;
  }
  return rows;
}

/**
 * Takes one more thing away from what is printed, near the value first: the smallest printed count of a sum it stands in
 * (zeros last), else the words "fewer than k" of a total and then of a cell, which alone can give it away.
 */
function hideAnother(value: Variable, equations: readonly Equation[]): void {
  const near = equations.filter((e) => e.total === value || e.parts.includes(value));
  for (const some of [near, equations]) {
    const all = [...some.map((e) => e.total), ...some.flatMap((e) => e.parts)].filter((v) => v.implied !== true);
    const order = (v: Variable): number => (v.value === 0 ? Number.MAX_SAFE_INTEGER : v.value);
    const open = all.filter((v) => !v.hidden).sort((a, b) => order(a) - order(b))[0];
    if (open) {
      open.hidden = true;
      return;
    }
    const told = all.find((v) => v.mute !== true);
    if (told) {
      told.mute = true;
      return;
    }
  }
  throw new Error('small cells: nothing left to hide');
}
