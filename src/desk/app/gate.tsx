/** Nothing is drawn before the session is known. Who is not logged in, or locked, has no page and no data in this tab. */
import { CatchBoundary, Outlet } from '@tanstack/react-router';
import { type ReactNode, Suspense, useEffect, useSyncExternalStore } from 'react';
import { forgetArrivals } from '../api/arrivals.ts';
import { askAgain, connection, nodeDidNotAnswer, onReturn, subscribeConnection } from '../api/connection.ts';
import { followEvents, queries } from '../api/queries.ts';
import { checkSession } from '../api/session.ts';
import { DEFAULT_SETTINGS } from '../api/settings.ts';
import { LanguageProvider, useWords } from '../i18n/language.tsx';
import { announce, LiveRegions } from '../parts/announce.tsx';
import { setSingleKeys, setKeySwaps } from '../parts/keys.ts';
import { BreakReminder } from '../parts/safety/break-reminder.tsx';
import { ClockNote } from '../parts/safety/clock-note.tsx';
import { HideKey } from '../parts/safety/hide.tsx';
import { IdleGuard } from '../parts/safety/idle-guard.tsx';
import { LockScreen } from '../parts/safety/lock-screen.tsx';
import { RoleNote } from '../parts/safety/role-note.tsx';
import { LoginPage } from '../pages/login.tsx';
import { PageFault } from './entry.tsx';
import { fetchOtherPages, pageChunk } from './page-chunk.ts';
import { useSession } from './who.ts';
import '../styles/safety.css';

const InvitationPage = pageChunk(async () => (await import('../parts/safety/invitation.tsx')).InvitationPage);

function ConnectionBar(): ReactNode {
  const { t } = useWords();
  const state = useSyncExternalStore(subscribeConnection, connection);
  useEffect(() => {
    if (state === 'gone') announce(t('node.gone'), true);
  }, [state, t]);
  if (state === 'ok') return null;
  return (
    <div className="bar bar-warn">
      <p>{t('node.gone')}</p>
      <button type="button" className="button-quiet" onClick={askAgain}>
        {t('node.ask_again')}
      </button>
    </div>
  );
}

export function Gate(): ReactNode {
  const state = useSession();
  const { status } = state;
  const settings = 'settings' in state ? state.settings : DEFAULT_SETTINGS;
  const inside = status === 'in';
  useEffect(() => {
    const { dataset } = document.documentElement;
    dataset['theme'] = settings.theme;
    dataset['density'] = settings.density;
    dataset['motion'] = settings.motion;
    setSingleKeys(settings.single_keys);
    setKeySwaps(settings.key_swaps);
  }, [settings]);
  useEffect(() => {
    onReturn(async () => {
      await checkSession();
      await queries.invalidateQueries();
    });
  }, []);
  useEffect(() => (inside ? followEvents() : undefined), [inside]);
  useEffect(() => (inside ? fetchOtherPages() : undefined), [inside]);
  useEffect(() => {
    // What was read belongs to the session: nothing of it stays in memory behind the lock screen or the login page.
    if (status === 'locked' || status === 'lost' || status === 'none') {
      queries.clear();
      forgetArrivals();
    }
  }, [status]);
  const notAnswering = state.status === 'none' && state.problem?.kind === 'network';
  useEffect(() => {
    if (notAnswering) nodeDidNotAnswer();
  }, [notAnswering]);
  return (
    <LanguageProvider preferred={settings.lang}>
      <LiveRegions />
      <ConnectionBar />
      <CatchBoundary getResetKey={() => status} errorComponent={PageFault}>
        {inside && (
          <>
            <HideKey />
            <IdleGuard minutes={settings.idle_minutes} />
            <RoleNote />
            <ClockNote />
            <BreakReminder minutes={settings.break_minutes} />
            <Outlet />
          </>
        )}
        {state.status === 'locked' && <LockScreen state={state} />}
        {state.status === 'invited' && (
          <Suspense fallback={null}>
            <InvitationPage key={state.token} />
          </Suspense>
        )}
        {(state.status === 'none' || state.status === 'lost') && <LoginPage state={state} />}
      </CatchBoundary>
    </LanguageProvider>
  );
}
