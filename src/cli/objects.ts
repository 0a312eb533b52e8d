/** A table of JSON objects: one column per member that holds a plain value, in the order in which members first appear. */
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

export function objects(list: readonly Json[], columns: number | null): string {
  const rows = list.filter(isObject);
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return names.length === 0
    ? ''
    : table(
        names,
        rows.map((row) => names.map((name) => cell(row[name]))),
        columns,
      );
}
