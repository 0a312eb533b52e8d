/** Demands and deliveries: what was handed over, reply dates, right of reply: use cases and their paths. */
import type { ApiName } from '../api.ts';
import type { Route } from '../routes.ts';

export interface DeliveriesApi {}

export const DELIVERIES_ROUTES = [] as const satisfies readonly Route[];

/** Those that run in the writer. */
export const DELIVERIES_WRITES = [] as const satisfies readonly ApiName[];
