/** Bars of a lane from what an observation says, and the bars of the reading of all accounts. One rule for desk and editions. */
import type { LaneBar } from './lanes.ts';

interface Moment {
  /** UTC ms, `hi` exclusive. */
  readonly lo: number;
  readonly hi: number;
  /** Given with a time of day. */
  readonly timed: boolean;
}

/** Solid is measured, hatched is reported, hollow is known to the day or coarser. */
export function observationBar(bar: {
  readonly from: Moment;
  readonly to: Moment | null;
  readonly drawn: 'solid' | 'hatched' | 'hollow';
  readonly strength: LaneBar['strength'];
}): LaneBar {
  return {
    from: bar.from.lo,
    // A moment known to the day covers that day; a timed one has no known end.
    to: bar.to ? (bar.to.timed ? bar.to.lo : bar.to.hi) : bar.from.timed ? null : bar.from.hi,
    basis: bar.drawn === 'solid' ? 'measured' : bar.drawn === 'hatched' ? 'reported' : 'days',
    strength: bar.strength,
  };
}

/** Hollow where the accounts differ about start or end, solid where all of them say it was cut. */
export function readingBars(i: {
  readonly earliestStart: number;
  readonly latestStart: number;
  readonly earliestEnd: number | null;
  readonly latestEnd: number | null;
}): readonly LaneBar[] {
  const cut = { strength: 'cut' } as const;
  const start: readonly LaneBar[] =
    i.latestStart > i.earliestStart ? [{ ...cut, from: i.earliestStart, to: i.latestStart, basis: 'days' }] : [];
  if (i.earliestEnd === null || i.latestEnd === null)
    return [...start, { ...cut, from: i.latestStart, to: null, basis: 'measured' }];
  const sure: readonly LaneBar[] =
    i.earliestEnd > i.latestStart ? [{ ...cut, from: i.latestStart, to: i.earliestEnd, basis: 'measured' }] : [];
  const end: readonly LaneBar[] =
    i.latestEnd > i.earliestEnd
      ? [{ ...cut, from: Math.max(i.earliestEnd, i.latestStart), to: i.latestEnd, basis: 'days' }]
      : [];
  return [...start, ...sure, ...end];
}
