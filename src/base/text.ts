/** Text folding for quotes, search and sorting. Kazakh letters fold to the Russian letters that a Russian keyboard has. */

/** NFC, with every space-like character (no-break and narrow spaces included) folded to one plain space, runs squeezed. */
export function foldSpaces(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\s\u00a0\u2007\u202f\u2060\ufeff]+/gu, ' ')
    .trim();
}

/** True when `quote` occurs in `text` after NFC and no-break-space folding. An empty quote does not occur. */
export function occursIn(quote: string, text: string): boolean {
  const q = foldSpaces(quote);
  return q.length > 0 && foldSpaces(text).includes(q);
}

const KAZAKH: Readonly<Record<string, string>> = {
  ә: 'а',
  ғ: 'г',
  қ: 'к',
  ң: 'н',
  ө: 'о',
  ұ: 'у',
  ү: 'у',
  һ: 'х',
  і: 'и',
};

/** Case-folded search form: NFC, lower case, ё as е. */
export function foldCase(text: string): string {
  return text.normalize('NFC').toLowerCase().replaceAll('ё', 'е');
}

/** Search form of a folded text in which Kazakh letters stand as the nearest Russian ones. */
export function foldKazakh(folded: string): string {
  return folded.replace(/[әғқңөұүһі]/gu, (c) => KAZAKH[c] ?? c);
}
