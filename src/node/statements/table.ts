/** Statements: drafting, freezing, signing on another machine, confirmation, withdrawal: which function answers which use case. */
import type { UseCases } from '../api.ts';

export const statementsReads: UseCases = {};

export const statementsWrites: UseCases = {};
