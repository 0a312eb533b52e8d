/** One input per code of checks 1 to 3, each one thing away from an entry that is accepted. */
import { describe, expect, test } from 'vitest';
import { forge, headerMembers, signHeader } from '../../test/ledger/forge.ts';
import { p, filled, hex, seed, none, start, block, changed } from '../../test/ledger/forge-base.ts';
import { concatBytes } from '../base/bytes.ts';
import { encodeCbor } from './cbor.ts';
import { sign1Bytes } from './cose.ts';
import { decodeEntry, ENTRY_MAX } from './entry-decode.ts';
import { verifyEntry } from './entry-verify.ts';
import type { Value } from './model.ts';

const verdict = (bytes: Uint8Array): string => {
  const verified = verifyEntry(p, bytes);
  return verified.ok ? 'accepted' : verified.error.code;
};
const members = (over: { readonly [index: number]: Value }): Uint8Array =>
  forge(p, seed, start, block, none, over).bytes;
const withHeader = (headerBytes: Uint8Array): Uint8Array => signHeader(p, seed, headerBytes);
const good = members({});
const lowOrder = hex('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05');
const longHeader = (n: number): Uint8Array => withHeader(filled(0, n));

const OUTER: readonly (readonly [string, Uint8Array, string])[] = [
  ['the entry that the others are one thing away from', good, 'accepted'],
  ['one byte more than an entry can have', filled(0, ENTRY_MAX + 1), 'E_SIZE'],
  ['a header of 1,025 bytes', longHeader(1025), 'E_SIZE'],
  ['a header of 1,024 bytes of nothing', longHeader(1024), 'E_CBOR'],
  ['nothing', none, 'E_COSE'],
  ['another tag', changed(good, 0, 0xd1), 'E_COSE'],
  ['another algorithm', changed(good, 5, 0x26), 'E_COSE'],
  ['a byte after the end', concatBytes(good, filled(0, 1)), 'E_COSE'],
  ['a cut signature', good.subarray(0, good.length - 1), 'E_COSE'],
  ['a header length longer than needed', concatBytes(good.subarray(0, 7), hex('5900'), good.subarray(8)), 'E_COSE'],
  ['a header with a float', withHeader(hex('8df93c00')), 'E_CBOR'],
  [
    'a header with a byte after it',
    withHeader(concatBytes(encodeCbor(headerMembers(p, start, block)), filled(0, 1))),
    'E_CBOR',
  ],
  ['a header that is a map', withHeader(encodeCbor({ v: 1 })), 'E_HEADER'],
  ['a header of no members', withHeader(encodeCbor([])), 'E_HEADER'],
  ['a header of 14 members', members({ 13: null }), 'E_HEADER'],
  ['version 0', members({ 0: 0 }), 'E_HEADER'],
  ['version -1', members({ 0: -1 }), 'E_HEADER'],
  ['version 2', members({ 0: 2 }), 'P_VERSION'],
  ['version 2 with members of another kind', withHeader(encodeCbor([2, 'anything'])), 'P_VERSION'],
  ['kind 4', members({ 1: 4 }), 'E_HEADER'],
  ['a space of 31 bytes', members({ 2: filled(2, 31) }), 'E_HEADER'],
  ['a writer of 33 bytes', members({ 3: filled(2, 33) }), 'E_HEADER'],
  ['a negative seq', members({ 4: -1 }), 'E_HEADER'],
  ['seq 0 with a prev', members({ 4: 0 }), 'E_HEADER'],
  ['seq 7 without a prev', members({ 5: null }), 'E_HEADER'],
  ['a prev of 31 bytes', members({ 5: filled(2, 31) }), 'E_HEADER'],
  ['unsorted deps', members({ 6: [filled(2, 32), filled(1, 32)] }), 'E_HEADER'],
  ['a repeated dep', members({ 6: [filled(2, 32), filled(2, 32)] }), 'E_HEADER'],
  ['17 deps', members({ 6: Array.from({ length: 17 }, (_, i) => filled(i, 32)) }), 'E_HEADER'],
  ['16 deps', members({ 6: Array.from({ length: 16 }, (_, i) => filled(i, 32)) }), 'accepted'],
  ['a negative time', members({ 7: -1 }), 'E_HEADER'],
  ['a counter of 65,536', members({ 8: 65_536 }), 'E_HEADER'],
  ['an epoch of 15 bytes', members({ 9: filled(2, 15), 10: filled(2, 32) }), 'E_HEADER'],
  ['an epoch without a commitment', members({ 9: filled(2, 16) }), 'E_HEADER'],
  ['a commitment without an epoch', members({ 10: filled(2, 32) }), 'E_HEADER'],
  ['a payload hash of 31 bytes', members({ 11: filled(2, 31) }), 'E_HEADER'],
  ['a payload of no length', members({ 12: 0 }), 'E_HEADER'],
  ['a payload over 256 KiB', members({ 12: 262_145 }), 'E_HEADER'],
  ['a payload of 256 KiB', members({ 12: 262_144 }), 'accepted'],
  ['a writer of small order', members({ 3: lowOrder }), 'E_KEY'],
  ['a writer that is not canonical', members({ 3: hex(`f0${'ff'.repeat(30)}7f`) }), 'E_KEY'],
  ['an R of small order', concatBytes(good.subarray(0, good.length - 64), lowOrder, good.subarray(-32)), 'E_KEY'],
  ['a changed signature', changed(good, -1, 0x0f ^ (good.at(-1) as number)), 'E_SIG'],
  ['an S beyond the order', changed(good, -1, 0xf0 | (good.at(-1) as number)), 'E_SIG'],
  ['the signature of another key', forge(p, filled(2, 32), start, block).bytes, 'E_SIG'],
  [
    'a signature over the header alone',
    sign1Bytes(encodeCbor(headerMembers(p, start, block)), p.sign(seed, encodeCbor(headerMembers(p, start, block)))),
    'E_SIG',
  ],
];

describe('checks 1 to 3', () => {
  for (const [name, bytes, code] of OUTER) test(`${name}: ${code}`, () => expect(verdict(bytes)).toBe(code));
  test('checks 1 and 2 alone do not look at the signature', () => {
    expect(decodeEntry(forge(p, filled(2, 32), start, block).bytes).ok).toBe(true);
  });
});
