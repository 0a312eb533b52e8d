/** Signals: triage, hints, presence, spikes, intake by form, file and public link: use cases and their paths. */
import type { ApiName } from '../api.ts';
import type { Route } from '../routes.ts';

export interface SignalsApi {}

export const SIGNALS_ROUTES = [] as const satisfies readonly Route[];

/** Those that run in the writer. */
export const SIGNALS_WRITES = [] as const satisfies readonly ApiName[];
