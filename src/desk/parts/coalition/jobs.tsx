/** The exchanges of one sort in a list; what ends is said aloud, and so is one that the node lost when it stopped. */
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { ExchangeJobJson } from '../../../contract/areas/exchange.ts';
import { useExchanges } from '../../api/exchange.ts';
import { queries } from '../../api/queries.ts';
import { useWords } from '../../i18n/language.tsx';
import { announce } from '../announce.tsx';
import { ProblemView } from '../loadable.tsx';
import { JobView } from './job-view.tsx';

/** Ids of those that run now; the answer of the node leaves one out only after it stopped. */
const running = (jobs: readonly ExchangeJobJson[]): readonly string[] =>
  jobs.filter((job) => job.state === 'running').map((job) => job.id);

export function Jobs(props: {
  readonly space: string;
  readonly label: string;
  readonly kinds: readonly ExchangeJobJson['kind'][];
}): ReactNode {
  const { t, lang } = useWords();
  const { space, kinds } = props;
  const read = useExchanges(space, lang);
  const before = useRef<readonly string[]>([]);
  const [lost, setLost] = useState(false);
  const jobs = read.data?.jobs.filter((job) => kinds.includes(job.kind));
  useEffect(() => {
    if (!jobs || read.isPlaceholderData) return;
    for (const id of before.current) {
      const job = jobs.find((one) => one.id === id);
      if (!job) setLost(true);
      else if (job.state !== 'running') {
        announce(t(job.state === 'done' ? 'exch.ended' : 'exch.failed'));
        void queries.invalidateQueries();
      }
    }
    before.current = running(jobs);
  }, [jobs, read.isPlaceholderData, t]);
  return (
    <>
      {read.error && <ProblemView problem={read.error} again={() => void read.refetch()} />}
      {lost && (
        <p className="notice" role="status">
          {t('exch.lost')}{' '}
          <button type="button" className="button-quiet" onClick={() => setLost(false)}>
            {t('action.close')}
          </button>
        </p>
      )}
      {jobs && jobs.length > 0 && (
        <ul className="plain jobs" aria-label={props.label}>
          {jobs.map((job) => (
            <JobView key={job.id} space={space} job={job} />
          ))}
        </ul>
      )}
    </>
  );
}
