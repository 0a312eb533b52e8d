/** The record page: verification, disclosure, reading at an entry, custody, consent: use cases and their paths. */
import type { ApiName, ApiOut, ClaimJson, FieldJson, ReadScope, RecordJson } from '../api.ts';
import type { Route } from '../routes.ts';

export interface Named {
  readonly id: string;
  readonly title: string;
}

/** A claim as the page draws it: its audience, whether this node may take it back, and what is known of an end. */
export interface PageClaimJson extends ClaimJson {
  readonly audience: string;
  /** Written by this organisation: it may retract or replace it. */
  readonly ours: boolean;
  /** Key of the device it was written on, hex, on records fed by several organisations; null: not known, or only one feeds it. */
  readonly device: string | null;
}
export interface EndedClaimJson extends PageClaimJson {
  readonly ended: {
    readonly at: string;
    readonly author: string;
    readonly by: string | null;
    readonly reason: string | null;
    /** Another claim took its place, it was taken back, or the entry that made it was undone. */
    readonly how: 'replaced' | 'withdrawn' | 'undone';
    readonly entry: string;
  };
}
export interface RuleJson {
  readonly step: 'decision' | 'conf' | 'origins' | 'reliability' | 'obs' | 'id';
  readonly shown: string;
  readonly next: string;
}
export interface DecisionJson {
  readonly claim: string;
  readonly verb: 'prefer' | 'exclude';
  readonly targets: readonly string[];
  readonly reason: string | null;
  readonly author: string;
  readonly by: string | null;
  readonly at: string;
  readonly ours: boolean;
}
export interface PageFieldJson extends Omit<FieldJson, 'claims'> {
  readonly claims: readonly PageClaimJson[];
  readonly ended: readonly EndedClaimJson[];
  /** Why this value is shown before the next; null when nothing competes. */
  readonly rule: RuleJson | null;
  readonly decisions: readonly DecisionJson[];
}
export interface RecordPageJson extends Omit<RecordJson, 'fields'> {
  readonly fields: { readonly [field: string]: PageFieldJson };
  /** Fields of which every claim has ended: nothing is shown in lists, the page still tells. */
  readonly ended_fields: { readonly [field: string]: readonly EndedClaimJson[] };
  readonly n_evidence: number;
  readonly n_verifications: number;
  /** Read as known at this entry; null = with every entry held here. */
  readonly at_entry: { readonly entry: string; readonly n: number; readonly of: number; readonly at: string } | null;
}

export interface ChangeJson {
  readonly field: string;
  readonly lang: string | null;
  /** Words before, null when nothing stood there. */
  readonly before: string | null;
  /** Words after, null when it was taken back. */
  readonly after: string | null;
  readonly reason: string | null;
}
export interface StepJson {
  readonly n: number;
  readonly entry: string;
  readonly at: string;
  readonly author: string;
  readonly by: string | null;
  readonly batch: string | null;
  /** State of the payload: open, erased, sealed, … */
  readonly state: string;
  /** Which organisation erased it, and why it says so; null: not erased, or the erase entry is not held here. */
  readonly erased: { readonly by: string | null; readonly ground: string; readonly at: string } | null;
  readonly changes: readonly ChangeJson[];
}

export interface CheckDoneJson {
  readonly kind: string;
  readonly result: string;
  readonly text: string;
  readonly evidence: readonly Named[];
}
export interface VerificationJson {
  readonly id: string;
  /** waiting: one reviewer has concluded. */
  readonly state: 'waiting' | 'concluded';
  readonly conclusion: string;
  readonly checks: readonly CheckDoneJson[];
  readonly first: ReviewerJson;
  readonly second: ReviewerJson | null;
  readonly dissent: readonly { readonly by: string; readonly text: string }[];
  readonly note: string | null;
  readonly at: string;
}
export interface ReviewerJson {
  readonly name: string;
  /** Account of this node, null for a person of another organisation. */
  readonly user: string | null;
}

export interface DisclosedFieldJson {
  readonly field: string;
  readonly full: string;
  /** Words the public would see; null: the field would not exist. */
  readonly public: string | null;
  /** Why it is less than the full one; empty when nothing is kept back. */
  readonly because: readonly string[];
}

export interface ConsentRowJson {
  readonly claim: string;
  readonly by: string;
  readonly who: string | null;
  readonly scope: readonly string[];
  readonly manner: string;
  readonly at: string | null;
  readonly until: string | null;
  readonly withdrawn: string | null;
  readonly approvals: readonly string[];
  readonly author: string;
  readonly written_by: string | null;
}
export interface ScopeJson {
  readonly scope: string;
  readonly allowed: boolean;
  readonly because: string;
  readonly claims: readonly string[];
}
export interface CopyJson {
  readonly id: string;
  readonly what: string;
  readonly title: string;
  readonly to: string;
  readonly at: string;
  readonly record: string | null;
  /** Whether asking can bring it back: never, or only on trust. */
  readonly recall: 'never' | 'asked';
  readonly letters: { readonly kk: string; readonly ru: string; readonly en: string };
}

export interface EvidenceItemJson {
  readonly id: string;
  readonly title: string;
  readonly kind: string | null;
  readonly mime: string | null;
  readonly size: number | null;
  readonly sha256: string | null;
  readonly name: string | null;
  readonly graphic: boolean | null;
  /** The bytes are on this node. */
  readonly held: boolean;
  readonly source: Named | null;
  /** null: an original as it came in. */
  readonly derived_from: { readonly id: string; readonly title: string; readonly operation: string } | null;
  readonly trail: readonly {
    readonly state: string;
    readonly action: string | null;
    readonly at: string | null;
    readonly organisation: string | null;
    readonly outcome: string | null;
    readonly from: string | null;
    readonly to: string | null;
    readonly entry: string;
  }[];
}

export interface RecordApi {
  'record.page': { in: ReadScope & { readonly id: string; readonly at_entry?: string }; out: RecordPageJson };
  'record.steps': { in: ReadScope & { readonly id: string }; out: { readonly steps: readonly StepJson[] } };
  'record.decide': {
    in: ReadScope & {
      readonly id: string;
      readonly field: string;
      readonly claim: string;
      readonly verb: 'prefer' | 'exclude';
      readonly reason: string;
      readonly person?: string;
    };
    out: { readonly entry: string; readonly claim: string };
  };
  'record.verifications': {
    in: ReadScope & { readonly id: string };
    out: {
      readonly verifications: readonly VerificationJson[];
      /** Accounts of this node that wrote claims here by hand: they review none of them. */
      readonly authors: readonly string[];
    };
  };
  'record.disclosure': {
    in: ReadScope & { readonly id: string; readonly audience?: string };
    out: {
      readonly view: string;
      /** The kind exists for the public at all. */
      readonly disclosed: boolean;
      readonly fields: readonly DisclosedFieldJson[];
    };
  };
  'record.evidence': {
    in: ReadScope & { readonly id: string };
    out: { readonly items: readonly EvidenceItemJson[]; readonly total: number };
  };
  'evidence.recheck': {
    in: ReadScope & { readonly id: string; readonly person?: string };
    out: {
      readonly ok: boolean;
      readonly result: 'same' | 'missing' | 'differs';
      readonly sha256: string;
      readonly at: string;
    };
  };
  /** Bytes of an original, at most 1 MiB a call; the server's own, without a path. */
  'evidence.bytes': {
    in: ReadScope & { readonly id: string; readonly start: number; readonly end: number };
    out: { readonly bytes: Uint8Array; readonly size: number; readonly mime: string; readonly sha256: string };
  };
  /** A file sent in parts, sealed as it comes; the server's own, without a path: open, part by part, close. */
  'evidence.open': {
    in: ReadScope & {
      readonly kind?: string;
      readonly source?: string;
      readonly size: number | null;
      readonly person?: string;
    };
    out: { readonly upload: string };
  };
  'evidence.part': {
    in: ReadScope & { readonly upload: string; readonly bytes: Uint8Array };
    out: { readonly taken: number };
  };
  'evidence.close': {
    in: ReadScope & {
      readonly upload: string;
      /** False: the sender went away; nothing is kept. */
      readonly whole: boolean;
      /** File name as received, for our organisation only. */
      readonly name?: string;
      readonly person?: string;
    };
    out: ApiOut<'evidence.add'> | { readonly dropped: true };
  };
  /** Notes in the private access log that somebody opened an original. */
  'evidence.reveal': {
    in: ReadScope & { readonly id: string; readonly person?: string };
    out: { readonly noted: boolean };
  };
  'quote.check': {
    in: ReadScope & { readonly source: string; readonly quote: string; readonly person?: string };
    out: {
      /** unread: the source holds no text that can be read here. */
      readonly result: 'found' | 'differs' | 'unread';
      readonly same?: string;
      readonly quoted?: string;
      readonly text?: string;
    };
  };
  'consent.show': {
    in: ReadScope & { readonly id: string };
    out: {
      readonly consents: readonly ConsentRowJson[];
      readonly scopes: readonly ScopeJson[];
      readonly adult: boolean;
      readonly dead: boolean;
      readonly copies: readonly CopyJson[];
    };
  };
  'consent.give': {
    in: ReadScope & {
      readonly id: string;
      readonly by: string;
      readonly who?: string;
      readonly scope: readonly string[];
      readonly manner: string;
      readonly at: string;
      readonly until?: string;
      readonly evidence?: string;
      readonly person?: string;
    };
    out: { readonly entry: string; readonly claim: string };
  };
  'consent.approve': {
    in: ReadScope & {
      readonly id: string;
      readonly claim: string;
      readonly reason?: string;
      readonly person?: string;
    };
    out: { readonly entry: string; readonly approvals: number };
  };
  'consent.withdraw': {
    in: ReadScope & {
      readonly id: string;
      readonly claim: string;
      /** Scopes taken back; absent: all that the consent names. */
      readonly scope?: readonly string[];
      readonly at?: string;
      readonly reason?: string;
      readonly person?: string;
    };
    out: { readonly entry: string; readonly copies: number };
  };
}

const RECORD = '/api/1/spaces/{s}/records/{id}';
export const RECORD_ROUTES = [
  { name: 'record.page', method: 'get', path: `${RECORD}/page`, role: 'volunteer', writes: false },
  { name: 'record.steps', method: 'get', path: `${RECORD}/steps`, role: 'documenter', writes: false },
  { name: 'record.decide', method: 'post', path: `${RECORD}/decisions`, role: 'reviewer', writes: true },
  { name: 'record.verifications', method: 'get', path: `${RECORD}/verifications`, role: 'documenter', writes: false },
  { name: 'record.disclosure', method: 'get', path: `${RECORD}/disclosure`, role: 'documenter', writes: false },
  { name: 'record.evidence', method: 'get', path: `${RECORD}/evidence`, role: 'documenter', writes: false },
  {
    name: 'evidence.recheck',
    method: 'post',
    path: '/api/1/spaces/{s}/evidence/{id}/check',
    role: 'documenter',
    writes: true,
  },
  { name: 'quote.check', method: 'post', path: '/api/1/spaces/{s}/quotations', role: 'documenter', writes: false },
  { name: 'consent.show', method: 'get', path: `${RECORD}/consent`, role: 'documenter', writes: false },
  { name: 'consent.give', method: 'post', path: `${RECORD}/consent`, role: 'documenter', writes: true },
  { name: 'consent.approve', method: 'post', path: `${RECORD}/consent/approvals`, role: 'reviewer', writes: true },
  { name: 'consent.withdraw', method: 'post', path: `${RECORD}/consent/withdrawals`, role: 'documenter', writes: true },
] as const satisfies readonly Route[];

/** Paths of the record page outside the table: raw bytes in and out. */
export const EVIDENCE_PATHS = {
  /** POST of the bytes themselves; `name`, `kind` and `source` in the query. */
  upload: (space: string): string => `/api/1/spaces/${space}/evidence`,
  content: (space: string, id: string): string => `/api/1/spaces/${space}/evidence/${id}/content`,
} as const;

/** Those that run in the writer. */
export const RECORD_WRITES = [
  'record.decide',
  'evidence.recheck',
  'evidence.open',
  'evidence.part',
  'evidence.close',
  'evidence.reveal',
  'consent.give',
  'consent.approve',
  'consent.withdraw',
] as const satisfies readonly ApiName[];
