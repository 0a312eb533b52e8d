/** The quick reader of headers takes nothing that the general one refuses, and reads the same. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { propertyRuns } from '../../test/property-runs.ts';
import { encodeCbor } from './cbor.ts';
import { BLOCK_MAX, decodeAnyHeader, encodeHeader } from './header.ts';
import { readHeader } from './header-read.ts';
import type { Header, Value } from './model.ts';

const bytesOf = (n: number) => fc.uint8Array({ minLength: n, maxLength: n });
const header: fc.Arbitrary<Header> = fc
  .record({
    kind: fc.constantFrom(0, 1, 2, 3),
    space: bytesOf(32),
    writer: bytesOf(32),
    seq: fc.oneof(fc.constant(0), fc.maxSafeNat()),
    prev: bytesOf(32),
    deps: fc.array(bytesOf(32), { maxLength: 18 }),
    ms: fc.maxSafeNat(),
    ctr: fc.nat(70_000),
    sealed: fc.boolean(),
    epoch: bytesOf(16),
    kc: bytesOf(32),
    ph: bytesOf(32),
    plen: fc.nat(BLOCK_MAX + 10),
  })
  .map(({ sealed, ...h }) => ({
    ...h,
    v: 1 as const,
    kind: h.kind as Header['kind'],
    prev: h.seq === 0 ? null : h.prev,
    deps: h.deps.toSorted((a, b) => Buffer.compare(a, b)),
    epoch: sealed ? h.epoch : new Uint8Array(0),
    kc: sealed ? h.kc : new Uint8Array(0),
  }));

function agree(bytes: Uint8Array): void {
  const quick = readHeader(bytes, BLOCK_MAX);
  const general = decodeAnyHeader(bytes);
  if (quick) expect(general).toEqual({ ok: true, value: quick });
}

test('headers as they are made are read quickly and alike', () => {
  fc.assert(
    fc.property(header, (h) => {
      const bytes = encodeHeader(h);
      const general = decodeAnyHeader(bytes);
      const quick = readHeader(bytes, BLOCK_MAX);
      expect(quick !== null).toBe(general.ok);
      agree(bytes);
    }),
    propertyRuns(100),
  );
});

test('with bytes changed, cut or added it takes nothing that the general reader refuses', () => {
  const change = fc.tuple(fc.nat(400), fc.nat(255));
  fc.assert(
    fc.property(
      header,
      fc.array(change, { minLength: 1, maxLength: 3 }),
      fc.integer({ min: -3, max: 3 }),
      (h, cs, n) => {
        const bytes = encodeHeader(h);
        const longer = new Uint8Array(bytes.length + n);
        longer.set(bytes.subarray(0, longer.length));
        for (const [at, to] of cs) longer[at % longer.length] = to;
        agree(longer);
      },
    ),
    propertyRuns(2_000),
  );
});

test('integers longer than needed and other members in a place are left to the general reader', () => {
  const id = new Uint8Array(32).fill(7);
  const none = new Uint8Array(0);
  const good: Value[] = [1, 0, id, id, 5, id, [], 9, 0, none, none, id, 40];
  expect(readHeader(encodeCbor(good), BLOCK_MAX)).not.toBeNull();
  const others: Value[] = [
    null,
    true,
    'x',
    -1,
    none,
    new Uint8Array(31),
    new Uint8Array(33),
    [],
    [id, id],
    [none],
    2 ** 40,
  ];
  for (const [i] of good.entries())
    for (const other of others) {
      const bytes = encodeCbor(good.map((v, j) => (i === j ? other : v)));
      const general = decodeAnyHeader(bytes);
      expect(readHeader(bytes, BLOCK_MAX) !== null).toBe(general.ok);
    }
  const bytes = encodeCbor(good);
  const seq = 3 + 34 + 34;
  expect(bytes[seq]).toBe(5);
  const long = new Uint8Array([...bytes.subarray(0, seq), 0x18, 5, ...bytes.subarray(seq + 1)]);
  expect(readHeader(long, BLOCK_MAX)).toBeNull();
  expect(decodeAnyHeader(long).ok).toBe(false);
});
