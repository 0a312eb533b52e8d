/** The desk's own catalogues, so that tests find everything by the words a person reads. */
import { deskEn } from '../../src/messages/desk.en.ts';
import { deskKk } from '../../src/messages/desk.kk.ts';
import { deskRu } from '../../src/messages/desk.ru.ts';
import { createTranslator, type Lang, type Translate } from '../../src/messages/translate.ts';

export type Say = Translate<keyof typeof deskEn>;
const catalogues = { kk: deskKk, ru: deskRu, en: deskEn };
export const say: { readonly [L in Lang]: Say } = {
  kk: createTranslator(catalogues, 'kk'),
  ru: createTranslator(catalogues, 'ru'),
  en: createTranslator(catalogues, 'en'),
};
/** A browser of someone who reads this language. */
export const LOCALE: { readonly [L in Lang]: string } = { kk: 'kk-KZ', ru: 'ru-KZ', en: 'en-GB' };
