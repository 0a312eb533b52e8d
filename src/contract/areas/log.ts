/**
 * The transparency log: checkpoints, proofs, witnesses: use cases and their paths. Notes, proofs, requests and answers are the
 * texts of docs/formats/log.md; keys are vkeys; entries and roots hex.
 */
import type { ApiName, CheckJson } from '../api.ts';
import type { Route } from '../routes.ts';
import type { ProxyJson } from './exchange.ts';

export interface LogStatusJson {
  readonly origin: string;
  /** 1, and one more for each log that was begun after a restore. */
  readonly n: number;
  readonly vkeys: { readonly log: string; readonly witness: string };
  readonly signed: { readonly size: number; readonly root: string; readonly at: string } | null;
  /** Accepted entries behind the newest checkpoint. */
  readonly waiting: number;
  /** Size of the newest frozen note, whose quorum was met. */
  readonly frozen: number | null;
  /** C2SP tlog-policy, for `kua verify --policy` of others. */
  readonly policy: string;
  /** Witnesses that must cosign; 0: nobody is asked, everything is unwitnessed. */
  readonly quorum: number;
  readonly witnesses: readonly {
    readonly name: string;
    readonly vkey: string;
    readonly url: string | null;
    /** Size it is known to have cosigned. */
    readonly size: number;
    /** Whose witness it is; null: not known here. */
    readonly organisation: string | null;
  }[];
  /** Checkpoints kept here, newest first: those frozen had their quorum, those asked wait for it. */
  readonly checkpoints: readonly {
    readonly size: number;
    readonly state: 'signed' | 'asked' | 'frozen';
    /** Names of the witnesses that cosigned it. */
    readonly cosigned: readonly string[];
  }[];
  /** Logs of others that our witness watches. */
  readonly logs: readonly {
    readonly origin: string;
    readonly vkey: string;
    readonly organisation: string | null;
    readonly cosigned: number | null;
    /** Proofs of two histories, paths below the data folder, that nobody decided about yet. */
    readonly splits: readonly string[];
  }[];
  /** Keys that cards of other members state and that nobody took yet: `kua log witness trust VKEY` takes one. */
  readonly offered: readonly { readonly organisation: string; readonly vkey: string; readonly as: 'log' | 'witness' }[];
  /** Proofs that our own log told two histories. */
  readonly own_splits: readonly string[];
  readonly public: boolean;
  /** After a restore: nothing is signed until it is settled. */
  readonly restored: {
    readonly leaves: number;
    readonly behind: number | null;
    readonly confirmed: readonly string[];
  } | null;
}

export interface WitnessAppliedJson {
  readonly witness: string;
  /** `confirmed`: after a restore, it knows no larger size. `ask-again`: the next request will fit what it knows. */
  readonly result: 'cosigned' | 'ask-again' | 'confirmed';
  readonly size: number;
  readonly frozen: boolean;
}

export interface LogCheckpointJson {
  readonly note: string;
  readonly size: number;
  /** False: no new entries, the newest note was given again. */
  readonly fresh: boolean;
  readonly witnessed: boolean;
  readonly frozen: boolean;
  /** Those asked over the network, each with what came of it or the code of the failure. */
  readonly asked: readonly { readonly witness: string; readonly result: string }[];
}

export interface LogApi {
  'log.status': { in: { readonly lang?: string }; out: LogStatusJson };
  /** Signs, asks the witnesses that have an address, freezes when the quorum is met. */
  'log.checkpoint': { in: { readonly person?: string; readonly proxy?: ProxyJson }; out: LogCheckpointJson };
  /** A new key for the log; it and the old one sign one checkpoint. */
  'log.rotate_key': {
    in: { readonly person?: string; readonly proxy?: ProxyJson };
    out: {
      readonly origin: string;
      readonly size: number;
      /** vkeys: of the old key, which is gone from here, and of the new one. */
      readonly before: string;
      readonly vkey: string;
      readonly note: string;
      readonly asked: LogCheckpointJson['asked'];
    };
  };
  /** Copies the log of a node that we exchange with, and compares it with what was copied before. */
  'log.mirror': {
    in: { readonly url: string; readonly space?: string; readonly proxy?: ProxyJson };
    out: {
      readonly origin: string;
      readonly size: number;
      readonly before: number;
      readonly result: 'new' | 'grown' | 'same' | 'split';
      readonly tiles: number;
      /** Path of the proof, when the log told two histories. */
      readonly kept: string | null;
    };
  };
  'log.proof': {
    in: { readonly entry: string };
    out: { readonly proof: string; readonly index: number; readonly size: number; readonly witnessed: boolean };
  };
  /** A proof against this node's policy; without `entry`, of our own log: the entry at the proof's index here. */
  'log.verify': {
    in: { readonly proof: string; readonly entry?: string };
    out: { readonly ok: boolean; readonly checks: readonly CheckJson[] };
  };
  'log.request': {
    in: { readonly to: string };
    out: { readonly request: string; readonly to: string; readonly size: number };
  };
  'log.answer': { in: { readonly request: string }; out: { readonly answer: string; readonly status: number } };
  'log.apply': { in: { readonly answer: string; readonly from?: string }; out: WitnessAppliedJson };
  /** Takes a log's or a witness's key; for a split log: people have decided, it counts again. */
  'log.trust': {
    in: { readonly vkey: string; readonly url?: string; readonly person?: string };
    out: {
      readonly name: string;
      readonly as: 'log' | 'witness';
      readonly decided: number;
      /** Keys of the same log that it takes the place of. */
      readonly replaced: readonly string[];
      /** Did the old key sign a checkpoint together with this one, as far as we hold it? Null: no key was replaced, or no checkpoint is held. */
      readonly continued: boolean | null;
    };
  };
  'log.new': {
    in: { readonly origin?: string; readonly person?: string };
    out: { readonly origin: string; readonly before: string; readonly size: number; readonly entry: string };
  };
  'log.public': { in: { readonly public: boolean; readonly person?: string }; out: { readonly public: boolean } };
  /** Signs when entries came and the time has passed since the last checkpoint. `minutes` 0: at once. */
  'log.cycle': {
    in: { readonly minutes: number; readonly proxy?: ProxyJson };
    out: { readonly signed: boolean; readonly size: number };
  };
  /** A checkpoint that somebody showed us. */
  'log.see': {
    in: { readonly note: string };
    out: { readonly result: string; readonly origin: string | null; readonly kept?: string };
  };
  /** Newest checkpoint of each log that we know, for bundles and exchanges. */
  'log.newest': { in: Record<string, never>; out: { readonly notes: readonly string[] } };

  /** A body as another log's server posts it. */
  'log.serve_add': {
    in: { readonly body: Uint8Array };
    out: { readonly status: number; readonly type: string; readonly body: Uint8Array };
  };
  /** `checkpoint`, or a tile's path; null: not there. */
  'log.serve_file': {
    in: { readonly path: string };
    out: { readonly bytes: Uint8Array | null; readonly public: boolean };
  };
}

export const LOG_ROUTES = [
  { name: 'log.status', method: 'get', path: '/api/1/log', role: 'documenter', writes: false },
  { name: 'log.checkpoint', method: 'post', path: '/api/1/log/checkpoint', role: 'manager', writes: true, quiet: true },
  { name: 'log.request', method: 'post', path: '/api/1/log/request', role: 'manager', writes: true, quiet: true },
  { name: 'log.answer', method: 'post', path: '/api/1/log/answer', role: 'manager', writes: true, quiet: true },
  { name: 'log.apply', method: 'post', path: '/api/1/log/apply', role: 'manager', writes: true, quiet: true },
  { name: 'log.trust', method: 'post', path: '/api/1/log/trust', role: 'manager', writes: true, quiet: true },
] as const satisfies readonly Route[];

/** Paths for other nodes and auditors; served by src/server/log-routes.ts. */
export const LOG_PATHS = {
  addCheckpoint: '/witness/add-checkpoint',
  checkpoint: '/log/checkpoint',
  tile: '/log/tile/*',
} as const;

export const isLogPath = (path: string): boolean => path === LOG_PATHS.addCheckpoint || path.startsWith('/log/');

/** Those that run in the writer. */
export const LOG_WRITES = [
  'log.checkpoint',
  'log.request',
  'log.answer',
  'log.apply',
  'log.trust',
  'log.new',
  'log.public',
  'log.rotate_key',
  'log.mirror',
  'log.cycle',
  'log.see',
  'log.serve_add',
] as const satisfies readonly ApiName[];
