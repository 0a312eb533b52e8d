/** Figures and connectivity as a person reads them: which function answers which use case. */
import type { UseCases } from '../api.ts';
import { connectivity } from './connectivity.ts';
import { figures } from './figures.ts';
import { quotableLine } from './quotable.ts';

export const findingsReads: UseCases = {
  figures: (c, input) => figures(c.parts, input, c.role),
  quotable: (c, input) => quotableLine(c.parts, input, c.role),
  connectivity: (c, input) => connectivity(c.parts, input, c.role),
};

export const findingsWrites: UseCases = {};
