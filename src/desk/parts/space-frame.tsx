/** Everything around a page of a space: finds the space, fixes the reading date, draws the frame. */
import { getRouteApi, Outlet, useLocation } from '@tanstack/react-router';
import { type ReactNode, Suspense, useMemo } from 'react';
import { useRead } from '../api/queries.ts';
import { pageOf, reaches } from '../app/reach.ts';
import { type Reading, ReadingContext } from '../app/space.tsx';
import { useSession } from '../app/who.ts';
import { useWords } from '../i18n/language.tsx';
import { Arrivals } from './arrivals.tsx';
import { Banners } from './banners.tsx';
import { FrameKeys } from './frame-keys.tsx';
import { TourPanel } from './help/tour.tsx';
import { Loadable } from './loadable.tsx';
import { MainMenu } from './main-menu.tsx';
import { Forbidden } from './safety/forbidden.tsx';
import { TopBar } from './top-bar.tsx';

const route = getRouteApi('/s/$space');

function Framed(props: { readonly reading: Reading }): ReactNode {
  const { t } = useWords();
  const state = useSession();
  const page = pageOf(useLocation().pathname);
  const reached = state.status === 'in' && (page === '' || reaches(state.user.role, page));
  return (
    <ReadingContext value={props.reading}>
      <FrameKeys />
      <a className="skip" href="#page">
        {t('frame.skip')}
      </a>
      <div className="frame">
        <TopBar />
        <MainMenu />
        <div className="frame-page">
          <Banners />
          <Arrivals />
          <TourPanel />
          <main id="page" className="page" tabIndex={-1}>
            <Suspense fallback={<div className="waiting waiting-blank" aria-busy="true" />}>
              {reached ? <Outlet /> : <Forbidden tab={t('safety.forbidden')} />}
            </Suspense>
          </main>
          <footer className="foot">
            <p>{t('foot.draft_translation')}</p>
            <p className="print-only">{t('foot.restricted')}</p>
          </footer>
        </div>
      </div>
    </ReadingContext>
  );
}

export function SpaceFrame(): ReactNode {
  const { t, lang } = useWords();
  const { space: slug } = route.useParams();
  const { asof } = route.useSearch();
  const spaces = useRead('spaces.list', { lang });
  const list = spaces.data?.spaces;
  const reading = useMemo<Reading | null>(() => {
    const space = list?.find((s) => s.slug === slug || s.id === slug);
    if (!list || !space) return null;
    return { space, spaces: list, asOf: asof === 'now' ? null : (asof ?? space.asOf) };
  }, [list, slug, asof]);
  if (reading) return <Framed reading={reading} />;
  return (
    <main className="page page-alone">
      <Loadable read={spaces} rows={6}>
        {() => (
          <div className="notice notice-bad" role="alert">
            <h1>{t('state.forbidden')}</h1>
            <p>{t('state.forbidden_ask')}</p>
          </div>
        )}
      </Loadable>
    </main>
  );
}
