/** Clauses in the raw text of an editor: where one stands, how it follows the typing, what a paste leaves, how long a text is. */

/** Bytes of a text at most, as the node keeps it. */
export const TEXT_MAX = 65_536;

export const bytesOf = (text: string): number => new TextEncoder().encode(text.normalize('NFC')).length;

const SPACES = '[\\s\\u00a0\\u2007\\u202f\\u2060\\ufeff]+';
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** First place of a clause in a text, spaces of any kind counting as one; null when it does not stand there. */
export function findClause(text: string, clause: string): readonly [from: number, to: number] | null {
  const words = clause.split(new RegExp(SPACES, 'u')).filter((w) => w !== '');
  if (words.length === 0) return null;
  const found = new RegExp(words.map(escaped).join(SPACES), 'u').exec(text);
  return found ? [found.index, found.index + found[0].length] : null;
}

/** A clause after its text was edited: an edit inside it, or at its end, is part of it; any other leaves it as it was. */
export function followClause(before: string, after: string, clause: string): string {
  const place = findClause(before, clause);
  if (!place || before === after) return clause;
  const [from, to] = place;
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < most - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const end = before.length - tail;
  const inside = start > from && end <= to && start < to;
  if (!inside) return clause;
  const edited = after.slice(from, to + after.length - before.length).trim();
  return edited === '' ? clause : edited;
}

/** Pieces of a text for the layer under its field: each with the demand it carries, or null. */
export function piecesOf(
  text: string,
  clauses: readonly { readonly key: string; readonly text: string }[],
): readonly { readonly text: string; readonly demand: string | null }[] {
  const found = clauses
    .flatMap(({ key, text: clause }) => {
      const place = findClause(text, clause);
      return place ? [{ key, from: place[0], to: place[1] }] : [];
    })
    .toSorted((a, b) => a.from - b.from);
  const out: { text: string; demand: string | null }[] = [];
  let at = 0;
  for (const { key, from, to } of found) {
    if (from < at) continue;
    if (from > at) out.push({ text: text.slice(at, from), demand: null });
    out.push({ text: text.slice(from, to), demand: key });
    at = to;
  }
  if (at < text.length) out.push({ text: text.slice(at), demand: null });
  return out;
}

/** Starts of the paragraphs of a text. */
export function paragraphStarts(text: string): readonly number[] {
  const starts = [0];
  for (const m of text.matchAll(/\n\s*\n/g)) starts.push(m.index + m[0].length);
  return starts;
}

/** The next free number: D5 after D1 to D4. */
export function nextKey(keys: readonly string[]): string {
  const used = keys.flatMap((key) => {
    const n = /^D(\d+)$/.exec(key)?.[1];
    return n === undefined ? [] : [Number(n)];
  });
  return `D${Math.max(0, ...used) + 1}`;
}

const BLOCKS = new Set(['P', 'DIV', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6', 'LI', 'BLOCKQUOTE', 'TR', 'UL', 'OL', 'TABLE']);

/** The words of pasted HTML, a blank line after each block; no markup, no script, no style. */
export function textOfHtml(html: string): string {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  const out: string[] = [];
  const walk = (node: Node): void => {
    if (node.nodeType === Node.TEXT_NODE) out.push((node.textContent ?? '').replace(/\s+/g, ' '));
    if (['SCRIPT', 'STYLE', 'TEMPLATE', 'TITLE'].includes(node.nodeName)) return;
    if (node.nodeName === 'BR') out.push('\n');
    for (const child of node.childNodes) walk(child);
    if (BLOCKS.has(node.nodeName)) out.push('\n\n');
  };
  walk(body);
  return out
    .join('')
    .replace(/[ \t]*\n[ \t]*/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
