/** Counts as claim values: integers as they are, fractions as decimal text (the ledger carries no fractions). */
import { type Count, decimalText } from '../base/numbers.ts';
import type { Value } from '../ledger/model.ts';

function wire(n: number): number | string {
  const text = decimalText(n);
  return Number.isSafeInteger(Number(text)) ? Number(text) : text;
}

export function countToValue(count: Count): Value {
  return {
    low: wire(count.low),
    ...(count.best === undefined ? {} : { best: wire(count.best) }),
    ...(count.high === undefined ? {} : { high: wire(count.high) }),
    as_given: count.as_given,
    ...(count.unit === undefined ? {} : { unit: count.unit }),
    exact: count.exact,
  };
}

function numberOf(value: Value | undefined): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value) ? Number(value) : undefined;
}

/** The count of a claim value, a plain number included; null when it is none. */
export function readCount(value: Value | undefined): Count | null {
  if (typeof value === 'number') return { low: value, best: value, high: value, as_given: String(value), exact: true };
  if (value === null || typeof value !== 'object' || Array.isArray(value) || value instanceof Uint8Array) return null;
  const struct = value as { readonly [key: string]: Value };
  const low = numberOf(struct['low']);
  if (low === undefined) return null;
  const best = numberOf(struct['best']);
  const high = numberOf(struct['high']);
  const unit = struct['unit'];
  const given = struct['as_given'];
  return {
    low,
    ...(best === undefined ? {} : { best }),
    ...(high === undefined ? {} : { high }),
    as_given: typeof given === 'string' ? given : '',
    ...(typeof unit === 'string' ? { unit } : {}),
    exact: struct['exact'] === true,
  };
}
