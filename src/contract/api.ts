/**
 * Every use case of a node: name, input, output; long because it lists them all. CLI, server and desk use nothing else. All JSON: ids are text ids,
 * hashes and space ids hex, instants `YYYY-MM-DDTHH:MM:SS.sssZ` or UTC ms where the name ends in `Ms`.
 * Failures are `{ code, params? }` values; texts come from src/messages/errors at the edge.
 */
import type { Json } from '../base/result.ts';
import type { SignalsApi } from './areas/signals.ts';
import type { ListsApi } from './areas/lists.ts';
import type { RecordApi } from './areas/record.ts';
import type { FindingsApi } from './areas/findings.ts';
import type { StatementsApi } from './areas/statements.ts';
import type { DeliveriesApi, DemandWorkJson } from './areas/deliveries.ts';
import type { PublicationsApi } from './areas/publications.ts';
import type { MeansJson, SafetyApi, StartedJson } from './areas/safety.ts';
import type { CoalitionApi } from './areas/coalition.ts';
import type { LogApi } from './areas/log.ts';
import type { ExchangeApi } from './areas/exchange.ts';

export type RoleName = 'volunteer' | 'documenter' | 'reviewer' | 'manager';

export interface SpaceInfo {
  /** Hex of the genesis id. */
  readonly id: string;
  /** Name in addresses and on the command line, such as `january-2022`. */
  readonly slug: string;
  readonly title: { readonly en: string; readonly ru: string; readonly kk: string };
  readonly public: boolean;
  /** `case`, `own` (the organisation's own space) or `practice`. */
  readonly role: 'case' | 'own' | 'practice';
  /** Reading date the desk sends (EDTF instant), null = now. */
  readonly asOf: string | null;
  /** Banner every page, print and export of the space carries, null = none. */
  readonly banner: { readonly en: string; readonly ru: string; readonly kk: string } | null;
}

export interface ClaimJson {
  readonly claim: string;
  readonly field: string;
  readonly value: Json;
  readonly text: string;
  /** Party key in hex, and the name under which this node knows it. */
  readonly party: string;
  readonly author: string;
  /** Name of the person of this node, when ours. */
  readonly by: string | null;
  readonly speaker: string | null;
  readonly conf: string;
  readonly modality: string | null;
  readonly obs: string | null;
  readonly sources: readonly {
    readonly id: string;
    readonly title: string;
    readonly url: string | null;
    readonly publisher: string | null;
    readonly reliability: string | null;
  }[];
  readonly lang: string | null;
  readonly note: string | null;
  readonly recordedAt: string;
  readonly batch: string | null;
  /** The device that wrote it has two histories, and it stands behind the split; `coalition.read` names both (`forks`). */
  readonly forked: boolean;
}

export interface FieldJson {
  /** Display value: raw JSON. */
  readonly value: Json;
  /** The same in words, in the language asked for. */
  readonly text: string;
  readonly claim: string;
  readonly n_competing: number;
  readonly n_origins: number;
  readonly decided: boolean;
  readonly disputed: boolean;
  readonly claims: readonly ClaimJson[];
}

export interface RecordJson {
  readonly id: string;
  readonly kind: string;
  readonly space: string;
  readonly title: string;
  readonly state: string | null;
  readonly fields: { readonly [field: string]: FieldJson };
  readonly relations: readonly {
    readonly direction: 'from' | 'to';
    readonly field: string;
    readonly kind: string;
    readonly count: number;
    readonly items: readonly ItemJson[];
  }[];
  readonly revision: string;
}

export interface ItemJson {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly space: string;
  readonly state: string | null;
  /** EDTF text of the record's own date, null when it has none. */
  readonly date: string | null;
  readonly place: { readonly id: string; readonly title: string } | null;
  readonly n_competing: number;
  readonly n_origins: number;
  /** Two organisations say different things of one field. */
  readonly organisations_differ: boolean;
}

export interface MoveJson {
  readonly state: string;
  /** EDTF. */
  readonly at: string;
  readonly because: readonly { readonly id: string; readonly title: string }[];
  readonly by: readonly string[];
  readonly note: string | null;
  readonly claim: string;
  /** Codes of rules the move does not fit, such as W_MOVE_ORDER. */
  readonly flags: readonly string[];
}
export interface DemandActJson {
  readonly id: string;
  readonly at: string;
  readonly from: string;
  readonly text: string;
  /** act, announcement, refusal, against, restoration, context: the word shown. */
  readonly bears: string;
  /** Why it is context: older, not_addressee, announcement; null when it is not. */
  readonly context_reason: string | null;
  readonly source: string | null;
}
export interface DemandJson extends DemandWorkJson {
  readonly id: string;
  readonly key: string;
  /** coalition or reported. */
  readonly kind: string;
  readonly text: string;
  readonly verbatim: string | null;
  readonly addressees: readonly { readonly id: string; readonly title: string }[];
  /** null for a reported demand: a quotation has no state. */
  readonly state: string | null;
  readonly open_since: string | null;
  readonly history: readonly MoveJson[];
  readonly acts: readonly DemandActJson[];
  readonly indicators: readonly {
    readonly id: string;
    readonly question: string;
    readonly proves: string;
    readonly source: string | null;
    readonly target: string | null;
    readonly unit: string | null;
    readonly check_every: string | null;
    /** Day of the next check and whether it has come; null when nothing says how often. */
    readonly next: { readonly day: string; readonly due: boolean } | null;
    readonly latest: { readonly id: string; readonly at: string; readonly met: string; readonly text: string } | null;
  }[];
  readonly measurements: readonly {
    readonly id: string;
    readonly indicator: string;
    readonly at: string;
    readonly met: string;
    readonly text: string;
    readonly evidence: readonly { readonly id: string; readonly title: string }[];
  }[];
  readonly two_sided: {
    readonly ours: string;
    readonly theirs: string;
    readonly ours_source: { readonly id: string; readonly title: string } | null;
    readonly theirs_source: { readonly id: string; readonly title: string } | null;
    readonly at: string | null;
  } | null;
  /** not_asked, asked (no answer), answered. */
  readonly reply: {
    readonly state: 'not_asked' | 'asked' | 'answered';
    readonly at: string | null;
    readonly text: string | null;
    readonly asked_at: string | null;
    /** The Delivery that asked. */
    readonly delivery: string | null;
  };
  readonly note: string | null;
}

export interface StatementJson {
  readonly id: string;
  readonly title: string;
  readonly state: string;
  readonly date: string | null;
  readonly issuer: string;
  readonly addressees: readonly string[];
  readonly versions: readonly {
    readonly lang: string;
    readonly text: string;
    readonly standing: 'original' | 'agreed' | 'unofficial';
  }[];
  readonly text_hash: string | null;
  readonly signatories: readonly SignatoryJson[];
  readonly demands: readonly {
    readonly id: string;
    readonly key: string;
    readonly verbatim: string | null;
    readonly state: string | null;
    readonly in_text: boolean;
    /** The clause in each language that marks it, the original's included. */
    readonly clauses: readonly { readonly lang: string; readonly text: string; readonly in_text: boolean }[];
    readonly addressees: readonly { readonly id: string; readonly title: string }[];
  }[];
  /** Drafted here: it can be edited, frozen and sent to be signed. False: taken over from elsewhere, as published. */
  readonly ours: boolean;
  readonly annexes: readonly { readonly id: string; readonly title: string; readonly sha256: string }[];
  /** Addressees as they are kept: ids of organisations, or words. */
  readonly addressee_ids: readonly string[];
  readonly replaces: { readonly id: string; readonly title: string } | null;
  readonly replaced_by: { readonly id: string; readonly title: string } | null;
  /** Changes with every save of the draft. */
  readonly revision: string;
  /** Last save: when, and by whom of this node. */
  readonly saved: { readonly at: string; readonly by: string | null } | null;
  /** Why and by whose decision it was withdrawn; null unless it is. */
  readonly withdrawal: { readonly at: string; readonly reason: string; readonly by: readonly string[] } | null;
}

export interface SignatoryJson {
  readonly id: string;
  readonly name: string;
  readonly country: string | null;
  readonly basis: 'key' | 'confirmed' | 'reported';
  readonly verified: boolean;
  readonly withdrawn: string | null;
  readonly withdrawal: string | null;
  readonly organisation: string | null;
  readonly mandate: string | null;
  readonly reservation: string | null;
  readonly at: string | null;
  readonly confirmation: {
    readonly by: string;
    readonly channel: string;
    readonly at: string;
    readonly evidence: { readonly id: string; readonly title: string } | null;
  } | null;
  /** Organisation id behind the key (SHA-256 of its card 0), hex; null without a key. */
  readonly key: string | null;
  /** Why a signature by key does not verify. */
  readonly fault: string | null;
  /** What it rested on before, oldest first; only when one statement is read. */
  readonly earlier: readonly { readonly basis: string; readonly at: string }[];
}

export interface TodayJson {
  readonly asOf: string;
  readonly stages: readonly {
    readonly stage: 'signal' | 'record' | 'statement' | 'publication' | 'response';
    readonly count: number;
    readonly lines: readonly { readonly id: string; readonly params: { readonly [k: string]: Json } }[];
    readonly newest: string | null;
  }[];
  readonly needs: readonly {
    readonly id: string;
    readonly params: { readonly [k: string]: Json };
    readonly weight: number;
    readonly link: string | null;
  }[];
  readonly order: readonly {
    readonly id: string;
    readonly ok: boolean;
    readonly params: { readonly [k: string]: Json };
  }[];
  readonly demands: readonly { readonly id: string; readonly key: string; readonly state: string | null }[];
}

export interface ImportReport {
  readonly batch: string | null;
  readonly rows: number;
  readonly new: number;
  readonly changed: number;
  readonly same: number;
  readonly errors: number;
  readonly error_file?: string;
  readonly seconds: number;
  /** Records new per kind. */
  readonly kinds: { readonly [kind: string]: number };
  readonly entries: number;
  readonly profile: string;
  readonly encoding: string;
  readonly dry_run: boolean;
  readonly unmapped: readonly string[];
  readonly unknown_terms: readonly { readonly scheme: string; readonly value: string; readonly count: number }[];
  readonly first_errors: readonly {
    readonly row: number;
    readonly column: string;
    readonly code: string;
    readonly message: string;
    readonly value: string;
  }[];
}

export interface CheckJson {
  readonly name: string;
  readonly result: 'pass' | 'fail' | 'not-run' | 'absent';
  readonly detail?: string;
}

export interface UserJson {
  readonly id: string;
  readonly name: string;
  readonly role: RoleName;
  readonly locked: boolean;
  readonly created: string;
}

export interface ReadScope {
  /** Slug or id; absent: the node's first case space. */
  readonly space?: string;
  /** EDTF or ISO instant; absent: now. */
  readonly as_of?: string;
  readonly lang?: 'kk' | 'ru' | 'en';
}

/** Map of all operations. `write` operations run in the writer worker, others in a reader worker. */
export interface KuaApi
  extends SignalsApi,
    ListsApi,
    RecordApi,
    FindingsApi,
    StatementsApi,
    DeliveriesApi,
    PublicationsApi,
    SafetyApi,
    CoalitionApi,
    LogApi,
    ExchangeApi {
  /** `waiting`: asked to join, and nothing has arrived yet; absent when there is none. */
  'spaces.list': {
    in: { readonly lang?: string };
    out: { readonly spaces: readonly SpaceInfo[]; readonly waiting?: readonly SpaceInfo[] };
  };
  'spaces.new': { in: { readonly slug: string; readonly title: string; readonly public: boolean }; out: SpaceInfo };
  search: {
    in: ReadScope & {
      readonly text?: string;
      readonly kinds?: readonly string[];
      readonly where?: readonly { readonly field: string; readonly value: string }[];
      readonly from?: string;
      readonly to?: string;
      /** `WEST,SOUTH,EAST,NORTH` in degrees. */
      readonly bounds?: string;
      /** Absent: by relevance when words are asked for, else newest first. */
      readonly sort?: 'newest' | 'oldest' | 'updated';
      readonly facets?: readonly string[];
      readonly limit?: number;
      readonly after?: string;
      readonly all_spaces?: boolean;
    };
    out: {
      readonly total: number;
      readonly items: readonly ItemJson[];
      readonly facets?: {
        readonly [f: string]: readonly {
          readonly value: string;
          readonly label: string;
          readonly count: number;
          readonly id?: string;
        }[];
      };
      readonly cursor?: string;
      readonly order: string;
    };
  };
  show: { in: ReadScope & { readonly id: string }; out: RecordJson };
  history: {
    in: ReadScope & { readonly id: string };
    out: {
      readonly entries: readonly {
        readonly entry: string;
        readonly at: string;
        readonly author: string;
        readonly by: string | null;
        readonly batch: string | null;
        readonly state: string;
        readonly claims: readonly {
          readonly field: string;
          readonly text: string;
          readonly live: boolean;
          readonly ended: string | null;
          /** What a person wrote when they undid it. */
          readonly reason?: string;
        }[];
      }[];
    };
  };
  relations: {
    in: ReadScope & {
      readonly id: string;
      readonly direction: 'from' | 'to';
      readonly field: string;
      readonly after?: string;
      readonly limit?: number;
    };
    out: { readonly items: readonly ItemJson[]; readonly cursor?: string };
  };
  today: { in: ReadScope; out: TodayJson };
  'demand.list': { in: ReadScope; out: { readonly demands: readonly DemandJson[] } };
  'demand.show': { in: ReadScope & { readonly id: string }; out: DemandJson };
  'statement.list': { in: ReadScope; out: { readonly statements: readonly StatementJson[] } };
  'statement.show': { in: ReadScope & { readonly id?: string }; out: StatementJson };
  custody: {
    in: ReadScope & { readonly sha256: string };
    out: {
      readonly sha256: string;
      readonly evidence: readonly { readonly id: string; readonly space: string }[];
      readonly trail: readonly Json[];
    };
  };
  doctor: { in: Record<string, never>; out: { readonly ok: boolean; readonly checks: readonly CheckJson[] } };
  'users.list': { in: Record<string, never>; out: { readonly users: readonly UserJson[] } };
  'kinds.list': { in: { readonly lang?: string }; out: { readonly kinds: readonly KindJson[] } };
  export: {
    in: ReadScope & { readonly format: string; readonly view: string; readonly out?: string; readonly kind?: string };
    out: {
      readonly file: string | null;
      readonly text: string | null;
      readonly rows: number;
      readonly left_out: readonly string[];
    };
  };
  claim: {
    in: ReadScope & {
      readonly id: string;
      readonly field: string;
      readonly value: Json;
      readonly speaker?: string;
      readonly conf?: string;
      readonly modality?: string;
      readonly source?: string;
      readonly obs?: string;
      readonly value_lang?: string;
      readonly note?: string;
      readonly vis?: string;
      readonly replaces?: string;
      /** Revision of the record the writer had before them: the answer tells what came in since. */
      readonly seen?: string;
      readonly person?: string;
    };
    out: {
      readonly entry: string;
      readonly claim: string;
      /** Who said something else of this field meanwhile; both accounts are kept. */
      readonly meanwhile?: readonly { readonly author: string; readonly by: string | null }[];
    };
  };
  retract: {
    in: ReadScope & { readonly claim: string; readonly reason?: string; readonly person?: string };
    out: { readonly entry: string };
  };
  'record.new': {
    in: ReadScope & {
      readonly kind: string;
      readonly fields: { readonly [field: string]: Json };
      readonly conf?: string;
      readonly source?: string;
      readonly speaker?: string;
      readonly person?: string;
    };
    out: { readonly id: string; readonly entry: string };
  };
  review: {
    in: ReadScope & {
      readonly id: string;
      readonly conclusion: string;
      readonly text?: string;
      readonly check?: string;
      readonly evidence?: string;
      readonly dissent?: string;
      /** Several checks at once, in place of `check`, `text` and `evidence`. */
      readonly checks?: readonly {
        readonly kind: string;
        readonly result: string;
        readonly text?: string;
        readonly evidence?: readonly string[];
      }[];
      readonly person?: string;
    };
    out: { readonly id: string; readonly entry: string };
  };
  erase: {
    in: ReadScope & { readonly entry: string; readonly ground: string; readonly local?: boolean };
    out: {
      readonly entry: string | null;
      readonly erased: number;
      /** `second_party`: another party wrote it, and a manager of one more party than ours must ask for the same. */
      readonly waiting: 'second_party' | null;
      /** False: payload and keys are gone, but a long read still holds old pages; the next write or start removes them. */
      readonly finished: boolean;
    };
  };
  import: {
    in: ReadScope & {
      readonly file: string;
      readonly profile?: string;
      readonly dry_run?: boolean;
      readonly strict?: boolean;
    };
    out: ImportReport;
  };
  'import.undo': {
    in: ReadScope & { readonly batch: string; readonly reason?: string };
    out: { readonly batch: string; readonly entry: string; readonly records_left: number };
  };
  'evidence.add': {
    in: ReadScope & {
      readonly file: string;
      readonly kind?: string;
      readonly sha256?: string;
      readonly source?: string;
      readonly person?: string;
    };
    out: {
      readonly id: string;
      readonly sha256: string;
      readonly size: number;
      readonly mime: string;
      readonly duplicate: boolean;
      readonly entry: string;
    };
  };
  'evidence.check': {
    in: { readonly deep?: boolean; readonly sweep?: boolean };
    out: {
      readonly ok: boolean;
      readonly objects: number;
      readonly bytes: number;
      readonly missing: readonly string[];
      readonly damaged: readonly string[];
      readonly unreferenced: readonly string[];
    };
  };
  'demand.measure': {
    in: ReadScope & {
      readonly demand: string;
      readonly indicator: string;
      readonly at: string;
      readonly met: 'yes' | 'no' | 'unknown';
      readonly value: string;
      readonly evidence: readonly string[];
      readonly person?: string;
    };
    out: { readonly id: string; readonly entry: string };
  };
  'demand.respond': {
    in: ReadScope & {
      readonly demand: string;
      readonly at: string;
      readonly from: string;
      readonly text: string;
      readonly bears: string;
      readonly by_addressee: boolean;
      readonly evidence: readonly string[];
      readonly person?: string;
    };
    out: { readonly id: string; readonly entry: string };
  };
  'demand.move': {
    in: ReadScope & {
      readonly demand: string;
      readonly to: string;
      readonly at: string;
      readonly because: readonly string[];
      readonly note?: string;
      readonly person?: string;
    };
    out: { readonly entry: string; readonly state: string };
  };
  'statement.new': {
    in: ReadScope & {
      readonly title: string;
      readonly lang_original: string;
      readonly text: string;
      readonly demands: readonly { readonly key: string; readonly verbatim: string; readonly addressee?: string }[];
      /** Day of the statement; absent: today. */
      readonly date?: string;
      readonly person?: string;
    };
    out: { readonly id: string; readonly entry: string };
  };
  'statement.freeze': {
    in: ReadScope & {
      readonly id: string;
      /** Hash that was reviewed: another one is refused with E_HASH. */
      readonly hash?: string;
      readonly person?: string;
    };
    out: { readonly id: string; readonly text_hash: string; readonly entry: string };
  };
  'statement.sign': {
    in: ReadScope & {
      readonly id: string;
      readonly signed_as: string;
      readonly mandate?: string;
      readonly reservation?: string;
      readonly person?: string;
    };
    out: { readonly id: string; readonly entry: string; readonly verified: boolean };
  };
  'statement.publish': {
    in: ReadScope & { readonly id: string; readonly person?: string };
    out: { readonly id: string; readonly state: string; readonly entry: string };
  };
  'users.add': { in: { readonly name: string; readonly role: RoleName }; out: UserJson };
  'users.role': { in: { readonly name: string; readonly role: RoleName }; out: UserJson };
  'users.lock': { in: { readonly name: string; readonly locked: boolean }; out: UserJson };
  /** One-time login token of a user (default: the first manager); valid 15 minutes, used once. */
  'login.token': { in: { readonly name?: string }; out: { readonly token: string; readonly user: UserJson } };
  'login.redeem': {
    /** `passphrase`: asked for when the account has one and the link is no longer fresh (E_PASSPHRASE_NEEDED). */
    in: { readonly token: string; readonly passphrase?: string; readonly browser?: string };
    out: StartedJson;
  };
  'session.read': {
    in: { readonly session: string };
    out: {
      readonly user: UserJson;
      readonly csrf: string;
      readonly expires: string;
      readonly settings: Json;
      readonly id: string;
      readonly started: string;
      /** When a person last used it, UTC ms. */
      readonly usedMs: number;
      readonly locked: boolean;
      readonly idle_minutes: number;
      readonly means: MeansJson;
      /** Managers of this node: whom to ask. */
      readonly ask: readonly string[];
    };
  };
  'session.end': { in: { readonly session: string }; out: { readonly ended: boolean } };
  'settings.put': { in: { readonly user: string; readonly settings: Json }; out: { readonly settings: Json } };
  'edition.build': {
    in: ReadScope & {
      readonly dir: string;
      readonly force?: boolean;
      /** Everything that a check asks needs an answer, not only names. */
      readonly strict?: boolean;
      readonly accept?: readonly { readonly code: string; readonly reason: string }[];
      /** Record ids, and cells of tables that count persons as `table/row`. */
      readonly leave_out?: readonly string[];
      readonly langs?: readonly ('kk' | 'ru' | 'en')[];
      readonly person?: string;
    };
    out: {
      readonly dir: string;
      readonly files: number;
      readonly bytes: number;
      readonly sha256: string;
      readonly pages: number;
      readonly left_out: readonly string[];
      readonly number: number;
      /** What the checks ask and nobody answered. */
      readonly warnings: readonly {
        readonly code: string;
        readonly params: { readonly [name: string]: Json };
        readonly records: number;
      }[];
      readonly seconds: number;
    };
  };
  verify: {
    in: { readonly path: string; readonly key?: string };
    out: { readonly ok: boolean; readonly checks: readonly CheckJson[] };
  };
  example: {
    in: { readonly name: string };
    out: {
      readonly counts: { readonly [kind: string]: number };
      readonly entries_new: number;
      readonly practice: { readonly [kind: string]: number };
      readonly followed: number;
      readonly space: string;
      readonly practice_space: string;
      readonly seconds: number;
    };
  };
  rebuild: {
    in: { readonly check?: boolean };
    out: {
      readonly equal: boolean;
      readonly records: number;
      readonly sha256: string;
      readonly first_difference: string | null;
      readonly seconds: number;
    };
  };
  backup: {
    in: { readonly file: string };
    out: { readonly file: string; readonly bytes: number; readonly entries: number; readonly blobs: number };
  };
  info: {
    in: Record<string, never>;
    out: {
      readonly name: string;
      readonly node: string;
      readonly version: string;
      readonly spaces: number;
      readonly entries: number;
      /** Where the running node answers; absent when the call did not go through one. */
      readonly address?: string;
    };
  };
}

export interface FieldDefJson {
  readonly name: string;
  readonly type: string;
  readonly card: '1' | '+' | '?' | '*';
  readonly vocab: string | null;
  readonly vis: string;
  readonly label: string;
  readonly help: string;
  readonly group: string;
  readonly terms: readonly { readonly id: string; readonly label: string }[] | null;
  /** Needed to create a record of the kind. */
  readonly required: boolean;
  /** Kinds a reference may name; none = any. */
  readonly refs: readonly string[];
  /** Parts of a structure. */
  readonly members: readonly FieldDefJson[];
}
export interface KindJson {
  readonly kind: string;
  readonly label: string;
  readonly fields: readonly FieldDefJson[];
}

export type ApiName = keyof KuaApi;
export type ApiIn<N extends ApiName> = KuaApi[N]['in'];
export type ApiOut<N extends ApiName> = KuaApi[N]['out'];
