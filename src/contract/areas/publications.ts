/** Publications: checks, building, preview, corrections, withdrawal, mirrors: use cases and their paths. */
import type { Json } from '../../base/result.ts';
import type { ApiName, CheckJson, ReadScope } from '../api.ts';
import type { Route } from '../routes.ts';

export type EditionLang = 'kk' | 'ru' | 'en';
/** A text in the languages it was written in. */
export type EditionTexts = { readonly [L in EditionLang]?: string };

export interface EditionSelectionJson {
  readonly langs: readonly EditionLang[];
  /** events, figures, connectivity, responses, persons. */
  readonly parts_out: readonly string[];
  /** Record ids, and cells of tables that count persons as `table/row`. */
  readonly leave_out: readonly string[];
  /** EDTF; null: the present, when it is built. */
  readonly read_as_of: string | null;
}

export interface EditionItemJson {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
}

export interface EditionCheckJson {
  readonly code: string;
  readonly verdict: 'ok' | 'ask' | 'stop';
  /** An answer counts only for what was found when it was given. */
  readonly fingerprint: string;
  /** About people: an answer needs a second person. */
  readonly people: boolean;
  readonly params: { readonly [name: string]: Json };
  /** Records concerned: the first 100, as members know them. */
  readonly records: readonly EditionItemJson[];
  readonly n_records: number;
  /** What to leave out to settle a stop; empty: it is settled at the record. */
  readonly leave_out: readonly string[];
  /** Failure code of a stop. */
  readonly failure: string | null;
  readonly answer: EditionAnswerJson | null;
}

/** A written reason for an ASK; `confirmed` by a second person in a session of their own. */
export interface EditionAnswerJson {
  readonly code: string;
  readonly fingerprint: string;
  readonly reason: string;
  readonly lang: EditionLang;
  readonly by: string;
  readonly by_name: string;
  readonly at: string;
  readonly confirmed: { readonly by: string; readonly by_name: string; readonly at: string } | null;
}

export interface EditionChangesJson {
  /** Number of the edition compared with; null for a first one. */
  readonly since: number | null;
  readonly added: readonly EditionItemJson[];
  readonly changed: readonly EditionItemJson[];
  readonly removed: readonly EditionItemJson[];
  readonly newly_named: readonly EditionItemJson[];
  readonly newly_withheld: readonly EditionItemJson[];
  /** The lists above hold the first 100 of each. */
  readonly counts: { readonly [list: string]: number };
}

/** Work that goes on without the tab: building an edition, filling a mirror. */
export interface WorkJson {
  readonly state: 'running' | 'done' | 'failed' | 'cancelled' | 'interrupted';
  /** read, pages, files, check; or compare, send, finish, remove, verify. */
  readonly step: string;
  readonly done: number;
  readonly total: number | null;
  readonly at: string;
  readonly by_name: string;
  readonly failure: { readonly code: string; readonly message: string; readonly remedy: string } | null;
  /** Number of the edition it made or sends. */
  readonly edition: number | null;
}

export interface EditionPlanJson {
  /** Number the next edition gets. */
  readonly number: number;
  readonly selection: EditionSelectionJson;
  readonly answers: readonly EditionAnswerJson[];
  readonly work: WorkJson | null;
  /** Changes with every entry of the node: a check made before is older than the records. */
  readonly revision: number;
}

export interface EditionJson {
  readonly number: number;
  readonly at: string;
  /** SHA-256 of the manifest: the edition's name. */
  readonly sha256: string;
  readonly read_as_of: string;
  readonly langs: readonly EditionLang[];
  readonly parts_out: readonly string[];
  readonly pages: number;
  readonly files: number;
  readonly bytes: number;
  readonly counts: { readonly [kind: string]: number };
  readonly by_name: string;
  /** Folder on the machine of the node; null when it is gone from there. */
  readonly dir: string | null;
  /** Kept by the node itself, so that it can be downloaded, copied and mirrored here. */
  readonly kept: boolean;
  readonly archive: string;
  /** Id of the Publication record; null only while it is being written. */
  readonly publication: string | null;
  readonly corrections: readonly {
    readonly at: string;
    readonly texts: EditionTexts;
    readonly replaces: string | null;
    /** Number of the edition that prints it first; null: the next one. */
    readonly printed: number | null;
  }[];
  readonly withdrawn: { readonly at: string; readonly texts: EditionTexts; readonly printed: number | null } | null;
}

export interface MirrorJson {
  readonly id: string;
  readonly name: string;
  readonly kind: 'folder' | 's3';
  readonly folder: string | null;
  readonly endpoint: string | null;
  readonly region: string | null;
  readonly bucket: string | null;
  readonly prefix: string | null;
  readonly access_key: string | null;
  /** A secret key is kept; it is never answered. */
  readonly has_secret: boolean;
  /** Last push that was read back and found whole. */
  readonly pushed: {
    readonly edition: number;
    readonly sha256: string;
    readonly at: string;
    readonly files: number;
  } | null;
  readonly work: WorkJson | null;
}

type Edition = ReadScope & { readonly number: number };

export interface PublicationsApi {
  'editions.list': { in: ReadScope; out: { readonly editions: readonly EditionJson[] } };
  'editions.plan': { in: ReadScope; out: EditionPlanJson };
  /** Sets what the next edition is to hold; answers already given stay with what they were given for. */
  'editions.prepare': {
    in: ReadScope & Partial<EditionSelectionJson> & { readonly person?: string };
    out: EditionPlanJson;
  };
  /** A dry run: nothing is written. Members not given are taken from the plan. */
  'editions.check': {
    in: ReadScope & Partial<EditionSelectionJson> & { readonly person?: string };
    out: {
      readonly number: number;
      readonly selection: EditionSelectionJson;
      /** Instant of the reading. */
      readonly read_as_of: string;
      readonly checks: readonly EditionCheckJson[];
      readonly changes: EditionChangesJson;
      readonly counts: { readonly [kind: string]: number };
      readonly revision: number;
      readonly at: string;
      /** Nothing stands in the way of building. */
      readonly ready: boolean;
    };
  };
  'editions.accept': {
    in: ReadScope & {
      readonly code: string;
      readonly fingerprint: string;
      readonly reason: string;
      /** Language the reason is written in: of what is gone, readers read it. */
      readonly reason_lang?: EditionLang;
      readonly person?: string;
    };
    out: EditionPlanJson;
  };
  'editions.confirm': {
    in: ReadScope & { readonly code: string; readonly fingerprint: string; readonly person?: string };
    out: EditionPlanJson;
  };
  /** Takes an answer back, given or confirmed. */
  'editions.unanswer': {
    in: ReadScope & { readonly code: string; readonly person?: string };
    out: EditionPlanJson;
  };
  'editions.build': { in: ReadScope & { readonly person?: string }; out: EditionJson & { readonly seconds: number } };
  'editions.cancel': { in: ReadScope & { readonly person?: string }; out: { readonly asked: boolean } };
  'editions.preview': {
    in: ReadScope & Partial<EditionSelectionJson> & { readonly person?: string };
    out: {
      /** Address below which the preview is served to this session alone; the node itself answers the folder's name. */
      readonly preview: string;
      readonly expires: string;
      readonly langs: readonly EditionLang[];
      readonly pages: readonly string[];
      readonly bytes: number;
    };
  };
  'editions.verify': {
    in: Edition;
    out: { readonly ok: boolean; readonly checks: readonly CheckJson[]; readonly at: string };
  };
  'editions.diff': { in: Edition; out: EditionChangesJson };
  /** Folder and file name of a kept edition, for the server's download. */
  'editions.folder': {
    in: Edition;
    out: { readonly dir: string; readonly archive: string; readonly beside: readonly string[] };
  };
  'editions.copy': {
    in: Edition & { readonly folder: string; readonly person?: string };
    out: { readonly dir: string; readonly files: number; readonly ok: boolean };
  };
  'editions.correct': {
    in: Edition & { readonly texts: EditionTexts; readonly replaces?: string; readonly person?: string };
    out: { readonly entry: string };
  };
  'editions.withdraw': {
    in: Edition & { readonly texts: EditionTexts; readonly person?: string };
    out: { readonly entry: string };
  };
  'mirrors.list': { in: ReadScope; out: { readonly mirrors: readonly MirrorJson[] } };
  'mirrors.put': {
    in: ReadScope & {
      readonly id: string;
      readonly name: string;
      readonly kind: 'folder' | 's3';
      readonly folder?: string;
      readonly endpoint?: string;
      readonly region?: string;
      readonly bucket?: string;
      readonly prefix?: string;
      readonly access_key?: string;
      /** Absent: the one already kept stays. */
      readonly secret_key?: string;
      readonly person?: string;
    };
    out: MirrorJson;
  };
  'mirrors.delete': {
    in: ReadScope & { readonly id: string; readonly person?: string };
    out: { readonly deleted: boolean };
  };
  'mirrors.push': {
    in: ReadScope & { readonly id: string; readonly edition?: number; readonly person?: string };
    out: {
      readonly edition: number;
      readonly sha256: string;
      readonly sent: number;
      readonly same: number;
      readonly removed: number;
      readonly bytes: number;
      readonly verified: boolean;
    };
  };
}

const BASE = '/api/1/spaces/{s}/editions';
const MIRRORS = '/api/1/spaces/{s}/mirrors';

/** Download of an edition as one tar; role documenter. Not JSON, so not in the table. */
export const EDITION_ARCHIVE = (space: string, number: number | string): string =>
  `/api/1/spaces/${space}/editions/${number}/archive`;

export const PUBLICATIONS_ROUTES = [
  { name: 'editions.list', method: 'get', path: BASE, role: 'documenter', writes: false },
  { name: 'editions.build', method: 'post', path: BASE, role: 'reviewer', writes: true },
  { name: 'editions.plan', method: 'get', path: `${BASE}/plan`, role: 'documenter', writes: false },
  { name: 'editions.prepare', method: 'put', path: `${BASE}/plan`, role: 'reviewer', writes: true },
  { name: 'editions.accept', method: 'post', path: `${BASE}/plan/answers`, role: 'reviewer', writes: true },
  { name: 'editions.confirm', method: 'post', path: `${BASE}/plan/answers/confirm`, role: 'reviewer', writes: true },
  { name: 'editions.unanswer', method: 'delete', path: `${BASE}/plan/answers`, role: 'reviewer', writes: true },
  { name: 'editions.cancel', method: 'post', path: `${BASE}/cancel`, role: 'reviewer', writes: true },
  { name: 'editions.check', method: 'post', path: `${BASE}/check`, role: 'documenter', writes: false },
  { name: 'editions.preview', method: 'post', path: `${BASE}/preview`, role: 'documenter', writes: false },
  { name: 'editions.verify', method: 'get', path: `${BASE}/{number}/verify`, role: 'documenter', writes: false },
  { name: 'editions.diff', method: 'get', path: `${BASE}/{number}/diff`, role: 'documenter', writes: false },
  { name: 'editions.copy', method: 'post', path: `${BASE}/{number}/copy`, role: 'manager', writes: true },
  { name: 'editions.correct', method: 'post', path: `${BASE}/{number}/corrections`, role: 'reviewer', writes: true },
  { name: 'editions.withdraw', method: 'post', path: `${BASE}/{number}/withdraw`, role: 'reviewer', writes: true },
  { name: 'mirrors.list', method: 'get', path: MIRRORS, role: 'manager', writes: false },
  { name: 'mirrors.put', method: 'put', path: `${MIRRORS}/{id}`, role: 'manager', writes: true },
  { name: 'mirrors.delete', method: 'delete', path: `${MIRRORS}/{id}`, role: 'manager', writes: true },
  { name: 'mirrors.push', method: 'post', path: `${MIRRORS}/{id}/push`, role: 'manager', writes: true },
] as const satisfies readonly Route[];

/** Those that run in the writer. */
export const PUBLICATIONS_WRITES = [
  'editions.build',
  'editions.prepare',
  'editions.accept',
  'editions.confirm',
  'editions.unanswer',
  'editions.cancel',
  'editions.copy',
  'editions.correct',
  'editions.withdraw',
  'mirrors.put',
  'mirrors.delete',
  'mirrors.push',
] as const satisfies readonly ApiName[];
