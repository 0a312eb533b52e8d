/**
 * Texts as the full-text tables hold them: words folded by this program and parted by one space, so that SQLite's `ascii`
 * tokenizer only splits at spaces and a query cuts words exactly as the index did, whatever Unicode version either has.
 * Folding: NFC, lower case, ё as е, signs above and below letters dropped (é as e; й stays).
 */
import { strictKey } from '../../base/romanise.ts';
import { foldCase, foldKazakh } from '../../base/text.ts';

/** Stands between texts, so that no phrase runs from one into the next. */
const GAP = ' \u00b7 ';

function dropSigns(text: string): string {
  // Plain ASCII and plain Cyrillic have nothing to drop, and NFD would cost the import dearly.
  if (/^[\u0000-\u007f\u0400-\u0482\u048a-\u052f\u2010-\u2027\u00ab\u00bb]*$/u.test(text)) return text;
  return text
    .normalize('NFD')
    .replace(/(?<!\u0438)\p{M}+|(?<=\u0438)(?!\u0306)\p{M}+/gu, '')
    .normalize('NFC');
}

/** Folded words of a text, in order. */
export const tokensOf = (text: string): string[] => dropSigns(foldCase(text)).match(/[\p{L}\p{N}]+/gu) ?? [];

/** Folded text of a title or body: words parted by single spaces, lines parted by a gap. */
export function foldedText(text: string): string {
  if (!text.includes('\n')) return tokensOf(text).join(' ');
  return text
    .split('\n')
    .map((line) => tokensOf(line).join(' '))
    .filter((line) => line !== '')
    .join(GAP);
}

/** The same with Kazakh letters as a Russian keyboard writes them; empty when the texts hold none. */
export function kazakhForm(...folded: readonly string[]): string {
  const having = folded.filter((text) => /[әғқңөұүһі]/u.test(text));
  return having.map(foldKazakh).join(GAP);
}

/** Strict keys of the words of names, for `kasym` to find Қасым and Касым. */
export function nameKeys(names: readonly string[]): string[] {
  const keys = new Set<string>();
  for (const name of names) for (const word of tokensOf(name)) keys.add(strictKey(word));
  keys.delete('');
  return [...keys].sort();
}

/** A title or name as `where` compares it. */
export const exactFold = (text: string): string => foldCase(text).replace(/\s+/gu, ' ').trim();
