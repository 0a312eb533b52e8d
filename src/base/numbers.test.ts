import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { propertyRuns } from '../../test/property-runs.ts';
import { formatNumber, parseCount } from './numbers.ts';

const read = (text: string, decimal = false) => {
  const parsed = parseCount(text, decimal);
  if (!parsed.ok) return parsed.error.code;
  const { low, best, high } = parsed.value;
  return [low, best ?? null, high ?? null];
};

describe('counts as sources write them', () => {
  test.each([
    ['8', [8, 8, 8]],
    ['1,700', [1700, 1700, 1700]],
    ['1 700', [1700, 1700, 1700]],
    ['at least 8', [8, null, null]],
    ['не менее 8', [8, null, null]],
    ['кемінде 8', [8, null, null]],
    ['8-ден астам', [8, null, null]],
    ['more than 1,500', [1500, null, null]],
    ['8+', [8, null, null]],
    ['up to 5', [0, null, 5]],
    ['до 5', [0, null, 5]],
    ['10 000-ға дейін', [0, null, 10000]],
    ['150-200', [150, null, 200]],
    ['150 to 200', [150, null, 200]],
    ['от 150 до 200', [150, null, 200]],
    ['between 150 and 200', [150, null, 200]],
    ['almost 1,700', [1650, null, 1700]],
    ['почти 1700', [1650, null, 1700]],
    ['1700-ге жуық', [1650, null, 1700]],
    ['about 1,700', [1650, 1700, 1750]],
    ['2 million people', [2_000_000, 2_000_000, 2_000_000]],
    ['более 2 тысяч', [2000, null, null]],
    ['dozens', [0, null, null]],
    ['ондаған адам', [0, null, null]],
    ['5 %', [5, 5, 5]],
  ])('%s', (text, expected) => expect(read(text)).toEqual(expected));
  test('a best value is never made from a range', () => {
    const parsed = parseCount('150-200');
    expect(parsed.ok && 'best' in parsed.value).toBe(false);
  });
  test('fractions only where they are admitted', () => {
    expect(read('2.5 %')).toBe('E_VALUE');
    expect(read('2.5 %', true)).toEqual([2.5, 2.5, 2.5]);
    expect(read('2,5', true)).toEqual([2.5, 2.5, 2.5]);
  });
  test.each(['200-150', '2 to 1'])('%s is out of order', (text) => expect(read(text)).toBe('E_COUNT_ORDER'));
  test.each(['', 'nobody knows', '-5', 'eight'])('%j is not a count', (text) => expect(read(text)).toBe('E_VALUE'));
});

test('what is written is read back, in every language', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000_000 }), fc.constantFrom('en', 'ru', 'kk'), (n, lang) => {
      expect(read(formatNumber(n, lang))).toEqual([n, n, n]);
    }),
    propertyRuns(100),
  );
});

test('any text is a count in order or refused', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[a-z ]{0,9}\d{1,6}[-–, ]\d{1,6}$/)), (text) => {
      const parsed = parseCount(text);
      if (!parsed.ok) return;
      const { low, best, high } = parsed.value;
      expect(low <= (best ?? low) && (best ?? low) <= (high ?? Number.POSITIVE_INFINITY)).toBe(true);
    }),
    propertyRuns(100),
  );
});
