/** How the space stands beyond its members: forks in words, counts, nodes reached by network, files that travelled. */
import type { ReactNode } from 'react';
import type { CoalitionJson } from '../../../contract/areas/coalition.ts';
import { useWords } from '../../i18n/language.tsx';
import { When } from '../when.tsx';

export function Forks(props: { readonly coalition: CoalitionJson }): ReactNode {
  const { t } = useWords();
  const { forks } = props.coalition;
  if (forks.length === 0) return null;
  return (
    <section className="notice notice-bad" aria-labelledby="forks">
      <h2 id="forks">{t('coalition.forks')}</h2>
      <ul className="plain">
        {forks.map((fork) => (
          <li key={`${fork.writer} ${fork.seq}`}>
            <p>{t('coalition.fork', { name: fork.organisation ?? t('coalition.unnamed'), n: fork.seq })}</p>
            <p className="help">
              {fork.entries.map((entry) => (
                <code key={entry}>{entry.slice(0, 16)} </code>
              ))}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Standing(props: { readonly coalition: CoalitionJson }): ReactNode {
  const { t } = useWords();
  const { coalition } = props;
  return (
    <section aria-labelledby="standing">
      <h2 id="standing">{t('coalition.state')}</h2>
      <p>
        {t('coalition.entries', { n: coalition.entries })}{' '}
        {coalition.epochs.length > 0 && t('coalition.epochs', { n: coalition.epochs.length })}{' '}
        {coalition.parked > 0 && <span className="warn">{t('coalition.parked', { n: coalition.parked })}</span>}
      </p>
      <h3>{t('coalition.peers')}</h3>
      {coalition.peers.length === 0 && <p className="help">{t('coalition.peers_none')}</p>}
      <ul className="travel-list">
        {coalition.peers.map((peer) => (
          <li key={peer.url}>
            <span className="mono travel-name" dir="ltr">
              {peer.url}
            </span>
            <span className="item-meta">
              {peer.at !== null && <When edtf={peer.at} />}
              {peer.last_error !== null && (
                <span className="warn">{t('coalition.peer_failed', { code: peer.last_error })}</span>
              )}
            </span>
          </li>
        ))}
      </ul>
      <h3>{t('coalition.bundles')}</h3>
      {coalition.bundles.length === 0 && <p className="help">{t('coalition.bundles_none')}</p>}
      <ul className="travel-list">
        {coalition.bundles.map((bundle) => (
          <li key={`${bundle.at} ${bundle.name}`}>
            <span className="travel-name" dir="auto">
              {bundle.name}
            </span>
            <span className="item-meta">
              <span>{t(`coalition.bundle_${bundle.direction}`)}</span>
              <When edtf={bundle.at} />
              <span>{bundle.organisations.join(', ')}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
