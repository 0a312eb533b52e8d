/** Figures and connectivity as a person reads them: use cases and their paths. */
import type { Json } from '../../base/result.ts';
import type { ApiName, ReadScope } from '../api.ts';
import type { Route } from '../routes.ts';

/** A source as it is printed beside a value. */
export interface SourceLineJson {
  readonly id: string;
  readonly title: string;
  readonly publisher: string | null;
  readonly url: string | null;
}

/** Bounds in UTC ms, `hi` exclusive. */
export interface SpanJson {
  readonly text: string;
  readonly lo: number;
  readonly hi: number;
}

export interface FigureJson {
  readonly id: string;
  readonly low: number;
  readonly best: number | null;
  /** null: at least `low`. */
  readonly high: number | null;
  /** The number in words of the language asked for. */
  readonly number: string;
  readonly asGiven: string;
  readonly unit: string | null;
  readonly metricAsGiven: string;
  readonly asOf: SpanJson;
  readonly who: string;
  readonly quotedBy: string | null;
  readonly side: string | null;
  readonly side_label: string | null;
  readonly status: string;
  readonly status_label: string;
  /** Labels the counter used, with who speaks. */
  readonly labels: readonly { readonly text: string; readonly speaker: string }[];
  /** EDTF, when the count is of a period. */
  readonly period: string | null;
  readonly note: { readonly text: string; readonly lang: string | null } | null;
  readonly sources: readonly SourceLineJson[];
  readonly n_competing: number;
  /** Surely below the count before it that was not withdrawn. */
  readonly falls: boolean;
  /** null when a part of the line is missing. */
  readonly quotable: string | null;
  /** Claim that a new status replaces; null when another party holds it. */
  readonly status_claim: string | null;
}

export interface SeriesJson {
  readonly key: string;
  readonly metric: string;
  readonly metric_label: string;
  readonly population: string;
  readonly population_label: string;
  readonly offence: string | null;
  readonly offence_label: string | null;
  readonly scope: string;
  readonly scope_title: string;
  readonly counting: string;
  /** "232 (Prosecutor General, 5 May 2022)": the newest that stands, never a bare number. */
  readonly headline: string | null;
  readonly figures: readonly FigureJson[];
  readonly curve: readonly Json[];
  /** Pairs that stand, speak of overlapping dates and exclude each other. */
  readonly conflicts: readonly { readonly a: string; readonly b: string }[];
  /** Proposals: an older figure of the same counter that a newer one replaces. A person confirms. */
  readonly supersedes: readonly { readonly older: string; readonly newer: string }[];
  readonly quotable: readonly { readonly id: string; readonly line: string | null }[];
}

export interface MomentJson extends SpanJson {
  readonly timed: boolean;
}

export interface ObservationBarJson {
  readonly observation: string;
  readonly state: string;
  readonly from: MomentJson;
  readonly to: MomentJson | null;
  readonly drawn: 'solid' | 'hatched' | 'hollow';
  readonly strength: 'cut' | 'slowed' | 'blocked' | 'back';
  readonly summary: boolean;
}

export interface ConnectivityLaneJson {
  readonly place: string;
  readonly place_title: string;
  readonly medium: string;
  readonly medium_label: string;
  readonly rows: readonly {
    readonly source: string;
    readonly source_title: string;
    readonly origin: string;
    /** Title of the row above that repeats the same origin. */
    readonly same_origin_as: string | null;
    readonly bars: readonly ObservationBarJson[];
    readonly notches: readonly { readonly observation: string; readonly at: MomentJson }[];
  }[];
}

export interface ObservationJson {
  readonly id: string;
  readonly at: string;
  readonly place: string | null;
  readonly place_title: string | null;
  readonly medium: string | null;
  readonly medium_label: string;
  readonly state: string;
  readonly state_label: string;
  readonly basis: string;
  readonly operators: readonly string[];
  readonly level: string | null;
  readonly text: string | null;
  readonly sources: readonly SourceLineJson[];
}

export interface AccountJson {
  readonly at: MomentJson;
  readonly observation: string;
  readonly origin: string;
  readonly sameOriginAs: string | null;
  readonly measured: boolean;
  readonly sources: readonly string[];
}

export interface OutageJson {
  readonly id: string;
  readonly title: string;
  readonly place: string | null;
  readonly place_title: string | null;
  readonly medium: string | null;
  readonly medium_label: string;
  readonly window: SpanJson | null;
  readonly starts: readonly AccountJson[];
  readonly coarseStarts: readonly AccountJson[];
  readonly renewed: readonly AccountJson[];
  readonly ends: readonly AccountJson[];
  readonly coarseEnds: readonly AccountJson[];
  readonly pauses: readonly AccountJson[];
  readonly briefReturns: readonly AccountJson[];
  readonly partialReturns: readonly AccountJson[];
  readonly limits: readonly AccountJson[];
  readonly levels: readonly {
    readonly percent: string;
    readonly at: MomentJson;
    readonly observation: string;
    readonly origin: string;
    readonly differs: boolean;
  }[];
  readonly interval: {
    readonly earliestStart: number;
    readonly latestStart: number;
    readonly earliestEnd: number | null;
    readonly latestEnd: number | null;
  } | null;
  readonly grade: {
    readonly grade: 'A' | 'B' | 'C' | 'D';
    readonly reason: string;
    readonly measuredOrigins: number;
    readonly origins: number;
    readonly spreadMinutes: number | null;
  };
  readonly disputed: boolean;
  readonly origins: number;
  readonly observations: readonly string[];
  /** Published hours of this outage, and what pair of a start and an end they fit. */
  readonly hours: readonly {
    readonly figure: string;
    readonly hours: number;
    readonly who: string;
    readonly fits: 'gross' | 'net' | 'none';
    readonly start: string | null;
    readonly end: string | null;
  }[];
  readonly lanes: readonly Json[];
}

export interface FindingsApi {
  figures: { in: ReadScope & { readonly metric?: string }; out: { readonly series: readonly SeriesJson[] } };
  /** One paste-ready sentence. Fails with E_QUOTABLE naming the part that is missing. */
  quotable: { in: ReadScope & { readonly id: string }; out: { readonly line: string } };
  connectivity: {
    in: ReadScope & { readonly place?: string; readonly from?: string; readonly to?: string };
    out: {
      readonly outages: readonly OutageJson[];
      readonly lanes: readonly ConnectivityLaneJson[];
      readonly observations: readonly ObservationJson[];
      readonly places: readonly { readonly id: string; readonly title: string; readonly count: number }[];
    };
  };
}

export const FINDINGS_ROUTES = [
  { name: 'figures', method: 'get', path: '/api/1/spaces/{s}/figures', role: 'volunteer', writes: false },
  { name: 'quotable', method: 'get', path: '/api/1/spaces/{s}/quotable/{id}', role: 'volunteer', writes: false },
  { name: 'connectivity', method: 'get', path: '/api/1/spaces/{s}/connectivity', role: 'volunteer', writes: false },
] as const satisfies readonly Route[];

/** Those that run in the writer. */
export const FINDINGS_WRITES = [] as const satisfies readonly ApiName[];
