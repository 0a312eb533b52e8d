/** Publications: checks, building, preview, corrections, withdrawal, mirrors: use cases and their paths. */
import type { ApiName } from '../api.ts';
import type { Route } from '../routes.ts';

export interface PublicationsApi {}

export const PUBLICATIONS_ROUTES = [] as const satisfies readonly Route[];

/** Those that run in the writer. */
export const PUBLICATIONS_WRITES = [] as const satisfies readonly ApiName[];
