/** Receipts: 64 different words in each language, the same bytes the same place in each list. */
import { expect, test } from 'vitest';
import { LANGS } from '../../messages/translate.ts';
import { RECEIPT_WORDS, receiptWords } from './receipt-words.ts';

test('every language has 64 different words', () => {
  for (const lang of LANGS) {
    expect(RECEIPT_WORDS[lang], lang).toHaveLength(64);
    expect(new Set(RECEIPT_WORDS[lang]).size, lang).toBe(64);
  }
  expect(receiptWords(new Uint8Array([0, 1, 63, 64]), 'en')).toEqual(['apple', 'river', 'ribbon', 'apple']);
});
