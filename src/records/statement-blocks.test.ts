/** Demands are found in the statement whatever its spaces, and nothing of the text is lost by marking. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { propertyRuns } from '../../test/property-runs.ts';
import { foldSpaces } from '../base/text.ts';
import { alignMarks, blocksOf, markText } from './statement-blocks.ts';

const TEXT = 'First paragraph.\n\nWe ask to release them\u00a0now, and to restore the\nnetwork.\n\nThe end.';
const CLAUSES = [
  { key: 'D1', text: 'release them now' },
  { key: 'D2', text: 'to restore the network' },
  { key: 'D3', text: 'not in the text' },
  { key: 'D4', text: null },
];

test('a clause is found across no-break spaces and line ends, and marked once', () => {
  const marked = markText(TEXT, CLAUSES);
  expect(marked.map((b) => b.demands)).toEqual([[], ['D1', 'D2'], []]);
  expect(marked[1]?.items[0]?.filter((p) => p.demand !== null).map((p) => p.text)).toEqual([
    'release them now',
    'to restore the network',
  ]);
});

test('headings, lists and quotes are known by their first letters; nothing else is markup', () => {
  const text = '# Title\n\n- one\n- two\n\n> said\n> so\n\n* no list\n\n<b>no bold</b>';
  expect(blocksOf(text)).toEqual([
    { kind: 'heading', items: ['Title'] },
    { kind: 'list', items: ['one', 'two'] },
    { kind: 'quote', items: ['said so'] },
    { kind: 'paragraph', items: ['* no list'] },
    { kind: 'paragraph', items: ['<b>no bold</b>'] },
  ]);
});

test('a clause over two items of a list is told by its number', () => {
  expect(markText('- one\n- two', [{ key: 'D1', text: 'one two' }])).toMatchObject([{ demands: ['D1'] }]);
});

test('a translation of another length carries no guessed marks', () => {
  const original = markText(TEXT, CLAUSES);
  expect(alignMarks('а\n\nб\n\nв', original).map((b) => b.demands)).toEqual([[], ['D1', 'D2'], []]);
  expect(alignMarks('а\n\nб', original).flatMap((b) => b.demands)).toEqual([]);
});

test('the pieces of a text are always the whole text', () => {
  fc.assert(
    fc.property(fc.string(), fc.array(fc.string()), (text, quotes) => {
      const clauses = quotes.map((quote, n) => ({ key: `D${n}`, text: quote }));
      const marked = markText(text, clauses);
      expect(marked.map((b) => b.items.map((pieces) => pieces.map((x) => x.text).join('')))).toEqual(
        blocksOf(text).map((b) => b.items),
      );
      for (const b of marked)
        for (const pieces of b.items) expect(foldSpaces(pieces.map((x) => x.text).join(''))).not.toBe('');
    }),
    propertyRuns(100),
  );
});
