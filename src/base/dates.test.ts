import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { propertyRuns } from '../../test/property-runs.ts';
import { daysInMonth, formatEdtf, midnightUtc, parseEdtf, withOffset } from './dates.ts';
import { expectOk } from './result.ts';

const bounds = (text: string): readonly [number | null, number | null] => {
  const edtf = expectOk(parseEdtf(text), text);
  return [edtf.lo, edtf.hi];
};
const utc = (iso: string): number => Date.parse(iso);
const LANGS = ['en', 'ru', 'kk'] as const;

describe('bounds come from the text alone', () => {
  test.each([
    ['2022', '2022-01-01T00:00Z', '2023-01-01T00:00Z', 'year'],
    ['2022-02', '2022-02-01T00:00Z', '2022-03-01T00:00Z', 'month'],
    ['2024-02-29', '2024-02-29T00:00Z', '2024-03-01T00:00Z', 'day'],
    ['2022-01-XX', '2022-01-01T00:00Z', '2022-02-01T00:00Z', 'month'],
    ['2022-XX-XX', '2022-01-01T00:00Z', '2023-01-01T00:00Z', 'year'],
    ['201X', '2010-01-01T00:00Z', '2020-01-01T00:00Z', 'decade'],
    ['2022-01-05T10:30Z', '2022-01-05T10:30Z', '2022-01-05T10:31Z', 'instant'],
    ['2022-01-05T10:30+06:00', '2022-01-05T04:30Z', '2022-01-05T04:31Z', 'instant'],
    ['2022-01-05T10:30', '2022-01-05T10:30Z', '2022-01-05T10:31Z', 'instant'],
    ['2022-01-05T10:30:07Z', '2022-01-05T10:30:07Z', '2022-01-05T10:30:08Z', 'instant'],
    ['2022-01-02/2022-01-04', '2022-01-02T00:00Z', '2022-01-05T00:00Z', 'day'],
    ['2022-01-02/2022-02', '2022-01-02T00:00Z', '2022-03-01T00:00Z', 'month'],
  ])('%s', (text, lo, hi, precision) => {
    expect(bounds(text)).toEqual([utc(lo), utc(hi)]);
    expect(expectOk(parseEdtf(text), text).precision).toBe(precision);
  });
  test('an open end has no bound', () => {
    expect(bounds('2022-01-05/..')).toEqual([utc('2022-01-05T00:00Z'), null]);
    expect(bounds('../2022')).toEqual([null, utc('2023-01-01T00:00Z')]);
  });
  test('marks say about and uncertain', () => {
    const of = (t: string) => expectOk(parseEdtf(t), t);
    expect(of('2022-01-05~')).toMatchObject({ approximate: true, uncertain: false });
    expect(of('2022?')).toMatchObject({ approximate: false, uncertain: true });
    expect(of('2022-01%')).toMatchObject({ approximate: true, uncertain: true });
  });
});

test.each([
  '',
  '22',
  '2022-1-5',
  '2022-13',
  '2022-02-30',
  '2023-02-29',
  '2022-01-05T25:00Z',
  '2022-01-05T10:30+15:00',
  '2022-01-05T10:30Z~',
  '2022-XX-05',
  '201X-01',
  '../..',
  '/2022',
  '2022/2021',
  '2022-01-05 ',
  '05.01.2022',
  '2022-01-05/2022-01-06/2022-01-07',
])('%j is refused', (text) => {
  expect(parseEdtf(text)).toMatchObject({ ok: false, error: { code: 'E_DATE' } });
});

const date = fc
  .record({
    year: fc.integer({ min: 1, max: 9998 }),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 31 }),
  })
  .map((d) => ({ ...d, day: Math.min(d.day, daysInMonth(d.year, d.month)) }));
const pad = (n: number, width = 2): string => String(n).padStart(width, '0');
const dayText = (d: { year: number; month: number; day: number }): string =>
  `${pad(d.year, 4)}-${pad(d.month)}-${pad(d.day)}`;

describe('properties', () => {
  test('a day is where the built-in calendar has it, and lasts one day', () => {
    fc.assert(
      fc.property(date, (d) => {
        const [lo, hi] = bounds(dayText(d));
        expect(lo).toBe(Date.parse(`${dayText(d)}T00:00:00Z`));
        expect(hi).toBe((lo ?? 0) + 86_400_000);
        expect(midnightUtc(d.year, d.month, d.day)).toBe(lo);
      }),
      propertyRuns(100),
    );
  });
  test('a day lies within its month, a month within its year', () => {
    fc.assert(
      fc.property(date, (d) => {
        const [day, month, year] = [dayText(d), dayText(d).slice(0, 7), dayText(d).slice(0, 4)].map(bounds) as [
          [number, number],
          [number, number],
          [number, number],
        ];
        expect(day[0] >= month[0] && day[1] <= month[1] && month[0] >= year[0] && month[1] <= year[1]).toBe(true);
      }),
      propertyRuns(100),
    );
  });
  test('an offset moves a time by exactly so much, and is only added once', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: 0, max: 1439 }), fc.integer({ min: -56, max: 56 }), (d, minute, quarter) => {
        const local = `${dayText(d)}T${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`;
        const zoned = withOffset(local, quarter * 15);
        expect(bounds(zoned)[0]).toBe((bounds(local)[0] ?? 0) - quarter * 15 * 60_000);
        expect(withOffset(zoned, 60)).toBe(zoned);
      }),
      propertyRuns(100),
    );
  });
  test('no text at all makes the parser or the words throw', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(...LANGS), (text, lang) => {
        const parsed = parseEdtf(text);
        expect(typeof formatEdtf(text, lang)).toBe('string');
        if (!parsed.ok) expect(formatEdtf(text, lang)).toBe(text);
      }),
      propertyRuns(100),
    );
  });
  test('words of a day name its year and day in every language', () => {
    fc.assert(
      fc.property(date, fc.constantFrom(...LANGS), fc.constantFrom('', '~', '?', '%'), (d, lang, mark) => {
        const words = formatEdtf(dayText(d) + mark, lang);
        expect(words).toContain(pad(d.year, 4));
        expect(words).toMatch(new RegExp(`(^|\\D)${d.day}\\D`));
      }),
      propertyRuns(100),
    );
  });
});

test('withOffset takes an interval and leaves dates without a time alone', () => {
  expect(withOffset('2022-01-05T10:30/2022-01-06T00:00', 360)).toBe('2022-01-05T10:30+06:00/2022-01-06T00:00+06:00');
  expect(withOffset('2022-01-05', 360)).toBe('2022-01-05');
  expect(withOffset('2022-01-05T10:30', 0)).toBe('2022-01-05T10:30Z');
  expect(withOffset('2022-01-05T10:30', -210)).toBe('2022-01-05T10:30-03:30');
});

test.each([
  ['2022-08', 'August 2022', 'август 2022 г.', '2022 ж. тамыз'],
  ['2022', '2022', '2022 г.', '2022 ж.'],
  ['2022-01-05~', 'about 5 January 2022', 'около 5 января 2022 г.', 'шамамен 2022 ж. 5 қаңтар'],
  ['2022-01~', 'about January 2022', 'около января 2022 г.', 'шамамен 2022 ж. қаңтар'],
  ['2022-01-05?', '5 January 2022 (uncertain)', '5 января 2022 г. (под вопросом)', '2022 ж. 5 қаңтар (нақты емес)'],
  ['2022-01-XX', 'January 2022 (day unknown)', 'январь 2022 г. (день неизвестен)', '2022 ж. қаңтар (күні белгісіз)'],
  ['2022-01-05T10:30Z', '5 January 2022, 10:30 UTC', '5 января 2022 г., 10:30 UTC', '2022 ж. 5 қаңтар, 10:30 UTC'],
  [
    '2022-01-05T10:30+06:00',
    '5 January 2022, 10:30 UTC+6',
    '5 января 2022 г., 10:30 UTC+6',
    '2022 ж. 5 қаңтар, 10:30 UTC+6',
  ],
  ['2022-01-02/2022-01-04', '2–4 January 2022', '2–4 января 2022 г.', '2022 ж. 2–4 қаңтар'],
  ['2022-01-05/..', 'from 5 January 2022 on', 'с 5 января 2022 г.', '2022 ж. 5 қаңтардан бастап'],
  ['../2022-08', 'until August 2022', 'не позднее августа 2022 г.', '2022 ж. тамызға дейін'],
  ['2011/..', 'from 2011 on', 'с 2011 г.', '2011 жылдан бастап'],
])('%s in words', (text, en, ru, kk) => {
  expect(LANGS.map((l) => formatEdtf(text, l))).toEqual([en, ru, kk]);
});
