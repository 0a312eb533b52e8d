/** Keeps the languages of a draft level: where one is scrolled, the others follow by paragraph. */
import { useCallback, useRef } from 'react';
import type { PaneScroll } from './pane.tsx';

/** Where a scroll position lies: paragraph and share of it that has gone by. */
function placeIn(tops: readonly number[], top: number, whole: number): readonly [paragraph: number, share: number] {
  const n = Math.max(
    0,
    tops.findLastIndex((x) => x <= top),
  );
  const [from = 0, to = whole] = [tops[n], tops[n + 1]];
  return [n, to > from ? Math.min(1, (top - from) / (to - from)) : 0];
}

export function useLevel(): {
  readonly pane: (lang: string, pane: PaneScroll | null) => void;
  readonly scrolled: (lang: string) => void;
} {
  const panes = useRef(new Map<string, PaneScroll>());
  /** Positions this hook set itself: the events they raise lead nobody. */
  const led = useRef(new Map<string, number>());
  const pane = useCallback((lang: string, value: PaneScroll | null) => {
    if (value) panes.current.set(lang, value);
    else panes.current.delete(lang);
  }, []);
  const scrolled = useCallback((lang: string) => {
    const source = panes.current.get(lang);
    if (!source) return;
    const at = source.field.scrollTop;
    if (Math.abs((led.current.get(lang) ?? -9) - at) < 2) return;
    led.current.delete(lang);
    const [n, share] = placeIn(source.tops(), at, source.field.scrollHeight);
    for (const [other, { field, tops }] of panes.current) {
      if (other === lang || field.clientHeight === 0) continue;
      const theirs = tops();
      const from = theirs[Math.min(n, theirs.length - 1)] ?? 0;
      const to = theirs[n + 1] ?? field.scrollHeight;
      const wanted = Math.round(Math.min(from + share * (to - from), field.scrollHeight - field.clientHeight));
      if (Math.abs(field.scrollTop - wanted) < 2) continue;
      led.current.set(other, wanted);
      field.scrollTo({ top: wanted });
    }
  }, []);
  return { pane, scrolled };
}
