/**
 * A delta of 100 entries out of a long history, and into it: planned, read and received over a ledger that holds a few entries, and
 * over one of N. Processor time, so that other work on the machine counts little. KUA_BENCH_N: entries, a million unless told.
 * The history's own signatures are not made (nobody reads them again); the entries that are received are whole.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectOk } from '../src/base/result.ts';
import { makeDataEntry, type MadeEntry } from '../src/ledger/entry-make.ts';
import { encodeHeader } from '../src/ledger/header.ts';
import type { Header, Payload, VerifiedEntry } from '../src/ledger/model.ts';
import { planOutgoing, steps, stepBytes } from '../src/node/coalition/outgoing.ts';
import { receiveFrames } from '../src/node/coalition/receive.ts';
import type { NewEntry } from '../src/store/port.ts';
import { about, DATABASE_KEY } from '../src/store/projection/ledger-fixture.ts';
import { openLedgerStore } from '../src/store/sqlite/ledger-db.ts';
import { NOW, p, Space } from '../test/ledger/space-kit.ts';
import { framesOf, streamOf } from '../test/node/receive-kit.ts';
import { note, print } from './figure.ts';

const N = Number(process.env['KUA_BENCH_N'] ?? '1000000');
const DELTA = 100;
const BATCH = 2_000;
const NONE = new Uint8Array(0);

const space = await Space.found('history', true);
const dir = mkdtempSync(join(tmpdir(), 'kua-bench-delta-'));
const ledger = expectOk(
  openLedgerStore({ path: join(dir, 'ledger.db'), key: DATABASE_KEY, wrapKey: DATABASE_KEY, clock: () => NOW }),
  'ledger',
);
const parts = { ledger, primitives: p, clock: () => NOW + 1e9 };
const welcome = (): boolean => true;
const fields = { title: 'An invented march', kind: 'strike', date: '2022-01-05' };
const payload: Payload = {
  ...{ by: null, ends: [], batch: null, claims: about('Event', p.random(16), fields) },
  ctx: { conf: 'reported', src: [], obs: null, extra: {} },
};
const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e3;
};
const write = (): MadeEntry => {
  const made = makeDataEntry(p, space.founder.state, { payload }, null, NOW);
  space.founder.state = made.next;
  return made;
};

async function delta(n: number): Promise<void> {
  const id = space.genesis.space;
  const before = await ledger.tips(id);
  const entries = Array.from({ length: DELTA }, () => {
    const made = write();
    return { id: made.id, header: made.entry.header, control: null, made };
  });
  let from = cpuMs();
  const report = await receiveFrames(parts, streamOf(framesOf(entries)), { welcome });
  if (report.accepted !== DELTA) throw new Error(`${report.accepted} of ${DELTA} accepted`);
  print({ name: 'delta_receive', n, value: cpuMs() - from, unit: 'ms CPU', budget: null });
  from = cpuMs();
  let [sent, bytes] = [0, 0];
  for await (const step of steps(ledger, await planOutgoing(ledger, id, before))) {
    if (step.is === 'entry') sent++;
    bytes += stepBytes(step);
  }
  if (sent !== DELTA) throw new Error(`${sent} of ${DELTA} sent`);
  print({ name: 'delta_send', n, value: cpuMs() - from, unit: 'ms CPU', budget: null });
  print({ name: 'delta_bytes', n, value: bytes, unit: 'bytes', budget: null });
}

/** Entries of one writer behind each other, as an import appends them. */
async function grow(n: number): Promise<void> {
  const sample = write().block;
  // That one stays out: what follows takes its place in the chain.
  let w = { ...space.founder.state, seq: space.founder.state.seq - 1 };
  w = { ...w, prev: (await ledger.tips(w.space)).find((t) => t.seq === w.seq - 1)?.head ?? w.prev };
  for (let done = 0; done < n; done += BATCH) {
    const put: NewEntry[] = [];
    for (let i = 0; i < BATCH; i++) {
      const block = sample.slice();
      block.set(p.random(24));
      const header: Header = {
        ...{
          v: 1,
          kind: 0,
          space: w.space,
          writer: w.publicKey,
          seq: w.seq,
          prev: w.prev,
          deps: [],
          ms: w.ms + 1,
          ctr: 0,
        },
        ...{ epoch: NONE, kc: NONE, ph: p.sha256(block), plen: block.length },
      };
      const headerBytes = encodeHeader(header);
      const id = p.sha256(headerBytes);
      const entry = { bytes: headerBytes, headerBytes, header, sig: new Uint8Array(64), id } as VerifiedEntry;
      put.push({ entry, block, state: 'accepted', reason: null, payloadState: 'open', payloadCode: null });
      w = { ...w, seq: w.seq + 1, prev: id, ms: w.ms + 1 };
    }
    await ledger.transact((tx) => tx.putEntries(put));
    if ((done + BATCH) % 100_000 === 0) note(`${done + BATCH} entries`);
  }
  space.founder.state = w;
}

try {
  await receiveFrames(parts, streamOf(framesOf(space.held)), { welcome });
  await delta(0);
  await delta(DELTA);
  const from = cpuMs();
  await grow(N);
  print({ name: 'append_cpu', n: N, value: ((cpuMs() - from) * 1e3) / N, unit: 'µs CPU/entry', budget: null });
  await delta(N);
  await delta(N + DELTA);
  print({ name: 'delta_memory', n: N, value: process.memoryUsage.rss() / 1e6, unit: 'MB', budget: null });
  await ledger.checkpoint();
  print({ name: 'ledger_size', n: N, value: statSync(join(dir, 'ledger.db')).size / 1e6, unit: 'MB', budget: null });
} finally {
  await ledger.close();
  rmSync(dir, { recursive: true, force: true });
}
