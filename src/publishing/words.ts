/** Words of one language: messages, dates, numbers, terms, and which of several texts a reader of that language gets. */
import { formatEdtf } from '../base/dates.ts';
import { formatNumber } from '../base/numbers.ts';
import { editionEn } from '../messages/edition.en.ts';
import { editionKk } from '../messages/edition.kk.ts';
import { editionRu } from '../messages/edition.ru.ts';
import { createTranslator, type Lang, type Translate } from '../messages/translate.ts';
import { asStruct, asText, claimsOf } from '../records/field-values.ts';
import type { RecordView } from '../records/model.ts';
import { type Scheme, termLabel } from '../records/vocabulary.ts';

export type EditionMessage = keyof typeof editionEn;
export const EDITION_MESSAGES = { en: editionEn, ru: editionRu, kk: editionKk } as const;

/** A run of text with the language it is in, for `lang` and `dir`. */
export interface Run {
  readonly text: string;
  readonly lang: string;
}

export interface Words {
  readonly lang: Lang;
  readonly t: Translate<EditionMessage>;
  /** Every message without parameters, nested at its dots, for templates. */
  readonly tree: MessageTree;
  date(edtf: string): string;
  number(n: number): string;
  term(scheme: Scheme, id: string): string;
}
export interface MessageTree {
  readonly [part: string]: string | MessageTree;
}

export function wordsOf(lang: Lang): Words {
  const translate = createTranslator<EditionMessage>(EDITION_MESSAGES, lang);
  // A date that ends in an abbreviation (`5 января 2022 г.`) closes the sentence with its own point.
  const t: Translate<EditionMessage> = (id, params) => translate(id, params).replace(/([гж]\.)\./gu, '$1');
  return {
    lang,
    t,
    tree: treeOf(t),
    date: (edtf) => formatEdtf(edtf, lang),
    number: (n) => formatNumber(n, lang),
    term: (scheme, id) => termLabel(scheme, id, lang),
  };
}

function treeOf(t: Translate<EditionMessage>): MessageTree {
  const root: Record<string, string | MessageTree> = {};
  for (const [id, source] of Object.entries(editionEn)) {
    if (source.includes('{$') || source.startsWith('.')) continue;
    const parts = id.split('.');
    let at = root;
    for (const part of parts.slice(0, -1)) at = (at[part] ??= {}) as Record<string, string | MessageTree>;
    at[parts.at(-1) ?? id] = t(id as EditionMessage);
  }
  return root;
}

const PREFERENCE: { readonly [L in Lang]: readonly string[] } = {
  kk: ['kk', 'ru', 'en'],
  ru: ['ru', 'en'],
  en: ['en'],
};

/** The text of a field for a reader of `lang`: a claim or translation in that language, else the displayed one. */
export function textFor(view: RecordView, field: string, lang: Lang): Run | null {
  const runs = claimsOf(view, field).flatMap((claim): readonly Run[] => {
    const text = asText(claim.value);
    return text === null ? [] : [{ text, lang: asText(asStruct(claim.value)?.['lang']) ?? claim.lang ?? 'und' }];
  });
  return PREFERENCE[lang].map((l) => runs.find((r) => r.lang === l)).find((r) => r !== undefined) ?? runs[0] ?? null;
}
