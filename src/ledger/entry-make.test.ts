/** Making entries: whatever is made verifies and opens again, the clock of a chain always rises, limits are kept. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { propertyRuns } from '../../test/property-runs.ts';
import { p, seed, space, key, start } from '../../test/ledger/forge-base.ts';
import { openBody } from './body.ts';
import { makeDataEntry, type WriterState } from './entry-make.ts';
import { verifyEntry } from './entry-verify.ts';
import { BLOCK_MAX } from './header.ts';
import type { Payload } from './model.ts';

const writer: WriterState = { space, seed, publicKey: start.writer, seq: 0, prev: null, ms: 0, ctr: 0 };
const saying = (value: string): Payload => ({
  ...{ by: null, ctx: { conf: 'reported', src: [], obs: null, extra: {} }, ends: [], batch: null },
  claims: [{ subject: new Uint8Array(16), kind: 'Event', field: 'note', value, ctx: null }],
});

test('any text, open or sealed, stored or deflated, verifies and opens to what was said', () => {
  const text = fc.string({ unit: 'binary', maxLength: 400 }).filter((s) => !s.includes('\0'));
  fc.assert(
    fc.property(text, fc.boolean(), fc.boolean(), fc.nat(5), (said, isSealed, plain, times) => {
      const value = said.repeat(times + 1);
      const made = makeDataEntry(p, writer, { payload: saying(value), plain }, isSealed ? key : null, 1);
      const entry = verifyEntry(p, made.entry.bytes);
      if (!entry.ok) throw new Error(entry.error.code);
      const body = openBody(p, entry.value.header, made.block, () => key.secret);
      expect(body.ok && body.value.type === 'data' && body.value.payload.claims[0]?.value).toBe(value);
    }),
    propertyRuns(100),
  );
});

test('along a chain numbers follow each other and the clock rises, wherever the wall clock goes', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 8 }),
      fc.nat(65_535),
      (walls, ctr) => {
        let state: WriterState = { ...writer, ctr };
        let before = { ms: 0, ctr };
        for (const [i, now] of walls.entries()) {
          const made = makeDataEntry(p, state, { payload: saying('x') }, null, now);
          const h = made.entry.header;
          expect(h.seq).toBe(i);
          expect(h.ms > before.ms || (h.ms === before.ms && h.ctr > before.ctr)).toBe(true);
          expect(verifyEntry(p, made.entry.bytes).ok).toBe(true);
          before = h;
          state = made.next;
        }
      },
    ),
    propertyRuns(50),
  );
});

test('a full counter goes on with the next millisecond', () => {
  const made = makeDataEntry(p, { ...writer, ms: 1000, ctr: 65_535 }, { payload: saying('x') }, null, 500);
  expect([made.entry.header.ms, made.entry.header.ctr]).toEqual([1001, 0]);
});

test('a body that readers would not inflate is not deflated: its block is over the limit, where the caller sees it', () => {
  for (const k of [null, key]) {
    const made = makeDataEntry(p, writer, { payload: saying('a'.repeat(1_048_577)) }, k, 1);
    expect(made.block.length).toBeGreaterThan(BLOCK_MAX);
    expect(verifyEntry(p, made.entry.bytes).ok).toBe(false);
  }
  const fits = makeDataEntry(p, writer, { payload: saying('a'.repeat(1_000_000)) }, key, 1);
  expect(fits.block.length).toBeLessThan(BLOCK_MAX);
  expect(openBody(p, fits.entry.header, fits.block, () => key.secret).ok).toBe(true);
});
