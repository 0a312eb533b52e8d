/** Seven words over a key, to be read aloud: in the letters of the reader's language, the same sounds in all three. */
import type { ReactNode } from 'react';
import type { WordsJson } from '../../../contract/areas/coalition.ts';
import { useWords } from '../../i18n/language.tsx';

export function KeyWords(props: { readonly words: WordsJson }): ReactNode {
  const { lang } = useWords();
  const words = lang === 'en' ? props.words.latin : props.words.cyrillic;
  // They are sounds, not words of a language: no reader should pronounce them as English or Russian.
  return (
    <span className="key-words" translate="no" lang="und">
      {words.join(' ')}
    </span>
  );
}
