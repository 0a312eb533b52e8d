/** The address `/`: to the first case space; and the page for an address that is none. */
import { Link, Navigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useRead } from '../api/queries.ts';
import { useWords } from '../i18n/language.tsx';
import { Loadable } from '../parts/loadable.tsx';

export function FirstSpace(): ReactNode {
  const { t, lang } = useWords();
  const spaces = useRead('spaces.list', { lang });
  return (
    <main className="page page-alone">
      <Loadable read={spaces} rows={3}>
        {({ spaces: list }) => {
          const first = list.find((s) => s.role === 'case') ?? list[0];
          if (!first) return <p>{t('space.none')}</p>;
          return <Navigate to="/s/$space/today" params={{ space: first.slug }} replace />;
        }}
      </Loadable>
    </main>
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
