/** The desk's own catalogues, so that tests find everything by the words a person reads. */
import { deskCoalitionEn } from '../../src/messages/desk-coalition.en.ts';
import { deskCoalitionKk } from '../../src/messages/desk-coalition.kk.ts';
import { deskCoalitionRu } from '../../src/messages/desk-coalition.ru.ts';
import { deskExchangeEn } from '../../src/messages/desk-exchange.en.ts';
import { deskExchangeKk } from '../../src/messages/desk-exchange.kk.ts';
import { deskExchangeRu } from '../../src/messages/desk-exchange.ru.ts';
import { deskEn } from '../../src/messages/desk.en.ts';
import { deskKk } from '../../src/messages/desk.kk.ts';
import { deskRu } from '../../src/messages/desk.ru.ts';
import { createTranslator, type Lang, type Translate } from '../../src/messages/translate.ts';

/** Those of the first load, and those that come with a page. */
const en = { ...deskEn, ...deskCoalitionEn, ...deskExchangeEn };
const catalogues = {
  kk: { ...deskKk, ...deskCoalitionKk, ...deskExchangeKk },
  ru: { ...deskRu, ...deskCoalitionRu, ...deskExchangeRu },
  en,
};
export type Say = Translate<keyof typeof en>;
export const say: { readonly [L in Lang]: Say } = {
  kk: createTranslator(catalogues, 'kk'),
  ru: createTranslator(catalogues, 'ru'),
  en: createTranslator(catalogues, 'en'),
};
/** A browser of someone who reads this language. */
export const LOCALE: { readonly [L in Lang]: string } = { kk: 'kk-KZ', ru: 'ru-KZ', en: 'en-GB' };
