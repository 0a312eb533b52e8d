/** One account of who was cut off: a ConnectivityObservation as the outage engine reads it. */
import type { EdtfPoint, EdtfPrecision } from '../base/dates.ts';
import {
  asEdtf,
  asStruct,
  asTerm,
  asText,
  claimsOf,
  sourcesOf,
  termOf,
  textOf,
  textsOf,
  valueOf,
} from '../records/field-values.ts';
import type { RecordView } from '../records/model.ts';

/** A point of time as a source gave it. */
export interface Moment {
  readonly text: string;
  /** UTC ms, inclusive and exclusive. */
  readonly lo: number;
  readonly hi: number;
  readonly precision: EdtfPrecision;
  /** Given with a time of day. */
  readonly timed: boolean;
}

export type Basis = 'measurement' | 'field_report' | 'statement' | 'summary';

export interface Observation {
  readonly id: string;
  /** Every place and medium any live claim gives: an account may speak of a city and of the country. */
  readonly places: readonly string[];
  readonly media: readonly string[];
  readonly state: string;
  readonly from: Moment;
  /** End of an interval; null when the source gives one moment or leaves the end open. */
  readonly to: Moment | null;
  readonly basis: Basis;
  /** Percent of normal, as decimal text. */
  readonly level: string | null;
  /** Accounts of one key are one origin; an observation without a key is an origin of its own. */
  readonly origin: string;
  readonly sources: readonly string[];
  readonly operators: readonly string[];
}

const BASES: readonly string[] = ['measurement', 'field_report', 'statement', 'summary'];

function moment(point: EdtfPoint): Moment {
  const { text, lo, hi, precision } = point;
  return { text, lo, hi, precision, timed: precision === 'instant' };
}

/** Reads an observation; null when it has no date or no known start (`../b`). */
export function readObservation(view: RecordView): Observation | null {
  const at = asEdtf(valueOf(view, 'at'));
  if (!at?.from) return null;
  const basis = termOf(view, 'basis');
  return {
    id: view.id,
    places: allOf(view, 'place', asText),
    media: allOf(view, 'medium', asTerm),
    state: termOf(view, 'state') ?? 'unknown',
    from: moment(at.from),
    to: at.interval && at.to ? moment(at.to) : null,
    // An account that does not say how it is known counts as a statement, never as a measurement.
    basis: BASES.includes(basis ?? '') ? (basis as Basis) : 'statement',
    level: levelText(view),
    origin: textOf(view, 'origin_key') ?? view.id,
    sources: sourcesOf(view),
    operators: textsOf(view, 'operator'),
  };
}

function allOf(view: RecordView, field: string, read: typeof asText): readonly string[] {
  return [
    ...new Set(
      claimsOf(view, field)
        .map((c) => read(c.value))
        .filter((t) => t !== null),
    ),
  ];
}

function levelText(view: RecordView): string | null {
  const value = valueOf(view, 'level');
  const struct = asStruct(value);
  const plain = struct ? (struct['best'] ?? struct['low']) : value;
  return typeof plain === 'number' ? String(plain) : asText(plain ?? null);
}

/** By time, then id: the order in which accounts are listed. */
export const compareObservations = (a: Observation, b: Observation): number =>
  a.from.lo - b.from.lo || a.from.hi - b.from.hi || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
