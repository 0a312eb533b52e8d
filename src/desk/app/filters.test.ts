/** The filters of the records page survive the address, and taking one away undoes adding it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { propertyRuns } from '../../../test/property-runs.ts';
import { parseAddress, readRecordsSearch, writeAddress } from './address.ts';
import { boundInWords, filtersOf, hasFilter, toggled, withFilter, withoutFilter } from './filters.ts';

const word = fc.stringMatching(/^[a-zА-яә_][a-z0-9А-яә_.-]{0,12}$/u);
const filter = fc.oneof(
  fc.record({ field: fc.constant('kind'), value: word }),
  fc.record({ field: word.filter((w) => !['kind', 'from', 'to'].includes(w)), value: word }),
  fc.record({ field: fc.constantFrom('from', 'to'), value: fc.constantFrom('2022', '2022-01', '2022-01-05') }),
);

test('every filter comes back from the address as it was', () => {
  fc.assert(
    fc.property(fc.array(filter, { maxLength: 8 }), (filters) => {
      const search = filters.reduce(withFilter, {});
      const again = readRecordsSearch(parseAddress(writeAddress({ ...search })));
      expect(filtersOf(again)).toEqual(filtersOf(search));
    }),
    propertyRuns(100),
  );
});

test('a filter added and taken away leaves the others', () => {
  fc.assert(
    fc.property(fc.array(filter, { maxLength: 5 }), filter, (others, one) => {
      const search = others.filter((o) => o.field !== one.field || o.value !== one.value).reduce(withFilter, {});
      if (one.field === 'from' || one.field === 'to') return;
      expect(hasFilter(toggled(search, one), one)).toBe(true);
      expect(filtersOf(withoutFilter(withFilter(search, one), one))).toEqual(filtersOf(search));
    }),
    propertyRuns(100),
  );
});

test('a number in the address stays text', () => {
  expect(parseAddress('?from=2022&kind=Event&kind=Act')).toEqual({ from: '2022', kind: ['Event', 'Act'] });
});

test('a bound of the period reads as a date of the language, with the ending Kazakh needs', () => {
  const said = (end: 'from' | 'to', value: string) =>
    (['kk', 'ru', 'en'] as const).map((lang) => boundInWords(end, value, lang));
  expect(said('from', '2022')).toEqual(['2022 жылдан бастап', 'С 2022 г.', 'From 2022 on']);
  expect(said('to', '2022-01-07')).toEqual([
    '2022 ж. 7 қаңтарға дейін',
    'Не позднее 7 января 2022 г.',
    'Until 7 January 2022',
  ]);
  expect(said('to', '2022-01/2022-02')).toEqual(said('to', '2022-02'));
  expect(said('from', '2022-13')).toEqual(['2022-13', '2022-13', '2022-13']);
});
