/** Lists of records: undo, map, timeline, saved searches, bulk actions, export: which function answers which use case. */
import type { UseCases } from '../api.ts';
import { bulk } from './bulk.ts';
import { recordsMap, recordsPeople, recordsTimeline } from './counts.ts';
import { exportNext, exportNoted, exportOpen, exportPreview } from './exports.ts';
import { queryKeep, queryText, searchesDelete, searchesList, searchesPut } from './searches.ts';
import { undo } from './undo.ts';

export const listsReads: UseCases = {
  'records.map': recordsMap,
  'records.timeline': recordsTimeline,
  'records.people': recordsPeople,
  'searches.list': searchesList,
  'export.preview': exportPreview,
  'export.open': exportOpen,
  'export.next': exportNext,
};

export const listsWrites: UseCases = {
  undo,
  'records.bulk': bulk,
  'searches.put': searchesPut,
  'searches.delete': searchesDelete,
  'query.keep': queryKeep,
  'query.text': queryText,
  'export.noted': exportNoted,
};
