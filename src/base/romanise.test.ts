/** Spellings of one name in two alphabets and several systems share a strict key. */
import { expect, test } from 'vitest';
import { strictKey } from './romanise.ts';

test.each([
  [['Жанар', 'Janar', 'Dzhanar']],
  [['Қасым', 'Касым', 'Qasym', 'kasym']],
  [['Нұрсұлтан', 'Nursultan']],
  [['Әсел', 'Ässel', 'Asel']],
  [['Ғалым', 'Ğalym']],
  [['Шыңғыс', 'Shyngys', 'Şyñğys']],
  [['Жаңаөзен', 'Жанаозен', 'Zhanaozen', 'Janaozen']],
  [['Ахметов', 'Akhmetov', 'Ahmetoff', 'Akhmetow']],
  [['деңгейіне', 'denggeī̆ine']],
])('%j share a key', (spellings) => {
  expect(new Set(spellings.map(strictKey)).size).toBe(1);
});

test('different names keep different keys, other scripts have none', () => {
  expect(strictKey('Асан')).not.toBe(strictKey('Әсел'));
  expect(strictKey('محمد')).toBe('');
  expect(strictKey('2022')).toBe('2022');
});
