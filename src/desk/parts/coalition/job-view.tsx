/** One exchange: how far it is, or what came of it in sentences; files to fetch; counts and codes under Details. */
import { type ReactNode, useId } from 'react';
import type { BundleReadJson, ExchangeJobJson, ReceivedJson, SyncSpaceJson } from '../../../contract/areas/exchange.ts';
import { exchangeFile, removeExchange } from '../../api/exchange.ts';
import { useSave } from '../../app/save.ts';
import { useWords } from '../../i18n/language.tsx';
import { ProblemView } from '../loadable.tsx';
import { megabytes, percent } from '../publications/size.ts';
import { Said } from '../said.tsx';
import { When } from '../when.tsx';
import { grouped } from './reasons.ts';

const list = (names: readonly string[], lang: string): string => new Intl.ListFormat(lang).format(names);

function useTitle(job: ExchangeJobJson): string {
  const { t, lang } = useWords();
  const about = list(job.about, lang);
  if (job.kind === 'write') return about === '' ? t('exch.job.write_words') : t('exch.job.write', { names: about });
  return t(job.kind === 'read' ? 'exch.job.read' : 'exch.job.sync', { name: about });
}

function Running(props: { readonly job: ExchangeJobJson; readonly title: string }): ReactNode {
  const { t } = useWords();
  const { steps } = props.job;
  const whole = steps.find((s) => s.total !== null && s.total > 0);
  return (
    <>
      <progress
        className="job-progress"
        aria-label={props.title}
        max={100}
        {...(whole ? { value: percent(whole.done, whole.total) } : {})}
      />
      <p className="help">
        {steps
          .filter((s) => s.step !== 'bytes')
          .map((s) => (
            <span key={s.step}>{t(`exch.step.${s.step as 'entries'}`, { n: s.done })} </span>
          ))}
        {t('exch.may_leave')}
      </p>
    </>
  );
}

function Received(props: { readonly received: ReceivedJson; readonly bundle: boolean }): ReactNode {
  const { t } = useWords();
  const { accepted, duplicate, parked, quarantined, refused, refused_more } = props.received;
  const n = refused.length + refused_more;
  return (
    <ul className="plain outcome">
      <li className={accepted > 0 ? 'ok' : undefined}>{t('exch.accepted', { n: accepted })}</li>
      {props.bundle && duplicate > 0 && <li>{t('exch.duplicate', { n: duplicate })}</li>}
      {parked > 0 && <li className="warn">{t('exch.parked', { n: parked })}</li>}
      {quarantined > 0 && <li className="warn">{t('exch.quarantined', { n: quarantined })}</li>}
      {n > 0 && <li className="bad">{t('exch.refused', { n })}</li>}
    </ul>
  );
}

function ReadOutcome(props: { readonly read: BundleReadJson }): ReactNode {
  const { t } = useWords();
  const { read } = props;
  return (
    <>
      <p>
        {read.organisation === null
          ? t(read.manifest === 'ok' ? 'exch.from_unknown' : 'exch.from_nobody')
          : t('exch.from', { name: read.organisation })}{' '}
        {read.created !== null && (
          <>
            {t('exch.created')} <When edtf={read.created} />
          </>
        )}
      </p>
      <Received received={read} bundle />
      {read.torn && <p className="warn">{t('exch.torn')}</p>}
      {read.objects.stored > 0 && <p>{t('exch.media', { n: read.objects.stored })}</p>}
      {read.objects.lacking > 0 && <p className="help">{t('exch.media_lacking', { n: read.objects.lacking })}</p>}
    </>
  );
}

function SyncOutcome(props: { readonly space: SyncSpaceJson }): ReactNode {
  const { t } = useWords();
  const { organisation, received, sent, objects, error } = props.space;
  return (
    <>
      <p>{organisation === null ? t('exch.sync_unknown') : t('exch.sync_with', { name: organisation })}</p>
      <Received received={received} bundle={false} />
      <ul className="plain outcome">
        <li>{t('exch.sent', { n: sent.entries })}</li>
        {objects.received > 0 && <li>{t('exch.media', { n: objects.received })}</li>}
        {objects.sent > 0 && <li>{t('exch.media_sent', { n: objects.sent })}</li>}
        {objects.waiting > 0 && <li className="help">{t('exch.media_lacking', { n: objects.waiting })}</li>}
      </ul>
      {error === null && <p className="ok">{t('exch.sync_done')}</p>}
    </>
  );
}

function WriteOutcome(props: { readonly space: string; readonly job: ExchangeJobJson }): ReactNode {
  const { t, lang } = useWords();
  const { written } = props.job;
  if (!written) return null;
  return (
    <>
      <p>
        {t('exch.written', { n: written.entries })}
        {written.objects > 0 && ` ${t('exch.written_media', { n: written.objects })}`}
        {written.files.length > 1 && ` ${t('exch.parts', { n: written.files.length })}`}
      </p>
      <ul className="plain outcome">
        {written.files.map((file, nth) => (
          <li key={file.name}>
            <a href={exchangeFile(props.space, props.job.id, nth)} download={file.name}>
              {t('exch.fetch', { name: file.name })}
            </a>{' '}
            <span className="help">{t('pub.megabytes', { n: megabytes(file.bytes, lang) })}</span>
          </li>
        ))}
      </ul>
      <p className="help">
        {t('exch.until')} <When edtf={written.until} />
      </p>
    </>
  );
}

function Reasons(props: { readonly job: ExchangeJobJson }): ReactNode {
  const { t } = useWords();
  const { reasons } = props.job;
  const missing = props.job.read?.missing ?? [];
  if (reasons.length + missing.length === 0) return null;
  return (
    <>
      {grouped(reasons).map(({ reason, codes }) => (
        <p key={codes[0]} className="warn">
          {t(reason)}
        </p>
      ))}
      <details>
        <summary>{t('details')}</summary>
        <ul className="plain mono">
          {reasons.map(({ code, n }) => (
            <li key={code}>{`${code} × ${n}`}</li>
          ))}
          {missing.slice(0, 20).map((m) => (
            <li key={`${m.writer} ${m.seq}`}>{`${m.writer.slice(0, 16)} ${m.seq}`}</li>
          ))}
        </ul>
      </details>
    </>
  );
}

export function JobView(props: { readonly space: string; readonly job: ExchangeJobJson }): ReactNode {
  const { t } = useWords();
  const { space, job } = props;
  const id = useId();
  const save = useSave();
  const title = useTitle(job);
  const bad = job.state === 'failed' || job.read?.ok === false || job.sync?.ok === false;
  const kind = job.state === 'running' ? 'notice' : bad ? 'notice job-warn' : 'notice notice-ok';
  return (
    <li className={`${kind} job`} aria-labelledby={id}>
      <p id={id} className="notice-title">
        <Said text={title} />
      </p>
      <p className="item-meta">
        <When edtf={job.at} /> <Said text={job.by_name} />
      </p>
      {job.state === 'running' && <Running job={job} title={title} />}
      {job.failure && (
        <>
          <p>{job.failure.message}</p>
          <p>{job.failure.remedy}</p>
        </>
      )}
      {job.read && <ReadOutcome read={job.read} />}
      {job.sync?.spaces.map((one) => (
        <SyncOutcome key={one.space} space={one} />
      ))}
      <WriteOutcome space={space} job={job} />
      <Reasons job={job} />
      {save.problem && <ProblemView problem={save.problem} />}
      {job.state !== 'running' && (
        <div className="save-form-buttons">
          <button
            type="button"
            className="button"
            aria-label={t('safety.named', { word: t(job.written ? 'exch.delete' : 'exch.clear'), name: title })}
            disabled={save.busy}
            onClick={() => void save.run(() => removeExchange(space, job.id))}
          >
            {t(job.written ? 'exch.delete' : 'exch.clear')}
          </button>
        </div>
      )}
    </li>
  );
}
