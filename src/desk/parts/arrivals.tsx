/** What other nodes brought since the person last looked: how many notes and from whom, said once and shown until it is closed. */
import { type ReactNode, useEffect, useSyncExternalStore } from 'react';
import { arrivals, forgetArrivals, subscribeArrivals } from '../api/arrivals.ts';
import { useReading } from '../app/space.tsx';
import { useWords } from '../i18n/language.tsx';
import { announce } from './announce.tsx';

export function Arrivals(): ReactNode {
  const { t } = useWords();
  const { space } = useReading();
  const all = useSyncExternalStore(subscribeArrivals, arrivals);
  const here = all.filter((a) => a.space === space.id || a.space === space.slug);
  const words = here.map((a) =>
    a.from === null ? t('arrive.some', { n: a.n }) : t('arrive.from', { n: a.n, name: a.from }),
  );
  const said = words.join(' ');
  useEffect(() => {
    if (said !== '') announce(said);
  }, [said]);
  if (said === '') return null;
  return (
    <aside className="notice notice-ok arrivals" aria-label={t('arrive.title')}>
      <p dir="auto">{said}</p>
      <button type="button" className="button-quiet" onClick={() => forgetArrivals(space.id)}>
        {t('action.close')}
      </button>
    </aside>
  );
}
