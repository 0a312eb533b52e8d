/**
 * Every catalogue in three languages: the same ids, the same placeholders, real translations, and the voice of the
 * interface design (section 10): no exclamation marks, at most 160 characters, none of the words that are not ours.
 */
import { readdirSync } from 'node:fs';
import { MessageFormat } from 'messageformat';
import { describe, expect, test } from 'vitest';
import { type Lang, LANGS } from './translate.ts';

type Texts = { readonly [id: string]: string };
interface Area {
  readonly name: string;
  readonly texts: { readonly [L in Lang]: Texts };
}
type ErrorTexts = {
  readonly [code: string]: { readonly [L in Lang]: { readonly message: string; readonly remedy: string } };
};

const here = new URL('./', import.meta.url);
const files = readdirSync(here);

async function only<T>(file: string): Promise<T> {
  const module = (await import(new URL(file, here).href)) as { readonly [name: string]: unknown };
  const objects = Object.values(module).filter((value) => typeof value === 'object' && value !== null);
  if (objects.length !== 1) throw new Error(`${file} exports ${objects.length} objects, one catalogue expected`);
  return objects[0] as T;
}

const areaNames = files.filter((f) => f.endsWith('.en.ts')).map((f) => f.slice(0, -'.en.ts'.length));
const areas: Area[] = [];
for (const name of areaNames) {
  const [kk, ru, en] = await Promise.all([
    only<Texts>(`${name}.kk.ts`),
    only<Texts>(`${name}.ru.ts`),
    only<Texts>(`${name}.en.ts`),
  ]);
  areas.push({ name, texts: { kk, ru, en } });
}
const errorFiles = readdirSync(new URL('./errors/', here)).filter(
  (f) => f.endsWith('.ts') && !['model.ts', 'texts.ts'].includes(f) && !f.endsWith('.test.ts'),
);
for (const file of errorFiles) {
  const errors = await only<ErrorTexts>(`./errors/${file}`);
  const flat = (lang: Lang): Texts =>
    Object.fromEntries(
      Object.entries(errors).flatMap(([code, text]) => [
        [`${code} message`, text[lang].message],
        [`${code} remedy`, text[lang].remedy],
      ]),
    );
  areas.push({ name: `errors/${file}`, texts: { kk: flat('kk'), ru: flat('ru'), en: flat('en') } });
}

/** Names of the variables a message reads. */
const placeholders = (text: string): readonly string[] =>
  [...new Set([...text.matchAll(/\$([\p{L}_][\p{L}\p{N}_.-]*)/gu)].map((m) => m[1] ?? ''))].toSorted();

/** What a reader sees of a message: its variants without the machinery around them. */
function variants(text: string): readonly string[] {
  const quoted = [...text.matchAll(/\{\{([\s\S]*?)\}\}(?!\})/gu)].map((m) => m[1] ?? '');
  return quoted.length > 0 && /^\s*\.(input|local|match)/.test(text) ? quoted : [text];
}

/** A message with no letters of its own (a number, a placeholder, a name, a command) is the same in every language. */
const hasWords = (text: string): boolean =>
  variants(text).some((v) =>
    /\p{L}/u.test(v.replace(/\{[^{}]*\}/gu, '').replace(/`[^`]*`|kua [a-z -]+|Ctrl Enter/gu, '')),
  );

/** Own names of languages, the product's name, and words that Kazakh shares with Russian. */
const SAME_IN_KK_AND_RU = new Set([
  ...['Kuä', 'Қазақша', 'Русский', 'English'],
  ...['байт', 'секунд', 'код', 'профиль', 'Файл', 'Индикатор'],
]);
/** Lists of terms to type, such as `yes, no, unknown`: they are not translated. */
const isTermList = (text: string): boolean => /^[a-z_]+(, [a-z_]+)+$/.test(text);

/** A message says one thing; a remedy may be two sentences. */
const maxLength = (id: string): number => (id.endsWith(' remedy') ? 240 : 160);

/** Words of interface design section 10 that no screen says, with their Russian and Kazakh counterparts. */
const NOT_OURS: { readonly [L in Lang]: readonly RegExp[] } = {
  en: [
    /\boops\b/iu,
    /\binvalid input\b/iu,
    /something went wrong/iu,
    /\bare you sure\b/iu,
    /\bterrorists?\b/iu,
    /\brioters?\b/iu,
    /\bheroe?s?\b/iu,
    /\bmartyrs?\b/iu,
    /\b(eliminated|neutralised|neutralized|slaughtered)\b/iu,
    /\btrue number\b/iu,
    /\b(partly met|victory|shame|liars?|disproved|refuted)\b/iu,
    /\b(blackout|kill switch|out of sync|entries behind|frontier)\b/iu,
    /\bN\/A\b/u,
  ],
  ru: [
    /\bупс\b/iu,
    /что-то пошло не так/iu,
    /неверный ввод/iu,
    /вы уверены/iu,
    /террорист/iu,
    /погромщик/iu,
    /\bгеро[йияе]/iu,
    /мученик/iu,
    /(ликвидирован|нейтрализован|уничтожен[ыао]? человек)/iu,
    /(истинное число|частично выполнено|победа|позор|лжец|опровергнут)/iu,
    /(блэкаут|рассинхрон)/iu,
  ],
  kk: [
    /қате кетті/iu,
    /сенімдісіз бе/iu,
    /террорист/iu,
    /бүлікші/iu,
    /(батырлар|шейіт)/iu,
    /(жойылды адам|залалсыздандырыл)/iu,
    /(жартылай орындалды|жеңіс|масқара|өтірікші)/iu,
    /(блэкаут)/iu,
  ],
};

test('the catalogues of all areas were found', () => {
  expect(areaNames.length).toBeGreaterThanOrEqual(2);
  expect(files.filter((f) => /\.(kk|ru)\.ts$/.test(f))).toHaveLength(areaNames.length * 2);
});

describe.each(areas)('$name', ({ texts }) => {
  const ids = Object.keys(texts.en);

  test('has the same ids in kk, ru and en', () => {
    for (const lang of LANGS) expect(Object.keys(texts[lang]).toSorted()).toEqual(ids.toSorted());
  });

  test('reads the same placeholders in every language', () => {
    for (const id of ids)
      for (const lang of ['kk', 'ru'] as const)
        expect([id, lang, placeholders(texts[lang][id] ?? '')]).toEqual([id, lang, placeholders(texts.en[id] ?? '')]);
  });

  test('is well formed MessageFormat 2', () => {
    for (const lang of LANGS)
      for (const id of ids) expect(() => new MessageFormat(lang, texts[lang][id] ?? '')).not.toThrow();
  });

  test('is translated: kk is not ru, and neither is English', () => {
    const same = ids.filter((id) => {
      const [kk = '', ru = '', en = ''] = [texts.kk[id], texts.ru[id], texts.en[id]];
      return (
        hasWords(ru) &&
        !isTermList(ru) &&
        !SAME_IN_KK_AND_RU.has(ru) &&
        (kk === ru || (ru === en && /\p{Script=Latin}/u.test(ru)))
      );
    });
    expect(same).toEqual([]);
  });

  test('has no exclamation mark, no text missing in one language, and no text that is too long', () => {
    const bad = LANGS.flatMap((lang) =>
      ids
        .filter((id) => {
          const shown = variants(texts[lang][id] ?? '');
          const empty = shown.every((v) => v.trim() === '') && LANGS.some((l) => (texts[l][id] ?? '').trim() !== '');
          const long = shown.some((v) => v.replace(/\{[^{}]*\}/gu, 'x').length > maxLength(id));
          return empty || long || shown.some((v) => v.includes('!'));
        })
        .map((id) => `${lang} ${id}`),
    );
    expect(bad).toEqual([]);
  });

  test('says none of the words that are not ours', () => {
    const bad = LANGS.flatMap((lang) =>
      ids.filter((id) => NOT_OURS[lang].some((word) => word.test(texts[lang][id] ?? ''))).map((id) => `${lang} ${id}`),
    );
    expect(bad).toEqual([]);
  });
});
