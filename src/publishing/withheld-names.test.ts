/** Withheld names are found in any script, order and case ending; ordinary words are not taken for them. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { propertyRuns } from '../../test/property-runs.ts';
import { looseWords, nameScanner } from './withheld-names.ts';

const scanner = nameScanner([
  { text: 'Ermek Ulgilibayev', kind: 'full' },
  { text: 'Сәуле Мысалқызы', kind: 'full' },
]);

describe('a withheld name is found', () => {
  test.each([
    'Ermek Ulgilibayev was taken',
    'ULGILIBAYEV, Ermek',
    'the lawyer of Ulgilibayev said',
    "Ulgilibayev's family",
    'Ермек Үлгілібаев ұсталды',
    'задержан Ермек Ульгилибаев',
    'с Ульгилибаевым не виделись',
    'https://example.org/people/ermek-ulgilibayev/',
    'https://example.org/%D0%A3%D0%BB%D1%8C%D0%B3%D0%B8%D0%BB%D0%B8%D0%B1%D0%B0%D0%B5%D0%B2',
    'Saule Mysalkyzy',
    'Сауле Мысалкызы',
    'of “Mysalqyzy”',
  ])('in %j', (text) => {
    expect(scanner.finds(text)).toBe(true);
  });
});

describe('other words are left alone', () => {
  test.each([
    '',
    'A crowd gathered in Almaty',
    'Ermek street', // a given name alone names nobody
    'an example of a statement',
    '100% of the posts %zz',
  ])('%j', (text) => {
    expect(scanner.finds(text)).toBe(false);
  });
  test('without names nothing is found', () => {
    expect(nameScanner([]).finds('Ermek Ulgilibayev')).toBe(false);
  });
});

test('any name of two words is found between any other words', () => {
  const word = fc.stringMatching(/^[A-Z][a-z]{4,10}$/).filter((w) => (looseWords(w)[0] ?? '').length >= 4);
  fc.assert(
    fc.property(word, word, fc.lorem({ maxCount: 8 }), fc.lorem({ maxCount: 8 }), (given, family, before, after) => {
      const own = nameScanner([{ text: `${given} ${family}`, kind: 'full' }]);
      expect(own.finds(`${before} ${given} ${family}, ${after}`)).toBe(true);
      expect(own.finds(`${before} ${family} ${after}`)).toBe(true);
    }),
    propertyRuns(200),
  );
});

test('the loose key is the same for the usual spellings of one name', () => {
  const key = (text: string): string => looseWords(text).join(' ');
  expect(key('Қасым Аманжол')).toBe(key('Kassym Amanzhol'));
  expect(key('Ахмедьяров')).toBe(key('Akhmedyarov'));
  expect(key('Өмірбеков')).toBe(key('Umirbekov'));
});
