/**
 * The rows of the inbox as a grid of one tab stop: only rows near the window are in the page, each knows its number and how
 * many there are. The page scrolls, not the list. Focus moves by the queue; the browser's focus follows it.
 */
import { useWindowVirtualizer, type Range, defaultRangeExtractor } from '@tanstack/react-virtual';
import { type MouseEvent, type ReactNode, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useWords } from '../../i18n/language.tsx';

const ROW_GUESS = 62;

/** Room that bars at the ends of the window take from the list. */
export interface Bars {
  readonly start: number;
  readonly end: number;
}

function usePlaceOf(box: { readonly current: HTMLElement | null }): number {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const measure = (): void => {
      const next = Math.round((box.current?.getBoundingClientRect().top ?? 0) + scrollY);
      setTop((now) => (now === next ? now : next));
    };
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(document.body);
    return () => watch.disconnect();
  }, [box]);
  return top;
}

export function Grid(props: {
  readonly label: string;
  readonly ids: readonly string[];
  readonly focus: string | null;
  readonly selected: ReadonlySet<string>;
  /** Rows of the whole list, drawn or not. */
  readonly total: number;
  readonly bars: Bars;
  /** Counts up when the browser's focus is to go to the row in focus. */
  readonly take: number;
  readonly row: (id: string) => ReactNode;
  readonly onFocus: (id: string) => void;
  readonly onOpen: (id: string) => void;
  readonly onToggle: (id: string) => void;
  readonly onReach: (id: string) => void;
  /** The last rows are near: more may be asked for. */
  readonly onEnd: () => void;
}): ReactNode {
  const { t } = useWords();
  const { ids, focus, bars, take, onEnd } = props;
  const box = useRef<HTMLDivElement>(null);
  const rows = useRef(new Map<string, HTMLElement>());
  const top = usePlaceOf(box);
  const at = focus === null ? -1 : ids.indexOf(focus);
  const stop = at === -1 ? 0 : at;
  // oxlint-disable-next-line react/incompatible-library -- the compiler leaves this component as it is; it is small
  const virtual = useWindowVirtualizer({
    count: ids.length,
    estimateSize: () => ROW_GUESS,
    overscan: 12,
    scrollMargin: top,
    scrollPaddingStart: bars.start,
    scrollPaddingEnd: bars.end,
    getItemKey: (n) => ids[n] ?? n,
    // The row of the tab stop is always there, however far away it was scrolled.
    rangeExtractor: useCallback(
      (range: Range) =>
        [...new Set([...defaultRangeExtractor(range), Math.min(stop, range.count - 1)])].toSorted((a, b) => a - b),
      [stop],
    ),
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? -1;
  useEffect(() => {
    if (last >= ids.length - 5 && ids.length > 0) onEnd();
  }, [last, ids.length, onEnd]);

  const taken = useRef(take);
  const late = useRef(take);
  useEffect(() => {
    if (taken.current === take) return;
    if (at === -1) {
      late.current = take;
      return;
    }
    taken.current = take;
    // The row came with a later list: a form that was opened meanwhile keeps the browser's focus.
    if (late.current === take && document.activeElement?.closest('form')) return;
    virtual.scrollToIndex(at, { align: 'auto' });
    const id = ids[at];
    const row = id === undefined ? undefined : rows.current.get(id);
    row?.focus({ preventScroll: true });
  }, [take, at, ids, virtual]);

  const onClick = (event: MouseEvent, id: string): void => {
    if (event.shiftKey) props.onReach(id);
    else if (event.ctrlKey || event.metaKey) props.onToggle(id);
    else props.onOpen(id);
  };
  const before = (items[0]?.start ?? top) - top;
  return (
    <div
      ref={box}
      role="grid"
      className="signal-grid"
      aria-label={props.label}
      aria-multiselectable="true"
      aria-rowcount={props.total}
      aria-describedby="signal-grid-how"
    >
      <p id="signal-grid-how" hidden>
        {t('signals.grid_how')}
      </p>
      <Spacer px={before} />
      {items.map((item, n) => {
        const id = ids[item.index];
        if (id === undefined) return null;
        const above = items[n - 1];
        const gap = above ? item.start - above.end : 0;
        return (
          <div key={id} role="presentation" ref={virtual.measureElement} data-index={item.index}>
            <Spacer px={gap} />
            <div
              role="row"
              ref={(row) => {
                if (row) rows.current.set(id, row);
                else rows.current.delete(id);
              }}
              tabIndex={item.index === stop ? 0 : -1}
              aria-rowindex={item.index + 1}
              aria-selected={props.selected.has(id)}
              aria-current={id === focus ? 'true' : undefined}
              className={id === focus ? 'signal-row signal-row-here' : 'signal-row'}
              onFocus={() => id !== focus && props.onFocus(id)}
              onClick={(event) => onClick(event, id)}
            >
              {props.row(id)}
            </div>
          </div>
        );
      })}
      <Spacer px={virtual.getTotalSize() - ((items.at(-1)?.end ?? top) - top)} />
    </div>
  );
}

/** Height of rows that are not in the page. */
function Spacer(props: { readonly px: number }): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    box.current?.style.setProperty('block-size', `${Math.max(0, props.px)}px`);
  }, [props.px]);
  return props.px > 0 ? <div ref={box} role="presentation" /> : null;
}
