/** Entries verified by several threads: the same verdicts in the same order, whatever becomes of the threads. */
import { afterEach, expect, test } from 'vitest';
import { NOW, p, Space } from '../../../test/ledger/space-kit.ts';
import { makeDataEntry } from '../../ledger/entry-make.ts';
import { verifyEntry } from '../../ledger/entry-verify.ts';
import { VerifyJob } from '../workers/verify-job.ts';
import { createVerifier, plainVerifier, type Verifier, type VerifierOptions } from './verifier.ts';

const N = 400;
const open: Verifier[] = [];
afterEach(async () => {
  for (const v of open.splice(0)) await v.close();
});
const threaded = (o: VerifierOptions = {}): Verifier => {
  const v = createVerifier(p, { threads: 2, least: 10, ...o });
  open.push(v);
  return v;
};

/** Good entries, and among them each way of being bad. */
async function mixed(): Promise<readonly Uint8Array[]> {
  const space = await Space.found('verifier', true);
  const payload = { by: null, ends: [], batch: null, claims: [], ctx: { conf: '', src: [], obs: null, extra: {} } };
  return Array.from({ length: N }, (_, i) => {
    const made = makeDataEntry(p, space.founder.state, { payload }, null, NOW + i);
    space.founder.state = made.next;
    const bytes = made.entry.bytes.slice();
    if (i % 7 === 1) bytes.set([(bytes[60] ?? 0) ^ 1], 60);
    if (i % 7 === 2) bytes.set([(bytes.at(-1) ?? 0) ^ 128], bytes.length - 1);
    if (i % 7 === 3) bytes.fill(0, bytes.length - 64, bytes.length - 32);
    if (i % 7 === 4) return bytes.subarray(0, i % bytes.length);
    if (i % 7 === 5) bytes.set([9], 11);
    return bytes;
  });
}
const expected = (entries: readonly Uint8Array[]) => entries.map((bytes) => verifyEntry(p, bytes));

/** Threads take a moment to start; until they are there, this one does the work. */
async function untilThreads(v: Verifier, entries: readonly Uint8Array[]): Promise<void> {
  for (let tries = 0; v.threads() === 0 && tries < 600; tries++) {
    await v.start(entries.slice(0, 20)).finish();
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  expect(v.threads()).toBeGreaterThan(0);
}

test('gives the verdicts of one thread, in order, before and after its threads are there', async () => {
  const entries = await mixed();
  const verdicts = expected(entries);
  expect(new Set(verdicts.map((v) => (v.ok ? 'ok' : v.error.code))).size).toBeGreaterThan(3);
  const v = threaded();
  expect(await plainVerifier(p).start(entries).finish()).toEqual(verdicts);
  expect(await v.start(entries).finish()).toEqual(verdicts);
  await untilThreads(v, entries);
  const several = [v.start(entries), v.start(entries.slice(100)), v.start(entries.toReversed()), v.start([])];
  const found = await Promise.all(several.map((s) => s.finish()));
  expect(found).toEqual([verdicts, verdicts.slice(100), verdicts.toReversed(), []]);
}, 60_000);

test('verifies itself what a thread that died had begun, and goes on without threads', async () => {
  const entries = await mixed();
  const verdicts = expected(entries);
  const v = threaded();
  await untilThreads(v, entries);
  const begun = v.start(entries);
  await v.close();
  expect(await begun.finish()).toEqual(verdicts);
  expect(v.threads()).toBe(0);
  expect(await v.start(entries).finish()).toEqual(verdicts);
  expect(v.threads()).toBe(0);
}, 60_000);

test('claims that a thread took and never answered are verified by whoever asked', async () => {
  const entries = await mixed();
  const job = VerifyJob.of(entries);
  // A thread that claims and dies: its entries have no verdict.
  new Int32Array(job.memory, 0, 1)[0] = 64;
  while (job.step(p)) continue;
  expect(job.isDone()).toBe(false);
  expect(entries.slice(0, 64).every((_, i) => job.idOf(i) === null)).toBe(true);
  const ids = expected(entries).map((v) => (v.ok ? v.value.id : null));
  expect(entries.slice(64).map((_, i) => job.idOf(64 + i))).toEqual(ids.slice(64));
});

test('on one core, and for a few entries, no thread is started', async () => {
  const entries = (await mixed()).slice(0, 60);
  const one = threaded({ threads: 0 });
  const few = threaded({ least: 100 });
  for (const v of [one, few]) {
    expect(await v.start(entries).finish()).toEqual(expected(entries));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(v.threads()).toBe(0);
  }
});

test('threads that nobody needs any more end, and start again', async () => {
  const entries = await mixed();
  const v = threaded({ idleMs: 300 });
  await untilThreads(v, entries);
  for (let tries = 0; v.threads() > 0 && tries < 400; tries++) await new Promise((resolve) => setTimeout(resolve, 25));
  expect(v.threads()).toBe(0);
  await untilThreads(v, entries);
  expect(await v.start(entries).finish()).toEqual(expected(entries));
}, 60_000);
