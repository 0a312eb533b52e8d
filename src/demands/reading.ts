/** What a reader sees of a demand at a date: the result types of `readDemands`. */
import type { DateSpan } from '../records/field-values.ts';
import type { DemandState, HistoryMove } from './state.ts';

/** Why an act under a demand is context and moves nothing. */
export type ContextReason = 'older' | 'not_addressee' | 'announcement' | 'undated';

/** One response as it hangs under one demand: listed by date in the plain word of `bears`, never graded or summed. */
export interface DemandAct {
  readonly id: string;
  readonly at: DateSpan | null;
  /** Organisation id or the words of the source. */
  readonly from: string;
  readonly fromTitle: string;
  readonly kind: string | null;
  readonly text: string;
  /** The word shown: act, announcement, refusal, against, restoration, context. */
  readonly bears: string;
  readonly byAddressee: boolean;
  readonly contextReason: ContextReason | null;
  /** True when it moves nothing: it has a context reason, or its author called it context. */
  readonly context: boolean;
  readonly evidence: readonly string[];
  /** Evidence and source ids behind it. */
  readonly sources: readonly string[];
}

export interface DemandMeasurement {
  readonly id: string;
  readonly indicator: string;
  readonly at: DateSpan;
  readonly met: 'yes' | 'no' | 'unknown';
  /** The measured value in the words of its author. */
  readonly text: string;
  readonly evidence: readonly string[];
  readonly measuredBy: string | null;
}

export interface DemandIndicator {
  readonly id: string;
  readonly question: string;
  readonly proves: 'necessary' | 'informative';
  readonly target: string | null;
  readonly unit: string | null;
  /** query, figure_series, outage, manual. */
  readonly source: string | null;
  readonly checkEvery: string | null;
  readonly latest: DemandMeasurement | null;
}

/** A handing-over of this demand or of its statement. */
export interface DemandDelivery {
  readonly id: string;
  readonly at: DateSpan;
  readonly addressee: string | null;
  readonly toAddressee: boolean;
  readonly channel: string | null;
  readonly receipts: readonly string[];
  /** Reply date of the delivery, else the demand's deadline. */
  readonly due: DateSpan | null;
  readonly answered: boolean;
  readonly purpose: string | null;
}

export interface DemandReply {
  readonly state: 'not_asked' | 'asked' | 'answered';
  /** Date of the answer, else of the request. */
  readonly at: string | null;
  readonly text: string | null;
  readonly askedAt: string | null;
  readonly delivery: string | null;
}

/** What either side holds, each with its source. */
export interface TwoSided {
  readonly ours: string;
  readonly theirs: string;
  readonly oursSource: string | null;
  readonly theirsSource: string | null;
  readonly at: string | null;
}

export interface DemandReading {
  readonly id: string;
  readonly key: string;
  readonly kind: 'coalition' | 'reported';
  readonly topic: string | null;
  readonly text: string;
  readonly verbatim: string | null;
  readonly statement: string | null;
  readonly addressees: readonly { readonly id: string; readonly title: string }[];
  /** Date of the statement, else the demand's own; null when neither is known. */
  readonly date: DateSpan | null;
  readonly deadline: DateSpan | null;
  /** null for a reported demand: a quotation has no state. */
  readonly state: DemandState | null;
  /** EDTF text; null when the demand is not open now. */
  readonly openSince: string | null;
  readonly history: readonly HistoryMove[];
  /** Claims on `move` whose value cannot be read as a decision; shown, never dropped silently. */
  readonly unreadMoves: readonly string[];
  readonly acts: readonly DemandAct[];
  readonly indicators: readonly DemandIndicator[];
  readonly measurements: readonly DemandMeasurement[];
  readonly deliveries: readonly DemandDelivery[];
  readonly records: readonly string[];
  readonly twoSided: TwoSided | null;
  readonly reply: DemandReply;
  readonly remark: string | null;
  /** Demand under which what followed a breach is tracked. */
  readonly track: string | null;
}
