/** Lines that carry an invitation or an answer: read back as any channel delivers them, and never when a byte is another. */
import fc from 'fast-check';
import { propertyRuns } from '../../../test/property-runs.ts';
import { describe, expect, test } from 'vitest';
import { toHex } from '../../base/bytes.ts';
import { makeApplication, makeSeat } from '../../ledger/application.ts';
import { makeCard } from '../../ledger/card.ts';
import type { Role } from '../../ledger/model.ts';
import { nodePrimitives } from '../../store/node-primitives.ts';
import { chainsOf } from './card-book.ts';
import { nextCard } from './identity.ts';
import {
  type Answer,
  type Invitation,
  readAnswer,
  readCards,
  readInvitation,
  writeAnswer,
  writeCards,
  writeInvitation,
} from './invitation-text.ts';

const p = nodePrimitives();
const bytes = (n: number, fill: number): Uint8Array => new Uint8Array(n).fill(fill);
const [org, after, device, space, partySeed] = [bytes(32, 1), bytes(32, 2), bytes(32, 3), bytes(32, 4), bytes(32, 5)];
const card = makeCard(p, org, {
  ...{ n: 0, prev: null, names: [['und', 'Practice organisation']], org: p.publicKey(org) },
  ...{ next: p.sha256(p.publicKey(after)), device: p.publicKey(device), keys: { age: 'age1practice' } },
});
const party = p.publicKey(partySeed);
const application = makeApplication(p, org, { space, party, orgId: card.orgId });
const invitation: Invitation = { space, role: 3, address: 'https://a.example/', cards: [card.bytes], application };
const answerOf = async (role: Role = 3): Promise<Answer> => ({
  ...{ space, cards: [card.bytes], application },
  seat: await makeSeat(p, { space, seatSeed: bytes(32, 6), kemSecret: bytes(32, 7), partySeed, role }),
});
const second = () => {
  const chain = chainsOf(p, [card.bytes]).get(toHex(card.orgId));
  if (!chain) throw new Error('a chain');
  const o = { after: bytes(32, 9), device: p.publicKey(device), name: null, keys: { age: 'age1other' } };
  return nextCard(p, chain, { seed: after, ...o });
};

describe('a line', () => {
  test('is read back: wrapped by a mail program, behind an address, with words around the prefix', async () => {
    const text = writeInvitation(invitation);
    for (const form of [text, ` ${text}\n`, `https://a.example/#${text}`, text.replaceAll(/(.{70})/g, '$1\r\n')]) {
      const read = readInvitation(p, form);
      expect(read).toMatchObject({ value: invitation, party });
    }
    const answer = await answerOf(4);
    expect(readAnswer(p, writeAnswer(answer))).toMatchObject({ value: answer, party });
  });

  test('of another kind, torn, too long or empty is no such line', async () => {
    const [invite, answer] = [writeInvitation(invitation), writeAnswer(await answerOf())];
    for (const text of ['', 'kua-invite:1:', 'kua-invite:2:gQ', answer, invite.slice(0, -50), 'a'.repeat(200_001)])
      expect([text.slice(0, 20), readInvitation(p, text)]).toEqual([text.slice(0, 20), 'form']);
    expect(readAnswer(p, invite)).toBe('form');
    expect(readAnswer(p, `${' '.repeat(200_000)}${answer}`)).toBe('form');
    const wide = writeInvitation({ ...invitation, address: `https://a.example/${'a'.repeat(300)}` });
    expect(readInvitation(p, wide)).toBe('form');
  });

  test('put together from parts of others does not verify', async () => {
    const answer = await answerOf();
    const other = p.publicKey(bytes(32, 8));
    const foreign = makeApplication(p, org, { space, party: other, orgId: card.orgId });
    const elsewhere = makeApplication(p, org, { space: bytes(32, 9), party, orgId: card.orgId });
    const forged = makeApplication(p, bytes(32, 8), { space, party, orgId: card.orgId });
    for (const one of [foreign, elsewhere, forged])
      expect(readAnswer(p, writeAnswer({ ...answer, application: one }))).toBe('signature');
    expect(readAnswer(p, writeAnswer({ ...answer, space: bytes(32, 9) }))).toBe('signature');
    expect(readAnswer(p, writeAnswer({ ...answer, seat: { ...answer.seat, key: other } }))).toBe('signature');
    expect(readAnswer(p, writeAnswer({ ...answer, seat: { ...answer.seat, kem: other } }))).toBe('signature');
    expect(readAnswer(p, writeAnswer({ ...answer, seat: { ...answer.seat, party: other } }))).toBe('signature');
    expect(readInvitation(p, writeInvitation({ ...invitation, application: elsewhere }))).toBe('signature');
    expect(readInvitation(p, writeInvitation({ ...invitation, cards: [card.bytes, card.bytes] }))).toBe('signature');
  });

  test('signed with the key of an earlier card says nothing', () => {
    const cards = second().bytes;
    expect(readInvitation(p, writeInvitation({ ...invitation, cards }))).toBe('signature');
    const renewed = makeApplication(p, after, { space, party, orgId: card.orgId });
    expect(readInvitation(p, writeInvitation({ ...invitation, cards, application: renewed }))).toMatchObject({ party });
  });

  test('with any byte changed is refused, never half read, and nothing throws', async () => {
    const answer = writeAnswer(await answerOf());
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    fc.assert(
      fc.property(fc.integer({ min: 13, max: answer.length - 2 }), fc.integer({ min: 1, max: 63 }), (at, step) => {
        const letter = alphabet.charAt((alphabet.indexOf(answer.charAt(at)) + step) % 64);
        const read = readAnswer(p, answer.slice(0, at) + letter + answer.slice(at + 1));
        // The role alone is not signed: the manager who admits decides it.
        if (typeof read === 'object') expect({ ...read.value.seat, role: 3 }).toEqual({ ...readSeat(answer), role: 3 });
        else expect(['form', 'signature']).toContain(read);
      }),
      propertyRuns(300),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (noise) => {
        const text = Buffer.from(noise).toString('base64url');
        expect(readInvitation(p, `kua-invite:1:${text}`)).toBe('form');
        expect(readAnswer(p, `kua-answer:1:${text}`)).toBe('form');
        expect(readCards(p, `kua-cards:1:${text}`)).toBe(null);
      }),
      propertyRuns(300),
    );
  });
});

const readSeat = (text: string) => {
  const read = readAnswer(p, text);
  if (typeof read !== 'object') throw new Error(read);
  return read.value.seat;
};

describe('cards', () => {
  test('make one chain in any order, with what belongs to none left out', () => {
    const chain = second();
    fc.assert(
      fc.property(fc.shuffledSubarray([...chain.bytes, ...chain.bytes, bytes(80, 1)], { minLength: 5 }), (all) => {
        const found = chainsOf(p, all).get(toHex(card.orgId));
        expect(found).toMatchObject({ fault: false, card: { n: 1, keys: { age: 'age1other' } } });
        expect(found?.bytes).toEqual(chain.bytes);
      }),
      propertyRuns(50),
    );
  });

  test('a card by a key that the one before did not name does not count; two that it did name are a fault', () => {
    const chain = second();
    const rogue = {
      n: 1,
      prev: card.orgId,
      names: [['und', 'Rogue']] as const,
      next: bytes(32, 0),
      device: bytes(32, 0),
      keys: {},
    };
    const stranger = makeCard(p, bytes(32, 8), { ...rogue, org: p.publicKey(bytes(32, 8)) });
    expect(chainsOf(p, [card.bytes, stranger.bytes]).get(toHex(card.orgId))?.card.n).toBe(0);
    const rival = makeCard(p, after, { ...rogue, org: p.publicKey(after) });
    expect(chainsOf(p, [...chain.bytes, rival.bytes]).get(toHex(card.orgId))).toMatchObject({
      fault: true,
      card: { n: 0 },
    });
  });

  test('as a line are the whole chain, or nothing', () => {
    const chain = second();
    expect(readCards(p, writeCards(chain.bytes))?.card.n).toBe(1);
    expect(readCards(p, writeCards(chain.bytes.slice(1)))).toBe(null);
    expect(readCards(p, writeCards([...chain.bytes].toReversed()))).toBe(null);
  });
});
