/** The inbox's reads and its address: the filtered list page by page, every row seen so far, the row in focus mirrored in `sel`. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { ApiIn, ApiOut } from '../../../contract/api.ts';
import type { SignalRowJson } from '../../../contract/areas/signals.ts';
import { call } from '../../api/client.ts';
import type { ApiProblem } from '../../api/problem.ts';
import type { SignalsSearch } from '../../app/address.ts';
import { useScope } from '../../app/space.tsx';
import { filterOf } from './tabs.ts';
import { type RowsNow, type Triage, useTriage } from './use-triage.ts';

const route = getRouteApi('/s/$space/signals');
const PAGE = 100;

export type SignalPage = ApiOut<'signals.list'>;
export interface Inbox {
  readonly search: SignalsSearch;
  readonly change: (part: SignalsSearch) => void;
  readonly triage: Triage;
  readonly rows: RowsNow;
  readonly first: SignalPage | null;
  readonly total: number | null;
  readonly problem: ApiProblem | null;
  readonly busy: boolean;
  readonly again: () => void;
  readonly more: () => void;
}

export function useInbox(): Inbox {
  const scope = useScope();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const seen = useRef<ReadonlyMap<string, SignalRowJson>>(new Map());
  const input: ApiIn<'signals.list'> = { ...scope, ...filterOf(search), limit: PAGE };
  const read = useInfiniteQuery<SignalPage, ApiProblem, readonly SignalPage[], unknown[], string | undefined>({
    queryKey: ['signals.list', input],
    queryFn: ({ pageParam, signal }) =>
      call('signals.list', pageParam === undefined ? input : { ...input, after: pageParam }, signal),
    initialPageParam: undefined,
    getNextPageParam: (last) => last.cursor,
    select: (data) => data.pages,
    placeholderData: (before) => before,
  });
  const pages = read.data;
  const items = useMemo(() => pages?.flatMap((page) => page.items) ?? [], [pages]);
  seen.current = useMemo(() => {
    const next = new Map(seen.current);
    for (const item of items) next.set(item.id, item);
    return next;
  }, [items]);
  const triage = useTriage(seen);
  const { tell } = triage;

  // Opening the page, or Back to another row: the address leads. Otherwise the queue leads and the address follows.
  const mirrored = useRef<string | null | undefined>(undefined);
  const { sel } = search;
  useEffect(() => {
    if (mirrored.current === undefined) tell({ is: 'opened', focus: sel ?? null });
    else if (sel !== undefined && sel !== mirrored.current) tell({ is: 'focus', id: sel });
    mirrored.current = sel ?? null;
  }, [sel, tell]);

  const list = JSON.stringify({ ...filterOf(search), as_of: scope.as_of, space: scope.space });
  const known = useRef({ list: '', pages: 0 });
  const settled = !read.isPlaceholderData && pages !== undefined;
  useEffect(() => {
    if (!settled || pages === undefined) return;
    const appended = known.current.list === list && pages.length > known.current.pages;
    known.current = { list, pages: pages.length };
    tell({ is: 'listed', list, ids: items.map((item) => item.id), appended });
  }, [settled, pages, items, list, tell]);

  const { focus } = triage.queue;
  const drawnList = triage.queue.list;
  useEffect(() => {
    if (drawnList !== list || focus === mirrored.current) return;
    mirrored.current = focus;
    void navigate({ search: (now) => ({ ...now, sel: focus ?? undefined }), replace: true, resetScroll: false });
  }, [drawnList, list, focus, navigate]);

  const change = useCallback(
    (part: SignalsSearch): void => void navigate({ search: (now) => ({ ...now, ...part }), resetScroll: false }),
    [navigate],
  );
  const { fetchNextPage, hasNextPage, isFetchingNextPage, refetch } = read;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, hasNextPage, isFetchingNextPage]);
  return {
    search,
    change,
    triage,
    rows: seen,
    first: pages?.[0] ?? null,
    total: settled ? (pages[0]?.total ?? null) : null,
    problem: read.error,
    busy: read.isFetching,
    again: () => void refetch(),
    more,
  };
}
