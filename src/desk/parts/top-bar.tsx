/** The head of the frame: name, space, search, network, language, account. The same on every page. */
import { useNavigate } from '@tanstack/react-router';
import { Check, ChevronDown, Search } from 'lucide-react';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
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

/** A menu, not a list that goes somewhere at each arrow key: passing over a space does not open it. */
function SpaceSwitch(): ReactNode {
  const { t, lang } = useWords();
  const { space, spaces } = useReading();
  const navigate = useNavigate();
  return (
    <div className="top-space">
      <MenuTrigger>
        <Button className="top-space-button">
          <span className="visually-hidden">{t('frame.space')}</span>
          <span className="top-space-name">{space.title[lang]}</span>
          <ChevronDown aria-hidden="true" size={16} strokeWidth={1.75} />
        </Button>
        <Popover className="popover" placement="bottom start">
          <Menu
            className="popover-menu"
            aria-label={t('frame.space')}
            selectionMode="single"
            selectedKeys={[space.slug]}
          >
            {spaces.map((s) => (
              <MenuItem
                key={s.slug}
                id={s.slug}
                textValue={s.title[lang]}
                onAction={() =>
                  void navigate({ to: '/s/$space/today', params: { space: s.slug }, search: { asof: undefined } })
                }
              >
                {s.title[lang]}
                {s.slug === space.slug && <Check aria-hidden="true" size={16} strokeWidth={1.75} />}
              </MenuItem>
            ))}
          </Menu>
        </Popover>
      </MenuTrigger>
    </div>
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
