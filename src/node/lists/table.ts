/** Lists of records: saved searches, map, timeline, bulk actions, export: which function answers which use case. */
import type { UseCases } from '../api.ts';
import { undo } from './undo.ts';

export const listsReads: UseCases = {};

export const listsWrites: UseCases = { undo };
