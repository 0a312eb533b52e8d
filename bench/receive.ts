/** Entries of others: verified, opened and applied, 10,000 of four claims into the encrypted database; memory beside them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { about, DATABASE_KEY } from '../src/store/projection/ledger-fixture.ts';
import { expectOk } from '../src/base/result.ts';
import { makeDataEntry } from '../src/ledger/entry-make.ts';
import { wrapEpochs } from '../src/ledger/epochs.ts';
import { verifyEntry } from '../src/ledger/entry-verify.ts';
import { receiveFrames } from '../src/node/coalition/receive.ts';
import type { ReceivedFrame } from '../src/node/coalition/receive-types.ts';
import { openLedgerStore } from '../src/store/sqlite/ledger-db.ts';
import { NOW, p, Space } from '../test/ledger/space-kit.ts';
import { note, print } from './figure.ts';

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
note(`${N} entries made`);

async function* stream(): AsyncGenerator<ReceivedFrame> {
  for (const frame of frames) yield frame;
}
async function run(): Promise<{ first: number; again: number }> {
  const dir = mkdtempSync(join(tmpdir(), 'kua-bench-receive-'));
  const opened = openLedgerStore({
    ...{ path: join(dir, 'ledger.db'), key: DATABASE_KEY, wrapKey: DATABASE_KEY, clock: () => NOW },
  });
  const ledger = expectOk(opened, 'ledger');
  await ledger.transact(async (tx) => {
    await tx.putSecret({ type: 'seat', space: space.genesis.space, id: b.seat.key, secret: b.seatSeed });
    await tx.putSecret({ type: 'kem', space: space.genesis.space, id: b.seat.kem, secret: b.kemSecret });
  });
  const timed = async (): Promise<number> => {
    const from = performance.now();
    await receiveFrames({ ledger, primitives: p, clock: () => NOW + 2e7 }, stream());
    return performance.now() - from;
  };
  const first = await timed();
  const again = await timed();
  await ledger.close();
  rmSync(dir, { recursive: true, force: true });
  return { first, again };
}

const perSecond = (ms: number): number => Math.round((N / ms) * 1000);
await run();
const runs = [await run(), await run(), await run()];
const best = Math.min(...runs.map((r) => r.first));
print({ name: 'receive_verify_open_apply', n: N, value: perSecond(best), unit: 'entries/s', budget: '>= 6500' });
print({
  ...{ name: 'receive_duplicates', n: N, value: perSecond(Math.min(...runs.map((r) => r.again))), unit: 'entries/s' },
  budget: null,
});
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
