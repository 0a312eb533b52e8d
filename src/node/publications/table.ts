/** Publications: checks, building, preview, corrections, withdrawal, mirrors: which function answers which use case. */
import type { UseCases } from '../api.ts';

export const publicationsReads: UseCases = {};

export const publicationsWrites: UseCases = {};
