/** Texts of a demand's parts in the reader's language, where a value has several. */
import { asStruct, asText, textOf } from '../records/field-values.ts';
import { textIn as proseIn } from '../records/fold.ts';
import type { Value } from '../ledger/model.ts';
import type { RecordView } from '../records/model.ts';

/** The words of a field in that language, else the displayed ones. */
export const textIn = (view: RecordView, field: string, lang: string | undefined): string | null =>
  (lang === undefined ? null : proseIn(view, field, lang)) ?? textOf(view, field);

/** A text, or the best of a map by language. */
export function wordIn(value: Value | undefined, lang: string | undefined): string | null {
  const plain = asText(value);
  const map = asStruct(value);
  if (plain !== null || map === null) return typeof value === 'number' ? String(value) : plain;
  for (const l of [lang ?? 'en', 'en', 'ru', 'kk']) {
    const text = asText(map[l]);
    if (text !== null) return text;
  }
  return null;
}

/** A measured value as its author wrote it. */
export function measuredText(value: Value | undefined): string {
  const text = asText(value) ?? asText(asStruct(value)?.['as_given']);
  if (text !== null) return text;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
