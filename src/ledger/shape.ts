/** Small predicates over decoded CBOR, shared by the payload and control codecs. */
import type { Value } from './model.ts';

export const isBytesOf = (value: Value | undefined, length: number): value is Uint8Array =>
  value instanceof Uint8Array && value.length === length;

export const isArrayOf = (value: Value | undefined, min: number, max: number): value is readonly Value[] =>
  Array.isArray(value) && value.length >= min && value.length <= max;

export const isUint = (value: Value | undefined): value is number => typeof value === 'number' && value >= 0;

export const isText = (value: Value | undefined): value is string => typeof value === 'string';
export const isTextOrNull = (value: Value | undefined): value is string | null =>
  value === null || typeof value === 'string';

export const isMap = (value: Value | undefined): value is { readonly [key: string]: Value } =>
  value !== null && typeof value === 'object' && !Array.isArray(value) && !(value instanceof Uint8Array);

/** Every item through `parse`, or null when one fails. */
export function parseAll<T>(items: readonly Value[], parse: (item: Value) => T | null): T[] | null {
  const out: T[] = [];
  for (const item of items) {
    const parsed = parse(item);
    if (parsed === null) return null;
    out.push(parsed);
  }
  return out;
}
