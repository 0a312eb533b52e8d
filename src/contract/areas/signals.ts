/** Signals: triage, hints, presence, spikes, intake by form, file and public link: use cases and their paths. */
import type { Json } from '../../base/result.ts';
import type { ApiName, ApiOut, ReadScope } from '../api.ts';
import type { Route } from '../routes.ts';

/** `new`, `reading`, `needs_info`, `corroborated` are open; the others closed. */
export type TriageState =
  | 'new'
  | 'reading'
  | 'needs_info'
  | 'corroborated'
  | 'promoted'
  | 'duplicate'
  | 'unverifiable'
  | 'out_of_scope'
  | 'set_aside';

export const TRIAGE_ACTIONS = [
  'read',
  'assign',
  'needs_info',
  'corroborate',
  'promote',
  'duplicate_of',
  'unverifiable',
  'out_of_scope',
  'set_aside',
  'later',
  'reopen',
] as const;
export type TriageAction = (typeof TRIAGE_ACTIONS)[number];

/** A person of this node: `id` as in users.list. */
export interface SignalPerson {
  readonly id: string;
  readonly name: string;
}

export interface SignalPlaceJson {
  /** Null when the place is words or a point only. */
  readonly id: string | null;
  readonly title: string;
  readonly lat: number | null;
  readonly lon: number | null;
  /** Term of `place_precision`; null = not recorded. Settlement or coarser is drawn as an area. */
  readonly precision: string | null;
}

export interface SignalRowJson {
  readonly id: string;
  /** Code in the source list (SG015), null when it has none. */
  readonly code: string | null;
  readonly title: string;
  /** EDTF as claimed, with the offset it was given with; null when nothing was claimed. */
  readonly said_at: string | null;
  readonly received_at: string | null;
  readonly place: SignalPlaceJson | null;
  /** Term of `event_kind`. */
  readonly theme: string | null;
  /** Term of `priority`. */
  readonly urgency: string | null;
  readonly channel: string | null;
  /** Who says so: the channel or person named; null = not named. */
  readonly speaker: string | null;
  readonly state: TriageState;
  readonly assignee: SignalPerson | null;
  /** Waits until this date (EDTF); null when it does not. */
  readonly later: string | null;
  readonly flags: readonly string[];
  readonly n_media: number;
  /** Distinct origins among this account and those linked to it as corroborating. */
  readonly n_origins: number;
  /** Hints that the index alone can give: at least so many. `signals.candidates` names them and adds likeness of text. */
  readonly hints: { readonly duplicates: number; readonly corroborating: number };
  /** Mark of the triage fields: send it as `expect`. */
  readonly revision: string;
}

/** `flagged`, `mine` and `unassigned` count open signals: what still waits for a decision. */
export interface SignalTallies {
  readonly states: { readonly [S in TriageState]: number };
  /** Open signals whose date to come back has not come: in none of `states`. */
  readonly later: number;
  readonly flagged: number;
  readonly mine: number;
  readonly unassigned: number;
}
export interface SignalFacet {
  readonly value: string;
  readonly label: string;
  readonly count: number;
}

/**
 * Why two accounts may be the same or agree. `params` by code:
 * same_media {n} · same_file {name, minute} · same_text {} · similar_text {likeness} (0.9 to 1) · same_minute {place, minute}
 * same_origin {origin} ("BASE posted both") · other_origin {origin, other} · origin_unknown {}
 * same_place {place} · near_place {metres} · within_hours {minutes} · same_theme {theme} · same_day {} · days_apart {days}
 */
export interface HintReason {
  readonly code:
    | 'same_media'
    | 'same_file'
    | 'same_text'
    | 'similar_text'
    | 'same_minute'
    | 'same_origin'
    | 'other_origin'
    | 'origin_unknown'
    | 'same_place'
    | 'near_place'
    | 'within_hours'
    | 'same_theme'
    | 'same_day'
    | 'days_apart';
  readonly params: { readonly [name: string]: string | number };
}
export interface HintJson {
  readonly id: string;
  readonly code: string | null;
  readonly title: string;
  readonly said_at: string | null;
  readonly speaker: string | null;
  readonly state: string | null;
  readonly place: { readonly id: string | null; readonly title: string } | null;
  readonly reasons: readonly HintReason[];
  /** Already linked to this signal by a relation, or named as its duplicate. */
  readonly linked: boolean;
}
export interface EventCandidateJson {
  readonly id: string;
  readonly code: string | null;
  readonly title: string;
  readonly date: string | null;
  readonly place: { readonly id: string; readonly title: string } | null;
  readonly reasons: readonly HintReason[];
}

/** What is written with an action; members that the action does not use are refused (E_TRIAGE_INPUT). */
export interface TriageInput {
  readonly action: TriageAction;
  /** assign: user id or name. */
  readonly assignee?: string;
  /** corroborate: the other signal or record; duplicate_of: the signal that stays. */
  readonly other?: string;
  /** corroborate: `independent` counts as another origin, `same_origin` does not. Required. */
  readonly origin?: 'independent' | 'same_origin';
  /** promote: an existing record to attach to … */
  readonly attach?: string;
  /** … or fields of a new Event, over those taken from the signal (text, media, place, time, theme; never the sender). */
  readonly event?: { readonly [field: string]: Json };
  /** unverifiable, out_of_scope, set_aside: required. needs_info: what is asked. */
  readonly reason?: string;
  /** set_aside: a record that shows otherwise. */
  readonly contradicted_by?: string;
  /** later: date (EDTF), after the reading date. */
  readonly until?: string;
}
export interface TriageAnswer {
  /** Pass to `undo`. */
  readonly entry: string;
  readonly state: TriageState;
  readonly revision: string;
  /** promote with a new Event: its id; attach: the record's id. */
  readonly record: string | null;
}

export interface PresentJson {
  readonly id: string;
  readonly person: SignalPerson;
  /** Seconds since it was last said. */
  readonly seconds: number;
}

export interface SpikeJson {
  readonly place: { readonly id: string; readonly title: string };
  readonly theme: string;
  /** Window the alarm stands for, UTC instants. */
  readonly from: string;
  readonly to: string;
  /** Distinct origins, not posts; posts beside it. */
  readonly observed: number;
  readonly posts: number;
  readonly expected: number;
  /** Upper tail of the negative binomial (Poisson where the past is not overdispersed). */
  readonly p: number;
  /** Days of past the expectation rests on. */
  readonly baseline_days: number;
  /** Signals in the window, newest first, at most 20. */
  readonly signals: readonly string[];
}
export interface SpikesJson {
  readonly as_of: string;
  readonly window_hours: number;
  readonly baseline_days: number;
  readonly alarms: readonly SpikeJson[];
  /** Cells (place x theme) that were tested. */
  readonly tested: number;
  /** `nb_trailing/1`: what the texts of the desk explain. */
  readonly rule: { readonly id: string; readonly p_max: number; readonly min_origins: number };
  /** Measured on invented quiet data by the command named, over all cells of a space of this size. */
  readonly false_alarms: { readonly per_week: number; readonly cells: number; readonly command: string };
}

export interface FormLinkJson {
  readonly on: boolean;
  /** Path of the page, such as /report/TOKEN; null while off or never made. The token is shown to managers only. */
  readonly path: string | null;
  readonly title: string;
  /** EDTF instant or day; null = no end. */
  readonly expires: string | null;
  readonly ended: boolean;
  readonly received: number;
}

export interface SignalsApi {
  'signals.list': {
    in: ReadScope & {
      /** Several: any of them. Absent: all. */
      readonly state?: readonly string[];
      /** Title, id or region code. */
      readonly place?: readonly string[];
      readonly theme?: readonly string[];
      readonly flagged?: boolean;
      readonly mine?: boolean;
      /** User id; `none` = nobody. */
      readonly assigned?: string;
      /** With `true` those that wait for a date instead of the others. */
      readonly later?: boolean;
      readonly sort?: 'received' | 'oldest';
      readonly limit?: number;
      readonly after?: string;
      /** Who asks (the server fills it in from the session). */
      readonly person?: string;
    };
    out: {
      readonly items: readonly SignalRowJson[];
      readonly total: number;
      readonly cursor?: string;
      /** Over the filter without `state`, `flagged`, `mine` and `later` themselves. */
      readonly counts: SignalTallies;
      /** Each without its own filter. Places by count; `value` is what the filter takes. */
      readonly facets: { readonly place: readonly SignalFacet[]; readonly theme: readonly SignalFacet[] };
      /** Places of the filtered set without the place filter itself, for the map. */
      readonly marks: readonly {
        readonly id: string;
        readonly title: string;
        readonly lat: number;
        readonly lon: number;
        readonly precision: string | null;
        readonly count: number;
      }[];
      /** People a signal can be given to. */
      readonly people: readonly SignalPerson[];
      readonly as_of: string;
    };
  };
  'signals.candidates': {
    in: ReadScope & { readonly id: string };
    out: {
      readonly duplicates: readonly HintJson[];
      readonly corroborating: readonly HintJson[];
      readonly events: readonly EventCandidateJson[];
      /** Distinct origins of this account and all that agree with it; 1 = only its own. */
      readonly n_origins: number;
      readonly origin: string | null;
      /** What `promote` takes over into a new Event. */
      readonly promote: { readonly [field: string]: Json };
    };
  };
  'signals.triage': {
    in: ReadScope & TriageInput & { readonly id: string; readonly expect?: string; readonly person?: string };
    out: TriageAnswer;
  };
  'signals.triage_many': {
    in: ReadScope &
      TriageInput & {
        readonly ids: readonly string[];
        /** Revisions by id; those that do not match are left out and named. */
        readonly expect?: { readonly [id: string]: string };
        readonly person?: string;
      };
    out: {
      readonly count: number;
      /** One where it fits; `undo` takes each. */
      readonly entries: readonly string[];
      readonly left_out: readonly {
        readonly id: string;
        readonly code: string;
        readonly state: TriageState | null;
        readonly by: string | null;
      }[];
    };
  };
  /** Says that a person reads a row; `id` null = stopped. Kept in memory for 60 seconds. */
  'signals.presence': {
    in: ReadScope & { readonly id: string; readonly reading: boolean; readonly person?: string };
    out: { readonly present: readonly PresentJson[] };
  };
  'signals.present': {
    in: ReadScope & { readonly person?: string };
    out: { readonly present: readonly PresentJson[] };
  };
  'signals.spikes': { in: ReadScope; out: SpikesJson };
  'signals.new': {
    in: ReadScope & {
      readonly channel: string;
      readonly text: string;
      /** Language of the text; absent: und. */
      readonly text_lang?: string;
      /** Place id, or {lat, lon, precision, as_given}, or words. */
      readonly place?: Json;
      readonly claimed_at?: string;
      readonly received_at?: string;
      readonly theme?: string;
      readonly urgency?: string;
      readonly speaker?: string;
      /** Vault: kept in the organisation's own space, acknowledged together. */
      readonly sender?: string;
      readonly sender_risk?: string;
      readonly media?: readonly string[];
      readonly source?: string;
      readonly person?: string;
    };
    out: { readonly id: string; readonly entry: string; readonly entries: readonly string[] };
  };
  /** Makes a Signal that names a file just kept as evidence; over HTTP both are one upload (SIGNALS_PATHS.drop). */
  'signals.drop': {
    in: ReadScope & {
      /** What `evidence.close` answered. */
      readonly kept: ApiOut<'evidence.add'>;
      /** First bytes of the file, of which text files and mail give their words. */
      readonly head: Uint8Array;
      readonly name: string;
      readonly text?: string;
      readonly channel?: string;
      readonly place?: Json;
      readonly claimed_at?: string;
      readonly theme?: string;
      readonly urgency?: string;
      readonly speaker?: string;
      readonly person?: string;
    };
    out: {
      readonly id: string;
      readonly entry: string;
      readonly evidence: string;
      readonly sha256: string;
      readonly size: number;
      readonly mime: string;
      /** The same bytes were here before. */
      readonly duplicate: boolean;
    };
  };
  'signals.form': { in: ReadScope; out: FormLinkJson };
  'signals.form_put': {
    in: ReadScope & {
      readonly on?: boolean;
      /** Makes a new secret link; the old one answers 404 from now on. */
      readonly renew?: boolean;
      readonly title?: string;
      readonly expires?: string | null;
      readonly person?: string;
    };
    out: FormLinkJson;
  };
  /** What the public page needs; refuses with E_PATH for a wrong or ended token. No session. */
  'report.form': {
    in: { readonly token: string; readonly lang?: string };
    out: { readonly title: string; readonly organisation: string; readonly space: string };
  };
  'report.send': {
    in: {
      readonly token: string;
      readonly text: string;
      readonly place?: string;
      readonly when?: string;
      readonly contact?: string;
      readonly lang?: string;
    };
    /** `space`: slug, for the server to announce. */
    out: { readonly receipt: readonly string[]; readonly space: string };
  };
}

const S = '/api/1/spaces/{s}/signals';

export const SIGNALS_ROUTES = [
  { name: 'signals.list', method: 'get', path: S, role: 'documenter', writes: false },
  { name: 'signals.new', method: 'post', path: S, role: 'volunteer', writes: true },
  { name: 'signals.triage_many', method: 'post', path: `${S}/triage`, role: 'documenter', writes: true },
  { name: 'signals.present', method: 'get', path: `${S}/presence`, role: 'documenter', writes: false },
  { name: 'signals.spikes', method: 'get', path: `${S}/spikes`, role: 'documenter', writes: false },
  { name: 'signals.form', method: 'get', path: `${S}/form`, role: 'manager', writes: false },
  { name: 'signals.form_put', method: 'put', path: `${S}/form`, role: 'manager', writes: true },
  { name: 'signals.candidates', method: 'get', path: `${S}/{id}/candidates`, role: 'documenter', writes: false },
  { name: 'signals.triage', method: 'post', path: `${S}/{id}/triage`, role: 'documenter', writes: true },
  {
    name: 'signals.presence',
    method: 'put',
    path: `${S}/{id}/presence`,
    role: 'documenter',
    writes: true,
    quiet: true,
  },
] as const satisfies readonly Route[];

/** Paths outside the table: the upload of a file (`POST`, raw body or multipart), and the public page. */
export const SIGNALS_PATHS = {
  /** POST, documenter. Raw body with `x-kua-name: FILE NAME` (percent-encoded), or multipart with one part `file`; other members as query. */
  drop: `${S}/drop`,
  report: '/report/{token}',
} as const;
/** Largest file of a drop, in bytes. */
export const DROP_MAX = 2 * 1024 * 1024 * 1024;
/** Header that carries the percent-encoded name of a raw upload. */
export const DROP_NAME = 'x-kua-name';

/** Those that run in the writer; presence lives there too, in memory. */
export const SIGNALS_WRITES = [
  'signals.triage',
  'signals.triage_many',
  'signals.presence',
  'signals.present',
  'signals.new',
  'signals.drop',
  'signals.form_put',
  'report.send',
] as const satisfies readonly ApiName[];
