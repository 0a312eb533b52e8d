/**
 * The plain text of a statement as blocks, parted by empty lines: a line that begins with "# " is a heading, lines that
 * begin with "- " are a list, with "> " a quote, all else paragraphs. And where demands stand in it: clauses are found
 * after folding of spaces, block by block.
 */
import { foldSpaces } from '../base/text.ts';

export interface TextClause {
  readonly key: string;
  readonly text: string | null;
}
export interface Piece {
  readonly text: string;
  /** Demand whose clause this piece is, or null. */
  readonly demand: string | null;
}
export interface Block {
  readonly kind: 'heading' | 'list' | 'quote' | 'paragraph';
  /** Items of a list; one for any other block. */
  readonly items: readonly (readonly Piece[])[];
  /** Demands whose clause stands in this block. */
  readonly demands: readonly string[];
}

interface Plain {
  readonly kind: Block['kind'];
  readonly items: readonly string[];
}

function plainOf(lines: readonly string[]): Plain {
  const without = (mark: RegExp): string[] => lines.map((line) => foldSpaces(line.replace(mark, '')));
  if (lines.every((line) => /^\s*-\s/.test(line))) return { kind: 'list', items: without(/^\s*-\s+/) };
  if (lines.every((line) => /^\s*>/.test(line)))
    return { kind: 'quote', items: [foldSpaces(without(/^\s*>\s?/).join(' '))] };
  const [first = ''] = lines;
  if (lines.length === 1 && /^#{1,3}\s/.test(first)) return { kind: 'heading', items: without(/^#{1,3}\s+/) };
  return { kind: 'paragraph', items: [foldSpaces(lines.join(' '))] };
}

/** Blocks that hold any words. */
export const blocksOf = (text: string): readonly Plain[] =>
  text
    .split(/\n\s*\n/)
    .map((block) => plainOf(block.split('\n').filter((line) => line.trim() !== '')))
    .map((b) => ({ ...b, items: b.items.filter((item) => item !== '') }))
    .filter((b) => b.items.length > 0);

function cut(item: string, clauses: readonly TextClause[]): readonly Piece[] {
  const found = clauses
    .flatMap(({ key, text }) => {
      const quote = text === null ? '' : foldSpaces(text);
      const at = quote === '' ? -1 : item.indexOf(quote);
      return at === -1 ? [] : [{ key, at, end: at + quote.length }];
    })
    .toSorted((a, b) => a.at - b.at);
  const pieces: Piece[] = [];
  let from = 0;
  for (const { key, at, end } of found) {
    if (at < from) continue;
    if (at > from) pieces.push({ text: item.slice(from, at), demand: null });
    pieces.push({ text: item.slice(at, end), demand: key });
    from = end;
  }
  if (from < item.length) pieces.push({ text: item.slice(from), demand: null });
  return pieces;
}

/** A text with each demand's clause a piece of its own. */
export const markText = (text: string, clauses: readonly TextClause[]): readonly Block[] =>
  blocksOf(text).map(({ kind, items }) => {
    const whole = foldSpaces(items.join(' '));
    const within = clauses.filter((c) => c.text !== null && c.text.trim() !== '' && whole.includes(foldSpaces(c.text)));
    return { kind, items: items.map((item) => cut(item, clauses)), demands: within.map((c) => c.key) };
  });

/**
 * A translation that marks no clause of its own carries the demands of the original's blocks when it has as many; with
 * another number nothing is guessed.
 */
export function alignMarks(text: string, original: readonly Block[]): readonly Block[] {
  const blocks = markText(text, []);
  const aligned = blocks.length === original.length;
  return blocks.map((b, n) => ({ ...b, demands: aligned ? (original[n]?.demands ?? []) : [] }));
}
