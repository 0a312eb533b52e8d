/** Nothing is drawn before the session is known; a session that ended hides the page but keeps its unsaved text mounted. */
import { Outlet } from '@tanstack/react-router';
import { type ReactNode, useEffect, useSyncExternalStore } from 'react';
import { askAgain, connection, nodeDidNotAnswer, onReturn, subscribeConnection } from '../api/connection.ts';
import { followEvents, queries } from '../api/queries.ts';
import { checkSession, DEFAULT_SETTINGS } from '../api/session.ts';
import { LanguageProvider, useWords } from '../i18n/language.tsx';
import { announce, LiveRegions } from '../parts/announce.tsx';
import { setSingleKeys } from '../parts/keys.ts';
import { LoginPage } from '../pages/login.tsx';
import { fetchOtherPages } from './page-chunk.ts';
import { useSession } from './who.ts';

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
  const known = state.status === 'in' || state.status === 'lost';
  const settings = known ? state.settings : DEFAULT_SETTINGS;
  const inside = state.status === 'in';
  useEffect(() => {
    document.documentElement.dataset['theme'] = settings.theme;
    document.documentElement.dataset['density'] = settings.density;
    setSingleKeys(settings.single_keys);
  }, [settings]);
  useEffect(() => {
    onReturn(async () => {
      await checkSession();
      await queries.invalidateQueries();
    });
  }, []);
  useEffect(() => (inside ? followEvents() : undefined), [inside]);
  useEffect(() => (inside ? fetchOtherPages() : undefined), [inside]);
  const notAnswering = state.status === 'none' && state.problem?.kind === 'network';
  useEffect(() => {
    if (notAnswering) nodeDidNotAnswer();
  }, [notAnswering]);
  return (
    <LanguageProvider preferred={settings.lang}>
      <LiveRegions />
      <ConnectionBar />
      {known && (
        <div hidden={!inside}>
          <Outlet />
        </div>
      )}
      {(state.status === 'none' || state.status === 'lost') && <LoginPage state={state} />}
    </LanguageProvider>
  );
}
