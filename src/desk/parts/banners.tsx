/** What a reader must know before reading: what the space is, and as of which day it is read. */
import { Link, useLocation } from '@tanstack/react-router';
import { type ReactNode, useSyncExternalStore } from 'react';
import { useReading } from '../app/space.tsx';
import { useWords } from '../i18n/language.tsx';
import { When } from './when.tsx';

const subscribeNetwork = (listener: () => void): (() => void) => {
  addEventListener('online', listener);
  addEventListener('offline', listener);
  return () => {
    removeEventListener('online', listener);
    removeEventListener('offline', listener);
  };
};

/** Shown only when the machine has no network at all; the node is local and goes on working. */
export function NetworkChip(): ReactNode {
  const { t } = useWords();
  const online = useSyncExternalStore(subscribeNetwork, () => navigator.onLine);
  return online ? null : <span className="chip">{t('frame.no_network')}</span>;
}

export function Banners(): ReactNode {
  const { t, lang } = useWords();
  const { space, asOf } = useReading();
  const { pathname } = useLocation();
  const banner = space.banner?.[lang];
  return (
    <aside className="banners" aria-label={t('frame.about_space')}>
      {banner && <p className="banner">{banner}</p>}
      {asOf !== null && (
        <p className="banner banner-asof">
          <span>
            {t('asof.read_as_of')} <When edtf={asOf} dayOnly />
          </span>
          <Link to={pathname} search={(now: object) => ({ ...now, asof: 'now' })}>
            {t('asof.to_present')}
          </Link>
        </p>
      )}
      {asOf === null && space.asOf !== null && (
        <p className="banner banner-asof">
          <span>{t('asof.present')}</span>
          <Link to={pathname} search={(now: object) => ({ ...now, asof: undefined })}>
            {t('asof.to_space')} <When edtf={space.asOf} dayOnly />
          </Link>
        </p>
      )}
    </aside>
  );
}
