/** The letter that goes with a delivery, on a page of its own: in the language of the addressee, printable as it stands. */
import type { ReactNode } from 'react';
import { LANGS, type Lang } from '../../../messages/translate.ts';
import { useRead } from '../../api/queries.ts';
import { useScope } from '../../app/space.tsx';
import { useWords } from '../../i18n/language.tsx';
import { Heading } from '../heading.tsx';
import { Loadable } from '../loadable.tsx';

export function Letter(props: {
  readonly id: string;
  readonly text: Lang | undefined;
  readonly onText: (lang: Lang) => void;
  readonly onClose: () => void;
}): ReactNode {
  const { t, lang } = useWords();
  const scope = useScope();
  const text = props.text ?? lang;
  const read = useRead('deliveries.letter', { ...scope, lang: text, id: props.id });
  return (
    <>
      <Heading title={t('delivery.letter')} tab={t('delivery.letter')}>
        <button type="button" className="button-primary" onClick={() => print()}>
          {t('delivery.print')}
        </button>
        <button type="button" className="button" onClick={props.onClose}>
          {t('delivery.back')}
        </button>
      </Heading>
      <fieldset className="filter-chips letter-languages">
        <legend>{t('delivery.letter_language')}</legend>
        {LANGS.map((l) => (
          <button
            key={l}
            type="button"
            lang={l}
            className="chip chip-button"
            aria-pressed={l === text}
            onClick={() => props.onText(l)}
          >
            {t(`lang.${l}`)}
          </button>
        ))}
      </fieldset>
      <Loadable read={read} rows={8}>
        {(letter) => {
          const [to, from, title, why, ...rest] = letter.paragraphs;
          return (
            <article className="letter" lang={letter.lang} aria-label={t('delivery.letter')}>
              <p>{to}</p>
              <p>{from}</p>
              <h2>{title}</h2>
              <p>{why}</p>
              <ol className="letter-demands">
                {letter.demands.map((d) => (
                  <li key={d.key}>
                    <strong>{d.key}</strong> {d.text}
                    {d.verbatim !== null && d.verbatim !== d.text && (
                      <q lang="en" dir="auto">
                        {d.verbatim}
                      </q>
                    )}
                  </li>
                ))}
              </ol>
              {rest.map((paragraph) => (
                <p key={paragraph}>{paragraph}</p>
              ))}
            </article>
          );
        }}
      </Loadable>
    </>
  );
}
