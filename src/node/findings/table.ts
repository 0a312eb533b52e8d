/** Figures and connectivity as a person reads and adds to them: which function answers which use case. */
import type { UseCases } from '../api.ts';

export const findingsReads: UseCases = {};

export const findingsWrites: UseCases = {};
