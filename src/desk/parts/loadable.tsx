/** The states of every read: loading, error, no right, absent, node gone; the rest of the page goes on working. */
import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { queries } from '../api/queries.ts';
import type { ApiProblem } from '../api/problem.ts';
import { useWords } from '../i18n/language.tsx';

const BLANK_MS = 150;
const LONG_MS = 8000;

function Waiting(props: { readonly rows: number; readonly cancel: () => void }): ReactNode {
  const { t } = useWords();
  const [since, setSince] = useState<'blank' | 'grey' | 'long'>('blank');
  useEffect(() => {
    const grey = setTimeout(() => setSince('grey'), BLANK_MS);
    const long = setTimeout(() => setSince('long'), LONG_MS);
    return () => {
      clearTimeout(grey);
      clearTimeout(long);
    };
  }, []);
  return (
    <div aria-busy="true" className={since === 'blank' ? 'waiting waiting-blank' : 'waiting'}>
      <span className="visually-hidden">{t('state.loading')}</span>
      {Array.from({ length: props.rows }, (_, n) => (
        <div key={n} className="waiting-row" aria-hidden="true" />
      ))}
      {since === 'long' && (
        <p role="status">
          {t('state.still_working')}{' '}
          <button type="button" className="button-quiet" onClick={props.cancel}>
            {t('action.cancel')}
          </button>
        </p>
      )}
    </div>
  );
}

/** What failed, whether anything was saved, what to do; the code stands under Details. */
export function ProblemView(props: {
  readonly problem: ApiProblem;
  readonly again?: () => void;
  /** The page has no other heading: what failed is its first one. */
  readonly whole?: boolean | undefined;
}): ReactNode {
  const { t } = useWords();
  const { kind, body, status, requestId } = props.problem;
  const title =
    kind === 'network'
      ? t('node.gone')
      : kind === 'forbidden'
        ? (body?.message ?? t('state.forbidden'))
        : (body?.message ?? t(kind === 'absent' ? 'state.absent' : 'state.failed'));
  const remedy = body?.remedy ?? (kind === 'forbidden' ? t('state.forbidden_ask') : undefined);
  return (
    <div className="notice notice-bad" role="alert">
      {props.whole ? <h1 className="notice-title">{title}</h1> : <p className="notice-title">{title}</p>}
      {remedy && <p>{remedy}</p>}
      {props.again && (
        <button type="button" className="button-quiet" onClick={props.again}>
          {t('action.again')}
        </button>
      )}
      {kind !== 'network' && kind !== 'forbidden' && (
        <details>
          <summary>{t('details')}</summary>
          <p className="mono">{[body?.code, status, requestId].filter((x) => x).join(' · ')}</p>
        </details>
      )}
    </div>
  );
}

/** Draws `children` with the data of a read, or the state it is in. `rows` sets the height kept while loading. */
export function Loadable<D>(props: {
  readonly read: UseQueryResult<D, ApiProblem>;
  readonly rows: number;
  /** The heading of the page comes with the data; a failure then brings its own. */
  readonly whole?: boolean;
  readonly children: (data: D) => ReactNode;
}): ReactNode {
  const { read } = props;
  const { t } = useWords();
  const cancel = (): void => void queries.cancelQueries();
  if (read.data !== undefined)
    return (
      <div aria-busy={read.isPlaceholderData || read.isFetching ? true : undefined} className="loaded">
        {read.error && <ProblemView problem={read.error} again={() => void read.refetch()} />}
        {props.children(read.data)}
      </div>
    );
  if (read.error) return <ProblemView problem={read.error} again={() => void read.refetch()} whole={props.whole} />;
  if (read.fetchStatus === 'idle')
    return (
      <p>
        {t('state.cancelled')}{' '}
        <button type="button" className="button-quiet" onClick={() => void read.refetch()}>
          {t('action.again')}
        </button>
      </p>
    );
  return <Waiting rows={props.rows} cancel={cancel} />;
}
