/** What is held is not verified again, and nothing bad slips in beside it; with threads the outcome is that of one thread. */
import { afterEach, expect, test } from 'vitest';
import {
  blockFrame,
  type Entered,
  entryFrame,
  framesOf,
  type Receiver,
  receiver,
  say,
  streamOf,
} from '../../../test/node/receive-kit.ts';
import { NOW, p, Space } from '../../../test/ledger/space-kit.ts';
import { toHex } from '../../base/bytes.ts';
import { about } from '../../store/projection/ledger-fixture.ts';
import { receiveFrames } from './receive.ts';
import type { ReceivedFrame } from './receive-types.ts';
import { createVerifier } from './verifier.ts';

const nodes: Receiver[] = [];
afterEach(async () => {
  for (const node of nodes.splice(0)) await node.close();
});
async function world(
  n: number,
): Promise<{ readonly at: Receiver; readonly said: readonly Entered[]; readonly space: Space }> {
  const space = await Space.found('again');
  const b = await space.admit(space.founder, 'B', 4);
  const at = await receiver(space, b);
  nodes.push(at);
  const said = Array.from({ length: n }, (_, i) => {
    const subject = new Uint8Array(16).fill(i % 250);
    return say(space.founder, { claims: about('Event', subject, { title: `Strike ${i}`, kind: 'strike' }) }, null);
  });
  return { at, said, space };
}
/** The entry with another signature over the same header. */
const signedWrong = (e: Entered): ReceivedFrame => {
  const bytes = e.made.entry.bytes.slice();
  bytes[bytes.length - 40] = (bytes[bytes.length - 40] ?? 0) ^ 1;
  return { is: 'entry', bytes };
};

test('a wrong signature over a held header is refused among duplicates, wherever it stands', async () => {
  const { at, said, space } = await world(30);
  await at.take([...space.held, ...said]);
  const dump = await at.folded();
  const frames = framesOf([...space.held, ...said]);
  for (const place of [0, 3, 20, frames.length]) {
    const with_ = frames.toSpliced(place, 0, signedWrong(said[7] as Entered));
    const report = await at.take(with_);
    expect(report).toMatchObject({
      accepted: 0,
      duplicate: space.held.length + 30,
      quarantined: 0,
      parked: 0,
      blocks: 0,
    });
    expect(report.refused).toEqual([{ id: toHex((said[7] as Entered).id), code: 'E_SIG' }]);
  }
  expect(await at.folded()).toBe(dump);
});

test('what is new among duplicates comes in, and a block that was missing is taken with its duplicate', async () => {
  const { at, said, space } = await world(24);
  const [early, late] = [said.slice(0, 12), said.slice(12)];
  const [bare] = early;
  if (!bare) throw new Error('no entry');
  await at.take([...space.held, entryFrame(bare), ...early.slice(1)]);
  expect((await at.ledger.entry(bare.id))?.payloadState).toBe('absent');
  const report = await at.take([...space.held, ...early, ...late]);
  expect(report).toMatchObject({
    accepted: 12,
    duplicate: space.held.length + 12,
    blocks: 13,
    refused: [],
    unclaimed: 0,
  });
  expect((await at.ledger.entry(bare.id))?.payloadState).toBe('open');
  expect(await at.take([blockFrame(bare)])).toMatchObject({ blocks: 0, unclaimed: 0, refused: [] });
});

test('threads change nothing: the same report and the same dump', async () => {
  const { at, said, space } = await world(600);
  const alone = await receiver(space, null);
  nodes.push(alone);
  const frames = framesOf([...space.held, ...said]).toSpliced(900, 0, signedWrong(said[5] as Entered));
  const welcome = (): boolean => true;
  const verifier = createVerifier(p, { threads: 2, least: 10 });
  try {
    for (let tries = 0; verifier.threads() === 0 && tries < 600; tries++) {
      await verifier.start(said.slice(0, 10).map((e) => e.made.entry.bytes)).finish();
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    expect(verifier.threads()).toBeGreaterThan(0);
    const parts = { ledger: at.ledger, primitives: p, clock: () => NOW, verifier };
    const threaded = await receiveFrames(parts, streamOf(frames), { welcome });
    expect(threaded).toEqual(await alone.take(frames, { welcome }));
    expect(threaded.refused).toEqual([{ id: toHex((said[5] as Entered).id), code: 'E_SIG' }]);
    expect(await at.folded()).toBe(await alone.folded());
  } finally {
    await verifier.close();
  }
}, 60_000);
