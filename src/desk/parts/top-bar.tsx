/** The head of the frame: name, space, search, network, language, account. The same on every page. */
import { useNavigate } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import { pathOf } from '../app/places.ts';
import { useQueryText } from '../app/query-text.ts';
import { useReading } from '../app/space.tsx';
import { useWords } from '../i18n/language.tsx';
import { AccountMenu } from './account-menu.tsx';
import { NetworkChip } from './banners.tsx';
import { HelpButton } from './help/help-button.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { useGo } from './path-link.tsx';
import { HideButton } from './safety/hide.tsx';

function SearchBox(): ReactNode {
  const { t } = useWords();
  const go = useGo();
  const [inForce, search] = useQueryText();
  const [text, setText] = useState(inForce);
  useEffect(() => setText(inForce), [inForce]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const path = pathOf(text);
    if (path === null) search(text.trim());
    else go(path);
  };
  return (
    <search className="top-search">
      <form onSubmit={submit}>
        <label className="visually-hidden" htmlFor="search">
          {t('frame.search')}
        </label>
        <Search aria-hidden="true" className="top-search-icon" size={16} strokeWidth={1.75} />
        <input
          id="search"
          type="search"
          placeholder={t('frame.search_short')}
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <kbd aria-hidden="true">/</kbd>
      </form>
    </search>
  );
}

function SpaceSwitch(): ReactNode {
  const { t, lang } = useWords();
  const { space, spaces } = useReading();
  const navigate = useNavigate();
  return (
    <label className="top-space">
      <span className="visually-hidden">{t('frame.space')}</span>
      <select
        value={space.slug}
        onChange={(event) =>
          void navigate({ to: '/s/$space/today', params: { space: event.target.value }, search: { asof: undefined } })
        }
      >
        {spaces.map((s) => (
          <option key={s.id} value={s.slug}>
            {s.title[lang]}
          </option>
        ))}
      </select>
    </label>
  );
}

export function TopBar(): ReactNode {
  const { t } = useWords();
  return (
    <header className="top">
      <p className="brand" translate="no">
        {t('app.name')}
      </p>
      <SpaceSwitch />
      <SearchBox />
      <NetworkChip />
      <LanguageSwitch />
      <HelpButton />
      <HideButton />
      <AccountMenu />
    </header>
  );
}
