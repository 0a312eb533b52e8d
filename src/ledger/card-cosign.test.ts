/** Cards and co-signatures: what was signed verifies from its bytes alone, and one letter changed is named as such. */
import { describe, expect, test } from 'vitest';
import { concatBytes, toHex, utf8 } from '../base/bytes.ts';
import { nodePrimitives } from '../store/node-primitives.ts';
import { type Card, makeCard, verifyCard } from './card.ts';
import { encodeCbor } from './cbor.ts';
import { type CoSigned, makeCoSignature, verifyCoSignature } from './cosign.ts';
import { verifyEntry } from './entry-verify.ts';
import { openObject, peekObject, signObject } from './sign1.ts';

const p = nodePrimitives();
const filled = (byte: number, n: number): Uint8Array => new Uint8Array(n).fill(byte);
const seed = filled(1, 32);
const card: Card = {
  ...{ n: 0, prev: null, org: p.publicKey(seed), next: p.sha256(p.publicKey(filled(2, 32))), device: filled(3, 32) },
  names: [
    ['kk', 'Құқық үйі'],
    ['en', 'House of Rights'],
  ],
  keys: { log: 'kua.example+1234' },
};
const made = makeCard(p, seed, card);

describe('a card', () => {
  test('verifies and comes back whole; its organisation id is the hash of card 0', () => {
    const read = verifyCard(p, made.bytes);
    expect(read).toEqual({ ...card, keys: Object.assign(Object.create(null), card.keys), payloadHash: made.orgId });
    const payload = peekObject(made.bytes);
    expect(payload && toHex(p.sha256(payload))).toBe(toHex(made.orgId));
  });

  test('with any byte changed is none', () => {
    for (let i = 0; i < made.bytes.length; i++) {
      const bad = made.bytes.slice();
      bad[i] = (bad[i] as number) ^ 0x20;
      expect(verifyCard(p, bad), `byte ${i}`).toBeNull();
    }
    expect(verifyCard(p, made.bytes.subarray(1))).toBeNull();
  });

  test('signed by another key than it names is none', () => {
    expect(verifyCard(p, makeCard(p, filled(9, 32), card).bytes)).toBeNull();
  });

  test('of another form is none, though well signed', () => {
    const aad = utf8('kua/card/1');
    const { n, prev, org, next, device } = card;
    const names = [['en', 'A']];
    for (const form of [
      [2, n, prev, names, org, next, device, {}],
      [1, n, prev, [], org, next, device, {}],
      [1, n, prev, [['en']], org, next, device, {}],
      [1, n, filled(1, 31), names, org, next, device, {}],
      [1, n, prev, names, org, next, device, { log: 7 }],
      [1, n, prev, names, org, next, device],
    ])
      expect(verifyCard(p, signObject(p, seed, aad, encodeCbor(form)))).toBeNull();
    expect(
      verifyCard(p, signObject(p, seed, aad, encodeCbor([1, n, prev, names, org, next, device, {}]))),
    ).not.toBeNull();
  });
});

const textHash = p.sha256(utf8('We demand: to restore communications.'));
const signed: CoSigned = {
  ...{ textHash, signedAs: { text: 'Құқық үйі', lang: 'kk', script: 'Cyrl', kind: 'full' }, scope: 'whole' },
  ...{ reservation: null, at: '2022-01-05', orgId: made.orgId, card: 0 },
};
const bytes = makeCoSignature(p, seed, signed);

describe('a co-signature', () => {
  test('verifies with the card, the organisation and the text', () => {
    const verdict = verifyCoSignature(p, bytes, card, made.orgId, textHash);
    expect(verdict).toEqual({
      ok: true,
      signed: { ...signed, signedAs: Object.assign(Object.create(null), signed.signedAs) },
    });
  });

  test('over another text, one letter away, is E_HASH', () => {
    const other = p.sha256(utf8('We demand: to restore communication.'));
    expect(verifyCoSignature(p, bytes, card, made.orgId, other)).toEqual({ ok: false, code: 'E_HASH' });
    const bit = textHash.slice();
    bit[31] = (bit[31] as number) ^ 1;
    expect(verifyCoSignature(p, bytes, card, made.orgId, bit)).toEqual({ ok: false, code: 'E_HASH' });
  });

  test('under another key is E_SIG, whatever the text', () => {
    const other = { org: p.publicKey(filled(9, 32)), n: 0 };
    expect(verifyCoSignature(p, bytes, other, made.orgId, textHash)).toEqual({ ok: false, code: 'E_SIG' });
    expect(verifyCoSignature(p, makeCoSignature(p, filled(9, 32), signed), card, made.orgId, textHash)).toEqual({
      ...{ ok: false, code: 'E_SIG' },
    });
  });

  test('with any byte changed is E_SIG', () => {
    for (let i = 0; i < bytes.length; i++) {
      const bad = bytes.slice();
      bad[i] = (bad[i] as number) ^ 1;
      expect(verifyCoSignature(p, bad, card, made.orgId, textHash), `byte ${i}`).toEqual({ ok: false, code: 'E_SIG' });
    }
  });

  test('of another card number or another organisation is E_CARD', () => {
    const refused = { ok: false, code: 'E_CARD' };
    expect(verifyCoSignature(p, bytes, { ...card, n: 1 }, made.orgId, textHash)).toEqual(refused);
    expect(verifyCoSignature(p, bytes, card, filled(8, 32), textHash)).toEqual(refused);
  });

  test('keeps a reservation', () => {
    const reserved = makeCoSignature(p, seed, { ...signed, scope: 'part', reservation: 'without demand 3' });
    const verdict = verifyCoSignature(p, reserved, card, made.orgId, textHash);
    expect(verdict.ok && verdict.signed.reservation).toBe('without demand 3');
  });
});

test('no signed object passes for another: each has a purpose of its own', () => {
  expect(verifyCard(p, bytes)).toBeNull();
  expect(verifyCoSignature(p, made.bytes, card, made.orgId, textHash)).toEqual({ ok: false, code: 'E_SIG' });
  for (const object of [bytes, made.bytes]) {
    expect(verifyEntry(p, object).ok).toBe(false);
    expect(openObject(p, card.org, new Uint8Array(0), object)).toBeNull();
  }
  const payload = peekObject(made.bytes);
  if (!payload) throw new Error('no payload');
  const underAnother = signObject(p, seed, utf8('kua/cosign/1'), payload);
  expect(verifyCard(p, underAnother)).toBeNull();
  expect(openObject(p, card.org, utf8('kua/cosign/1'), underAnother)).toEqual(payload);
  expect(openObject(p, card.org, utf8('kua/cosign/1'), concatBytes(underAnother, filled(0, 1)))).toBeNull();
});
