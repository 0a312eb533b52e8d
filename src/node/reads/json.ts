/** Values and items as the API hands them out: JSON only, byte values as base64url. */
import { toBase64Url } from '../../base/bytes.ts';
import type { Json } from '../../base/result.ts';
import type { ItemJson } from '../../contract/api.ts';
import type { Value } from '../../ledger/model.ts';
import type { SearchItem } from '../../store/port.ts';

export function valueToJson(value: Value): Json {
  if (value instanceof Uint8Array) return toBase64Url(value);
  if (Array.isArray(value)) return value.map((v) => valueToJson(v as Value));
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, valueToJson(v as Value)]));
  return value as Json;
}

const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** A record's own date in EDTF: one day, or an interval of days. */
export function dateOf(item: Pick<SearchItem, 'dayLo' | 'dayHi'>): string | null {
  if (item.dayLo === null) return null;
  const from = day(item.dayLo);
  const to = item.dayHi === null ? null : day(item.dayHi - 1);
  return to === null ? `${from}/..` : from === to ? from : `${from}/${to}`;
}

export const itemJson = (item: SearchItem): ItemJson => ({
  id: item.id,
  kind: item.kind,
  title: item.title,
  space: item.space,
  state: item.state,
  date: dateOf(item),
  place: item.place === null ? null : { id: item.place, title: item.placeTitle ?? item.place },
  n_competing: item.competing,
  n_origins: item.origins,
  organisations_differ: item.differ,
});
