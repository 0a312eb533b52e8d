/**
 * Free text of a search. In a public space it stands in the address; in a private one the node keeps it in memory for this
 * session, and the address carries a handle.
 */
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useSyncExternalStore } from 'react';
import { call } from '../api/client.ts';
import { ApiProblem } from '../api/problem.ts';
import { one, readRecordsSearch } from './address.ts';
import { useReading } from './space.tsx';

/** Words by space and handle, as far as this tab knows them. */
const kept = new Map<string, string>();
const listeners = new Set<() => void>();
const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
const keyOf = (space: string, qs: string): string => `${space} ${qs}`;

function keep(space: string, qs: string, text: string): void {
  kept.set(keyOf(space, qs), text);
  for (const tell of listeners) tell();
}

/** A node that does not answer just now: the words stay in this tab alone. */
const ONLY_HERE = 'tab';

async function handleOf(space: string, text: string): Promise<string> {
  try {
    const { qs } = await call('query.keep', { space, text });
    keep(space, qs, text);
    return qs;
  } catch (cause) {
    if (!(cause instanceof ApiProblem)) throw cause;
    keep(space, ONLY_HERE, text);
    return ONLY_HERE;
  }
}

/** Handles being asked for. */
const asking = new Set<string>();

async function ask(space: string, qs: string): Promise<void> {
  const key = keyOf(space, qs);
  if (asking.has(key)) return;
  asking.add(key);
  try {
    // Words of a session that ended are gone: the list is shown without them.
    keep(space, qs, (await call('query.text', { space, qs })).text ?? '');
  } catch (cause) {
    if (!(cause instanceof ApiProblem)) throw cause;
  } finally {
    asking.delete(key);
  }
}

/** The text in force on the records page, and a way to search for another one from any page. */
export function useQueryText(): readonly [string, (text: string) => void] {
  const { space } = useReading();
  const navigate = useNavigate();
  const address = one(useSearch({ strict: false, select: (s: Record<string, unknown>) => s['q'] }));
  const qs = one(useSearch({ strict: false, select: (s: Record<string, unknown>) => s['qs'] }));
  const known = useSyncExternalStore(subscribe, () => (qs === undefined ? '' : kept.get(keyOf(space.slug, qs))));
  useEffect(() => {
    if (!space.public && qs !== undefined && known === undefined) void ask(space.slug, qs);
  }, [space, qs, known]);
  const search = useCallback(
    (text: string) => {
      const go = (handle: string | undefined): void =>
        void navigate({
          to: '/s/$space/records',
          params: { space: space.slug },
          search: (now) => ({
            asof: now.asof,
            // Another page has filters of its own.
            ...(location.pathname.endsWith('/records') ? readRecordsSearch(now) : {}),
            ...{ form: undefined, q: space.public && text !== '' ? text : undefined, qs: handle },
          }),
        });
      if (space.public || text === '') go(undefined);
      else void handleOf(space.slug, text).then(go);
    },
    [navigate, space],
  );
  return [space.public ? (address ?? '') : (known ?? ''), search];
}

/** Address members for words that come with other filters, such as those of a saved search. */
export async function wordsInAddress(
  space: { readonly slug: string; readonly public: boolean },
  text: string,
): Promise<{ readonly q?: string | undefined; readonly qs?: string | undefined }> {
  if (text === '') return { q: undefined, qs: undefined };
  return space.public ? { q: text, qs: undefined } : { q: undefined, qs: await handleOf(space.slug, text) };
}
