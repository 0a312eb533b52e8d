/** Demands and deliveries: what was handed over, reply dates, right of reply, decisions of two persons: use cases and paths. */
import type { ApiName, ReadScope } from '../api.ts';
import type { Route } from '../routes.ts';

/**
 * `publication_only`, `no_receipt`, `no_due`: the clock does not run, and the word says why. `waiting`: it runs.
 * `overdue`: the reply date has passed without an answer. `answered`, `withdrawn`: it has stopped.
 */
export const CLOCK_STATES = [
  'overdue',
  'waiting',
  'no_due',
  'no_receipt',
  'publication_only',
  'answered',
  'withdrawn',
] as const;
export type ClockState = (typeof CLOCK_STATES)[number];

export interface TitledJson {
  readonly id: string;
  readonly title: string;
}

/** A rule of a legal profile for a reply date. Every row says how far it was checked. */
export interface ReplyRowJson {
  readonly id: string;
  /** Country code, or `intl`. */
  readonly profile: string;
  readonly basis: string;
  readonly length: number;
  readonly unit: 'days' | 'working_days' | 'months';
  /** `at` = the delivery, else the row whose end it counts from. */
  readonly from: string;
  readonly status: 'confirmed' | 'confirm_with_a_lawyer' | 'verify';
}

export interface ReplyDueJson {
  readonly date: string;
  readonly basis: string;
  /** Row of the legal profile, null when the date was agreed or set by hand. */
  readonly row: string | null;
  readonly status: ReplyRowJson['status'] | null;
}

export interface DeliveryJson {
  readonly id: string;
  readonly at: string;
  /** Records handed over; a demand has its key. A hash of what is no record here has kind null. */
  readonly what: readonly (TitledJson & { readonly kind: string | null; readonly key: string | null })[];
  readonly purpose: string;
  readonly addressee: TitledJson | null;
  readonly channel: string;
  readonly incoming_no: string | null;
  readonly due: ReplyDueJson | null;
  readonly receipts: readonly TitledJson[];
  readonly answers: readonly (TitledJson & { readonly at: string | null })[];
  readonly withdrawn: string | null;
  readonly note: string | null;
  /** overdue, waiting, no_due, no_receipt, publication_only, answered, withdrawn; days left or passed. */
  readonly clock: { readonly state: string; readonly days: number | null };
  /** Demands it carries, itself or by their statement, with the state each has now. */
  readonly demands: readonly {
    readonly id: string;
    readonly key: string;
    readonly state: string | null;
    /** "No answer by D" may be decided on this demand now. */
    readonly silence: boolean;
  }[];
}

/** A decision that waits for a second person; a member of this node only, no entry yet. */
export interface WaitingJson {
  readonly id: string;
  readonly to: string;
  readonly at: string;
  readonly because: readonly TitledJson[];
  readonly note: string | null;
  /** Person id and name of who decided first. */
  readonly by: string;
  readonly by_name: string;
  readonly since: string;
  /** Somebody said no: the decision was not made, and both stay readable. */
  readonly no: { readonly by_name: string; readonly note: string; readonly at: string } | null;
}

export interface ProposalJson {
  readonly type: 'move' | 'measure';
  readonly to: string | null;
  readonly at: string;
  readonly because: readonly TitledJson[];
  readonly deciders: number;
  /** Reply date that passed, for "no answer by D". */
  readonly due: string | null;
}

/** What the working page of a demand shows beside its reading. */
export interface DemandWorkJson {
  readonly statement: TitledJson | null;
  readonly deadline: string | null;
  readonly deliveries: readonly {
    readonly id: string;
    readonly at: string;
    readonly addressee: string | null;
    readonly purpose: string | null;
    readonly due: string | null;
    readonly clock: { readonly state: string; readonly days: number | null };
  }[];
  readonly proposals: readonly ProposalJson[];
  readonly waiting: readonly WaitingJson[];
  /** Earliest day on which an indicator is to be measured, and whether it has come. */
  readonly next_check: { readonly day: string; readonly due: boolean } | null;
  /** Demand under which what followed a breach is tracked. */
  readonly track: { readonly id: string; readonly key: string } | null;
  /** Claims that cannot be read as a decision: shown, never dropped. */
  readonly unread_moves: number;
}

interface Written {
  readonly id: string;
  readonly entry: string;
}
interface Author {
  readonly person?: string;
}

export interface DeliveriesApi {
  'deliveries.list': {
    in: ReadScope & { readonly demand?: string; readonly clock?: string };
    out: { readonly deliveries: readonly DeliveryJson[]; readonly total: number };
  };
  'deliveries.rules': { in: ReadScope; out: { readonly rules: readonly ReplyRowJson[] } };
  'deliveries.new': {
    in: ReadScope &
      Author & {
        readonly what: readonly string[];
        readonly purpose: string;
        readonly addressee: string;
        readonly channel: string;
        readonly at: string;
        readonly incoming_no?: string;
        readonly receipt?: readonly string[];
        readonly due_date?: string;
        readonly due_basis?: string;
        readonly due_row?: string;
        readonly note?: string;
      };
    out: Written & { readonly due: ReplyDueJson | null };
  };
  /** A receipt that came later: the clock starts with it. */
  'deliveries.receipt': {
    in: ReadScope &
      Author & { readonly id: string; readonly receipt: readonly string[]; readonly incoming_no?: string };
    out: Written;
  };
  'deliveries.answer': {
    in: ReadScope &
      Author & {
        readonly id: string;
        /** A response that is recorded already; else one is made of the members below. */
        readonly response?: string;
        readonly at?: string;
        readonly text?: string;
        readonly bears?: string;
        readonly demands?: readonly string[];
        readonly evidence?: readonly string[];
      };
    out: Written & { readonly response: string };
  };
  'deliveries.withdraw': {
    in: ReadScope & Author & { readonly id: string; readonly at?: string; readonly reason: string };
    out: Written;
  };
  /** The letter that asks for a reply, in one language, from the delivery and its demands. */
  'deliveries.letter': {
    in: ReadScope & { readonly id: string };
    out: {
      readonly lang: string;
      readonly paragraphs: readonly string[];
      readonly demands: readonly { readonly key: string; readonly text: string; readonly verbatim: string | null }[];
    };
  };
  /** The same as `demand.move`, but the first of two persons is answered "kept" and not refused. */
  'demand.decide': {
    in: ReadScope &
      Author & {
        readonly demand: string;
        readonly to: string;
        readonly at: string;
        readonly because: readonly string[];
        readonly note?: string;
      };
    out: {
      readonly kept: boolean;
      /** Empty while it is only kept. */
      readonly entry: string;
      readonly state: string | null;
      readonly needed: number;
    };
  };
  /** The second person says yes or no; the first takes it back. */
  'demand.second': {
    in: ReadScope &
      Author & {
        readonly demand: string;
        readonly waiting: string;
        readonly answer: 'yes' | 'no' | 'withdraw';
        readonly note?: string;
      };
    out: { readonly entry: string; readonly state: string | null };
  };
  'demand.sides': {
    in: ReadScope &
      Author & {
        readonly demand: string;
        readonly ours: string;
        readonly theirs: string;
        readonly ours_source: string;
        readonly theirs_source: string;
        readonly at?: string;
      };
    out: { readonly entry: string };
  };
  'demand.indicator': {
    in: ReadScope &
      Author & {
        readonly demand: string;
        readonly question: string;
        readonly source: string;
        readonly proves: string;
        readonly target?: string;
        readonly unit?: string;
        readonly check_every?: string;
        readonly query?: string;
      };
    out: Written;
  };
}

const S = '/api/1/spaces/{s}';
const D = `${S}/demands/{demand}` as const;

export const DELIVERIES_ROUTES = [
  { name: 'deliveries.list', method: 'get', path: `${S}/deliveries`, role: 'documenter', writes: false },
  { name: 'deliveries.rules', method: 'get', path: `${S}/reply-rules`, role: 'documenter', writes: false },
  { name: 'deliveries.new', method: 'post', path: `${S}/deliveries`, role: 'documenter', writes: true },
  {
    name: 'deliveries.receipt',
    method: 'post',
    path: `${S}/deliveries/{id}/receipt`,
    role: 'documenter',
    writes: true,
  },
  { name: 'deliveries.answer', method: 'post', path: `${S}/deliveries/{id}/answer`, role: 'documenter', writes: true },
  {
    name: 'deliveries.withdraw',
    method: 'post',
    path: `${S}/deliveries/{id}/withdraw`,
    role: 'reviewer',
    writes: true,
  },
  { name: 'deliveries.letter', method: 'get', path: `${S}/deliveries/{id}/letter`, role: 'documenter', writes: false },
  { name: 'demand.decide', method: 'post', path: `${D}/decisions`, role: 'reviewer', writes: true },
  { name: 'demand.second', method: 'post', path: `${D}/decisions/{waiting}`, role: 'reviewer', writes: true },
  { name: 'demand.sides', method: 'post', path: `${D}/sides`, role: 'documenter', writes: true },
  { name: 'demand.indicator', method: 'post', path: `${D}/indicators`, role: 'reviewer', writes: true },
] as const satisfies readonly Route[];

/** Those that run in the writer. */
export const DELIVERIES_WRITES = [
  'deliveries.new',
  'deliveries.receipt',
  'deliveries.answer',
  'deliveries.withdraw',
  'demand.decide',
  'demand.second',
  'demand.sides',
  'demand.indicator',
] as const satisfies readonly ApiName[];
