/** A run of text from data, marked with its own language and direction. */
import type { ReactNode } from 'react';
import { useWords } from '../i18n/language.tsx';
import { langOf } from '../i18n/script.ts';

export function Said(props: {
  readonly text: string;
  readonly lang?: string | null;
  readonly className?: string;
}): ReactNode {
  const { lang } = useWords();
  return (
    <span dir="auto" lang={langOf(props.text, lang, props.lang)} className={props.className}>
      {props.text}
    </span>
  );
}
