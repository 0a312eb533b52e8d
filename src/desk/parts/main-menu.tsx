/** The left column: words and icons when wide, a rail at 1024 px, behind a button below 768 px. */
import { Link } from '@tanstack/react-router';
import { Menu, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useRead } from '../api/queries.ts';
import { PLACES } from '../app/places.ts';
import { pageOf, reaches } from '../app/reach.ts';
import { useReading, useScope } from '../app/space.tsx';
import { useMay, useSession } from '../app/who.ts';
import { useWords } from '../i18n/language.tsx';

/** Signals that nobody has read yet: the menu counts what needs a person, never totals. */
function Untriaged(): ReactNode {
  const { t } = useWords();
  // The index counts them; Today would read the whole case for this one number, on every page.
  const read = useRead('search', {
    ...useScope(),
    kinds: ['Signal'],
    where: [{ field: 'state', value: 'new' }],
    limit: 1,
  });
  const n = read.data?.total ?? 0;
  if (n === 0) return null;
  return (
    <span className="menu-count">
      <span aria-hidden="true">{t('count.number', { n })}</span>
      <span className="visually-hidden"> {t('today.needs.untriaged_signals', { n })}</span>
    </span>
  );
}

export function MainMenu(): ReactNode {
  const { t } = useWords();
  const { space } = useReading();
  const [open, setOpen] = useState(false);
  const state = useSession();
  const sorts = useMay('documenter');
  const places = PLACES.filter((p) => state.status === 'in' && reaches(state.user.role, pageOf(p.to)));
  return (
    <nav className="menu" aria-label={t('nav.label')}>
      <button type="button" className="menu-button" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? (
          <X aria-hidden="true" size={20} strokeWidth={1.75} />
        ) : (
          <Menu aria-hidden="true" size={20} strokeWidth={1.75} />
        )}
        {t('nav.menu')}
      </button>
      <ul className={open ? 'menu-list menu-list-open' : 'menu-list'}>
        {places.map((place) => (
          <li key={place.to}>
            <Link
              to={place.to}
              params={{ space: space.slug }}
              className="menu-link"
              activeProps={{ className: 'menu-link menu-link-here', 'aria-current': 'page' }}
              activeOptions={{ includeSearch: false }}
              onClick={() => setOpen(false)}
            >
              <place.icon aria-hidden="true" size={20} strokeWidth={1.75} />
              <span>{t(place.label)}</span>
              {sorts && place.to === '/s/$space/signals' && <Untriaged />}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
