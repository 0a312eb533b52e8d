/** Words added and removed between two texts, for people to read: the longest common run of words stays, the rest is told. */

export interface WordRun {
  readonly text: string;
  readonly kind: 'same' | 'added' | 'removed';
}

/** Longer texts are shown as one replaced by the other: nobody reads a diff of a book, and the table would be too large. */
const MOST_WORDS = 1500;

const split = (text: string): readonly string[] => text.match(/\S+\s*|\s+/gu) ?? [];

export function wordDiff(before: string, after: string): readonly WordRun[] {
  const a = split(before);
  const b = split(after);
  if (a.length > MOST_WORDS || b.length > MOST_WORDS) return runs([...removed(a), ...added(b)]);
  const lengths = commonLengths(a, b);
  const out: WordRun[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const [x = '', y = ''] = [a[i], b[j]];
    if (x.trim() === y.trim()) {
      out.push({ text: y, kind: 'same' });
      i++;
      j++;
    } else if ((lengths[i + 1]?.[j] ?? 0) >= (lengths[i]?.[j + 1] ?? 0)) {
      out.push({ text: x, kind: 'removed' });
      i++;
    } else {
      out.push({ text: y, kind: 'added' });
      j++;
    }
  }
  return runs([...out, ...removed(a.slice(i)), ...added(b.slice(j))]);
}

const removed = (words: readonly string[]): readonly WordRun[] => words.map((text) => ({ text, kind: 'removed' }));
const added = (words: readonly string[]): readonly WordRun[] => words.map((text) => ({ text, kind: 'added' }));

/** `lengths[i][j]`: length of the longest common run of words from a[i] and b[j] on. */
function commonLengths(a: readonly string[], b: readonly string[]): readonly Uint16Array[] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) {
      const row = lengths[i];
      const below = lengths[i + 1];
      if (!row || !below) continue;
      row[j] = a[i]?.trim() === b[j]?.trim() ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  return lengths;
}

/** Neighbours of one kind as one run. */
function runs(words: readonly WordRun[]): readonly WordRun[] {
  const out: WordRun[] = [];
  for (const word of words) {
    const last = out.at(-1);
    if (last?.kind === word.kind) out[out.length - 1] = { kind: word.kind, text: last.text + word.text };
    else out.push(word);
  }
  return out;
}
