/** Hints count origins, not posts; they are the same whichever account is asked first, and nothing unknown is counted. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { propertyRuns } from '../../test/property-runs.ts';
import {
  type Account,
  agreementReasons,
  countOrigins,
  duplicateReasons,
  foldedWords,
  likeness,
  LIKENESS,
  metresBetween,
  originKey,
  textKey,
} from './corroboration.ts';

const AT = Date.UTC(2022, 0, 5, 9, 3);
const account = (more: Partial<Account> = {}): Account => ({
  id: 'sig_a',
  origin: 'one',
  speaker: 'One',
  place: 'plc_a',
  lat: 43.25,
  lon: 76.95,
  theme: 'clash',
  said: { lo: AT, hi: AT + 60_000 },
  media: [],
  files: [],
  text: 'People run from the square while smoke rises behind them',
  ...more,
});

const text = fc.string({ maxLength: 120 });
const anyAccount = fc.record({
  id: fc.uuid(),
  origin: fc.option(fc.constantFrom('one', 'two', 'three')),
  speaker: fc.constant(null),
  place: fc.option(fc.constantFrom('plc_a', 'plc_b')),
  lat: fc.option(fc.double({ min: 43, max: 43.03, noNaN: true })),
  lon: fc.option(fc.double({ min: 76.9, max: 76.93, noNaN: true })),
  theme: fc.option(fc.constantFrom('clash', 'protest')),
  said: fc.option(
    fc
      .record({ lo: fc.integer({ min: AT, max: AT + 8 * 3_600_000 }), width: fc.constantFrom(60_000, 86_400_000) })
      .map(({ lo, width }) => ({ lo, hi: lo + width })),
  ),
  media: fc.subarray(['evd_a', 'evd_b']),
  files: fc.subarray(['a.mp4', 'b.mp4']),
  text: fc.constantFrom('People run from the square', 'people RUN from the square.', 'Shots are heard in the night'),
});

describe('origins', () => {
  test('two spellings of one channel are one', () => {
    for (const spelling of ['BASE', '@base', 'https://t.me/base', 't.me/s/BASE/123', ' Base '])
      expect(originKey(spelling), spelling).toBe('base');
    expect(originKey('Тәуелсіз хабар')).toBe(originKey('тәуелсіз  ХАБАР'));
    expect(originKey('')).toBeNull();
    expect(originKey('@')).toBeNull();
  });
  test('the same channel and the same bytes are one origin; what is not known counts as none', () => {
    const one = account({ id: 'a' });
    const two = account({ id: 'b', origin: 'two' });
    expect(countOrigins([one, two])).toBe(2);
    expect(countOrigins([one, account({ id: 'c' })])).toBe(1);
    expect(countOrigins([account({ media: ['evd'] }), account({ origin: 'two', media: ['evd'] })])).toBe(1);
    expect(countOrigins([one, account({ origin: null })])).toBe(1);
    expect(countOrigins([account({ origin: null })])).toBe(1);
  });
  test('adding an account never lowers the count by more than it joins, and doubling changes nothing', () => {
    fc.assert(
      fc.property(fc.array(anyAccount, { maxLength: 12 }), (list) => {
        expect(countOrigins([...list, ...list])).toBe(countOrigins(list));
        expect(countOrigins(list.toReversed())).toBe(countOrigins(list));
        expect(countOrigins(list)).toBeLessThanOrEqual(Math.max(1, new Set(list.flatMap((a) => a.origin ?? [])).size));
      }),
      propertyRuns(100),
    );
  });
});

describe('agreement', () => {
  const codes = (a: Account, b: Account): readonly string[] => agreementReasons(a, b).map((r) => r.code);
  test('needs place, time and theme together', () => {
    const other = account({ id: 'b', origin: 'two', speaker: 'Two' });
    expect(codes(account(), other)).toEqual(['other_origin', 'same_place', 'within_hours', 'same_theme']);
    expect(codes(account(), { ...other, theme: 'protest' })).toEqual([]);
    expect(codes(account(), { ...other, theme: null })).toEqual([]);
    expect(codes(account(), { ...other, place: 'plc_b', lat: 43.4 })).toEqual([]);
    expect(codes(account(), { ...other, place: 'plc_b', lat: 43.255 })[1]).toBe('near_place');
    const hours = 3 * 3_600_000;
    expect(codes(account(), { ...other, said: { lo: AT + hours, hi: AT + hours + 60_000 } })).toHaveLength(4);
    expect(codes(account(), { ...other, said: { lo: AT + hours + 1, hi: AT + hours + 2 } })).toEqual([]);
  });
  test('a time known only to the day agrees with nothing within hours', () => {
    const day = { lo: Date.UTC(2022, 0, 5), hi: Date.UTC(2022, 0, 6) };
    expect(codes(account(), account({ origin: 'two', said: day }))).toEqual([]);
  });
  test('says when both came from one origin, and when that cannot be known', () => {
    expect(agreementReasons(account(), account({ id: 'b' }))[0]).toEqual({
      code: 'same_origin',
      params: { origin: 'One' },
    });
    expect(codes(account(), account({ id: 'b', origin: null }))[0]).toBe('origin_unknown');
  });
  test('is the same from both sides', () => {
    fc.assert(
      fc.property(anyAccount, anyAccount, (a, b) => {
        const bare = (x: Account, y: Account) => agreementReasons(x, y).map((r) => r.code);
        expect(bare(a, b)).toEqual(bare(b, a));
        const same = (x: Account, y: Account) => duplicateReasons(x, y).map((r) => r.code);
        expect(same(a, b)).toEqual(same(b, a));
      }),
      propertyRuns(100),
    );
  });
});

describe('likeness of texts', () => {
  test('lies between 0 and 1, is the same from both sides, and is 1 for what folds to the same words', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        const like = likeness(a, b);
        expect(like).toBeGreaterThanOrEqual(0);
        expect(like).toBeLessThanOrEqual(1);
        expect(likeness(b, a)).toBe(like);
        if (foldedWords(a) !== '') expect(likeness(a, a.toUpperCase().toLowerCase())).toBeGreaterThan(0.5);
      }),
      propertyRuns(100),
    );
    expect(likeness('Қазір Алматыда, атыс!', 'казир алматыда атыс')).toBe(1);
  });
  test('one changed word in a long text is alike, another story is not', () => {
    const a = 'A video posted as from Almaty is described as showing that people run from the square while smoke rises';
    expect(likeness(a, a.replace('smoke', 'smokes'))).toBeGreaterThan(LIKENESS);
    expect(
      likeness(a, 'A picture of an empty street at night, with one car and no people in it at all, quiet'),
    ).toBeLessThan(0.6);
  });
  test('texts too short to say anything have no key', () => {
    expect(textKey('Shots!')).toBeNull();
    expect(textKey('Shots were heard near the old market')).toBe(textKey('shots WERE heard, near the old market.'));
  });
  test('a file name alone is no hint without place and minute', () => {
    const named = account({ files: ['VID_1.mp4'], text: 'a' });
    expect(duplicateReasons(named, { ...named, id: 'b', text: 'b' }).map((r) => r.code)).toEqual([
      'same_file',
      'same_minute',
    ]);
    expect(duplicateReasons(named, { ...named, text: 'b', theme: null, place: 'plc_b' })).toEqual([]);
  });
});

test('distances on the sphere', () => {
  expect(metresBetween({ lat: 43.25, lon: 76.95 }, { lat: 43.65, lon: 51.17 })).toBeGreaterThan(2_000_000);
  expect(metresBetween({ lat: 0, lon: 0 }, { lat: 0, lon: 1 })).toBeCloseTo(111_195, -2);
});
