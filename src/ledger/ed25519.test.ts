/** Signatures: the 914 edge cases of C2SP/CCTV through two verifiers, mutated signatures, and the parts of the rule. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { seeded } from '../../test/ledger/seeded.ts';
import { sodiumPrimitives, sodiumVerify } from '../../test/ledger/sodium.ts';
import { fromHex, toHex, utf8 } from '../base/bytes.ts';
import { nodePrimitives } from '../store/node-primitives.ts';
import { nodeVerify } from '../store/node-verify.ts';
import { isAcceptableKey, isAcceptableR, verifySignature } from './ed25519.ts';

interface Vector {
  readonly number: number;
  readonly key: string;
  readonly sig: string;
  readonly msg: string;
}
const folder = new URL('../../test/vectors/ed25519/', import.meta.url);
const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
const vectors = read('ed25519vectors.json') as readonly Vector[];
const frozen = read('accept.json') as readonly number[];

const node = nodePrimitives();
const sodium = sodiumPrimitives();
const hex = (text: string): Uint8Array => fromHex(text) ?? new Uint8Array(0);

const accepted = (verify: (key: Uint8Array, message: Uint8Array, sig: Uint8Array) => boolean): number[] =>
  vectors.filter((v) => verify(hex(v.key), utf8(v.msg), hex(v.sig))).map((v) => v.number);

test('there are 914 edge cases, and 43 of them are to be accepted', () => {
  expect(vectors.length).toBe(914);
  expect(frozen.length).toBe(43);
});

test('node:crypto under our rule accepts exactly the frozen list', () => {
  expect(accepted((k, m, s) => verifySignature(node, k, m, s))).toEqual(frozen);
});

test('what the verifying threads load, alone, accepts exactly the frozen list', () => {
  expect(accepted((k, m, s) => verifySignature(nodeVerify(), k, m, s))).toEqual(frozen);
});

test('libsodium under our rule, and libsodium alone, accept exactly the frozen list', () => {
  expect(accepted((k, m, s) => verifySignature(sodium, k, m, s))).toEqual(frozen);
  expect(accepted(sodiumVerify)).toEqual(frozen);
});

test('node:crypto alone accepts the frozen list, and before OpenSSL 3.5 more: the rule is what makes two nodes agree', () => {
  const alone = accepted((k, m, s) => node.verifyRaw(k, m, s));
  expect(alone).toEqual(expect.arrayContaining([...frozen]));
  const [major = 0, minor = 0] = process.versions.openssl.split('.').map(Number);
  if (major === 3 && minor < 5) expect(alone.length).toBeGreaterThan(frozen.length);
});

test('both verifiers give the same verdict on 2,000 mutated signatures', () => {
  const random = seeded('mutated signatures');
  const pick = (n: number): number => {
    const [a = 0, b = 0] = random(2);
    return (a * 256 + b) % n;
  };
  const edges = vectors.map((v) => hex(v.key));
  let refused = 0;
  for (let i = 0; i < 2000; i++) {
    const seed = random(32);
    const message = random(pick(80));
    let key = node.publicKey(seed);
    const sig = node.sign(seed, message);
    const flip = (bytes: Uint8Array): void => {
      const at = pick(bytes.length);
      bytes[at] = (bytes[at] as number) ^ (1 << pick(8));
    };
    const kind = pick(7);
    if (kind === 0) flip(sig);
    else if (kind === 1) flip(key);
    else if (kind === 2) sig.set((edges[pick(edges.length)] as Uint8Array).subarray(0, 32), 0);
    else if (kind === 3) key = (edges[pick(edges.length)] as Uint8Array).slice();
    else if (kind === 4) sig[63] = (sig[63] as number) | (0x10 << pick(4));
    else if (kind === 5 && message.length > 0) flip(message);
    const verdicts = [verifySignature(node, key, message, sig), verifySignature(sodium, key, message, sig)];
    expect(verdicts[0], `case ${i}: key ${toHex(key)} sig ${toHex(sig)}`).toBe(verdicts[1]);
    expect(verdicts[0], `case ${i} alone`).toBe(sodiumVerify(key, message, sig));
    if (!verdicts[0]) refused++;
  }
  expect(refused).toBeGreaterThan(1000);
  expect(refused).toBeLessThan(1950);
});

test('the table holds every small-order encoding, with its highest bit clear and set', () => {
  for (const y of [
    '00'.repeat(32),
    `01${'00'.repeat(31)}`,
    '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
    'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
    `ec${'ff'.repeat(30)}7f`,
    `ed${'ff'.repeat(30)}7f`,
    `ee${'ff'.repeat(30)}7f`,
  ]) {
    const high = hex(y);
    high[31] = (high[31] as number) | 0x80;
    for (const point of [hex(y), high]) {
      expect(isAcceptableKey(point), toHex(point)).toBe(false);
      expect(isAcceptableR(point), toHex(point)).toBe(false);
    }
  }
});

test('a key whose y is not below 2^255−19 may not sign, and one just below may', () => {
  for (let first = 0xed; first <= 0xff; first++)
    for (const last of ['7f', 'ff'])
      expect(isAcceptableKey(hex(`${first.toString(16)}${'ff'.repeat(30)}${last}`))).toBe(false);
  expect(isAcceptableKey(hex(`eb${'ff'.repeat(30)}7f`))).toBe(true);
  expect(isAcceptableKey(new Uint8Array(31).fill(9))).toBe(false);
});

test('S plus the order of the base point is refused, and so is a signature of another length', () => {
  const seed = new Uint8Array(32).fill(5);
  const key = node.publicKey(seed);
  const message = utf8('held since 5 January');
  const sig = node.sign(seed, message);
  expect(verifySignature(node, key, message, sig)).toBe(true);
  const l = hex('edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010');
  const malleated = sig.slice();
  let carry = 0;
  for (let i = 0; i < 32; i++) {
    const sum = (malleated[32 + i] as number) + (l[i] as number) + carry;
    malleated[32 + i] = sum & 255;
    carry = sum >> 8;
  }
  expect(verifySignature(node, key, message, malleated)).toBe(false);
  expect(verifySignature(node, key, message, sig.subarray(0, 63))).toBe(false);
  expect(verifySignature(node, key.subarray(1), message, sig)).toBe(false);
});
