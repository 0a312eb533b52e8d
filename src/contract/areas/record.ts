/** The record page: verification, disclosure, reading at an entry, custody: use cases and their paths. */
import type { ApiName } from '../api.ts';
import type { Route } from '../routes.ts';

export interface RecordApi {}

export const RECORD_ROUTES = [] as const satisfies readonly Route[];

/** Those that run in the writer. */
export const RECORD_WRITES = [] as const satisfies readonly ApiName[];
