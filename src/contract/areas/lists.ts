/** Lists of records: saved searches, map, timeline, bulk actions, export: use cases and their paths. */
import type { ApiName } from '../api.ts';
import type { Route } from '../routes.ts';

export interface ListsApi {}

export const LISTS_ROUTES = [] as const satisfies readonly Route[];

/** Those that run in the writer. */
export const LISTS_WRITES = [] as const satisfies readonly ApiName[];
