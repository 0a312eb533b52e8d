/** Long work as people see it: progress kept in the ledger file, so that any tab shows it and a closed tab loses nothing. */
import { KuaFailure } from '../../base/failures.ts';
import { type Failure, type Json } from '../../base/result.ts';
import type { WorkJson } from '../../contract/areas/publications.ts';
import { errorBody } from '../../messages/errors/texts.ts';
import { isLang } from '../../messages/translate.ts';
import type { Parts } from '../parts.ts';
import { putWork, type Work } from './store.ts';

/** Progress is written at most this often: each note is one sync of the disk. */
const NOTE_MS = 400;
/** Work that gave no sign of life for this long has ended with its node. */
const SILENT_MS = 150_000;

export interface Noted {
  progress(done: number, total: number | null, step: string): Promise<void>;
  end(state: 'done' | 'failed' | 'cancelled', failure?: Failure): Promise<void>;
}

export async function startWork(
  parts: Parts,
  kind: 'edition-work' | 'mirror-work',
  key: string,
  who: { readonly byName: string; readonly edition: number | null },
  step: string,
): Promise<Noted> {
  let work: Work = { ...who, state: 'running', step, done: 0, total: null, ms: parts.clock(), failure: null };
  let noted = performance.now();
  await putWork(parts, kind, key, work);
  return {
    async progress(done, total, now) {
      const moved = now !== work.step;
      work = { ...work, done, total, step: now, ms: parts.clock() };
      if (!moved && performance.now() - noted < NOTE_MS) return;
      noted = performance.now();
      await putWork(parts, kind, key, work);
    },
    async end(state, failure) {
      const params = (failure?.params ?? {}) as Json;
      work = { ...work, state, ms: parts.clock(), failure: failure ? { code: failure.code, params } : null };
      await putWork(parts, kind, key, work);
    },
  };
}

/** Runs the work and notes how it ended, whatever happens. */
export async function noted<T>(work: Noted, run: () => Promise<T>): Promise<T> {
  try {
    const value = await run();
    await work.end('done');
    return value;
  } catch (cause) {
    const failure: Failure =
      cause instanceof KuaFailure ? cause.failure : { code: 'E_INTERNAL', params: { request: '' } };
    await work.end(failure.code === 'E_EDITION_CANCELLED' ? 'cancelled' : 'failed', failure);
    throw cause;
  }
}

export function workJson(work: Work | null, now: number, lang: string | undefined): WorkJson | null {
  if (!work) return null;
  const silent = work.state === 'running' && now - work.ms > SILENT_MS;
  const body = work.failure
    ? errorBody(
        { code: work.failure.code, params: work.failure.params as { readonly [k: string]: Json } },
        isLang(lang) ? lang : 'en',
      )
    : null;
  return {
    state: silent ? 'interrupted' : work.state,
    step: work.step,
    done: work.done,
    total: work.total,
    at: new Date(work.ms).toISOString(),
    by_name: work.byName,
    failure: body && { code: body.code, message: body.message, remedy: body.remedy },
    edition: work.edition,
  };
}
