/** A table of JSON objects: the named members as columns. */
import type { Json } from '../base/result.ts';
import { table } from './table.ts';

const isObject = (value: Json): value is { readonly [key: string]: Json | undefined } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function cell(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map((v) => cell(v as Json)).join(', ');
  if (typeof value !== 'object') return String(value);
  const { title, text } = value as { readonly [key: string]: Json | undefined };
  return cell(title ?? text ?? JSON.stringify(value));
}

/** `names`: member to heading. */
export function objects(list: readonly Json[], names: ReadonlyMap<string, string>, columns: number | null): string {
  const rows = list.filter(isObject);
  return table(
    [...names.values()],
    rows.map((row) => [...names.keys()].map((name) => cell(row[name]))),
    columns,
  );
}
