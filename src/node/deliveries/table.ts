/** Demands and deliveries: what was handed over, reply dates, right of reply: which function answers which use case. */
import type { UseCases } from '../api.ts';

export const deliveriesReads: UseCases = {};

export const deliveriesWrites: UseCases = {};
