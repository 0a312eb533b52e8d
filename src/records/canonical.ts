/** A text that is equal for two values exactly when their canonical bytes are: map keys sorted, bytes in hex. */
import { toHex } from '../base/bytes.ts';
import type { Value } from '../ledger/model.ts';

export function canonicalText(value: Value): string {
  if (value instanceof Uint8Array) return `h'${toHex(value)}'`;
  if (Array.isArray(value)) return `[${(value as readonly Value[]).map(canonicalText).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const map = value as { readonly [key: string]: Value };
    return `{${Object.keys(map)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${canonicalText(map[key] ?? null)}`)
      .join(',')}}`;
  }
  return JSON.stringify(value);
}
