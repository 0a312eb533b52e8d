/** Search and facets over the projection. */
import { refuse } from '../../base/failures.ts';
import { parseEdtf } from '../../base/dates.ts';
import type { ApiIn, ApiOut, RoleName } from '../../contract/api.ts';
import type { Lang } from '../../messages/translate.ts';
import { displayValue, kindLabel } from '../../records/display.ts';
import { KIND_NAMES, type KindName } from '../../records/kind-names.ts';
import { fieldOf } from '../../records/registry.ts';
import { unitLabel, unitsOfCode } from '../../records/units.ts';
import { asOfMs } from '../as-of.ts';
import { isScheme, isTerm, SCHEMES, termLabel } from '../../records/vocabulary.ts';
import type { RecordsFilter } from '../../contract/areas/lists.ts';
import type { GeoBounds, SearchQuery } from '../../store/port.ts';
import type { Parts } from '../parts.ts';
import { hasRole } from '../users.ts';
import { readableKinds } from './readable.ts';
import { startTitles, type Titles } from './titles.ts';

function bound(text: string | undefined, end: 'lo' | 'hi'): number | null {
  if (!text) return null;
  const parsed = parseEdtf(text);
  if (!parsed.ok) return refuse(parsed.error.code, parsed.error.params);
  return parsed.value[end] ?? null;
}

/**
 * `kind=Event` filters by record kind; `kind=shooting` by the field of that name, which is counted under its vocabulary
 * (`event_kind`), or `subkind` where it has none.
 */
function whereOf(where: ApiIn<'search'>['where']): { kinds: string[]; rest: { field: string; value: string }[] } {
  const kinds: string[] = [];
  const rest: { field: string; value: string }[] = [];
  for (const w of where ?? []) {
    const record = w.field === 'kind' ? KIND_NAMES.find((k) => k.toLowerCase() === w.value.toLowerCase()) : undefined;
    if (record) kinds.push(record);
    else if (w.field !== 'kind') rest.push(w);
    else
      rest.push({ field: SCHEMES.find((s) => s.endsWith('_kind') && isTerm(s, w.value)) ?? 'subkind', value: w.value });
  }
  return { kinds, rest };
}

/** Kind names in any case: `event`, `Event`. */
export function kindNamed(text: string): KindName {
  const found = KIND_NAMES.find((k) => k.toLowerCase() === text.toLowerCase());
  if (found) return found;
  return refuse('E_KIND', { kind: text.slice(0, 60), known: [...KIND_NAMES] });
}

/**
 * A page mark holds for one reading date. When none was asked for, "now" has moved on by the next page, so the mark
 * carries the instant of the first one: `INSTANT.MARK`. Throws E_CURSOR.
 */
function readingOf(input: ApiIn<'search'>, now: number): { readonly asOf: number; readonly mark: string | null } {
  if (input.as_of || input.after === undefined) return { asOf: asOfMs(input.as_of, now), mark: input.after ?? null };
  const parts = /^(\d{1,15})\.(.*)$/s.exec(input.after);
  return parts?.[1] ? { asOf: Number(parts[1]), mark: parts[2] ?? '' } : refuse('E_CURSOR');
}

/** A region code or unit as a place stands for every place of that unit; other values stay. */
async function withRegions(
  parts: Parts,
  spaces: readonly string[] | null,
  where: readonly { field: string; value: string }[],
) {
  const out: { field: string; value: string }[] = [];
  for (const w of where) {
    const units = w.field === 'place' ? unitsOfCode(w.value) : [];
    if (units.length === 0) {
      out.push(w);
      continue;
    }
    const page = await parts.projection.search({
      ...EVERYTHING,
      spaces,
      kinds: ['Place'],
      where: units.map((value) => ({ field: 'admin', value })),
    });
    const places = page.ok ? page.value.items.map((item) => ({ field: 'place', value: item.id })) : [];
    // No place of that unit is known: the filter stands and finds nothing.
    out.push(...(places.length > 0 ? places : [w]));
  }
  return out;
}

const EVERYTHING = {
  spaces: null,
  text: null,
  kinds: [],
  where: [],
  from: null,
  to: null,
  facets: [],
  limit: 200,
  after: null,
  asOf: null,
} as const;

/** What a term of a facet is called; a record by its title, an unknown term by itself. */
function labelOf(facet: string, value: string, title: string, lang: Lang): string {
  if (facet === 'kind') return kindLabel(value, lang);
  if (facet === 'admin') return unitLabel(value, lang);
  if (title !== value) return title;
  if (isScheme(facet)) return termLabel(facet, value, lang);
  for (const kind of KIND_NAMES) {
    const def = fieldOf(kind, facet);
    const known = def?.vocab ? isTerm(def.vocab, value) : def?.choices.some((c) => c.id === value);
    if (known) return displayValue(kind, facet, value, lang);
  }
  return title;
}

type FacetTerms = readonly { readonly value: string; readonly label: string; readonly count: number }[];

/** Places of a facet that are named in the language asked for, the most frequent first; the rest keep their titles. */
const NAMED_PLACES = 200;

/**
 * Records are named by title where that is unambiguous, so that a value can be read and given back as a filter. The
 * label may be of another language, the value is the same in all.
 */
async function facetJson(facet: string, terms: FacetTerms, lang: Lang, titles: Titles) {
  const counts = new Map<string, number>();
  for (const t of terms) counts.set(t.label, (counts.get(t.label) ?? 0) + 1);
  const out: { value: string; label: string; count: number; id?: string }[] = [];
  for (const { value, label, count } of terms) {
    if (!/^[a-z]{3}_[0-9a-z]{26}$/.test(value)) {
      out.push({ value, label: labelOf(facet, value, label, lang), count });
      continue;
    }
    const name = out.length < NAMED_PLACES ? await titles.placeName(value) : null;
    out.push({ value: counts.get(label) === 1 ? label : value, label: name ?? label, count, id: value });
  }
  return out;
}

/** `WEST,SOUTH,EAST,NORTH` in degrees. Throws E_INPUT. */
function boundsOf(text: string | undefined): GeoBounds | null {
  if (text === undefined || text === '') return null;
  const [west, south, east, north, ...more] = text.split(',').map(Number);
  const given = [west, south, east, north].every((n) => Number.isFinite(n)) && more.length === 0;
  if (!given || west === undefined || south === undefined || east === undefined || north === undefined)
    return refuse('E_INPUT', { path: 'bounds', reason: 'west, south, east and north in degrees' });
  return { west, south, east, north };
}

/** What a role may know of at all: of the organisation's own records a volunteer hears no number either. */
const audienceOf = (role: RoleName): Pick<SearchQuery, 'audience'> =>
  hasRole(role, 'manager') ? {} : { audience: hasRole(role, 'documenter') ? 'organisation' : 'coalition' };

/** The filter of a list, map, timeline, bulk action or export; null when the role may read no kind that is asked for. */
export async function filterQuery(
  parts: Parts,
  input: RecordsFilter & { readonly space?: string; readonly all_spaces?: boolean },
  asOf: number,
  role: RoleName,
): Promise<SearchQuery | null> {
  const where = whereOf(input.where);
  const asked = [...(input.kinds ?? []).map(kindNamed), ...where.kinds];
  const allowed = readableKinds(role);
  const kinds = (asked.length > 0 ? asked : KIND_NAMES).filter((k) => allowed.some((a) => a === k));
  if (kinds.length === 0) return null;
  const spaces = input.all_spaces ? null : [parts.spaces.find(input.space).hex];
  return {
    spaces,
    text: input.text?.trim() ? input.text : null,
    // Naming every kind would cost what naming none does not.
    kinds: asked.length === 0 && kinds.length === KIND_NAMES.length ? [] : kinds,
    where: await withRegions(parts, spaces, where.rest),
    from: bound(input.from, 'lo'),
    to: bound(input.to, 'hi'),
    bounds: boundsOf(input.bounds),
    facets: [],
    limit: 1,
    after: null,
    asOf,
    ...audienceOf(role),
  };
}

export async function search(parts: Parts, input: ApiIn<'search'>, role: RoleName): Promise<ApiOut<'search'>> {
  const { asOf, mark } = readingOf(input, parts.clock());
  const query = await filterQuery(parts, input, asOf, role);
  if (!query) return { total: 0, items: [], ...(input.facets ? { facets: {} } : {}), order: input.sort ?? 'newest' };
  const page = await parts.projection.search({
    ...query,
    facets: input.facets ?? [],
    limit: input.limit ?? 50,
    after: mark,
    ...(input.sort ? { sort: input.sort } : {}),
  });
  if (!page.ok) return refuse(page.error.code, page.error.params);
  const { total, items, facets, cursor, order } = page.value;
  const lang = input.lang ?? 'en';
  const titles = startTitles(parts, lang, role);
  const counted: { [facet: string]: Awaited<ReturnType<typeof facetJson>> } = {};
  for (const [facet, terms] of Object.entries(facets ?? {}))
    counted[facet] = await facetJson(facet, terms, lang, titles);
  return {
    total,
    items: await titles.items(items),
    ...(facets ? { facets: counted } : {}),
    ...(cursor ? { cursor: input.as_of ? cursor : `${asOf}.${cursor}` } : {}),
    order,
  };
}
