/** The one filter object of the records page: read from the address, changed one member at a time. */
import { type DateLang, formatEdtf, parseEdtf } from '../../base/dates.ts';
import type { RecordsFilter, SavedFilter } from '../../contract/areas/lists.ts';
import type { RecordsSearch } from './address.ts';

export interface Filter {
  /** `kind`, `from`, `to`, `bounds`, or the field of a `where`. */
  readonly field: string;
  readonly value: string;
}

export function parseWhere(text: string): Filter | null {
  const at = text.indexOf(':');
  return at > 0 && at < text.length - 1 ? { field: text.slice(0, at), value: text.slice(at + 1) } : null;
}

export const whereFilters = (search: RecordsSearch): readonly Filter[] =>
  (search.where ?? []).map(parseWhere).filter((f) => f !== null);

/** Members of the address that hold one value. */
const isSingle = (field: string): boolean => field === 'from' || field === 'to' || field === 'bounds';

/** Every filter in force, in the order they are drawn as chips. */
export function filtersOf(search: RecordsSearch): readonly Filter[] {
  return [
    ...(search.kind ?? []).map((value) => ({ field: 'kind', value })),
    ...whereFilters(search),
    ...(search.from ? [{ field: 'from', value: search.from }] : []),
    ...(search.to ? [{ field: 'to', value: search.to }] : []),
    ...(search.bounds ? [{ field: 'bounds', value: search.bounds }] : []),
  ];
}

const orNothing = (list: readonly string[]): readonly string[] | undefined => (list.length > 0 ? list : undefined);

export function hasFilter(search: RecordsSearch, filter: Filter): boolean {
  return filtersOf(search).some((f) => f.field === filter.field && f.value === filter.value);
}

/** The address without a filter. */
export function withoutFilter(search: RecordsSearch, { field, value }: Filter): RecordsSearch {
  if (field === 'kind') return { ...search, kind: orNothing((search.kind ?? []).filter((k) => k !== value)) };
  if (isSingle(field)) return { ...search, [field]: undefined };
  return { ...search, where: orNothing((search.where ?? []).filter((w) => w !== `${field}:${value}`)) };
}

/** The address with a filter more; `kind` adds to the kinds, the others narrow. */
export function withFilter(search: RecordsSearch, filter: Filter): RecordsSearch {
  if (hasFilter(search, filter)) return search;
  const { field, value } = filter;
  if (field === 'kind') return { ...search, kind: [...(search.kind ?? []), value] };
  if (isSingle(field)) return { ...search, [field]: value };
  return { ...search, where: [...(search.where ?? []), `${field}:${value}`] };
}

export const toggled = (search: RecordsSearch, filter: Filter): RecordsSearch =>
  hasFilter(search, filter) ? withoutFilter(search, filter) : withFilter(search, filter);

/** A bound of the period in words: "From 2022 on". Of an interval given as a bound only the end that bounds is said. */
export function boundInWords(end: 'from' | 'to', value: string, lang: DateLang): string {
  const parsed = parseEdtf(value);
  if (!parsed.ok) return value;
  const { from, to, interval } = parsed.value;
  const date = (interval && end === 'to' ? to : from)?.text;
  if (date === undefined) return value;
  const words = formatEdtf(end === 'from' ? `${date}/..` : `../${date}`, lang);
  return words.charAt(0).toLocaleUpperCase(lang) + words.slice(1);
}

/** The filter as every read of the list, the map and the timeline takes it. */
export const filterOf = (search: RecordsSearch, text: string): RecordsFilter => ({
  ...(text === '' ? {} : { text }),
  ...(search.kind ? { kinds: search.kind } : {}),
  where: whereFilters(search),
  ...(search.from ? { from: search.from } : {}),
  ...(search.to ? { to: search.to } : {}),
  ...(search.bounds ? { bounds: search.bounds } : {}),
});

/** What a saved search keeps of the address. */
export const savedOf = ({ kind, where, from, to, bounds, sort, view }: RecordsSearch, text: string): SavedFilter => ({
  ...(text === '' ? {} : { text }),
  ...(kind ? { kind } : {}),
  ...(where ? { where } : {}),
  ...(from ? { from } : {}),
  ...(to ? { to } : {}),
  ...(bounds ? { bounds } : {}),
  ...(sort ? { sort } : {}),
  ...(view ? { view } : {}),
});

const SORTS = ['oldest', 'updated'] as const;

/** The address of a saved search; its words are handed over apart. */
export const addressOf = (filter: SavedFilter, id: string): RecordsSearch => ({
  kind: filter.kind,
  where: filter.where,
  from: filter.from,
  to: filter.to,
  bounds: filter.bounds,
  sort: SORTS.find((s) => s === filter.sort),
  view: filter.view,
  saved: id,
});

export const VIEWS = ['list', 'map', 'time'] as const;
export type ListView = (typeof VIEWS)[number];

/** Parts of the page that are drawn; the list alone where none of them is known. */
export function viewsOf(view: string | undefined, wide: boolean): ReadonlySet<ListView> {
  const asked = new Set(VIEWS.filter((v) => view?.split(',').includes(v)));
  if (asked.size > 0) return asked;
  return new Set(wide ? VIEWS : ['list']);
}
