/** The letter that goes with a delivery: a request for a reply, or a covering letter. Paragraphs of plain text in kk, ru, en. */
import { replyLetterEn } from './reply-letter.en.ts';
import { replyLetterKk } from './reply-letter.kk.ts';
import { replyLetterRu } from './reply-letter.ru.ts';
import { createTranslator, type Lang } from './translate.ts';

type Part = keyof typeof replyLetterEn;
const CATALOGUES = { kk: replyLetterKk, ru: replyLetterRu, en: replyLetterEn };

/** Paragraphs; the first three are addressee, sender and title, and the list of demands stands after the fourth. */
export function replyLetter(
  lang: Lang,
  purpose: string,
  params: { readonly [name: string]: string },
): readonly string[] {
  const reply = purpose === 'right_of_reply';
  const due = (params['due'] ?? '') !== '';
  const parts: readonly Part[] = [
    'to',
    'from',
    reply ? 'reply_title' : 'cover_title',
    reply ? 'reply_why' : 'cover_why',
    ...((params['what'] ?? '') === '' ? [] : (['what'] as const)),
    due ? 'due' : 'no_due',
    ...(reply ? (['uncut'] as const) : []),
    ...(reply && due ? (['silence'] as const) : []),
    'close',
  ];
  const t = createTranslator(CATALOGUES, lang);
  return parts.map((part) => t(part, params));
}
