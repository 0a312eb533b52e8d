/** A check of an edition before it is built: passes, needs an answer in words, or stops the edition. */
import type { Json } from '../../base/result.ts';
import type { RecordView } from '../../records/model.ts';
import type { DemandReading } from '../../demands/reading.ts';
import type { PublicCase } from '../case.ts';
import type { Corrections } from '../corrections.ts';
import type { EditionSource } from '../port.ts';
import type { Snapshot } from '../snapshot.ts';

export const CHECK_CODES = [
  'statement',
  'translations',
  'names',
  'names_without_ground',
  'alleged',
  'minors',
  'consent',
  'withheld_words',
  'sources_naming',
  'places',
  'small_cells',
  'differences',
  'demands',
  'corrections',
  'changes',
] as const;
export type CheckCode = (typeof CHECK_CODES)[number];

export interface EditionCheck {
  readonly code: CheckCode;
  readonly verdict: 'ok' | 'ask' | 'stop';
  /** About people: an answer needs a second person. */
  readonly people: boolean;
  readonly params: { readonly [name: string]: Json };
  /** Records concerned, ids. */
  readonly records: readonly string[];
  /** What to leave out to settle a stop: ids and cells. Empty: it is settled at the record. */
  readonly leaveOut: readonly string[];
  /** Failure code of a stop. */
  readonly failure: string | null;
}

/** An earlier edition, as the node keeps it. */
export interface EarlierEdition {
  readonly number: number;
  readonly snapshot: Snapshot;
}

export interface CheckInput {
  readonly source: EditionSource;
  readonly kase: PublicCase;
  /** The statement the edition is about, as members read it; null when there is none. */
  readonly statement: RecordView | null;
  readonly demands: readonly DemandReading[];
  readonly snapshot: Snapshot;
  /** Every edition built before, oldest first. */
  readonly earlier: readonly EarlierEdition[];
  readonly corrections: Corrections;
  /** Members' views, for what the public form no longer shows. */
  readonly persons: readonly RecordView[];
  readonly acts: readonly RecordView[];
  readonly involvements: readonly RecordView[];
  readonly verifications: readonly RecordView[];
  readonly deliveries: readonly RecordView[];
}

const NOTHING = { people: false, params: {}, records: [], leaveOut: [], failure: null } as const;

export const passed = (code: CheckCode, params: EditionCheck['params'] = {}): EditionCheck => ({
  ...NOTHING,
  code,
  verdict: 'ok',
  params,
});
export const asks = (code: CheckCode, more: Partial<EditionCheck>): EditionCheck => ({
  ...NOTHING,
  ...more,
  code,
  verdict: 'ask',
});
export const stops = (code: CheckCode, failure: string, more: Partial<EditionCheck>): EditionCheck => ({
  ...NOTHING,
  ...more,
  code,
  verdict: 'stop',
  failure,
});
