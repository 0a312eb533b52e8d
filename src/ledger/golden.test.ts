/** Golden entry 1 of the format, byte for byte: payload, keys, ids, signature. */
import { expect, test } from 'vitest';
import { concatBytes, fromHex, toHex } from '../base/bytes.ts';
import { nodePrimitives } from '../store/node-primitives.ts';
import { openBody } from './body.ts';
import { encodeCbor } from './cbor.ts';
import { epochId, makeDataEntry, type WriterState } from './entry-make.ts';
import { verifyEntry } from './entry-verify.ts';
import type { Payload } from './model.ts';
import { payloadValue } from './payload-codec.ts';
import { payloadKeys } from './payload-keys.ts';

export const filled = (byte: number, n: number): Uint8Array => new Uint8Array(n).fill(byte);
const p = nodePrimitives();
const subject = fromHex('5e2a3c5d6f704000800000000000000a') ?? filled(0, 16);
const payload: Payload = {
  by: null,
  ctx: { conf: 'reported', src: [{ type: 'evidence', id: filled(0x55, 16) }], obs: null, extra: {} },
  claims: [
    { subject, kind: 'Detention', field: 'status', value: 'held', ctx: null },
    { subject, kind: 'Detention', field: 'since', value: '2022-01-05~', ctx: null },
  ],
  ends: [],
  batch: null,
};
const secret = filled(0x33, 32);
const space = filled(0x22, 32);
const writer: WriterState = {
  space,
  seed: filled(0x01, 32),
  publicKey: p.publicKey(filled(0x01, 32)),
  seq: 7,
  prev: filled(0x66, 32),
  ms: 0,
  ctr: 0,
};
const key = { epoch: epochId(p, space, secret), secret };
const made = makeDataEntry(p, writer, { payload, plain: true }, key, 1641373200000, {
  deps: [filled(0x77, 32)],
  salt: filled(0x44, 24),
});

test('golden entry 1 is made byte for byte', () => {
  expect(toHex(encodeCbor(payloadValue(payload)))).toBe(
    '8601f684687265706f727465648182015055555555555555555555555555555555f6a08285505e2a3c5d6f704000800000000000000a69446574656e74696f6e667374617475736468656c64f685505e2a3c5d6f704000800000000000000a69446574656e74696f6e6573696e63656b323032322d30312d30357ef680f6',
  );
  expect(toHex(writer.publicKey)).toBe('8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c');
  expect(toHex(key.epoch)).toBe('83757bfc6ed1b6433dba78c712883da5');
  const keys = payloadKeys(p, made.entry.header, secret, filled(0x44, 24));
  expect(toHex(keys.mk)).toBe('5e7c35c7bbeb28ee4a99ee2e188ed78dba430686f4e1e046d5aebec185250f98');
  expect(toHex(made.entry.header.kc)).toBe('6a64c29feaa435cd67b2ead5888199079ae747d5634aed99d935ea9b08308c59');
  expect(toHex(made.entry.header.ph)).toBe('7d157b9ef9099303e5f16206115263cff7a26792cb4c0def3054f1f3ffdd76d0');
  expect([made.block.length, made.entry.headerBytes.length, made.entry.bytes.length]).toEqual([184, 238, 313]);
  expect(toHex(made.id)).toBe('a7c86b502e43f787e04cb68a73554634f38a58b46b209ebe9894d0dadd17ec8f');
  expect(toHex(made.entry.sig)).toBe(
    '3a0e63a5353f6341a16502a8a6e87aedb37c7a1857c6d46c8f49896f4b307eaad2d477e72227748611adc661d338698ef31cf55ec51613d414614f291943f90b',
  );
});

test('golden entry 1 verifies and opens to the payload that went in', () => {
  const verified = verifyEntry(p, made.entry.bytes);
  expect(verified.ok && toHex(verified.value.id)).toBe(toHex(made.id));
  const body = openBody(p, made.entry.header, made.block, () => secret);
  expect(body).toEqual({
    ok: true,
    value: { type: 'data', payload: { ...payload, ctx: { ...payload.ctx, extra: Object.create(null) } } },
  });
  expect(openBody(p, made.entry.header, made.block, () => null)).toEqual({ ok: false, error: { code: 'LOCKED' } });
  expect(openBody(p, made.entry.header, made.block, () => filled(9, 32))).toEqual({
    ok: false,
    error: { code: 'E_COMMIT' },
  });
});

test('every flipped bit and every cut of golden entry 1 is refused and never throws', () => {
  for (let i = 0; i < made.entry.bytes.length; i++)
    for (let bit = 0; bit < 8; bit++) {
      const bad = made.entry.bytes.slice();
      bad[i] = (bad[i] as number) ^ (1 << bit);
      expect(verifyEntry(p, bad).ok, `byte ${i} bit ${bit}`).toBe(false);
    }
  for (let n = 0; n < made.entry.bytes.length; n++)
    expect(verifyEntry(p, made.entry.bytes.subarray(0, n)).ok).toBe(false);
  expect(verifyEntry(p, concatBytes(made.entry.bytes, new Uint8Array(1))).ok).toBe(false);
  for (let i = 0; i < made.block.length; i++) {
    const bad = made.block.slice();
    bad[i] = (bad[i] as number) ^ 1;
    expect(openBody(p, made.entry.header, bad, () => secret)).toEqual({ ok: false, error: { code: 'E_PAYLOAD' } });
  }
});
