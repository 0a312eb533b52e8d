/** The desk's language: one catalogue chunk at a time, swapped without reload, so that nothing typed is lost. */
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useState } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import type { deskEn } from '../../messages/desk.en.ts';
import type { deskCoalitionEn } from '../../messages/desk-coalition.en.ts';
import type { deskExchangeEn } from '../../messages/desk-exchange.en.ts';
import { createTranslator, isLang, type Lang, LANGS, type Params } from '../../messages/translate.ts';
import { setCallLanguage } from '../api/client.ts';

type FirstId = keyof typeof deskEn;
/** Ids of pages whose words come with them stand beside those of the first load. */
export type DeskId = FirstId | keyof typeof deskCoalitionEn | keyof typeof deskExchangeEn;
type DeskCatalogue = { readonly [K in FirstId]: string };
type Texts = { readonly [id: string]: string };
/** Words that are fetched with a page. */
export type MoreWords = { readonly [L in Lang]: () => Promise<Texts> };
export interface Words {
  readonly lang: Lang;
  readonly t: (id: DeskId, params?: Params) => string;
  /** Text of an id that comes from data; null when the catalogue has none. */
  readonly maybe: (id: string, params?: Params) => string | null;
  readonly setLang: (lang: Lang) => void;
}

const LOAD: { readonly [L in Lang]: () => Promise<DeskCatalogue> } = {
  kk: async () => (await import('../../messages/desk.kk.ts')).deskKk,
  ru: async () => (await import('../../messages/desk.ru.ts')).deskRu,
  en: async () => (await import('../../messages/desk.en.ts')).deskEn,
};

const loaded = new Map<Lang, { readonly words: Words; readonly texts: { [id: string]: string } }>();
const more: MoreWords[] = [];

/** Adds the words of a page, in the languages that are loaded and in every later one. Awaited before the page is drawn. */
export async function addWords(words: MoreWords): Promise<void> {
  // Those that are being loaded meanwhile find it in the list.
  if (!more.includes(words)) more.push(words);
  for (const [lang, { texts }] of loaded) Object.assign(texts, await words[lang]());
}

async function load(lang: Lang): Promise<Words> {
  const have = loaded.get(lang);
  if (have) return have.words;
  const texts: { [id: string]: string } = { ...(await LOAD[lang]()) };
  for (const one of more) Object.assign(texts, await one[lang]());
  // One language is loaded; a test keeps the three key sets equal, so the fallback never runs here.
  const t = createTranslator<string>({ kk: texts, ru: texts, en: texts }, lang);
  const known = (id: string): id is DeskId => Object.hasOwn(texts, id);
  const words: Words = { lang, t, maybe: (id, params) => (known(id) ? t(id, params) : null), setLang: () => undefined };
  loaded.set(lang, { words, texts });
  return words;
}

/** First language of the browser that the desk speaks. */
export function browserLang(): Lang {
  for (const tag of navigator.languages) {
    const found = LANGS.find((lang) => tag.toLowerCase().startsWith(lang));
    if (found) return found;
  }
  return 'en';
}

const WordsContext = createContext<Words | null>(null);

/** Words of the current language. */
export function useWords(): Words {
  const words = use(WordsContext);
  if (!words) throw new Error('no LanguageProvider above');
  return words;
}

/** `preferred` is the person's own setting, once known; a choice made here wins over it. */
export function LanguageProvider(props: { readonly preferred: Lang | null; readonly children: ReactNode }): ReactNode {
  const [chosen, setChosen] = useState<Lang | null>(null);
  const wanted = chosen ?? props.preferred ?? browserLang();
  const [words, setWords] = useState<Words | null>(loaded.get(wanted)?.words ?? null);
  const setLang = useCallback((lang: Lang) => {
    if (isLang(lang)) setChosen(lang);
  }, []);
  useEffect(() => {
    let current = true;
    setCallLanguage(wanted);
    void load(wanted).then((next) => {
      if (!current) return;
      document.documentElement.lang = wanted;
      setWords(next);
    });
    return () => {
      current = false;
    };
  }, [wanted]);
  const value = useMemo(() => (words ? { ...words, setLang } : null), [words, setLang]);
  if (!value) return null;
  return (
    <WordsContext value={value}>
      <I18nProvider locale={value.lang}>{props.children}</I18nProvider>
    </WordsContext>
  );
}
