/** Message catalogues (MessageFormat 2): one function per language, falling back kk -> ru -> en. */
import { MessageFormat } from 'messageformat';

export type Lang = 'kk' | 'ru' | 'en';
export const LANGS: readonly Lang[] = ['kk', 'ru', 'en'];
export type Params = { readonly [name: string]: unknown };
export type Translate<Id extends string = string> = (id: Id, params?: Params) => string;

const FALLBACK: { readonly [L in Lang]: readonly Lang[] } = { kk: ['kk', 'ru', 'en'], ru: ['ru', 'en'], en: ['en'] };

export const isLang = (text: unknown): text is Lang => text === 'kk' || text === 'ru' || text === 'en';

/**
 * Translator over three catalogues of one area (desk, edition, errors …). An id that no catalogue holds comes back as
 * itself in brackets, so that it is seen; a test keeps the three key sets equal.
 */
export function createTranslator<Id extends string>(
  catalogues: { readonly [L in Lang]: { readonly [K in Id]: string } },
  lang: Lang,
): Translate<Id> {
  const compiled = new Map<string, MessageFormat>();
  return (id, params) => {
    let format = compiled.get(id);
    if (!format) {
      const found = FALLBACK[lang].find((l) => Object.hasOwn(catalogues[l], id));
      if (!found) return `[${id}]`;
      // A browser without Kazakh number and plural data takes the next language's, not its own default.
      format = new MessageFormat([...FALLBACK[found]], catalogues[found][id], { bidiIsolation: 'none' });
      compiled.set(id, format);
    }
    return format.format(params === undefined ? {} : { ...params });
  };
}
