/** Sizes and dates of editions in words of the language. */
import type { Lang } from '../../../messages/translate.ts';

/** Megabytes with one decimal, at least 0.1. */
export const megabytes = (bytes: number, lang: Lang): string =>
  new Intl.NumberFormat(lang, { maximumFractionDigits: 1, minimumFractionDigits: 1 }).format(
    Math.max(0.1, bytes / 1e6),
  );

export const percent = (done: number, total: number | null): number =>
  total === null || total === 0 ? 0 : Math.min(100, Math.round((done / total) * 100));
