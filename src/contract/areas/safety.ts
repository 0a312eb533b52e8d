/** Safety and people: accounts, invitations, second factor, lock, sessions: use cases and their paths. */
import type { ApiName } from '../api.ts';
import type { Route } from '../routes.ts';

export interface SafetyApi {}

export const SAFETY_ROUTES = [] as const satisfies readonly Route[];

/** Those that run in the writer. */
export const SAFETY_WRITES = [] as const satisfies readonly ApiName[];
