/** Organisations behind parties: pre-rotated cards, applications, and the notes of control entries that carry them. */
import { describe, expect, test } from 'vitest';
import { NOW, p, Space } from '../../test/ledger/space-kit.ts';
import { concatBytes, toHex, utf8 } from '../base/bytes.ts';
import { expectOk } from '../base/result.ts';
import { makeApplication, makeSeat, peekApplication, readApplication } from './application.ts';
import { openBody } from './body.ts';
import { makeCard, verifyCard } from './card.ts';
import { encodeCards, verifyCards } from './card-chain.ts';
import { encodeCbor } from './cbor.ts';
import { makeGrant, makeRoster } from './control-make.ts';
import { verifySignature } from './ed25519.ts';
import { verifyEntry } from './entry-verify.ts';
import { seatBytes } from './seat.ts';
import { openObject, signObject } from './sign1.ts';

const filled = (byte: number, length = 32): Uint8Array => new Uint8Array(length).fill(byte);
/** Keys of the organisation: in use, printed, and the one after. */
const [first, printed, third] = [filled(1), filled(2), filled(3)];
const hashOf = (seed: Uint8Array): Uint8Array => p.sha256(p.publicKey(seed));
const about = { names: [['en', 'Invented House of Rights']] as const, device: p.publicKey(filled(9)), keys: {} };
const card0 = makeCard(p, first, { ...about, n: 0, prev: null, org: p.publicKey(first), next: hashOf(printed) });
const card1 = makeCard(p, printed, {
  ...about,
  n: 1,
  prev: card0.orgId,
  org: p.publicKey(printed),
  next: hashOf(third),
});
const chainOf = (...cards: readonly Uint8Array[]) => verifyCards(p, encodeCards(cards));
const chain0 = chainOf(card0.bytes);
const chain1 = chainOf(card0.bytes, card1.bytes);
if (!chain0 || !chain1) throw new Error('no chain');

describe('the cards of an organisation', () => {
  test('keep its id when the printed next key takes over', () => {
    expect(chain1.orgId).toEqual(card0.orgId);
    expect(chain1.card.org).toEqual(p.publicKey(printed));
    expect(chain1.cards.map((c) => c.n)).toEqual([0, 1]);
    expect(chain0.card).toEqual(chain0.cards[0]);
  });

  test('take no next card by another key, without the one before, out of number, or signed by the stolen first key', () => {
    const next = (over: object, seed = printed): Uint8Array =>
      makeCard(p, seed, { ...about, n: 1, prev: card0.orgId, org: p.publicKey(seed), next: hashOf(third), ...over })
        .bytes;
    expect(chainOf(card0.bytes, next({}))).not.toBeNull();
    for (const bad of [
      next({}, third),
      next({}, first),
      next({ n: 2 }),
      next({ n: 0 }),
      next({ prev: filled(5) }),
      next({ prev: null }),
    ])
      expect(chainOf(card0.bytes, bad)).toBeNull();
    const claimed = makeCard(p, first, {
      ...about,
      n: 1,
      prev: card0.orgId,
      org: p.publicKey(printed),
      next: hashOf(third),
    });
    expect(verifyCard(p, claimed.bytes), 'names the printed key, signed by another').toBeNull();
    expect(chainOf(card1.bytes)).toBeNull();
    expect(chainOf(card0.bytes, card1.bytes, card1.bytes)).toBeNull();
    expect(chainOf()).toBeNull();
    expect(verifyCards(p, filled(255))).toBeNull();
  });
});

const space = filled(0x22);
const party = p.publicKey(filled(4));
const said = { space, party, orgId: card0.orgId };
const bytes = makeApplication(p, first, said);

describe('an application', () => {
  test('says which party of a space an organisation is', () => {
    expect(readApplication(p, bytes, chain0)).toEqual({ ...said, card: 0, current: true });
    expect(peekApplication(bytes)).toEqual(said);
  });

  test('under an older key than that of the newest card is read, and told apart', () => {
    expect(readApplication(p, bytes, chain1)).toEqual({ ...said, card: 0, current: false });
    const again = makeApplication(p, printed, said);
    expect(readApplication(p, again, chain1)).toEqual({ ...said, card: 1, current: true });
    expect(readApplication(p, again, chain0), 'by a key whose card is not here').toBeNull();
  });

  test('for another organisation, or by a key of none of its cards, says nothing', () => {
    expect(readApplication(p, makeApplication(p, first, { ...said, orgId: filled(6) }), chain0)).toBeNull();
    expect(readApplication(p, makeApplication(p, third, said), chain1)).toBeNull();
  });

  test('with any byte changed says nothing', () => {
    for (let i = 0; i < bytes.length; i++) {
      const bad = bytes.slice();
      bad[i] = (bad[i] as number) ^ 1;
      expect(readApplication(p, bad, chain0), `byte ${i}`).toBeNull();
    }
  });

  test('of another form says nothing, though well signed', () => {
    const aad = utf8('kua/party/1');
    const { orgId } = card0;
    for (const form of [
      [2, space, party, orgId],
      [1, space, party],
      [1, space, party, orgId, 0],
      [1, party, filled(1, 31), orgId],
      7,
      [],
    ])
      expect(readApplication(p, signObject(p, first, aad, encodeCbor(form)), chain0)).toBeNull();
    for (const hostile of [new Uint8Array(0), filled(0xd2, 100), concatBytes(bytes, filled(0, 1))]) {
      expect(readApplication(p, hostile, chain0)).toBeNull();
      expect(peekApplication(hostile)).toBeNull();
    }
  });

  test('passes for nothing else, and nothing else for it', () => {
    expect(verifyCard(p, bytes)).toBeNull();
    expect(verifyEntry(p, bytes).ok).toBe(false);
    expect(readApplication(p, card0.bytes, chain0)).toBeNull();
    for (const purpose of ['kua/card/1', 'kua/cosign/1', ''])
      expect(openObject(p, p.publicKey(first), utf8(purpose), bytes)).toBeNull();
    const elsewhere = signObject(p, first, utf8('kua/card/1'), encodeCbor([1, space, party, card0.orgId]));
    expect(readApplication(p, elsewhere, chain0)).toBeNull();
  });
});

describe('a seat that a newcomer hands over', () => {
  const seeds = { seatSeed: filled(5), kemSecret: filled(6), partySeed: filled(4) };

  test('is signed by its party, for this space alone', async () => {
    const seat = await makeSeat(p, { space, ...seeds, role: 2 });
    expect(seat).toMatchObject({ key: p.publicKey(filled(5)), kem: await p.kemPublicKey(filled(6)), party, role: 2 });
    expect(verifySignature(p, party, seatBytes(space, seat.key, seat.kem), seat.psig)).toBe(true);
    expect(verifySignature(p, party, seatBytes(filled(1), seat.key, seat.kem), seat.psig)).toBe(false);
  });
});

describe('the note of a control entry', () => {
  test('carries cards and applications sealed: a relay reads the operation and not who it is', async () => {
    const s = await Space.found('notes', false);
    const c = await s.device('C');
    const key = s.genesis.epoch;
    const application = makeApplication(p, first, { space: s.genesis.space, party: c.seat.party, orgId: card0.orgId });
    const note = { text: 'Invented House of Rights', cards: [card0.bytes, card1.bytes], applications: [application] };
    const made = makeGrant(
      p,
      s.founder.state,
      { auth: s.genesis.space, seat: c.seat, wraps: [] },
      { now: NOW + 5, note, key },
    );
    const relay = expectOk(
      openBody(p, made.entry.header, made.block, () => null),
      'relay',
    );
    expect(relay).toMatchObject({ type: 'control', note: null });
    expect(relay.type === 'control' && relay.control).toEqual({
      op: 2,
      auth: s.genesis.space,
      seat: c.seat,
      wraps: [],
    });
    const text = Buffer.from(made.block).toString('latin1');
    for (const secret of [card0.bytes, application, card0.orgId])
      expect(toHex(made.block).includes(toHex(secret.subarray(0, 24)))).toBe(false);
    expect(text.includes('Invented')).toBe(false);
    const member = expectOk(
      openBody(p, made.entry.header, made.block, () => key?.secret ?? null),
      'member',
    );
    if (member.type !== 'control' || !member.note) throw new Error('no note');
    expect(member.note).toMatchObject({ text: note.text, salt: null });
    const cards = member.note.cards;
    expect(readApplication(p, member.note.applications[0] ?? filled(0), chainOf(...cards) ?? chain0)).toMatchObject({
      card: 0,
      current: false,
    });
  });

  test('is open in a public space, may be missing, and its entry names what was seen', async () => {
    const s = await Space.found('open notes');
    const deps = [filled(1), filled(2)];
    const made = makeRoster(
      p,
      s.founder.state,
      { auth: s.genesis.space },
      { now: NOW + 5, note: { cards: [card0.bytes] }, deps },
    );
    expect(made.entry.header).toMatchObject({ deps, kind: 1, seq: 1, epoch: new Uint8Array(0) });
    const body = expectOk(
      openBody(p, made.entry.header, made.block, () => null),
      'open',
    );
    expect(body.type === 'control' && body.note?.cards).toEqual([card0.bytes]);
    const bare = makeRoster(p, made.next, { auth: s.genesis.space }, { now: NOW + 6 });
    expect(
      expectOk(
        openBody(p, bare.entry.header, bare.block, () => null),
        'bare',
      ),
    ).toEqual({
      ...{ type: 'control', control: { op: 6, auth: s.genesis.space }, note: null },
    });
    expect(verifyEntry(p, bare.entry.bytes)).toEqual({ ok: true, value: bare.entry });
  });
});
