/** Reads as React Query keeps them: keyed by use case and input, refreshed by the node's events, never stored. */
import { QueryClient, useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { ApiIn, ApiOut } from '../../contract/api.ts';
import { takeArrival } from './arrivals.ts';
import { type CallName, call } from './client.ts';
import { followNode } from './events.ts';
import type { ApiProblem } from './problem.ts';
import { checkSession } from './session.ts';

export const queries = new QueryClient({
  defaultOptions: {
    queries: { retry: false, networkMode: 'always', refetchOnWindowFocus: false, staleTime: 30_000, gcTime: 120_000 },
    mutations: { retry: false, networkMode: 'always' },
  },
});

const subject = (input: unknown): unknown =>
  typeof input === 'object' && input !== null && 'id' in input ? input.id : undefined;

/** One read. Old data of the same subject stays while the next loads; another record's never does. */
export function useRead<N extends CallName>(
  name: N,
  input: ApiIn<N>,
  options: {
    readonly enabled?: boolean /** Read again so often: for what changes without an event. */;
    readonly everyMs?: number;
  } = {},
): UseQueryResult<ApiOut<N>, ApiProblem> {
  return useQuery<ApiOut<N>, ApiProblem>({
    queryKey: [name, input],
    queryFn: ({ signal }) => call(name, input, signal),
    enabled: options.enabled ?? true,
    refetchInterval: options.everyMs ?? false,
    placeholderData: (previous, before) => (subject(before?.queryKey[1]) === subject(input) ? previous : undefined),
  });
}

/** Follows the node's events while the tab is visible: a change in a space makes its reads stale. */
export const followEvents = (): (() => void) =>
  followNode(
    () => void queries.invalidateQueries(),
    takeArrival,
    // The stream also ends when the session does, or when the node goes: ask which, and say so.
    () => void checkSession().catch(() => undefined),
  );
