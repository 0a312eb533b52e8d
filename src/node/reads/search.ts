/** Search and facets over the projection. */
import { refuse } from '../../base/failures.ts';
import { parseEdtf } from '../../base/dates.ts';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import { isKindName, KIND_NAMES } from '../../records/kind-names.ts';
import { asOfMs } from '../as-of.ts';
import type { Parts } from '../parts.ts';
import { itemJson } from './json.ts';

function bound(text: string | undefined, end: 'lo' | 'hi'): number | null {
  if (!text) return null;
  const parsed = parseEdtf(text);
  if (!parsed.ok) return refuse(parsed.error.code, parsed.error.params);
  return parsed.value[end] ?? null;
}

/** Kind names in any case: `event`, `Event`. */
export function kindNamed(text: string): string {
  const found = KIND_NAMES.find((k) => k.toLowerCase() === text.toLowerCase());
  if (found) return found;
  return isKindName(text) ? text : refuse('E_USAGE', { reason: `kind "${text}" is none of ${KIND_NAMES.join(', ')}` });
}

export async function search(parts: Parts, input: ApiIn<'search'>): Promise<ApiOut<'search'>> {
  const page = await parts.projection.search({
    spaces: input.all_spaces ? null : [parts.spaces.find(input.space).hex],
    text: input.text?.trim() ? input.text : null,
    kinds: (input.kinds ?? []).map(kindNamed),
    where: input.where ?? [],
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
