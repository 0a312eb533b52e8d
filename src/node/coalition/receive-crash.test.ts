/** SIGKILL while entries come in: what is there is whole, and the same input once more brings the rest. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { receiver, say } from '../../../test/node/receive-kit.ts';
import { NOW, p, Space } from '../../../test/ledger/space-kit.ts';
import { killAfter, startChild } from '../../../test/store/child.ts';
import { toHex } from '../../base/bytes.ts';
import { expectOk } from '../../base/result.ts';
import { wrapEpochs } from '../../ledger/epochs.ts';
import { encodeFrame, type Frame } from '../../ledger/frame.ts';
import { nodePrimitives } from '../../store/node-primitives.ts';
import { about } from '../../store/projection/ledger-fixture.ts';
import { openLedgerStore } from '../../store/sqlite/ledger-db.ts';
import { receiveFrames, resumeReceiving } from './receive.ts';

const KILLS = 10;
let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'kua-receive-crash-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

/** Two thousand sealed entries of two devices, the key and the second one's grant last; the second half of each backwards. */
async function longHistory() {
  const space = await Space.found('crash', false);
  const [a, key] = [space.founder, space.genesis.epoch];
  if (!key) throw new Error('a private space has an epoch');
  const c = await space.device('C');
  space.certify(c);
  const b = await space.device('B', 4);
  const said = [a, c].map((d) =>
    Array.from({ length: 1_000 }, (_, n) => {
      const claims = about('Event', new Uint8Array(16).fill(n % 200), { title: `${d.name} ${n}`, kind: 'strike' });
      return say(d, { claims }, key, { now: NOW + 1e7 + n });
    }),
  );
  const certified = [...space.held];
  const wraps = await wrapEpochs(p, space.genesis.space, [b.seat], [key]);
  const late = [space.grant(a, c), space.grant(a, b, { wraps })];
  const mixed = said.flatMap((list) => [...list.slice(0, 500), ...list.slice(500).reverse()]);
  return { space, b, entries: [...certified, ...mixed, ...late] };
}

test('leaves a ledger that goes on to the same end', { timeout: 240_000 }, async () => {
  const { space, b, entries } = await longHistory();
  const id = space.genesis.space;
  const frames = entries.flatMap((e): Frame[] => [
    { is: 'entry', bytes: e.made.entry.bytes },
    { is: 'block', ph: e.header.ph, block: e.made.block },
  ]);
  const [path, file] = [join(dir, 'ledger.db'), join(dir, 'frames')];
  writeFileSync(file, Buffer.concat(frames.map((f) => encodeFrame(f))));
  const key = new Uint8Array(32).fill(1);
  const open = () => expectOk(openLedgerStore({ path, key, wrapKey: key, clock: Date.now }), 'ledger');
  const first = open();
  await first.transact(async (tx) => {
    await tx.putSecret({ type: 'seat', space: id, id: b.seat.key, secret: b.seatSeed });
    await tx.putSecret({ type: 'kem', space: id, id: b.seat.kem, secret: b.kemSecret });
  });
  await first.close();
  let batches = 0;
  for (let i = 0; i < KILLS; i++) {
    const lines = await killAfter(startChild('receive-child.ts', [path, file]), Math.random() * 700);
    batches += lines.length;
    const killed = open();
    expect(await killed.integrityCheck()).toEqual([]);
    for (const tip of await killed.tips(id)) {
      // Whole chains, each entry behind the one it names, none both held and parked.
      const chain = await killed.chain(id, tip.writer, 0, 5_000);
      expect(chain.map((c) => c.seq)).toEqual(chain.map((_, n) => n));
      const parked = new Set((await killed.parked(id, 10_000)).map((row) => toHex(row.id)));
      expect(chain.filter((c) => parked.has(toHex(c.id)))).toEqual([]);
    }
    await killed.close();
  }
  expect(batches).toBeGreaterThan(0);

  const ledger = open();
  const parts = { ledger, primitives: nodePrimitives(), clock: () => NOW };
  await resumeReceiving(parts);
  async function* all() {
    yield* frames;
  }
  await receiveFrames(parts, all());
  const straight = await receiver(space, b);
  await straight.take(entries);
  expect(await ledger.tips(id)).toEqual(await straight.ledger.tips(id));
  const states = (store: typeof ledger) =>
    Promise.all(
      entries.map(async (e) => {
        const held = await store.entry(e.id);
        return [held?.state, held?.reason, held?.payloadState, held?.block?.length];
      }),
    );
  expect(await states(ledger)).toEqual(await states(straight.ledger));
  expect((await ledger.parkedUsage(null)).entries).toBe(0);
  const arrivals = await ledger.arrivals(0, 5_000);
  expect(arrivals.map((x) => x.arrival)).toEqual(entries.map((_, n) => n + 1));
  await ledger.close();
  await straight.close();
});
