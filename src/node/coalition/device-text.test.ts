/** Lines of a further computer: what was written is read; a changed byte, a part of another, a stranger's key are not. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { propertyRuns } from '../../../test/property-runs.ts';
import { fromBase64Url, toBase64Url } from '../../base/bytes.ts';
import { makeApplication } from '../../ledger/application.ts';
import { makeCard } from '../../ledger/card.ts';
import { makeDeviceStatement, readDeviceStatement } from '../../ledger/device-statement.ts';
import { nodePrimitives } from '../../store/node-primitives.ts';
import { chainsOf } from './card-book.ts';
import { type DeviceKeys, peekDeviceKeys, readAsk, readDeviceKeys, writeAsk, writeDeviceKeys } from './device-text.ts';

const p = nodePrimitives();
const seed = (n: number): Uint8Array => new Uint8Array(32).fill(n);
const [org, next, device, kem] = [seed(1), seed(2), seed(3), seed(4)];
const card = makeCard(p, org, {
  n: 0,
  prev: null,
  names: [['und', 'Office A']],
  org: p.publicKey(org),
  next: p.sha256(p.publicKey(next)),
  device: p.publicKey(seed(5)),
  keys: {},
});
const chain = chainsOf(p, [card.bytes]).values().next().value;
if (!chain) throw new Error('a chain of one card');
const said = { orgId: card.orgId, device: p.publicKey(device), keys: { age: 'age1invented' } };
const statement = makeDeviceStatement(p, org, said);
const recipient = `age1${'q'.repeat(58)}`;
const kemPublic = await p.kemPublicKey(kem);
const ask = writeAsk(p, device, {
  device: p.publicKey(device),
  recipient,
  seats: [{ key: p.publicKey(seed(6)), kem: kemPublic }],
});
const keys: DeviceKeys = {
  device: p.publicKey(device),
  cards: [card.bytes],
  statement,
  spaces: [
    {
      ...{ space: seed(7), role: 3, slug: 'case', title: 'A case', address: null, seat: p.publicKey(seed(6)) },
      partySeed: seed(8),
      application: makeApplication(p, org, { space: seed(7), party: p.publicKey(seed(8)), orgId: card.orgId }),
    },
  ],
};
const opened = async (text: string, secret = kem) => {
  const sealed = peekDeviceKeys(text);
  return sealed && readDeviceKeys(p, sealed, secret);
};

describe('the lines', () => {
  test('say what was put into them, also wrapped as mail wraps them', async () => {
    expect(readAsk(p, `see: ${ask.replaceAll(/(.{40})/g, '$1\r\n ')}`)).toMatchObject({
      recipient,
      device: p.publicKey(device),
    });
    const text = await writeDeviceKeys(p, org, kemPublic, keys);
    expect(await opened(text.replaceAll(/(.{40})/g, '$1\n'))).toMatchObject({ ...keys, chain: { orgId: card.orgId } });
    expect(
      Buffer.from(fromBase64Url(text.slice('kua-device-keys:1:'.length)) ?? []).includes(Buffer.from(seed(8))),
    ).toBe(false);
  });

  test('with any byte changed, cut anywhere, or under another key, they say nothing', async () => {
    const text = await writeDeviceKeys(p, org, kemPublic, keys);
    expect(await opened(text, seed(9))).toBeNull();
    const lines = [ask, text] as const;
    await fc.assert(
      fc.asyncProperty(
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        fc.boolean(),
        fc.boolean(),
        async (at, xor, cut, which) => {
          const line = lines[which ? 1 : 0];
          const colon = line.lastIndexOf(':') + 1;
          const bytes = fromBase64Url(line.slice(colon)) ?? new Uint8Array();
          const nth = at % bytes.length;
          const changed = cut ? bytes.slice(0, nth) : bytes.map((b, i) => (i === nth ? b ^ xor : b));
          const again = line.slice(0, colon) + toBase64Url(changed);
          if (which) expect(await opened(again)).toBeNull();
          else expect(['form', 'signature']).toContain(readAsk(p, again));
        },
      ),
      propertyRuns(200),
    );
  });

  test('of another organisation’s key are refused: its cards, its statement, its signature', async () => {
    const stranger = seed(20);
    expect(await opened(await writeDeviceKeys(p, stranger, kemPublic, keys))).toBeNull();
    const theirs = makeDeviceStatement(p, stranger, said);
    expect(readDeviceStatement(p, theirs, chain)).toBeNull();
    expect(readDeviceStatement(p, statement, chain)).toEqual(said);
    expect(await opened(await writeDeviceKeys(p, org, kemPublic, { ...keys, statement: theirs }))).toBeNull();
    const other = makeDeviceStatement(p, org, { ...said, device: p.publicKey(stranger) });
    expect(await opened(await writeDeviceKeys(p, org, kemPublic, { ...keys, statement: other }))).toBeNull();
  });
});
