/** The doctor names what waits, what is missing by writer and number, writers left behind, keys that do not fit. */
import { expect, test } from 'vitest';
import { entryFrame, receiver, say } from '../../../test/node/receive-kit.ts';
import { p, Space } from '../../../test/ledger/space-kit.ts';
import { toHex } from '../../base/bytes.ts';
import { openSpaces } from '../spaces.ts';
import { receiveChecks } from './receive-doctor.ts';
import { markStale } from './stale.ts';

test('names what parked entries wait for, and what came that is no key', async () => {
  const space = await Space.found('doctor', false);
  const b = await space.device('B', 4);
  const key = space.genesis.epoch;
  if (!key) throw new Error('a private space has an epoch');
  // Wrapped for us, and nothing that opens: another's wrap under our seat's name.
  const wrap = { seat: b.seat.key, epoch: key.epoch, enc: new Uint8Array(32).fill(5), ct: new Uint8Array(48) };
  const held = [...space.held, space.grant(space.founder, b, { wraps: [wrap] })];
  const at = await receiver(space, b);
  const missing = say(space.founder, { claims: [] }, key);
  const waits = say(space.founder, { claims: [] }, key);
  const report = await at.take([...held, entryFrame(waits)]);
  expect(report).toMatchObject({ accepted: 2, parked: 1, keys: 0 });
  await at.ledger.transact((tx) => markStale(tx, space.genesis.space, b.state.publicKey, 4));
  const checks = await receiveChecks({ ledger: at.ledger, spaces: await openSpaces(p, at.ledger) });
  const short = toHex(space.genesis.space).slice(0, 12);
  expect(checks).toEqual([
    {
      ...{ name: `waiting in ${short}`, result: 'pass' },
      detail: `P_PREV 1, missing ${toHex(space.founder.state.publicKey).slice(0, 12)}:2`,
    },
    {
      ...{ name: `own writers of ${short}`, result: 'pass' },
      detail: `E_STALE ${toHex(b.state.publicKey).slice(0, 12)}`,
    },
    { name: `keys of ${short}`, result: 'fail', detail: `E_EPOCH ${toHex(held[1]?.id ?? key.epoch).slice(0, 12)}` },
  ]);
  await at.take([missing]);
  expect(
    (await receiveChecks({ ledger: at.ledger, spaces: await openSpaces(p, at.ledger) })).map((c) => c.name),
  ).toEqual([...[`own writers of ${short}`, `keys of ${short}`]]);
  await at.close();
});
