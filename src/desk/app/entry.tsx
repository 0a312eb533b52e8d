/** The address `/`: to the first case space; and the page for an address that is none. */
import { Link, Navigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useRead } from '../api/queries.ts';
import { useWords } from '../i18n/language.tsx';
import { Loadable } from '../parts/loadable.tsx';
import { firstPage } from './reach.ts';
import { useSession } from './who.ts';

export function FirstSpace(): ReactNode {
  const { t, lang } = useWords();
  const spaces = useRead('spaces.list', { lang });
  const state = useSession();
  const page = state.status === 'in' ? firstPage(state.user.role) : 'today';
  return (
    <main className="page page-alone">
      <Loadable read={spaces} rows={3}>
        {({ spaces: list }) => {
          // The node lists first the space that commands take when none is named.
          const first = list[0];
          if (!first) return <p>{t('space.none')}</p>;
          return <Navigate to={`/s/$space/${page}`} params={{ space: first.slug }} replace />;
        }}
      </Loadable>
    </main>
  );
}

/** A fault of the page itself: said plainly, the rest of the desk goes on working. */
export function PageFault(): ReactNode {
  const { t } = useWords();
  return (
    <div className="notice notice-bad" role="alert">
      <h1>{t('state.page_fault')}</h1>
      <button type="button" className="button" onClick={() => location.reload()}>
        {t('action.again')}
      </button>
    </div>
  );
}

export function NoSuchPage(): ReactNode {
  const { t } = useWords();
  return (
    <main className="page page-alone">
      <h1>{t('absent.page')}</h1>
      <p>
        <Link to="/">{t('absent.to_start')}</Link>
      </p>
    </main>
  );
}
