/** Demands are found in the statement whatever its spaces, and nothing of the text is lost by marking. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldSpaces } from '../../base/text.ts';
import { markOriginal, markTranslation, paragraphsOf } from './statement-text.ts';

const TEXT = 'First paragraph.\n\nWe ask to release them\u00a0now, and to restore the\nnetwork.\n\nThe end.';
const DEMANDS = [
  { key: 'D1', verbatim: 'release them now' },
  { key: 'D2', verbatim: 'to restore the network' },
  { key: 'D3', verbatim: 'not in the text' },
];

test('a clause is found across no-break spaces and line ends, and marked once', () => {
  const marked = markOriginal(TEXT, DEMANDS);
  expect(marked.map((p) => p.demands)).toEqual([[], ['D1', 'D2'], []]);
  expect(marked[1]?.pieces.filter((p) => p.demand !== null).map((p) => p.text)).toEqual([
    'release them now',
    'to restore the network',
  ]);
});

test('a translation of another length carries no guessed marks', () => {
  const original = markOriginal(TEXT, DEMANDS);
  expect(markTranslation('а\n\nб\n\nв', original).map((p) => p.demands)).toEqual([[], ['D1', 'D2'], []]);
  expect(markTranslation('а\n\nб', original).flatMap((p) => p.demands)).toEqual([]);
});

test('the pieces of a text are always the whole text', () => {
  fc.assert(
    fc.property(fc.string(), fc.array(fc.string()), (text, quotes) => {
      const marked = markOriginal(
        text,
        quotes.map((verbatim, n) => ({ key: `D${n}`, verbatim })),
      );
      expect(marked.map((p) => p.pieces.map((x) => x.text).join(''))).toEqual(paragraphsOf(text));
      expect(marked.every((p) => foldSpaces(p.pieces.map((x) => x.text).join('')) !== '')).toBe(true);
    }),
  );
});
