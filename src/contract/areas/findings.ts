/** Figures and connectivity as a person reads and adds to them: use cases and their paths. */
import type { ApiName } from '../api.ts';
import type { Route } from '../routes.ts';

export interface FindingsApi {}

export const FINDINGS_ROUTES = [] as const satisfies readonly Route[];

/** Those that run in the writer. */
export const FINDINGS_WRITES = [] as const satisfies readonly ApiName[];
