/** Statements: drafting, freezing, signing on another machine, confirmation, withdrawal: use cases and their paths. */
import type { ApiName, ReadScope } from '../api.ts';
import type { Route } from '../routes.ts';

export type Standing = 'original' | 'agreed' | 'unofficial';

export interface DraftVersion {
  readonly lang: string;
  readonly text: string;
  readonly standing: Standing;
}
export interface DraftDemand {
  readonly key: string;
  readonly clauses: readonly { readonly lang: string; readonly text: string }[];
  /** Ids of organisations, or names: a name that is not known becomes a record. */
  readonly addressees: readonly string[];
}

/** What the hash covers, word for word, and what it does not. */
export interface ReviewJson {
  readonly id: string;
  readonly state: string;
  readonly hash: string;
  /** The covered bytes in base64url: their SHA-256 is the hash. */
  readonly bytes: string;
  readonly covered: {
    readonly versions: readonly DraftVersion[];
    readonly annexes: readonly { readonly id: string; readonly title: string; readonly sha256: string }[];
    readonly demands: readonly { readonly key: string; readonly text: string }[];
  };
  readonly unofficial: readonly DraftVersion[];
  /** Languages of kk, ru, en without a text: told, no obstacle. */
  readonly missing: readonly string[];
  /** What stands against freezing, as failures. */
  readonly obstacles: readonly { readonly code: string; readonly message: string }[];
}

export interface RequestJson {
  readonly statement: string;
  readonly space: string;
  readonly title: string;
  readonly issuer: string;
  readonly date: string | null;
  readonly addressees: readonly string[];
  readonly versions: readonly DraftVersion[];
  readonly annexes: readonly { readonly id: string; readonly sha256: string }[];
  readonly demands: readonly { readonly id: string; readonly text: string }[];
  /** Computed here from the text. */
  readonly hash: string;
  /** What the file says its hash is. */
  readonly claimed: string;
  /** This organisation: its name and the id that its key stands for. */
  readonly us: { readonly name: string; readonly key: string };
  /** When this organisation signed this text here before. */
  readonly signed: string | null;
}

export interface AnswerCheckJson {
  readonly checks: readonly {
    readonly name: string;
    readonly result: 'pass' | 'fail' | 'not-run';
  }[];
  readonly failure: { readonly code: string; readonly message: string; readonly remedy: string } | null;
  readonly signer: {
    readonly name: string;
    readonly mandate: string | null;
    readonly reservation: string | null;
    readonly at: string;
    /** Organisation id behind the key, hex. */
    readonly key: string;
    readonly card: number;
    /** Names on the card. */
    readonly card_names: readonly string[];
  } | null;
  /** Signatories without a key under which this signature may be the stronger basis. */
  readonly rows: readonly { readonly id: string; readonly name: string; readonly basis: string }[];
}

type Person = { readonly person?: string };

export interface StatementsApi {
  'statement.draft': {
    in: ReadScope &
      Person & {
        readonly id: string;
        /** Revision that was edited; another one standing is E_DRAFT_NEWER. */
        readonly revision: string;
        readonly title: string;
        readonly date?: string;
        readonly addressees: readonly string[];
        readonly versions: readonly DraftVersion[];
        readonly demands: readonly DraftDemand[];
        /** Ids of Evidence records. */
        readonly annexes: readonly string[];
      };
    out: { readonly id: string; readonly entry: string; readonly revision: string };
  };
  'statement.review': { in: ReadScope & { readonly id: string }; out: ReviewJson };
  'statement.replace': {
    in: ReadScope & Person & { readonly id: string; readonly date?: string };
    out: { readonly id: string; readonly entry: string };
  };
  'statement.request': {
    in: ReadScope & { readonly id: string };
    out: { readonly name: string; readonly file: string; readonly hash: string };
  };
  'statement.open_request': { in: ReadScope & { readonly file: string; readonly person?: string }; out: RequestJson };
  'statement.answer': {
    in: ReadScope &
      Person & {
        readonly file: string;
        readonly signed_as: string;
        readonly mandate: string;
        readonly reservation?: string;
      };
    out: {
      readonly name: string;
      readonly file: string;
      readonly hash: string;
      readonly signed_as: string;
      readonly key: string;
    };
  };
  'statement.check_answer': {
    in: ReadScope & { readonly id: string; readonly file: string; readonly person?: string };
    out: AnswerCheckJson;
  };
  'statement.add_signature': {
    in: ReadScope &
      Person & {
        readonly id: string;
        readonly file: string;
        /** Signatory whose basis becomes the key; absent: a new one. */
        readonly signatory?: string;
      };
    out: { readonly id: string; readonly entry: string; readonly verified: boolean };
  };
  'statement.signatory': {
    in: ReadScope &
      Person & { readonly id: string; readonly name: string; readonly country?: string; readonly at?: string };
    out: { readonly id: string; readonly entry: string };
  };
  'statement.confirm': {
    in: ReadScope &
      Person & {
        readonly signature: string;
        readonly by: string;
        readonly channel: string;
        readonly at: string;
        readonly evidence: string;
      };
    out: { readonly id: string; readonly entry: string };
  };
  'statement.withdraw_signature': {
    in: ReadScope & Person & { readonly signature: string; readonly at: string; readonly reason: string };
    out: { readonly id: string; readonly entry: string };
  };
  'statement.withdraw': {
    in: ReadScope &
      Person & {
        readonly id: string;
        readonly at: string;
        readonly reason: string;
        /** Co-signatures of those who decided. */
        readonly deciders: readonly string[];
      };
    out: { readonly id: string; readonly entry: string; readonly demands: readonly string[] };
  };
}

const BASE = '/api/1/spaces/{s}/statements';
const route = <N extends ApiName>(
  name: N,
  method: Route['method'],
  path: string,
  role: Route['role'],
  writes: boolean,
) => ({ name, method, path: `${BASE}${path}`, role, writes }) as const;

export const STATEMENTS_ROUTES = [
  route('statement.new', 'post', '', 'documenter', true),
  route('statement.draft', 'put', '/{id}/draft', 'documenter', true),
  route('statement.review', 'get', '/{id}/review', 'documenter', false),
  route('statement.freeze', 'post', '/{id}/freeze', 'reviewer', true),
  route('statement.sign', 'post', '/{id}/signatures/own', 'manager', true),
  route('statement.publish', 'post', '/{id}/publish', 'reviewer', true),
  route('statement.replace', 'post', '/{id}/replacements', 'documenter', true),
  route('statement.request', 'get', '/{id}/signing-request', 'documenter', false),
  route('statement.open_request', 'post', '/signing-requests/open', 'documenter', false),
  route('statement.answer', 'post', '/signing-requests/answer', 'manager', true),
  route('statement.check_answer', 'post', '/{id}/signatures/check', 'documenter', false),
  route('statement.add_signature', 'post', '/{id}/signatures', 'reviewer', true),
  route('statement.signatory', 'post', '/{id}/signatories', 'documenter', true),
  route('statement.confirm', 'post', '/signatures/{signature}/confirmation', 'reviewer', true),
  route('statement.withdraw_signature', 'post', '/signatures/{signature}/withdrawal', 'reviewer', true),
  route('statement.withdraw', 'post', '/{id}/withdrawal', 'reviewer', true),
] as const satisfies readonly Route[];

/** Those that run in the writer. */
export const STATEMENTS_WRITES = [
  'statement.draft',
  'statement.replace',
  'statement.answer',
  'statement.add_signature',
  'statement.signatory',
  'statement.confirm',
  'statement.withdraw_signature',
  'statement.withdraw',
] as const satisfies readonly ApiName[];
