/** Every copy that went out with this person in it, whether it can be called back, and a letter ready in kk, ru and en. */
import { type ReactNode, useRef, useState } from 'react';
import type { CopyJson } from '../../../contract/areas/record.ts';
import { LANGS, type Lang } from '../../../messages/translate.ts';
import { useReading } from '../../app/space.tsx';
import { useWords } from '../../i18n/language.tsx';
import { announce } from '../announce.tsx';
import { PathLink, useGo } from '../path-link.tsx';
import { Said } from '../said.tsx';
import { When } from '../when.tsx';
import { NewRecordForm } from './new-record-form.tsx';

function Letter(props: { readonly copy: CopyJson }): ReactNode {
  const { t, lang } = useWords();
  const { space } = useReading();
  const go = useGo();
  const [of, setOf] = useState<Lang>(lang);
  const [delivering, setDelivering] = useState(false);
  const [today] = useState(() => new Date().toISOString().slice(0, 10));
  const area = useRef<HTMLTextAreaElement>(null);
  const { copy } = props;
  const text = copy.letters[of];
  const id = `letter-${copy.id}`;
  const copyText = async (): Promise<void> => {
    area.current?.select();
    try {
      await navigator.clipboard.writeText(text);
      announce(t('recall.copied'));
    } catch {
      // The browser does not let the page copy: the text is selected, Ctrl C does it.
      announce(t('recall.selected'));
    }
  };
  return (
    <div className="letter">
      <div className="letter-langs" role="group" aria-label={t('recall.lang')}>
        {LANGS.map((l) => (
          <button key={l} type="button" className="button" aria-pressed={of === l} lang={l} onClick={() => setOf(l)}>
            {t(`lang.${l}`)}
          </button>
        ))}
      </div>
      <label htmlFor={id}>{t('recall.letter')}</label>
      <textarea ref={area} id={id} readOnly rows={14} lang={of} dir="auto" className="field-wide" value={text} />
      <div className="tab-actions">
        <button type="button" className="button" onClick={() => void copyText()}>
          {t('recall.copy')}
        </button>
        <button type="button" className="button" onClick={() => setDelivering(true)}>
          {t('recall.deliver')}
        </button>
      </div>
      {delivering && (
        <NewRecordForm
          kind="Delivery"
          preset={{
            purpose: 'brief',
            at: today,
            note: text,
            ...(copy.record === null ? {} : { what: copy.record }),
          }}
          title={t('recall.deliver_title', { space: space.title[lang] })}
          onSaved={(made) => go(made)}
          onClose={() => setDelivering(false)}
        />
      )}
    </div>
  );
}

export function CopiesList(props: { readonly copies: readonly CopyJson[] }): ReactNode {
  const { t } = useWords();
  const { copies } = props;
  if (copies.length === 0) return <p>{t('recall.none')}</p>;
  return (
    <>
      <p>{t('recall.intro', { n: copies.length })}</p>
      <ul className="plain">
        {copies.map((copy) => (
          <li key={copy.id} className="copy">
            <h3>
              {t(`recall.what.${copy.what as 'edition' | 'export' | 'delivery' | 'dossier' | 'bundle'}`)}{' '}
              {copy.record === null ? (
                <Said text={copy.title} />
              ) : (
                <PathLink to={copy.record}>
                  <Said text={copy.title} />
                </PathLink>
              )}
            </h3>
            <p className="item-meta">
              <span>
                {t('recall.to')} <Said text={copy.to} />
              </span>
              <When edtf={copy.at} />
            </p>
            <p className={copy.recall === 'never' ? 'warn' : undefined}>
              {t(copy.recall === 'never' ? 'recall.never' : 'recall.asked')}
            </p>
            <details>
              <summary>{t('recall.open')}</summary>
              <Letter copy={copy} />
            </details>
          </li>
        ))}
      </ul>
    </>
  );
}
