/** Corrections and withdrawals of earlier editions, as the next edition prints them; and what changed since the last. */
import type { Lang } from '../messages/translate.ts';

/** A text in the languages it was written in; at least one. */
export type Texts = { readonly [L in Lang]?: string };

export interface Correction {
  /** Number of the edition that is corrected. */
  readonly edition: number;
  /** EDTF. */
  readonly at: string;
  readonly texts: Texts;
  /** What it replaces, in the words of the corrected edition; null when nothing stood there. */
  readonly replaces: string | null;
}
export interface Withdrawal {
  readonly edition: number;
  readonly at: string;
  readonly reasons: Texts;
}

export interface Corrections {
  readonly corrections: readonly Correction[];
  readonly withdrawals: readonly Withdrawal[];
  /** Against the edition before; null for a first one. */
  readonly since: {
    readonly edition: number;
    readonly added: number;
    readonly changed: number;
    readonly removed: number;
    /** Why records are no longer there, as the publisher says it. */
    readonly note: Texts | null;
  } | null;
}

export const NO_CORRECTIONS: Corrections = { corrections: [], withdrawals: [], since: null };

/** The text for a reader of a language, with the language it is in. */
export function textIn(texts: Texts, lang: Lang): { readonly text: string; readonly lang: Lang } | null {
  const order: readonly Lang[] =
    lang === 'kk' ? ['kk', 'ru', 'en'] : lang === 'ru' ? ['ru', 'en', 'kk'] : ['en', 'ru', 'kk'];
  const found = order.find((l) => (texts[l] ?? '') !== '');
  return found ? { text: texts[found] ?? '', lang: found } : null;
}

/** Every text of them, for the search for names. */
export const allTexts = (c: Corrections): readonly string[] => [
  ...c.corrections.flatMap((x) => [...Object.values(x.texts), x.replaces ?? '']),
  ...c.withdrawals.flatMap((x) => Object.values(x.reasons)),
  ...Object.values(c.since?.note ?? {}),
];
