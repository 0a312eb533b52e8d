/** The cryptography of a node against published vectors: RFC 8032, 8439, 5869, 9180, and zlib's limits. */
import { createDecipheriv, createHmac, createPrivateKey, createPublicKey, diffieHellman } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { concatBytes, fromHex, toHex, utf8 } from '../base/bytes.ts';
import { verifySignature } from '../ledger/ed25519.ts';
import { padme } from '../base/padme.ts';
import { nodePrimitives } from './node-primitives.ts';

const p = nodePrimitives();
const hex = (text: string): Uint8Array => fromHex(text) ?? new Uint8Array(0);
const filled = (byte: number, n: number): Uint8Array => new Uint8Array(n).fill(byte);

const RFC8032 = [
  [
    '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
    'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    '',
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  ],
  [
    '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
    '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    '72',
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  ],
  [
    'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7',
    'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
    'af82',
    '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  ],
] as const;

describe('Ed25519, RFC 8032 section 7.1', () => {
  for (const [seed, key, message, signature] of RFC8032)
    test(`message of ${message.length / 2} bytes`, () => {
      expect(toHex(p.publicKey(hex(seed)))).toBe(key);
      expect(toHex(p.sign(hex(seed), hex(message)))).toBe(signature);
      expect(verifySignature(p, hex(key), hex(message), hex(signature))).toBe(true);
      expect(verifySignature(p, hex(key), concatBytes(hex(message), filled(0, 1)), hex(signature))).toBe(false);
    });

  test('a key that is no point verifies nothing and throws nothing', () => {
    expect(p.verifyRaw(filled(2, 32), filled(0, 3), filled(0, 64))).toBe(false);
    expect(p.verifyRaw(filled(2, 31), filled(0, 3), filled(0, 64))).toBe(false);
    expect(p.verifyRaw(hex(RFC8032[0][1]), filled(0, 3), filled(0, 63))).toBe(false);
  });

  test('many more keys than are kept still give right verdicts', () => {
    const message = utf8('held');
    const signed = Array.from({ length: 300 }, (_, i) => {
      const seed = p.sha256(new Uint8Array([i & 255, i >> 8]));
      return { key: p.publicKey(seed), sig: p.sign(seed, message) };
    });
    for (const { key, sig } of [...signed, ...signed]) expect(p.verifyRaw(key, message, sig)).toBe(true);
    expect(p.verifyRaw(signed[0]?.key ?? filled(0, 32), message, signed[1]?.sig ?? filled(0, 64))).toBe(false);
  });
});

describe('ChaCha20-Poly1305, RFC 8439 section 2.8.2', () => {
  const key = hex('808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f');
  const nonce = hex('070000004041424344454647');
  const aad = hex('50515253c0c1c2c3c4c5c6c7');
  const plain = utf8(
    "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.",
  );
  const sealed =
    'd31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d63dbea45e8ca9671282fafb69da92728b1a71de0a9e060b29' +
    '05d6a5b67ecd3b3692ddbd7f2d778b8c9803aee328091b58fab324e4fad675945585808b4831d7bc3ff4def08e4b7a9de576d26586cec64b' +
    '61161ae10b594f09e26a7e902ecbd0600691';

  test('seals and opens the vector', () => {
    expect(toHex(p.aeadSeal(key, nonce, plain, aad))).toBe(sealed);
    expect(p.aeadOpen(key, nonce, hex(sealed), aad)).toEqual(plain);
  });

  test('opens nothing that was changed, cut, or sealed with other associated data', () => {
    const bytes = hex(sealed);
    for (let i = 0; i < bytes.length; i++) {
      const bad = bytes.slice();
      bad[i] = (bad[i] as number) ^ 1;
      expect(p.aeadOpen(key, nonce, bad, aad)).toBeNull();
    }
    expect(p.aeadOpen(key, nonce, bytes.subarray(0, 15), aad)).toBeNull();
    expect(p.aeadOpen(key, nonce, bytes)).toBeNull();
    expect(p.aeadOpen(key, filled(0, 12), bytes, aad)).toBeNull();
    expect(p.aeadOpen(key, nonce, p.aeadSeal(key, nonce, new Uint8Array(0)))).toEqual(new Uint8Array(0));
  });
});

test('HKDF-SHA256 gives the vectors of RFC 5869, A.1 and A.3', () => {
  const okm = '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865';
  const salt = hex('000102030405060708090a0b0c');
  expect(toHex(p.hkdfSha256(filled(0x0b, 22), salt, hex('f0f1f2f3f4f5f6f7f8f9'), 42))).toBe(okm);
  const none = new Uint8Array(0);
  expect(toHex(p.hkdfSha256(filled(0x0b, 22), none, none, 42))).toBe(
    '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8',
  );
});

test('HMAC-SHA256 gives the vector of RFC 4231, 4.3; SHA-256 that of FIPS 180', () => {
  expect(toHex(p.hmacSha256(utf8('Jefe'), utf8('what do ya want for nothing?')))).toBe(
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  );
  expect(toHex(p.sha256(utf8('abc')))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

/** HPKE base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, written from RFC 9180 with node:crypto alone. */
function hpkeOpen(
  aead: { id: number; name: 'aes-128-gcm' | 'aes-256-gcm'; nk: number },
  skR: Uint8Array,
  info: Uint8Array,
  enc: Uint8Array,
  sealed: Uint8Array,
  aad: Uint8Array,
): Uint8Array {
  const mac = (key: Uint8Array, data: Uint8Array): Uint8Array =>
    new Uint8Array(createHmac('sha256', key).update(data).digest());
  const i2 = (n: number): Uint8Array => new Uint8Array([n >> 8, n & 255]);
  const kem = concatBytes(utf8('KEM'), i2(0x20));
  const suite = concatBytes(utf8('HPKE'), i2(0x20), i2(1), i2(aead.id));
  const extract = (id: Uint8Array, salt: Uint8Array, label: string, ikm: Uint8Array): Uint8Array =>
    mac(salt, concatBytes(utf8('HPKE-v1'), id, utf8(label), ikm));
  const expand = (id: Uint8Array, prk: Uint8Array, label: string, what: Uint8Array, n: number): Uint8Array =>
    mac(prk, concatBytes(i2(n), utf8('HPKE-v1'), id, utf8(label), what, new Uint8Array([1]))).slice(0, n);
  const none = new Uint8Array(0);
  const der = (prefix: string, raw: Uint8Array): Buffer => Buffer.from(concatBytes(hex(prefix), raw));
  const privateKey = createPrivateKey({
    key: der('302e020100300506032b656e04220420', skR),
    format: 'der',
    type: 'pkcs8',
  });
  const publicKey = createPublicKey({ key: der('302a300506032b656e032100', enc), format: 'der', type: 'spki' });
  const pkR = new Uint8Array(createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(-32));
  const dh = new Uint8Array(diffieHellman({ privateKey, publicKey }));
  const shared = expand(kem, extract(kem, none, 'eae_prk', dh), 'shared_secret', concatBytes(enc, pkR), 32);
  const context = concatBytes(
    new Uint8Array([0]),
    extract(suite, none, 'psk_id_hash', none),
    extract(suite, none, 'info_hash', info),
  );
  const secret = extract(suite, shared, 'secret', none);
  const decipher = createDecipheriv(
    aead.name,
    expand(suite, secret, 'key', context, aead.nk),
    expand(suite, secret, 'base_nonce', context, 12),
  );
  decipher.setAAD(aad);
  decipher.setAuthTag(sealed.subarray(-16));
  return concatBytes(new Uint8Array(decipher.update(sealed.subarray(0, -16))), new Uint8Array(decipher.final()));
}

describe('HPKE, RFC 9180', () => {
  const none = new Uint8Array(0);
  const info = utf8('kua/grant/1');
  const secret = filled(7, 32);

  test('an opener written from the RFC opens its vector A.1.1', () => {
    const opened = hpkeOpen(
      { id: 1, name: 'aes-128-gcm', nk: 16 },
      hex('4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8'),
      hex('4f6465206f6e2061204772656369616e2055726e'),
      hex('37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431'),
      hex('f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a96d8770ac83d07bea87e13c512a'),
      hex('436f756e742d30'),
    );
    expect(new TextDecoder().decode(opened)).toBe('Beauty is truth, truth beauty');
  });

  test('and opens what a node seals for a seat', async () => {
    const pub = await p.kemPublicKey(secret);
    const { enc, ct } = await p.hpkeSeal(pub, info, filled(9, 32));
    expect([enc.length, ct.length]).toEqual([32, 48]);
    expect(hpkeOpen({ id: 2, name: 'aes-256-gcm', nk: 32 }, secret, info, enc, ct, none)).toEqual(filled(9, 32));
  });

  test('a node opens its own, and nothing that was changed', async () => {
    const { enc, ct } = await p.hpkeSeal(await p.kemPublicKey(secret), info, filled(9, 32));
    expect(await p.hpkeOpen(secret, info, enc, ct)).toEqual(filled(9, 32));
    expect(await p.hpkeOpen(filled(8, 32), info, enc, ct)).toBeNull();
    expect(await p.hpkeOpen(secret, utf8('kua/grant/2'), enc, ct)).toBeNull();
    expect(await p.hpkeOpen(secret, info, filled(0, 32), ct)).toBeNull();
    expect(await p.hpkeOpen(secret, info, enc, ct.subarray(1))).toBeNull();
  });

  test('the X25519 public key of RFC 7748 section 6.1 comes out', async () => {
    const bob = hex('5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb');
    expect(toHex(await p.kemPublicKey(bob))).toBe('de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f');
  });
});

describe('raw DEFLATE', () => {
  const text = utf8('Требуем восстановить связь. '.repeat(40));

  test('comes back as it was', () => {
    expect(p.deflate(text).length).toBeLessThan(text.length);
    expect(p.inflate(p.deflate(text), text.length)).toEqual(text);
  });

  test('beyond the limit, cut, followed by anything, or not DEFLATE at all is nothing', () => {
    const small = p.deflate(text);
    expect(p.inflate(small, text.length - 1)).toBeNull();
    expect(p.inflate(small.subarray(0, -1), 1e6)).toBeNull();
    expect(p.inflate(concatBytes(small, filled(0, 1)), 1e6)).toBeNull();
    expect(p.inflate(concatBytes(small, small), 1e6)).toBeNull();
    expect(p.inflate(new Uint8Array(0), 1e6)).toBeNull();
    expect(p.inflate(filled(0xff, 20), 1e6)).toBeNull();
    expect(p.inflate(p.deflate(filled(0, 50_000_000)), 1_048_576)).toBeNull();
  });
});

test('random bytes are of the asked length and differ', () => {
  expect(p.random(32).length).toBe(32);
  expect(toHex(p.random(32))).not.toBe(toHex(p.random(32)));
});

test('padded lengths follow PADMÉ: never shorter, at most 12 % more, and few of them', () => {
  const seen = new Set<number>();
  for (let n = 64; n <= 270_000; n++) {
    const padded = padme(n);
    const e = 31 - Math.clz32(n);
    const unit = 2 ** Math.max(0, e - (32 - Math.clz32(e)));
    if (padded !== Math.ceil(n / unit) * unit || padded > n * 1.12) throw new Error(`length ${n}`);
    seen.add(padded);
  }
  expect(seen.size).toBeLessThan(250);
});
