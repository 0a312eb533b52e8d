/** How the space stands beyond its members: forks in words, and how much is here. */
import type { ReactNode } from 'react';
import type { CoalitionJson } from '../../../contract/areas/coalition.ts';
import { useWords } from '../../i18n/language.tsx';

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
    </section>
  );
}
