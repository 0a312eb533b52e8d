/** The letter that asks a receiver to take a copy back, in kk, ru and en. It names the copy and the record's id, never the person. */
import { formatEdtf } from '../../base/dates.ts';
import { recallEn } from '../../messages/recall.en.ts';
import { recallKk } from '../../messages/recall.kk.ts';
import { recallRu } from '../../messages/recall.ru.ts';
import { createTranslator, type Lang, LANGS } from '../../messages/translate.ts';
import type { Copy } from './copies.ts';

type RecallId = keyof typeof recallEn;

export type Letters = { readonly [L in Lang]: string };

export function recallLetters(copy: Copy, about: { readonly subject: string; readonly organisation: string }): Letters {
  const letter = (lang: Lang): string => {
    const t = createTranslator<RecallId>({ kk: recallKk, ru: recallRu, en: recallEn }, lang);
    const params = {
      to: copy.to,
      title: copy.title,
      what: t(`what.${copy.what}`),
      date: formatEdtf(copy.at.slice(0, 10), lang),
      subject: about.subject,
      organisation: about.organisation,
    };
    const asked =
      copy.what === 'edition' ? (['ask.edition', 'ask.pages'] as const) : (['ask.delete', 'ask.passed'] as const);
    return [
      t('to', params),
      t('subject', params),
      t('given', params),
      t('withdrawn', params),
      ...asked.map((id) => t(id, params)),
      t('confirm', params),
      t('from', params),
    ].join('\n\n');
  };
  return Object.fromEntries(LANGS.map((lang) => [lang, letter(lang)])) as Letters;
}
