/** Observations as lanes of a timeline: one lane per place and medium, one row per source, precision kept. */
import type { RecordView } from '../records/model.ts';
import { compareObservations, type Moment, type Observation, readObservation } from './observation.ts';

export interface LaneBar {
  readonly observation: string;
  readonly state: string;
  readonly from: Moment;
  /** null: the source does not say when it ended. */
  readonly to: Moment | null;
  /** Solid is measured, hatched is reported, hollow is known to the day or coarser. */
  readonly drawn: 'solid' | 'hatched' | 'hollow';
  readonly strength: 'cut' | 'slowed' | 'blocked' | 'back';
  readonly summary: boolean;
}

export interface LaneRow {
  /** First source of the row's observations, else their origin key. */
  readonly source: string;
  readonly origin: string;
  /** Row of the same origin above this one. */
  readonly sameOriginAs: string | null;
  readonly bars: readonly LaneBar[];
  /** Brief returns, drawn as notches. */
  readonly notches: readonly { readonly observation: string; readonly at: Moment; readonly until: Moment | null }[];
}

export interface ConnectivityLane {
  readonly place: string;
  readonly medium: string;
  readonly rows: readonly LaneRow[];
}

/** Lanes ordered by place and medium, rows by their first bar. An observation of two places stands in both lanes. */
export function lanes(observations: readonly RecordView[]): readonly ConnectivityLane[] {
  const read = observations
    .map(readObservation)
    .filter((o) => o !== null)
    .sort(compareObservations);
  const byLane = new Map<string, { place: string; medium: string; found: Observation[] }>();
  for (const o of read)
    for (const place of o.places)
      for (const medium of o.media) {
        const key = JSON.stringify([place, medium]);
        const lane = byLane.get(key) ?? { place, medium, found: [] };
        lane.found.push(o);
        byLane.set(key, lane);
      }
  return [...byLane.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, lane]) => ({ place: lane.place, medium: lane.medium, rows: rowsOf(lane.found) }));
}

function rowsOf(found: readonly Observation[]): readonly LaneRow[] {
  const bySource = new Map<string, Observation[]>();
  for (const o of found) {
    const source = o.sources[0] ?? o.origin;
    bySource.set(source, [...(bySource.get(source) ?? []), o]);
  }
  const rows: LaneRow[] = [];
  for (const [source, list] of bySource) {
    const origin = list[0]?.origin ?? source;
    rows.push({
      source,
      origin,
      sameOriginAs: rows.find((r) => r.origin === origin)?.source ?? null,
      bars: list.filter((o) => o.state !== 'restored_briefly').map(barOf),
      notches: list
        .filter((o) => o.state === 'restored_briefly')
        .map((o) => ({ observation: o.id, at: o.from, until: o.to })),
    });
  }
  return rows;
}

const STRENGTH: { readonly [state: string]: LaneBar['strength'] } = {
  down: 'cut',
  degraded: 'slowed',
  throttled: 'slowed',
  service_blocked: 'blocked',
  allowlist_only: 'blocked',
  open: 'back',
  restored_partly: 'back',
};

function barOf(o: Observation): LaneBar {
  const coarse = !o.from.timed && (o.to === null || !o.to.timed);
  return {
    observation: o.id,
    state: o.state,
    from: o.from,
    to: o.to,
    drawn: coarse ? 'hollow' : o.basis === 'measurement' ? 'solid' : 'hatched',
    strength: STRENGTH[o.state] ?? 'slowed',
    summary: o.basis === 'summary',
  };
}
