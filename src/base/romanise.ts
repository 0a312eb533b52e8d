/**
 * Strict name key of a word: Kazakh and Russian Cyrillic and the Latin spellings met for them fall on one key, so that
 * `kasym`, `qasym`, `Қасым` and `Касым` are equal. For searching only; linkage has its own, finer levels.
 *
 * Steps: lower case; Cyrillic letter by letter (table below) or Latin letters with signs to their plain pairs
 * (ş -> sh, ç -> ch, ğ -> g, ñ -> n, ı -> i; ý -> u beside another acute Kazakh letter); signs and apostrophes dropped;
 * then kh->h, gh->g, dzh dj zh->j, tch ch->č, shch sch sh->š, ts tz c(e,i,y)->z, ph->f, q c->k, w->v, x->ks, ng->n,
 * y->i, ia iu ie -> a u e, ei ai oi -> e a o, final off -> ov, doubled letters once. Other scripts have no key ('').
 */

const CYRILLIC: Readonly<Record<string, string>> = {
  ...{ а: 'a', ә: 'a', б: 'b', в: 'v', г: 'g', ғ: 'g', ґ: 'g', д: 'd', е: 'e', ё: 'e', э: 'e', є: 'e', ж: 'zh' },
  ...{ з: 'z', и: 'i', й: 'i', і: 'i', ї: 'i', ы: 'i', к: 'k', қ: 'k', л: 'l', м: 'm', н: 'n', ң: 'n', о: 'o' },
  ...{ ө: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ұ: 'u', ү: 'u', ф: 'f', х: 'h', һ: 'h', ц: 'ts', ч: 'ch' },
  ...{ ш: 'sh', щ: 'sh', ъ: '', ь: '', ю: 'iu', я: 'ia' },
};
const LATIN: Readonly<Record<string, string>> = {
  ...{ ş: 'sh', ș: 'sh', š: 'sh', ç: 'ch', č: 'ch', ž: 'zh', ı: 'i', ł: 'l', ß: 'ss', æ: 'a', ø: 'o', đ: 'd' },
};
const FOLDS: readonly (readonly [RegExp, string])[] = [
  [/kh/g, 'h'],
  [/gh/g, 'g'],
  [/dzh|dj|zh/g, 'j'],
  [/tsch|tch/g, 'č'],
  [/shch|sch|sh/g, 'š'],
  [/ch/g, 'č'],
  [/ts|tz/g, 'z'],
  [/c(?=[eiy])/g, 'z'],
  [/ph/g, 'f'],
  [/[qc]/g, 'k'],
  [/w/g, 'v'],
  [/x/g, 'ks'],
  [/ng+/g, 'n'],
  [/y/g, 'i'],
  [/i([aue])/g, '$1'],
  [/([eao])i/g, '$1'],
  [/off$/, 'ov'],
  [/([a-zčš])\1+/g, '$1'],
];

/** Key of one word, or '' when it holds no letter of a script the tables know. Digits stay. */
export function strictKey(word: string): string {
  const lower = word.normalize('NFC').toLowerCase();
  const acute = /[áǵńóú]/u.test(lower);
  let roman = '';
  for (const c of lower) {
    if (acute && c === 'ý') roman += 'u';
    else roman += CYRILLIC[c] ?? LATIN[c] ?? c;
  }
  roman = roman.normalize('NFKD').replace(/[^a-z0-9]/gu, '');
  for (const [from, to] of FOLDS) roman = roman.replace(from, to);
  return roman;
}
