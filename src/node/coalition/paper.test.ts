/** A key on paper: read back as typed by a tired person, and never read when one character is wrong. */
import fc from 'fast-check';
import { propertyRuns } from '../../../test/property-runs.ts';
import { expect, test } from 'vitest';
import { nodePrimitives } from '../../store/node-primitives.ts';
import { fromPaper, toPaper } from './paper.ts';

const p = nodePrimitives();
const seed = fc.uint8Array({ minLength: 32, maxLength: 32 });

test('has one form that a pen can follow', () => {
  expect(toPaper(p, new Uint8Array(32).fill(7))).toMatch(
    /^kua-paper-1( [0-9A-HJKMNP-TV-Z]{4}){14} [0-9A-HJKMNP-TV-Z]{2}$/,
  );
});

test('is read back: in small letters, without spaces, with hyphens, with O, I and L', () => {
  fc.assert(
    fc.property(seed, (key) => {
      const paper = toPaper(p, key);
      expect(fromPaper(p, paper)).toEqual(key);
      expect(fromPaper(p, paper.toLowerCase().replaceAll(' ', '-'))).toEqual(key);
      expect(fromPaper(p, ` ${paper.replace('kua-paper-1 ', '').replaceAll(' ', '\n')} `)).toEqual(key);
      expect(fromPaper(p, paper.slice(12).replaceAll('0', 'o').replaceAll('1', 'l'))).toEqual(key);
    }),
    propertyRuns(1000),
  );
});

test('is refused when a character is another, two are swapped, or the end is missing', () => {
  fc.assert(
    fc.property(seed, fc.nat(57), fc.nat(30), (key, at, step) => {
      const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
      const plain = [...toPaper(p, key).slice(12).replaceAll(' ', '')];
      const wrong = plain.slice();
      wrong[at] = alphabet.charAt((alphabet.indexOf(plain[at] ?? '') + 1 + step) % 32);
      expect(fromPaper(p, wrong.join(''))).toBe(null);
      const swapped = plain.slice();
      [swapped[at], swapped[(at + 1) % 58]] = [plain[(at + 1) % 58] ?? '', plain[at] ?? ''];
      if (swapped.join('') !== plain.join('')) expect(fromPaper(p, swapped.join(''))).toBe(null);
      expect(fromPaper(p, plain.slice(0, -1).join(''))).toBe(null);
    }),
    propertyRuns(1000),
  );
});

test('never throws, whatever is typed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => {
      expect(fromPaper(p, text)).toBe(null);
    }),
    propertyRuns(1000),
  );
});
