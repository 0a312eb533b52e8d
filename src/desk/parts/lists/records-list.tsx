/**
 * The list: as long as its total, of which only the rows in sight are in the page; further pages are fetched as they come
 * near. Rows keep their focus while they scroll, tell their number among all, and can be selected.
 */
import { useInfiniteQuery } from '@tanstack/react-query';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { ApiIn, ApiOut, ItemJson } from '../../../contract/api.ts';
import { call } from '../../api/client.ts';
import type { ApiProblem } from '../../api/problem.ts';
import type { Kinds } from '../../app/kinds.ts';
import { useWords } from '../../i18n/language.tsx';
import { ItemLine } from '../item-row.tsx';
import { ROW_KEYS, usePageKeys } from '../keys.ts';
import type { Selection } from './selection.ts';

/** Rows of one request. */
export const PAGE = 200;
/** Rows before the end of what is there at which the next page is asked for. */
const NEAR_END = 60;
const ROW_HEIGHT = 64;

export type ListRead = ReturnType<typeof useListRead>;

export function useListRead(input: ApiIn<'search'>) {
  return useInfiniteQuery<ApiOut<'search'>, ApiProblem, readonly ApiOut<'search'>[], unknown[], string | undefined>({
    queryKey: ['search pages', input],
    queryFn: ({ pageParam, signal }) =>
      call('search', pageParam === undefined ? input : { ...input, after: pageParam }, signal),
    initialPageParam: undefined,
    getNextPageParam: (last) => last.cursor,
    select: (data) => data.pages,
    placeholderData: (before) => before,
  });
}

export function RecordsList(props: {
  readonly read: ListRead;
  readonly items: readonly ItemJson[];
  readonly total: number;
  readonly kinds: Kinds;
  /** Null: this person may not change records, so that there is nothing to select for. */
  readonly selection: Selection | null;
  readonly onOldest: () => void;
}): ReactNode {
  const { t } = useWords();
  const { read, items, total, kinds, selection } = props;
  const list = useRef<HTMLOListElement>(null);
  const [margin, setMargin] = useState(0);
  const [focused, setFocused] = useState<number | null>(null);
  useLayoutEffect(() => {
    const measure = (): void => {
      const top = list.current?.getBoundingClientRect().top ?? 0;
      setMargin(Math.round(top + scrollY));
    };
    measure();
    // Chart and map above the list change its place when they are drawn.
    const observer = new ResizeObserver(measure);
    if (list.current?.parentElement) observer.observe(list.current.parentElement);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, []);
  // The rows in sight change with every scroll: nothing of this component is to be memoised.
  // oxlint-disable-next-line react/incompatible-library
  const rows = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    scrollMargin: margin,
    getItemKey: (index) => items[index]?.id ?? index,
    // The row that has the focus stays, however far it is scrolled away.
    rangeExtractor: ({ startIndex, endIndex, overscan, count }) => {
      const first = Math.max(0, startIndex - overscan);
      const last = Math.min(count - 1, endIndex + overscan);
      const range = Array.from({ length: last - first + 1 }, (_, n) => first + n);
      if (focused === null || focused >= count || (focused >= first && focused <= last)) return range;
      return [...range, focused].sort((a, b) => a - b);
    },
  });
  const drawn = rows.getVirtualItems();
  const lastDrawn = drawn.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = read;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && lastDrawn >= items.length - NEAR_END) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, lastDrawn, items.length]);

  const focusRow = useCallback(
    (index: number) => {
      setFocused(index);
      rows.scrollToIndex(index);
      requestAnimationFrame(() =>
        list.current?.querySelector<HTMLElement>(`[data-index="${index}"] [data-row]`)?.focus(),
      );
    },
    [rows],
  );
  const current = (): number => focused ?? -1;
  usePageKeys([
    ...ROW_KEYS,
    { code: 'Home', shown: 'Home', label: 'keys.first_row', act: () => items.length > 0 && focusRow(0) },
    {
      code: 'End',
      shown: 'End',
      label: 'keys.last_row',
      act: () => (hasNextPage ? props.onOldest() : items.length > 0 && focusRow(items.length - 1)),
    },
    ...(selection
      ? [
          {
            code: 'KeyX',
            shown: 'x',
            label: 'keys.select' as const,
            act: () => {
              const item = items[current()];
              if (item) selection.toggle(item.id);
            },
          },
        ]
      : []),
  ]);
  const onKey = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by === 0 || !event.shiftKey || !selection || event.ctrlKey || event.altKey || event.metaKey) return;
    const from = items[current()];
    const next = items[current() + by];
    if (!from || !next) return;
    event.preventDefault();
    selection.extend(from.id, next.id);
    focusRow(current() + by);
  };
  return (
    <ol
      ref={(element) => {
        list.current = element;
        if (element) element.style.blockSize = `${rows.getTotalSize()}px`;
      }}
      className="rows rows-window"
      onKeyDown={onKey}
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && setFocused(null)}
    >
      {drawn.map((row) => {
        const item = items[row.index];
        if (!item) return null;
        const selected = selection?.has(item.id) ?? false;
        return (
          <li
            key={row.key}
            data-index={row.index}
            aria-setsize={total}
            aria-posinset={row.index + 1}
            className={selected ? 'row item item-selected' : 'row item'}
            ref={(element) => {
              if (!element) return;
              element.style.insetBlockStart = `${row.start - margin}px`;
              rows.measureElement(element);
            }}
            onFocus={() => setFocused(row.index)}
          >
            {selection && (
              <input
                type="checkbox"
                className="item-check"
                aria-label={t('bulk.select', { title: item.title })}
                checked={selected}
                onChange={() => selection.toggle(item.id)}
              />
            )}
            <div className="item-words">
              <ItemLine item={item} kinds={kinds} />
            </div>
          </li>
        );
      })}
    </ol>
  );
}
