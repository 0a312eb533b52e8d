/** One input per code of checks 15 to 17, each one thing away from a payload that opens. */
import { describe, expect, test } from 'vitest';
import { coded, forge, padded, sealed, u32 } from '../../test/ledger/forge.ts';
import {
  p,
  filled,
  hex,
  seed,
  secret,
  key,
  salt,
  none,
  start,
  sealedStart,
  ctx,
  claim,
  body,
  bodyBytes,
  openBlock,
  block,
  changed,
} from '../../test/ledger/forge-base.ts';
import { concatBytes, utf8 } from '../base/bytes.ts';
import { openBody } from './body.ts';
import { encodeCbor } from './cbor.ts';
import { verifyEntry } from './entry-verify.ts';
import type { HeaderStart } from './header.ts';
import type { Value } from './model.ts';

interface Case {
  readonly start?: HeaderStart;
  readonly block: Uint8Array;
  readonly kc?: Uint8Array;
  /** The block handed in, when it is another than the one that the header names. */
  readonly given?: Uint8Array;
}
const opened = (c: Case, held: Uint8Array | null = secret): string => {
  const entry = verifyEntry(p, forge(p, seed, c.start ?? start, c.block, c.kc).bytes);
  if (!entry.ok) throw new Error(entry.error.code);
  const result = openBody(p, entry.value.header, c.given ?? c.block, () => held);
  return result.ok ? result.value.type : result.error.code;
};
const seal = (plain: Uint8Array, from: HeaderStart = sealedStart): Case => ({
  start: from,
  ...sealed(p, from, key, salt, plain),
});
const claims = (value: Value): Case => ({ block: openBlock(value) });
const control = (value: Value, note: Uint8Array = none): Case => {
  const clear = encodeCbor(value);
  return { start: { ...start, kind: 1 }, block: concatBytes(u32(clear.length), clear, note) };
};
const kind = (k: 2 | 3, value: Value): Case => ({ start: { ...start, kind: k }, block: openBlock(value) });
const sealedGood = seal(padded(coded(0, bodyBytes)));
const id = (n: number): Uint8Array => filled(n, 32);
const end = (target: Value, by: Value, reason: Value): Value => [1, null, ctx, [claim], [[target, by, reason]], null];
const seat: Value = [id(1), id(2), id(3), filled(4, 64), 3];
const wrap: Value = [id(1), filled(2, 16), id(3), filled(4, 48)];

const BODIES: readonly (readonly [string, Case, string])[] = [
  ['an open block', { block }, 'data'],
  ['a deflated block', { block: concatBytes(salt, coded(1, p.deflate(bodyBytes))) }, 'data'],
  ['a sealed block', sealedGood, 'data'],
  ['another block of the same length', { block, given: changed(block, 30, 0) }, 'E_PAYLOAD'],
  ['a block one byte short', { block, given: block.subarray(1) }, 'E_PAYLOAD'],
  ['a block of a salt and nothing', { block: salt }, 'E_BODY'],
  ['codec 2', { block: openBlock(body, 2) }, 'E_BODY'],
  ['codec 1 over what is not DEFLATE', { block: openBlock(body, 1) }, 'E_BODY'],
  ['DEFLATE that is cut', { block: concatBytes(salt, coded(1, p.deflate(bodyBytes).subarray(0, -1))) }, 'E_BODY'],
  [
    'a byte after the DEFLATE stream',
    { block: concatBytes(salt, coded(1, p.deflate(bodyBytes)), filled(0, 1)) },
    'E_BODY',
  ],
  [
    'DEFLATE that grows beyond 1 MiB',
    { block: concatBytes(salt, coded(1, p.deflate(filled(0, 1_048_577)))) },
    'E_BODY',
  ],
  [
    'DEFLATE of exactly 1 MiB of nothing',
    { block: concatBytes(salt, coded(1, p.deflate(filled(0, 1_048_576)))) },
    'E_CBOR',
  ],
  ['a commitment to another key', { ...sealedGood, kc: id(9) }, 'E_COMMIT'],
  [
    'a changed tag under the right commitment',
    { ...sealedGood, block: changed(sealedGood.block, -1, 1 ^ (sealedGood.block.at(-1) as number)) },
    'E_AEAD',
  ],
  [
    'a block sealed under another key',
    {
      start: sealedStart,
      kc: sealedGood.kc ?? none,
      block: concatBytes(salt, p.aeadSeal(id(9), filled(0, 12), padded(coded(0, bodyBytes)))),
    },
    'E_AEAD',
  ],
  [
    'a sealed block shorter than a tag',
    { start: sealedStart, kc: sealedGood.kc ?? none, block: concatBytes(salt, filled(0, 15)) },
    'E_AEAD',
  ],
  ['a sealed plaintext of four bytes', seal(u32(0)), 'E_BODY'],
  ['a sealed length of 0', seal(filled(0, 64)), 'E_BODY'],
  ['a sealed length beyond the end', seal(changed(padded(coded(0, bodyBytes)), 2, 0xff)), 'E_BODY'],
  ['padding that is not zero', seal(changed(padded(coded(0, encodeCbor(1))), -1, 1)), 'E_BODY'],
  ['padding that is too long', seal(concatBytes(padded(coded(0, bodyBytes)), filled(0, 8))), 'E_BODY'],
  ['no padding', seal(concatBytes(u32(2), coded(0, encodeCbor(1)))), 'E_BODY'],
  ['a sealed codec 2', seal(padded(coded(2, bodyBytes))), 'E_BODY'],
  ['an open body that is not of the profile', { block: concatBytes(salt, coded(0, hex('f93c00'))) }, 'E_CBOR'],
  ['a sealed body that is not of the profile', seal(padded(coded(0, hex('a2616201616102')))), 'E_CBOR'],
  ['a body of nothing', { block: concatBytes(salt, coded(0, none)) }, 'E_CBOR'],
  ['a body that is a text', claims('held'), 'E_CLAIMS'],
  ['payload version 0', claims([0, null, ctx, [claim], [], null]), 'E_CLAIMS'],
  ['payload version 2', claims([2, 'anything']), 'P_VERSION'],
  ['a sealed payload of version 2', seal(padded(coded(0, encodeCbor([2])))), 'P_VERSION'],
  ['a payload without a batch member', claims([1, null, ctx, [claim], []]), 'E_CLAIMS'],
  ['a person id of 15 bytes', claims([1, filled(1, 15), ctx, [claim], [], null]), 'E_CLAIMS'],
  ['a batch id of 32 bytes', claims([1, null, ctx, [claim], [], id(1)]), 'E_CLAIMS'],
  ['a ctx without its map', claims([1, null, ['reported', [], null], [claim], [], null]), 'E_CLAIMS'],
  ['a ctx whose map is a list', claims([1, null, ['reported', [], null, []], [claim], [], null]), 'E_CLAIMS'],
  [
    '33 sources',
    claims([1, null, ['reported', Array.from({ length: 33 }, (): Value => [0]), null, {}], [claim], [], null]),
    'E_CLAIMS',
  ],
  [
    'an unknown kind of source',
    claims([1, null, ['reported', [[4, filled(1, 16)]], null, {}], [claim], [], null]),
    'E_CLAIMS',
  ],
  [
    'own observation with an id',
    claims([1, null, ['reported', [[0, filled(1, 16)]], null, {}], [claim], [], null]),
    'E_CLAIMS',
  ],
  [
    'a claim about nothing',
    claims([1, null, ctx, [[filled(1, 15), 'Detention', 'status', 'held', null]], [], null]),
    'E_CLAIMS',
  ],
  [
    'a claim of four members',
    claims([1, null, ctx, [[filled(1, 16), 'Detention', 'status', 'held']], [], null]),
    'E_CLAIMS',
  ],
  [
    'a claim whose kind is a number',
    claims([1, null, ctx, [[filled(1, 16), 7, 'status', 'held', null]], [], null]),
    'E_CLAIMS',
  ],
  ['1,001 claims', claims([1, null, ctx, Array.from({ length: 1001 }, () => claim), [], null]), 'E_CLAIMS'],
  ['1,000 claims', claims([1, null, ctx, Array.from({ length: 1000 }, () => claim), [], null]), 'data'],
  ['an end by a claim of this entry', claims(end([id(1), 0], 0, 'corrected')), 'data'],
  ['an end by a claim that is not there', claims(end([id(1), 0], 1, null)), 'E_CLAIMS'],
  ['an end whose reason is a number', claims(end([id(1), 0], 0, 7)), 'E_CLAIMS'],
  ['a batch end', claims(end(filled(1, 16), null, 'wrong file')), 'data'],
  ['a batch end by a claim', claims(end(filled(1, 16), 0, null)), 'E_CLAIMS'],
  ['a claim-ref with a negative index', claims(end([id(1), -1], null, null)), 'E_CLAIMS'],
  ['an erase', kind(2, [1, [[id(1), id(2), [[id(3), 0], filled(4, 16)]]], 'consent withdrawn']), 'erase'],
  ['an erase of nothing', kind(2, [1, [], 'consent withdrawn']), 'E_CLAIMS'],
  [
    'an erase of 257 entries',
    kind(2, [1, Array.from({ length: 257 }, (): Value => [id(1), id(2), []]), 'all']),
    'E_CLAIMS',
  ],
  ['an erase without a ground', kind(2, [1, [[id(1), id(2), []]]]), 'E_CLAIMS'],
  ['an erase of version 2', kind(2, [2]), 'P_VERSION'],
  [
    'a receipt of a frontier',
    kind(3, [
      1,
      1,
      [
        [id(1), 4, id(9)],
        [id(2), 0, id(3)],
      ],
    ]),
    'receipt',
  ],
  [
    'a receipt of two branch tips',
    kind(3, [
      1,
      1,
      [
        [id(1), 4, id(8)],
        [id(1), 4, id(9)],
      ],
    ]),
    'receipt',
  ],
  [
    'a receipt of an unsorted frontier',
    kind(3, [
      1,
      1,
      [
        [id(2), 0, id(3)],
        [id(1), 4, id(9)],
      ],
    ]),
    'E_CLAIMS',
  ],
  ['a receipt of erased payloads', kind(3, [1, 2, [[id(1), id(2)]]]), 'receipt'],
  ['a receipt of nothing erased', kind(3, [1, 2, []]), 'E_CLAIMS'],
  ['a receipt of an unknown sort', kind(3, [1, 3, []]), 'E_CLAIMS'],
  ['a receipt of version 2', kind(3, [2, 1, []]), 'P_VERSION'],
  ['a writer certificate', control([1, id(1), filled(2, 64)]), 'control'],
  ['a grant', control([2, id(1), seat, [wrap]]), 'control'],
  ['a revoke', control([3, id(1), id(2), [[id(3), 4, id(5)]], [1, filled(2, 16), [wrap]]]), 'control'],
  ['a rotate', control([4, id(1), [1, filled(2, 16), [wrap]]]), 'control'],
  ['an accept', control([5, id(1), [id(2)]]), 'control'],
  ['a roster', control([6, id(1)]), 'control'],
  ['an unknown operation', control([7, id(1)]), 'P_VERSION'],
  ['an operation that is a text', control(['grant']), 'E_CLAIMS'],
  ['a seat with role 5', control([2, id(1), [id(1), id(2), id(3), filled(4, 64), 5], []]), 'E_CLAIMS'],
  ['a wrap of 47 bytes', control([2, id(1), seat, [[id(1), filled(2, 16), id(3), filled(4, 47)]]]), 'E_CLAIMS'],
  ['a private genesis without an epoch', control([0, false, seat, filled(4, 64), null, null]), 'E_CLAIMS'],
  ['a public genesis', control([0, true, seat, filled(4, 64), null, null]), 'control'],
  ['a genesis with the reserved member', control([0, true, seat, filled(4, 64), [], null]), 'E_CLAIMS'],
  ['an accept of nothing', control([5, id(1), []]), 'E_CLAIMS'],
  ['control with an open note', control([6, id(1)], openBlock(['who', null, [filled(1, 9)], []])), 'control'],
  ['control with a note of three members', control([6, id(1)], openBlock(['who', null, []])), 'E_CLAIMS'],
  ['control with a note shorter than a salt', control([6, id(1)], filled(0, 8)), 'E_BODY'],
  [
    'control that says it is longer than it is',
    { start: { ...start, kind: 1 }, block: concatBytes(u32(99), encodeCbor([6, id(1)])) },
    'E_BODY',
  ],
  ['control of three bytes', { start: { ...start, kind: 1 }, block: filled(0, 3) }, 'E_BODY'],
  [
    'control whose clear part is not of the profile',
    { start: { ...start, kind: 1 }, block: concatBytes(u32(1), hex('f7')) },
    'E_CBOR',
  ],
];

describe('checks 15 to 17', () => {
  for (const [name, input, code] of BODIES) test(`${name}: ${code}`, () => expect(opened(input)).toBe(code));

  test('a sealed block is LOCKED while its epoch secret is not held, and E_COMMIT under a wrong one', () => {
    expect(opened(sealedGood, null)).toBe('LOCKED');
    expect(opened(sealedGood, id(9))).toBe('E_COMMIT');
  });

  test('a block moved under another header does not open: the key is bound to the header', () => {
    for (const other of [
      { ...sealedStart, seq: 8 },
      { ...sealedStart, ms: 1 },
      { ...sealedStart, deps: [id(1)] },
    ])
      expect(opened({ ...sealedGood, start: other })).toBe('E_COMMIT');
  });

  test('control decides membership even where its note is locked', () => {
    const from: HeaderStart = { ...sealedStart, kind: 1 };
    const clear = encodeCbor([6, id(1)]);
    const note = sealed(p, from, key, salt, padded(coded(0, encodeCbor(['who', null, [], []]))));
    const c: Case = { start: from, kc: note.kc, block: concatBytes(u32(clear.length), clear, note.block) };
    expect(opened(c)).toBe('control');
    expect(opened(c, null)).toBe('control');
    expect(opened(c, id(9))).toBe('E_COMMIT');
  });

  test('text of every script survives, and a body may be long', () => {
    const said = 'Жаңаөзен халқы · Требуем · 人权 ';
    const long = claims([1, null, ctx, [[filled(1, 16), 'Event', 'note', said.repeat(2000), null]], [], null]);
    const entry = verifyEntry(p, forge(p, seed, start, long.block).bytes);
    const result = entry.ok && openBody(p, entry.value.header, long.block, () => null);
    if (!result || !result.ok || result.value.type !== 'data') throw new Error('did not open');
    expect(result.value.payload.claims[0]?.value).toBe(said.repeat(2000));
    expect(utf8(said).length).toBeGreaterThan(said.length);
  });
});
