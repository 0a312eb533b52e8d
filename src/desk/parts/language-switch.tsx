/** kk, ru, en: each under its own name. The choice is in force at once and kept by the node for a person logged in. */
import type { ReactNode } from 'react';
import { type Lang, LANGS } from '../../messages/translate.ts';
import { ApiProblem } from '../api/problem.ts';
import { saveSettings, session } from '../api/session.ts';
import { useWords } from '../i18n/language.tsx';
import { announce } from './announce.tsx';

export function LanguageSwitch(): ReactNode {
  const { t, lang, setLang } = useWords();
  const choose = async (next: Lang): Promise<void> => {
    setLang(next);
    const state = session();
    if (state.status !== 'in') return;
    try {
      await saveSettings({ ...state.settings, lang: next });
    } catch (cause) {
      if (!(cause instanceof ApiProblem)) throw cause;
      announce(t('settings.not_saved'));
    }
  };
  return (
    <fieldset className="language-switch">
      <legend className="visually-hidden">{t('frame.language')}</legend>
      {LANGS.map((l) => (
        <button
          key={l}
          type="button"
          lang={l}
          aria-pressed={l === lang}
          aria-label={t('frame.language_choice', { code: l, name: t(`lang.${l}`) })}
          title={t(`lang.${l}`)}
          onClick={() => void choose(l)}
        >
          {l}
        </button>
      ))}
    </fieldset>
  );
}
