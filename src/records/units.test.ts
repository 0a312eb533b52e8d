/** Administrative units: codes of both times lead to the right units. */
import { expect, test } from 'vitest';
import { UNIT_IDS, unitLabel, unitsOfCode } from './units.ts';

test('a code of January 2022 covers the units formed out of it in June 2022', () => {
  expect(unitsOfCode('KZ-ALM').toSorted()).toEqual(['kz.almaty_region', 'kz.zhetysu']);
  expect(unitsOfCode('KZ-VOS').toSorted()).toEqual(['kz.abai', 'kz.east_kazakhstan']);
  expect(unitsOfCode('kz-33')).toEqual(['kz.zhetysu']);
  expect(unitsOfCode('KZ-ALA')).toEqual(unitsOfCode('KZ-75'));
});

test('ids stand for themselves, other texts for nothing', () => {
  for (const id of UNIT_IDS) expect(unitsOfCode(id)).toEqual([id]);
  expect(unitsOfCode('KZ-XX')).toEqual([]);
  expect(unitsOfCode('constructor')).toEqual([]);
  expect(unitLabel('toString', 'en')).toBe('toString');
});

test('every unit has three names', () => {
  for (const id of UNIT_IDS)
    expect(new Set([unitLabel(id, 'en'), unitLabel(id, 'ru'), unitLabel(id, 'kk')]).size, id).toBe(3);
});
