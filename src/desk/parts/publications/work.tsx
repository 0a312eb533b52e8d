/** Work that goes on in the node: what it does now, how far it is, how it ended. Asked for again every second while it runs. */
import { type ReactNode, useEffect } from 'react';
import type { WorkJson } from '../../../contract/areas/publications.ts';
import { useWords } from '../../i18n/language.tsx';
import { percent } from './size.ts';

const ASK_MS = 1000;

/** Reads again while the work runs. */
export function useFollow(work: WorkJson | null | undefined, again: () => void): void {
  const running = work?.state === 'running';
  useEffect(() => {
    if (!running) return undefined;
    const timer = setInterval(again, ASK_MS);
    return () => clearInterval(timer);
  }, [running, again]);
}

export function WorkView(props: {
  readonly work: WorkJson;
  /** What is being done, in words. */
  readonly title: string;
  readonly children?: ReactNode;
}): ReactNode {
  const { t, maybe } = useWords();
  const { work } = props;
  if (work.state === 'done') return null;
  if (work.state === 'running')
    return (
      <div className="notice" role="group" aria-label={props.title}>
        <p className="notice-title">{props.title}</p>
        <p>{maybe(`pub.step.${work.step}`) ?? work.step}</p>
        <progress
          className="work-progress"
          aria-label={props.title}
          max={100}
          {...(work.total === null ? {} : { value: percent(work.done, work.total) })}
        />
        {props.children}
      </div>
    );
  return (
    <div className="notice notice-bad" role="status">
      <p className="notice-title">{work.state === 'failed' ? t('pub.work.failed') : t(`pub.work.${work.state}`)}</p>
      {work.state === 'failed' && work.failure && (
        <>
          <p>{work.failure.message}</p>
          <p>{work.failure.remedy}</p>
        </>
      )}
    </div>
  );
}
