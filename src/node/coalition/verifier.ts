/**
 * Checks 1 to 3 of many entries, in threads beside this one where the computer has cores for them. The verdicts are those of
 * `verifyEntry`, in the order asked; what a thread left undone, because it died or was slow to start, this thread does itself.
 */
import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import type { Failure, Result } from '../../base/result.ts';
import { verifiedElsewhere, type VerifyCode, verifyEntry, type VerifyPrimitives } from '../../ledger/entry-verify.ts';
import type { VerifiedEntry } from '../../ledger/model.ts';
import { startThread } from '../workers/start.ts';
import { VerifyJob } from '../workers/verify-job.ts';

export type Verdict = Result<VerifiedEntry, Failure<VerifyCode>>;

/** Verdicts that are being found; `finish` helps with what is left and gives them in the order of the entries. */
export interface Verifying {
  finish(): Promise<readonly Verdict[]>;
}
export interface Verifier {
  start(entries: readonly Uint8Array[]): Verifying;
  /** Threads that are ready, beside this one. */
  threads(): number;
  /** Ends the threads; verifying goes on in this one. */
  close(): Promise<void>;
}

export interface VerifierOptions {
  /** Threads beside this one; unless told one less than the cores, three at most, none on one core. */
  readonly threads?: number;
  /** From how many entries at once on threads are worth starting. */
  readonly least?: number;
  /** How long threads wait for more before they end: each holds some megabytes. */
  readonly idleMs?: number;
}

const MOST_THREADS = 3;
const LEAST = 250;
const IDLE_MS = 20_000;

interface Thread {
  readonly worker: Worker;
  ready: boolean;
  /** Told to end: the process is held until it has. */
  ending: boolean;
  /** Jobs it was given and has not answered, with what to do when it has, or is gone. */
  readonly given: Map<number, () => void>;
}

/** Some milliseconds of verifying; then whatever else waits for this thread has its turn. */
const TURN = 64;
const TURN_STEPS = 4;
const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

/** In this thread alone. */
export const plainVerifier = (p: VerifyPrimitives): Verifier => ({
  start: (entries) => ({
    async finish() {
      const verdicts: Verdict[] = [];
      for (const bytes of entries) {
        verdicts.push(verifyEntry(p, bytes));
        if (verdicts.length % TURN === 0) await turn();
      }
      return verdicts;
    },
  }),
  threads: () => 0,
  close: async () => undefined,
});

export function createVerifier(p: VerifyPrimitives, o: VerifierOptions = {}): Verifier {
  const most = o.threads ?? Math.min(MOST_THREADS, availableParallelism() - 1);
  const plain = plainVerifier(p);
  const threads = new Set<Thread>();
  let jobs = 0;
  let idle: NodeJS.Timeout | null = null;
  /** A thread that cannot start or died will not do better at the next batch. */
  let broken = most < 1;

  const ready = (): Thread[] => [...threads].filter((t) => t.ready && !t.ending);

  /** Null where the system gives no more threads. */
  function started(): Worker | null {
    try {
      return startThread('verify');
    } catch {
      broken = true;
      return null;
    }
  }

  function begin(): void {
    while (threads.size < most) {
      const worker = started();
      if (!worker) return;
      const thread: Thread = { worker, ready: false, ending: false, given: new Map() };
      threads.add(thread);
      const gone = (): void => {
        threads.delete(thread);
        for (const settle of thread.given.values()) settle();
        thread.given.clear();
      };
      thread.worker.unref();
      thread.worker.on('message', (message: { readonly ready?: true; readonly job?: number }) => {
        if (message.ready) thread.ready = true;
        if (message.job !== undefined) answered(thread, message.job);
      });
      thread.worker.on('error', () => {
        broken = true;
        gone();
      });
      thread.worker.on('exit', gone);
    }
  }

  function answered(thread: Thread, job: number): void {
    thread.given.get(job)?.();
    thread.given.delete(job);
    // An answer may still be on its way from a thread whose work this one did: letting go then would end the process here.
    if (thread.given.size === 0 && !thread.ending) thread.worker.unref();
  }

  const end = async (): Promise<void> => {
    await Promise.all(
      [...threads].map((t) => {
        // Held until it is gone: a process whose last thing to wait for is this would end here, its files still open.
        t.ending = true;
        t.worker.ref();
        return t.worker.terminate();
      }),
    );
  };

  function rest(): void {
    if (idle) clearTimeout(idle);
    idle = setTimeout(() => void end(), o.idleMs ?? IDLE_MS);
    idle.unref();
  }

  function together(entries: readonly Uint8Array[]): Verifying {
    const job = VerifyJob.of(entries);
    const n = jobs++;
    const settled = ready().map((t) => {
      const done = new Promise<void>((resolve) => t.given.set(n, resolve));
      // Held as long as it works: nothing else may keep the process alive until the answer comes.
      t.worker.ref();
      t.worker.postMessage({ job: n, memory: job.memory, entries: job.entries });
      return done;
    });
    return {
      async finish() {
        // What no thread has come to yet.
        for (let steps = 1; job.step(p); steps++) if (steps % TURN_STEPS === 0) await turn();
        // Each thread is at its last few entries, or gone.
        if (!job.isDone()) await Promise.all(settled);
        return entries.map((bytes, i) => {
          const id = job.idOf(i);
          const entry = id && verifiedElsewhere(bytes, id);
          return entry ? { ok: true, value: entry } : verifyEntry(p, bytes);
        });
      },
    };
  }

  return {
    start(entries) {
      if (broken || entries.length < (o.least ?? LEAST)) return plain.start(entries);
      begin();
      rest();
      return ready().length > 0 ? together(entries) : plain.start(entries);
    },
    threads: () => ready().length,
    async close() {
      broken = true;
      if (idle) clearTimeout(idle);
      await end();
    },
  };
}
