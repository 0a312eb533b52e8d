/**
 * What the observations of one place and medium say of an outage. Every account is listed, none is chosen or averaged.
 *
 * - an observation belongs when one of its places and one of its media equal the outage's, and its time meets the window.
 *   `all` collects observations of all networks only; mobile, fixed, sites, ... are outages of their own;
 * - `summary` observations (a whole series in one line) are named and left out of starts, ends and interval;
 * - a `down` account gives a start, and an end when it is an interval; `open` gives an end ("was back by");
 * - starts and ends with a time of day stand in `starts` and `ends`; those known to the day or coarser stand beside them,
 *   and in their place when no account has a time;
 * - a start wholly after another account's end is a renewed cut; an end wholly before a renewed cut is a pause;
 * - accounts of one origin key are marked and counted once.
 */
import { asDate, termOf, textOf, valueOf } from '../records/field-values.ts';
import type { RecordView } from '../records/model.ts';
import { type Grade, gradeOf } from './grade.ts';
import { compareObservations, type Moment, type Observation, readObservation } from './observation.ts';

export interface Account {
  /** EDTF text as the source gave it, with bounds. */
  readonly at: Moment;
  readonly observation: string;
  readonly origin: string;
  /** First account of the same origin in this list, when this is not it. */
  readonly sameOriginAs: string | null;
  readonly measured: boolean;
  readonly sources: readonly string[];
}

export interface Limit extends Account {
  readonly state: string;
  readonly until: Moment | null;
}

export interface Level {
  readonly percent: string;
  readonly at: Moment;
  readonly observation: string;
  readonly origin: string;
  /** Another account of the same origin gives another level. */
  readonly differs: boolean;
}

export interface OutageInterval {
  /** Earliest and latest start the accounts in `starts` give, UTC ms. */
  readonly earliestStart: number;
  readonly latestStart: number;
  /** null when no account says that it ended. */
  readonly earliestEnd: number | null;
  readonly latestEnd: number | null;
}

export interface OutageReading {
  readonly id: string;
  readonly place: string | null;
  readonly medium: string | null;
  readonly window: { readonly text: string; readonly lo: number; readonly hi: number } | null;
  readonly starts: readonly Account[];
  readonly coarseStarts: readonly Account[];
  /** Cuts that began after an earlier one had ended. */
  readonly renewed: readonly Account[];
  readonly ends: readonly Account[];
  readonly coarseEnds: readonly Account[];
  /** Ends that a renewed cut followed. */
  readonly pauses: readonly Account[];
  readonly briefReturns: readonly Limit[];
  readonly partialReturns: readonly Limit[];
  /** Slowed, throttled, blocked or listed sites only: not a cut of the whole network. */
  readonly limits: readonly Limit[];
  readonly levels: readonly Level[];
  /** Left out of the interval: whole series in one line, and observations whose state is unknown. */
  readonly summaries: readonly string[];
  readonly unknown: readonly string[];
  /** Observations of this place and window about other media, so that nothing goes unseen. */
  readonly otherMedia: readonly { readonly medium: string; readonly observations: readonly string[] }[];
  readonly interval: OutageInterval | null;
  readonly grade: Grade;
  /** Two accounts of the end exclude each other. */
  readonly disputed: boolean;
  readonly origins: number;
  readonly observations: readonly string[];
}

const LIMIT_STATES: readonly string[] = ['degraded', 'throttled', 'service_blocked', 'allowlist_only'];
const DAY_MS = 86_400_000;

/** Reads an outage from all observations of its space; those of other places, media and times are left out. */
export function deriveOutage(outage: RecordView, observations: readonly RecordView[]): OutageReading {
  const place = textOf(outage, 'place');
  const medium = termOf(outage, 'medium');
  const window = asDate(valueOf(outage, 'window'));
  const here = observations
    .map(readObservation)
    .filter((o) => o !== null)
    .filter((o) => place !== null && o.places.includes(place) && window !== null && meets(o, window))
    .sort(compareObservations);
  const ours = here.filter((o) => medium !== null && o.media.includes(medium));
  const counted = ours.filter((o) => o.basis !== 'summary');
  const { first, renewed } = splitStarts(counted.filter((o) => o.state === 'down'));
  const { ends, pauses } = splitEnds(counted, renewed);
  const starts = finest(first, (o) => o.from);
  const finalEnds = finest(ends, endOf);
  const last = finalEnds.fine.map(endOf);
  return {
    id: outage.id,
    place,
    medium,
    window,
    starts: accounts(starts.fine, (o) => o.from),
    coarseStarts: accounts(starts.coarse, (o) => o.from),
    renewed: accounts(renewed, (o) => o.from),
    ends: accounts(finalEnds.fine, endOf),
    coarseEnds: accounts(finalEnds.coarse, endOf),
    pauses: accounts(pauses, endOf),
    briefReturns: limits(counted.filter((o) => o.state === 'restored_briefly')),
    partialReturns: limits(counted.filter((o) => o.state === 'restored_partly')),
    limits: limits(counted.filter((o) => LIMIT_STATES.includes(o.state))),
    levels: levels(counted),
    summaries: ours.filter((o) => o.basis === 'summary').map((o) => o.id),
    unknown: counted.filter((o) => !KNOWN.includes(o.state)).map((o) => o.id),
    otherMedia: otherMedia(here.filter((o) => !ours.includes(o))),
    interval: intervalOf(
      starts.fine.map((o) => o.from),
      last,
    ),
    grade: gradeOf(first),
    disputed: last.some((a) => last.some((b) => a.hi <= b.lo)),
    origins: new Set(counted.map((o) => o.origin)).size,
    observations: ours.map((o) => o.id),
  };
}

const KNOWN: readonly string[] = [...LIMIT_STATES, 'down', 'open', 'restored_briefly', 'restored_partly'];

const meets = (o: Observation, window: { readonly lo: number; readonly hi: number }): boolean =>
  o.from.lo < window.hi && (o.to ?? o.from).hi > window.lo;

/** End an account gives: of its interval, or the moment at which it worked again. */
const endOf = (o: Observation): Moment => (o.state === 'open' ? o.from : (o.to ?? o.from));

const givesEnd = (o: Observation): boolean => o.state === 'open' || (o.state === 'down' && o.to !== null);

function splitStarts(down: readonly Observation[]): {
  readonly first: readonly Observation[];
  readonly renewed: readonly Observation[];
} {
  const timed = down.filter((o) => o.from.timed);
  const isAfterEnd = (o: Observation): boolean =>
    down.some((e) => e !== o && e.to !== null && e.from.lo < o.from.lo && e.to.hi <= o.from.lo);
  // A day on which an earlier cut ended, and on which no first start falls, began a new one: its own first hour says
  // nothing, so the day of the end counts.
  const isDayOfEnd = (o: Observation): boolean =>
    !o.from.timed &&
    !timed.some((t) => t.from.lo >= o.from.lo && t.from.lo < o.from.hi) &&
    timed.some((e) => e.to !== null && e.from.hi <= o.from.lo && Math.floor(e.to.lo / DAY_MS) * DAY_MS <= o.from.lo);
  const renewed = down.filter((o) => isAfterEnd(o) || isDayOfEnd(o));
  return { first: down.filter((o) => !renewed.includes(o)), renewed };
}

function splitEnds(
  counted: readonly Observation[],
  renewed: readonly Observation[],
): { readonly ends: readonly Observation[]; readonly pauses: readonly Observation[] } {
  // "It works" said before any cut began is not the end of one.
  const begun = Math.min(...counted.filter((o) => o.state === 'down').map((o) => o.from.lo));
  const all = counted.filter((o) => givesEnd(o) && (begun === Infinity || endOf(o).hi > begun));
  const pauses = all.filter((e) => renewed.some((r) => r !== e && endOf(e).hi <= r.from.lo));
  return { ends: all.filter((e) => !pauses.includes(e)), pauses };
}

/** Accounts with a time of day, else all of them; the rest apart. */
function finest(
  list: readonly Observation[],
  moment: (o: Observation) => Moment,
): { readonly fine: readonly Observation[]; readonly coarse: readonly Observation[] } {
  const timed = list.filter((o) => moment(o).timed);
  return timed.length > 0 ? { fine: timed, coarse: list.filter((o) => !moment(o).timed) } : { fine: list, coarse: [] };
}

function accounts(list: readonly Observation[], moment: (o: Observation) => Moment): readonly Account[] {
  const ordered = [...list].sort((a, b) => moment(a).lo - moment(b).lo || compareObservations(a, b));
  return ordered.map((o) => {
    const first = ordered.find((p) => p.origin === o.origin);
    return {
      at: moment(o),
      observation: o.id,
      origin: o.origin,
      sameOriginAs: first === undefined || first === o ? null : first.id,
      measured: o.basis === 'measurement',
      sources: o.sources,
    };
  });
}

const limits = (list: readonly Observation[]): readonly Limit[] => {
  const byId = new Map(list.map((o) => [o.id, o]));
  return accounts(list, (o) => o.from).map((a) => {
    const o = byId.get(a.observation);
    return { ...a, state: o?.state ?? 'unknown', until: o?.to ?? null };
  });
};

function levels(list: readonly Observation[]): readonly Level[] {
  const found = list.flatMap((o) => (o.level === null ? [] : [{ percent: o.level, o }]));
  return found.map(({ percent, o }) => ({
    percent,
    at: o.from,
    observation: o.id,
    origin: o.origin,
    differs: found.some((f) => f.o.origin === o.origin && f.percent !== percent),
  }));
}

function otherMedia(list: readonly Observation[]): OutageReading['otherMedia'] {
  const media = [...new Set(list.flatMap((o) => o.media))].sort();
  return media.map((m) => ({ medium: m, observations: list.filter((o) => o.media.includes(m)).map((o) => o.id) }));
}

/** A timed moment counts as its own instant; a coarse one may have been at any instant of its span. */
function intervalOf(starts: readonly Moment[], ends: readonly Moment[]): OutageInterval | null {
  if (starts.length === 0) return null;
  const latest = (m: Moment): number => (m.timed ? m.lo : m.hi);
  return {
    earliestStart: Math.min(...starts.map((m) => m.lo)),
    latestStart: Math.max(...starts.map(latest)),
    earliestEnd: ends.length === 0 ? null : Math.min(...ends.map((m) => m.lo)),
    latestEnd: ends.length === 0 ? null : Math.max(...ends.map(latest)),
  };
}
