/** Search and facets over the projection. */
import { refuse } from '../../base/failures.ts';
import { parseEdtf } from '../../base/dates.ts';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import { KIND_NAMES, type KindName } from '../../records/kind-names.ts';
import { asOfMs } from '../as-of.ts';
import { isTerm, SCHEMES } from '../../records/vocabulary.ts';
import type { Parts } from '../parts.ts';
import { itemJson } from './json.ts';

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
    else rest.push({ field: SCHEMES.find((s) => s.endsWith('_kind') && isTerm(s, w.value)) ?? 'subkind', value: w.value });
  }
  return { kinds, rest };
}

/** Kind names in any case: `event`, `Event`. */
export function kindNamed(text: string): KindName {
  const found = KIND_NAMES.find((k) => k.toLowerCase() === text.toLowerCase());
  if (found) return found;
  return refuse('E_USAGE', { reason: `kind "${text}" is none of ${KIND_NAMES.join(', ')}` });
}

export async function search(parts: Parts, input: ApiIn<'search'>): Promise<ApiOut<'search'>> {
  const where = whereOf(input.where);
  const page = await parts.projection.search({
    spaces: input.all_spaces ? null : [parts.spaces.find(input.space).hex],
    text: input.text?.trim() ? input.text : null,
    kinds: [...(input.kinds ?? []).map(kindNamed), ...where.kinds],
    where: where.rest,
    from: bound(input.from, 'lo'),
    to: bound(input.to, 'hi'),
    facets: input.facets ?? [],
    limit: input.limit ?? 50,
    after: input.after ?? null,
    asOf: asOfMs(input.as_of, parts.clock()),
  });
  if (!page.ok) return refuse(page.error.code, page.error.params);
  const { total, items, facets, cursor, order } = page.value;
  return { total, items: items.map(itemJson), ...(facets ? { facets } : {}), ...(cursor ? { cursor } : {}), order };
}
