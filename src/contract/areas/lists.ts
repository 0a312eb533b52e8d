/** Lists of records: undo, map, timeline, saved searches, bulk actions, export: use cases and their paths. */
import type { ApiName, ReadScope } from '../api.ts';
import type { Route } from '../routes.ts';

/** One filter for list, map, timeline, bulk actions and export; the members of a search without page and facets. */
export interface RecordsFilter {
  readonly text?: string;
  readonly kinds?: readonly string[];
  readonly where?: readonly { readonly field: string; readonly value: string }[];
  readonly from?: string;
  readonly to?: string;
  /** `WEST,SOUTH,EAST,NORTH` in degrees. */
  readonly bounds?: string;
}

export interface MapMarkJson {
  /** Value of a filter `spot`: the id of a Place, or `@LAT,LON WORDS` of a place written out with the record. */
  readonly id: string;
  readonly title: string;
  readonly lat: number;
  readonly lon: number;
  /** Term of `place_precision`. */
  readonly precision: string;
  readonly count: number;
}

export type TimeBucket = 'day' | 'week' | 'month' | 'year';
export interface TimelineJson {
  readonly bucket: TimeBucket;
  /** Records whose whole date falls into one bucket: first and last day of it, ascending; empty buckets are left out. */
  readonly bars: readonly { readonly from: string; readonly to: string; readonly count: number }[];
  /** Records whose date is wider than a bucket, by their first and last day; the most frequent first, at most 60. */
  readonly spans: readonly { readonly from: string; readonly to: string; readonly count: number }[];
  /** Records of the spans that are not listed. */
  readonly spans_more: number;
  readonly undated: number;
  readonly total: number;
}

/** As the address of the list holds it; plain members only. */
export interface SavedFilter {
  readonly text?: string;
  readonly kind?: readonly string[];
  /** `FIELD:VALUE`. */
  readonly where?: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly bounds?: string;
  readonly sort?: string;
  readonly view?: string;
}
export interface SavedSearchJson {
  readonly id: string;
  readonly name: string;
  readonly filter: SavedFilter;
  /** Colleagues of this node see it too. */
  readonly shared: boolean;
  /** Whose it is, and whether that is the person who asks. */
  readonly owner: string;
  readonly mine: boolean;
}

export type BulkAction = 'tag' | 'note' | 'set_aside' | 'review' | 'task';
export interface BulkSkipped {
  readonly id: string;
  readonly title: string;
  /** has_tag, own_record, not_open, set_aside_already, frozen. */
  readonly reason: string;
}

type Filtered = ReadScope & RecordsFilter;

export interface ListsApi {
  /**
   * Ends every live claim of our own entry (of all entries of one user action, when it needed several) and says again what
   * it had replaced or withdrawn.
   */
  undo: {
    in: ReadScope & { readonly entry: string; readonly reason?: string; readonly person?: string };
    out: { readonly entry: string; readonly entries: readonly string[]; readonly ended: number };
  };
  /** Exact number of records at each place, whatever filter on the spot is in force. */
  'records.map': {
    in: Filtered;
    out: {
      readonly marks: readonly MapMarkJson[];
      /** Places beyond the 1,000 with the most records, and the records at them. */
      readonly more: { readonly places: number; readonly count: number };
      /** Without a place, or at one without coordinates. */
      readonly elsewhere: number;
      readonly total: number;
    };
  };
  /** Exact numbers by the records' own dates, whatever period is in force unless `within`. */
  'records.timeline': {
    in: Filtered & { readonly bucket?: TimeBucket; readonly within?: boolean };
    out: TimelineJson;
  };
  /** People of this node to whom a task may be given. */
  'records.people': {
    in: ReadScope;
    out: { readonly people: readonly { readonly id: string; readonly name: string }[] };
  };
  /** One action on all records of a filter, or on those named; refused when they are not `expect` in number. */
  'records.bulk': {
    in: ReadScope & {
      readonly filter?: RecordsFilter;
      readonly ids?: readonly string[];
      readonly expect: number;
      readonly action: BulkAction;
      /** tag: the tag; note: its words; set_aside: because …; review and task: the title. */
      readonly text: string;
      /** task: user id; absent: whoever takes it. */
      readonly assignee?: string;
      /** task: EDTF. */
      readonly due?: string;
      readonly person?: string;
    };
    out: {
      /** Undo of this one undoes all; empty when every record was skipped. */
      readonly entry: string;
      readonly entries: readonly string[];
      readonly changed: number;
      /** At most 50 of them; `skipped_count` counts all. */
      readonly skipped: readonly BulkSkipped[];
      readonly skipped_count: number;
    };
  };
  'searches.list': {
    in: ReadScope & { readonly person?: string };
    out: { readonly searches: readonly SavedSearchJson[] };
  };
  /** Makes a saved search, or replaces the one named. */
  'searches.put': {
    in: ReadScope & {
      readonly id?: string;
      readonly name: string;
      readonly filter: SavedFilter;
      readonly shared?: boolean;
      readonly person?: string;
    };
    out: SavedSearchJson;
  };
  'searches.delete': {
    in: ReadScope & { readonly id: string; readonly person?: string };
    out: { readonly id: string };
  };
  /** Keeps the words of a search in the node's memory for this session; the address carries the handle alone. */
  'query.keep': {
    in: ReadScope & { readonly text: string; readonly session?: string; readonly person?: string };
    out: { readonly qs: string };
  };
  /** Null when the session ended since, or the node was started anew. */
  'query.text': {
    in: ReadScope & { readonly qs: string; readonly session?: string; readonly person?: string };
    out: { readonly text: string | null };
  };
  /** What an export would carry. */
  'export.preview': {
    in: Filtered & { readonly view: string };
    out: {
      readonly matching: number;
      readonly rows: number;
      /** Records that match and are no part of the view, by kind. */
      readonly not_in_view: readonly { readonly kind: string; readonly count: number }[];
      /** What the view keeps back of the others, by reason. */
      readonly left_out: readonly { readonly reason: string; readonly count: number }[];
      /** Of so many of the matching records; a large export is looked at in part. */
      readonly looked_at: number;
    };
  };
  /** Begins an export in pieces; never over HTTP as such: the server streams it as a download. */
  'export.open': {
    in: Filtered & { readonly format: string; readonly view: string };
    out: { readonly handle: string; readonly file: string; readonly type: string };
  };
  /** The next piece; null text at the end, which forgets the handle. */
  'export.next': {
    in: { readonly handle: string };
    out: { readonly text: string | null; readonly rows: number; readonly subjects: readonly string[] };
  };
  /** Enters a finished download into the register of copies. */
  'export.noted': {
    in: ReadScope & {
      readonly file: string;
      readonly view: string;
      readonly subjects: readonly string[];
      readonly person?: string;
    };
    out: { readonly copy: string };
  };
}

export type BulkInput = ListsApi['records.bulk']['in'];

export const LISTS_ROUTES = [
  { name: 'undo', method: 'post', path: '/api/1/spaces/{s}/undo', role: 'documenter', writes: true },
  { name: 'records.map', method: 'get', path: '/api/1/spaces/{s}/records/map', role: 'volunteer', writes: false },
  {
    name: 'records.timeline',
    method: 'get',
    path: '/api/1/spaces/{s}/records/timeline',
    role: 'volunteer',
    writes: false,
  },
  { name: 'records.people', method: 'get', path: '/api/1/spaces/{s}/people', role: 'documenter', writes: false },
  { name: 'records.bulk', method: 'post', path: '/api/1/spaces/{s}/records/bulk', role: 'documenter', writes: true },
  { name: 'searches.list', method: 'get', path: '/api/1/spaces/{s}/searches', role: 'volunteer', writes: false },
  {
    name: 'searches.put',
    method: 'put',
    path: '/api/1/spaces/{s}/searches',
    role: 'volunteer',
    writes: true,
    quiet: true,
  },
  {
    name: 'searches.delete',
    method: 'delete',
    path: '/api/1/spaces/{s}/searches/{id}',
    role: 'volunteer',
    writes: true,
    quiet: true,
  },
  { name: 'query.keep', method: 'post', path: '/api/1/spaces/{s}/queries', role: 'volunteer', writes: false },
  { name: 'query.text', method: 'get', path: '/api/1/spaces/{s}/queries/{qs}', role: 'volunteer', writes: false },
  { name: 'export.preview', method: 'get', path: '/api/1/spaces/{s}/exports', role: 'documenter', writes: false },
] as const satisfies readonly Route[];

/** Those that run in the writer; texts of searches are kept there because the memory of readers is not shared. */
export const LISTS_WRITES = [
  'undo',
  'records.bulk',
  'searches.put',
  'searches.delete',
  'query.keep',
  'query.text',
  'export.noted',
] as const satisfies readonly ApiName[];
