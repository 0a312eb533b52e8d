/** Signals: triage, hints, presence, spikes, intake by form, file and public link: which function answers which use case. */
import type { UseCases } from '../api.ts';

export const signalsReads: UseCases = {};

export const signalsWrites: UseCases = {};
