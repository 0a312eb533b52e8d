/** Records: one filter state in the address feeds list and facets; totals are exact; the next rows are asked for by a button. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { X } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import { call } from '../api/client.ts';
import type { ApiProblem } from '../api/problem.ts';
import type { RecordsSearch } from '../app/address.ts';
import { boundInWords, filtersOf, whereFilters, withoutFilter } from '../app/filters.ts';
import { keepList } from '../app/last-list.ts';
import { type Kinds, useKinds } from '../app/kinds.ts';
import { useQueryText } from '../app/query-text.ts';
import { useReading, useScope } from '../app/space.tsx';
import { useWords } from '../i18n/language.tsx';
import { announce } from '../parts/announce.tsx';
import { DateFilter } from '../parts/date-filter.tsx';
import { Facets } from '../parts/facets.tsx';
import { Heading } from '../parts/heading.tsx';
import { ItemRow } from '../parts/item-row.tsx';
import { ROW_KEYS, usePageKeys } from '../parts/keys.ts';
import { NewRecordLink } from '../parts/record/new-record-link.tsx';
import { ProblemView } from '../parts/loadable.tsx';
import { Said } from '../parts/said.tsx';

const route = getRouteApi('/s/$space/records');
const FACETS = ['kind', 'place', 'state', 'conf'] as const;
const PAGE = 50;

interface Chip {
  readonly key: string;
  readonly label: string;
  readonly remove: () => void;
}

function Chips(props: { readonly chips: readonly Chip[] }): ReactNode {
  const { t } = useWords();
  if (props.chips.length === 0) return null;
  return (
    <ul className="chips" aria-label={t('records.filters')}>
      {props.chips.map((chip) => (
        <li key={chip.key}>
          <button type="button" className="chip chip-button" onClick={chip.remove}>
            <Said text={chip.label} />
            <X role="img" aria-label={t('records.remove_filter')} size={16} strokeWidth={1.75} />
          </button>
        </li>
      ))}
    </ul>
  );
}

function useChips(
  search: RecordsSearch,
  change: (next: RecordsSearch) => void,
  kinds: Kinds,
  page?: ApiOut<'search'>,
): readonly Chip[] {
  const { t, lang } = useWords();
  const [text, setText] = useQueryText();
  const chips = filtersOf(search).map((filter): Chip => {
    const { field, value } = filter;
    const term = page?.facets?.[field]?.find((f) => f.value === value)?.label ?? value;
    const label =
      field === 'kind'
        ? kinds.kind(value)
        : field === 'from' || field === 'to'
          ? boundInWords(field, value, lang)
          : t('records.filter', { field: kinds.anyField(field), value: term });
    return { key: `${field}:${value}`, label, remove: () => change(withoutFilter(search, filter)) };
  });
  return text === '' ? chips : [{ key: 'q', label: t('records.text', { text }), remove: () => setText('') }, ...chips];
}

export function RecordsPage(): ReactNode {
  const { t } = useWords();
  const { space } = useReading();
  const scope = useScope();
  const kinds = useKinds();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [text] = useQueryText();
  usePageKeys(ROW_KEYS);
  useEffect(() => keepList(space.slug, search), [space.slug, search]);
  const input: ApiIn<'search'> = {
    ...scope,
    ...(text === '' ? {} : { text }),
    ...(search.kind ? { kinds: search.kind } : {}),
    where: whereFilters(search),
    ...(search.from ? { from: search.from } : {}),
    ...(search.to ? { to: search.to } : {}),
    facets: FACETS,
    limit: PAGE,
  };
  const read = useInfiniteQuery<
    ApiOut<'search'>,
    ApiProblem,
    readonly ApiOut<'search'>[],
    unknown[],
    string | undefined
  >({
    queryKey: ['search pages', input],
    queryFn: ({ pageParam, signal }) =>
      call('search', pageParam === undefined ? input : { ...input, after: pageParam }, signal),
    initialPageParam: undefined,
    getNextPageParam: (last) => last.cursor,
    select: (data) => data.pages,
    placeholderData: (before) => before,
  });
  const first = read.data?.[0];
  const items = read.data?.flatMap((page) => page.items) ?? [];
  const change = (next: RecordsSearch): void => void navigate({ search: (now) => ({ ...now, q: undefined, ...next }) });
  const chips = useChips(search, change, kinds, first);
  const total = first?.total;
  const settled = !read.isPlaceholderData && total !== undefined;
  useEffect(() => {
    if (settled) announce(t('records.announced', { n: total }));
  }, [settled, total, t]);
  const facets = first?.facets ?? {};
  return (
    <>
      <Heading title={t('nav.records')} tab={t('nav.records')}>
        <NewRecordLink {...(search.kind?.length === 1 ? { kind: search.kind[0] ?? '' } : {})} />
      </Heading>
      <Chips chips={chips} />
      <div className="records">
        <details className="records-facets" open={matchMedia('(min-width: 768px)').matches}>
          <summary>{t('records.filters_open')}</summary>
          <Facets {...{ facets, kinds, search, onChange: change }} order={FACETS} />
          <DateFilter search={search} onChange={change} />
        </details>
        <section aria-label={t('records.list')} className="records-list" aria-busy={read.isFetching || undefined}>
          {read.error && <ProblemView problem={read.error} again={() => void read.refetch()} />}
          {total === undefined && !read.error && (
            <div className="waiting" aria-busy="true">
              {Array.from({ length: 12 }, (_, n) => (
                <div key={n} className="waiting-row waiting-row-tall" aria-hidden="true" />
              ))}
            </div>
          )}
          {total !== undefined && total > 0 && (
            <p className="records-total">{t('records.total', { shown: items.length, n: total })}</p>
          )}
          <ol className="rows">
            {items.map((item) => (
              <ItemRow key={item.id} item={item} kinds={kinds} />
            ))}
          </ol>
          {total === 0 && chips.length > 0 && (
            <div className="empty">
              <p>{t('records.none_filtered', { n: chips.length })}</p>
              <Chips chips={chips} />
            </div>
          )}
          {total === 0 && chips.length === 0 && <p className="empty">{t('records.none', { space: space.slug })}</p>}
          {read.hasNextPage && (
            <button
              type="button"
              className="button"
              aria-disabled={read.isFetchingNextPage}
              onClick={() => !read.isFetchingNextPage && void read.fetchNextPage()}
            >
              {t('records.more', { n: PAGE })}
            </button>
          )}
        </section>
      </div>
    </>
  );
}
