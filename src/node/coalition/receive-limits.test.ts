/** The limits of what waits and of what is quarantined: more stays with its sender, and nothing is half-applied. */
import { afterEach, expect, test } from 'vitest';
import { entryFrame, type Receiver, receiver, say } from '../../../test/node/receive-kit.ts';
import { NOW, Space } from '../../../test/ledger/space-kit.ts';
import { about } from '../../store/projection/ledger-fixture.ts';

let at: Receiver;
afterEach(async () => at.close());
const event = (n: number, title: string) => ({
  claims: about('Event', new Uint8Array(16).fill(n), { title, kind: 'strike' }),
});
async function two(name: string) {
  const space = await Space.found(name);
  const b = await space.admit(space.founder, 'B', 4);
  at = await receiver(space, b);
  return { space, a: space.founder };
}

test('the limit of parked entries leaves more with their sender', async () => {
  const { space, a } = await two('limit');
  await at.take(space.held);
  say(a, event(1, 'missing'), null);
  const waiting = Array.from({ length: 10_003 }, (_, n) => say(a, event(2, `${n}`), null, { now: NOW + n }));
  const report = await at.take(waiting.map(entryFrame));
  expect(report).toMatchObject({ parked: 10_000, accepted: 0 });
  expect(report.refused.map((r) => r.code)).toEqual(['E_QUOTA', 'E_QUOTA', 'E_QUOTA']);
}, 60_000);

test('the limit of the quarantine leaves more with its sender, and what follows it', async () => {
  const { space, a } = await two('quarantine limit');
  const d = await space.device('D');
  const certificate = space.certify(d);
  await at.take([...space.held.filter((e) => e !== certificate)]);
  const crowd = Array.from({ length: 10_002 }, (_, n) => say(d, event(3, `${n}`), null, { now: NOW + 1e7 + n }));
  const report = await at.take([certificate, ...crowd.map(entryFrame)]);
  expect(report).toMatchObject({ accepted: 0, quarantined: 10_000, parked: 0 });
  expect(report.refused.map((r) => r.code)).toEqual(['E_QUOTA', 'E_QUOTA', 'E_QUOTA']);
  // A grant lets them back in, all in one transaction, and then the rest has room.
  await at.take([space.grant(a, d)]);
  expect(await at.ledger.quarantineUsage(space.genesis.space)).toEqual({ entries: 0, bytes: 0 });
  expect(await at.take(crowd.slice(-3).map(entryFrame))).toMatchObject({ accepted: 3, refused: [] });
}, 120_000);
