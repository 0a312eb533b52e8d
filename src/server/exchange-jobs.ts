/**
 * Exchanges begun at the desk: each runs in the node while nobody looks, keeps how far it is and how it ended in memory, and its
 * files until they are fetched, deleted or old. One of a kind at a time for each space or address; few are kept.
 */
import { randomUUID } from 'node:crypto';
import { basename, join } from 'node:path';
import type { Clock } from '../base/clock.ts';
import { KuaFailure, refuse } from '../base/failures.ts';
import type { Failure } from '../base/result.ts';
import type { RoleName } from '../contract/api.ts';
import type {
  BundleReadJson,
  BundleWrittenJson,
  ExchangeJobJson,
  RefusedJson,
  SyncRunJson,
} from '../contract/areas/exchange.ts';
import { errorBody } from '../messages/errors/texts.ts';
import type { Lang } from '../messages/translate.ts';
import type { CallOptions } from '../node/api.ts';
import type { ExchangeFolder } from './exchange-folder.ts';

/** How long a written bundle waits to be fetched. */
const KEPT_MS = 60 * 60_000;
/** Exchanges kept of each space; the oldest that ended goes first. */
const MOST = 12;
const MOST_RUNNING = 4;

type Kind = ExchangeJobJson['kind'];
export interface Asker {
  readonly name: string;
  readonly role: RoleName;
}
interface Job {
  readonly id: string;
  readonly space: string;
  readonly kind: Kind;
  state: ExchangeJobJson['state'];
  readonly at: number;
  ended: number | null;
  readonly by: string;
  readonly about: readonly string[];
  readonly steps: Map<string, { readonly done: number; readonly total: number | null }>;
  failure: Failure | null;
  written: BundleWrittenJson | null;
  read: BundleReadJson | null;
  sync: SyncRunJson | null;
}

export interface ExchangeJobs {
  /** Newest first. */
  list(space: string, lang: Lang): readonly ExchangeJobJson[];
  one(space: string, id: string, lang: Lang): ExchangeJobJson;
  /** `folder` is that of the new job. */
  begin(o: {
    readonly space: string;
    readonly kind: Kind;
    readonly asker: Asker;
    readonly about: readonly string[];
    /** Id of a folder that was made already; a new one otherwise. */
    readonly id?: string;
    readonly run: (folder: string, options: CallOptions) => Promise<Outcome>;
  }): string;
  /** Throws E_EXCHANGE_BUSY when as many run as may. */
  room(): void;
  /** Path and name of a written file. Throws E_EXCHANGE_GONE. */
  file(space: string, id: string, nth: number): { readonly path: string; readonly name: string };
  /** Takes an exchange that ended off the list, and deletes its files. */
  remove(space: string, id: string): void;
}
export type Outcome = Partial<Pick<Job, 'written' | 'read' | 'sync'>>;

export interface JobsDeps {
  readonly clock: Clock;
  readonly folder: ExchangeFolder;
  readonly onFault: (what: string, error: unknown) => void;
}

export const newJobId = (): string => randomUUID();

export function createExchangeJobs(d: JobsDeps): ExchangeJobs {
  const jobs = new Map<string, Job>();
  const sweep = (): void => {
    for (const job of jobs.values())
      if (job.ended !== null && d.clock() - job.ended > KEPT_MS) {
        d.folder.remove(job.id);
        jobs.delete(job.id);
      }
  };
  const forget = (job: Job): void => {
    d.folder.remove(job.id);
    jobs.delete(job.id);
  };
  const ofSpace = (space: string): readonly Job[] =>
    [...jobs.values()].filter((job) => job.space === space).toReversed();
  const found = (space: string, id: string): Job => {
    const job = jobs.get(id);
    return job && job.space === space ? job : refuse('E_EXCHANGE_GONE');
  };
  const room = (): void => {
    sweep();
    const running = [...jobs.values()].filter((job) => job.state === 'running').length;
    if (running >= MOST_RUNNING) refuse('E_EXCHANGE_BUSY', { n: running });
  };

  const run = async (job: Job, work: (options: CallOptions) => Promise<Outcome>, role: RoleName): Promise<void> => {
    try {
      const outcome = await work({
        role,
        onProgress: (done, total, what) => void job.steps.set(what, { done, total }),
      });
      Object.assign(job, outcome);
      job.state = 'done';
    } catch (error) {
      job.state = 'failed';
      job.failure = error instanceof KuaFailure ? error.failure : { code: 'E_INTERNAL', params: { request: '' } };
      if (!(error instanceof KuaFailure)) d.onFault(`exchange.${job.kind}`, error);
    } finally {
      job.ended = d.clock();
      // What came in is in the record now, or was refused: the file itself is needed no more.
      if (job.written === null) d.folder.remove(job.id);
      else setTimeout(sweep, KEPT_MS + 1_000).unref();
    }
  };

  return {
    room,
    list(space, lang) {
      sweep();
      return ofSpace(space).map((job) => jobJson(job, lang));
    },
    one: (space, id, lang) => jobJson(found(space, id), lang),
    begin(o) {
      room();
      const old = ofSpace(o.space).filter((job) => job.state !== 'running');
      for (const job of old.slice(MOST - 1)) forget(job);
      const job: Job = {
        id: o.id ?? newJobId(),
        space: o.space,
        kind: o.kind,
        state: 'running',
        at: d.clock(),
        ended: null,
        by: o.asker.name,
        about: o.about,
        steps: new Map(),
        failure: null,
        written: null,
        read: null,
        sync: null,
      };
      jobs.set(job.id, job);
      void run(job, (options) => o.run(d.folder.make(job.id), options), o.asker.role);
      return job.id;
    },
    file(space, id, nth) {
      sweep();
      const path = found(space, id).written?.files[nth]?.file;
      return path === undefined ? refuse('E_EXCHANGE_GONE') : { path, name: basename(path) };
    },
    remove(space, id) {
      const job = found(space, id);
      if (job.state === 'running') refuse('E_EXCHANGE_BUSY', { n: 1 });
      forget(job);
    },
  };
}

/** Name under which a written bundle is saved: it says the day, and nothing of the case or of who is meant. */
export const bundleName = (folder: string, now: number): string =>
  join(folder, `kua-${new Date(now).toISOString().slice(0, 10)}-${randomUUID().slice(0, 4)}.kua.age`);

function refusals(job: Job): readonly RefusedJson[] {
  if (job.read) return job.read.refused;
  return (job.sync?.spaces ?? []).flatMap((s) => [
    ...s.received.refused,
    ...s.sent.refused,
    ...(s.error === null ? [] : [{ item: '', code: s.error }]),
  ]);
}

function reasonsOf(job: Job): ExchangeJobJson['reasons'] {
  const counted = new Map<string, number>();
  for (const { code } of refusals(job)) counted.set(code, (counted.get(code) ?? 0) + 1);
  return [...counted].map(([code, n]) => ({ code, n }));
}

function jobJson(job: Job, lang: Lang): ExchangeJobJson {
  const failure = job.failure && errorBody(job.failure, lang);
  return {
    id: job.id,
    kind: job.kind,
    state: job.state,
    at: new Date(job.at).toISOString(),
    ended: job.ended === null ? null : new Date(job.ended).toISOString(),
    by_name: job.by,
    about: job.about,
    steps: [...job.steps].map(([step, s]) => ({ step, ...s })),
    failure: failure && { code: failure.code, message: failure.message, remedy: failure.remedy },
    written: job.written && {
      ...job.written,
      files: job.written.files.map((f) => ({ name: basename(f.file), bytes: f.bytes })),
      until: new Date((job.ended ?? job.at) + KEPT_MS).toISOString(),
    },
    read: job.read,
    sync: job.sync,
    reasons: reasonsOf(job),
  };
}
