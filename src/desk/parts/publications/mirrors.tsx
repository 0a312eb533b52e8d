/** Mirrors of editions: places of a manager, filled on a click; what each holds, read back and compared. */
import { getRouteApi, Link } from '@tanstack/react-router';
import { type ReactNode, useCallback, useState } from 'react';
import type { ApiOut } from '../../../contract/api.ts';
import type { MirrorJson } from '../../../contract/areas/publications.ts';
import { call } from '../../api/client.ts';
import { useRead } from '../../api/queries.ts';
import { useSave } from '../../app/save.ts';
import { useScope } from '../../app/space.tsx';
import { useWords } from '../../i18n/language.tsx';
import { type Saved, SavedLine } from '../form.tsx';
import { Heading } from '../heading.tsx';
import { ROW_KEYS, usePageKeys } from '../keys.ts';
import { Loadable, ProblemView } from '../loadable.tsx';
import { When } from '../when.tsx';
import { MirrorForm } from './mirror-form.tsx';
import { useFollow, WorkView } from './work.tsx';

const route = getRouteApi('/s/$space/publications');

const placeOf = (m: MirrorJson): string =>
  m.kind === 'folder' ? (m.folder ?? '') : [m.endpoint, m.bucket, m.prefix].filter((x) => x).join(' / ');

function MirrorRow(props: {
  readonly mirror: MirrorJson;
  readonly latest: number | null;
  readonly open: boolean;
  readonly again: () => void;
  readonly onClose: () => void;
  readonly onSaved: (saved: Saved) => void;
}): ReactNode {
  const { t } = useWords();
  const { space } = useScope();
  const push = useSave();
  const forget = useSave();
  const { mirror, latest } = props;
  const [sent, setSent] = useState<ApiOut<'mirrors.push'> | null>(null);
  const { id, name } = mirror;
  useFollow(mirror.work, props.again);
  const send = async (): Promise<void> => {
    if (push.busy || latest === null) return;
    setSent(null);
    setTimeout(props.again, 300);
    setSent(await push.run(() => call('mirrors.push', { space, id })));
    props.again();
  };
  const running = mirror.work?.state === 'running';
  return (
    <li className="edition">
      <h2 tabIndex={-1} data-row="">
        {name}
      </h2>
      <p className="mono">{placeOf(mirror)}</p>
      {mirror.pushed === null ? (
        <p>{t('mir.never')}</p>
      ) : (
        <p>
          {t('mir.pushed', { n: mirror.pushed.edition })} <When edtf={mirror.pushed.at} />
        </p>
      )}
      {mirror.work && (
        <WorkView
          work={mirror.work}
          title={t('mir.sending', { n: mirror.work.edition ?? 0, name: mirror.work.by_name })}
        />
      )}
      {push.problem && mirror.work?.state !== 'failed' && <ProblemView problem={push.problem} />}
      {sent && (
        <p className="notice notice-ok" role="status">
          {t('mir.sent', { sent: sent.sent, same: sent.same, removed: sent.removed })}
        </p>
      )}
      {forget.problem && <ProblemView problem={forget.problem} />}
      {latest === null && <p className="help">{t('mir.need_edition')}</p>}
      <div className="page-actions">
        {latest !== null && !running && (
          <button type="button" className="button-primary" aria-disabled={push.busy} onClick={() => void send()}>
            {t('mir.push', { n: latest, name })}
          </button>
        )}
        <Link from={route.id} search={{ view: 'mirrors', mirror: id }} resetScroll={false} className="button">
          {t('mir.edit', { name })}
        </Link>
        <button
          type="button"
          className="button"
          aria-disabled={forget.busy}
          aria-describedby={`forget-${id}`}
          onClick={() => void forget.run(() => call('mirrors.delete', { space, id }))}
        >
          {t('mir.forget', { name })}
        </button>
      </div>
      <p className="help" id={`forget-${id}`}>
        {t('mir.forget_help')}
      </p>
      {props.open && <MirrorForm mirror={mirror} onClose={props.onClose} onSaved={props.onSaved} />}
    </li>
  );
}

export function Mirrors(): ReactNode {
  const { t } = useWords();
  const { as_of: _date, ...scope } = useScope();
  const read = useRead('mirrors.list', scope);
  const editions = useRead('editions.list', scope);
  const { mirror: open } = route.useSearch();
  const navigate = route.useNavigate();
  const [saved, setSaved] = useState<Saved | null>(null);
  const { refetch } = read;
  const again = useCallback(() => void refetch(), [refetch]);
  usePageKeys(ROW_KEYS);
  const close = (): void => void navigate({ search: { view: 'mirrors' }, resetScroll: false });
  const done = (result: Saved): void => {
    close();
    setSaved(result);
  };
  const latest = editions.data?.editions.find((e) => e.dir !== null)?.number ?? null;
  return (
    <>
      <Heading
        title={t('pub.mirrors')}
        tab={t('pub.mirrors')}
        below={
          <>
            <span>{t('mir.lead')}</span>
            <Link from={route.id} search={{}}>
              {t('pub.all')}
            </Link>
          </>
        }
      >
        {read.data && (
          <Link
            from={route.id}
            search={{ view: 'mirrors', mirror: '-' }}
            className="button-primary"
            onClick={() => setSaved(null)}
          >
            {t('mir.add')}
          </Link>
        )}
      </Heading>
      <SavedLine saved={saved} />
      {read.data && open === '-' && <MirrorForm mirror={null} onClose={close} onSaved={done} />}
      <Loadable read={read} rows={4}>
        {({ mirrors }) =>
          mirrors.length === 0 ? (
            <p className="empty">{t('mir.none')}</p>
          ) : (
            <ul className="editions">
              {mirrors.map((m) => (
                <MirrorRow
                  key={m.id}
                  mirror={m}
                  latest={latest}
                  open={open === m.id}
                  again={again}
                  onClose={close}
                  onSaved={done}
                />
              ))}
            </ul>
          )
        }
      </Loadable>
    </>
  );
}
