/** The CBOR profile: examples of RFC 8949 appendix A, one refusal per rule, and a general library beside it. */
import { encode, rfc8949EncodeOptions } from 'cborg';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { propertyRuns } from '../../test/property-runs.ts';
import { concatBytes, fromHex, toHex } from '../base/bytes.ts';
import { decodeCbor, encodeCbor } from './cbor.ts';
import type { Value } from './model.ts';

const hex = (text: string): Uint8Array => fromHex(text.replaceAll(' ', '')) ?? new Uint8Array(0);
const bare = (map: { readonly [key: string]: Value }): Value => Object.assign(Object.create(null), map) as Value;

/** RFC 8949 appendix A as far as the profile goes. */
const EXAMPLES: readonly (readonly [Value, string])[] = [
  [0, '00'],
  [1, '01'],
  [10, '0a'],
  [23, '17'],
  [24, '1818'],
  [25, '1819'],
  [100, '1864'],
  [1000, '1903e8'],
  [1000000, '1a000f4240'],
  [1000000000000, '1b000000e8d4a51000'],
  [-1, '20'],
  [-10, '29'],
  [-100, '3863'],
  [-1000, '3903e7'],
  [false, 'f4'],
  [true, 'f5'],
  [null, 'f6'],
  [hex(''), '40'],
  [hex('01020304'), '4401020304'],
  ['', '60'],
  ['a', '6161'],
  ['IETF', '6449455446'],
  ['"\\', '62225c'],
  ['\u00fc', '62c3bc'],
  ['\u6c34', '63e6b0b4'],
  ['\ud800\udd51', '64f0908591'],
  [[], '80'],
  [[1, 2, 3], '83010203'],
  [[1, [2, 3], [4, 5]], '8301820203820405'],
  [Array.from({ length: 25 }, (_, i) => i + 1), '98190102030405060708090a0b0c0d0e0f101112131415161718181819'],
  [bare({}), 'a0'],
  [bare({ a: 1, b: [2, 3] }), 'a26161016162820203'],
  [['a', bare({ b: 'c' })], '826161a161626163'],
  [bare({ a: 'A', b: 'B', c: 'C', d: 'D', e: 'E' }), 'a56161614161626142616361436164614461656145'],
];

/** The profile's own edges. */
const EDGES: readonly (readonly [Value, string])[] = [
  [255, '18ff'],
  [256, '190100'],
  [65535, '19ffff'],
  [65536, '1a00010000'],
  [4294967295, '1affffffff'],
  [4294967296, '1b0000000100000000'],
  [Number.MAX_SAFE_INTEGER, '1b001fffffffffffff'],
  [Number.MIN_SAFE_INTEGER, '3b001ffffffffffffe'],
  ['\ufeffa', '64efbbbf61'],
  [bare({ b: 1, aa: 2 }), 'a2 6162 01 626161 02'],
  [bare({ é: 1, zzz: 2 }), 'a2 62c3a9 01 637a7a7a 02'],
];

for (const [value, text] of [...EXAMPLES, ...EDGES])
  test(`${JSON.stringify(value) ?? 'null'} is ${text}`, () => {
    const bytes = hex(text);
    expect(toHex(encodeCbor(value))).toBe(toHex(bytes));
    expect(decodeCbor(bytes)).toEqual({ ok: true, value });
  });

const nested = (depth: number): Uint8Array => hex('81'.repeat(depth) + '00');

/** One refusal per rule; the offset is where the reader stood. */
const REFUSED: readonly (readonly [string, Uint8Array, string])[] = [
  ['nothing at all', hex(''), 'ends early'],
  ['an integer longer than needed, one byte', hex('1817'), 'longer than needed'],
  ['an integer longer than needed, two bytes', hex('1900ff'), 'longer than needed'],
  ['an integer longer than needed, four bytes', hex('1a0000ffff'), 'longer than needed'],
  ['an integer longer than needed, eight bytes', hex('1b00000000ffffffff'), 'longer than needed'],
  ['a negative integer longer than needed', hex('3800'), 'longer than needed'],
  ['a text length longer than needed', hex('780161'), 'longer than needed'],
  ['a byte string length longer than needed', hex('580101'), 'longer than needed'],
  ['an array length longer than needed', hex('980101'), 'longer than needed'],
  ['a map length longer than needed', hex('b801616101'), 'longer than needed'],
  ['2^53', hex('1b0020000000000000'), 'integer beyond 2^53−1'],
  ['2^64−1', hex('1bffffffffffffffff'), 'integer beyond 2^53−1'],
  ['−2^53', hex('3b001fffffffffffff'), 'integer beyond 2^53−1'],
  ['−2^64', hex('3bffffffffffffffff'), 'integer beyond 2^53−1'],
  ['a bignum', hex('c249010000000000000000'), 'tag'],
  ['a dated tag', hex('c074323031332d30332d32315432303a30343a30305a'), 'tag'],
  ['the tag for CBOR itself', hex('d9d9f700'), 'tag'],
  ['1.0 in half precision', hex('f93c00'), 'float, undefined or simple value'],
  ['1.0 in single precision', hex('fa3f800000'), 'float, undefined or simple value'],
  ['1.1 in double precision', hex('fb3ff199999999999a'), 'float, undefined or simple value'],
  ['NaN', hex('f97e00'), 'float, undefined or simple value'],
  ['undefined', hex('f7'), 'float, undefined or simple value'],
  ['simple value 16', hex('f0'), 'float, undefined or simple value'],
  ['simple value 255', hex('f8ff'), 'float, undefined or simple value'],
  ['false in two bytes', hex('f814'), 'float, undefined or simple value'],
  ['a break on its own', hex('ff'), 'float, undefined or simple value'],
  ['an indefinite byte string', hex('5f42010243030405ff'), 'indefinite length or reserved'],
  ['an indefinite text', hex('7f657374726561646d696e67ff'), 'indefinite length or reserved'],
  ['an indefinite array', hex('9fff'), 'indefinite length or reserved'],
  ['an indefinite map', hex('bf61610161629f0203ffff'), 'indefinite length or reserved'],
  ['a reserved length', hex('1c'), 'indefinite length or reserved'],
  ['unsorted keys', hex('a2 6162 01 6161 02'), 'map keys unsorted or repeated'],
  ['keys sorted as text, not by encoding', hex('a2 626161 01 6162 02'), 'map keys unsorted or repeated'],
  ['a repeated key', hex('a2 6161 01 6161 02'), 'map keys unsorted or repeated'],
  ['an integer as key', hex('a2 01 02 03 04'), 'map key is not text'],
  ['a byte string as key', hex('a1 4161 01'), 'map key is not text'],
  ['UTF-8 that is not: a lone continuation byte', hex('6180'), 'broken UTF-8'],
  ['UTF-8 that is not: an overlong slash', hex('62c0af'), 'broken UTF-8'],
  ['UTF-8 that is not: a surrogate', hex('63eda080'), 'broken UTF-8'],
  ['UTF-8 that is not: cut in a letter', hex('61d0'), 'broken UTF-8'],
  ['UTF-8 that is not: beyond U+10FFFF', hex('64f4908080'), 'broken UTF-8'],
  ['NUL in text', hex('63610062'), 'NUL in text'],
  ['NUL in long text', concatBytes(hex('7840'), new Uint8Array(63).fill(0x61), hex('00')), 'NUL in text'],
  ['NUL in a key', hex('a1 6100 01'), 'NUL in text'],
  ['a byte after the end', hex('0000'), 'trailing bytes'],
  ['17 arrays in each other', nested(17), 'deeper than 16'],
  ['17 maps in each other', hex(`${'a16161'.repeat(17)}00`), 'deeper than 16'],
  ['a text that ends early', hex('6261'), 'ends early'],
  ['a byte string that ends early', hex('5903e800'), 'ends early'],
  ['an array that ends early', hex('8201'), 'ends early'],
  ['an array of a billion items in six bytes', hex('9a3b9aca0000'), 'ends early'],
  ['a map that ends early', hex('a161'), 'ends early'],
  ['a head that ends early', hex('19'), 'ends early'],
];

describe('refused as E_CBOR', () => {
  for (const [name, bytes, reason] of REFUSED)
    test(name, () => {
      const decoded = decodeCbor(bytes);
      if (decoded.ok) throw new Error('was accepted');
      expect(decoded.error.code).toBe('E_CBOR');
      expect(decoded.error.params?.['reason']).toBe(reason);
      const offset = decoded.error.params?.['offset'];
      expect(typeof offset === 'number' && offset >= 0 && offset <= bytes.length).toBe(true);
    });
});

test('16 levels are the most, in and out', () => {
  const decoded = decodeCbor(nested(16));
  expect(decoded.ok && toHex(encodeCbor(decoded.value))).toBe(toHex(nested(16)));
  let deep: Value = 0;
  for (let i = 0; i < 17; i++) deep = [deep];
  expect(() => encodeCbor(deep)).toThrow('deeper than 16');
});

test('the key __proto__ is a key like any other and changes no prototype', () => {
  const bytes = hex('a1 69 5f5f70726f746f5f5f a1 61 61 01');
  const decoded = decodeCbor(bytes);
  if (!decoded.ok) throw new Error('refused');
  const map = decoded.value as { readonly [key: string]: Value };
  expect(Object.getPrototypeOf(map)).toBeNull();
  expect(Object.keys(map)).toEqual(['__proto__']);
  expect(map['a']).toBeUndefined();
  expect(toHex(encodeCbor(map))).toBe(toHex(bytes));
  expect(toHex(encodeCbor(JSON.parse('{"__proto__":{"a":1}}') as Value))).toBe(toHex(bytes));
});

test('what the profile cannot carry is not written', () => {
  for (const value of [1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, 'a\0b', { '\ud800': 1, '\udfff': 2 }])
    expect(() => encodeCbor(value), String(value)).toThrow('CBOR profile');
  expect(toHex(encodeCbor(-0))).toBe('00');
});

test('half of a surrogate pair is no character and is written as U+FFFD', () => {
  expect(toHex(encodeCbor('\ud800'))).toBe('63efbfbd');
});

test('decoded bytes are a copy: changing them leaves the input as it was', () => {
  const input = hex('42aabb');
  const decoded = decodeCbor(input);
  if (!decoded.ok || !(decoded.value instanceof Uint8Array)) throw new Error('refused');
  decoded.value.fill(0);
  expect(toHex(input)).toBe('42aabb');
});

const text = fc.string({ unit: 'binary', maxLength: 40 }).filter((s) => !s.includes('\0'));
const { value: anyValue } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.maxSafeInteger(),
    fc.integer(),
    text,
    fc.boolean(),
    fc.constant(null),
    fc.uint8Array({ maxLength: 300 }),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(text, tie('value'), { maxKeys: 6, noNullPrototype: false }).map(bare),
  ),
}));

test('any value of the profile comes back as it went in', () => {
  fc.assert(
    fc.property(anyValue, (value) => {
      const bytes = encodeCbor(value);
      const decoded = decodeCbor(bytes);
      expect(decoded).toEqual({ ok: true, value });
      if (decoded.ok) expect(toHex(encodeCbor(decoded.value))).toBe(toHex(bytes));
    }),
    propertyRuns(100),
  );
});

test('a general library writes the same bytes under RFC 8949 deterministic encoding', () => {
  fc.assert(
    fc.property(anyValue, (value) => {
      expect(toHex(encodeCbor(value))).toBe(toHex(encode(value, rfc8949EncodeOptions)));
    }),
    propertyRuns(100),
  );
});

test('whatever bytes are accepted are the only encoding of what they mean; nothing throws', () => {
  const mutated = fc
    .tuple(anyValue, fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 3 }), fc.nat(3))
    .map(([value, changes, cut]) => {
      const bytes = encodeCbor(value);
      for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
      return bytes.subarray(0, bytes.length - (cut === 3 ? 1 : 0));
    });
  fc.assert(
    fc.property(fc.oneof(mutated, fc.uint8Array({ maxLength: 40 })), (bytes) => {
      const decoded = decodeCbor(bytes);
      if (decoded.ok) expect(toHex(encodeCbor(decoded.value))).toBe(toHex(bytes));
      else expect(decoded.error.code).toBe('E_CBOR');
    }),
    propertyRuns(1000),
  );
});
