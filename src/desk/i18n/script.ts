/** Which language a run of text is in, as far as its letters tell: for `lang` attributes on data shown in another language. */
import type { Lang } from '../../messages/translate.ts';

const KAZAKH_ONLY = /[әғқңөұүһіӘҒҚҢӨҰҮҺІ]/u;
const CYRILLIC = /\p{Script=Cyrillic}/u;
const LATIN = /\p{Script=Latin}/u;

/** `lang` to put on a text, or undefined when it can inherit the page's. A stated language wins over the letters. */
export function langOf(text: string, page: Lang, stated?: string | null): string | undefined {
  if (stated && stated !== 'und') return stated === page ? undefined : stated;
  if (KAZAKH_ONLY.test(text)) return page === 'kk' ? undefined : 'kk';
  if (CYRILLIC.test(text)) return page === 'en' ? 'ru' : undefined;
  if (LATIN.test(text)) return page === 'en' ? undefined : 'en';
  return undefined;
}
