/** Safety and people: accounts, invitations, second factor, lock, sessions: which function answers which use case. */
import type { UseCases } from '../api.ts';

export const safetyReads: UseCases = {};

export const safetyWrites: UseCases = {};
