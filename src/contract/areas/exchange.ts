/**
 * Exchange between nodes: bundles by file, sync by network, peers, the watched folder: use cases and their paths. The calls
 * that answer another node (`sync.serve_*`) carry bytes of docs/formats/sync.md; no session of a desk reaches them.
 */
import type { ApiName } from '../api.ts';
import type { Route } from '../routes.ts';

/** One bundle file that was written. */
export interface BundleFileJson {
  readonly file: string;
  readonly bytes: number;
  readonly entries: number;
  readonly objects: number;
}

export interface BundleWrittenJson {
  readonly files: readonly BundleFileJson[];
  readonly spaces: readonly { readonly space: string; readonly slug: string; readonly entries: number }[];
  readonly entries: number;
  readonly objects: number;
  /** Organisations it was for; empty: a recipient that is not known here, or a passphrase. */
  readonly organisations: readonly string[];
}

/** A refused item: an entry or a payload by its hex id, or a place in the file. */
export interface RefusedJson {
  readonly item: string;
  readonly code: string;
}

/** What came of received frames. */
export interface ReceivedJson {
  readonly accepted: number;
  readonly duplicate: number;
  readonly parked: number;
  readonly quarantined: number;
  readonly refused: readonly RefusedJson[];
  /** Refusals beyond those listed. */
  readonly refused_more: number;
  readonly blocks: number;
  /** Predecessors that parked entries wait for. */
  readonly missing: readonly { readonly writer: string; readonly seq: number }[];
}

export interface BundleReadJson extends ReceivedJson {
  readonly file: string;
  /** `none`: the file ended before its first item or has none. */
  readonly manifest: 'ok' | 'E_SIG' | 'none';
  /** Organisation that the card of the manifest names; null: no card, or not known to be linked. */
  readonly organisation: string | null;
  readonly device: string | null;
  readonly created: string | null;
  readonly spaces: readonly string[];
  /** Objects that became whole; begun ones, of which more must come; those that claims name and that are not here. */
  readonly objects: { readonly stored: number; readonly waiting: number; readonly lacking: number };
  readonly notes: number;
  readonly unknown_frames: number;
  /** The file broke off or was damaged: what stood before is taken. */
  readonly torn: boolean;
  /** Nothing was refused. */
  readonly ok: boolean;
}

/** How a request leaves this computer: addresses of proxies, as HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY give them. */
export interface ProxyJson {
  readonly http?: string;
  readonly https?: string;
  readonly all?: string;
  readonly none?: string;
}

export interface SyncSpaceJson {
  readonly space: string;
  readonly slug: string;
  /** Organisation that answered there; null: not known here. */
  readonly organisation: string | null;
  readonly received: ReceivedJson;
  readonly sent: {
    readonly entries: number;
    readonly blocks: number;
    readonly accepted: number;
    readonly refused: readonly RefusedJson[];
  };
  readonly objects: { readonly received: number; readonly sent: number; readonly waiting: number };
  /** Code of what ended this space's exchange early; null: it is complete. */
  readonly error: string | null;
}

export interface SyncRunJson {
  readonly url: string;
  readonly spaces: readonly SyncSpaceJson[];
  /** Every space is complete and nothing was refused. */
  readonly ok: boolean;
  readonly seconds: number;
}

export interface SyncPeerJson {
  readonly url: string;
  readonly space: string;
  readonly slug: string;
  /** Last exchange that ended well, and the last try. */
  readonly at: string | null;
  readonly tried: string | null;
  readonly last_error: string | null;
  /** Failures since the last exchange that ended well. */
  readonly failures: number;
  /** When the running node tries again. */
  readonly next: string | null;
  readonly party: string | null;
}

/**
 * An exchange that a person began at the desk. It goes on in the serving node when the page is left, and is forgotten when the
 * node stops: what was taken by then stays, and the next exchange goes on from there.
 */
export interface ExchangeJobJson {
  readonly id: string;
  readonly kind: 'write' | 'read' | 'sync';
  readonly state: 'running' | 'done' | 'failed';
  readonly at: string;
  readonly ended: string | null;
  readonly by_name: string;
  /** Readers of a bundle, name of the file that was chosen, or the address. */
  readonly about: readonly string[];
  /** How far it is, by what is counted: `bytes`, `entries`, `received`, `sent`, `objects`. */
  readonly steps: readonly { readonly step: string; readonly done: number; readonly total: number | null }[];
  readonly failure: { readonly code: string; readonly message: string; readonly remedy: string } | null;
  /** Files to download, until then or until they are deleted. */
  readonly written: (Omit<BundleWrittenJson, 'files'> & ExchangeFilesJson) | null;
  readonly read: BundleReadJson | null;
  readonly sync: SyncRunJson | null;
  /** What was refused or ended it early, by code. */
  readonly reasons: readonly { readonly code: string; readonly n: number }[];
}
interface ExchangeFilesJson {
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
  readonly until: string;
}

/** What `POST …/exchange/write` takes: members of the space by id of their organisation, all of them, or words that seal it. */
export interface ExchangeWriteJson {
  readonly to?: readonly string[];
  readonly everybody?: true;
  readonly passphrase?: string;
  readonly max_bytes?: number;
}

/** New entries that came from another node, as the event stream tells them. */
export interface ArrivalJson {
  readonly type: 'arrived';
  /** Hex. */
  readonly space: string;
  readonly n: number;
  /** Organisation they came from; null: not known. */
  readonly from: string | null;
}

export interface ExchangeApi {
  /**
   * `to`: age recipients (`age1…`), files of them, or names or ids of organisations known here. `since`: a bundle of the
   * reader's, or its frontier in hex; absent: what we last learned of the reader. `max_bytes`: several files of at most so many.
   */
  'bundle.write': {
    in: {
      readonly file: string;
      readonly to?: readonly string[];
      readonly passphrase?: string;
      readonly space?: string;
      readonly since?: string;
      readonly max_bytes?: number;
    };
    out: BundleWrittenJson;
  };
  /** `name`: what a person calls the file, when it lies here under another name. */
  'bundle.read': {
    in: { readonly file: string; readonly passphrase?: string; readonly name?: string };
    out: BundleReadJson;
  };

  /** Exchanges with one node in both directions. Without a space: every space that the peer and we share. */
  'sync.run': {
    in: { readonly url: string; readonly space?: string; readonly proxy?: ProxyJson; readonly keep?: boolean };
    out: SyncRunJson;
  };
  'sync.peers': {
    in: { readonly space?: string; readonly lang?: string };
    out: { readonly peers: readonly SyncPeerJson[] };
  };
  'sync.peer_add': {
    in: { readonly space?: string; readonly url: string; readonly person?: string };
    out: SyncPeerJson;
  };
  'sync.peer_remove': {
    in: { readonly space?: string; readonly url: string; readonly person?: string };
    out: { readonly removed: boolean };
  };

  /** One look at the watched folder: reads what is new and whole, writes what peers lack. */
  'watch.look': {
    in: { readonly folder: string };
    out: { readonly read: readonly BundleReadJson[]; readonly written: readonly string[]; readonly waiting: number };
  };

  /** A caller's signed opening. E_DENIED for every reason alike. */
  'sync.serve_open': {
    in: { readonly body: Uint8Array };
    out: {
      readonly space: string;
      readonly seat: string;
      readonly nonce: string;
      readonly base: string;
      readonly frontier: Uint8Array;
    };
  };
  'sync.serve_need': {
    in: { readonly space: string; readonly seat: string };
    out: { readonly answer: Uint8Array };
  };
  'sync.serve_pull': {
    in: { readonly space: string; readonly seat: string; readonly body: Uint8Array };
    out: { readonly frames: Uint8Array };
  };
  'sync.serve_push': {
    in: { readonly space: string; readonly seat: string; readonly body: Uint8Array };
    out: {
      readonly answer: Uint8Array;
      readonly accepted: number;
      /** Entries that came and do not count yet. */
      readonly held: number;
      readonly organisation: string | null;
    };
  };
  /** Length of a held object of the space, or E_DENIED. */
  'sync.serve_object': {
    in: { readonly space: string; readonly seat: string; readonly address: string };
    out: { readonly bytes: number | null; readonly have: number };
  };
  'sync.serve_object_bytes': {
    in: {
      readonly space: string;
      readonly seat: string;
      readonly address: string;
      readonly start: number;
      readonly end: number;
    };
    out: { readonly bytes: Uint8Array };
  };
  'sync.serve_object_put': {
    in: {
      readonly space: string;
      readonly seat: string;
      readonly address: string;
      readonly offset: number;
      readonly total: number;
      readonly bytes: Uint8Array;
    };
    out: { readonly have: number; readonly whole: boolean };
  };
  /** `checkpoint` or a tile of our log; null: not there. A relay's seat: E_DENIED. */
  'sync.serve_log': {
    in: { readonly space: string; readonly seat: string; readonly path: string };
    out: { readonly bytes: Uint8Array | null };
  };
  /** What a caller told of itself at the end of an exchange with us. */
  'sync.serve_seen': {
    in: { readonly space: string; readonly seat: string; readonly frontier: Uint8Array };
    out: { readonly kept: boolean };
  };
}

export const EXCHANGE_ROUTES = [
  { name: 'sync.peers', method: 'get', path: '/api/1/spaces/{s}/peers', role: 'documenter', writes: false },
  { name: 'sync.peer_add', method: 'post', path: '/api/1/spaces/{s}/peers', role: 'manager', writes: true },
  { name: 'sync.peer_remove', method: 'post', path: '/api/1/spaces/{s}/peers/remove', role: 'manager', writes: true },
] as const satisfies readonly Route[];

/** Paths of exchanges begun at the desk: their bodies are files, and they go on by themselves; src/server/exchange-routes.ts. */
export const EXCHANGE_PATHS = {
  jobs: '/api/1/spaces/{s}/exchange',
  write: '/api/1/spaces/{s}/exchange/write',
  /** The body is the file; its name in DROP_NAME, words that seal it in EXCHANGE_WORDS, both percent-encoded. */
  read: '/api/1/spaces/{s}/exchange/read',
  sync: '/api/1/spaces/{s}/exchange/sync',
  file: '/api/1/spaces/{s}/exchange/{job}/files/{nth}',
  remove: '/api/1/spaces/{s}/exchange/{job}/remove',
} as const;
export const EXCHANGE_WORDS = 'x-kua-passphrase';
/** Largest bundle taken from a browser; larger ones are read by `kua bundle read`. */
export const BUNDLE_UPLOAD_MAX = 4 * 1024 * 1024 * 1024;
/** A part that mail takes: base64 makes it a third larger on its way. */
export const MAIL_PART_BYTES = 8_000_000;

/** Paths for other nodes: no session, no cookie; served by src/server/sync-routes.ts. */
export const SYNC_PATHS = {
  hello: '/api/1/sync/hello',
  open: '/api/1/sync/open',
  pull: '/api/1/sync/pull',
  push: '/api/1/sync/push',
  need: '/api/1/sync/need',
  blob: '/api/1/sync/blob/:address',
  /** `checkpoint` or a tile of the node's log. */
  log: '/api/1/sync/log/*',
} as const;
export const isSyncPath = (path: string): boolean => path.startsWith('/api/1/sync/');

/** Largest body of each request, and largest answer to a pull. */
export const SYNC_LIMITS = {
  hello: 0,
  open: 16 * 1024,
  /** A frontier of 1,000 writers and 1,000 wanted payloads. */
  pull: 256 * 1024,
  push: 8 * 1024 * 1024,
  answer: 8 * 1024 * 1024,
  wants: 1_000,
  /** Of one part of an object. */
  part: 1024 * 1024,
  nonceMs: 5 * 60_000,
  tokenMs: 60 * 60_000,
} as const;

/** Those that run in the writer. */
export const EXCHANGE_WRITES = [
  'bundle.write',
  'bundle.read',
  'sync.run',
  'sync.peer_add',
  'sync.peer_remove',
  'sync.serve_push',
  'sync.serve_object_put',
  'sync.serve_seen',
  'watch.look',
] as const satisfies readonly ApiName[];
