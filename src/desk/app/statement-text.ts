/** Where the demands of a statement stand in its text: verbatim clauses found after folding of spaces, paragraph by paragraph. */
import { foldSpaces } from '../../base/text.ts';

export interface TextDemand {
  readonly key: string;
  readonly verbatim: string | null;
}
export interface Piece {
  readonly text: string;
  /** Demand whose clause this piece is, or null. */
  readonly demand: string | null;
}
export interface Paragraph {
  readonly pieces: readonly Piece[];
  /** Demands whose clause stands in this paragraph. */
  readonly demands: readonly string[];
}

/** Paragraphs are separated by empty lines. */
export const paragraphsOf = (text: string): readonly string[] =>
  text
    .split(/\n\s*\n/)
    .map(foldSpaces)
    .filter((p) => p !== '');

function cut(paragraph: string, demands: readonly TextDemand[]): Paragraph {
  const found = demands
    .flatMap((d) => {
      const quote = d.verbatim === null ? '' : foldSpaces(d.verbatim);
      const at = quote === '' ? -1 : paragraph.indexOf(quote);
      return at === -1 ? [] : [{ key: d.key, at, end: at + quote.length }];
    })
    .toSorted((a, b) => a.at - b.at);
  const pieces: Piece[] = [];
  let from = 0;
  for (const { key, at, end } of found) {
    if (at < from) continue;
    if (at > from) pieces.push({ text: paragraph.slice(from, at), demand: null });
    pieces.push({ text: paragraph.slice(at, end), demand: key });
    from = end;
  }
  if (from < paragraph.length) pieces.push({ text: paragraph.slice(from), demand: null });
  return { pieces, demands: found.map((f) => f.key) };
}

/** The original text in paragraphs, each demand's clause a piece of its own. */
export const markOriginal = (text: string, demands: readonly TextDemand[]): readonly Paragraph[] =>
  paragraphsOf(text).map((p) => cut(p, demands));

/**
 * A translation with the same number of paragraphs carries the demands of the original's paragraphs; with another number
 * nothing is guessed.
 */
export function markTranslation(text: string, original: readonly Paragraph[]): readonly Paragraph[] {
  const paragraphs = paragraphsOf(text);
  const aligned = paragraphs.length === original.length;
  return paragraphs.map((p, n) => ({
    pieces: [{ text: p, demand: null }],
    demands: aligned ? (original[n]?.demands ?? []) : [],
  }));
}
