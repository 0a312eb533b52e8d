/** Record ids: the text form holds the 16 bytes, and nothing else passes. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { propertyRuns } from '../../test/property-runs.ts';
import { toHex } from './bytes.ts';
import { decodeId, encodeId, uuid4, uuid8 } from './ids.ts';

const id16 = fc.uint8Array({ minLength: 16, maxLength: 16 });

test('every id comes back from its text form, which has 26 digits and two zero bits in front', () => {
  fc.assert(
    fc.property(id16, (id) => {
      const text = encodeId('evt', id);
      expect(text).toMatch(/^evt_[0-7][0-9a-hjkmnp-tv-z]{25}$/);
      const back = decodeId(text);
      expect(back.ok && toHex(back.value.id)).toBe(toHex(id));
      expect(back.ok && back.value.prefix).toBe('evt');
    }),
    propertyRuns(100),
  );
});

test('known forms', () => {
  expect(encodeId('det', new Uint8Array(16))).toBe(`det_${'0'.repeat(26)}`);
  expect(encodeId('det', new Uint8Array(16).fill(255))).toBe(`det_7${'z'.repeat(25)}`);
  expect(encodeId('det', new Uint8Array([...Array.from({ length: 15 }, () => 0), 1]))).toBe(`det_${'0'.repeat(25)}1`);
});

test('other texts are refused with E_ID', () => {
  for (const text of [
    '',
    'evt',
    'evt_',
    `evt_${'0'.repeat(25)}`,
    `evt_8${'0'.repeat(25)}`,
    `evt_${'u'.repeat(26)}`,
    `EVT_${'0'.repeat(26)}`,
  ])
    expect(decodeId(text)).toMatchObject({ ok: false, error: { code: 'E_ID' } });
});

test('version and variant bits are those of RFC 9562', () => {
  fc.assert(
    fc.property(id16, (bytes) => {
      for (const [made, version] of [
        [uuid4(bytes), 4],
        [uuid8(bytes), 8],
      ] as const) {
        expect((made[6] as number) >> 4).toBe(version);
        expect((made[8] as number) >> 6).toBe(2);
      }
    }),
    propertyRuns(100),
  );
});
