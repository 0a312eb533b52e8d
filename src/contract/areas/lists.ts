/** Lists of records: saved searches, map, timeline, bulk actions, export: use cases and their paths. */
import type { ApiName, ReadScope } from '../api.ts';
import type { Route } from '../routes.ts';

export interface ListsApi {
  /**
   * Ends every live claim of our own entry (of all entries of one user action, when it needed several) and says again what
   * it had replaced or withdrawn.
   */
  undo: {
    in: ReadScope & { readonly entry: string; readonly reason?: string; readonly person?: string };
    out: { readonly entry: string; readonly entries: readonly string[]; readonly ended: number };
  };
}

export const LISTS_ROUTES = [
  { name: 'undo', method: 'post', path: '/api/1/spaces/{s}/undo', role: 'documenter', writes: true },
] as const satisfies readonly Route[];

/** Those that run in the writer. */
export const LISTS_WRITES = ['undo'] as const satisfies readonly ApiName[];
