/** Statements: drafting, freezing, signing on another machine, confirmation, withdrawal: use cases and their paths. */
import type { ApiName } from '../api.ts';
import type { Route } from '../routes.ts';

export interface StatementsApi {}

export const STATEMENTS_ROUTES = [] as const satisfies readonly Route[];

/** Those that run in the writer. */
export const STATEMENTS_WRITES = [] as const satisfies readonly ApiName[];
