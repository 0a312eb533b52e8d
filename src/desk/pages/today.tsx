/** Today: the road from signal to answered demand, what needs a person, and whether everything is in order. */
import { getRouteApi, Link } from '@tanstack/react-router';
import { CircleAlert, CircleCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatEdtf } from '../../base/dates.ts';
import type { TodayJson } from '../../contract/api.ts';
import { useRead } from '../api/queries.ts';
import { useKinds } from '../app/kinds.ts';
import { useReading, useScope } from '../app/space.tsx';
import { useWords } from '../i18n/language.tsx';
import { Count } from '../parts/count.tsx';
import { DemandMarks } from '../parts/demand-marks.tsx';
import { EmptyFirst } from '../parts/empty-first.tsx';
import { Heading } from '../parts/heading.tsx';
import { TourOffer } from '../parts/help/tour.tsx';
import { ROW_KEYS, usePageKeys } from '../parts/keys.ts';
import { Loadable } from '../parts/loadable.tsx';
import { PathLink } from '../parts/path-link.tsx';
import { dayOf, When } from '../parts/when.tsx';

const route = getRouteApi('/s/$space/today');
const NEEDS_SHOWN = 8;

/** Where the numbers of a stage are read. */
const STAGE_PAGE: { readonly [S in TodayJson['stages'][number]['stage']]: string } = {
  signal: 'signals',
  record: 'records?kind=Event',
  statement: 'statements',
  publication: 'publications',
  response: 'demands',
};

function Stage(props: { readonly stage: TodayJson['stages'][number] }): ReactNode {
  const { t, maybe } = useWords();
  const kinds = useKinds();
  const { stage, count, lines, newest } = props.stage;
  const wordsOf = (params: (typeof lines)[number]['params']): (typeof lines)[number]['params'] =>
    typeof params['kind'] === 'string' ? { ...params, kind: kinds.kind(params['kind']) } : params;
  const page = STAGE_PAGE[stage];
  return (
    <li className="stage">
      <h2>
        <PathLink to={page}>{t(`today.stage.${stage}`)}</PathLink>
      </h2>
      <p className="stage-count">
        <Count kind="documented" n={count} />
      </p>
      <ul className="plain">
        {lines.map((line, n) => (
          <li key={`${line.id} ${n}`}>{maybe(`today.line.${line.id}`, wordsOf(line.params)) ?? line.id}</li>
        ))}
        {newest !== null && (
          <li>
            {t('today.newest')} <When edtf={newest} dayOnly />
          </li>
        )}
      </ul>
    </li>
  );
}

function Needs(props: { readonly needs: TodayJson['needs'] }): ReactNode {
  const { t, maybe } = useWords();
  const { all } = route.useSearch();
  const ordered = props.needs.toSorted((a, b) => b.weight - a.weight);
  const shown = all === 'yes' ? ordered : ordered.slice(0, NEEDS_SHOWN);
  return (
    <section aria-labelledby="needs">
      <h2 id="needs">{t('today.needs')}</h2>
      {ordered.length === 0 && <p>{t('today.needs_none')}</p>}
      <ul className="rows">
        {shown.map((need, n) => {
          const words = maybe(`today.needs.${need.id}`, need.params) ?? need.id;
          return (
            <li key={`${need.id} ${n}`} className="row">
              {need.link === null ? (
                <span className="row-text">{words}</span>
              ) : (
                <PathLink to={need.link} row className="row-text">
                  {words}
                </PathLink>
              )}
            </li>
          );
        })}
      </ul>
      {shown.length < ordered.length && (
        <Link from="/s/$space/today" search={(now) => ({ ...now, all: 'yes' as const })}>
          {t('today.needs_all', { n: ordered.length })}
        </Link>
      )}
    </section>
  );
}

function Order(props: { readonly order: TodayJson['order'] }): ReactNode {
  const { t, maybe } = useWords();
  return (
    <section aria-labelledby="order">
      <h2 id="order">{t('today.order')}</h2>
      <ul className="rows">
        {props.order.map((line) => (
          <li key={line.id} className="row row-check">
            {line.ok ? (
              <CircleCheck className="ok" role="img" aria-label={t('today.ok')} size={16} strokeWidth={1.75} />
            ) : (
              <CircleAlert className="warn" role="img" aria-label={t('today.not_ok')} size={16} strokeWidth={1.75} />
            )}
            <span className="row-text">
              {maybe(`today.order.${line.id}${line.ok ? '' : '.not'}`, line.params) ??
                maybe(`today.order.${line.id}`, line.params) ??
                line.id}
              {typeof line.params['at'] === 'string' && (
                <>
                  {' '}
                  <When edtf={line.params['at']} />
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function TodayPage(): ReactNode {
  const { t, lang } = useWords();
  const { asOf } = useReading();
  const scope = useScope();
  const today = useRead('today', scope);
  usePageKeys(ROW_KEYS);
  const title = asOf === null ? t('today.title_present') : t('today.title', { date: formatEdtf(dayOf(asOf), lang) });
  return (
    <>
      <Heading title={title} tab={t('nav.today')}>
        <PathLink to="signals" className="button-primary">
          {t('today.open_inbox')}
        </PathLink>
      </Heading>
      <TourOffer />
      <Loadable read={today} rows={10}>
        {(data) => (
          <>
            {data.stages.every((stage) => stage.count === 0) && (
              <EmptyFirst words={t('today.none')} topic="today">
                <PathLink to="signals?act=new" className="button">
                  {t('signals.new.title')}
                </PathLink>
              </EmptyFirst>
            )}
            <ol className="stages" aria-label={t('today.road')}>
              {data.stages.map((stage) => (
                <Stage key={stage.stage} stage={stage} />
              ))}
            </ol>
            <div className="two">
              <Needs needs={data.needs} />
              <Order order={data.order} />
            </div>
            <DemandMarks demands={data.demands} />
          </>
        )}
      </Loadable>
    </>
  );
}
