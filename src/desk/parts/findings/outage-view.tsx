/** One outage: every start and end with who gives it, the reading of all of them, its grade with the reason, hours beside it. */
import type { ReactNode } from 'react';
import type { AccountJson, ObservationJson, OutageJson } from '../../../contract/areas/findings.ts';
import { useWords } from '../../i18n/language.tsx';
import { PathLink } from '../path-link.tsx';
import { Said } from '../said.tsx';
import { instantInWords, momentInWords } from './zone.ts';

interface Around {
  readonly offset: number;
  readonly observation: (id: string) => ObservationJson | undefined;
}

function Accounts(props: {
  readonly label: string;
  readonly list: readonly AccountJson[];
  readonly around: Around;
}): ReactNode {
  const { t, lang } = useWords();
  const { list, around } = props;
  if (list.length === 0) return null;
  return (
    <>
      <dt>{props.label}</dt>
      <dd>
        <ul className="plain">
          {list.map((account) => {
            const source = around.observation(account.observation)?.sources[0];
            return (
              <li key={account.observation} className={account.sameOriginAs === null ? undefined : 'account-repeats'}>
                <PathLink to={account.observation}>{momentInWords(account.at, around.offset, lang)}</PathLink>{' '}
                <Said text={source?.publisher ?? source?.title ?? account.origin} className="account-source" />{' '}
                <span className="help account-basis">
                  {t(account.measured ? 'connectivity.measured' : 'connectivity.said')}
                  {account.sameOriginAs !== null && `, ${t('connectivity.same_origin')}`}
                </span>
              </li>
            );
          })}
        </ul>
      </dd>
    </>
  );
}

function Reading(props: { readonly outage: OutageJson; readonly offset: number }): ReactNode {
  const { t, lang } = useWords();
  const i = props.outage.interval;
  if (!i) return <p>{t('connectivity.no_start')}</p>;
  const words = (ms: number): string => instantInWords(ms, props.offset, lang);
  const between = (
    a: number,
    b: number,
    one: 'connectivity.began_at' | 'connectivity.ended_at',
    two: 'connectivity.began' | 'connectivity.ended',
  ): string => (a === b ? t(one, { a: words(a) }) : t(two, { a: words(a), b: words(b) }));
  return (
    <p>
      {between(i.earliestStart, i.latestStart, 'connectivity.began_at', 'connectivity.began')}{' '}
      {i.earliestEnd === null || i.latestEnd === null
        ? t('connectivity.no_end')
        : between(i.earliestEnd, i.latestEnd, 'connectivity.ended_at', 'connectivity.ended')}{' '}
      {props.outage.disputed && <strong className="warn">{t('connectivity.disputed')}</strong>}
    </p>
  );
}

export function OutageView(props: {
  readonly outage: OutageJson;
  readonly offset: number;
  readonly observation: (id: string) => ObservationJson | undefined;
}): ReactNode {
  const { t, maybe, lang } = useWords();
  const { outage, offset } = props;
  const around: Around = { offset, observation: props.observation };
  const { grade } = outage;
  const params = { measured: grade.measuredOrigins, origins: grade.origins };
  return (
    <section className="outage" aria-labelledby={`outage-${outage.id}`}>
      <h3 id={`outage-${outage.id}`} dir="auto">
        <PathLink to={outage.id}>{`${outage.place_title ?? outage.title}, ${outage.medium_label}`}</PathLink>
      </h3>
      <Reading outage={outage} offset={offset} />
      <dl className="outage-accounts">
        <Accounts label={t('connectivity.starts')} list={[...outage.starts, ...outage.coarseStarts]} around={around} />
        <Accounts label={t('connectivity.ends')} list={[...outage.ends, ...outage.coarseEnds]} around={around} />
        <Accounts label={t('connectivity.renewed')} list={outage.renewed} around={around} />
        <Accounts label={t('connectivity.pauses')} list={outage.pauses} around={around} />
        <Accounts label={t('connectivity.returns')} list={outage.briefReturns} around={around} />
        <Accounts label={t('connectivity.partial')} list={outage.partialReturns} around={around} />
        <Accounts label={t('connectivity.limits')} list={outage.limits} around={around} />
        {outage.levels.length > 0 && (
          <>
            <dt>{t('connectivity.levels')}</dt>
            <dd>
              <ul className="plain">
                {outage.levels.map((level) => (
                  <li key={level.observation}>
                    {momentInWords(level.at, offset, lang)}:{' '}
                    <PathLink to={level.observation}>{t('connectivity.level', { percent: level.percent })}</PathLink>{' '}
                    {level.differs && <span className="warn">{t('connectivity.level_differs')}</span>}
                  </li>
                ))}
              </ul>
            </dd>
          </>
        )}
      </dl>
      {outage.hours.map((h) => (
        <p key={h.figure}>
          <PathLink to={h.figure}>{t(`connectivity.hours_${h.fits}`, { hours: h.hours, who: h.who })}</PathLink>
        </p>
      ))}
      <details>
        <summary>{t('connectivity.grade', { grade: grade.grade })}</summary>
        <p>{maybe(`connectivity.reason.${grade.reason}`, params)}</p>
        <p>{t('connectivity.rule')}</p>
        <p>{t('connectivity.origins', { n: outage.origins })}</p>
      </details>
    </section>
  );
}
