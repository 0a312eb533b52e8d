/** A row while it is mapped, and how profile columns and conditions read it. */
import type { Failure } from '../base/result.ts';
import type { Condition } from './profile.ts';
import type { SharedUnit } from './unit.ts';

export interface SharedHit {
  readonly shared: SharedUnit;
  /** Text id. */
  readonly text: string;
  /** IANA zone of a place, when known. */
  readonly zone: string | null;
}

export interface RowState {
  readonly row: number;
  readonly cells: readonly string[];
  /** The token of `each` or of a split struct. */
  token: string;
  /** Index of the records made so far, by their name in the profile. */
  readonly locals: Map<string, number>;
  readonly shared: (name: string) => SharedHit | null;
  fault(column: string, failure: Failure, value: string): void;
}

export const asList = <T>(one: T | readonly T[]): readonly T[] =>
  Array.isArray(one) ? (one as readonly T[]) : [one as T];

export type Getter = (row: RowState) => string;

/** `=literal`, `$token`, or a column; a column the file lacks reads as empty. */
export function getter(column: string, header: ReadonlyMap<string, number>): Getter {
  if (column.startsWith('=')) {
    const literal = column.slice(1);
    return () => literal;
  }
  if (column === '$token') return (row) => row.token;
  const i = header.get(column);
  return i === undefined ? () => '' : (row) => row.cells[i] ?? '';
}

export const getters = (columns: string | readonly string[], header: ReadonlyMap<string, number>): readonly Getter[] =>
  (typeof columns === 'string' ? [columns] : columns).map((c) => getter(c, header));

export type Test = (row: RowState) => boolean;

export const tokensOf = (cell: string, separator: string): readonly string[] =>
  cell
    .split(separator)
    .map((t) => t.trim())
    .filter((t) => t !== '');

function condition(c: Condition, header: ReadonlyMap<string, number>): Test {
  const get = getter(c.column, header);
  return (row) => {
    const cell = get(row);
    const tokens = c.has || c.lacks ? tokensOf(cell, ';') : [];
    if (c.in && !c.in.includes(cell)) return false;
    if (c.not_in?.includes(cell)) return false;
    if (c.has && !c.has.some((t) => tokens.includes(t))) return false;
    if (c.lacks?.some((t) => tokens.includes(t))) return false;
    if (c.starts && !c.starts.some((s) => cell.startsWith(s))) return false;
    if (c.not_starts?.some((s) => cell.startsWith(s))) return false;
    if (c.contains !== undefined && !cell.includes(c.contains)) return false;
    return c.filled === undefined || c.filled === (cell.trim() !== '');
  };
}

/** All conditions hold; no condition always does. */
export function tester(when: Condition | readonly Condition[] | undefined, header: ReadonlyMap<string, number>): Test {
  if (when === undefined) return () => true;
  const all = (Array.isArray(when) ? (when as readonly Condition[]) : [when as Condition]).map((c) =>
    condition(c, header),
  );
  return (row) => all.every((t) => t(row));
}
