/**
 * Entries of others: verified, opened and applied, 10,000 of four claims into the encrypted database, on one thread and with the
 * verifying threads; the same once more; processor time of an entry (told apart from a machine that has other work); memory.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { about, DATABASE_KEY } from '../src/store/projection/ledger-fixture.ts';
import { expectOk } from '../src/base/result.ts';
import { makeDataEntry } from '../src/ledger/entry-make.ts';
import { wrapEpochs } from '../src/ledger/epochs.ts';
import { verifyEntry } from '../src/ledger/entry-verify.ts';
import { receiveFrames } from '../src/node/coalition/receive.ts';
import { createVerifier, type Verifier } from '../src/node/coalition/verifier.ts';
import type { ReceivedFrame } from '../src/node/coalition/receive-types.ts';
import { openLedgerStore } from '../src/store/sqlite/ledger-db.ts';
import { NOW, p, Space } from '../test/ledger/space-kit.ts';
import { print } from './figure.ts';

const N = 10_000;
const space = await Space.found('bench', false);
const key = space.genesis.epoch;
if (!key) throw new Error('a private space has an epoch');
const b = await space.device('B', 4);
space.grant(space.founder, b, { wraps: await wrapEpochs(p, space.genesis.space, [b.seat], [key]) });
const frames: ReceivedFrame[] = space.held.flatMap((e) => [
  { is: 'entry', bytes: e.made.entry.bytes },
  { is: 'block', ph: e.header.ph, block: e.made.block },
]);
const making = { at: performance.now(), cpu: process.cpuUsage() };
for (let i = 0; i < N; i++) {
  const fields = { title: `Event ${i}`, kind: 'strike', date: '2022-01-05', note: 'an invented account of a street' };
  const payload = {
    ...{ by: null, ends: [], batch: null, claims: about('Event', p.random(16), fields) },
    ctx: { conf: 'reported', src: [], obs: null, extra: {} },
  };
  const made = makeDataEntry(p, space.founder.state, { payload }, key, NOW + 1e7 + i);
  space.founder.state = made.next;
  frames.push({ is: 'entry', bytes: made.entry.bytes }, { is: 'block', ph: made.entry.header.ph, block: made.block });
}
const made = { ms: performance.now() - making.at, cpu: process.cpuUsage(making.cpu) };
print({ name: 'entries_made', n: N, value: Math.round((N / made.ms) * 1000), unit: 'entries/s', budget: '>= 15000' });
print({
  ...{ name: 'entries_made_cpu', n: N, value: (made.cpu.user + made.cpu.system) / N, unit: 'µs/entry' },
  budget: null,
});

async function* stream(): AsyncGenerator<ReceivedFrame> {
  for (const frame of frames) yield frame;
}
interface Took {
  readonly ms: number;
  /** Processor time of all threads, µs per entry. */
  readonly cpu: number;
}
async function run(verifier?: Verifier): Promise<{ readonly first: Took; readonly again: Took }> {
  const dir = mkdtempSync(join(tmpdir(), 'kua-bench-receive-'));
  const opened = openLedgerStore({
    ...{ path: join(dir, 'ledger.db'), key: DATABASE_KEY, wrapKey: DATABASE_KEY, clock: () => NOW },
  });
  const ledger = expectOk(opened, 'ledger');
  await ledger.transact(async (tx) => {
    await tx.putSecret({ type: 'seat', space: space.genesis.space, id: b.seat.key, secret: b.seatSeed });
    await tx.putSecret({ type: 'kem', space: space.genesis.space, id: b.seat.kem, secret: b.kemSecret });
  });
  const timed = async (): Promise<Took> => {
    const [at, cpu] = [performance.now(), process.cpuUsage()];
    const parts = { ledger, primitives: p, clock: () => NOW + 2e7, ...(verifier ? { verifier } : {}) };
    await receiveFrames(parts, stream());
    const { user, system } = process.cpuUsage(cpu);
    return { ms: performance.now() - at, cpu: (user + system) / N };
  };
  const first = await timed();
  const again = await timed();
  await ledger.close();
  rmSync(dir, { recursive: true, force: true });
  return { first, again };
}

const perSecond = (ms: number): number => Math.round((N / ms) * 1000);
/** The best of three after one to warm up; threads have started by then. */
async function best(verifier?: Verifier): Promise<{ readonly first: Took; readonly again: Took }> {
  await run(verifier);
  const runs = [await run(verifier), await run(verifier), await run(verifier)];
  const least = (of: readonly Took[]): Took => ({
    ms: Math.min(...of.map((t) => t.ms)),
    cpu: Math.min(...of.map((t) => t.cpu)),
  });
  return { first: least(runs.map((r) => r.first)), again: least(runs.map((r) => r.again)) };
}
function printTook(name: string, took: Took, budget: string | null): void {
  print({ name, n: N, value: perSecond(took.ms), unit: 'entries/s', budget });
  print({ name: `${name}_cpu`, n: N, value: took.cpu, unit: 'µs/entry', budget: null });
}
const alone = await best();
printTook('receive_verify_open_apply', alone.first, '>= 6500');
const verifier = createVerifier(p);
const together = await best(verifier);
printTook('receive_with_threads', together.first, '>= 8000');
await verifier.close();
printTook('receive_duplicates', alone.again, null);
const from = performance.now();
for (const frame of frames) if (frame.is === 'entry') verifyEntry(p, frame.bytes);
print({
  name: 'receive_verify_alone',
  n: N,
  value: perSecond(performance.now() - from),
  unit: 'entries/s',
  budget: null,
});
print({ name: 'receive_memory', n: N, value: Math.round(process.memoryUsage.rss() / 1e6), unit: 'MB', budget: null });
