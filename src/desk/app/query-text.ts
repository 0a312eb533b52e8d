/** Free text of a search. In a public space it stands in the address; in a private one only in this tab's memory. */
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useSyncExternalStore } from 'react';
import { one } from './address.ts';
import { useReading } from './space.tsx';

const kept = new Map<string, string>();
const listeners = new Set<() => void>();
const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export function keepQueryText(space: string, text: string): void {
  if (text === '') kept.delete(space);
  else kept.set(space, text);
  for (const tell of listeners) tell();
}

/** The text in force on the records page, and a way to search for another one from any page. */
export function useQueryText(): readonly [string, (text: string) => void] {
  const { space } = useReading();
  const navigate = useNavigate();
  const address = one(useSearch({ strict: false, select: (s: Record<string, unknown>) => s['q'] }));
  const memory = useSyncExternalStore(subscribe, () => kept.get(space.slug) ?? '');
  const search = useCallback(
    (text: string) => {
      if (!space.public) keepQueryText(space.slug, text);
      void navigate({
        to: '/s/$space/records',
        params: { space: space.slug },
        search: (now) => ({ ...now, q: space.public && text !== '' ? text : undefined }),
      });
    },
    [navigate, space],
  );
  return [space.public ? (address ?? '') : memory, search];
}
