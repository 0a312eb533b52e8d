/**
 * Finds withheld names in free text, titles and addresses: any script of the name, any order, with case endings. Latin and
 * Cyrillic spellings meet in one loose key, so `Базарбаевым` is found when the record says `Bazarbayev`. Too wide rather
 * than too narrow: a text that hits is withheld, not shown.
 */

const CYRILLIC: Readonly<Record<string, string>> = Object.fromEntries(
  'а a ә a б b в v г g ғ g д d е e ё e ж j з z и i й i к k қ k л l м m н n ң n о o ө o п p р r с s т t у u ұ u ү u ф f х h һ h ц ts ч ch ш sh щ sh ъ - ы i і i ь - э e ю iu я ia'
    .split(' ')
    .reduce<[string, string][]>((pairs, part, i, all) => {
      if (i % 2 === 0) pairs.push([part, (all[i + 1] ?? '').replace('-', '')]);
      return pairs;
    }, []),
);

/** Spelling differences that carry no name: kh/h, q/k, zh/j, y/i, o/u, doubled letters, the glide between vowels. */
const LOOSE: readonly (readonly [RegExp, string])[] = [
  [/zh|dj|dzh/g, 'j'],
  [/kh/g, 'h'],
  [/gh/g, 'g'],
  [/ph/g, 'f'],
  [/ck|q/g, 'k'],
  [/w/g, 'v'],
  [/x/g, 'ks'],
  [/ou|oo/g, 'u'],
  [/y/g, 'i'],
  [/o/g, 'u'],
  [/([aeu])i(?=[aeu])/g, '$1'],
  [/i(?=e)/g, ''],
  [/(.)\1+/g, '$1'],
];

const loose = (word: string): string => LOOSE.reduce((w, [from, to]) => w.replace(from, to), word);

/** Words of a text in the loose key. */
export function looseWords(text: string): readonly string[] {
  const folded = text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\u0430-\u04ff]/gu, (c) => CYRILLIC[c] ?? c)
    .normalize('NFD')
    .replace(/[\u0300-\u036f'’ʻʼ`]/gu, '');
  return (folded.match(/[\p{L}\p{N}]+/gu) ?? []).map(loose);
}

export interface NameForm {
  readonly text: string;
  /** full, given, family, patronymic, alias, as_written, as_heard. */
  readonly kind: string;
}

interface Pattern {
  readonly words: readonly string[];
}

export interface NameScanner {
  /** True when the text holds one of the names. Addresses are read like text. */
  finds(text: string): boolean;
  readonly size: number;
}

const LEAST_ALONE = 4;
const LONGEST_ENDING = 3;

/** A scanner over every form of every withheld name. A family name alone is enough to hit when it has four letters. */
export function nameScanner(forms: readonly NameForm[]): NameScanner {
  const patterns: Pattern[] = [];
  for (const form of forms) {
    const words = looseWords(form.text);
    const family = words.at(-1);
    if (words.length > 1) patterns.push({ words });
    if (family && family.length >= LEAST_ALONE && (words.length > 1 || form.kind !== 'given'))
      patterns.push({ words: [family] });
  }
  return {
    size: forms.length,
    finds: (text) => {
      if (patterns.length === 0) return false;
      const words = looseWords(readable(text));
      return patterns.some((p) => p.words.every((wanted) => words.some((w) => fits(w, wanted))));
    },
  };
}

/** The word, or the word with a case ending; short names must be equal. */
const fits = (word: string, wanted: string): boolean =>
  word === wanted ||
  (wanted.length >= LEAST_ALONE && word.startsWith(wanted) && word.length - wanted.length <= LONGEST_ENDING);

/** Percent-encoded letters of addresses as letters. */
function readable(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a percent sign that encodes nothing
  }
}
