/**
 * Entries that several threads verify together, in shared memory. Each thread claims some at a time and writes verdicts and ids;
 * whoever asked reads them, and verifies itself what nobody finished.
 *   claims: 1 x int32                 first entry that nobody has claimed
 *   verdicts: n x int32               0 nobody yet, 1 checks 1 to 3 hold, 2 they do not
 *   ends: n x int32                   where each entry's bytes end
 *   ids: n x 32 bytes                 of entries whose checks hold
 *   bytes
 */
import type { VerifyPrimitives } from '../../ledger/entry-verify.ts';
import { verifyEntry } from '../../ledger/entry-verify.ts';

const NOBODY = 0;
const HOLDS = 1;
const FAILS = 2;
/** Some milliseconds of work: threads that end together waste nothing. */
const AT_ONCE = 16;
const ID = 32;

/** What is sent to a thread. */
export interface JobMessage {
  readonly job: number;
  readonly memory: SharedArrayBuffer;
  readonly entries: number;
}

export class VerifyJob {
  readonly entries: number;
  readonly memory: SharedArrayBuffer;
  private readonly claims: Int32Array;
  private readonly verdicts: Int32Array;
  private readonly ends: Int32Array;
  private readonly ids: Uint8Array;
  private readonly bytes: Uint8Array;

  constructor(memory: SharedArrayBuffer, entries: number) {
    this.memory = memory;
    this.entries = entries;
    this.claims = new Int32Array(memory, 0, 1);
    this.verdicts = new Int32Array(memory, 4, entries);
    this.ends = new Int32Array(memory, 4 + 4 * entries, entries);
    this.ids = new Uint8Array(memory, 4 + 8 * entries, ID * entries);
    this.bytes = new Uint8Array(memory, 4 + (8 + ID) * entries);
  }

  static of(entries: readonly Uint8Array[]): VerifyJob {
    const size = entries.reduce((sum, e) => sum + e.length, 0);
    const job = new VerifyJob(new SharedArrayBuffer(4 + (8 + ID) * entries.length + size), entries.length);
    let at = 0;
    for (const [i, entry] of entries.entries()) {
      job.bytes.set(entry, at);
      at += entry.length;
      job.ends[i] = at;
    }
    return job;
  }

  /** Verifies a few entries that nobody has claimed; false when there are none. */
  step(p: VerifyPrimitives): boolean {
    const from = Atomics.add(this.claims, 0, AT_ONCE);
    const to = Math.min(from + AT_ONCE, this.entries);
    for (let i = from; i < to; i++) this.verify(p, i);
    return to < this.entries;
  }

  private verify(p: VerifyPrimitives, i: number): void {
    // A copy: what is verified must not change under the verifier.
    const read = verifyEntry(p, this.bytes.slice(i === 0 ? 0 : this.ends[i - 1], this.ends[i]));
    if (read.ok) this.ids.set(read.value.id, i * ID);
    Atomics.store(this.verdicts, i, read.ok ? HOLDS : FAILS);
  }

  /** Every entry has its verdict. */
  isDone(): boolean {
    for (let i = 0; i < this.entries; i++) if (Atomics.load(this.verdicts, i) === NOBODY) return false;
    return true;
  }

  /** Id of an entry that a thread found to hold; null: it does not, or nobody came to it. */
  idOf(i: number): Uint8Array | null {
    return Atomics.load(this.verdicts, i) === HOLDS ? this.ids.slice(i * ID, (i + 1) * ID) : null;
  }
}
