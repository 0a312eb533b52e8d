/** The edition as it would be, in a sandboxed frame: it has no origin and can read nothing of the node. */
import { type ReactNode, useState } from 'react';
import type { ApiOut } from '../../../contract/api.ts';
import type { EditionPlanJson } from '../../../contract/areas/publications.ts';
import { call } from '../../api/client.ts';
import { useSave } from '../../app/save.ts';
import { useScope } from '../../app/space.tsx';
import { useWords } from '../../i18n/language.tsx';
import { ProblemView } from '../loadable.tsx';

interface Made {
  readonly answer: ApiOut<'editions.preview'>;
  readonly of: string;
}

export function Preview(props: { readonly plan: EditionPlanJson }): ReactNode {
  const { t, lang, maybe } = useWords();
  const { space } = useScope();
  const save = useSave();
  const [made, setMade] = useState<Made | null>(null);
  const [width, setWidth] = useState<'phone' | 'desktop'>('desktop');
  const [at, setAt] = useState({ lang: 'en', page: 'index.html' });
  const of = JSON.stringify(props.plan.selection);
  const make = async (): Promise<void> => {
    if (save.busy) return;
    const answer = await save.run(() => call('editions.preview', { space }));
    if (!answer) return;
    setMade({ answer, of });
    setAt({ lang: answer.langs.includes(lang) ? lang : (answer.langs[0] ?? 'en'), page: 'index.html' });
  };
  const nameOf = (page: string): string => maybe(`pub.page.${page.replace(/\.html$/, '')}`) ?? page;
  return (
    <section aria-labelledby="preview">
      <h2 id="preview">{t('pub.preview')}</h2>
      <p className="help">{t('pub.preview_help')}</p>
      <button type="button" className="button" aria-disabled={save.busy} onClick={() => void make()}>
        {save.busy ? t('pub.preview_making') : t('pub.preview_make')}
      </button>
      {save.problem && <ProblemView problem={save.problem} />}
      {made && made.of !== of && (
        <p className="notice" role="status">
          {t('pub.preview_old')}
        </p>
      )}
      {made && (
        <>
          <div className="preview-bar">
            <label>
              {t('pub.preview_page')}
              <select value={at.page} onChange={(e) => setAt({ ...at, page: e.target.value })}>
                {made.answer.pages.map((page) => (
                  <option key={page} value={page}>
                    {nameOf(page)}
                  </option>
                ))}
              </select>
            </label>
            <label>
              {t('pub.preview_lang')}
              <select value={at.lang} onChange={(e) => setAt({ ...at, lang: e.target.value })}>
                {made.answer.langs.map((l) => (
                  <option key={l} value={l}>
                    {t(`pub.lang.${l}`)}
                  </option>
                ))}
              </select>
            </label>
            <fieldset className="preview-widths">
              <legend className="visually-hidden">{t('pub.width')}</legend>
              {(['phone', 'desktop'] as const).map((w) => (
                <button
                  key={w}
                  type="button"
                  className="chip chip-button"
                  aria-pressed={width === w}
                  onClick={() => setWidth(w)}
                >
                  {t(`pub.width.${w}`)}
                </button>
              ))}
            </fieldset>
          </div>
          <div className="preview-scroll" role="region" aria-label={t('pub.preview')} tabIndex={0}>
            <iframe
              className={`preview-frame preview-${width}`}
              title={t('pub.preview_frame', { n: props.plan.number })}
              sandbox="allow-scripts"
              src={`${made.answer.preview}${at.lang}/${at.page}`}
            />
          </div>
        </>
      )}
    </section>
  );
}
